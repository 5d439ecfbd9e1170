"""Articles and annotations that are made up, the same in every run."""

import json
import random
from pathlib import Path

from annotator.domain.normalise import fingerprint

LABELS = ("actor", "claim", "quote", "sanction")
_WORDS = [
    "sanctions",
    "talks",
    "Moscow",
    "Vienna",
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
    "embargo",
    "inspectors",
    "according",
    "sources",
    "export",
    "bank",
    "freeze",
]


def story(number: int, length: int = 2500, paragraph: int = 250) -> str:
    """A text of about `length` code points in paragraphs of about `paragraph`."""
    chance = random.Random(number)
    parts, size, since = [f"Story {number}"], 0, 0
    while size < length:
        word = chance.choice(_WORDS)
        since += len(word) + 1
        parts.append(word + ("\n" if since > paragraph else ""))
        since = 0 if since > paragraph else since
        size += len(word) + 1
    return " ".join(parts)[:length].strip()


def line(number: int, annotations: int = 20, length: int = 2500) -> bytes:
    """A line of our JSONL."""
    text = story(number, length)
    chance = random.Random(-number)
    marked = []
    for i in range(annotations):
        start = chance.randrange(len(text) - 60)
        end = start + chance.randrange(3, 60)
        marked.append(_annotation(f"{number:016x}{i:016x}", text, start, end, chance.choice(LABELS)))
    marked.sort(key=lambda a: (a["start"], -a["end"], a["label"], a["id"]))  # type: ignore[operator]
    values = {
        "schema": "annotator/1", "id": fingerprint(text), "text": text, "headline": f"Story {number}",
        "agency": chance.choice(("AP", "TASS", "Yonhap", "RIA Novosti")), "place": "Vienna",
        "published": f"20{chance.randrange(10, 25)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
        "date_evidence": "spelled month in the dateline", "language": "en",
        "source": {"name": f"{number}.txt", "sha256": fingerprint(text), "encoding": "utf-8",
                   "url": None, "retrieved": None, "handling": None},
        "zones": [{"kind": "body", "start": 0, "end": len(text)}],
        "layer": "kim", "status": "done", "split": None, "annotations": marked,
    }  # fmt: skip
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _annotation(uid: str, text: str, start: int, end: int, label: str) -> dict[str, object]:
    return {
        "id": uid, "start": start, "end": end, "text": text[start:end], "label": label, "attributes": {},
        "links": [], "unsure": False, "author": "kim", "made": "2026-11-23T10:00:00Z", "origin": "hand",
    }  # fmt: skip


def write(path: Path, articles: int, annotations: int = 20, length: int = 2500) -> None:
    """A file of JSON lines."""
    with path.open("wb") as file:
        for number in range(articles):
            file.write(line(number, annotations, length))
