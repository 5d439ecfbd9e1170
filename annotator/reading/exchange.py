"""A colleague's file, read twice: once to look at everything in it, once more to take it over.

What is not as it should be is refused whole, with a sentence that says where.
"""

from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from orjson import OPT_SORT_KEYS, JSONDecodeError, dumps, loads

from annotator.domain.exchange import FORMAT, fault, fits
from annotator.domain.normalise import fingerprint, normalise
from annotator.domain.problems import Problem, Progress

_MOST_LINE = 1 << 28
"""Bytes of a line above which nothing is read: no article is that long."""
_HEADER = {"format": str, "analyst": str, "device": str}
_ARTICLE = {"article": str, "original": (str, type(None)), "text": str}
_SEAL = {"count": int, "hash": str, "key": (str, type(None)), "signature": (str, type(None))}


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whose work it is, from which device, and how it is sealed. `hash` is of everything before the last line."""

    path: Path
    analyst: str
    device: str
    count: int
    hash: str
    key: str | None
    signature: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """An article that comes along. `original` is None where the bytes were the text's own."""

    sha256: str
    text: str
    original: bytes | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision: parsed, and its bytes."""

    content: dict[str, Any]
    data: bytes


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
    if seal is None or not fits(seal, _SEAL):
        raise _refused(path, "its end is missing. Copy it again, whole")
    if seal["hash"] != digest.hexdigest() or seal["count"] != count:
        raise _refused(
            path, "it is not as it was written: something in it was changed or is missing. Copy it again"
        )
    head = _parsed(header, path, "its first line")
    if not isinstance(head, dict) or not str(head.get("format", "")).startswith("annotator-exchange/"):
        raise _refused(path, "it is no file of `annotator share`")
    if head["format"] != FORMAT or not fits(head, _HEADER):
        raise _refused(path, "a newer program made it. Update the program")
    return Envelope(
        path, head["analyst"], head["device"], count, seal["hash"], seal["key"], seal["signature"]
    )


def examine(
    sealed: Envelope, lengths: Mapping[str, int | None], latest: int, progress: Progress | None = None
) -> dict[str, int | None]:
    """Looks at everything in the file; raises Problem for the first thing that is not to be taken.

    `lengths`: code points of the articles that are here, by id; `latest`: the greatest clock that is believable. Gives
    the lengths with those of the articles that come along.
    """
    known = dict(lengths)
    seen: set[tuple[str, str]] = set()
    at: tuple[str, str] | None = None
    for number, one in enumerate(contents(sealed), 2):
        if progress is not None and number % 1000 == 0:
            progress.step(number, sealed.count)
        if isinstance(one, Text):
            known.setdefault(one.sha256, len(one.text))
            continue
        why = fault(one.content, sealed.analyst, known, latest)
        if why is not None:
            raise _refused(sealed.path, f"line {number}: {why}")
        action = one.content["device"], one.content["action"]["id"]
        if action != at and action in seen:
            raise _refused(sealed.path, f"line {number}: the revisions of one action do not stand together")
        seen.add(action)
        at = action
    return known


def contents(sealed: Envelope) -> Iterator[Text | Revision]:
    """What is in the file, in its order. Raises Problem at the end if it changed since it was sealed."""
    digest, waiting = sha256(), b""
    with _opened(sealed.path) as file:
        for number, line in enumerate(_lines(file, sealed.path)):
            if waiting:
                digest.update(waiting)
                if number > 1:
                    yield _entry(waiting, sealed.path, number)
            waiting = line
    if digest.hexdigest() != sealed.hash:
        raise _refused(sealed.path, "it changed while it was read. Try again")


def _entry(line: bytes, path: Path, number: int) -> Text | Revision:
    values = _parsed(line, path, f"line {number}")
    data = line[:-1]
    if not isinstance(values, dict) or dumps(values, option=OPT_SORT_KEYS) != data:
        raise _refused(path, f"line {number} is not written as this program writes")
    if "text" in values:
        return _text(values, path, number)
    return Revision(values, data)


def _text(values: dict[str, Any], path: Path, number: int) -> Text:
    if not fits(values, _ARTICLE) or fingerprint(values["text"]) != values["article"]:
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
