"""Agreement of four analysts over 10,000 articles with 800,000 annotations, beside reading and parsing these."""

from pathlib import Path

import pytest

from annotator.domain.agreement.matching import overlap_pairs
from annotator.project import agreement
from annotator.project.project import Project
from tests.benchmarks.measuring import MB, cpu, heading, in_child, line, only

pytestmark = pytest.mark.benchmark


def test_agreement(team_project: Path) -> None:
    floor = in_child("read_floor", team_project)
    ours = in_child("agreement", team_project)
    with_intervals = in_child("agreement_and_intervals", team_project)
    heading("Agreement of 4 analysts over 10,000 articles with 800,000 annotations")
    line("CPU of all processes, beside select + orjson", ours["cpu"], floor["cpu"], "s", "floor")
    line("on the clock", ours["result"] / 1000, 30, "s")
    line("intervals from 1,000 resamples, on the clock", with_intervals["result"] / 1000, 60, "s")
    only("memory at most", with_intervals["memory"] / MB, "MB")


def test_what_a_pair_differs_in(team_project: Path) -> None:
    with Project.open(team_project, "anna", writing=False) as project:
        found = agreement.measure(project)
        seconds, details = cpu(lambda: agreement.details(project, found, ("anna", "ben")))
        rare = min(details.cells, key=lambda cell: details.cells[cell].count)
        opened, _ = cpu(
            lambda: list(agreement.cases(project, found, ("anna", "ben"), rare, details.cells[rare].keys))
        )
    heading("What two of them differ in")
    only("confusions, boundaries, attributes, months, origins", seconds, "s")
    only("the cases of the rarest cell", opened * 1000, "ms")


def test_odd_texts() -> None:
    heading("Matching spans that are not as annotations are (CPU)")
    chain = [(at, at + 5) for at in range(0, 50_000, 5)]
    only(
        "10,000 against 10,000, each overlapping two",
        cpu(lambda: overlap_pairs(chain, [(a + 2, b + 2) for a, b in chain]))[0],
        "s",
    )
    nest = [(at, 2_000 - at) for at in range(300)]
    only("300 in one another against the same", cpu(lambda: overlap_pairs(nest, nest))[0], "s")
