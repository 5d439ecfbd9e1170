"""W3C Web Annotation as JSON-LD: a page of annotations for each split, and the texts they are about."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from urllib.parse import quote

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.files import ANNOTATION, LINKS, SOURCE, SUFFIX, TEXTS
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, File, FormatWriter, aside, pieces, stem
from annotator.writing.jsonl import SCHEMA, about

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"annotator": ANNOTATION, "annotator:to": {"@type": "@id"}},
]
_AROUND = 32
"""Code points of the text that are quoted before and after a span."""


class W3c(FormatWriter):
    """`train.jsonld` and `texts/ID.txt`.

    Each layer of an article begins with an annotation that describes the whole text (metadata, zones, layer, status):
    an article is there even if nothing was marked in it. The annotations of the layer follow, one a line.
    """

    def __init__(self, setting: DatasetInfo, _losses: Losses) -> None:
        self._name = setting.name

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The texts, while the page is put aside, then the page: examples come but once."""
        with aside() as page:
            page.write(_head(self._name, split))
            before = b""
            for article, layers in groupby(examples, key=lambda one: one.article.id):
                for number, one in enumerate(layers):
                    if number == 0:
                        yield f"{TEXTS}/{article}.txt", (one.article.text.encode(),)
                    for item in _items(one):
                        page.write(before + orjson.dumps(item))
                        before = b",\n"
            page.write(b"\n]}\n")
            yield f"{stem(split)}{SUFFIX}", pieces(page)


def _head(name: str, split: str | None) -> bytes:
    page = {
        "@context": CONTEXT,
        "id": f"{ANNOTATION}page:{quote(name, safe='')}:{quote(stem(split), safe='')}",
        "type": "AnnotationPage",
    }
    return orjson.dumps(page)[:-1] + b',"items":[\n'


def _items(example: Example) -> Iterator[dict[str, Any]]:
    """The layer as annotations, the one about the whole text first."""
    article, layer = example.article, example.layer
    begin, source = f"{ANNOTATION}{article.id}:{quote(layer.analyst, safe='')}", f"{SOURCE}{article.id}"
    known = {
        "schema": SCHEMA,
        **about(article.record),
        "layer": layer.analyst,
        "status": layer.status,
        "split": example.split,
    }
    yield {
        "id": begin,
        "type": "Annotation",
        "motivation": "describing",
        "body": _values(known),
        "target": {"source": source},
    }
    text = article.text
    for one in layer.annotations:
        yield _item(one, text, begin, source)


def _item(one: Annotation, text: str, begin: str, source: str) -> dict[str, Any]:
    start, end = one.start, one.end
    rest = {
        "attributes": dict(sorted(one.attributes.items())),
        "unsure": one.unsure,
        "origin": one.origin,
    }
    found: dict[str, Any] = {
        "id": f"{begin}:{quote(one.id, safe='')}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": one.author},
        "created": one.made,
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": one.label}, _values(rest)],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - _AROUND) : start],
                    "suffix": text[end : end + _AROUND],
                },
            ],
        },
    }
    if one.links:
        found[LINKS] = [
            {"annotator:type": link.type, "annotator:to": f"{begin}:{quote(link.to, safe='')}"}
            for link in one.links
        ]
    return found


def _values(values: dict[str, Any]) -> dict[str, Any]:
    """A body that programs read: JSON as a text, as the standard has no place for our keys."""
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "application/json",
        "value": orjson.dumps(values).decode(),
    }
