"""A project with something of every kind, damage of many kinds to its file, and what of it is whole afterwards."""

import random
import sqlite3
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.project import annotating, articles, exchange, importing, searching
from annotator.project.project import Project
from annotator.storage.pages import Pages, Row, opened
from annotator.storage.salvaging import length_at
from tests.making import STORY, bring, draft_of, project_with, tag
from tests.project.everything import busy

TRUTH = ("device", "layer", "article", "action", "revision")
PAGE = 4096
_STORIES = 30


def realistic(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Several analysts, a review, imports, a colleague's work with forks, words and duplicates; long texts too."""
    rng = random.Random(7)
    words = [
        "talks",
        "minister",
        "Oslo",
        "sanctions",
        "council",
        "Kim",
        "agency",
        "said",
        "signed",
        "on",
        "Tuesday",
        "in",
        "the",
        "treaty",
        "of",
        "oil",
    ]
    stories = [
        f"Story {number} from Oslo\n\n"
        + "\n\n".join(
            " ".join(rng.choices(words, k=rng.choice((20, 60, 250)))) + "." for _ in range(rng.randint(2, 5))
        )
        for number in range(_STORIES)
    ]
    stories += [stories[0] + "\n\nAn addition.", stories[1].replace("Story 1", "Again")]
    project = project_with(folder, STORY, "Another one", *stories)
    bring(project, *(draft_of(one, name="odd.txt") for one in ("Crlf story", "Third")))
    busy(project)
    for key in range(3, 3 + _STORIES):
        for word in ("Oslo", "from"):
            tag(project, word, "actor", key)
    importing.index(project)
    project.close()
    _exchanged(folder, project.path, monkeypatch)
    return project.path


def _exchanged(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dora works on her machine, anna on another one of hers: both are merged, and some things have two states."""
    for name, number in (("dora", 1), ("anna", 2)):
        copy = folder / f"{name}.annotator"
        copy.write_bytes(path.read_bytes())
        with monkeypatch.context() as patch:
            patch.setenv("ANNOTATOR_CONFIG", str(folder / f"configuration-{number}"))
            with Project.open(copy, name) as theirs:
                tag(theirs, "Oslo", "actor", 5)
                if name == "anna":
                    first = articles.layer_of(theirs, 6, "anna")
                    assert first is not None
                    annotating.set_unsure(theirs, 6, [first.annotations[0].id], True)
                exchange.share(theirs, folder / f"{name}.exchange")
        copy.unlink()
    with Project.open(path, "anna") as mine:
        first = articles.layer_of(mine, 6, "anna")
        assert first is not None
        annotating.relabel(mine, 6, [first.annotations[0].id], "claim")
        merges = exchange.merge(mine, [folder / "dora.exchange", folder / "anna.exchange"], trust=True)
        assert not merges.refused, merges.refused
        importing.index(mine)
        assert searching.matching(mine, "Oslo")


def content(path: Path) -> object:
    """The rows of the tables that are the truth; None where they cannot be read."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    try:
        return [
            connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY id").fetchall() for table in TRUTH
        ]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None
    finally:
        connection.close()


@dataclass
class Whole:
    """Where the rows of an article lie in the file, as pieces (start, end): its text, and revisions by their hash."""

    text: list[tuple[int, int]] = field(default_factory=list)
    revisions: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def pieces(path: Path) -> dict[str, Whole]:
    """Of each article (SHA-256) that has a text; "" stands for what belongs to none."""
    pages = opened(path)
    assert pages.size == PAGE
    connection = sqlite3.connect(path)
    shas = dict(connection.execute("SELECT id, sha256 FROM article WHERE text IS NOT NULL"))
    connection.close()
    found = {sha: Whole() for sha in ["", *shas.values()]}
    for number in range(1, pages.count + 1):
        for row in pages.rows(number):
            if row is not None and row.number is not None:
                _take(pages, row, shas, found)
    return found


def _take(pages: Pages, row: Row, shas: dict[int, str], found: dict[str, Whole]) -> None:
    values = row.values
    if len(values) == 4 and isinstance(values[2], str) and values[1] in found:
        found[str(values[1])].text = _places(pages, row)
    if len(values) == 11 and isinstance(values[10], bytes):
        sha = shas[values[4]] if isinstance(values[4], int) else ""
        found[sha].revisions[sha256(values[10]).hexdigest()] = _places(pages, row)


def _places(pages: Pages, row: Row) -> list[tuple[int, int]]:
    """The bytes that a row needs: what lies in its leaf, and the pages that it goes on in."""
    length = length_at(pages, row.at)
    local = pages.local(length, in_table=True)
    leaf = (row.at, row.at + local + (4 if local < length else 0))
    return [leaf, *(((page - 1) * PAGE, page * PAGE) for page in row.pages)]


def flipped(data: bytes, rng: random.Random) -> bytes:
    """Single bits and bytes, far apart or close together."""
    out = bytearray(data)
    near = rng.randrange(len(data))
    for _ in range(rng.choice((1, 1, 1, 3, 20))):
        at = min(len(data) - 1, near + rng.randrange(200)) if rng.random() < 0.3 else rng.randrange(len(data))
        out[at] = rng.randrange(256) if rng.random() < 0.5 else out[at] ^ 1 << rng.randrange(8)
    return bytes(out)


def zeroed(data: bytes, rng: random.Random) -> bytes:
    """Pages of zeros, as a disk gives back that lost them."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(data) // PAGE) * PAGE
        out[at : at + PAGE] = bytes(PAGE)
    return bytes(out)


def zeroed_sector(data: bytes, rng: random.Random) -> bytes:
    """A sector of zeros, or of a stranger's bytes."""
    out = bytearray(data)
    at = rng.randrange(len(data) // 512) * 512
    out[at : at + 512] = rng.choice((bytes(512), rng.randbytes(512)))
    return bytes(out)


def truncated(data: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return data[: rng.choice((rng.randrange(1, len(data)), rng.randrange(1, len(data) // PAGE) * PAGE))]


def swapped(data: bytes, rng: random.Random) -> bytes:
    """Two pages have changed places."""
    out = bytearray(data)
    one, other = (at * PAGE for at in rng.sample(range(len(data) // PAGE), 2))
    out[one : one + PAGE], out[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    return bytes(out)


def inserted(data: bytes, rng: random.Random) -> bytes:
    """Some bytes too many, somewhere."""
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(rng.choice((1, 2, 7, 100))) + data[at:]


def cut_out(data: bytes, rng: random.Random) -> bytes:
    """Some bytes are missing, somewhere."""
    at = rng.randrange(len(data) - 200)
    return data[:at] + data[at + rng.choice((1, 3, 100)) :]


def in_text(data: bytes, rng: random.Random) -> bytes:
    """A letter or a digit in what was written, as in a forged or worn file."""
    out = bytearray(data)
    marks = [
        b'"start":',
        b"Oslo",
        b'"clock":',
        b'"label":"',
        b"annotation",
        b"Story",
        b'"gone',
        b"tag actor",
        b"anna",
    ]
    places, mark = [], rng.choice(marks)
    at = data.find(mark)
    while at >= 0:
        places.append(at)
        at = data.find(mark, at + 1)
    at = rng.choice(places or [rng.randrange(len(data))]) + len(mark) - 1
    out[at] = rng.choice((out[at] ^ 1, 0xFF, 0))
    return bytes(out)


def header(data: bytes, rng: random.Random) -> bytes:
    """A field of the file's head."""
    out = bytearray(data)
    at = rng.choice(
        (
            0,
            16,
            17,
            18,
            19,
            20,
            21,
            24,
            28,
            31,
            32,
            35,
            36,
            39,
            40,
            44,
            47,
            48,
            52,
            55,
            56,
            59,
            60,
            63,
            64,
            68,
            92,
        )
    )
    out[at] = rng.choice((0, 1, 2, 3, 16, 255, out[at] ^ 1))
    return bytes(out)


def schema_page(data: bytes, rng: random.Random) -> bytes:
    """Something in the page that says which tables there are."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 3))):
        at = rng.randrange(100, PAGE)
        out[at] = rng.randrange(256)
    return bytes(out)


def page_heads(data: bytes, rng: random.Random) -> bytes:
    """The head or the directory of a page."""
    out = bytearray(data)
    at = rng.randrange(1, len(data) // PAGE) * PAGE + rng.randrange(20)
    out[at] = rng.choice((0, 255, 2, 5, 10, 13, out[at] ^ 1 << rng.randrange(8)))
    return bytes(out)


DAMAGES = (
    flipped,
    zeroed,
    zeroed_sector,
    truncated,
    swapped,
    inserted,
    cut_out,
    in_text,
    header,
    schema_page,
    page_heads,
)


def still_whole(before: bytes, after: bytes, places: list[tuple[int, int]]) -> bool:
    """Whether all pieces are in the file, where they were or elsewhere."""
    return all(after[start:end] == before[start:end] or before[start:end] in after for start, end in places)
