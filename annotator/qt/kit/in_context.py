"""Words in the middle of what stands around them, always at the same place: the eye runs down a list of them."""

import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from annotator.qt.kit.paint import smaller
from annotator.qt.kit.two_lines import TwoLines

WIDE = 760
"""From this width on a headline has room at the right of a row."""
_GAP, _PAD = 5, 6
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class ContextRows(TwoLines):
    """Rows of one line for words in context."""

    pad, inset = 0, _PAD + 4

    def height(self, font: QFont) -> int:
        return round(QFontMetricsF(font).height() + 2 * _PAD)


def paint_end(painter: QPainter, box: QRectF, end: str, share: float, font: QFont, ink: QColor) -> None:
    """Paints what stands at the right end of a row, in a share of its width; the box keeps the room left of it."""
    width = share * box.width()
    painter.setPen(ink)
    room = QRectF(box.right() - width, box.top(), width, box.height())
    paint_part(painter, room, RIGHT, end, smaller(font), Qt.TextElideMode.ElideRight)
    box.setRight(room.left() - 12)


def paint_in_context(
    painter: QPainter, box: QRectF, shown: tuple[str, str, str], font: QFont, ink: QColor, quiet: QColor
) -> None:
    """Paints (before, words, after) on one line; in a text that runs leftwards what comes before is on the right."""
    before_text, words, after_text = shown
    bold = QFont(font)
    bold.setBold(True)
    middle = _middle(box, QFontMetricsF(bold).horizontalAdvance(words))
    leftwards = reads_leftwards(words)
    first = QRectF(box.topLeft(), QPointF(middle.left(), box.bottom()))
    last = QRectF(QPointF(middle.right(), box.top()), box.bottomRight())
    before, after = (last, first) if leftwards else (first, last)
    painter.setPen(quiet)
    cut = Qt.TextElideMode
    for place, text, elide in ((before, before_text, cut.ElideLeft), (after, after_text, cut.ElideRight)):
        side = RIGHT if place is first else LEFT
        room = _apart(place, text, place is before, place is first)
        paint_part(painter, room, side, text.strip(), font, elide, leftwards)
    painter.setPen(ink)
    paint_part(painter, middle, LEFT, words, bold, cut.ElideRight, leftwards)


def _middle(box: QRectF, width: float) -> QRectF:
    """Where the words stand: always at the same place, long ones cut."""
    start = box.left() + 0.42 * box.width()
    return QRectF(start, box.top(), min(width + 1, 0.4 * box.width()), box.height())


def _apart(box: QRectF, text: str, precedes: bool, is_left: bool) -> QRectF:
    """The room for a context: a gap lies between it and the words where there is a space in the text."""
    spaced = text[-1:].isspace() if precedes else text[:1].isspace()
    gap = _GAP if spaced else 0
    return box.adjusted(0, 0, -gap, 0) if is_left else box.adjusted(gap, 0, 0, 0)


def paint_part(
    painter: QPainter,
    box: QRectF,
    side: Qt.AlignmentFlag,
    text: str,
    font: QFont,
    cut: Qt.TextElideMode,
    leftwards: bool = False,
) -> None:
    """Paints one line of text at a side of a box, cut where there is no room."""
    painter.setFont(font)
    flags = side.value | (Qt.TextFlag.TextForceRightToLeft.value if leftwards else 0)
    painter.drawText(box, flags, QFontMetricsF(font).elidedText(text, cut, box.width()))


def reads_leftwards(words: str) -> bool:
    """Whether the first letter belongs to a script that runs from right to left."""
    strong = (kind for kind in map(unicodedata.bidirectional, words) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"
