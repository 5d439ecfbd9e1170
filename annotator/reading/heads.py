"""The head of a story: which lines stand above its body, and what each of them is."""

from dataclasses import dataclass

from annotator.domain.article import Zone
from annotator.reading.agencies import agency_line
from annotator.reading.datelines import Below, Dateline, find_dateline
from annotator.reading.lines import Line, is_wrapped, trimmed
from annotator.reading.marks import (
    could_be_place_line,
    date_line,
    is_boilerplate,
    is_byline,
    is_name,
    is_place_line,
    is_promotion,
    is_section,
    is_sentence,
    is_slug,
    looks_like_section,
)

_LONGEST_HEADLINE = 200
_PROSE = 260
"""A line longer than this is a paragraph of the story and no line of its head."""
_LEAST_PROSE = 200
_MOST_PROSE = 2
"""So many paragraphs of at least so many code points that end like sentences are the body."""


@dataclass(frozen=True, slots=True)
class Head:
    """The zones before the body, where it begins, and the dateline before it."""

    zones: tuple[Zone, ...]
    body: int
    dateline: Dateline | None = None


def find_head(text: str, lines: list[Line]) -> Head:
    """The head of a text with those first lines (one at least)."""
    kinds = _kinds(text, lines)
    prose = 0
    for number, line in enumerate(lines):
        dateline = find_dateline(text, line.start, _above(kinds[:number]))
        if dateline and text[dateline.end :].strip():
            return _with_dateline(text, lines, number, dateline)
        prose += _ends_prose(text, lines, number)
        if line.end - line.start > _PROSE or prose == _MOST_PROSE:
            break
    count = _head_length(text, lines, kinds)
    return Head(tuple(_zones(text, lines[:count], kinds[:count], None)), lines[count].start)


def above_body(text: str, lines: list[Line]) -> list[Zone]:
    """The zones of lines that are known to stand above the body."""
    return _zones(text, lines, _kinds(text, lines), None)


def _above(kinds: list[str | None]) -> Below:
    """What stands above a line, as its dateline needs to know."""
    if "byline" in kinds or "dateline" in kinds:
        return "byline"
    return "title" if None in kinds else ""


def _with_dateline(text: str, lines: list[Line], number: int, dateline: Dateline) -> Head:
    """The head that a dateline ends; bylines, dates and key words may follow one on lines of its own."""
    above = lines[:number]
    zones = _zones(text, above, _kinds(text, above), dateline)
    zones.append(Zone("dateline", *trimmed(text, lines[number].start, dateline.end)))
    body = dateline.end
    for line in lines[number:]:
        if line.start < dateline.end:
            if line.end > dateline.end:
                break
            continue
        words = text[line.start : line.end]
        kind = "boilerplate" if is_slug(words) else _mark(words, True)
        if kind not in ("boilerplate", "byline", "dateline", "agency") or not text[line.end :].strip():
            break
        zones.append(Zone(kind, line.start, line.end))
        body = line.end
    return Head(tuple(zones), body, dateline)


def _ends_prose(text: str, lines: list[Line], number: int) -> bool:
    """Whether a paragraph of the body seems to end with the line."""
    if number + 1 < len(lines) and lines[number + 1].block == lines[number].block:
        return False
    start = next(line.start for line in lines if line.block == lines[number].block)
    words = text[start : lines[number].end]
    return len(words) >= _LEAST_PROSE and is_sentence(words) and not is_promotion(words)


def _kinds(text: str, lines: list[Line]) -> list[str | None]:
    """What each line says by itself to be, or by what stands beside it; None for titles and body."""
    kinds: list[str | None] = []
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        titled = None in kinds
        kind = _mark(words, titled)
        if kind is None and titled and _is_place_beside(text, lines, number, kinds[-1]):
            kind = "dateline"
        kinds.append(kind)
    return kinds


def _is_place_beside(text: str, lines: list[Line], number: int, above: str | None) -> bool:
    """Whether a line with the shape of a place stands below a byline and above a date, or right below a byline."""
    if not could_be_place_line(text[lines[number].start : lines[number].end]) or number + 1 == len(lines):
        return False
    below = lines[number + 1]
    dated = date_line(text[below.start : below.end]) is not None
    return dated and (above == "byline" or below.block == lines[number].block)


def _mark(words: str, below_title: bool) -> str | None:
    """The kind of zone that a line of the head says by itself to be."""
    if is_promotion(words):
        return "promotion"
    if is_boilerplate(words):
        return "boilerplate"
    if agency_line(words):
        return "agency"
    if date_line(words) or (below_title and is_place_line(words)):
        return "dateline"
    return "byline" if below_title and is_byline(words) else None


def _head_length(text: str, lines: list[Line], kinds: list[str | None]) -> int:
    """How many lines stand before the body of a text without a dateline; 0 if nothing would be left."""
    titled = False
    for number, line in enumerate(lines):
        if kinds[number] and (titled or _mark(text[line.start : line.end], False)):
            continue
        if titled or not _is_title(text, lines, number):
            return number
        words = text[line.start : line.end]
        is_heading = looks_like_section(words, number > 0) or _is_over_boilerplate(kinds, number)
        titled = not (is_heading and _has_title_below(text, lines, kinds, number))
    return 0


def _is_over_boilerplate(kinds: list[str | None], number: int) -> bool:
    """Whether `Press Release` or the like stands right below a line, which then is the issuer's name."""
    return kinds[number + 1 : number + 2] == ["boilerplate"]


def _has_title_below(text: str, lines: list[Line], kinds: list[str | None], number: int) -> bool:
    """Whether the next line that is not marked is a title."""
    after = [other for other in range(number + 1, len(lines)) if kinds[other] is None]
    return bool(after) and _is_title(text, lines, after[0])


def _is_title(text: str, lines: list[Line], number: int) -> bool:
    """Whether a line is short, stands alone, does not end like a sentence, and has something below it."""
    if number + 1 >= len(lines):
        return False
    words = text[lines[number].start : lines[number].end]
    return not (len(words) > _LONGEST_HEADLINE or is_sentence(words) or is_wrapped(lines, number))


def _zones(text: str, lines: list[Line], kinds: list[str | None], dateline: Dateline | None) -> list[Zone]:
    """The zones of the head: marked lines first, then what must be section and headline among the rest."""
    kinds = list(kinds)
    for number, line in enumerate(lines):
        if dateline is not None and text[line.start : line.end] == dateline.agency:
            kinds[number] = "agency"
    _name_sections(text, lines, kinds)
    titles = _paragraphs(lines, kinds)
    headline = _choose_headline(text, titles, kinds[:1] == ["promotion"])
    zones = [Zone(kind, line.start, line.end) for line, kind in zip(lines, kinds, strict=True) if kind]
    for number, (start, end) in enumerate(titles):
        if number < headline:
            zones.append(Zone("section", start, end))
        else:
            zones.append(Zone(_below(text[start:end]) if number > headline else "headline", start, end))
    return sorted(zones, key=lambda zone: zone.start)


def _name_sections(text: str, lines: list[Line], kinds: list[str | None]) -> None:
    """Marks known section names that have a title below them, and unknown lines above as the site's own."""
    for number, line in enumerate(lines):
        if kinds[number] is None and None in kinds[number + 1 :]:
            if is_section(text[line.start : line.end]):
                kinds[: number + 1] = [kind or "promotion" for kind in kinds[:number]] + ["section"]
            elif _is_over_boilerplate(kinds, number):
                kinds[number] = "boilerplate"


def _paragraphs(lines: list[Line], kinds: list[str | None]) -> list[tuple[int, int]]:
    """The unmarked lines, those of one paragraph joined: a long headline may be wrapped."""
    found: list[tuple[int, int]] = []
    previous = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is None and previous is not None and line.block == previous.block:
            found[-1] = (found[-1][0], line.end)
        elif kind is None:
            found.append((line.start, line.end))
        previous = line if kind is None else None
    return found


def _choose_headline(text: str, titles: list[tuple[int, int]], after_promotion: bool) -> int:
    """Which of the unmarked paragraphs is the headline: the first that is no section."""
    for number, (start, end) in enumerate(titles):
        if number + 1 == len(titles) or not looks_like_section(text[start:end], after_promotion):
            return number
    return 0


def _below(words: str) -> str:
    """What an unmarked line below the headline is: a name is a byline, a longer line a second headline."""
    if is_name(words):
        return "byline"
    return "headline" if len(words.split()) > 4 else "boilerplate"
