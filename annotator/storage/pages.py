"""The pages of a damaged project file, read without SQLite: whatever row is still there is found.

The layout is SQLite's file format. A row lies in a leaf of a tree; what of it does not fit goes on in a chain of
overflow pages. Trees are not walked from their roots, because what leads to a leaf may be damaged: every page is looked
at for itself. Nothing here believes anything that it reads; who calls verifies rows by their hashes.
"""

import mmap
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.domain.problems import Problem
from annotator.storage.faults import system_fault

Image = mmap.mmap | bytearray

TABLE_LEAF, INDEX_LEAF, INDEX_INNER, TABLE_INNER = 13, 10, 2, 5
_HEADER = {TABLE_LEAF: 8, INDEX_LEAF: 8, INDEX_INNER: 12, TABLE_INNER: 12}
_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_USUAL = 4096
_LOOKED_AT, _FEW = 1000, 8
"""Pages by which the size of all is told."""
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_LONGEST_INT = 9
_MOST_COLUMNS = 100


class Missing:
    """The value of a column whose bytes are not there."""


MISSING = Missing()
Value = int | float | str | bytes | None | Missing


class Row(NamedTuple):
    """A row: where its record begins in the file, its number (None in an index), its values, and the numbers of the
    overflow pages that it goes on in."""

    at: int
    number: int | None
    values: list[Value]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A file in memory, or mapped there, with the size of its pages in bytes.

    `shifts`: by how many bytes pages may lie further behind than they should, where bytes were put in or taken out.
    """

    image: Image
    size: int
    shifts: tuple[int, ...] = (0,)

    @property
    def count(self) -> int:
        """How many pages there are, a last one that is cut off included."""
        return -(-len(self.image) // self.size)

    def rows(self, number: int) -> Iterator[Row | None]:
        """The rows of a page as its directory lists them; None for each that cannot be read. Pages count from 1."""
        start = (number - 1) * self.size
        page = self.image[start : start + self.size]
        at = 100 if number == 1 and page[:6] == b"SQLite" else 0
        kind = page[at] if len(page) > at else 0
        if kind not in _HEADER or kind == TABLE_INNER:
            return
        (cells,) = struct.unpack_from(">H", page, at + 3) if len(page) > at + 8 else (0,)
        first = at + _HEADER[kind]
        for place in range(first, first + 2 * min(cells, self.size // 4), 2):
            if place + 2 > len(page):
                return
            (cell,) = struct.unpack_from(">H", page, place)
            yield self._cell(start + cell, kind)

    def _cell(self, at: int, kind: int) -> Row | None:
        try:
            if kind == INDEX_INNER:
                at += 4
            length, at = varint(self.image, at)
            number = None
            if kind == TABLE_LEAF:
                number, at = varint(self.image, at)
            return self.row(at, number, length, in_table=kind == TABLE_LEAF)
        except (IndexError, ValueError, struct.error):
            return None

    def row(
        self,
        at: int,
        number: int | None,
        length: int,
        in_table: bool = True,
        instead: Mapping[int, int] | None = None,
        shift: tuple[int, int] = (0, 0),
    ) -> Row | None:
        """The row whose record begins there; None where no record does. Raises ValueError or IndexError too.

        `instead`: pages that lie where others should. `shift`: bytes by which pages above a number lie further behind.
        """
        local, chain = self.local(length, in_table), list[int]()
        data = bytearray(self.image[at : at + local])
        if local < length:
            following = _number(self.image, at + local)
            while len(data) < length and 1 < following <= self.count and len(chain) < self.count:
                chain.append(following)
                place = (instead or {}).get(following, following)
                start = (place - 1) * self.size + (shift[1] if place > shift[0] else 0)
                page = self.image[start : start + self.size] if start >= 0 else b""
                if len(page) < 5:
                    break
                data += page[4 : 4 + length - len(data)]
                following = _number(page, 0)
        values = record(data, length)
        return None if values is None else Row(at, number, values, tuple(chain))

    def local(self, length: int, in_table: bool) -> int:
        """How many bytes of a record of that length lie in the leaf itself."""
        most = self.size - 35 if in_table else (self.size - 12) * 64 // 255 - 23
        if length <= most:
            return length
        least = (self.size - 12) * 32 // 255 - 23
        some = least + (length - least) % (self.size - 4)
        return some if some <= most else least

    def free(self) -> set[int]:
        """The pages that the file says are used for nothing."""
        found: set[int] = set()
        (trunk,) = struct.unpack_from(">I", self.image, 32) if len(self.image) >= 100 else (0,)
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.image[(trunk - 1) * self.size : trunk * self.size]
            if len(page) < self.size:
                break
            trunk, leaves = struct.unpack_from(">II", page)
            for place in range(min(leaves, self.size // 4 - 2)):
                found.update(struct.unpack_from(">I", page, 8 + 4 * place))
        return found

    def is_inner(self, number: int) -> bool:
        """Whether a page looks like one that only leads to others."""
        at = (number - 1) * self.size if number > 1 else 100
        return self.image[at : at + 1] == bytes([TABLE_INNER])

    def matches(self, pattern: re.Pattern[bytes]) -> Iterator[int]:
        """Where records may begin, wherever that is in the file."""
        yield from (found.start() for found in pattern.finditer(self.image))


def _number(data: Image | bytes, at: int) -> int:
    """A number of four bytes; what is behind the end is none."""
    return int.from_bytes(data[at : at + 4], "big")


def varint(data: Image | bytes | bytearray, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Raises IndexError."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >> 63 else value, at + 9


_WIDTH = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


def serials(data: Image | bytes | bytearray, at: int) -> list[int] | None:
    """The kinds of the columns of a record that begins there; None where none does. Raises IndexError."""
    length, place = varint(data, at)
    end = at + length
    found: list[int] = []
    while place < end and len(found) < _MOST_COLUMNS:
        kind, place = varint(data, place)
        if kind < 0 or kind in (10, 11):
            return None
        found.append(kind)
    return found if found and place == end else None


def width(kind: int) -> int:
    """How many bytes a column of that kind has."""
    return _WIDTH[kind] if kind < 10 else (kind - 12) // 2


def record(data: bytes | bytearray, length: int) -> list[Value] | None:
    """The values of a record; None where it is none. `length` is what it should have: fewer bytes may be there."""
    kinds = serials(data, 0)
    if kinds is None:
        return None
    at = varint(data, 0)[0]
    if at + sum(map(width, kinds)) != length:
        return None
    values: list[Value] = []
    for kind in kinds:
        some = data[at : at + width(kind)]
        values.append(_value(kind, bytes(some)) if len(some) == width(kind) else MISSING)
        at += width(kind)
    return values


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind < 10:
        return kind - 8
    # Whoever verifies a text gets the same bytes back from it.
    return data.decode(errors="surrogateescape") if kind % 2 else data


def opened(path: Path) -> Pages:
    """The pages of a file as it was before a transaction that did not end. The file is only read.

    Raises Problem if it cannot be read, or holds nothing.
    """
    try:
        with path.open("rb") as file:
            image: Image = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        journal = path.with_name(f"{path.name}-journal")
        left = journal.read_bytes() if journal.is_file() else b""
    except ValueError as error:
        raise Problem(f"{path} is empty: there is nothing to salvage.") from error
    except OSError as error:
        raise system_fault(error, path) from error
    size = _page_size(image)
    if left.startswith(_JOURNAL):
        image = rolled_back(image, left, size)
    rest = len(image) % size
    return Pages(image, size, (0, rest, rest - size) if rest else (0,))


def _page_size(image: Image) -> int:
    """The size that the file says where pages look so; else the smallest by which most do: by a greater one they would
    as well."""
    said = int.from_bytes(image[16:18], "big")
    likely = {size: _likely(image, size) for size in _SIZES}
    most = max(likely.values())
    if not most or likely.get(said, 0) >= 0.5 * most:
        return said if said in _SIZES else _USUAL
    return next(size for size, part in likely.items() if part >= 0.8 * most)


def _likely(image: Image, size: int) -> float:
    """Which part of the pages looks like pages that have rows, where they should lie or shifted."""
    count = len(image) // size
    looked = range(1, count, max(1, count // _LOOKED_AT))
    shift = len(image) % size
    good = sum(
        any(_looks_right(bytes(image[at : at + 8]), size) for at in {number * size, number * size + shift})
        for number in looked
    )
    return good / len(looked) if len(looked) > _FEW else 0.0


def _looks_right(head: bytes, size: int) -> bool:
    if len(head) < 8 or head[0] not in _HEADER:
        return False
    free, cells, start = struct.unpack_from(">HHH", head, 1)
    return bool(free < size and cells < size // 4 and 8 + 2 * cells <= (start or 65536) <= max(size, start))


def rolled_back(image: Image, journal: bytes, size: int) -> bytearray:
    """The file with the pages that the journal has of the time before, and as long as it was then."""
    data = bytearray(image)
    at, before = 0, None
    while journal[at : at + 8] == _JOURNAL and len(journal) >= at + 28:
        records, nonce, pages, sector, page_size = struct.unpack_from(">IIIII", journal, at + 8)
        if page_size != size or not 28 <= sector <= 65536:
            break
        before = pages if before is None else before
        at += sector
        while records and at + size + 8 <= len(journal):
            number, page = int.from_bytes(journal[at : at + 4], "big"), journal[at + 4 : at + 4 + size]
            check = int.from_bytes(journal[at + 4 + size : at + 8 + size], "big")
            if not number or (nonce + sum(page[size - 200 : 0 : -200])) & 0xFFFFFFFF != check:
                return _cut(data, before, size)
            data[(number - 1) * size : number * size] = page
            at, records = at + size + 8, records - 1
        at = -(-at // sector) * sector
    return _cut(data, before, size)


def _cut(data: bytearray, pages: int | None, size: int) -> bytearray:
    if pages:
        del data[pages * size :]
    return data
