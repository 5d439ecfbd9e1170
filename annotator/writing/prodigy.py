"""Prodigy's JSON lines: an article a line, with tokens, spans over them and relations between spans.

A span's tokens are counted with the last one included, and a relation names the last token of each of its spans, as
Prodigy does. `start` and `end` of a span are as they were made, also within a token; its tokens are then those that it
touches. What Prodigy does not know stands in keys that it leaves alone: of a span `id`, `attributes`,
`unsure`, `author`, `made` and `origin`, of a line `article`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.article import STATED
from annotator.domain.dataset.example import Example, links
from annotator.domain.dataset.losses import NO_TARGET, Losses
from annotator.writing.format import DatasetInfo, File, FormatWriter, stem
from annotator.writing.jsonl import about
from annotator.writing.tokens import Token, tokenise, touched


class Prodigy(FormatWriter):
    """One file for each split; every line counts as accepted."""

    def __init__(self, _setting: DatasetInfo, losses: Losses) -> None:
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`train.jsonl` and so on, lines in the order given."""
        yield f"{stem(split)}.jsonl", map(self._line, examples)

    def _line(self, example: Example) -> bytes:
        article, annotations = example.article, example.layer.annotations
        text, tokens = article.text, tokenise(article.text)
        known = about(article.record)
        meta = {"id": article.id, "layer": example.layer.analyst, "status": example.layer.status}
        # Prodigy shows `meta` beside the text, so the long things are elsewhere.
        meta |= {"split": example.split, "group": example.group} | {name: known[name] for name in STATED}
        spans = _spans(tokens, annotations)
        values = {
            "text": text,
            "tokens": [
                {
                    "text": text[start:end],
                    "start": start,
                    "end": end,
                    "id": number,
                    "ws": text[end : end + 1].isspace(),
                }
                for number, (start, end) in enumerate(tokens)
            ],
            "spans": list(spans.values()),
            "relations": self._relations(example, spans),
            "answer": "accept",
            "meta": {name: value for name, value in meta.items() if value is not None},
            "article": {"source": known["source"], "zones": known["zones"]},
        }
        return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)

    def _relations(self, example: Example, spans: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for one in example.layer.annotations:
            for link in one.links:
                child = spans.get(link.to)
                if child is None:
                    lost = {"links": links([link])}
                    self._losses.of_annotation(example.article, example.layer.analyst, one, lost, NO_TARGET)
                else:
                    found.append(_relation(spans[one.id], child, link.type))
        return found


def _spans(tokens: Sequence[Token], annotations: Sequence[Annotation]) -> dict[str, dict[str, Any]]:
    """The spans by id, in the order given."""
    found = {}
    for one in annotations:
        first, last = touched(tokens, one)
        span: dict[str, Any] = {
            "start": one.start,
            "end": one.end,
            # Of white space alone: the token before it, if there is one.
            "token_start": min(first, max(last - 1, 0)),
            "token_end": max(last - 1, 0),
            "label": one.label,
            "id": one.id,
        }
        if one.attributes:
            span["attributes"] = dict(sorted(one.attributes.items()))
        if one.unsure:
            span["unsure"] = True
        span |= {"author": one.author, "made": one.made, "origin": one.origin}
        found[one.id] = span
    return found


def _relation(head: dict[str, Any], child: dict[str, Any], label: str) -> dict[str, Any]:
    keys = ("start", "end", "token_start", "token_end", "label", "id")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {key: head[key] for key in keys},
        "child_span": {key: child[key] for key in keys},
        "label": label,
    }
