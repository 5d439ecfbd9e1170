"""Keys and mouse in the article view: they move the caret, take spans and drag edges; the rest goes on."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip
from pytestqt.qtbot import QtBot

from annotator.domain.article import Zone
from annotator.qt.text.article_view import ArticleView, Span

TEXT = "The U.S. oil-export ban hit Meridian Crest Ltd on Friday."
NESTED = (Span("outer", 4, 46, "claim"), Span("inner", 28, 46, "actor"))
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window that is active; Qt would delete it, and the view in it, if nobody held it."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(ArticleView())
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):
        made.centralWidget().setFocus()
    return made


@pytest.fixture
def view(window: QMainWindow) -> ArticleView:
    """The view in that window, on a text with a nested span."""
    found = window.centralWidget()
    assert isinstance(found, ArticleView)
    found.show_article(TEXT, (), ("body",), NESTED)
    return found


def place(view: ArticleView, position: int) -> QPoint:
    """A point in the left half of a character."""
    cursor = view.textCursor()
    cursor.setPosition(position)
    return view.cursorRect(cursor).center() + QPoint(2, 0)


def click(qtbot: QtBot, view: ArticleView, position: int) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=place(view, position))


def heard(signal) -> list:
    calls: list = []
    signal.connect(lambda *values: calls.append(values[0] if len(values) == 1 else values))
    return calls


def test_clicks_go_into_the_innermost_span_then_hold_it_then_go_outwards(
    qtbot: QtBot, view: ArticleView
) -> None:
    taken = heard(view.spanClicked)
    for _ in range(4):
        click(qtbot, view, 30)
    click(qtbot, view, 10)
    click(qtbot, view, 50)
    first = [("inner", False), ("inner", True), ("outer", True), ("inner", False)]
    assert taken == [*first, ("outer", False), ("", False)]
    assert view.selected_span is None


def test_a_click_on_a_chip_takes_its_span(qtbot: QtBot, view: ArticleView) -> None:
    taken = heard(view.spanClicked)
    plan = view._plans_near(QPointF(place(view, 10)))[0]
    chip = next(chip for chip in plan.chips if chip.span.id == "outer")
    top = plan.baseline - view._metrics.rise
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(round(chip.x) + 3, round(top) + 4))
    assert taken == [("outer", False)]


def drag(
    qtbot: QtBot, view: ArticleView, start: QPoint, end: QPoint, modifiers=Qt.KeyboardModifier.NoModifier
) -> None:
    target = view.viewport()
    for kind, point, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, LEFT, LEFT),
        (QEvent.Type.MouseMove, (start + end) / 2, Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseButtonRelease, end, LEFT, Qt.MouseButton.NoButton),
    ):
        held = modifiers if kind != QEvent.Type.MouseButtonPress else Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, QPointF(point), QPointF(target.mapToGlobal(point)), button, buttons, held)
        QApplication.sendEvent(target, event)


def edge(view: ArticleView, position: int) -> QPoint:
    cursor = view.textCursor()
    cursor.setPosition(position)
    return view.cursorRect(cursor).center()


@pytest.mark.parametrize(
    ("grip", "to", "modifiers", "wanted"),
    [
        (46, 55, Qt.KeyboardModifier.NoModifier, ("inner", 28, 56)),
        (46, 53, SHIFT, ("inner", 28, 53)),
        (28, 21, Qt.KeyboardModifier.NoModifier, ("inner", 20, 46)),
        (46, 2, Qt.KeyboardModifier.NoModifier, ("inner", 28, 36)),
        (28, 56, Qt.KeyboardModifier.NoModifier, ("inner", 43, 46)),
    ],
)
def test_a_dragged_edge_is_told_once_and_stays_in_order(
    qtbot: QtBot, view: ArticleView, grip: int, to: int, modifiers, wanted: tuple[str, int, int]
) -> None:
    told = heard(view.edgeDragged)
    view.select_span("inner")
    drag(qtbot, view, edge(view, grip), edge(view, to), modifiers)
    assert told == [wanted]
    assert view.span("inner") == NESTED[1]


def test_escape_gives_a_drag_up(qtbot: QtBot, view: ArticleView) -> None:
    told, escaped = heard(view.edgeDragged), heard(view.escapeWanted)
    view.select_span("inner")
    qtbot.mousePress(view.viewport(), LEFT, pos=edge(view, 46))
    qtbot.mouseMove(view.viewport(), edge(view, 56))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=edge(view, 56))
    assert (told, escaped, view.span("inner")) == ([], [], NESTED[1])


def test_a_span_that_is_not_selected_has_no_handles(qtbot: QtBot, view: ArticleView) -> None:
    told = heard(view.edgeDragged)
    drag(qtbot, view, edge(view, 46), edge(view, 55))
    assert told == []
    assert view.selection() == (46, 55)


def test_the_mouse_selects_text_and_takes_no_span_then(qtbot: QtBot, view: ArticleView) -> None:
    taken = heard(view.spanClicked)
    drag(qtbot, view, edge(view, 9), edge(view, 23))
    assert (view.selection(), taken) == ((9, 23), [])


@pytest.mark.parametrize(
    ("position", "word"), [(5, "U.S."), (11, "oil-export"), (17, "oil-export"), (54, "Friday")]
)
def test_a_double_click_selects_our_word(qtbot: QtBot, view: ArticleView, position: int, word: str) -> None:
    qtbot.mouseDClick(view.viewport(), LEFT, pos=place(view, position))
    start, end = view.selection()
    assert TEXT[start:end] == word


def steps(
    qtbot: QtBot, view: ArticleView, key: Qt.Key, modifiers: Qt.KeyboardModifier, count: int
) -> list[int]:
    found = []
    for _ in range(count):
        qtbot.keyClick(view, key, modifiers)
        found.append(view.caret)
    return found


def test_ctrl_and_arrows_step_over_our_words(qtbot: QtBot, view: ArticleView) -> None:
    assert steps(qtbot, view, Qt.Key.Key_Right, CTRL, 4) == [4, 9, 20, 24]
    assert steps(qtbot, view, Qt.Key.Key_Left, CTRL, 4) == [20, 9, 4, 0]


def test_with_shift_the_selection_ends_with_words(qtbot: QtBot, view: ArticleView) -> None:
    view.set_caret(4)
    assert steps(qtbot, view, Qt.Key.Key_Right, CTRL | SHIFT, 3) == [8, 19, 23]
    assert steps(qtbot, view, Qt.Key.Key_Left, CTRL | SHIFT, 4) == [19, 8, 4, 0]
    assert view.selection() == (0, 4)


def test_in_arabic_the_left_arrow_goes_forwards(qtbot: QtBot, view: ArticleView) -> None:
    view.show_article("وقالت الحكومة إن", (), (), ())
    assert steps(qtbot, view, Qt.Key.Key_Left, CTRL, 2) == [6, 14]


def test_arrows_shift_and_select_all_work_natively(qtbot: QtBot, view: ArticleView) -> None:
    view.show_article("a😀b", (), (), ())
    assert steps(qtbot, view, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 3) == [1, 2, 3]
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.selection() == (2, 3)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection() == (0, 3)


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_that_are_not_the_carets_go_on_to_the_window(view: ArticleView, key: Qt.Key, modifiers) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, modifiers, "1")
        event.ignore()
        view.event(event)
        assert not event.isAccepted()


def test_caret_keys_are_kept_from_the_windows_shortcuts(view: ArticleView) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Right, CTRL)
    event.ignore()
    view.event(event)
    assert event.isAccepted()


def test_tab_return_and_escape_become_signals(qtbot: QtBot, view: ArticleView) -> None:
    walks, details, escapes = heard(view.walkWanted), heard(view.detailsWanted), heard(view.escapeWanted)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert (walks, len(details), len(escapes)) == ([False, True], 1, 1)
    assert view.hasFocus()
    assert view.toPlainText() == TEXT


def test_ctrl_and_the_wheel_change_the_size(view: ArticleView) -> None:
    before = view.font_size
    where = QPointF(100, 50)
    event = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, 120),
        LEFT & Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.font_size == before + 1


def test_a_menu_is_asked_for_the_span_under_the_mouse(view: ArticleView) -> None:
    asked = heard(view.menuWanted)
    for position in (30, 50):
        point = place(view, position)
        where = view.viewport().mapToGlobal(point)
        QApplication.sendEvent(
            view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where)
        )
    assert [span for _, span in asked] == ["inner", ""]


def test_a_menu_beside_spans_is_about_the_words_under_the_mouse_unless_some_are_selected(
    view: ArticleView,
) -> None:
    seen = []
    for selected in (False, True):
        view.set_caret(4, 0 if selected else None)
        point = place(view, 50)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), asked)
        seen.append(view.selection())
    assert seen == [(50, 50), (0, 4)]


def test_a_zone_that_steps_back_is_named_under_the_mouse(view: ArticleView) -> None:
    view.show_article(TEXT, [Zone("tail", 40, len(TEXT))], ("body",), [])
    for position, named in ((10, ""), (45, "tail")):
        point = place(view, position)
        asked = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), asked)
        assert QToolTip.text() == named


def test_files_dropped_are_the_windows_affair(view: ArticleView) -> None:
    assert not view.acceptDrops()
    assert not view.viewport().acceptDrops()


def test_a_selection_may_begin_in_the_margin(qtbot: QtBot, view: ArticleView) -> None:
    view.window().resize(1500, 400)
    y = view.viewport().y() + edge(view, 0).y()
    for kind, x, button in (
        (QEvent.Type.MouseButtonPress, 10, LEFT),
        (QEvent.Type.MouseMove, 10 + view.viewport().x() + 200, LEFT),
    ):
        point = QPointF(x, y)
        QApplication.sendEvent(
            view,
            QMouseEvent(kind, point, view.mapToGlobal(point), button, LEFT, Qt.KeyboardModifier.NoModifier),
        )
    start, end = view.selection()
    assert start == 0
    assert end > 5
