"""What an analyst corrects in an article that is in the project: what is known of it, and the zones of its text.

Each function is one action, one undo step and one new revision of the article's record; what it said before stays in
the log. The text itself never changes. Articles are given by row id, ranges are half-open in code points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.article import ZONE_KINDS, Article, Metadata, Zone
from annotator.domain.change import Change
from annotator.domain.metadata_correction import CALLED, CORRECTABLE, DAY, MONTH, corrected, reading
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.times.time_correction import TimeCorrection, read, with_correction, without_correction
from annotator.domain.zoning import with_zone, without_zone
from annotator.project import articles
from annotator.project.project import Project

AS_FOUND = "found"
"""What is said of a time to take back what was said before."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is to be corrected in one article at once.

    `values`: metadata by CORRECTABLE. `first`: what stands first in a date that could be two days, DAY or MONTH.
    `zones`: kind (None: no zone), start and end of ranges, in the order in which they are set.
    `times`: start and end of words and the time that they name, as `time_correction.written` writes it; None: no time,
    AS_FOUND: what the rules find.
    """

    values: Mapping[str, str | None] = field(default_factory=dict)
    first: str | None = None
    zones: Sequence[tuple[str | None, int, int]] = ()
    times: Sequence[tuple[int, int, str | None]] = ()


def correct(project: Project, /, key: int, **values: str | None) -> Change:
    """Sets metadata (by CORRECTABLE); None or "" says that it is not known.

    A date is `2006-11-01`, `2006-11-01T14:25:00` or, without a year, `--11-01`, and counts as the analyst's word. An
    open date stays open when the agency changes. Raises Problem if there is no such date or nothing differs.
    """
    return correct_all(project, key, Corrections(values))


def set_zone(project: Project, key: int, kind: str, start: int, end: int) -> Change:
    """Makes a range of the text a zone of that kind, in place of what is there; white space at its ends is left out.

    Raises Problem if the range is not in the text, holds nothing, or is such a zone already.
    """
    return correct_all(project, key, Corrections(zones=[(kind, start, end)]))


def clear_zone(project: Project, key: int, start: int, end: int) -> Change:
    """Takes a range of the text out of every zone. Raises Problem if it is not in the text or in none anyway."""
    return correct_all(project, key, Corrections(zones=[(None, start, end)]))


def set_time(project: Project, key: int, start: int, end: int, value: str | None) -> Change:
    """Says which time words name: `2006-11-01`, `2006-11`, `2006`, `2006-10-18/2006-10-19`; None: no time; AS_FOUND:
    what the rules find. Raises Problem if that is no time, if the words are not in the text, or if nothing differs.
    """
    return correct_all(project, key, Corrections(times=[(start, end, value)]))


def correct_all(project: Project, key: int, said: Corrections) -> Change:
    """Corrects several things in one revision: all of them or, where one is refused with a Problem, none."""
    if not project.writable:
        raise Problem(f"{project.path} is open for reading only: nothing in it can be corrected here.")
    article = articles.load(project, key)
    if article.record.withdrawn:
        raise Problem(f"{_called(article)} is withdrawn. Put it back to correct it.")
    metadata, names = _metadata(article, said)
    record = replace(article.record, metadata=metadata)
    for kind, start, end in said.zones:
        record = replace(record, zones=_zones(article, record.zones, kind, start, end))
        names.append("clear zone" if kind is None else f"set zone {kind}")
    for start, end, value in said.times:
        record = replace(record, times=_times(article, record.times, start, end, value))
        names.append("correct time")
    if not names:
        raise Problem(f"Nothing was corrected in {_called(article)}: it says so already.")
    return project.act("; ".join(names), [articles.record_edit(article.id, key, record)])


def _metadata(article: Article, said: Corrections) -> tuple[Metadata, list[str]]:
    """What is known now, and the name of the action that says so; none if nothing differs."""
    before, values = article.metadata, dict(said.values)
    unknown = sorted(set(values) - set(CORRECTABLE))
    if unknown:
        raise UnknownName(f"{unknown[0]!r} cannot be corrected: {', '.join(CORRECTABLE)} can.")
    if said.first is not None:
        if said.first not in (DAY, MONTH):
            raise UnknownName(f"{said.first!r} cannot stand first in a date: {DAY} or {MONTH}.")
        values["published"] = reading(before, said.first)
    after = corrected(before, values)
    changed = [CALLED[name] for name in CORRECTABLE if getattr(before, name) != getattr(after, name)]
    return after, [f"correct {', '.join(changed)}"] if changed else []


def _zones(
    article: Article, zones: tuple[Zone, ...], kind: str | None, start: int, end: int
) -> tuple[Zone, ...]:
    """The zones with a range corrected. Raises Problem if it cannot be, or is so already."""
    if kind is not None and kind not in ZONE_KINDS:
        raise UnknownName(f"{kind!r} is no kind of zone: {', '.join(ZONE_KINDS)}.")
    text = article.text
    _require_words(text, start, end)
    if kind is None:
        made, why = without_zone(text, zones, start, end), "no zone is there"
    else:
        made, why = with_zone(text, zones, Zone(kind, start, end)), f"that is {kind} already"
    if made == zones:
        raise Problem(f"Nothing was corrected in {_called(article)}: {why}.")
    return made


def _times(
    article: Article, times: tuple[TimeCorrection, ...], start: int, end: int, value: str | None
) -> tuple[TimeCorrection, ...]:
    """What was said of times with one more. Raises Problem if it cannot be, or is so already."""
    _require_words(article.text, start, end)
    if value == AS_FOUND:
        made = without_correction(times, start, end)
    else:
        made = with_correction(times, TimeCorrection(start, end, None if value is None else read(value)))
    if made == times:
        raise Problem(f"Nothing was corrected in {_called(article)}: it says so already.")
    return made


def _require_words(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise Problem(f"{start}–{end} is no range of a text of {len(text)} characters. Select some words.")
    if not text[start:end].strip():
        raise Problem(f"There is nothing but white space in {start}–{end}. Select some words.")


def _called(article: Article) -> str:
    return f"“{article.metadata.headline}”" if article.metadata.headline else f"Article {article.id[:12]}"
