"""What is about to be imported: read and recognised, looked at and corrected, before anything is written.

Reading runs on a thread of its own while the analyst looks at what is there already. Nothing is in the project before
`importing.add` was given `found()`; closing leaves nothing behind.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotator.domain.article import Draft, Metadata, Rejection, Zone
from annotator.domain.change import Change
from annotator.domain.dates import ANALYST
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.metadata_correction import CORRECTABLE, DAY
from annotator.domain.normalise import fingerprint
from annotator.domain.problems import Progress
from annotator.domain.zoning import with_zone
from annotator.project import importing
from annotator.project.duplicates import Like
from annotator.project.import_duplicates import Incoming
from annotator.project.import_report import Report
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.project.spool import Spool
from annotator.storage import articles as stored

if TYPE_CHECKING:
    from annotator.reading.batch import Batch, Origin
    from annotator.reading.columns import Table as Table


@dataclass(frozen=True, slots=True)
class Item:
    """An article, or what was rejected, as a list shows it. `id` (its text's SHA-256) and the rest only of articles."""

    number: int
    file: str
    format: str
    line: int | None = None
    reason: str = ""
    id: str = ""
    encoding: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    questions: tuple[str, ...] = ()
    annotations: int = 0
    is_there: bool = False
    """Whether the project, or an earlier item, has the same text."""
    like: tuple[Like, ...] = ()
    """What else it is a duplicate of: with the same body, or sharing paragraphs; the closest first."""

    @property
    def rejected(self) -> bool:
        """Whether it is no article."""
        return bool(self.reason)


@dataclass
class _File:
    """A file of the batch: where it lies, what was said of it, and the numbers of what it holds."""

    origin: "Origin"
    directions: ImportOptions
    numbers: list[int] = field(default_factory=list)


class Intake:
    """The files of one import."""

    def __init__(
        self, paths: Sequence[Path], project: Path | None = None, directions: ImportOptions = NONE
    ) -> None:
        """`project`: beside it lies what is read for the time of the import; `directions` hold for every file."""
        self._spool, self._incoming = Spool(project), Incoming()
        self._paths, self._beside = list(paths), project.parent if project else None
        self._begun: Batch | None = None
        self._directions = directions
        self._remembered = Settings.load().columns
        self._said: dict[Path, ImportOptions] = {}
        self._files: dict[Path, _File] = {}
        self._file_of: dict[int, _File] = {}
        self._order: list[int] = []
        self._items: dict[int, Item] = {}
        self._corrected: dict[int, dict[str, str | None]] = {}
        self._zones: dict[int, tuple[Zone, ...]] = {}
        self._skipped: set[int] = set()
        self._seen: dict[str, int] = {}
        self.finished = False
        """Whether everything was read."""

    # Reading

    def read(self, project: Project | None, progress: Progress) -> Iterator[Item]:
        """Reads everything; each item as it comes. `project` is asked which texts it has already.

        Raises Cancelled when `progress` does.
        """
        # The readers take a moment to load: on the thread that reads.
        from annotator.reading.batch import Batch

        self._begun = Batch(self._paths, self._beside)
        for origin, one in self._batch.read(self._directions_of, progress):
            file = self._files.get(origin.path)
            if file is None:
                said = self._said.get(origin.path, self._directions)
                file = self._files[origin.path] = _File(origin, said)
            item = self._take(file, one, project)
            self._order.append(item.number)
            yield item
        self.finished = True

    @property
    def _batch(self) -> "Batch":
        assert self._begun is not None, "read() comes first"
        return self._begun

    def again(
        self, numbers: Sequence[int], directions: ImportOptions, project: Project | None, progress: Progress
    ) -> None:
        """Reads the files of some items once more, with other directions; their items give way to new ones.

        What was corrected in them is forgotten. Raises Cancelled, and then some are read and some are not.
        """
        # What no reader was found for, archives and folders among it, is as it was.
        files = {id(file): file for number in numbers if (file := self._file_of[number]).origin.format}
        for at, file in enumerate(files.values()):
            progress.step(at, len(files))
            found = self._batch.again(file.origin, directions, progress)
            for number in file.numbers:
                self._forget(number)
            file.numbers, file.directions = [], directions
            for one in found:
                self._take(file, one, project)
        self._order = self._in_order()

    def _directions_of(self, origin: "Origin") -> ImportOptions:
        """What holds for a file: what was said, and for a table the columns that were chosen for one like it."""
        directions = self._directions
        if origin.format == _TABLE and not directions.columns and self._remembered:
            table = self._table(origin.path, directions)
            kept = self._remembered.get(_key(table)) if table else None
            directions = replace(directions, columns=kept) if kept else directions
        self._said[origin.path] = directions
        return directions

    def _take(self, file: _File, one: Draft | Rejection, project: Project | None) -> Item:
        number, one = self._spool.put(one)
        item = _item(number, file.origin.format, one)
        if not item.rejected:
            there = item.id in self._seen or (
                project is not None and stored.key_of(project.store, item.id) is not None
            )
            self._seen.setdefault(item.id, number)
            like = () if there or isinstance(one, Rejection) else self._incoming.take(number, one, project)
            item = replace(item, is_there=there, like=like)
        self._items[number] = item
        self._file_of[number] = file
        file.numbers.append(number)
        return item

    def _in_order(self) -> list[int]:
        """The numbers of all items, by file."""
        return [number for file in list(self._files.values()) for number in list(file.numbers)]

    def _forget(self, number: int) -> None:
        item = self._items.pop(number)
        del self._file_of[number]
        if self._seen.get(item.id) == number:
            del self._seen[item.id]
        self._incoming.forget(number)
        self._corrected.pop(number, None)
        self._zones.pop(number, None)
        self._skipped.discard(number)

    # What there is

    @property
    def items(self) -> list[Item]:
        """What was read so far, by file, with the corrections."""
        return self.items_from(0)

    def items_from(self, place: int) -> list[Item]:
        """The items from a place in the order on: what was read since there were so many."""
        return [self.item(number) for number in self._order[place:] if number in self._items]

    def has(self, number: int) -> bool:
        """Whether there is still an item of that number."""
        return number in self._items

    @property
    def passed_over(self) -> Mapping[str, int]:
        """Files of folders that are of no kind that is read, by suffix."""
        return dict(self._begun.passed_over) if self._begun else {}

    def item(self, number: int) -> Item:
        """One of them, with its corrections."""
        item = self._items[number]
        if number not in self._corrected:
            return item
        metadata = self._metadata(number, item.metadata)
        return replace(item, metadata=metadata, questions=_open(item.questions, metadata))

    def draft(self, number: int) -> Draft | Rejection:
        """The whole of it, as it would be added."""
        one = self._spool.get(number)
        if isinstance(one, Rejection):
            return one
        zones = self._zones.get(number, one.zones)
        metadata = self._metadata(number, one.metadata)
        return replace(one, metadata=metadata, zones=zones, questions=_open(one.questions, metadata))

    def encodings(self, number: int) -> list[tuple[str, str]]:
        """In which encodings the file of an item makes a text, with its beginning, the likeliest first."""
        from annotator.reading.encodings import alternatives

        one = self._spool.get(number)
        if isinstance(one, Rejection):
            return []
        return [(found.encoding, found.text[:_BEGINNING]) for found in alternatives(one.original[:_SAMPLE])]

    def table(self, number: int) -> "Table | None":
        """How the table that an item comes from is built; None if it comes from none, or from one past reading."""
        file = self._file_of[number]
        return self._table(file.origin.path, file.directions) if file.origin.format == _TABLE else None

    def _table(self, path: Path, directions: ImportOptions) -> "Table | None":
        from annotator.reading.files import table_of

        return table_of(path, directions)

    def directions(self, number: int) -> ImportOptions:
        """What was said of the file of an item."""
        return self._file_of[number].directions

    # Corrections

    def correct(self, numbers: Sequence[int], **values: str | None) -> None:
        """Sets metadata (by CORRECTABLE) of some items; a date counts as the analyst's word."""
        assert set(values) <= set(CORRECTABLE)
        for number in numbers:
            self._corrected.setdefault(number, {}).update(values)

    def choose_order(self, numbers: Sequence[int], first: str) -> None:
        """Says of those dates that are open which comes first, DAY or MONTH."""
        for number in numbers:
            readings = self.item(number).metadata.date_readings
            if len(readings) > 1:
                self.correct([number], published=readings[0 if first == DAY else 1])

    def set_zone(self, number: int, kind: str, start: int, end: int) -> None:
        """Makes a range of an item's text (half-open, code points) a zone of that kind, in place of what is there."""
        one = self.draft(number)
        if isinstance(one, Draft):
            self._zones[number] = with_zone(one.text, one.zones, Zone(kind, start, end))

    def set_zone_alike(self, numbers: Sequence[int], number: int, kind: str, start: int, end: int) -> None:
        """Makes a range of one item's text a zone; and where the same words are lines of their own in the other items,
        the first such place in each: promotion lines come in every file of a collection."""
        self.set_zone(number, kind, start, end)
        one = self.draft(number)
        if not isinstance(one, Draft):
            return
        lines = re.compile(rf"^{re.escape(one.text[start:end].strip())}$", re.MULTILINE)
        for other in numbers:
            draft = None if other == number else self.draft(other)
            place = lines.search(draft.text) if isinstance(draft, Draft) else None
            if place and place[0]:
                self.set_zone(other, kind, *place.span())

    def skip(self, numbers: Sequence[int], skipped: bool = True) -> None:
        """Leaves some items out, or takes them in again."""
        (self._skipped.update if skipped else self._skipped.difference_update)(numbers)

    @property
    def left_out(self) -> int:
        """How many items are left out."""
        return len(self._skipped)

    def is_skipped(self, number: int) -> bool:
        """Whether an item is left out."""
        return number in self._skipped

    def remember_columns(self, number: int, columns: Mapping[str, str]) -> None:
        """Keeps which columns are what, for tables with the same headers."""
        table = self.table(number)
        if table is not None and table.has_headers:
            self._remembered = {**self._remembered, _key(table): dict(columns)}
            settings = Settings.load()
            settings.columns = self._remembered
            settings.save()

    def _metadata(self, number: int, found: Metadata) -> Metadata:
        values = self._corrected.get(number)
        if not values:
            return found
        metadata = replace(
            found,
            headline=values.get("headline", found.headline) or "",
            agency=values.get("agency", found.agency),
            place=values.get("place", found.place),
            language=values.get("language", found.language),
        )
        if "published" not in values:
            return metadata
        day = values["published"]
        return replace(metadata, published=day, date_evidence=ANALYST if day else None, date_readings=())

    # The end

    def add(self, project: Project, progress: Progress | None = None) -> tuple[Report, Change]:
        """Adds what was read, corrected and not left out, in one transaction: all of it or, when `progress` raises
        Cancelled, nothing."""
        report, change = importing.add(project, self._found(progress or Progress()))
        report.left_out = [self._items[number].file for number in sorted(self._skipped)]
        report.passed_over = dict(self.passed_over)
        report.duplicates = list(self._duplicates(report.added))
        return report, change

    def _duplicates(self, added: Collection[str]) -> Iterator[tuple[str, Like]]:
        """The added ones that are duplicates of something that is in the project now, by the closest of these."""
        came = set(added)
        for item in self.items:
            of = [one for one in item.like if one.number is None or one.article in came]
            if item.id in came and item.number not in self._skipped and of:
                yield item.file, of[0]

    def _found(self, progress: Progress) -> Iterator[Draft | Rejection]:
        items = self.items
        for at, item in enumerate(items):
            progress.step(at, len(items))
            if item.number not in self._skipped:
                yield self.draft(item.number)

    def close(self) -> None:
        """Stops reading and removes everything."""
        if self._begun is not None:
            self._begun.close()
        self._spool.close()
        self._incoming.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()


_TABLE = "table"
"""The reader of tables, by its name."""
_SAMPLE = 200_000
_BEGINNING = 600
"""Code points by which a person tells encodings apart."""


def _open(questions: Sequence[str], metadata: Metadata) -> tuple[str, ...]:
    """The questions that corrections have not answered."""
    return tuple(one for one in questions if one != "date" or metadata.date_readings)


def _key(table: "Table") -> str:
    """What tables with the same headers have in common."""
    return "\t".join(table.headers) if table.has_headers else ""


def _item(number: int, format_: str, one: Draft | Rejection) -> Item:
    if isinstance(one, Rejection):
        return Item(number, one.file, format_, one.line, one.reason)
    return Item(
        number,
        one.source.name,
        format_,
        one.line,
        id=fingerprint(one.text),
        encoding=one.source.encoding,
        metadata=one.metadata,
        questions=one.questions,
        annotations=len(one.layer.annotations) if one.layer else 0,
    )
