"""Rows of two lines: the words, and below them a smaller, quiet line."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.scheme import Label
from annotator.qt.kit.list_model import Index, RowRole
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of


class Cell:
    """A row while it is painted: where, and with which inks. `box` may be made smaller before words are painted.

    In a chosen row every ink is the one of chosen words, so that all of it is legible.
    """

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, delegate: "TwoLines") -> None:
        self.painter, self.option, self.gap = painter, option, delegate.gap
        self.ink = begin_row(painter, option)
        self.chosen, self.look = is_chosen(option), theme_of(option.palette)
        self.quiet, self.accent = (self.ink, self.ink) if self.chosen else (self.look.quiet, self.look.accent)
        side = delegate.pad + delegate.inset
        self.box = QRectF(option.rect).adjusted(side, delegate.pad, -side, -delegate.pad)
        self.font, self.small = QFont(option.font), smaller(option.font)

    @property
    def height(self) -> float:
        """Pixels of the upper line."""
        return QFontMetricsF(self.font).height()

    def mark_at(self, left: float) -> QPointF:
        """The centre of a mark on the upper line, that many pixels from the row's left edge."""
        return QPointF(self.option.rect.left() + left, self.box.top() + self.height / 2)

    def chip(self, label: Label, left: float = 0.0, bold: bool = True) -> float:
        """Paints a label on the upper line, from `left` pixels on; gives the width that it took."""
        place = QPointF(self.box.left() + left, self.box.top())
        return chip(self.painter, place, label, smaller(self.option.font, bold=bold), self.look)

    def upper(self, words: str, left: float = 0.0, right: float = 0.0) -> None:
        """Paints the words of the upper line, with room left free on both sides, in pixels."""
        self.painter.setPen(self.ink)
        room = QRectF(self.box.left(), self.box.top(), self.box.width(), self.height)
        line(self.painter, room.adjusted(left, 0, -right, 0), words, self.font)

    def lower(self, words: str) -> QRectF:
        """Paints the quiet line; gives where it is."""
        self.painter.setPen(self.quiet)
        room = QRectF(
            self.box.left(),
            self.box.top() + self.height + self.gap,
            self.box.width(),
            QFontMetricsF(self.small).height(),
        )
        line(self.painter, room, words, self.small)
        return room


class TwoLines(QStyledItemDelegate):
    """Paints rows of a ListModel. `pad` is the air around a row, `inset` more of it at both sides, `gap` the space
    between the lines, all in pixels."""

    pad, inset, gap = 8, 0, 2

    def height(self, font: QFont) -> int:
        """Pixels of a row, the same for all rows, so that a hundred thousand cost no more than ten."""
        lines = QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height()
        return round(lines + 2 * self.pad + self.gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = Cell(painter, option, self)
        if (row := index.data(RowRole)) is not None:
            self.paint_row(cell, row, index)
        painter.restore()

    def paint_row(self, cell: Cell, row: Any, index: Index) -> None:
        """Paints what the model gives for a row."""
        raise NotImplementedError
