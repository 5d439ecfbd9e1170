"""Files of every format, damaged by chance: each comes in or is refused in a sentence, and nothing else happens.

`ANNOTATOR_MUTATED_INPUTS=35000` for the figure that the project holds itself to; ANNOTATOR_MUTATED_SEED for others.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import orjson
import pytest

from tests.faults.mutating import Files, examples, mutated

pytestmark = pytest.mark.slow
pytest.importorskip("trafilatura")
pytest.importorskip("mammoth")
pytest.importorskip("pypdf")

_INPUTS = int(os.environ.get("ANNOTATOR_MUTATED_INPUTS", "4000"))
_SEED = int(os.environ.get("ANNOTATOR_MUTATED_SEED", "1"))
_AT_ONCE = 400
_OF_OTHERS = (".pdf", ".docx", ".html", ".eml", ".zip")
"""Kinds whose parsers are not ours: what they raise is not ours either, and the file is rejected with its name."""


def _lay(inputs: list[Files], folder: Path) -> None:
    for number, one in enumerate(inputs):
        for name, data in one.items():
            path = folder / f"{number:04}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _imported(folder: Path, base: Path) -> dict[str, object]:
    """What an import of the folder says of itself; fails with its traceback."""
    for name in ("tmp", "configuration", "project"):
        (base / name).mkdir(parents=True)
    there = {"TMPDIR": str(base / "tmp"), "ANNOTATOR_CONFIG": str(base / "configuration")}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.faults.importing", str(folder), str(base / "project" / "p.annotator")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | there,
    )
    assert ended.returncode == 0, f"{folder}\n{ended.stderr}"
    assert ended.stderr == ""
    left = {path.name for path in (base / "project").iterdir()} - {"p.annotator", "p.annotator.lock"}
    assert left | set(os.listdir(base / "tmp")) == set()
    found: dict[str, object] = orjson.loads(ended.stdout)
    return found


@pytest.mark.parametrize("part", range(-(-_INPUTS // _AT_ONCE)))
def test_mutated_inputs_end_in_articles_and_sentences(tmp_path: Path, part: int) -> None:
    chance = random.Random(f"{_SEED} {part}")
    (tmp_path / "making").mkdir()
    originals = examples(tmp_path / "making")
    inputs = [mutated(chance.choice(originals), originals, chance) for _ in range(min(_AT_ONCE, _INPUTS))]
    _lay(inputs, tmp_path / "in")
    before = _everything(tmp_path / "in")
    told = _imported(tmp_path / "in", tmp_path / "work")
    assert _everything(tmp_path / "in") == before
    assert told["faults"] == []
    assert told["unforeseen"] == []
    ours = [
        (file, why)
        for file, why in told["rejected"]
        if ("broke off" in why and not any(kind in file for kind in _OF_OTHERS)) or "the process" in why
    ]
    assert ours == []
    assert [why for _, why in told["rejected"] if "took longer" in why] == []
    kinds = Counter(why.partition("(")[2][:30] for _, why in told["rejected"] if "broke off" in why)
    print(f"{told['read']} read, {len(told['rejected'])} rejected; parsers of others: {dict(kinds)}")  # noqa: T201


def test_the_inputs_are_read_before_they_are_damaged(tmp_path: Path) -> None:
    (tmp_path / "making").mkdir()
    originals = examples(tmp_path / "making")
    _lay(originals, tmp_path / "in")
    told = _imported(tmp_path / "in", tmp_path / "work")
    assert told["rejected"] == []
    assert told["read"] >= len(originals)
