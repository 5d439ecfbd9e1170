"""A line that has no room for all of its text ends in dots."""

from typing import Any

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt

from annotator.qt.kit.elided import Elided


def painted(qtbot: Any, text: str, width: int) -> Any:
    label = Elided()
    qtbot.addWidget(label)
    label.setText(text)
    label.resize(width, 24)
    return label.grab().toImage()


def test_what_is_too_long_looks_like_its_beginning_with_dots(qtbot: Any) -> None:
    label = Elided()
    qtbot.addWidget(label)
    shown = label.fontMetrics().elidedText("a long line of words", Qt.TextElideMode.ElideRight, 60)
    assert painted(qtbot, "a long line of words", 60) == painted(qtbot, shown, 60)
    assert painted(qtbot, "a long line of words", 400) != painted(qtbot, "a long line of", 400)
