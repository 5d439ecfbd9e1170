"""Names of analysts: which can be one, and which two are one name written differently."""

import re
import unicodedata
from collections.abc import Iterable

from annotator.domain.scheme import RESERVED_LAYERS

LONGEST = 200
"""Code points of the longest name."""


def is_name(text: str) -> bool:
    """Whether something may be called so."""
    return 0 < len(text) <= LONGEST and text.isprintable()


def tidied(name: str) -> str:
    """A name as a new one is written: composed characters (NFC), single spaces, none at its edges."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def folded(name: str) -> str:
    """What two names have in common that differ by capitals, spaces, invisible characters or Unicode form only."""
    visible = "".join(character for character in name if unicodedata.category(character) != "Cf")
    compatible = unicodedata.normalize("NFKC", visible).casefold()
    return " ".join(unicodedata.normalize("NFKC", compatible).split())


def is_reserved(name: str) -> bool:
    """Whether a name, however it is written, has a meaning of its own in exports."""
    return folded(name) in RESERVED_LAYERS


def known_as(name: str, known: Iterable[str]) -> str:
    """That one of the known names which is meant by `name`; a new name, tidied, if it is none of them.

    What is known just so stays as it is, though another one differs from it by capitals only.
    """
    there = sorted(known)
    if name in there:
        return name
    wanted = folded(name)
    return next((one for one in there if folded(one) == wanted), tidied(name))


# Line ends, controls, what turns the direction of writing, and the halves of characters that Python puts in the place
# of bytes that are no UTF-8: nothing that is written or shown can hold these.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def shown_name(name: str) -> str:
    """A name, or words that quote one, with what cannot be shown written out: `caf\\xe9.txt`, `a\\nb.txt`."""
    return _UNFIT.sub(lambda found: _written_out(found[0]), name)


def _written_out(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte that is no UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode()
