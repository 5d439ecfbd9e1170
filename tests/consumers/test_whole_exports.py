"""Whole datasets, with splits, card, trace and manifest, in the hands of their consumers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.project.exporting.checking import verify
from annotator.project.exporting.run import export
from annotator.project.project import Project
from tests.making import bring, draft_of, project_with

pytestmark = pytest.mark.consumer

OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
LOAD = """
import json, sys
from datasets import load_dataset
found = load_dataset(sys.argv[1])
print(json.dumps({name: len(rows) for name, rows in found.items()}))
"""
TRAIN = ["--paths.train", "./train", "--paths.dev", "./validation", "--training.max_steps", "4"]


@pytest.fixture
def stories(tmp_path: Path) -> Iterator[Project]:
    """Sixty stories, each with an actor and a long quote; every third of them shares a paragraph with another."""
    with project_with(tmp_path) as project:
        for number in range(60):
            said = " ".join(f"word{number}x{place}" for place in range(12))
            known = " ".join(f"past{number // 3}x{place}" for place in range(12))
            text = f"Minister Lund said “we will not {said}” 🐟.\n\nKnown is {known}."
            quote = text.index("we will")
            marks = [
                {"start": 9, "end": 13, "label": "actor"},
                {"start": quote, "end": text.index("”"), "label": "quote"},
            ]
            bring(project, draft_of(text, marks, "done"))
        yield project


def run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env={**OFFLINE, "HF_HOME": str(folder.parent / "cache"), "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("format_", ["huggingface", "huggingface-parquet"])
def test_two_lines_load_the_folder_with_its_splits(stories: Project, tmp_path: Path, format_: str) -> None:
    pytest.importorskip("datasets")
    made = export(stories, tmp_path / "out", Recipe(format_, split=SplitPlan(seed=2)))
    assert orjson.loads(run(made.path, "-c", LOAD, str(made.path))) == made.splits
    assert sum(made.splits.values()) == 60


def test_spacy_trains_on_the_folder_as_it_is(stories: Project, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    made = export(stories, tmp_path / "out", Recipe("spacy", split=SplitPlan(seed=2)))
    assert min(made.splits.values()) > 0
    assert "model-last" in run(made.path, "-m", "spacy", "train", "config.cfg", "-o", "model", *TRAIN)
    assert [fault for fault in verify(made.path, stories).faults if not fault.startswith("model/")] == []


def test_croissant_knows_the_files_by_their_hashes(stories: Project, tmp_path: Path) -> None:
    pytest.importorskip("mlcroissant")
    made = export(stories, tmp_path / "out", Recipe("croissant", split=SplitPlan(seed=2)))
    script = (
        "import mlcroissant; d = mlcroissant.Dataset(jsonld='croissant.json'); "
        "assert not d.metadata.ctx.issues.errors; print(sum(1 for _ in d.records('articles_train')))"
    )
    assert int(run(made.path, "-W", "ignore", "-c", script)) == made.splits["train"]
