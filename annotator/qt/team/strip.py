"""A bar of how much is submitted, open again, open, and not begun: by pattern, not by colour alone."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from annotator.project.team import ArticleStanding, Standing
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import harmless
from annotator.qt.kit.theme import Theme, mix

Parts = Sequence[int]
"""How much is submitted, open again, open, not begun."""

_HEIGHT = 14
_ORDER = ("submitted", "reopened", "opened", "assigned")
_TINT = 0.45


def parts_of(standing: Standing) -> Parts:
    """Of what is assigned to somebody."""
    return standing.submitted, standing.reopened, standing.opened, standing.waiting


def parts_of_article(standing: ArticleStanding) -> Parts:
    """Of the layers of an article."""
    states = list(standing.states.values())
    return [states.count(state) for state in _ORDER]


def paint_strip(painter: QPainter, box: QRectF, look: Theme, parts: Parts) -> None:
    """Full, hatched, tinted, empty; with a line around it."""
    total = sum(parts)
    brushes = (
        QBrush(look.accent),
        QBrush(look.accent, Qt.BrushStyle.BDiagPattern),
        QBrush(mix(look.base, look.accent, _TINT)),
        QBrush(look.base),
    )
    left = box.left()
    painter.setPen(Qt.PenStyle.NoPen)
    for count, brush in zip(parts, brushes, strict=True):
        width = box.width() * count / total if total else 0
        painter.fillRect(QRectF(left, box.top(), width, box.height()), brush)
        left += width
    painter.setPen(look.quiet)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


class Strip(QWidget):
    """The bar by itself; `said` is what it says to who does not see it."""

    def __init__(self, parts: Parts, said: str) -> None:
        super().__init__()
        self._parts = parts
        self.setAccessibleName(said)
        self.setToolTip(harmless(said))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough to tell parts apart."""
        return QSize(120, _HEIGHT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_strip(
            painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5), theme_of(self.palette()), self._parts
        )
        painter.end()


def see_through(area: QScrollArea, inside: QWidget) -> None:
    """Puts the widget into the area; both show the ground that they lie on."""
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
