"""A folder that `datasets.load_dataset` opens: a file of rows for each split, and README.md with the columns' types.

README.md belongs to the whole dataset, so its head is given to who writes it (`card_head`). A row has every key, since
a missing list would be read as null; attributes and links are lists of pairs, since a column has one type.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.example import Example, details
from annotator.domain.dataset.losses import NO_PLACE, Losses
from annotator.writing.escaped import yaml_text
from annotator.writing.format import DatasetInfo, File, FormatWriter, stem
from annotator.writing.jsonl import about
from annotator.writing.tokens import tagged, tokenise

TAGS = "tags"
"""The type of the column of tags: class labels, named by `tag_names`."""

Type = str | list[Any] | dict[str, Any]
"""The type of a column: of a value by its name; [type] is a list, a dictionary a record by the names of its fields."""

COLUMNS: dict[str, Type] = {
    "id": "string",
    "layer": "string",
    "status": "string",
    "group": "string",
    "text": "string",
    "tokens": ["string"],
    "ner_tags": [TAGS],
    "spans": [
        {
            "id": "string",
            "start": "int32",
            "end": "int32",
            "label": "string",
            "attributes": [{"name": "string", "value": "string", "several": "bool"}],
            "links": [{"type": "string", "to": "string"}],
            "unsure": "bool",
            "author": "string",
            "made": "string",
            "origin": "string",
        }
    ],
    "headline": "string",
    "agency": "string",
    "place": "string",
    "published": "string",
    "date_evidence": "string",
    "language": "string",
    "source": {
        "name": "string",
        "sha256": "string",
        "encoding": "string",
        "url": "string",
        "retrieved": "string",
        "handling": "string",
    },
    "zones": [{"kind": "string", "start": "int32", "end": "int32"}],
}


class HuggingFace(FormatWriter):
    """Rows as JSON lines; tags stand there by their names."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`data/train.jsonl` and so on, rows in the order given."""
        yield (
            path_of(split),
            (
                orjson.dumps(row(one, self._setting, self._losses), option=orjson.OPT_APPEND_NEWLINE)
                for one in examples
            ),
        )

    def card_head(self) -> str:
        """Features and files."""
        return front_matter(self._setting, path_of)


def path_of(split: str | None) -> str:
    """The file of a split, within the folder."""
    return f"data/{stem(split)}.jsonl"


def row(example: Example, setting: DatasetInfo, losses: Losses) -> dict[str, Any]:
    """The values of COLUMNS, tags by their names; what has no tag is told."""
    article, layer = example.article, example.layer
    text, tokens = article.text, tokenise(article.text)
    found = tagged(tokens, layer.annotations, setting.labels)
    for one, why in found.lost:
        losses.of_annotation(article, layer.analyst, one, {"tags": True}, why)
    for one in layer.annotations:
        if [] in one.attributes.values():
            empty = {name: value for name, value in one.attributes.items() if value == []}
            losses.of_annotation(article, layer.analyst, one, {"attributes": empty}, NO_PLACE)
    return {
        "id": article.id,
        "layer": layer.analyst,
        "status": layer.status,
        "group": example.group,
        "text": text,
        "tokens": [text[start:end] for start, end in tokens],
        "ner_tags": found.tags,
        "spans": [_span(one) for one in layer.annotations],
        **about(article.record),
    }


def _span(one: Annotation) -> dict[str, Any]:
    """A value of several is a pair for each, marked so that a single one of them is told from a value by itself."""
    return {
        "id": one.id,
        "start": one.start,
        "end": one.end,
        "label": one.label,
        **details(one),
        "attributes": [
            {"name": name, "value": value, "several": type(values) is list}
            for name, values in sorted(one.attributes.items())
            for value in (values if type(values) is list else [values])
        ],
    }


def tag_names(setting: DatasetInfo) -> list[str]:
    """The tags there may be, in the order of their numbers."""
    return ["O", *[f"{kind}-{label}" for label in setting.labels for kind in "BI"]]


def front_matter(setting: DatasetInfo, path: Callable[[str | None], str] = path_of) -> str:
    """The lines of YAML, without `---` around them, by which the folder is opened: features and files.

    `path`: the file of a split. A dataset without splits is a split named train there, as it is the custom.
    """
    lines = ["dataset_info:", "  features:"]
    for name, kind in COLUMNS.items():
        lines += _feature(name, kind, setting, "  ")
    lines += ["configs:", "- config_name: default", "  data_files:"]
    names: list[str] = []
    for split in setting.splits or (None,):
        names.append(_split_name(split, names))
        lines += [f"  - split: {yaml_text(names[-1])}", f"    path: {yaml_text(path(split))}"]
    return "\n".join(lines) + "\n"


def _feature(name: str, kind: Type, setting: DatasetInfo, indent: str) -> Iterator[str]:
    """A column with its type, as an entry of a list of YAML."""
    yield f"{indent}- name: {name}"
    inner = kind[0] if type(kind) is list else kind
    word = "list" if type(kind) is list else "struct" if type(kind) is dict else "dtype"
    if inner == TAGS:
        yield from (f"{indent}  list:", f"{indent}    class_label:", f"{indent}      names:")
        for number, tag in enumerate(tag_names(setting)):
            yield f"{indent}        '{number}': {yaml_text(tag)}"
    elif type(inner) is dict:
        yield f"{indent}  {word}:"
        for field, of_field in inner.items():
            yield from _feature(field, of_field, setting, indent + "  ")
    else:
        yield f"{indent}  {word}: {inner}"


def _split_name(split: str | None, taken: Sequence[str]) -> str:
    """The split as `datasets` can name it: of letters, digits and underscores."""
    name = re.sub(r"\W", "_", split or "train")
    while name in taken:
        name += "_"
    return name
