"""The workbench: every key in a long article, until it is painted; equal mentions over ten thousand articles."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from annotator.project import annotating, articles, importing, propagating, undoing
from annotator.project.project import Project
from annotator.qt.shell.workspace import Workspace
from annotator.qt.text.tagging import press_value
from tests.benchmarks.measuring import cpu, heading, line
from tests.benchmarks.windows import Painted, middle, opened, rest
from tests.making import draft_of

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("qapp")]

ROUNDS = 5
LIMIT = 100
"""Milliseconds that nothing may take which a person waits for."""
ARTICLES = 10_000


@pytest.mark.parametrize("key", [1, 2], ids=["ordinary", "long"])
def test_keys_in_an_article(key: int, articles_project: Path) -> None:
    heading(f"keys of the workbench, article {key} (CPU until painted)")
    with opened(articles_project) as window:
        workspace = window.workspace
        assert workspace is not None
        workspace.open(key)
        rest()
        for what, figures in working(workspace).items():
            line(what, middle(figures), LIMIT, "ms", note=f"most {max(figures):.0f} ms")


def working(workspace: Workspace) -> dict[str, list[float]]:
    """What each key costs: a list of milliseconds by what it does."""
    painted = Painted(workspace.article.view.viewport())
    session, panel, chooser = workspace.session, workspace.article, workspace.article.chooser
    assert session.article is not None
    times: dict[str, list[float]] = {}

    def timed(what: str, work: Callable[[], object]) -> None:
        times.setdefault(what, []).append(painted.ms(work))
        rest()

    length = len(session.article.text)
    for number in range(ROUNDS):
        at = length * (number + 1) // (ROUNDS + 2)
        panel.view.set_caret(at)
        session.select(None)
        rest()
        timed("actor key: the name at the caret", lambda: panel.tag("actor"))
        timed("the same key: larger", lambda: panel.tag("actor"))
        timed("Shift: smaller", lambda: panel.tag("actor", exact=True))
        timed("unsure", session.toggle_unsure)
        timed("a value by its letter", lambda: press_value(session, "p"))
        timed("a new registry entry", workspace.entries.new)
        timed("Delete", session.delete)
        timed("undo", lambda: workspace.do("undo"))
        panel.view.set_caret(at + 200)
        session.select(None)
        rest()
        timed("claim key: the clause at the caret", lambda: panel.tag("claim"))
        timed("L: the chooser opens", panel.ask_link)
        timed("Return: the link is drawn", chooser._accept)
        timed("Tab: the next annotation", lambda: panel.walk(backwards=False))
        timed("J: follow the link", workspace.linking.follow)
    return times


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Ten thousand articles that name the same actor twice each."""
    filler = "Talks went on for days without a result, and nobody said why. " * 35
    with Project.create(tmp_path / "many.annotator", analyst="bench") as project:
        texts = (f"Story {n}\n\nNorland spoke. {filler} It was Norland again." for n in range(ARTICLES))
        importing.add(project, (draft_of(text, name=f"{n}.txt") for n, text in enumerate(texts)))
    return project.path


def test_equal_mentions_over_the_project(many: Path) -> None:
    heading(f"equal mentions over {ARTICLES:,} articles, {2 * ARTICLES:,} places")
    with Project.open(many, "bench") as project:
        start = articles.load(project, 1).text.index("Norland")
        (made,) = annotating.add(project, 1, start, start + 7, "actor").annotations or ()
        like = made.after
        assert like is not None
        seconds, places = cpu(lambda: propagating.untagged(project, 1, like))
        line(f"list of {len(places):,} places", seconds * 1000, 300, "ms")
        seconds, shown = cpu(lambda: propagating.shown(project, places[:50]))
        line(f"the first {len(shown)} in their context", seconds * 1000, LIMIT, "ms")
        seconds, _ = cpu(lambda: propagating.tag_all(project, 1, like, places))
        line("all accepted", seconds, 5, "s")
        seconds, _ = cpu(lambda: propagating.untagged(project, 1, like))
        line("list again, where everything is tagged", seconds * 1000, 300, "ms")
        seconds, _ = cpu(lambda: undoing.undo(project))
        line("one undo", seconds, 5, "s")
