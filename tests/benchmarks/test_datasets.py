"""Whole datasets: folders with card and trace, and splits of many articles of which some are reprints."""

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.benchmarks import material
from tests.benchmarks.measuring import MB, heading, in_child, line, only, size

pytestmark = pytest.mark.benchmark

ARTICLES, REPRINTS = 10_000, 500


@pytest.fixture(scope="module")
def with_reprints(folder: Path) -> Path:
    """A project of 10,000 stories, and 500 that have half of the paragraphs of one of them with words changed."""
    source, path = folder / "reprints.jsonl", folder / "reprints.annotator"
    made = random.Random(1)
    with source.open("w", encoding="utf-8") as file:
        for number, record in enumerate(material.records(ARTICLES, material.WIRE_STORY, 1913)):
            text = record["text"]
            file.write(json.dumps({"text": text, "annotations": [], "status": "done"}) + "\n")
            if number % (ARTICLES // REPRINTS) == 0:
                reprint = json.dumps({"text": reprinted(text, made), "annotations": [], "status": "done"})
                file.write(reprint + "\n")
    in_child("import_ours", source, path)
    return path


def test_duplicates(folder: Path, with_reprints: Path) -> None:
    path = folder / "described.annotator"
    shutil.copy(with_reprints, path)
    floor, before = in_child("split_floor", path), size([path])
    described = in_child("describe", path)
    grouped = in_child("group", path)
    both = described["cpu"] + grouped["cpu"]
    heading("Near-duplicates among 10,500 articles, 500 of them reprints with words changed")
    line("CPU of describing and grouping, beside hashing paragraphs", both, floor["cpu"], "s", "floor")
    line("CPU of describing and grouping", both, 10, "s")
    line("CPU of grouping what is described", grouped["cpu"], floor["cpu"], "s", "floor")
    line("articles in groups", grouped["result"], 2 * REPRINTS, "", "of those there are")
    line("memory at most", max(described["memory"], grouped["memory"]) / MB, 250, "MB")
    line("file, beside what it was before", size([path]), before, "MB", "file")
    assert both < 10


def reprinted(text: str, made: random.Random) -> str:
    """Every second paragraph, with one word in twenty changed, and a line of its own."""
    kept = [part.split(" ") for part in text.split("\n")[::2]]
    for words in kept:
        for place in range(len(words)):
            if made.random() < 0.05:
                words[place] = f"changed{made.randrange(10**6)}"
    return "\n".join([f"Reprint {made.randrange(10**9)}", *(" ".join(words) for words in kept)])


def test_folder(folder: Path, stories_project: Path) -> None:
    alone = in_child("export_ours", stories_project, folder / "alone.jsonl")
    whole = in_child("export_folder", stories_project, folder / "whole")
    heading("A folder of 10,000 articles with 200,000 annotations, beside the file alone")
    line("CPU with card, manifest and trace", whole["cpu"], alone["cpu"], "s", "file")
    line("memory at most", whole["memory"] / MB, 150, "MB")


def test_splits(with_reprints: Path) -> None:
    floor = in_child("split_floor", with_reprints)
    ours = in_child("split_ours", with_reprints)
    heading(
        "Near-duplicates, splits and leak check of 10,500 articles, 500 of them reprints with words changed"
    )
    line("CPU, beside reading and hashing paragraphs", ours["cpu"], floor["cpu"], "s", "floor")
    line("CPU", ours["cpu"], 15, "s")
    line("reprints that are found", ours["result"], REPRINTS, "", "of those there are")
    only("equal paragraphs that the floor sees", floor["result"], "")
    line("memory at most", ours["memory"] / MB, 250, "MB")
