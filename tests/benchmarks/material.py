"""Made articles and annotations: the same for the same seed, on every machine."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.annotation import Annotation, Layer
from annotator.domain.article import STATED, Article, Metadata, Record, Source, Zone
from annotator.domain.dataset.example import Example

_WORDS = [
    "sanctions",
    "talks",
    "Moscow",
    "Pyongyang",
    "minister",
    "said",
    "the",
    "of",
    "and",
    "nuclear",
    "programme",
    "council",
    "resolution",
    "imposed",
    "threatened",
    "agency",
    "officials",
    "Tuesday",
    "“enrichment”",
    "company’s",
    "Россия",
    "Organisation",
    "for",
    "a",
    "in",
    "to",
    "on",
    "oil-export",
    "embargo",
    "Tehran",
    "London",
    "spokesman",
    "would",
    "not",
    "sign",
    "that",
    "U.S.",
    "Kim",
    "São",
    "Zürich",
    "2006",
    "1,234.56",
    "assets",
    "frozen",
]
_AGENCIES = ("Reuters", "RIA Novosti", "Xinhua", "AFP", "Yonhap", "IRNA", "Kyodo")
_MADE = "2026-11-23T10:00:00Z"


@dataclass(frozen=True, slots=True)
class Shape:
    """How large an article is, and how many annotations it brings (None: no layer)."""

    characters: int
    paragraphs: int
    annotations: int | None


WIRE_STORY = Shape(2_500, 6, 20)
SHORT = Shape(240, 2, None)
ORDINARY = Shape(2_900, 7, 40)
LONG = Shape(1_000_000, 4_000, 10_000)
ONE_PARAGRAPH = Shape(1_000_000, 1, 10_000)


def write_articles(path: Path, count: int, shape: Shape, seed: int = 2006) -> None:
    """Writes a file of articles in our own JSONL, everything stated."""
    with path.open("wb") as file:
        for record in records(count, shape, seed):
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def write_plain_articles(path: Path, count: int, shape: Shape, seed: int = 2006) -> None:
    """The same articles as another program writes them: text and spans, nothing else."""
    keys = ("start", "end", "label")
    with path.open("wb") as file:
        for record in records(count, shape, seed):
            spans = [{key: one[key] for key in keys} for one in record["annotations"]]
            line = {"text": record["text"], "annotations": spans}
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def records(count: int, shape: Shape, seed: int) -> Iterator[dict[str, Any]]:
    """The articles as `annotator export` would write them. Every third of those without a layer is done."""
    made = random.Random(seed)
    for number in range(count):
        text = _text(made, number, shape)
        moment = f"20{made.randrange(10, 26)}-{made.randrange(1, 13):02}-{made.randrange(1, 29):02}T09:15:00"
        identity = sha256(text.encode()).hexdigest()
        has_layer = shape.annotations is not None or number % 3 == 0
        yield {
            "schema": "annotator/1",
            "id": identity,
            "text": text,
            "headline": text.split("\n")[0][:60],
            "agency": made.choice(_AGENCIES),
            "place": "Moscow",
            "published": moment,
            "date_evidence": "from the dateline",
            "language": "en",
            "source": {"name": f"story-{number}.txt", "sha256": identity, "encoding": "utf-8"},
            "zones": [{"kind": "body", "start": 0, "end": len(text)}],
            "layer": "kim" if has_layer else None,
            "status": "done" if has_layer else None,
            "split": None,
            "annotations": list(_annotations(made, text, shape.annotations or 0)),
        }


def examples(found: Iterable[dict[str, Any]]) -> list[Example]:
    """Such articles as our objects, each with one layer of Kim's."""
    return [_example(one) for one in found]


def _example(found: dict[str, Any]) -> Example:
    zones = tuple(Zone(zone["kind"], zone["start"], zone["end"]) for zone in found["zones"])
    known = Metadata(**{name: found[name] for name in STATED})
    article = Article(found["id"], found["text"], Record(known, zones, Source(**found["source"])))
    annotations = (Annotation.from_body(one["id"], one) for one in found["annotations"])
    return Example(article, Layer("kim", "done", tuple(annotations)))


def write_team(folder: Path, count: int, analysts: Sequence[str], seed: int = 2006) -> list[Path]:
    """A file for each analyst with their layers of the same articles, about twenty annotations in each.

    They mostly mark the same: some leave a span out, move an end, take another label or mark what nobody else does.
    """
    paths = [folder / f"{analyst}.jsonl" for analyst in analysts]
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("wb")) for path in paths]
        made = random.Random(seed)
        for record in records(count, replace(WIRE_STORY, annotations=0), seed):
            marked = _marked(made, len(record["text"]))
            for analyst, file in zip(analysts, files, strict=True):
                layer = list(_as_seen(made, record["text"], marked, analyst))
                line = record | {"layer": analyst, "annotations": layer}
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    return paths


Marked = tuple[int, int, str]


def _marked(made: random.Random, length: int) -> list[Marked]:
    """What there is to mark: spans of one label lie side by side, those of others may lie inside."""
    spans = []
    for label, count, size in (("actor", 11, 9), ("claim", 4, 80), ("quote", 3, 50), ("sanction", 3, 18)):
        step = length // count
        for number in range(count):
            start = number * step + made.randrange(step - size - 10)
            spans.append((start, start + made.randrange(size // 2, size), label))
    return spans


def _as_seen(made: random.Random, text: str, marked: list[Marked], analyst: str) -> Iterator[dict[str, Any]]:
    actor = ""
    for start, end, label in sorted(marked):
        fate = made.random()
        if fate < 0.05:
            continue
        if fate < 0.15:
            start = made.randrange(len(text) - 20)
            end = start + 12
        elif fate < 0.2:
            label = made.choice(("claim", "quote", "sanction"))
        elif fate < 0.35:
            end += made.choice((-2, 3, 5))
        end = max(end, start + 2)
        uid = f"{made.getrandbits(128):032x}"
        yield {"id": uid} | _annotation((start, end, label), text, actor) | {"author": analyst}
        actor = uid if label == "actor" else actor


def _text(made: random.Random, number: int, shape: Shape) -> str:
    """Exactly so many characters; the number at its head makes each one different."""
    pieces, length = [], 0
    for paragraph in range(shape.paragraphs):
        wanted = shape.characters * (paragraph + 1) // shape.paragraphs - length
        head = f"Story {number}: " if paragraph == 0 else "\n"
        words = " ".join(made.choices(_WORDS, k=wanted // 3))
        piece = (head + words)[: wanted - 1] + "."
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def _annotations(made: random.Random, text: str, count: int) -> Iterator[dict[str, Any]]:
    """Half of them actors; claims, quotes and sanctions are linked to the actor before them."""
    actor = ""
    for number in range(count):
        start = made.randrange(len(text) - 120)
        end = start + made.choice((6, 8, 11, 15, 30, 60, 110))
        uid = f"{made.getrandbits(128):032x}"
        label = "actor" if number % 2 == 0 else ("claim", "quote", "sanction")[number // 2 % 3]
        one = _annotation((start, end, label), text, actor)
        yield {"id": uid} | one | {"unsure": number % 7 == 6}
        actor = uid if label == "actor" else actor


def _annotation(span: Marked, text: str, actor: str) -> dict[str, Any]:
    """An annotation as a line states it, linked to an actor (its id, "" where none came before)."""
    start, end, label = span
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "label": label,
        "attributes": _ATTRIBUTES[label],
        "links": [{"type": _LINKS[label], "to": actor}] if label != "actor" and actor else [],
        "unsure": False,
        "author": "kim",
        "made": _MADE,
        "origin": "hand",
    }


_ATTRIBUTES: dict[str, dict[str, Any]] = {
    "actor": {"mention": "name", "reference": "literal"},
    "claim": {"attribution": "named", "kind": "fact", "polarity": "affirmed"},
    "quote": {"form": "direct", "kind": "none"},
    "sanction": {"measure": ["trade", "travel"], "status": "imposed"},
}
_LINKS = {"claim": "claimant", "quote": "speaker", "sanction": "target"}
