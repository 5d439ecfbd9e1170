"""Finding in 100,000 articles, in 200,000 annotations, and words in context."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from annotator.project import concordance, searching
from annotator.project.annotation_search import search_annotations
from annotator.project.project import Project
from tests.benchmarks.jobs import ANALYST
from tests.benchmarks.measuring import cpu, cpu_ms, heading, line

pytestmark = pytest.mark.benchmark

ASKED = (
    "embargo",
    '"nuclear programme"',
    "sanct*",
    "embargo agency:AFP",
    "embargo since:2006-06 until:2006",
    "embargo status:new",
    "Story 4711",
)


def test_search(large_project: Path) -> None:
    heading("Search over 100,000 articles (CPU)")
    with Project.open(large_project, ANALYST, writing=False) as project:
        for typed in ASKED:
            count = len(searching.matching(project, typed))
            ms = cpu_ms(lambda typed=typed: searching.matching(project, typed))
            line(f"{typed} ({count:,} articles)", ms, 50, "ms")


def test_annotations_and_words_in_context(stories_project: Path) -> None:
    heading("10,000 articles of 2,500 characters with 200,000 annotations (CPU)")
    with Project.open(stories_project, ANALYST, writing=False) as project:

        def page(typed: str) -> Callable[[], object]:
            return lambda: concordance.lines(project, list(islice(concordance.places(project, typed), 100)))

        line("concordance, first page of “embargo”", cpu_ms(page("embargo")), 100, "ms")
        for order in (concordance.LEFT, concordance.RIGHT):
            seconds, places = cpu(lambda order=order: list(concordance.places(project, "the", order)))
            line(
                f"sorted by the {order} context: {len(places):,} places",
                seconds * 20_000 / len(places),
                1,
                "s",
                note="for 20,000",
            )
        first = cpu_ms(lambda: list(islice(search_annotations(project, "label:sanction"), 100)))
        line("annotations, first page of label:sanction", first, 100, "ms")
        seconds, found = cpu(lambda: list(search_annotations(project, "label:sanction")))
        line(f"annotations, all {len(found):,} of label:sanction", seconds, 2, "s")
