"""Bytes to text: by byte order mark, then strictly as UTF-8, and only then by what is stated or likely."""

import codecs
import re
from dataclasses import dataclass, replace

from annotator.domain.problems import Problem
from annotator.reading.plausibility import ENCODINGS, plausibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
)
_LOOSE = ("utf-7", "unicode", "raw", "cp65001")
_OF_ADDRESSES = ("idna", "punycode")
"""Encodings of names of computers: for texts they would take hours."""
_HALF = re.compile("[\ud800-\udfff]")
_SAMPLE = 1 << 16
"""How many bytes are looked at to tell UTF-16 from other data."""

_READABLE = 0.95
"""Share of printable characters and white space from which on decoded data passes for a text."""
_COMMON = {
    "cp1125": "cp866",
    "mac_cyrillic": "cp1251",
    "mac_iceland": "cp1252",
    "mac_latin2": "cp1250",
    "mac_roman": "cp1252",
    "mac_turkish": "cp1254",
}
"""The far more common relative of what charset-normalizer says when a short text leaves both open."""
_PLAUSIBLE = 0.6
"""From here on an encoding is taken for its letters alone."""
_CLEARLY = 0.05
"""By so much a less common encoding must be the better one."""
_MOST_ALTERNATIVES = 6
_GUESSED_FROM = 1 << 24
"""Bytes that charset-normalizer looks at: it makes many copies of them."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in, as Python spells it (`utf-8`, `cp1251`, `utf-16-le`).

    `certain` is False where the encoding is a guess that an analyst should look at.
    """

    text: str
    encoding: str
    certain: bool = True


def decode(data: bytes, stated: str | None = None, chosen: str | None = None) -> Decoded:
    """The text of the bytes; `stated` is the encoding that the file or its sender declares, `chosen` the analyst's.

    Raises Problem with a sentence if the bytes are no text or cannot be decoded.
    """
    if chosen:
        return _as_chosen(data, chosen)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Problem(f"This is {name}, not a text.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _strictly(data, _unmarked_utf16(data))
    for candidate in ("utf-8", stated):
        found = _attempt(data, candidate) if candidate else None
        if found:
            return found
    return _guess(data)


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise Problem(
            f"The text is marked as {encoding} but breaks off that at byte {error.start:,}."
        ) from error


def _known(name: str) -> str:
    """An encoding as Python spells it. Raises LookupError or ValueError where there is none of that name."""
    encoding = codecs.lookup(name).name
    if encoding in _OF_ADDRESSES:
        raise LookupError(f"{name} is for addresses")
    return encoding


def _whole(data: bytes, encoding: str) -> str:
    """The text in that encoding. Raises UnicodeError where it holds halves of characters, as a few encodings let it."""
    text = data.decode(encoding)
    if encoding.startswith(_LOOSE) and _HALF.search(text):
        raise UnicodeError("it holds halves of characters")
    return text


def _attempt(data: bytes, name: str) -> Decoded | None:
    """The text in that encoding; None if it is unknown, no encoding of text, or does not fit."""
    try:
        encoding = _known(name)
        return Decoded(_whole(data, encoding), encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _unmarked_utf16(data: bytes) -> str:
    """Which UTF-16 it plainly is. The high bytes of Latin letters, spaces and line ends are NUL."""
    sample = data[:_SAMPLE]
    encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    text = sample.decode(encoding, "replace")
    readable = sum(character.isprintable() or character.isspace() for character in text)
    if len(data) % 2 == 0 and "\x00" not in text and readable > _READABLE * len(text):
        return encoding
    raise Problem("This is binary data, not a text: it holds NUL bytes.")


def _as_chosen(data: bytes, name: str) -> Decoded:
    try:
        encoding = _known(name)
    except (LookupError, ValueError) as error:
        raise Problem(
            f"No encoding is called {name}; common ones are utf-8, {', '.join(ENCODINGS[:6])}."
        ) from error
    mark = next((mark for mark, marked in _MARKS if marked == encoding and data.startswith(mark)), b"")
    try:
        return Decoded(_whole(data[len(mark) :], encoding), encoding)
    except UnicodeDecodeError as error:
        raise Problem(f"The text is not in {name}: byte {error.start:,} has no meaning in it.") from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise Problem(f"{name} is no encoding of texts.") from error


def alternatives(data: bytes) -> list[Decoded]:
    """In which encodings the bytes make a text, the likeliest first, each text once; to be looked at by a person."""
    found: dict[str, Decoded] = {}
    ranked = (_attempt(data, name) for _, name in _ranked(data))
    for one in (*_first_guess(data), *(replace(one, certain=False) for one in ranked if one)):
        found.setdefault(one.text, one)
    return list(found.values())[:_MOST_ALTERNATIVES]


def _first_guess(data: bytes) -> list[Decoded]:
    try:
        return [decode(data)]
    except Problem:
        return []


def _guess(data: bytes) -> Decoded:
    """The likeliest encoding by the looks of the decoded text."""
    ranked = _ranked(data)
    best = _attempt(data, ranked[0][1]) if ranked else None
    if best and plausibility(best.text[:_SAMPLE], best.encoding) >= _PLAUSIBLE:
        return replace(best, certain=False)
    from charset_normalizer import from_bytes  # imported here: it costs start-up time and is rarely needed

    match = from_bytes(data[:_GUESSED_FROM]).best()
    guess = match.encoding if match else ""
    for name in (_COMMON.get(guess), guess):
        found = _attempt(data, name) if name else None
        if found:
            return Decoded(found.text, found.encoding, certain=False)
    raise Problem("The text is in no encoding that could be recognised; save it as UTF-8.")


def _ranked(data: bytes) -> list[tuple[float, str]]:
    """How plausible the text is in every compared encoding that fits, the most plausible first.

    The texts themselves are not kept: of a large file there is room for one.
    """
    found: list[tuple[float, str]] = []
    for place, name in enumerate(ENCODINGS):
        one = _attempt(data, name)
        if one is not None:
            found.append((plausibility(one.text[:_SAMPLE], name) - _CLEARLY * place / len(ENCODINGS), name))
    return sorted(found, key=lambda pair: -pair[0])
