"""Values as XML 1.0 holds them in attributes."""

import re

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, not even by their number."""
_SPECIAL = re.compile('[&<>"\t\n\r]')
_REPLACED = (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;"))


def quoted(value: str) -> str:
    """What stands between the quotes of an attribute; tabs and line ends come back, by their numbers."""
    if _SPECIAL.search(value) is None:
        return value
    value = value.replace("&", "&amp;")
    for character, reference in _REPLACED:
        value = value.replace(character, reference)
    return value


def fitting(value: str) -> str:
    """The value, with U+FFFD in the place of each character that XML cannot hold."""
    return UNFIT.sub("\ufffd", value)
