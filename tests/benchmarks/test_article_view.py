"""An article in the real window: opening it, adding a span, walking to the next, undoing, each until it is painted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from annotator.qt.shell.main_window import MainWindow
from annotator.qt.shell.workspace import Workspace
from tests.benchmarks.measuring import heading, line
from tests.benchmarks.windows import Painted, middle, opened, rest

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("qapp")]

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Case:
    """An article, by its key, with the milliseconds it may take and those that labelbuddy takes."""

    what: str
    key: int
    open: float
    action: float
    labelbuddy_open: float
    labelbuddy_add: float


CASES = (
    Case("2,900 characters, 40 spans", 1, 50, 16, 68, 7),
    Case("1 million characters in 4,000 paragraphs, 10,000 spans", 2, 150, 30, 1_330, 53),
    Case("1 million characters in one paragraph, 10,000 spans", 3, 1_200, 100, 26_500, 900),
)


@pytest.mark.parametrize("case", CASES, ids=["ordinary", "long", "one paragraph"])
def test_working_in_an_article(case: Case, articles_project: Path) -> None:
    heading(f"{case.what}, in the whole window (CPU until painted)")
    with opened(articles_project) as window:
        workspace = window.workspace
        assert workspace is not None
        times = opening(workspace, case.key)
        line("open", middle(times), case.open, "ms", note=f"labelbuddy {case.labelbuddy_open:,.0f} ms")
        for what, figures in working(window, workspace).items():
            note = f"labelbuddy {case.labelbuddy_add:,.0f} ms" if what == "add a span" else ""
            line(what, middle(figures), case.action, "ms", note=note)


def opening(workspace: Workspace, key: int) -> list[float]:
    """Of several times: from no article to the article painted."""
    painted = Painted(workspace.article.view.viewport())
    times = []
    for _ in range(3):
        workspace.session.open(None)
        rest()
        times.append(painted.ms(lambda: workspace.open(key)))
        rest()
    return times


def working(window: MainWindow, workspace: Workspace) -> dict[str, list[float]]:
    """In the middle of the article: adding, walking and undoing, in turns."""
    view, session = workspace.article.view, workspace.session
    painted = Painted(view.viewport())
    at = len(view.text) // 2
    painted.after(lambda: workspace.article._reveal(at, at))
    rest()

    def add() -> None:
        workspace.tagging.press(at, at + 12, "actor", shift=True)

    actions: dict[str, Callable[[], object]] = {
        "add a span": add,
        "walk to the next": lambda: workspace.article.walk(backwards=False),
        "undo": window._actions["undo"].trigger,
    }
    count = len(session.annotations)
    figures: dict[str, list[float]] = {what: [] for what in actions}
    for _ in range(ROUNDS):
        for what, act in actions.items():
            figures[what].append(painted.ms(act))
            rest()
            assert len(session.annotations) == count + (what != "undo")
    return figures
