"""Texts that were decoded in a wrong encoding before they came to us, and what they were before that.

Recognised are UTF-8 that was read as a single-byte encoding (`â€œ`, `РњРѕСЃРєРІР°`), run by run, since often only a
part of a text is damaged; and Cyrillic that was read in another Cyrillic or Western encoding (`Ìîñêâà`), as a whole.
"""

import re
from collections.abc import Iterator

from annotator.reading.plausibility import plausibility

_READ_AS = ("cp1252", "cp1251", "cp866", "koi8-r", "cp1250", "cp1254")
_ABOVE = re.compile("[\x80-\U0010ffff]{2,}")
_LEAST_RUNS = 2
_LEAST_SHARE = 0.6
"""Of the runs above ASCII so many must have been UTF-8."""
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_READ_CYRILLIC_AS = ("cp1252", "latin-1", *_CYRILLIC, "mac-roman")
_PLAUSIBLE, _IMPLAUSIBLE = 0.85, 0.6
_LEAST_LETTERS = 12
_LEAST_ABOVE = 0.05
"""Of a text that was Cyrillic so much at least is above ASCII; quotation marks and accents are less."""
_SAMPLE = 20_000
"""Code points that are looked at."""


def repaired(text: str) -> str | None:
    """The text before it was damaged; None if it is not damaged, or not so that it can be mended without loss."""
    if text.isascii():
        return None
    return _read_as_single_bytes(text) or _read_as_other_cyrillic(text)


def _read_as_single_bytes(text: str) -> str | None:
    runs = _ABOVE.findall(text[:_SAMPLE])
    for name in _READ_AS if runs else ():
        good = sum(_as_utf8(run, name) is not None for run in runs)
        if (
            good >= min(_LEAST_RUNS, len(runs))
            and good >= _LEAST_SHARE * len(runs)
            and _is_no_word(runs, name)
        ):
            return _mended(text, name)
    return None


def _mended(text: str, name: str) -> str:
    return _ABOVE.sub(lambda match: _as_utf8(match[0], name) or match[0], text)


def _is_no_word(runs: list[str], name: str) -> bool:
    """Whether what comes out is shorter as it must be, in more than one lone pair of letters."""
    mended = sum(len(_as_utf8(run, name) or run) for run in runs)
    return sum(map(len, runs)) - mended >= 2


def _as_utf8(run: str, name: str) -> str | None:
    """What the bytes of a run say in UTF-8; None if they do not."""
    try:
        return bytes(_bytes(run, name)).decode()
    except UnicodeError:
        return None


def _bytes(run: str, name: str) -> Iterator[int]:
    """A run as bytes; where the encoding has no character for a byte, programs keep its number."""
    for character in run:
        try:
            yield from character.encode(name)
        except UnicodeEncodeError:
            if not "\x80" <= character <= "\x9f" and character != "\xa0":
                raise
            yield ord(character)


def _read_as_other_cyrillic(text: str) -> str | None:
    sample = text[:_SAMPLE]
    above = len(sample) - len(sample.encode("ascii", "ignore"))
    if above < max(_LEAST_LETTERS, _LEAST_ABOVE * len(sample)) or _russian(sample) > _IMPLAUSIBLE:
        return None
    if sample.isupper():  # A text in capitals; wrong encodings mix the two.
        return None
    found: list[tuple[float, str]] = []
    for read in _READ_CYRILLIC_AS:
        for written in _CYRILLIC:
            if read == written:
                continue
            mended = _anew(text, read, written)
            if mended is not None:
                found.append((_russian(mended[:_SAMPLE]), mended))
    best = max(found, default=(0.0, ""))
    return best[1] if best[0] >= _PLAUSIBLE else None


def _anew(text: str, read: str, written: str) -> str | None:
    """The text's bytes decoded again; single characters that are in neither encoding stay."""
    try:
        return text.encode(read).decode(written)
    except UnicodeError:
        return None


def _russian(text: str) -> float:
    return plausibility(text, "cp1251")
