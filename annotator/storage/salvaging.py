"""What of a damaged project file is whole, and what is known to have been in it.

Whole is what has its hash. A revision's bytes say everything that its row says, so that the other tables are needed for
one thing only: to tell what is lost.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from orjson import JSONDecodeError, loads

from annotator.domain.exchange_contents import is_revision
from annotator.domain.normalise import normalise
from annotator.storage.chains import Arriving
from annotator.storage.pages import MISSING, TABLE_LEAF, Pages, Row, Value, serials, varint, width

Step = Callable[[int, int], None]

_HASH_KIND = 12 + 2 * 32
_SHA_KIND = 13 + 2 * 64
_REVISION_COLUMNS, _ARTICLE_COLUMNS = 11, 4
_BEGINNINGS = re.compile(
    rb"[\x0c-\x16]\x00[\x01-\x09]{3}[\x00-\x09][\x01-\x09]|[\x04-\x0d]\x00\x81\x0d", re.DOTALL
)
"""How the records of revisions and of articles begin: their length, no row id, then the kinds of columns."""
_MOST_STRAYED = 60
"""Pages that no row goes on in, above which it is not tried whether one of them lies in the place of another."""
_SPAN = 200
"""Pages among which is looked for the one in which bytes were put in or taken out."""

Place = tuple[int, int, tuple[tuple[int, int], ...], tuple[int, int]]
"""Where a row is: its record's place and length, pages that lie where others should, the shift (see `Pages.row`)."""


class At(NamedTuple):
    """An object, as tables name it: row ids of article (0: none) and layer, kind, name."""

    article: int
    layer: int
    kind: str
    object: str


@dataclass
class Finds:
    """What was found. `revisions`: where each is, by clock, device, number and hash, which is their order.

    `numbers`: row ids of revisions that are whole or were blanked by a purge. `current`: which object's current state
    a revision (row id) is, and `about`: which object's state. The rest are names by row ids.
    """

    revisions: dict[tuple[int, str, int, bytes], Place] = field(default_factory=dict)
    texts: dict[str, Place] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)
    without_original: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    about: dict[int, At] = field(default_factory=dict)
    current: dict[int, At] = field(default_factory=dict)
    articles: dict[int, str] = field(default_factory=dict)
    headlines: dict[int, str] = field(default_factory=dict)
    layers: dict[int, str] = field(default_factory=dict)
    last: int = 0
    """The greatest row id of a revision that anything names."""
    unclear: set[int] = field(default_factory=set)
    """Pages of which nobody knows what was in them."""

    @property
    def lost(self) -> list[int]:
        """Row ids of the revisions that were there and are not whole."""
        return [number for number in range(1, self.last + 1) if number not in self.numbers]


class Scan:
    """Looks through all pages once, and again more closely if something is damaged."""

    def __init__(self, pages: Pages, step: Step) -> None:
        self._pages = pages
        self._step = step
        self._used: set[int] = set()
        self._taken: set[int] = set()
        self._reached: dict[tuple[int, int], list[int]] = {}
        """The pages that rows go on in, by the shift with which they were found."""
        self._broken: dict[int, Row] = {}
        """Rows of revisions and articles that are not whole, by where they begin."""
        self.finds = Finds()

    def run(self) -> Finds:
        """Everything that can be found."""
        count = self._pages.count
        unread: set[int] = set()
        for number in range(1, count + 1):
            if number % 64 == 0:
                self._step(number, count)
            if not self._look_at(number):
                unread.add(number)
        self.finds.unclear = unread - self._used - self._pages.free()
        self._look_closer()
        self._settle()
        return self.finds

    def _look_at(self, number: int) -> bool:
        """Takes over the rows of a page; whether it is one that has rows, or leads to such."""
        seen = False
        for row in self._pages.rows(number):
            seen = True
            if row is not None:
                self._take(row)
        return seen or self._pages.is_inner(number) or _is_empty_leaf(self._pages, number)

    def _take(self, row: Row) -> None:
        values = row.values
        if len(values) == _REVISION_COLUMNS and row.number is not None:
            self._take_whole(row, self._revision)
        elif len(values) == _ARTICLE_COLUMNS and row.number is not None and _is_sha(values[1]):
            self._take_whole(row, self._article)
        else:
            self._used.update(row.pages)
            _note(self.finds, row)

    def _take_whole(self, row: Row, take: Callable[[Row, Place], bool]) -> None:
        place = row.at, length_at(self._pages, row.at), (), (0, 0)
        if take(row, place):
            self._used.update(row.pages)
            self._taken.add(row.at)
        else:
            self._broken[row.at] = row

    def _revision(self, row: Row, place: Place) -> bool:
        """Takes a revision over if it is whole."""
        number, article = row.number, row.values[4]
        layer, kind, uid, _, digest, data = row.values[5:]
        if data is None and isinstance(digest, bytes) and isinstance(number, int):
            self.finds.numbers.add(number)  # A purge leaves the hash alone.
            return True
        if not isinstance(data, bytes) or sha256(data).digest() != digest:
            if isinstance(number, int):
                _note_object(self.finds.about, number, (article or 0, layer, kind, uid))
            return False
        content = parsed(data)
        if content is None:
            return False
        self.finds.revisions.setdefault(
            (content["clock"], content["device"], content["sequence"], sha256(data).digest()), place
        )
        if isinstance(number, int):
            self.finds.numbers.add(number)
            self.finds.last = max(self.finds.last, number)
            _note_object(self.finds.about, number, (article or 0, layer, kind, uid))
        if isinstance(layer, int):
            self.finds.layers[layer] = content["layer"]
        if isinstance(article, int) and content["article"] is not None:
            self.finds.articles[article] = content["article"]
        return True

    def _article(self, row: Row, place: Place) -> bool:
        """Takes a text over if it is whole; its original bytes may be lost."""
        _, sha, text, original = row.values
        assert isinstance(sha, str)
        if row.number is not None:
            self.finds.articles[row.number] = sha
        if text is None and original is None:
            self.finds.purged.add(sha)
            return True
        if not isinstance(text, str) or sha256(text.encode(errors="surrogateescape")).hexdigest() != sha:
            return False
        if normalise(text).text != text:
            return False
        self.finds.texts.setdefault(sha, place)
        if original is MISSING:
            self.finds.without_original.add(sha)
        return original is not MISSING

    # Looking closer

    def _look_closer(self) -> None:
        """Finds rows whose page's directory is damaged, whose pages changed places or lie further behind."""
        waiting = [at for at in self._pages.matches(_BEGINNINGS) if at not in self._taken]
        for shift in self._pages.shifts:
            waiting = [at for at in waiting if not self._found_at(at, (0, shift))]
        for shift in self._pages.shifts[1:]:
            for beyond in self._where_it_begins(shift):
                waiting = [at for at in waiting if not self._found_at(at, (beyond, shift))]
        strayed = sorted(self.finds.unclear - self._used)
        if len(strayed) <= _MOST_STRAYED:
            for row in list(self._broken.values()):
                self._try_strayed(row, strayed)

    def _found_at(self, at: int, shift: tuple[int, int]) -> bool:
        self._step(at, len(self._pages.image))
        row = self._row_at(at, shift)
        if row is None or not self._again(row, (at, length_at(self._pages, at), (), shift)):
            return False
        self._used.update(row.pages)
        self._broken.pop(at, None)
        if row.pages:
            self._reached.setdefault(shift, []).extend(row.pages)
        return True

    def _where_it_begins(self, shift: int) -> range:
        """The numbers of the pages behind one of which pages lie shifted: between those that were found so and not."""
        straight = [page for page in self._used if page not in self._reached.get((0, shift), ())]
        behind = min(self._reached.get((0, shift), [self._pages.count]))
        before = max((page for page in straight if page < behind), default=0)
        return range(before, min(behind + 1, before + _SPAN))

    def _row_at(self, at: int, shift: tuple[int, int] = (0, 0)) -> Row | None:
        try:
            length = length_at(self._pages, at)
            return self._pages.row(at, _number_before(self._pages, at, length), length, shift=shift)
        except (IndexError, ValueError):
            return None

    def _again(self, row: Row, place: Place) -> bool:
        if len(row.values) == _REVISION_COLUMNS:
            return self._revision(row, place)
        return len(row.values) == _ARTICLE_COLUMNS and _is_sha(row.values[1]) and self._article(row, place)

    def _try_strayed(self, row: Row, strayed: list[int]) -> None:
        """Pages that changed places: one of those that nobody needs may be the one that is missed here."""
        length = length_at(self._pages, row.at)
        for missed in row.pages:
            for other in strayed:
                found = self._pages.row(row.at, row.number, length, instead={missed: other})
                if found is not None and self._again(found, (row.at, length, ((missed, other),), (0, 0))):
                    self._used.update({missed, other, *found.pages})
                    self._broken.pop(row.at, None)
                    return

    def _settle(self) -> None:
        finds = self.finds
        finds.unclear -= self._used
        finds.last = max([finds.last, *finds.current, *finds.numbers], default=0)
        # Where a revision about it still has its content, it was not purged.
        named = set(finds.texts) | {finds.articles.get(at.article, "") for at in finds.current.values()}
        finds.purged -= named


def length_at(pages: Pages, at: int) -> int:
    """The length of the record that begins there, as its own head says. Raises ValueError or IndexError."""
    kinds = serials(pages.image, at)
    if kinds is None or len(kinds) not in (_REVISION_COLUMNS, _ARTICLE_COLUMNS):
        raise ValueError("no record of ours")
    return varint(pages.image, at)[0] + sum(map(width, kinds))


def _number_before(pages: Pages, at: int, length: int) -> int | None:
    """The row id that stands before a record, behind the record's length; None if there is none."""
    image = pages.image
    for start in range(max(0, at - 12), at - 1):
        said, place = varint(image, start)
        if said == length:
            number, end = varint(image, place)
            if end == at and 0 < number < 1 << 48:
                return number
    return None


def _is_sha(value: Value) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def _is_empty_leaf(pages: Pages, number: int) -> bool:
    at = (number - 1) * pages.size
    head = pages.image[at : at + 8] if number > 1 else b""
    return len(head) == 8 and head[0] in (TABLE_LEAF, 10) and head[3:5] == b"\0\0" and head[1:3] == b"\0\0"


def _note(finds: Finds, row: Row) -> None:
    """What other tables say of what was there."""
    values = row.values
    kinds = "".join(_LETTERS.get(type(value), "?") for value in values)
    match len(values), kinds:
        case 6, "iittii":
            _note_object(finds.current, values[4], values[:4])
        case 6, "ntttti":
            if row.number is not None:
                finds.headlines[row.number] = _shown(values[1])
        case 10, _ if kinds[1] == "i" and kinds[2:5] == "ttt" and isinstance(values[9], int):
            if kinds[0] == "n" and isinstance(values[8], int) and 0 < values[8] <= values[9] < 1 << 48:
                finds.last = max(finds.last, values[9])
        case 2, "nt":
            # Devices look the same: a layer's name that a revision says holds.
            if row.number is not None and not re.fullmatch("[0-9a-f]{32}(~.*)?", _shown(values[1])):
                finds.layers.setdefault(row.number, _shown(values[1]))


_LETTERS: dict[type, str] = {int: "i", str: "t", bytes: "b", type(None): "n", float: "f"}


def _note_object(into: dict[int, At], number: Any, names: Any) -> None:
    article, layer, kind, uid = names
    is_number = isinstance(number, int) and 0 < number < 1 << 48
    if is_number and isinstance(article, int) and isinstance(layer, int) and isinstance(kind, str):
        into[number] = At(article, layer, kind, str(uid))


def _shown(value: Any) -> str:
    return str(value).encode(errors="replace").decode()


def parsed(data: bytes) -> dict[str, Any] | None:
    """A revision's content; None if it is built like none."""
    try:
        content = loads(data)
    except JSONDecodeError:
        return None
    return content if isinstance(content, dict) and is_revision(content) else None


def revisions(pages: Pages, finds: Finds) -> Iterator[Arriving]:
    """The revisions that are whole, read again, in their order."""
    for key in sorted(finds.revisions):
        data = _read(pages, finds.revisions[key])[10]
        content = parsed(data) if isinstance(data, bytes) else None
        if content is not None and isinstance(data, bytes):
            yield Arriving(content, data, sha256(data).digest())


def texts(pages: Pages, finds: Finds) -> Iterator[tuple[str, str, bytes | None]]:
    """SHA-256, text, and the original bytes where they are not the text's own, of the articles that are whole, in
    the order in which they came."""
    order = {sha: number for number, sha in finds.articles.items()}
    for sha, place in sorted(finds.texts.items(), key=lambda one: order.get(one[0], len(order))):
        _, _, text, original = _read(pages, place)
        if isinstance(text, str):
            yield sha, text, original if isinstance(original, bytes) else None


def _read(pages: Pages, place: Place) -> list[Value]:
    at, length, instead, shift = place
    row = pages.row(at, None, length, instead=dict(instead), shift=shift)
    return [] if row is None else row.values
