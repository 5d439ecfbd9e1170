"""Checking and searching 10,000 articles; saving one annotation."""

from pathlib import Path

import pytest

from annotator.project import annotating, articles, maintenance, searching
from annotator.project.project import Project
from tests.benchmarks import floor
from tests.benchmarks.jobs import ANALYST
from tests.benchmarks.measuring import MB, cpu, cpu_ms, heading, in_child, line, only, size

pytestmark = pytest.mark.benchmark

COMMITS = 100
BODY = (
    '{"attributes":{"mention":"name","reference":"literal"},"author":"kim","end":20,"label":"actor","links":[],'
    '"made":"2026-11-23T10:00:00Z","origin":"hand","start":10,"unsure":false}'
)


def test_checking_and_searching(folder: Path, stories: Path, stories_project: Path) -> None:
    unindexed = folder / "unindexed.annotator"
    in_child("import_ours", stories, unindexed)
    indexed = in_child("index", unindexed)
    checked = in_child("check", stories_project)
    heading("Upkeep of 10,000 articles with 200,000 annotations")
    only("full-text index", indexed["cpu"], "s", f"{indexed['memory'] / MB:.0f} MB of memory")
    only(
        "check of every hash and of what is computed", checked["cpu"], "s", f"{checked['memory'] / MB:.0f} MB"
    )
    only("file, beside the JSONL", size([stories_project]), "MB", f"{size([stories]):.0f} MB")
    with Project.open(stories_project, ANALYST) as project:
        for words in ("sanctions", '"nuclear programme"', "Россия Kim"):
            found = searching.matching(project, words)
            ms = cpu_ms(lambda words=words: searching.matching(project, words))
            only(f"search: {words}", ms, "ms", f"{len(found):,} articles")
        with_hits = cpu_ms(lambda: searching.results(project, "Россия Kim", 50))
        only("the first 50 of them with their places", with_hits, "ms")


def test_saving_one_annotation(folder: Path, articles_project: Path, stories_project: Path) -> None:
    """A row in an empty database is the floor; an annotation is checked, hashed, chained and counted as well."""
    rows = cpu(lambda: floor.commit_rows(folder / "rows.db", [BODY] * COMMITS))[0] * 1000 / COMMITS
    heading("One annotation, durably saved (CPU)")
    for what, path in (
        ("among 200,000 annotations, in an ordinary article", stories_project),
        ("in a million characters with 10,000 annotations", articles_project),
    ):
        with Project.open(path, ANALYST) as project:
            key = 1 if path == stories_project else 2
            before = len(articles.layer_of(project, key, ANALYST).annotations)  # type: ignore[union-attr]

            def add(project: Project = project, key: int = key) -> None:
                for number in range(COMMITS):
                    annotating.add(project, key, number, number + 10, "actor")

            line(what, cpu(add)[0] * 1000 / COMMITS, rows, "ms", "floor")
            after = articles.layer_of(project, key, ANALYST)
            assert after is not None
            assert len(after.annotations) == before + COMMITS
    with Project.open(articles_project, ANALYST) as project:
        assert maintenance.faults(project) == []
