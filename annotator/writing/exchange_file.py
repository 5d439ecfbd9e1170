"""The file in which an analyst's work goes to colleagues: lines of JSON with a header, and a seal at the end.

After the header, which may name keys of the same analyst's other machines, come the articles, then the revisions: their
stored bytes, never serialised again. The last line has the number of lines between, the SHA-256 of everything before it
and, where there is a key, a signature of that. The same work gives the same bytes.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from orjson import OPT_SORT_KEYS, dumps

from annotator.domain.exchange_contents import FORMAT, Vouch

Sign = Callable[[str], tuple[str, str]]
"""Gives public key and signature (both hexadecimal) for a hash."""


def lines(
    analyst: str,
    device: str,
    articles: Iterable[tuple[str, str, bytes | None]],
    revisions: Iterable[bytes],
    sign: Sign | None,
    vouches: Sequence[Vouch] = (),
) -> Iterator[bytes]:
    """The file's lines. `articles`: SHA-256, text, and the original bytes where they are not the text's own.

    `vouches`: what keys of the analyst say of keys of theirs on other machines.
    """
    digest, count = sha256(), 0
    told = {"vouches": [one.told() for one in vouches]} if vouches else {}
    header = _line({"format": FORMAT, "analyst": analyst, "device": device, **told})
    digest.update(header)
    yield header
    for sha, text, original in articles:
        kept = None if original is None else b64encode(original).decode()
        line = _line({"article": sha, "original": kept, "text": text})
        digest.update(line)
        count += 1
        yield line
    for data in revisions:
        line = data + b"\n"
        digest.update(line)
        count += 1
        yield line
    sealed = digest.hexdigest()
    key, signature = (None, None) if sign is None else sign(sealed)
    yield _line({"count": count, "hash": sealed, "key": key, "signature": signature})


def _line(values: dict[str, Any]) -> bytes:
    return dumps(values, option=OPT_SORT_KEYS) + b"\n"
