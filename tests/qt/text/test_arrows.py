"""Arrows of links: their way leads through the gaps between lines and along the margins."""

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from annotator.qt.text.article_view import Arrow, ArticleView, Span
from annotator.qt.text.article_view.arrows import End, out_of_sight, route

PAGE = QRectF(0, 0, 600, 400)


def corners(source: End, target: End) -> list[tuple[float, float]]:
    return [(point.x(), point.y()) for point in route(source, target, PAGE, 0)]


def test_on_one_line_an_arrow_runs_below_the_underlines() -> None:
    assert corners(End(100, 50, 60), End(300, 55, 60)) == [(100, 50), (100, 60), (300, 60), (300, 55)]


def test_between_lines_it_runs_along_the_nearer_margin() -> None:
    left = corners(End(100, 50, 60), End(200, 150, 160))
    right = corners(End(500, 50, 60), End(550, 150, 160))
    assert [x for x, _ in left][2:4] == [5, 5]
    assert [x for x, _ in right][2:4] == [595, 595]
    assert [y for _, y in left] == [50, 60, 60, 160, 160, 150]


@pytest.mark.parametrize(("above", "edge"), [(True, -1), (False, 401)])
def test_what_it_points_to_out_of_sight_it_leaves_the_page_for(above: bool, edge: float) -> None:
    way = corners(End(100, 50, 60), out_of_sight(above))
    assert way[-1] == (5, edge)


@pytest.fixture
def view(qtbot: Any) -> ArticleView:
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    text = "Kim spoke of talks. " * 30
    view.show_article(text, (), (), [Span("a", 0, 3, "actor"), Span("q", 205, 214, "quote")])
    view.show()
    QApplication.processEvents()
    return view


def image(view: ArticleView) -> Any:
    return view.viewport().grab().toImage()


def test_arrows_are_drawn_while_they_are_set_and_no_longer(view: ArticleView) -> None:
    without = image(view)
    view.set_arrows([Arrow("q", "a", "speaker")])
    drawn = image(view)
    view.set_arrows([])
    assert drawn != without
    assert image(view) == without


def test_an_arrow_to_a_span_that_is_gone_is_not_drawn(view: ArticleView) -> None:
    without = image(view)
    view.set_arrows([Arrow("q", "nobody", "speaker")])
    assert image(view) == without


def test_walking_passes_proposals_by(view: ArticleView) -> None:
    view.update_spans([Span("p", 20, 23, "actor", hollow=True)])
    assert view.next_span(4) == "q"
