"""The dialects of JSON. A new one is a module beside this and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from annotator.reading.dialects import doccano, label_studio, labelbuddy
from annotator.reading.dialects.huggingface import from_row, is_row
from annotator.reading.dialects.prodigy import from_prodigy, is_prodigy

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program spells an article.

    `is_it` tells it by its keys, of an object that is not in our own shape. `ours` gives the same in our shape (`text`,
    `annotations` with start, end, label, and what else is known), or None where it cannot; offsets stay code points
    of the text as it is stated. Both are given whatever the file holds, and must not raise for it.
    """

    name: str
    is_it: Callable[[Json], bool]
    ours: Callable[[Json], Json | None]


DIALECTS: tuple[Dialect, ...] = (
    Dialect("Hugging Face", is_row, from_row),
    Dialect("Prodigy", is_prodigy, from_prodigy),
    Dialect("Label Studio", label_studio.is_task, label_studio.task),
    Dialect("Label Studio's short form", label_studio.is_short, label_studio.short),
    Dialect("doccano", doccano.is_spans, doccano.spans),
    Dialect("labelbuddy", labelbuddy.is_document, labelbuddy.document),
)


def in_our_shape(content: Json) -> Json:
    """The article in our own shape; what no dialect knows stays as it is."""
    if "annotations" in content and "schema" in content:
        return content
    for dialect in DIALECTS:
        if dialect.is_it(content):
            return dialect.ours(content) or content
    return content
