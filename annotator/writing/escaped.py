"""JSON in ASCII only, for programs that guess a file's encoding."""

import re
from json.encoder import encode_basestring_ascii
from typing import Any

import orjson

_OTHERS = re.compile(r"[^\x00-\x7f]+")


def ascii_json(value: Any) -> bytes:
    """A value as compact JSON in which whatever is not ASCII is escaped (`\\u00e9`, or a pair for an emoji)."""
    data = orjson.dumps(value)
    # What is not ASCII stands in strings only, and is no quotation mark: escaping it alone is enough, and much faster
    # than writing it all with `json`.
    return data if data.isascii() else _OTHERS.sub(_escaped, data.decode()).encode("ascii")


def _escaped(found: re.Match[str]) -> str:
    return encode_basestring_ascii(found[0])[1:-1]
