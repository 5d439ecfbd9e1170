"""Names of attributes as UIMA takes them: a letter of ASCII, then letters, digits and `_`.

A name that is no such thing is written with `x` before it and `_xHHHH_` for each character that does not fit; so is
one that would be taken for a feature of another meaning. Every name comes back as it was.
"""

import re
from collections.abc import Collection

_FIT = re.compile(r"(?!x_x)[A-Za-z][A-Za-z0-9_]*")
_UNFIT = re.compile(r"[^A-Za-z0-9_]|_(?=x[0-9A-F]{4,6}_)")
_ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
_MOST = 0x10FFFF


def feature_name(name: str, taken: Collection[str] = ()) -> str:
    """The name of the feature for an attribute; `taken`: names that mean something else."""
    if name not in taken and _FIT.fullmatch(name):
        return name
    first = name[:1]
    return "x" + (_escape(first) if first else "") + _UNFIT.sub(lambda found: _escape(found[0]), name[1:])


def attribute_name(feature: str) -> str:
    """The name of the attribute that a feature stands for."""
    if not feature.startswith("x_x"):
        return feature
    return _ESCAPED.sub(_character, feature[1:])


def _escape(character: str) -> str:
    return f"_x{ord(character):04X}_"


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= _MOST else found[0]
