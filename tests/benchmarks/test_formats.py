"""Formats of tokens: 2,000 articles with 40,000 annotations, beside a plain loop that writes the same records.

The loop knows one rule for words, takes every annotation as it comes and loses without a word: our list of losses is
in a line of its own.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.benchmarks import material
from tests.benchmarks.measuring import cpu_ms, heading, line
from tests.making import scheme_of

pytestmark = pytest.mark.benchmark

ARTICLES = 2_000
LABELS = ("actor", "claim", "quote", "sanction")
_WORD = re.compile(r"\w+|[^\w\s]")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return material.examples(material.records(ARTICLES, material.WIRE_STORY, 2006))


def words_and_tags(example: Example) -> tuple[list[tuple[int, int]], list[str]]:
    tokens = [match.span() for match in _WORD.finditer(example.article.text)]
    tags = ["O"] * len(tokens)
    at = {start: number for number, (start, _) in enumerate(tokens)}
    for one in example.layer.annotations:
        first = at.get(one.start)
        if first is not None:
            tags[first] = "B-" + one.label
            last = first + 1
            while last < len(tokens) and tokens[last][1] <= one.end:
                tags[last] = "I-" + one.label
                last += 1
    return tokens, tags


def conll(example: Example) -> bytes:
    text = example.article.text
    lines = ["-DOCSTART- -X- O O\n\n"]
    for (start, end), tag in zip(*words_and_tags(example), strict=True):
        word = text[start:end]
        lines.append(f"{word} -X- O {tag}\n")
        if word == ".":
            lines.append("\n")
    return "".join(lines).encode()


def spans(example: Example) -> list[Json]:
    return [
        {
            "id": one.id,
            "start": one.start,
            "end": one.end,
            "label": one.label,
            "attributes": one.attributes,
            "links": [{"type": link.type, "to": link.to} for link in one.links],
            "unsure": one.unsure,
            "author": one.author,
            "made": one.made,
            "origin": one.origin,
        }
        for one in example.layer.annotations
    ]


def about(example: Example) -> Json:
    known, source = example.article.metadata, example.article.record.source
    return {
        "headline": known.headline,
        "agency": known.agency,
        "place": known.place,
        "published": known.published,
        "language": known.language,
        "source": {"name": source.name, "sha256": source.sha256},
        "zones": [[zone.kind, zone.start, zone.end] for zone in example.article.record.zones],
    }


def huggingface(example: Example) -> bytes:
    text = example.article.text
    tokens, tags = words_and_tags(example)
    row = {
        "id": example.article.id,
        "text": text,
        "tokens": [text[start:end] for start, end in tokens],
        "ner_tags": tags,
        "spans": spans(example),
        **about(example),
    }
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def prodigy(example: Example) -> bytes:
    text = example.article.text
    tokens, _ = words_and_tags(example)
    row = {
        "text": text,
        "tokens": [
            {
                "text": text[start:end],
                "start": start,
                "end": end,
                "id": number,
                "ws": text[end : end + 1] == " ",
            }
            for number, (start, end) in enumerate(tokens)
        ],
        "spans": spans(example),
        "answer": "accept",
        "meta": about(example),
    }
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def ours(name: str, examples: Iterable[Example], losses: Losses) -> Iterator[bytes]:
    setting = DatasetInfo("news", scheme_of({"name": "actor"}), LABELS)
    for _, pieces in writer_named(name).begin(setting, losses).files(None, examples):
        yield from pieces


def write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def test_formats_of_tokens(tmp_path: Path, examples: list[Example]) -> None:
    heading(f"{ARTICLES:,} articles with {ARTICLES * 20:,} annotations as tokens")
    loops: dict[str, Callable[[Example], bytes]] = {
        "conll": conll,
        "huggingface": huggingface,
        "prodigy": prodigy,
    }
    for name, loop in loops.items():
        one, two = tmp_path / f"{name}.ours", tmp_path / f"{name}.loop"
        plain = cpu_ms(lambda loop=loop, two=two: write(two, map(loop, examples)), 3)
        took = cpu_ms(lambda name=name, one=one: write(one, ours(name, examples, Losses())), 3)
        line(f"CPU of {name}, beside a plain loop", took, plain, "ms", "loop", "target 2")
        took = cpu_ms(lambda name=name, one=one: write(one, ours(name, examples, Losses([].append))), 3)
        line(f"CPU of {name} with its list of losses, beside it", took, plain, "ms", "loop")
