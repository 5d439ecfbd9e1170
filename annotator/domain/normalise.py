"""The one place where imported text is changed: once, before it is frozen by its SHA-256."""

import re
from dataclasses import dataclass, field
from hashlib import sha256

_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")
# Qt makes a line break of the two non-characters, XML refuses the controls: neither survives a round trip.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text fit to be stored, with how many characters of each kind were changed to make it so."""

    text: str
    changes: dict[str, int] = field(default_factory=dict)


def normalise(raw: str) -> Normalised:
    """The text with `\\n` as its only line end, without what storage, Qt or XML cannot carry.

    Byte order marks at the head go, control characters become spaces, lone surrogates become U+FFFD,
    empty lines at head and foot go. Everything else stays: no Unicode normalisation, NBSP stays NBSP.
    """
    changes: dict[str, int] = {}
    text = _replace(_LINE_ENDS, "\n", raw, "line ends", changes)
    text = _replace(_SURROGATE, "\ufffd", text, "lone surrogates", changes)
    text = _replace(_UNFIT, " ", text, "control characters", changes)
    # Marks and empty lines at the head go together: what is left must be left alone the next time.
    body = text.lstrip("\ufeff\n")
    marks = text.count("\ufeff", 0, len(text) - len(body))
    if marks:
        changes["byte order mark"] = marks
    return Normalised(body.rstrip("\n"), changes)


def _replace(what: re.Pattern[str], by: str, text: str, name: str, changes: dict[str, int]) -> str:
    text, count = what.subn(by, text)
    if count:
        changes[name] = count
    return text


def fingerprint(text: str) -> str:
    """SHA-256 of the text's UTF-8 in hexadecimal: the article's id for ever."""
    return sha256(text.encode()).hexdigest()
