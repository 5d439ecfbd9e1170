"""Review: an article of a thousand annotations by three analysts until it is painted, and the queue."""

import random
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from annotator.project import importing
from annotator.project.project import Project
from tests.benchmarks.measuring import heading, line
from tests.benchmarks.windows import Painted, opened, rest
from tests.making import as_analyst, draft_of

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("qapp")]

ANALYSTS = ("anna", "ben", "cleo")
ANNOTATIONS = 1_000
ARTICLES = 10_000
LIMIT = 200
"""Milliseconds until a compared article is painted."""


def _layer(text: str, seed: int) -> list[dict[str, object]]:
    """Nine of ten places, some of them with another edge or label."""
    chance = random.Random(seed)
    made = []
    for place in range(ANNOTATIONS):
        start = place * (len(text) // ANNOTATIONS)
        if chance.random() < 0.9:
            end = start + 12 + chance.choice((0, 0, 0, 4))
            label = "actor" if chance.random() < 0.95 else "claim"
            made.append({"start": start, "end": end, "label": label})
    return made


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """Two articles, each annotated by three analysts."""
    texts = [
        ("Talks went on for days without a result, and nobody said why. " * 700) + str(n) for n in (1, 2)
    ]
    with Project.create(tmp_path / "review.annotator", analyst="bench") as project:
        for number, analyst in enumerate(ANALYSTS):
            as_analyst(project, analyst)
            drafts = (
                draft_of(text, _layer(text, number), "done", f"{n}.txt") for n, text in enumerate(texts)
            )
            importing.add(project, drafts)
    return project.path


def test_comparing_an_article_until_it_is_painted(compared: Path) -> None:
    heading(f"review: {ANNOTATIONS} annotations by three analysts (CPU until painted)")
    with opened(compared) as window:
        window._actions["page_review"].trigger()
        rest()
        assert window.pages is not None
        page = window.pages.review
        assert page is not None
        painted = Painted(page.article.view.viewport())
        page.open(2)
        rest()
        line("open and compare", painted.ms(lambda: page.open(1)), LIMIT, "ms")
        rest()
        line("take an opinion, to the next case", painted.ms(lambda: page.reviewing.take(0)), LIMIT / 2, "ms")
        rest()
        line("accept what all agree on", painted.ms(page.reviewing.accept_agreed), LIMIT, "ms")
