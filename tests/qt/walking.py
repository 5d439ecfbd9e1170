"""Looks at everything that a window shows, and says what of it would be taken for markup."""

import re
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as QtOfGui
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)

from annotator.qt.kit.guideline_page import GuidelinePage

Role = Qt.ItemDataRole
MARK = re.compile(r"<b>([^<]*)<(?:/|&#47;)b> AT&+T")
"""How tests/hostile.py's words are made for a window: the part's name stands in them."""
_MOST = 60
"""Rows of a model that are looked at: those below are made in the same way."""
_TIP_ROLES = (Role.ToolTipRole, Role.StatusTipRole, Role.WhatsThisRole)


class Guard(QTextDocument):
    """A document that counts what it is asked to load, and loads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        self.asked.append(str(name))
        return b""


class Walk:
    """What was found: faults as sentences, and for each kind of place the parts whose words were seen there."""

    def __init__(self) -> None:
        self.faults: set[str] = set()
        self.seen: dict[str, set[str]] = {}

    def look(self, root: QWidget | None = None) -> None:
        """Looks at every widget there is, shown or not; `root`: at those in it."""
        for widget in [root, *root.findChildren(QWidget)] if root else QApplication.allWidgets():
            self._widget(widget)

    def _widget(self, widget: QWidget) -> None:
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for kind in ("toolTip", "statusTip", "whatsThis"):
            self.tip(f"{kind} of {where}", getattr(widget, kind)())
        self._doubled(f"title of {where}", "[*]", "[*][*]", widget.windowTitle())
        for action in widget.actions():
            self._action(where, action)
        if isinstance(widget, QLabel):
            self._label(where, widget)
        if isinstance(widget, QTextEdit):
            self._page(where, widget)
        if isinstance(widget, QAbstractItemView):
            self._model(where, widget.model(), isinstance(widget, QTreeView))
        if isinstance(widget, QComboBox):
            self._model(where, widget.model())
        for words in captions(widget):
            self._doubled(f"caption of {where}", "&", "&&", words)

    def tip(self, where: str, text: str) -> None:
        """A text that is shown as HTML if it looks like it: either it does not, or it says the words and no more."""
        guard = Guard()
        words = text
        if QtOfGui.mightBeRichText(text):
            guard.setHtml(text)
            guard.adjustSize()
            words = guard.toPlainText()
            if guard.asked or escape(words) not in text:
                self.faults.add(f"{where} is taken for markup: {text[:150]!r} {guard.asked}")
        self._note("tip", words)

    def _label(self, where: str, label: QLabel) -> None:
        if label.textFormat() == Qt.TextFormat.PlainText:
            self._note("label", label.text())
            if label.buddy() is not None:
                self._doubled(f"caption of {where}", "&", "&&", label.text())
        elif label.textFormat() == Qt.TextFormat.AutoText:
            self.tip(where, label.text())
        else:
            guard = Guard()
            guard.setHtml(label.text())
            guard.adjustSize()
            self._document(where, guard)

    def _page(self, where: str, page: QTextEdit) -> None:
        self._document(where, page.document(), isinstance(page, GuidelinePage))

    def _document(self, where: str, document: QTextDocument, loads_nothing: bool = False) -> None:
        formats = document.allFormats()
        if not loads_nothing and any(one.isImageFormat() for one in formats):
            self.faults.add(f"{where} has a picture")
        if any(one.isCharFormat() and one.toCharFormat().isAnchor() for one in formats):
            self.faults.add(f"{where} has a link")
        self._note("page", document.toPlainText())

    def _action(self, where: str, action: QAction) -> None:
        for kind in ("toolTip", "statusTip", "whatsThis"):
            self.tip(f"{kind} of {action.text()[:60]} of {where}", getattr(action, kind)())
        self._doubled(f"entry of {where}", "&", "&&", action.text())

    def _doubled(self, where: str, what: str, twice: str, text: str) -> None:
        """Where a character has a meaning of its own, that of a stranger stands there twice."""
        if MARK.search(text) and what in text.replace(twice, ""):
            self.faults.add(f"{where} loses its {what}: {text[:150]!r}")
        self._note("caption", text)

    def _model(self, where: str, model: QAbstractItemModel | None, branches: bool = False) -> None:
        if model is None:
            return
        for orientation, count in (
            (Qt.Orientation.Horizontal, _columns(model, QModelIndex())),
            (Qt.Orientation.Vertical, model.rowCount(QModelIndex())),
        ):
            for section in range(min(count, _MOST)):
                for role in _TIP_ROLES:
                    tip = model.headerData(section, orientation, role)
                    self.tip(f"{role.name} of a heading of {where}", str(tip or ""))
        for index in indexes(model, QModelIndex(), branches):
            for role in _TIP_ROLES:
                self.tip(f"{role.name} of a row of {where}", str(index.data(role) or ""))
            self._note("row", str(index.data(Role.DisplayRole)))

    def _note(self, kind: str, text: str) -> None:
        self.seen.setdefault(kind, set()).update(MARK.findall(text))


def captions(widget: QWidget) -> Iterator[str]:
    """Texts in which & underlines a letter."""
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))


def indexes(model: QAbstractItemModel, parent: QModelIndex, branches: bool) -> Iterator[QModelIndex]:
    """All cells; `branches`: those of rows below rows too."""
    for row in range(min(model.rowCount(parent), _MOST)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            yield index
            if branches and column == 0:
                yield from indexes(model, index, branches)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """PySide hides the count of a list, which is one."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
