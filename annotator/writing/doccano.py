"""doccano: JSON lines with spans, or with spans and relations; label definitions that it imports, beside them.

Offsets are code points, as its importer keeps them. Its page counts UTF-16 units: after an emoji it shows the spans
of any importer's file too far to the left.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.scheme import Scheme
from annotator.writing.escaped import ascii_json
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, stem
from annotator.writing.meta import kept, lose_dangling, meta

_KEYS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
"""What can be a key in doccano."""
_UNKNOWN = "#5f6368"
"""The colour of a label that the scheme does not know."""
_INK = "#ffffff"


class Doccano(FormatWriter):
    """For its sequence labelling: spans. What else is known of annotations goes along as metadata."""

    def __init__(self, setting: DatasetInfo, _losses: Losses) -> None:
        self._setting = setting

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """A line for each example; ASCII only, since doccano guesses the encoding."""
        yield f"{stem(split)}.jsonl", (ascii_json(spans(one)) + b"\n" for one in examples)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """`labels.json`, for its page of labels."""
        yield "labels.json", [_json(label_types(self._setting))]


class DoccanoRelations(FormatWriter):
    """For its sequence labelling with relations: links of annotations too."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """A line for each example; ASCII only, since doccano guesses the encoding."""
        yield f"{stem(split)}.jsonl", (ascii_json(entities(one, self._losses)) + b"\n" for one in examples)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """`labels.json` and `relations.json`, for its pages of labels and relations."""
        yield "labels.json", [_json(label_types(self._setting))]
        yield "relations.json", [_json(relation_types(self._setting.scheme))]


def spans(one: Example) -> dict[str, Any]:
    """A line: `label` has [start, end, label] for each annotation, `details` the rest of it in the same order."""
    found = one.layer.annotations
    return {
        "text": one.article.text,
        "label": [[a.start, a.end, a.label] for a in found],
        **meta(one),
        "details": [{"start": a.start, "end": a.end, "label": a.label, **kept(a)} for a in found],
    }


def entities(one: Example, losses: Losses) -> dict[str, Any]:
    """A line: annotations are numbered within their article; `details` has the rest of each but for its links."""
    found = one.layer.annotations
    numbers = {a.id: number for number, a in enumerate(found)}
    lose_dangling(one, numbers, losses)
    links = [(numbers[a.id], numbers[x.to], x.type) for a in found for x in a.links if x.to in numbers]
    return {
        "text": one.article.text,
        "entities": [
            {"id": number, "start_offset": a.start, "end_offset": a.end, "label": a.label}
            for number, a in enumerate(found)
        ],
        "relations": [
            {"id": number, "from_id": source, "to_id": target, "type": name}
            for number, (source, target, name) in enumerate(links)
        ],
        **meta(one),
        "details": [
            {"start": a.start, "end": a.end, "label": a.label, **kept(a, links=False)} for a in found
        ],
    }


def label_types(setting: DatasetInfo) -> list[dict[str, Any]]:
    """The labels with the scheme's colours and keys, as doccano imports them."""
    taken: set[str] = set()
    types = []
    for name in setting.labels:
        label = setting.scheme.label(name)
        key = label.key.lower() if label else ""
        free = key if key in _KEYS and key not in taken else None
        taken.add(free or "")
        types.append(_type(name, label.light.edge if label else _UNKNOWN, free))
    return types


def relation_types(scheme: Scheme) -> list[dict[str, Any]]:
    """The types of links, each in the colour of the label that it first belongs to."""
    colours: dict[str, str] = {}
    for label in scheme.labels:
        for link in label.links:
            colours.setdefault(link.type, label.light.edge)
    return [_type(name, colour, None) for name, colour in colours.items()]


def _type(name: str, colour: str, key: str | None) -> dict[str, Any]:
    return {
        "text": name,
        "prefix_key": None,
        "suffix_key": key,
        "background_color": colour,
        "text_color": _INK,
    }


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
