"""The guideline's gaps that reviewers met, each with its cases, and whether the guideline has answered since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.annotation import GOLD, Annotation, overlaps
from annotator.domain.problems import Progress
from annotator.domain.reviewing.decision import GUIDELINE_GAP, Decision
from annotator.project import visibility
from annotator.project.articles import headline_of
from annotator.project.guidelines import saying_the_same
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import reviewing
from annotator.storage.reading import annotations_of

Made = tuple[Decision, str]
"""A decision and the version of the guideline under which it was made."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A case that the guideline does not settle, under the label whose entry should; "" where none is known any more.

    `annotation`: the id of what was judged, of the analyst `layer`. `decisions` are in the order of their layers.
    `answered`: what the guideline says of the label is different now from what it said then.
    """

    key: int
    article: str
    headline: str
    label: str
    words: str
    place: tuple[int, int] | None
    decisions: tuple[Decision, ...]
    answered: bool

    @property
    def note(self) -> str:
        """What the reviewer wrote."""
        return next((one.note for one in self.decisions if one.note), "")

    @property
    def reviewer(self) -> str:
        """Who met it; "" where names were hidden from them, as theirs is in return."""
        return "" if self.decisions[0].hidden else self.decisions[0].reviewer

    @property
    def month(self) -> str:
        """When: `2026-11`."""
        return self.decisions[0].made[:7]

    @property
    def id(self) -> str:
        """A name for it that stays the same."""
        return f"{self.key}/{self.decisions[0].id}"


def found(project: Project, progress: Progress | None = None) -> list[Gap]:
    """The gaps by label, article and place; a case that several layers share is one.

    Articles whose layers the asker may not see yet are left out.
    """
    progress = progress or Progress()
    met: list[Gap] = []
    same: dict[str, list[str] | None] = {}
    rows = reviewing.decisions_with(project.store, GUIDELINE_GAP)
    for number, (key, group) in enumerate(groupby(rows, lambda row: row[0])):
        progress.step(number, 0)
        if not visibility.is_blind(project, key):
            met += _of_article(project, key, [(Decision.from_body(b), v) for _, b, v in group], same)
    return sorted(met, key=lambda gap: (gap.label, gap.key, gap.place or (0, 0)))


def _of_article(
    project: Project, key: int, decisions: list[Made], same: dict[str, list[str] | None]
) -> Iterator[Gap]:
    """`same`: versions of the guideline that say of a label what it says now, as far as they were looked up."""
    text, article = stored.text_of(project.store, key), stored.sha_of(project.store, key)
    headline = headline_of(project, key)
    layers = {GOLD, *(one.layer for one, _ in decisions)}
    there = {(layer, one.id): one for layer in layers for one in annotations_of(project.store, key, layer)}
    for pairs in _cases(sorted(decisions, key=lambda pair: pair[0].at), there):
        about = tuple(one for one, _ in pairs)
        shown = _shown(there, about)
        label = shown.label if shown else ""
        if label not in same:
            same[label] = saying_the_same(project, label)
        known = same[label]
        answered = known is not None and all(version not in known for _, version in pairs)
        words = text[shown.start : shown.end] if shown else ""
        place = shown.span if shown else None
        yield Gap(key, article, headline, label, words, place, about, answered)


def _cases(decisions: list[Made], there: dict[tuple[str, str], Annotation]) -> Iterable[list[Made]]:
    """Decisions about one place together: by what stands for it in the gold layer; where nothing does, those that
    were made at once about annotations of several layers that touch."""
    cases: dict[str, list[Made]] = {}
    rejected: list[list[Made]] = []
    for pair in decisions:
        if pair[0].gold is not None:
            cases.setdefault(pair[0].gold, []).append(pair)
            continue
        same = next((case for case in rejected if _belongs(pair[0], case, there)), None)
        if same is None:
            rejected.append([pair])
        else:
            same.append(pair)
    return [*cases.values(), *rejected]


def _belongs(one: Decision, case: list[Made], there: dict[tuple[str, str], Annotation]) -> bool:
    first, mine = case[0][0], there.get(one.at)
    at_once = (first.made, first.note) == (one.made, one.note)
    if not at_once or mine is None or any(other.layer == one.layer for other, _ in case):
        return False
    return any(overlaps(mine.span, there[other.at].span) for other, _ in case if other.at in there)


def _shown(there: dict[tuple[str, str], Annotation], about: tuple[Decision, ...]) -> Annotation | None:
    """What stands in the gold layer, else what was judged."""
    stands = there.get((GOLD, about[0].gold or ""))
    return stands or next((there[one.at] for one in about if one.at in there), None)
