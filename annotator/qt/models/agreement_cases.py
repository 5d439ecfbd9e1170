"""A case of a cell in words: what it is, and what each of the two analysts marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.agreement.differing import ATTRIBUTE, BOUNDARY, LABELS, LINK, Case
from annotator.domain.agreement.marks import Mark
from annotator.domain.article import Article
from annotator.qt.models.agreement_rows import Pair

_LONGEST = 300
"""Code points of an annotation that are shown."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case of a pair; `article` is a row id, `mine` the id of my own annotation in it, or ""."""

    article: int
    headline: str
    pair: Pair
    what: str
    first: str
    second: str
    start: int
    end: int
    mine: str


@dataclass(frozen=True, slots=True)
class CasesRead:
    """The cases of a cell that were read so far, and how many there are."""

    cases: tuple[ShownCase, ...]
    total: int


def shown(key: int, article: Article, case: Case, pair: Pair, mine: str) -> ShownCase:
    """A case of an article in words; `mine` is the analyst who looks at it."""
    sides = {pair[0]: case.first, pair[1]: case.second}
    own = sides.get(mine, ())
    at = (own or case.first or case.second)[0]
    return ShownCase(
        key,
        article.metadata.headline or article.id[:12],
        pair,
        _what(case, pair),
        _words(article.text, case.first),
        _words(article.text, case.second),
        at.start,
        at.end,
        own[0].id if own else "",
    )


def _what(case: Case, pair: Pair) -> str:
    cell = case.cell
    alone = "" if case.first and case.second else f"only {pair[0] if case.first else pair[1]}"
    if cell.what == LABELS:
        return alone or ("match" if cell.first == cell.second else "another label")
    if cell.what == BOUNDARY:
        return cell.second
    if cell.what == ATTRIBUTE:
        said = (_value(side[0], cell.second) for side in (case.first, case.second))
        return f"{cell.second}: " + " – ".join(said)
    return f"{cell.first}, {alone}" if cell.what == LINK else f"whole {cell.first}, {alone}"


def _value(mark: Mark, name: str) -> str:
    value = mark.attributes.get(name, "")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _words(text: str, marks: Sequence[Mark]) -> str:
    return "  +  ".join(
        f"{mark.label}: {' '.join(text[mark.start : mark.end][:_LONGEST].split())}" for mark in marks
    )
