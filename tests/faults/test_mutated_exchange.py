"""Thousands of mutated files: of exchange, schemes, entries of the registry, recipes, settings, pins, keys.

Each is read or refused with a sentence: nothing else is raised, nothing is written elsewhere, what is refused changes
nothing. ANNOTATOR_MUTATIONS says how many there are in all; a seed gives the same ones again.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem
from annotator.domain.scheme_toml import scheme_to_toml
from annotator.project import actor_files, exchange, maintenance, scheming, signing
from annotator.project.exporting import recipes
from annotator.project.project import Project
from annotator.project.settings import Settings, device_id
from annotator.project.shipped import default_scheme, guideline_beside, scheme_from_file
from tests.making import STORY, project_with, tag
from tests.project import everything
from tests.project.test_exchange_forged import FORGERIES, sealed

pytestmark = pytest.mark.slow

TIMES = int(os.environ.get("ANNOTATOR_MUTATIONS", "2400"))
LONGEST = 10.0
"""Seconds that no file may take; far above what any needs, so that a busy machine does not fail."""

VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        2**31,
        2**63,
        2**64 - 1,
        1e308,
        1.5,
        "",
        "x",
        "\x00",
        "\x1b[2J",
        "\u202e",
        "x" * 5000,
    ),
    *(
        [],
        {},
        [[]],
        {"": ""},
        ["x", 1],
        {"x": {"x": [1]}},
        "gold",
        "../../x",
        "/dev/zero",
        "\U0010ffff",
        "\ufffe",
    ),
]
PIECES = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b'"',
        b"'",
        b'"""',
        b"[",
        b"]",
        b"{",
        b"}",
        b"=",
        b",",
        b"\n",
        b"\r",
    ),
    *(
        b"[" * 100_000,
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b"a={" * 50_000,
        b"9" * 5000,
        b"-1",
        b"1e999",
        b"nan",
    ),
    *(
        b"a." * 50_000,
        b"\\ud800",
        b"\\u0000",
        b"inf",
        b"2006-02-30",
        b"#",
        b"\xef\xbb\xbf",
        b"|",
        b";",
        b":",
        b"\\",
    ),
]


def bytes_changed(chance: random.Random, data: bytes) -> bytes:
    """One to four places of the bytes changed, lines swapped, doubled or lost."""
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(data) + 1), chance.choice([0, 1, 1, 5, 80])
        what = chance.randrange(6)
        if what < 2:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif what < 4:
            data = data[:at] + chance.choice(PIECES) + data[at + size :]
        else:
            lines = data.splitlines(keepends=True) or [b""]
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one] = chance.choice([b"", lines[other], lines[one] * 2])
            data = b"".join(lines)
    return data


def value_changed(chance: random.Random, data: bytes) -> bytes:
    """A value somewhere in JSON gets another one."""
    content = orjson.loads(data)
    places: list[tuple[Any, Any]] = [([content], 0)]
    ahead = [content]
    while ahead:
        inside = ahead.pop()
        names = list(inside) if isinstance(inside, dict) else range(len(inside))
        places += [(inside, name) for name in names]
        ahead += [inside[name] for name in names if isinstance(inside[name], dict | list)]
    for inside, name in chance.sample(places, min(len(places), chance.randint(1, 3))):
        inside[name] = chance.choice(VALUES)
    return orjson.dumps(content)


def mutated(chance: random.Random, data: bytes) -> bytes:
    is_json = data[:1] in (b"{", b"[")
    return (value_changed if is_json and chance.random() < 0.6 else bytes_changed)(chance, data)


def outside(folder: Path) -> dict[str, int]:
    """What lies around the folder of a test, with sizes."""
    return {str(one): one.lstat().st_size for one in folder.parent.iterdir() if one != folder}


def written(project: Project) -> int:
    return project.store.connection.total_changes


Try = Callable[[Project, Path], object]


def _scheme(project: Project, file: Path) -> object:
    return scheming.apply(project, scheme_from_file(file), guideline=guideline_beside(file))


def _recipe(project: Project, file: Path) -> object:
    body = {"recipe": file.read_bytes().decode(errors="replace")}
    values = orjson.loads(body["recipe"]) if orjson_reads(body["recipe"]) else {}
    return recipes.save(project, "x", Recipe.from_values(values if isinstance(values, dict) else {}))


def orjson_reads(text: str) -> bool:
    with suppress(orjson.JSONDecodeError):
        orjson.loads(text)
        return True
    return False


def _configured(name: str) -> Try:
    def try_(project: Project, file: Path) -> object:
        folder = Path(os.environ["ANNOTATOR_CONFIG"])
        (folder / name).write_bytes(file.read_bytes())
        try:
            settings = Settings.load()
            settings.remember(project.path)
            device_id()
            return signing.Pins().keys_of("anna"), signing.vouches_for("anna"), signing.sign("0")
        finally:
            (folder / name).unlink()

    return try_


@pytest.fixture
def samples(tmp_path: Path, configuration: Path) -> dict[str, tuple[str, bytes, Try]]:
    """A whole file of each kind: its ending, its bytes, and what is tried with it."""
    (tmp_path / "of").mkdir()
    with project_with(tmp_path / "of", STORY, "Another one.\n\nKim spoke.") as project:
        busy = everything.busy(project)
        for ending in ("json", "csv"):
            actor_files.export_entries(busy, tmp_path / "of" / f"actors.{ending}")
        signing.sign("0")
        signing.Pins().pin("anna", {"a" * 32: "b" * 64})
        signing.keep([signing._vouch("anna", "a" * 32, "b" * 64)])
        settings = Settings(analyst="anna", columns={"a|b": {"a": "text"}}, used=["x"], layout={"x": "y"})
        settings.remember(busy.path)
        settings.save()
    entries = orjson.loads((tmp_path / "of" / "actors.json").read_bytes())["actors"]
    some = orjson.dumps({"actors": [*entries[:6], *(one for one in entries if one["name"] == "Kim")]})
    csv = b"".join((tmp_path / "of" / "actors.csv").read_bytes().splitlines(keepends=True)[:12])
    kept = {
        name: (name, (configuration / name).read_bytes(), _configured(name))
        for name in ("settings.json", "colleagues.json", "vouches.json", "device", "signing.key")
    }
    return {
        "scheme": ("scheme.toml", scheme_to_toml(default_scheme()).encode(), _scheme),
        "actors": ("actors.json", some, actor_files.import_entries),
        "table": ("actors.csv", csv, actor_files.import_entries),
        "recipe": ("recipe.json", orjson.dumps(Recipe().values()), _recipe),
        **kept,
    }


@pytest.mark.parametrize(
    "kind",
    [
        "scheme",
        "actors",
        "table",
        "recipe",
        "settings.json",
        "colleagues.json",
        "vouches.json",
        "device",
        "signing.key",
    ],
)
def test_mutated_files_are_read_or_refused(
    samples: dict[str, tuple[str, bytes, Try]], kind: str, tmp_path: Path
) -> None:
    name, data, attempt = samples[kind]
    chance, refused, times = random.Random(f"1914 {kind}"), 0, max(1, TIMES // 12)
    (tmp_path / "into").mkdir()
    with project_with(tmp_path / "into", STORY) as project:
        tag(project, "Kim", "actor")
        around = outside(tmp_path)
        for number in range(times):
            file = tmp_path / "into" / name
            file.write_bytes(mutated(chance, data))
            before, began = written(project), time.monotonic()
            told = ""
            try:
                attempt(project, file)
            except Problem as problem:
                told = str(problem)
                refused += 1
            assert not told or written(project) == before, (number, told)
            assert time.monotonic() - began < LONGEST, number
        everything.read(project, tmp_path)
        assert maintenance.faults(project) == []
        assert outside(tmp_path) == around
        assert {one.name for one in (tmp_path / "into").iterdir()} <= {
            name,
            "news.annotator",
            ".news.annotator.lock",
        }
    sys.stderr.write(f"\n{kind}: {times - refused} read, {refused} refused\n")


def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Anna's file, in which there is something of every kind."""
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config of anna"))
    (tmp_path / "anna").mkdir()
    with project_with(tmp_path / "anna", STORY, "Another one.\n\nKim spoke.") as anna:
        return exchange.share(everything.busy(anna), tmp_path / "anna.exchange").path.read_bytes()


def forged(chance: random.Random, data: bytes, sign: Callable[[str], tuple[str, str]]) -> bytes:
    """The file mutated inside, with the right hash so that the inside is reached, half of them signed as she signs."""
    lines = data.splitlines(keepends=True)[:-1]
    if chance.random() < 0.1:
        return bytes_changed(chance, data)
    lines = chance.choice(FORGERIES)(chance, lines)
    if chance.random() < 0.1:
        at = chance.randrange(len(lines))
        lines[at] = mutated(chance, lines[at]).replace(b"\n", b"") + b"\n"
    whole = sealed(lines)
    if chance.random() < 0.5:
        *inside, seal = whole.splitlines(keepends=True)
        values = orjson.loads(seal)
        values["key"], values["signature"] = sign(values["hash"])
        whole = b"".join(inside) + orjson.dumps(values, option=orjson.OPT_SORT_KEYS) + b"\n"
    return whole


def test_mutated_files_of_exchange_go_in_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shared(tmp_path, monkeypatch)
    chance, counts = random.Random("1914 exchange"), [0, 0]
    here = tmp_path / "ben"
    for project in _fresh(tmp_path, monkeypatch, max(1, TIMES // 4)):
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config of anna"))
        file = here / "forged.exchange"
        file.write_bytes(forged(chance, data, signing.sign))
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config of ben"))
        before, began = written(project), time.monotonic()
        merges = exchange.merge(project, [file], trust=chance.random() < 0.5)
        assert time.monotonic() - began < LONGEST
        counts[bool(merges.refused)] += 1
        if merges.refused:
            assert "not merged" in merges.refused[0]
            assert written(project) == before
        elif merges.backup is not None and sum(counts) % 10 == 0:
            everything.read(project, tmp_path)
            assert maintenance.faults(project) == []
    sys.stderr.write(f"\nexchange: {counts[0]} went in, {counts[1]} refused\n")
    made = {"anna", "anna.exchange", "ben", "config of anna", "config of ben"}
    assert {one.name for one in tmp_path.iterdir()} == made


def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> Iterator[Project]:
    """A project of Ben's for each file, a new one after a hundred: what went in is looked at, but not for ever."""
    for start in range(0, times, 100):
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config of ben"))
        folder = tmp_path / "ben" / str(start)
        folder.mkdir(parents=True)
        with project_with(folder, STORY, analyst="ben") as project:
            for _ in range(min(100, times - start)):
                yield project
            assert maintenance.faults(project) == []
