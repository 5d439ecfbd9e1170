"""spaCy's files of documents: spans of a group, or named entities where no group has any."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from annotator.domain.article import STATED, Draft, Rejection
from annotator.reading.needs import needed
from annotator.reading.values import read_content

KEY = "sc"
"""The group that is read; every group where this one is not there."""
USER_DATA = "annotator"
_BLOCK = 1 << 24
_OF_ARTICLE = (*STATED, "source", "zones", "status", "split")
_FAULTS = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What spaCy raises for files that are none of its own."""


def read_spacy(name: str, data: bytes, longest: int) -> Iterator[Draft | Rejection]:
    """An article or a rejection for each document; `name` is the file's, as it is shown.

    `longest`: bytes of the largest file, unpacked, that is read. Raises Problem without spaCy.
    """
    with needed("spaCy", "spacy", "reading it"):
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    number = 0
    try:
        if _is_larger(data, longest):
            yield Rejection(name, None, f"unpacked it is larger than {longest // 1024**2} MB, the limit")
            return
        for number, document in enumerate(DocBin().from_bytes(data).get_docs(Vocab()), 1):
            found = read_content(_content(document), name)
            if isinstance(found, Rejection):
                found = Rejection(name, None, f"document {number}: {found.reason}")
            yield found
    except _FAULTS as error:
        place = f"after document {number}, " if number else ""
        yield Rejection(
            name, None, f"{place}it is no file of documents that this spaCy can read ({error})"[:300]
        )


def _is_larger(data: bytes, longest: int) -> bool:
    """Whether packed bytes are more than that unpacked, found without keeping them."""
    unpacker, length = zlib.decompressobj(), 0
    while data and length <= longest:
        length += len(unpacker.decompress(data, _BLOCK))
        data = unpacker.unconsumed_tail
    return length > longest


def _content(document: Any) -> dict[str, Any]:
    """A document in our own shape."""
    ours = document.user_data.get(USER_DATA)
    ours = ours if type(ours) is dict else {}
    known, details = ours.get("article"), ours.get("spans")
    article = {key: _plain(known[key]) for key in _OF_ARTICLE if key in known} if type(known) is dict else {}
    groups = [document.spans[KEY]] if KEY in document.spans else list(document.spans.values())
    spans = [span for group in groups for span in group] or list(document.ents)
    found = [_annotation(span, details if type(details) is dict else {}) for span in spans]
    ids = {one["id"] for one in found if "id" in one}
    for one in found:
        links = one.get("links")
        if type(links) is list:
            # What was removed in spaCy leaves the links to it behind.
            one["links"] = [
                link for link in links if not (type(link) is dict and _is_gone(link.get("to"), ids))
            ]
    if groups or document.has_annotation("ENT_IOB"):
        article["layer"] = (type(known) is dict and known.get("layer")) or True
    return {**article, "text": document.text, "annotations": found}


def _annotation(span: Any, details: dict[Any, Any]) -> dict[str, Any]:
    found = {"start": span.start_char, "end": span.end_char, "label": span.label_}
    kept = details.get(span.id_) if span.id else None
    if type(kept) is dict:
        found |= {"id": span.id_} | {key: _plain(value) for key, value in kept.items() if key not in found}
    return found


def _is_gone(target: Any, ids: set[str]) -> bool:
    return type(target) is str and target not in ids


def _plain(value: Any) -> Any:
    """A value with lists where spaCy gives tuples."""
    if type(value) is tuple or type(value) is list:
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if type(value) is dict else value
