"""Whatever is done to a file of exchange: it goes in whole, or nothing is written and a sentence says why.

What goes in may be nonsense, but nothing that can be read from the project ever fails because of it.
"""

import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.project import exchange
from annotator.project.project import Project
from tests.making import STORY, project_with
from tests.project.everything import busy, read

Lines = list[bytes]
Damage = Callable[[random.Random, Lines], Lines]

VALUES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        3,
        10**6,
        2**63 - 1,
        2**63,
        2**64 - 1,
        1.5,
        "",
        "x",
        "kim",
        "anna",
        "ben",
        "gold",
    ),
    *(
        "project",
        "all",
        "\x00",
        "Kim\u202e",
        "x" * 300,
        "~",
        "%",
        [],
        {},
        [[]],
        [1],
        ["x"],
        ["x", "y"],
        [["x", "y"]],
    ),
    *(
        {"x": 1},
        {"start": 0, "end": 2},
        "2026-01-01T00:00:00Z",
        "2026-13-99T99:99:99Z",
        "0" * 64,
        "2006-11-01",
    ),
    *("done", "in progress", "adjudicated", "speaker", "quote", "actor", "article", "annotation", "hand"),
]


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Anna's file, in which there is something of every kind."""
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "anna's"))
    (tmp_path / "anna").mkdir()
    with project_with(tmp_path / "anna", STORY, "Another one.\n\nKim spoke.") as anna:
        exchange.share(busy(anna), tmp_path / "anna.exchange")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "ben's"))
    return tmp_path / "anna.exchange"


def sealed(lines: Lines) -> bytes:
    """The lines of a file with an end that fits them: what somebody writes who forges it."""
    digest = sha256(b"".join(lines)).hexdigest()
    seal = {"count": len(lines) - 1, "hash": digest, "key": None, "signature": None}
    return b"".join(lines) + orjson.dumps(seal, option=orjson.OPT_SORT_KEYS) + b"\n"


def flipped(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def doubled(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data + data[start:]


def a_piece_missing(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 2000) :]


def line_deleted(chance: random.Random, lines: Lines) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def line_doubled(chance: random.Random, lines: Lines) -> Lines:
    return [*lines, chance.choice(lines)]


def lines_swapped(chance: random.Random, lines: Lines) -> Lines:
    one, other = sorted(chance.sample(range(len(lines)), 2))
    return [*lines[:one], lines[other], *lines[one + 1 : other], lines[one], *lines[other + 1 :]]


def byte_flipped(chance: random.Random, lines: Lines) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[:at], flipped(chance, lines[at]), *lines[at + 1 :]]


def deep(_chance: random.Random, lines: Lines) -> Lines:
    return [*lines, b'{"action":' + b'{"x":' * 400 + b"1" + b"}" * 401 + b"\n"]


def value_changed(chance: random.Random, lines: Lines) -> Lines:
    """One or two values of a line of some kind, its revision's own hash and place kept as they are."""
    at = _some_line(chance, lines)
    content = orjson.loads(lines[at])
    for _ in range(chance.choice([1, 1, 1, 2])):
        _change(chance, content)
    return [*lines[:at], _canonical(content), *lines[at + 1 :]]


def revision_added(chance: random.Random, lines: Lines) -> Lines:
    """Another state of something, with values of any kind, as a forger would write it."""
    content = orjson.loads(lines[_some_line(chance, lines)])
    for _ in range(chance.randint(0, 2)):
        _change(chance, content)
    if isinstance(content, dict) and type(content.get("sequence")) is int and "action" in content:
        content["sequence"] = min(content["sequence"] + 10_000, 2**63 - 1)
        content["action"] = {"id": f"forged:{chance.randrange(10**9)}", "name": "forged", "undoes": None}
    return [*lines, _canonical(content)]


def _canonical(content: Any) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"


def _some_line(chance: random.Random, lines: Lines) -> int:
    """Entries of the registry are the most by far: each kind has the same chance."""
    kinds: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        kinds.setdefault(orjson.loads(line).get("kind", str(at == 0)), []).append(at)
    return chance.choice(kinds[chance.choice(sorted(kinds))])


def _change(chance: random.Random, content: Any) -> None:
    """Gives one value somewhere inside another one, takes it away, or adds one."""
    places: list[tuple[Any, Any]] = []
    ahead = [content]
    while ahead:
        inside = ahead.pop()
        names = list(inside) if isinstance(inside, dict) else range(len(inside))
        places += [(inside, name) for name in names]
        ahead += [inside[name] for name in names if isinstance(inside[name], dict | list) and inside[name]]
    inside, name = chance.choice(places)
    what = chance.randrange(10)
    if what == 0:
        del inside[name]
    elif what == 1 and isinstance(inside, dict):
        inside[chance.choice(["x", "start", "text", "body", "hash"])] = chance.choice(VALUES)
    elif what == 2 and isinstance(inside, dict):
        inside[name] = chance.choice(list(inside.values()))
    else:
        inside[name] = chance.choice(VALUES)


def dump(project: Project) -> str:
    return sha256("\n".join(project.store.connection.iterdump()).encode()).hexdigest()


def tried(shared: Path, tmp_path: Path, damaged: Callable[[random.Random], bytes], times: int) -> list[int]:
    """Merges so many damaged files; gives how many went in and how many were refused."""
    chance, counts, forged = random.Random(2006), [0, 0], tmp_path / "forged.exchange"
    (tmp_path / "ben").mkdir()
    with project_with(tmp_path / "ben", STORY, analyst="ben") as ben:
        before = dump(ben)
        for _ in range(times):
            forged.write_bytes(damaged(chance))
            merges = exchange.merge(ben, [forged])
            counts[len(merges.refused)] += 1
            if merges.refused:
                assert dump(ben) == before, merges.refused
                assert "not merged" in merges.refused[0]
            else:
                read(ben, tmp_path)
                before = dump(ben)
    return counts


@pytest.mark.parametrize("damage", [flipped, cut, doubled, a_piece_missing], ids=lambda one: one.__name__)
def test_damage_is_seen(
    shared: Path, tmp_path: Path, damage: Callable[[random.Random, bytes], bytes]
) -> None:
    data = shared.read_bytes()
    went_in, _ = tried(shared, tmp_path, lambda chance: damage(chance, data), 40)
    assert went_in == 0


FORGERIES: list[Damage] = [
    *(line_deleted, line_doubled, lines_swapped, byte_flipped, deep, value_changed, revision_added)
]


def _forged(shared: Path, damage: Damage) -> Callable[[random.Random], bytes]:
    lines = shared.read_bytes().splitlines(keepends=True)[:-1]
    return lambda chance: sealed(damage(chance, lines))


@pytest.mark.parametrize("damage", FORGERIES, ids=lambda one: one.__name__)
def test_a_forged_file_is_refused_or_harmless(shared: Path, tmp_path: Path, damage: Damage) -> None:
    times = 25 if damage in (value_changed, revision_added) else 8
    assert sum(tried(shared, tmp_path, _forged(shared, damage), times)) == times


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage", [byte_flipped, value_changed, revision_added], ids=lambda one: one.__name__
)
def test_thousands_of_forged_files_are_refused_or_harmless(
    shared: Path, tmp_path: Path, damage: Damage
) -> None:
    assert sum(tried(shared, tmp_path, _forged(shared, damage), 1000)) == 1000
