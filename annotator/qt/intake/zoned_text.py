"""An article's text with its zones coloured and named, to be looked at before it is imported."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QVBoxLayout, QWidget

from annotator.domain.article import ZONE_KINDS, Draft, Zone
from annotator.domain.offsets import Offsets
from annotator.qt.kit.plain import MarkupLabel, harmless

_LONGEST = 20_000
"""Code points that are shown: zones are at the head, and the foot of a long article is looked at after the import."""
_HUES = {
    "promotion": 0,
    "boilerplate": 30,
    "section": 55,
    "headline": 215,
    "agency": 280,
    "byline": 320,
    "dateline": 160,
    "body": -1,
    "tail": 20,
}
"""Degrees; the body has none, it is what is left."""
_TINT = 70


class ZonedText(QWidget):
    """The text, and below it the names of the zones in their colours."""

    zoneWanted = Signal(str, int, int)
    """The range (half-open, code points) is to be a zone of that kind."""

    def __init__(self) -> None:
        super().__init__()
        self.text = _Text(self)
        self._legend = MarkupLabel()
        self._legend.setWordWrap(True)
        self._zones: Sequence[Zone] = ()
        self._offsets = Offsets("")
        self._length = self._units = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addWidget(self._legend)

    def show_draft(self, draft: Draft) -> None:
        """Shows the beginning of an article."""
        shown = draft.text[:_LONGEST]
        self._take(shown)
        self._zones = [zone for zone in draft.zones if zone.start < len(shown)]
        self.text.setPlainText(shown + ("\n…" if len(draft.text) > _LONGEST else ""))
        self._colour()

    def show_words(self, words: str) -> None:
        """Shows a sentence in place of an article."""
        self._zones = ()
        self._take("")
        self.text.setPlainText(words)
        self._colour()

    def _take(self, text: str) -> None:
        self._offsets = Offsets(text)
        self._length, self._units = len(text), self._offsets.to_utf16(len(text))

    def _colour(self) -> None:
        marks = []
        for zone in self._zones:
            if _HUES[zone.kind] < 0:
                continue
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(self._offsets.to_utf16(zone.start))
            end = min(zone.end, _LONGEST, self._length)
            cursor.setPosition(self._offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(_tint(zone.kind))
            marks.append(mark)
        self.text.setExtraSelections(marks)
        kinds = dict.fromkeys(zone.kind for zone in self._zones)
        self._legend.setText(" ".join(_chip(kind) for kind in kinds))
        self._legend.setVisible(bool(kinds))

    def zone_at(self, position: int) -> Zone | None:
        """The zone at a position (in Qt's units)."""
        at = self._offsets.from_utf16(min(position, self._units))
        return next((zone for zone in self._zones if zone.start <= at < zone.end), None)

    def chosen_range(self) -> tuple[int, int] | None:
        """The selection, or the line with the caret, in code points; None where there is no article."""
        if not self._length:
            return None
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        ends = (min(end, self._units) for end in (cursor.selectionStart(), cursor.selectionEnd()))
        start, end = (self._offsets.from_utf16(end) for end in ends)
        return (start, end) if start < end else None


class _Text(QTextEdit):
    """Read-only; names the zone under the mouse, and offers others."""

    def __init__(self, owner: ZonedText) -> None:
        super().__init__()
        self._owner = owner
        self.setReadOnly(True)
        self.setAccessibleName("Text of the article")
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            zone = self._owner.zone_at(
                self.cursorForPosition(self.viewport().mapFrom(self, event.pos())).position()
            )
            if zone is not None:
                QToolTip.showText(event.globalPos(), harmless(zone.kind), self)
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = zone_menu(self, self._owner)
        menu.exec(event.globalPos())


def zone_menu(parent: QWidget, owner: ZonedText) -> QMenu:
    """What the chosen lines can be."""
    menu = QMenu("This is", parent)
    place = owner.chosen_range()
    for kind in ZONE_KINDS:
        action = menu.addAction(f"This is: {kind}")
        action.setEnabled(place is not None)
        if place is not None:
            action.triggered.connect(
                lambda _=False, kind=kind, place=place: owner.zoneWanted.emit(kind, *place)
            )
    return menu


def _tint(kind: str) -> QColor:
    """See-through, so that it does on light and on dark ground."""
    colour = QColor.fromHsl(_HUES[kind], 190, 128)
    colour.setAlpha(_TINT)
    return colour


def _chip(kind: str) -> str:
    if _HUES[kind] < 0:
        return f"<span>&nbsp;{kind}&nbsp;</span>"
    colour = _tint(kind)
    return (
        f"<span style='background-color: rgba({colour.red()}, {colour.green()}, {colour.blue()}, {_TINT / 255:.2f})'>"
        f"&nbsp;{kind}&nbsp;</span>"
    )
