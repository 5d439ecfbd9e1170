"""Our own format: one article with one layer as a line of JSON, nothing lost."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.domain.annotation import Annotation, Layer
from annotator.domain.article import Article, Record
from annotator.domain.article_times import times_of
from annotator.domain.dataset.example import Example, details
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, File, FormatWriter, stem

SCHEMA = "annotator/1"


class Jsonl(FormatWriter):
    """One file; each line names its split."""

    def __init__(self, setting: DatasetInfo, _losses: Losses) -> None:
        self._times = setting.times

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`dataset.jsonl`, lines in the order given."""
        yield f"{stem(split)}.jsonl", lines(examples, self._times)


def lines(examples: Iterable[Example], with_times: bool = False) -> Iterator[bytes]:
    """A line (with its line end) for each example, in the order given; if wanted with the times that the article names
    as a last key, which readers of the format pass over."""
    for one in examples:
        values = record(one.article, one.layer, one.split)
        if with_times:
            values["times"] = [time.body() for time in times_of(one.article)]
        yield orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)


def record(article: Article, layer: Layer | None, split: str | None = None) -> dict[str, Any]:
    """The values of one line, every key present, in the format's order."""
    text = article.text
    return {
        "schema": SCHEMA,
        "id": article.id,
        "text": text,
        **about(article.record),
        "layer": None if layer is None else layer.analyst,
        "status": None if layer is None else layer.status,
        "split": split,
        "annotations": [] if layer is None else [annotation(text, a) for a in layer.annotations],
    }


def about(record: Record) -> dict[str, Any]:
    """Metadata, source and zones as the format spells them."""
    known, source = record.metadata, record.source
    return {
        "headline": known.headline,
        "agency": known.agency,
        "place": known.place,
        "published": known.published,
        "date_evidence": known.date_evidence,
        "language": known.language,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "url": source.url,
            "retrieved": source.retrieved,
            "handling": source.handling,
        },
        "zones": [{"kind": zone.kind, "start": zone.start, "end": zone.end} for zone in record.zones],
    }


def annotation(text: str, one: Annotation) -> dict[str, Any]:
    """An annotation as the format spells it; `text` is its article's."""
    return {
        "id": one.id,
        "start": one.start,
        "end": one.end,
        "text": text[one.start : one.end],
        "label": one.label,
        **details(one),
    }
