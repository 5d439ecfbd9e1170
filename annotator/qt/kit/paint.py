"""What lists and bars paint alike: a label's chip, elided lines, the theme of a palette."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.domain.scheme import Label
from annotator.qt.kit.theme import Theme, ink_on
from annotator.qt.kit.theme import theme_of as theme_of

_ROUND = 3.0


def smaller(font: QFont, by: float = 1.5, bold: bool = False) -> QFont:
    """The font for what steps back."""
    made = QFont(font)
    made.setPointSizeF(max(7.0, font.pointSizeF() - by))
    made.setBold(bold)
    return made


def chip(painter: QPainter, left_top: QPointF, label: Label, font: QFont, look: Theme) -> float:
    """Paints a label's name on its colour; gives the width that it took."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(label.name) + 10
    box = QRectF(left_top.x(), left_top.y(), width, metrics.height() + 3)
    edge = look.edge(label)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(edge)
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setPen(ink_on(edge))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label.name)
    return width


def line(painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
    """Paints one line, cut with dots where there is no room."""
    painter.setFont(font)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def begin_row(painter: QPainter, option: QStyleOptionViewItem) -> QColor:
    """Paints the ground of a list's row; gives the ink for its words. `painter.restore()` ends the row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    active = bool(option.state & QStyle.StateFlag.State_Active)
    group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
    if not is_chosen(option):
        return option.palette.color(group, QPalette.ColorRole.Text)
    painter.fillRect(option.rect, option.palette.color(group, QPalette.ColorRole.Highlight))
    return option.palette.color(group, QPalette.ColorRole.HighlightedText)


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether the row is the selected one."""
    return bool(option.state & QStyle.StateFlag.State_Selected)
