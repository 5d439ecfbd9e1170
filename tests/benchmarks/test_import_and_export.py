"""10,000 articles with 200,000 annotations, in and out, beside plain Python doing the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import material
from tests.benchmarks.measuring import MB, heading, in_child, line, only

pytestmark = pytest.mark.benchmark

ANNOTATIONS = 200_000
Figures = dict[str, Any]


def best(job: str, source: Path, targets: list[Path]) -> Figures:
    """The run that took least CPU, of one for each target."""
    runs = [in_child(job, source, target) for target in targets]
    assert all(run["result"] == ANNOTATIONS for run in runs)
    return min(runs, key=lambda run: run["cpu"])


def targets(folder: Path, name: str, suffix: str) -> list[Path]:
    return [folder / f"{name}-{number}{suffix}" for number in (1, 2)]


def test_import(folder: Path, stories: Path) -> None:
    floor = best("import_floor", stories, targets(folder, "floor", ".db"))
    least = best("import_spans", stories, targets(folder, "spans", ".db"))
    ours = best("import_ours", stories, targets(folder, "ours", ".annotator"))
    plain = folder / "plain.jsonl"
    material.write_plain_articles(plain, 10_000, material.WIRE_STORY)
    recognised = in_child("import_ours", plain, folder / "plain.annotator")
    heading("Import of 10,000 articles with 200,000 annotations (labelbuddy: 8.8 s of CPU)")
    line("CPU, beside json + sqlite3 keeping everything", ours["cpu"], floor["cpu"], "s", "floor", "target 5")
    line("CPU, beside json + sqlite3 keeping spans and labels", ours["cpu"], least["cpu"], "s", "floor")
    line("CPU, beside labelbuddy's", ours["cpu"], 8.8, "s", "labelbuddy")
    line("memory at most", ours["memory"] / MB, 200, "MB")
    only("CPU where only text and spans are stated", recognised["cpu"], "s", "the rest is recognised")


def test_export(folder: Path, stories: Path, stories_project: Path) -> None:
    tables = folder / "tables.db"
    in_child("import_floor", stories, tables)
    out = targets(folder, "floor", ".jsonl")
    floor = best("export_floor", tables, out)
    faster = best("export_floor_orjson", tables, targets(folder, "orjson", ".jsonl"))
    ours_out = targets(folder, "ours", ".jsonl")
    ours = best("export_ours", stories_project, ours_out)
    still = best("export_ours_from_snapshot", stories_project, targets(folder, "still", ".jsonl"))
    heading("Export of the same")
    line("CPU, beside select + json.dumps", ours["cpu"], floor["cpu"], "s", "floor", "target 2")
    line("CPU, beside select + orjson", ours["cpu"], faster["cpu"], "s", "floor")
    line("CPU from a snapshot, beside select + json.dumps", still["cpu"], floor["cpu"], "s", "floor")
    line("memory at most", ours["memory"] / MB, 150, "MB")
    line("memory at most, from a snapshot", still["memory"] / MB, 150, "MB")
    assert ours_out[0].read_bytes() == ours_out[1].read_bytes()
    assert spans(ours_out[0]) == spans(out[0])


def spans(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each article its id, and of its annotations ids and words, in any order."""
    found = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
    return [(one["id"], sorted((a["id"], a["text"]) for a in one["annotations"])) for one in found]
