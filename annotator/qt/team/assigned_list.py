"""The articles that are assigned to somebody, with how far each is; read as they come into view."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.project import articles, team
from annotator.project.team import ArticleStanding
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import begin_row, is_chosen, line, smaller, theme_of
from annotator.qt.kit.plain import plain_tips
from annotator.qt.team.strip import paint_strip, parts_of_article

_PAGE, _PAGES = 60, 20
"""Rows read at once, and how many such pages are kept."""

Index = QModelIndex | QPersistentModelIndex
AssignedRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Assigned:
    """A row: an article and how far it is."""

    headline: str
    standing: ArticleStanding


class AssignedList(QAbstractListModel):
    """One article a row; `AssignedRole` gives its Assigned."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._keys: list[int] = []
        self._pages: OrderedDict[int, list[Assigned]] = OrderedDict()

    def show(self, keys: list[int]) -> None:
        """Lists these articles (row ids)."""
        self.beginResetModel()
        self._keys = keys
        self._pages.clear()
        self.endResetModel()

    def key(self, number: int) -> int:
        """The row id of the article in that line."""
        return self._keys[number]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many articles are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    @plain_tips
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's headline, its Assigned, or all of it in words."""
        if not 0 <= index.row() < len(self._keys):
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            AssignedRole,
        ):
            return None
        row = self._row(index.row())
        if role == AssignedRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.headline
        return f"{row.headline}\n{row.standing.words}"

    def _row(self, number: int) -> Assigned:
        page, place = divmod(number, _PAGE)
        if page not in self._pages:
            keys = self._keys[page * _PAGE : (page + 1) * _PAGE]
            reader = self._bridge.reader
            lines = {row.key: row.headline for row in articles.rows(reader, keys, self._bridge.analyst)}
            found = team.article_standings(reader, keys)
            self._pages[page] = [Assigned(lines.get(one.key, ""), one) for one in found]
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][place]


_PAD, _BAR, _WIDTH = 7, 10, 150
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD)


class AssignedRows(QStyledItemDelegate):
    """Two lines, the bar at their right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints headline, states and bar."""
        row: Assigned = index.data(AssignedRole)
        ink, look = begin_row(painter, option), theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        height, words = QFontMetricsF(option.font).height(), box.width() - _WIDTH - 2 * _PAD
        painter.setPen(ink)
        line(painter, QRectF(box.left(), box.top(), words, height), row.headline, option.font)
        quiet = smaller(option.font)
        if not is_chosen(option):
            painter.setPen(look.quiet)
        below = QRectF(box.left(), box.top() + height, words, QFontMetricsF(quiet).height())
        line(painter, below, row.standing.words, quiet)
        bar = QRectF(box.right() - _WIDTH, box.center().y() - _BAR / 2, _WIDTH, _BAR)
        paint_strip(painter, bar, look, parts_of_article(row.standing))
        painter.restore()
