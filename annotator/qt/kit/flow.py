"""Widgets laid out like words: side by side, and on to the next line where there is no more room.

A widget, not a QLayout of ours: what a layout written in Python holds is freed twice when Qt deletes it.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Its height follows from the width that it gets."""

    def __init__(self, gap: int = 4) -> None:
        super().__init__()
        self._gap = gap
        self._parts: list[QWidget] = []
        self._sizes: list[QSize] = []
        self._places_at: dict[int, list[QRect]] = {}
        """What was worked out already, by width: Qt asks dozens of times for each change."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """One more at the end."""
        part.setParent(self)
        self._parts.append(part)
        self._forget()

    def event(self, event: QEvent) -> bool:
        """A part that has another size says so by a request for a layout; a font changes them all."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()
            self._place()
        return super().event(event)

    def _forget(self) -> None:
        self._sizes = []
        self._places_at.clear()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the lines take at a width, in pixels."""
        return max((place.bottom() + 1 for place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """The width of the widest part, and the height that the lines take at the present width."""
        wide = self.minimumSizeHint().width()
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def minimumSizeHint(self) -> QSize:
        """The size of its largest part."""
        size = QSize()
        for one in self._known_sizes():
            size = size.expandedTo(one)
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts every part in its place."""
        super().resizeEvent(event)
        self._place()
        self.updateGeometry()

    def _place(self) -> None:
        for part, place in zip(self._parts, self._places(self.width()), strict=True):
            part.setGeometry(place)

    def _known_sizes(self) -> list[QSize]:
        if not self._sizes:
            self._sizes = [part.sizeHint() for part in self._parts]
        return self._sizes

    def _places(self, width: int) -> list[QRect]:
        if width not in self._places_at:
            self._places_at[width] = self._work_out(width)
        return self._places_at[width]

    def _work_out(self, width: int) -> list[QRect]:
        x = y = line = 0
        places = []
        for size in self._known_sizes():
            if x > 0 and x + size.width() > width:
                x, y, line = 0, y + line + self._gap, 0
            places.append(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return places
