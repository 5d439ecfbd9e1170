"""Import, export, check and search of 10,000 articles with 200,000 annotations; one durable action."""

import sqlite3
import time
from pathlib import Path

import pytest

from annotator.project import annotating, searching
from annotator.project.project import Project
from tests.benchmarks import material
from tests.benchmarks.measuring import in_child, ratio, row

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles as JSON lines, and the floor's tables of them."""
    made = tmp_path_factory.mktemp("large")
    material.write(made / "in.jsonl", 10_000)
    return made


def test_import_export_check_and_search(folder: Path) -> None:
    print("\n10,000 articles of 2,500 characters, 200,000 annotations; CPU")
    floor_in, ours_in = in_child("floor_in", folder), in_child("ours_in", folder)
    ratio("import of JSON lines (labelbuddy: 8.8 s)", ours_in["cpu"], floor_in["cpu"], "5 times")
    row("  its memory", f"{ours_in['peak']:.0f} MB", f"floor {floor_in['peak']:.0f} MB", "aim 200 MB")
    floor_out, ours_out = in_child("floor_out", folder), in_child("ours_out", folder)
    ratio("export to JSON lines", ours_out["cpu"], floor_out["cpu"], "2 times")
    row("  its memory", f"{ours_out['peak']:.0f} MB", f"floor {floor_out['peak']:.0f} MB", "aim 150 MB")
    copied = in_child("ours_out_of_a_copy", folder)
    ratio("  the same from a copy, while a window has it open", copied["cpu"], floor_out["cpu"], "")
    row("full-text index", f"{in_child('index', folder)['cpu']:.2f} s")
    row("check of every hash", f"{in_child('check', folder)['cpu']:.2f} s")
    with Project.open(folder / "p.annotator", "kim", writing=False) as project:
        began = time.process_time()
        searching.results(project, "sanctions Vienna", most=50)
        row("search, 50 articles with context", f"{(time.process_time() - began) * 1000:.1f} ms")


def test_one_durable_action(folder: Path) -> None:
    print("\none action until it is on the disk; wall time, median of 200")
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE t (a)")
    floor = _median(lambda n: connection.execute("INSERT INTO t VALUES (?)", (n,)))
    with Project.open(folder / "p.annotator", "kim") as project:
        ours = _median(lambda n: annotating.add(project, 1, n, n + 5, "actor"))
    row("tag a span", f"{ours * 1000:.2f} ms", f"floor {floor * 1000:.2f} ms: {ours / floor:.1f} times")


def _median(run, times: int = 200) -> float:  # type: ignore[no-untyped-def]
    taken = []
    for number in range(times):
        began = time.perf_counter()
        run(number)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[times // 2]
