"""Tables of articles (CSV, TSV): a row each; which column is the text is recognised, or said by the analyst."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from annotator.domain.article import Draft, Metadata, Rejection
from annotator.domain.dates import (
    AMBIGUOUS,
    IN_COLUMN,
    Dating,
    find_numeric,
    find_spelled,
    is_known_date,
    settle,
)
from annotator.domain.import_options import FIELDS, NONE, ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.encodings import decode
from annotator.reading.story import date_asked
from annotator.reading.values import read_content

_SAMPLE = 1 << 20
"""Bytes from which encoding, separator and columns are recognised."""
_ROWS = 20
_MOST_COLUMNS = 16_384
"""More no spreadsheet has."""
_SEPARATORS = ",;\t|"
_LONGEST_HEADER = 60
_NAMES = {
    "text": "text body content article fulltext full_text maintext main_text story document doc текст 본문 正文 내용",
    "headline": "headline title head heading subject заголовок 제목 标题 標題",
    "agency": "agency source publisher publication newspaper outlet agencies источник 출처 来源",
    "place": "place location city dateline_city место",
    "published": (
        "published date pubdate pub_date published_at publication_date date_published datetime time дата 날짜 日期"
    ),
    "url": "url link address href uri web_url ссылка",
    "language": "language lang язык",
}
_LONG_TEXT = 100
"""Characters that a column has on the average if it may be the text."""


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is built. `headers` are its columns' names, made up where it has none; `rows` the first ones.

    `columns`: which of them is what, by FIELDS.
    """

    encoding: str
    certain: bool
    separator: str
    has_headers: bool
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    known: bool
    """Whether the columns were named by the analyst, or bear names that say what they hold."""


def look_at(file: BinaryIO, directions: ImportOptions = NONE) -> Table:
    """What a table seems to be, from its beginning. Raises Problem if it is none."""
    sample = file.read(_SAMPLE)
    whole = sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(whole, chosen=directions.encoding)
    separator = _separator(decoded.text)
    rows = _rows(decoded.text, separator, _ROWS + 1)
    if not rows:
        raise Problem("The table is empty.")
    width = max(map(len, rows))
    if width > _MOST_COLUMNS:
        raise Problem(
            f"it has {width:,} columns in a row; of a table with articles at most {_MOST_COLUMNS:,} are read"
        )
    has_headers = _are_headers(rows[0], rows[1:], directions.columns.values())
    made_up = tuple(f"column {number}" for number in range(1, width + 1))
    headers = _unique(rows[0]) + made_up[len(rows[0]) :] if has_headers else made_up
    first = tuple(rows[1:] if has_headers else rows)
    columns = dict(directions.columns) or _recognised(headers, first)
    known = bool(directions.columns) or _plain(columns.get("text", "")) in _NAMES["text"].split()
    for name in columns.values():
        if name not in headers:
            raise Problem(f"the table has no column {name!r}; it has {', '.join(headers)}")
    return Table(decoded.encoding, decoded.certain, separator, has_headers, headers, first, columns, known)


def read_table(
    name: str, file: BinaryIO, longest: int, directions: ImportOptions = NONE
) -> Iterator[Draft | Rejection]:
    """An article or a rejection for each row; fields may have up to `longest` characters.

    Raises Problem if no column can be the text.
    """
    table = look_at(file, directions)
    if "text" not in table.columns:
        raise Problem(
            f"none of its columns seems to hold the articles' texts: {', '.join(table.headers)[:300]}; say which one"
        )
    asked = _asked(table, directions)
    places = {table.headers.index(header): kind for kind, header in table.columns.items()}
    file.seek(0)
    lines = io.TextIOWrapper(
        file, encoding="utf-8-sig" if table.encoding == "utf-8" else table.encoding, newline=""
    )
    _allow(longest)
    reader = csv.reader(lines, delimiter=table.separator)
    try:
        for row in islice(filter(any, reader), int(table.has_headers), None):
            if any(len(value) > longest for value in row):
                raise Problem(
                    f"line {reader.line_num:,} cannot be read (a field is longer than {longest:,} characters)"
                )
            values = {places[at]: value for at, value in enumerate(row) if at in places and value.strip()}
            yield _article(name, reader.line_num, values, asked)
    except csv.Error as error:
        raise Problem(f"line {reader.line_num:,} cannot be read ({error})") from error
    except UnicodeError as error:
        raise Problem(f"it is not in {table.encoding} from about line {reader.line_num:,} on") from error
    finally:
        lines.detach()


def _asked(table: Table, directions: ImportOptions) -> tuple[str, ...]:
    asked = [] if table.certain or directions.encoding else ["encoding"]
    return tuple(asked if table.known else [*asked, "columns"])


def _rows(text: str, separator: str, most: int) -> list[tuple[str, ...]]:
    """The first rows that are not blank."""
    _allow(len(text))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [tuple(row) for row in islice(filter(any, reader), most)]
    except csv.Error as error:
        raise Problem(f"it is no table that can be read ({error})") from error


def _allow(length: int) -> None:
    """Lets the module csv read fields of that length. Its limit holds for the whole process: it is only raised."""
    csv.field_size_limit(max(length, csv.field_size_limit()))


def _separator(text: str) -> str:
    """The character that parts the most rows into equally many fields, more than one; else the comma."""

    def fitness(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in _rows(text, separator, _ROWS) if row]
        usual = widths[0] if widths else 0
        return (sum(width == usual for width in widths) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=fitness)


def _are_headers(row: Sequence[str], below: Sequence[Sequence[str]], said: Collection[str]) -> bool:
    """Whether the first row names the columns: short names, each once, and one of them is known, or said by the
    analyst, or of another kind than what stands below it."""
    if any(len(name) > _LONGEST_HEADER for name in row) or len(set(row)) < len(row):
        return False
    known = {_plain(name) for names in _NAMES.values() for name in names.split()}
    if any(_plain(name) in known or name.strip() in said for name in row):
        return True
    columns = [[other[at] for other in below if at < len(other)] for at in range(len(row))]
    return any(_is_unlike(name, fields) for name, fields in zip(row, columns, strict=True))


def _is_unlike(name: str, fields: Sequence[str]) -> bool:
    """Whether a word stands above numbers, or above long texts."""
    if not fields or not name.strip() or any(character.isdigit() for character in name):
        return False
    are_numbers = all(field.strip().replace(".", "").isdigit() for field in fields)
    return are_numbers or sum(map(len, fields)) >= _LONG_TEXT * len(fields)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() or f"column {number}" for number, name in enumerate(names, 1))


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", "_", name.strip().lower())


def _recognised(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Which column is what, by its name; the text, if none is called so, is the column with the longest fields."""
    found: dict[str, str] = {}
    named = [(_plain(one), one) for one in headers]
    for kind in FIELDS:
        for name in _NAMES[kind].split():
            header = next((one for plain, one in named if plain == name and one not in found.values()), None)
            if header is not None:
                found[kind] = header
                break
    if "text" not in found:
        lengths = [sum(len(row[at]) for row in rows if at < len(row)) for at in range(len(headers))]
        longest = max(range(len(headers)), key=lengths.__getitem__)
        if rows and lengths[longest] >= _LONG_TEXT * len(rows) and headers[longest] not in found.values():
            found = {"text": headers[longest], **found}
    return found


def _article(name: str, line: int, values: dict[str, str], asked: tuple[str, ...]) -> Draft | Rejection:
    """The article of a row. Its headline, if the text does not begin with it, is put above it."""
    text, headline = values.get("text", ""), " ".join(values.get("headline", "").split())
    if text.strip() and headline and headline not in text[: 2 * len(headline) + 200]:
        text = f"{headline}\n\n{text}"
    stated = values.get("published", "").strip()
    dating = _dating(stated, values.get("agency")) if stated else None
    content: dict[str, object] = {"text": text, "source": {"url": values.get("url")}}
    content |= {kind: values[kind].strip() for kind in ("agency", "place", "language") if kind in values}
    if headline:
        content["headline"] = headline
    if dating is not None and dating.value:
        content |= {"published": dating.value, "date_evidence": dating.evidence}
    found = read_content(content, name, line)
    if isinstance(found, Rejection):
        return found
    if dating is not None and dating.readings:
        found = replace(found, metadata=_decided(found.metadata, dating))
    return replace(found, questions=(*asked, *date_asked(found.metadata)))


def _decided(metadata: Metadata, dating: Dating) -> Metadata:
    """The dateline's month in words decides between the readings of the table's date; else they stay open."""
    if metadata.published and not metadata.published.startswith("--"):
        return metadata
    said = (metadata.published or "")[2:]
    fitting = [one for one in dating.readings if one[5:10] == said]
    if len(fitting) == 1:
        return replace(metadata, published=fitting[0], date_evidence=f"{IN_COLUMN}: {metadata.date_evidence}")
    return replace(metadata, published=None, date_evidence=dating.evidence, date_readings=dating.readings)


def _dating(stated: str, agency: str | None) -> Dating:
    """The date of a row, which is guessed as little as any other."""
    day = stated[:10].replace("/", "-")
    if is_known_date(day) and re.fullmatch(r"\d{4}.*", day):
        time = re.match(r"[T ](\d\d:\d\d)(:\d\d)?", stated[10:])
        return Dating(f"{day}T{time[1]}{time[2] or ':00'}" if time else day, IN_COLUMN)
    found = settle(find_numeric(stated), find_spelled(stated), agency=agency)
    if found.value:
        return Dating(found.value, f"{IN_COLUMN}: {found.evidence}")
    return Dating(None, AMBIGUOUS, found.readings) if found.readings else Dating()
