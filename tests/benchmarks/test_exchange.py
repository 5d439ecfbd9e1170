"""Exchange: a colleague's file of 100,000 revisions written, merged, and merged again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.article import Draft
from annotator.project import annotating, exchange, importing
from annotator.project.project import Project
from tests.benchmarks.measuring import MB, cpu, heading, line, only, peak_memory, size
from tests.making import draft_of

pytestmark = pytest.mark.benchmark

ARTICLES, ANNOTATIONS = 1_000, 99
MERGE, REPEAT = 8, 2
"""Seconds for the whole file, and for one in which almost all is here already."""


def _drafts() -> Iterator[Draft]:
    for number in range(ARTICLES):
        text = f"Story {number}\n\n" + "Talks went on for days without a result. " * 70
        layer = [{"start": 12 + 20 * n, "end": 18 + 20 * n, "label": "actor"} for n in range(ANNOTATIONS)]
        yield draft_of(text, layer, "in progress", f"{number}.txt")


@pytest.fixture
def anna(tmp_path: Path, configuration: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "anna.annotator", analyst="anna") as project:
        importing.add(project, _drafts())
        yield project


def test_merging_a_hundred_thousand_revisions(
    anna: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, more = tmp_path / "anna.exchange", tmp_path / "more.exchange"
    sharing, shared = cpu(lambda: exchange.share(anna, file))
    annotating.add(anna, 1, 0, 5, "actor")
    exchange.share(anna, more)
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "another machine"))
    heading(f"Exchange: a file of {shared.revisions:,} revisions, {size([file]):.0f} MB (CPU)")
    only("written", sharing, "s")
    with Project.create(tmp_path / "ben.annotator", analyst="ben") as ben:
        for what, path, target in (
            ("merged", file, MERGE),
            ("merged again", file, REPEAT),
            ("merged with one revision more", more, REPEAT),
        ):
            seconds, merges = cpu(lambda path=path: exchange.merge(ben, [path]))
            assert merges.refused == []
            line(what, seconds, target, "s")
    only("memory of this process", peak_memory() / MB, "MB")
