"""Text in the escapes of other formats: JSON in ASCII only, for programs that guess a file's encoding, and YAML."""

import re
from functools import lru_cache
from typing import Any

import orjson

_NOT_OF_JSON = re.compile(rb"\\\\|\\x[0-9a-f]{2}|\\U[0-9a-f]{8}")
"""Python's escapes that JSON has not, and escaped backslashes, so that what follows one of those is no escape."""


def ascii_json(value: Any) -> bytes:
    """A value as compact JSON in which whatever is not ASCII is escaped (`\\u00e9`, or a pair for an emoji)."""
    data = orjson.dumps(value)
    if data.isascii():
        return data
    # What is not ASCII stands in strings only. Python escapes it as JSON does, but for Latin letters and emoji; this
    # is much faster than writing it all with `json`.
    data = data.decode().encode("ascii", "backslashreplace")
    return _NOT_OF_JSON.sub(_of_json, data)


def _of_json(found: re.Match[bytes]) -> bytes:
    return _escape(found[0])


@lru_cache(maxsize=4096)
def _escape(escape: bytes) -> bytes:
    if escape == rb"\\":
        return escape
    code = int(escape[2:], 16)
    if code <= 0xFFFF:
        return b"\\u%04x" % code
    high, low = divmod(code - 0x10000, 0x400)
    return b"\\u%04x\\u%04x" % (0xD800 + high, 0xDC00 + low)


def yaml_text(text: str) -> str:
    """A scalar of YAML in double quotes, on one line, whatever it holds."""
    return '"' + "".join(map(_in_yaml, text)) + '"'


def _in_yaml(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
