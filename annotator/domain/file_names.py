"""Names of files as they are shown and kept: whatever bytes a system lets a name be made of."""

import re

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
