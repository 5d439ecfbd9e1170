"""One small article in a format: its bytes, and what was lost."""

from typing import Any

import orjson

from annotator.domain.annotation import Annotation, Layer
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.making import article_id, record_of, scheme_of, span_of

Json = dict[str, Any]


def marked(text: str, *pairs: tuple[str, str]) -> list[Annotation]:
    """An annotation with the ids a0, a1 … for each of some words and a label."""
    return [Annotation(f"a{n}", *span_of(text, words), label) for n, (words, label) in enumerate(pairs)]


def example(text: str, *annotations: Annotation) -> Example:
    """An article in the split train."""
    layer = Layer("anna", "done", annotations)
    return Example(Article(article_id(text), text, record_of(text)), layer, "train")


def written(
    name: str, *examples: Example, labels: tuple[str, ...] = ("actor", "claim")
) -> tuple[bytes, list[Json]]:
    """The one file of the split, and the list of losses."""
    lost: list[Json] = []
    setting = DatasetInfo("news", scheme_of({"name": "actor"}), labels, ("train",))
    begun = writer_named(name).begin(setting, Losses(lambda line: lost.append(orjson.loads(line))))
    ((_, pieces),) = begun.files("train", examples)
    return b"".join(pieces), lost
