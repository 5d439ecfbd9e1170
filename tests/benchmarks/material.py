"""Made articles and annotations: the same for the same seed, on every machine."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

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
        yield {
            "id": uid,
            "start": start,
            "end": end,
            "text": text[start:end],
            "label": label,
            "attributes": _ATTRIBUTES[label],
            "links": [{"type": _LINKS[label], "to": actor}] if label != "actor" else [],
            "unsure": number % 7 == 6,
            "author": "kim",
            "made": _MADE,
            "origin": "hand",
        }
        actor = uid if label == "actor" else actor


_ATTRIBUTES: dict[str, dict[str, Any]] = {
    "actor": {"mention": "name", "reference": "literal"},
    "claim": {"attribution": "named", "kind": "fact", "polarity": "affirmed"},
    "quote": {"form": "direct", "kind": "none"},
    "sanction": {"measure": ["trade", "travel"], "status": "imposed"},
}
_LINKS = {"claim": "claimant", "quote": "speaker", "sanction": "target"}
