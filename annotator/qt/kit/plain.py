"""The one door through which words reach a widget: as they stand, never as markup, names with all their characters.

Where nobody says otherwise Qt takes what looks like HTML for HTML: a headline `<img src="/dev/zero">` would be read
until the window hangs. Labels here say that they are plain; tooltips and Qt's own boxes cannot say it, so what they
are given is made harmless. tests/test_architecture.py keeps the other doors shut.
"""

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtOfGui
from PySide6.QtWidgets import QLabel, QMenu, QWidget

_LONGEST = 2000
"""Code points of a tooltip: it is laid out at once, and a line of a million would stop the window."""


def harmless(text: str) -> str:
    """The words for what takes plain text and HTML alike: a tooltip, the question of one of Qt's own boxes.

    Only what would be taken for HTML is changed, so that it shows as it stands.
    """
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    if not QtOfGui.mightBeRichText(shown):
        return shown
    return f"<span style='white-space: pre-wrap'>{escape(shown)}</span>"


def caption(text: str) -> str:
    """The words for a button, a tab or an entry of a menu, where a single & underlines the letter after it."""
    return text.replace("&", "&&")


def set_entry(entry: QAction, text: str) -> None:
    """The words of an entry, and its tooltip, which Qt would make of them."""
    entry.setText(caption(text))
    entry.setToolTip(harmless(text))


def add_entry(menu: QMenu, text: str, chosen: Callable[[], object]) -> QAction:
    """Adds an entry to a menu."""
    entry = QAction(menu)
    set_entry(entry, text)
    entry.triggered.connect(lambda _: chosen())
    menu.addAction(entry)
    return entry


def set_window_title(window: QWidget, text: str) -> None:
    """Titles a window; Qt would put a mark of changes in place of a `[*]`."""
    window.setWindowTitle(text.replace("[*]", "[*][*]"))


def plain_tips(read: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates `data` and `headerData` of a model: what is read for a tooltip is made harmless."""

    @wraps(read)
    def answer(self: object, *asked: Any) -> Any:
        said = read(self, *asked)
        wanted = asked[-1] == Qt.ItemDataRole.ToolTipRole
        return harmless(said) if wanted and isinstance(said, str) else said

    return answer


class PlainLabel(QLabel):
    """Words that are shown as they stand."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class MarkupLabel(QLabel):
    """HTML of our own making: whoever puts words of others into it escapes them."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(text)
