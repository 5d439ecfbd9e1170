"""How a line of the article list looks: the headline, below it what is known or what a search found."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.wording import number
from annotator.project.articles import Row
from annotator.project.searching import Hit
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.library.article_list import AlikeRole, HitRole, RowRole

_PAD = 8
_BEFORE = 12
"""Characters shown before a hit: the words that were searched for must be seen in a narrow list."""
_DONE = ("done", "in review", "adjudicated")
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row: the same for all, so that a hundred thousand cost no more than ten."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 2)


class ArticleRows(QStyledItemDelegate):
    """Two lines an article."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints status, headline, and a quiet line."""
        row: Row | None = index.data(RowRole)
        ink = begin_row(painter, option)
        if row is not None:
            self._content(painter, option, row, (index.data(HitRole), index.data(AlikeRole) or 0), ink)
        painter.restore()

    def _content(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Row,
        beside: tuple[Hit | None, int],
        ink: QColor,
    ) -> None:
        """`beside`: what a search found in it, and how many duplicates it has."""
        look, chosen = theme_of(option.palette), is_chosen(option)
        hit, alike = beside
        box = QRectF(option.rect).adjusted(_PAD + 16, _PAD, -_PAD, -_PAD)
        height = QFontMetricsF(option.font).height()
        centre = QPointF(option.rect.left() + _PAD + 5, box.top() + height / 2)
        painter.setPen(ink if chosen else look.accent)
        _status_mark(painter, centre, row.status)
        painter.setPen(ink)
        line(painter, QRectF(box.left(), box.top(), box.width(), height), row.headline, option.font)
        quiet = smaller(option.font)
        if not chosen:
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height + 2, box.width(), QFontMetricsF(quiet).height())
        found = f"…{hit.before[-_BEFORE:]}{hit.text}{hit.after}…" if hit else _known(row)
        line(painter, below, f"{alike + 1} alike · {found}" if alike else found, quiet)


def _status_mark(painter: QPainter, centre: QPointF, status: str) -> None:
    """Empty, half or full: legible without colour."""
    radius = 4.5
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    colour = painter.pen().color()
    painter.setBrush(colour if status in _DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    if status == "in progress":
        painter.setBrush(colour)
        painter.drawPie(box, 90 * 16, 180 * 16)


def _known(row: Row) -> str:
    date = row.published.partition("T")[0].removeprefix("--") or "date unknown"
    parts = [row.agency or "agency unknown", date, row.status]
    if row.annotations:
        parts.append(number(row.annotations, "annotation"))
    return " · ".join(parts)
