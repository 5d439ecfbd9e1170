"""A colleague's file, read twice: once to look at everything in it, once more to take it over.

What is not as it should be is refused whole, with a sentence that says where.
"""

from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from orjson import OPT_SORT_KEYS, JSONDecodeError, JSONEncodeError, dumps, loads

from annotator.domain.exchange_contents import FORMAT, MOST_VOUCHES, Vouch, fault, is_device
from annotator.domain.json_schema import fitting
from annotator.domain.naming import is_name, is_reserved
from annotator.domain.normalise import fingerprint, normalise
from annotator.domain.problems import Problem, Progress

_MOST_LINE = 1 << 28
"""Bytes of a line above which nothing is read: no article is that long."""
_AT_ONCE, _BYTES_AT_ONCE = 1000, 1 << 23
"""Lines that are held in memory together, and at how many bytes of theirs no more are added."""
_DIGITS = 19
"""A number with as many digits may be greater than the project file holds."""
_IS_HEADER = fitting(
    {
        "format": str,
        "analyst": str,
        "device": str,
        "vouches?": [{"device": str, "key": str, "by": str, "signature": str}],
    }
)
_IS_ARTICLE = fitting({"article": str, "original": (str, type(None)), "text": str})
_IS_SEAL = fitting({"count": int, "hash": str, "key": (str, type(None)), "signature": (str, type(None))})


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whose work it is, from which device, and how it is sealed. `hash` is of everything before the last line.

    `vouches`: what keys of that analyst say of the keys of their other machines, see `signing`.
    """

    path: Path
    analyst: str
    device: str
    count: int
    hash: str
    key: str | None
    signature: str | None
    vouches: tuple[Vouch, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """An article that comes along. `original` is None where the bytes were the text's own."""

    sha256: str
    text: str
    original: bytes | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision: parsed, its bytes, and their hash."""

    content: dict[str, Any]
    data: bytes
    hash: bytes


Named = tuple[str, int, bytes]
"""Device, number and hash of a revision."""
Here = Callable[[Sequence[Named]], set[bytes]] | None
"""Tells the hashes of those revisions that the project holds already; None if it cannot hold any."""


def envelope(path: Path) -> Envelope:
    """Whose file it is; raises Problem where it is not whole. What is in it is not looked at yet."""
    digest, count = sha256(), -1
    header = last = b""
    with _opened(path) as file:
        for line in _lines(file, path):
            if last:
                digest.update(last)
                count += 1
            header = header or line
            last = line
    seal = _parsed(last, path, "its last line") if last.endswith(b"\n") else None
    if seal is None or not _IS_SEAL(seal):
        raise _refused(path, "its end is missing. Copy it again, whole")
    if seal["hash"] != digest.hexdigest() or seal["count"] != count:
        raise _refused(
            path, "it is not as it was written: something in it was changed or is missing. Copy it again"
        )
    head = _parsed(header, path, "its first line")
    if not isinstance(head, dict) or not str(head.get("format", "")).startswith("annotator-exchange/"):
        raise _refused(path, "it is no file of `annotator share`")
    if head["format"] != FORMAT or not _IS_HEADER(head):
        raise _refused(path, "a newer program made it. Update the program")
    if is_reserved(head["analyst"]) or not is_name(head["analyst"]) or not is_device(head["device"]):
        raise _refused(path, "it does not say whose work it is")
    analyst, device, key, signature = head["analyst"], head["device"], seal["key"], seal["signature"]
    vouches = tuple(Vouch(analyst=analyst, **one) for one in head.get("vouches", ())[:MOST_VOUCHES])
    return Envelope(path, analyst, device, count, seal["hash"], key, signature, vouches)


def examine(
    sealed: Envelope,
    here: Here,
    lengths: Mapping[str, int | None],
    progress: Progress | None = None,
    watch: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, int | None]:
    """Looks at everything in the file; raises Problem for the first thing that is not to be taken.

    `lengths`: code points of the articles that are here, by id. Gives the lengths with those of the articles that come
    along. `watch` is shown what every revision says that is not here.
    """
    known = dict(lengths)
    for number, one in enumerate(contents(sealed, here), 2):
        if progress is not None and number % 1000 == 0:
            progress.step(number, sealed.count)
        if one is None:
            continue
        if isinstance(one, Text):
            known.setdefault(one.sha256, len(one.text))
            continue
        why = fault(one.content, sealed.analyst, known)
        if why is not None:
            raise _refused(sealed.path, f"line {number}: {why}")
        if watch is not None:
            watch(one.content)
    return known


def contents(sealed: Envelope, here: Here, examined: bool = False) -> Iterator[Text | Revision | None]:
    """What is in the file, in its order; None for a revision that is here: what has its hash was looked at before.

    `examined`: it was looked at how the lines are written. Raises Problem at the end if the file changed since it
    was sealed.
    """
    lines = enumerate(_between(sealed), 2)
    while some := _some(lines):
        named = [None if here is None else _named(line) for _, line in some]
        known = set() if here is None else here([one for one in named if one is not None])
        for (number, line), name in zip(some, named, strict=True):
            if name is not None and name[2] in known:
                yield None
            else:
                yield _entry(line, None if name is None else name[2], examined, sealed.path, number)


def _between(sealed: Envelope) -> Iterator[bytes]:
    """The lines between header and seal."""
    digest, waiting = sha256(), b""
    with _opened(sealed.path) as file:
        for number, line in enumerate(_lines(file, sealed.path)):
            if waiting:
                digest.update(waiting)
                if number > 1:
                    yield waiting
            waiting = line
    if digest.hexdigest() != sealed.hash:
        raise _refused(sealed.path, "it changed while it was read. Try again")


def _some(lines: Iterator[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """The next lines, as many as memory must hold."""
    some: list[tuple[int, bytes]] = []
    size = 0
    while len(some) < _AT_ONCE and size < _BYTES_AT_ONCE and (line := next(lines, None)) is not None:
        some.append(line)
        size += len(line[1])
    return some


def _named(line: bytes) -> Named | None:
    """What a line says of the revision that it holds, without parsing it; None if it does not look like one.

    Quotation marks inside strings are escaped in JSON, so the keys can stand nowhere else.
    """
    start, end = line.rfind(b',"device":"') + 11, line.rfind(b',"kind":"') - 1
    digits = line[line.rfind(b',"sequence":') + 12 : -2]
    if not line.startswith(b'{"action":') or not (digits.isdigit() and len(digits) < _DIGITS):
        return None
    device = line[start:end].decode(errors="replace")
    return (device, int(digits), sha256(line[:-1]).digest()) if is_device(device) else None


def _entry(line: bytes, digest: bytes | None, examined: bool, path: Path, number: int) -> Text | Revision:
    values = _parsed(line, path, f"line {number}")
    data = line[:-1]
    if not isinstance(values, dict) or not (examined or _is_canonical(values, data)):
        raise _refused(path, f"line {number} is not written as this program writes")
    if "text" in values:
        return _text(values, path, number)
    return Revision(values, data, digest or sha256(data).digest())


def _is_canonical(values: Any, data: bytes) -> bool:
    try:
        return bool(dumps(values, option=OPT_SORT_KEYS) == data)
    except JSONEncodeError:  # It is nested deeper than what can be written.
        return False


def _text(values: dict[str, Any], path: Path, number: int) -> Text:
    if not _IS_ARTICLE(values) or fingerprint(values["text"]) != values["article"]:
        raise _refused(path, f"line {number}: the text is not that of its article")
    if normalise(values["text"]).text != values["text"]:
        raise _refused(path, f"line {number}: the text has characters that no article has")
    try:
        kept = values["original"]
        original = None if kept is None else b64decode(kept, validate=True)
    except (BadBase64, ValueError) as error:
        raise _refused(path, f"line {number}: its original bytes cannot be read") from error
    return Text(values["article"], values["text"], original)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=1 << 20)
    except OSError as error:
        raise Problem(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error


def _lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    try:
        while line := file.readline(_MOST_LINE):
            if len(line) == _MOST_LINE:
                raise _refused(path, "a line in it is too long")
            yield line
    except OSError as error:
        raise Problem(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error


def _parsed(line: bytes, path: Path, what: str) -> Any:
    try:
        return loads(line)
    except JSONDecodeError as error:
        raise _refused(path, f"{what} is no JSON. Copy it again, whole") from error


def _refused(path: Path, why: str) -> Problem:
    return Problem(f"{path} was not merged, nothing of it: {why}.")
