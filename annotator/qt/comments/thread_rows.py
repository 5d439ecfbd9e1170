"""How a line of the project's open threads looks: what was said last, below it what about and where."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project.commenting import OpenThread
from annotator.qt.comments.comment_list import OpenThreadRole
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of

_PAD = 8
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + 2 * QFontMetricsF(smaller(font)).height() + 2 * _PAD + 4)


class ThreadRows(QStyledItemDelegate):
    """Three lines a thread; one that mentions me is bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints who said what, the words it is about with those around them, and the headline."""
        one: OpenThread = index.data(OpenThreadRole)
        ink = begin_row(painter, option)
        painter.setPen(ink)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        font = QFont(option.font)
        font.setBold(one.mentions_me)
        height = QFontMetricsF(font).height()
        said = f"{one.thread.latest.author}: {index.data()}"
        line(painter, QRectF(box.left(), box.top(), box.width(), height), said, font)
        if not is_chosen(option):
            painter.setPen(theme_of(option.palette).quiet)
        quiet = smaller(option.font)
        small, top = QFontMetricsF(quiet).height(), box.top() + height + 2
        for number, text in enumerate((_about(one), one.headline)):
            line(painter, QRectF(box.left(), top + number * (small + 1), box.width(), small), text, quiet)
        painter.restore()


def _about(one: OpenThread) -> str:
    if one.thread.on.span is None:
        return "On the article"
    return f"“{one.text}”{one.after}"
