"""labelbuddy: JSON lines with spans in code points, and its labels beside them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, stem
from annotator.writing.meta import kept, meta

_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz")
"""What can be a key in labelbuddy."""
_LONGEST_TITLE = 120


class Labelbuddy(FormatWriter):
    """`SPLIT.jsonl` for each split, `labels.json` beside them."""

    def __init__(self, setting: DatasetInfo, _losses: Losses) -> None:
        self._setting = setting

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """A line for each example, in the order given."""
        lines = (orjson.dumps(record(one), option=orjson.OPT_APPEND_NEWLINE) for one in examples)
        yield f"{stem(split)}.jsonl", lines

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """The labels, for its import of labels."""
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        yield "labels.json", [orjson.dumps(labels(self._setting), option=option)]


def record(one: Example) -> dict[str, Any]:
    """A line. Its annotations have one free text each: there stands, as JSON, what `kept` says of them."""
    return {
        "text": one.article.text,
        "metadata": meta(one),
        "list_title": _title(one),
        "annotations": [
            {
                "start_char": a.start,
                "end_char": a.end,
                "label_name": a.label,
                "extra_data": orjson.dumps(kept(a)).decode(),
            }
            for a in one.layer.annotations
        ],
    }


def _title(one: Example) -> str:
    """What its list of documents shows: the headline, else the beginning of the text."""
    known = one.article.metadata.headline or one.article.text[:_LONGEST_TITLE]
    return " ".join(known.split())[:_LONGEST_TITLE]


def labels(setting: DatasetInfo) -> list[dict[str, Any]]:
    """The labels with the scheme's fills and those of its keys that labelbuddy can have."""
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for name in setting.labels:
        one: dict[str, Any] = {"name": name}
        if label := setting.scheme.label(name):
            one["color"] = label.light.fill
            key = label.key.lower()
            if key in _KEYS and key not in taken:
                taken.add(key)
                one["shortcut_key"] = key
        found.append(one)
    return found
