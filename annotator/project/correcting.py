"""What an analyst corrects in an article that is in the project: what is known of it, and the zones of its text.

Each function is one action, one undo step and one new revision of the article's record; what it said before stays in
the log. The text itself never changes. Articles are given by row id, ranges are half-open in code points.
"""

from dataclasses import replace

from annotator.domain.article import ZONE_KINDS, Article, Record, Zone
from annotator.domain.change import Change
from annotator.domain.correcting import CALLED, corrected, reading
from annotator.domain.correcting import CORRECTABLE as CORRECTABLE
from annotator.domain.correcting import DAY as DAY
from annotator.domain.correcting import MONTH as MONTH
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.zoning import trimmed, with_zone, without_zone
from annotator.project import articles
from annotator.project.project import Project


def correct(project: Project, key: int, **values: str | None) -> Change:
    """Sets metadata (by CORRECTABLE); None or "" says that it is not known.

    A date is `2006-11-01`, `2006-11-01T14:25:00` or, without a year, `--11-01`, and counts as the analyst's word. An
    open date stays open when the agency changes. Raises Problem if there is no such date or nothing differs.
    """
    unknown = sorted(set(values) - set(CORRECTABLE))
    if unknown:
        raise UnknownName(f"{unknown[0]!r} cannot be corrected: {', '.join(CORRECTABLE)} can.")
    article = _article(project, key)
    before = article.metadata
    after = corrected(before, values)
    changed = [CALLED[name] for name in CORRECTABLE if getattr(before, name) != getattr(after, name)]
    if not changed:
        raise Problem(f"Nothing was corrected in {_called(article)}: it says so already.")
    return _write(
        project, key, f"correct {', '.join(changed)}", article, replace(article.record, metadata=after)
    )


def choose_reading(project: Project, key: int, first: str) -> Change:
    """Says of a date that could be two days what stands first, DAY or MONTH.

    Raises Problem if its dateline does not leave that open, or it was chosen so before.
    """
    if first not in (DAY, MONTH):
        raise UnknownName(f"{first!r} cannot stand first in a date: {DAY} or {MONTH}.")
    return correct(project, key, published=reading(_article(project, key).metadata, first))


def set_zone(project: Project, key: int, kind: str, start: int, end: int) -> Change:
    """Makes a range of the text a zone of that kind, in place of what is there; white space at its ends is left out.

    Raises Problem if the range is not in the text, holds nothing, or is such a zone already.
    """
    if kind not in ZONE_KINDS:
        raise UnknownName(f"{kind!r} is no kind of zone: {', '.join(ZONE_KINDS)}.")
    article = _article(project, key)
    _require_range(article, start, end)
    zones = with_zone(article.text, article.record.zones, Zone(kind, start, end))
    if zones == article.record.zones:
        raise Problem(f"Nothing was corrected in {_called(article)}: that is {kind} already.")
    return _write(project, key, f"set zone {kind}", article, replace(article.record, zones=zones))


def clear_zone(project: Project, key: int, start: int, end: int) -> Change:
    """Takes a range of the text out of every zone. Raises Problem if it is not in the text or in none anyway."""
    article = _article(project, key)
    _require_range(article, start, end)
    zones = without_zone(article.text, article.record.zones, start, end)
    if zones == article.record.zones:
        raise Problem(f"Nothing was corrected in {_called(article)}: no zone is there.")
    return _write(project, key, "clear zone", article, replace(article.record, zones=zones))


def _article(project: Project, key: int) -> Article:
    """The article, if it may be corrected."""
    if not project.writable:
        raise Problem(f"{project.path} is open for reading only: nothing in it can be corrected here.")
    article = articles.load(project, key)
    if article.record.withdrawn:
        raise Problem(f"{_called(article)} is withdrawn. Put it back to correct it.")
    return article


def _require_range(article: Article, start: int, end: int) -> None:
    length = len(article.text)
    if not 0 <= start < end <= length:
        raise Problem(f"{start}–{end} is no range of a text of {length} characters. Select some words.")
    if trimmed(article.text, start, end)[0] >= end:
        raise Problem(f"There is nothing but white space in {start}–{end}. Select some words.")


def _called(article: Article) -> str:
    return f"“{article.metadata.headline}”" if article.metadata.headline else f"Article {article.id[:12]}"


def _write(project: Project, key: int, name: str, article: Article, record: Record) -> Change:
    return project.act(name, [articles.record_edit(article.id, key, record)])
