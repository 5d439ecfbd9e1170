"""Who works in the open project: the name as a button that switches, and a bar where it may be the wrong one."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from annotator.domain.wording import number
from annotator.project import analysts
from annotator.project.analysts import Worker
from annotator.project.settings import Settings
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import PlainLabel, add_entry, caption, harmless
from annotator.qt.kit.theme import ink_on, mix
from annotator.qt.shell.welcome import when

_CIRCLE, _GAP, _PAD = 20, 7, 8
_TINT = 0.14
_MOST_BUTTONS = 2


class AnalystChip(QToolButton):
    """The analyst's initial in a circle, and the name. Its menu offers the others, and somebody new."""

    switchWanted = Signal(str)
    """The name of the analyst to go on as; empty: somebody who is not in the project yet."""
    rememberWanted = Signal(bool)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._bridge: Bridge | None = None
        self._asking: LatestOnly | None = None
        self._workers: list[Worker] = []
        self.setObjectName("analystChip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._ask)
        self.setMenu(self._menu)
        self.hide()

    def show_analyst(self, bridge: Bridge | None) -> None:
        """Shows who works in a project; None: none is open."""
        if self._asking is not None:
            self._asking.cancel()
        self._bridge = bridge
        self._asking = LatestOnly(bridge, bridge) if bridge else None
        name = bridge.analyst if bridge else ""
        self.setText(caption(name))
        self.setAccessibleName(f"Analyst: {name}")
        self.setToolTip(harmless(f"You work as {name}. A click offers the others."))
        self.setVisible(bridge is not None)
        self.updateGeometry()
        self._workers = []
        self._ask()

    def _ask(self) -> None:
        """Asks who works in the project, each time: colleagues' files come in while it is open."""
        self._fill()
        if self._asking is not None:
            self._asking.ask(lambda project, _: analysts.workers(project), self._take)

    def _take(self, found: list[Worker]) -> None:
        if found != self._workers:
            self._workers = found
            self._fill()

    def _fill(self) -> None:
        bridge = self._bridge
        self._menu.clear()
        if bridge is None:
            return
        others = [one for one in self._workers if one.name != bridge.analyst]
        for one in others:
            add_entry(self._menu, _row(one), partial(self.switchWanted.emit, one.name))
        if others:
            self._menu.addSeparator()
        add_entry(self._menu, "Someone else…", partial(self.switchWanted.emit, ""))
        kept = add_entry(self._menu, "Remember for this project", lambda: None)
        kept.setCheckable(True)
        kept.setChecked(self._settings.analyst_of(bridge.path) == bridge.analyst)
        kept.toggled.connect(self.rememberWanted)

    def sizeHint(self) -> QSize:
        """Room for the circle, the name and the arrow."""
        metrics = self.fontMetrics()
        width = _PAD + _CIRCLE + _GAP + metrics.horizontalAdvance(self.text().replace("&&", "&")) + 22
        return QSize(min(width, 220), max(26, metrics.height() + 8))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """The circle in the colour of the text; a ring where the keyboard is."""
        theme, painter = theme_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.isDown() or self.hasFocus():
            painter.setPen(theme.accent if self.hasFocus() else theme.line)
            painter.setBrush(mix(theme.base, theme.text, 0.06))
            painter.drawRoundedRect(outline, 6, 6)
        name = self.text().replace("&&", "&")
        circle = QRectF(_PAD, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text)
        painter.drawEllipse(circle)
        painter.setPen(ink_on(theme.text))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
        painter.setPen(theme.text)
        room = QRectF(circle.right() + _GAP, 0, self.width() - circle.right() - _GAP - 18, self.height())
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        middle = QPointF(self.width() - 11, self.height() / 2 + 1)
        painter.drawPolyline([middle + QPointF(-3.5, -2), middle + QPointF(0, 2), middle + QPointF(3.5, -2)])
        painter.end()


def _row(one: Worker) -> str:
    last = datetime.fromtimestamp(one.last).isoformat() if one.last else ""
    day = when(last, datetime.now().date()).split(" at ")[0]
    count = number(one.annotations, "annotation") if one.annotations else ""
    return "  ·  ".join(part for part in (one.name, count, day) if part)


class WhoBar(QWidget):
    """Above the article, where the analyst has nothing in the project and others have: offers their names."""

    chosen = Signal(str)
    """The analyst to go on as; the present one is among them."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("whoBar")
        self._bridge, self._asking = bridge, LatestOnly(bridge, self)
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 8, 5)
        self._row.addWidget(self._text, 1)
        self.hide()

    def look(self) -> None:
        """Looks whether the analyst may be somebody else, and shows itself then."""
        self._asking.ask(lambda project, _: analysts.mistaken_for(project), self._offer)

    def let_go(self) -> None:
        """The project is closed: no answer counts any more."""
        self._asking.cancel()

    def _offer(self, others: list[Worker]) -> None:
        analyst = self._bridge.analyst
        self._text.setText(analysts.sentence(others, analyst) if others else "")
        self.setAccessibleName(self._text.text())
        for one in others[:_MOST_BUTTONS]:
            self._add(f"Go on as {one.name}", one.name)
        if others:
            self._add(f"Start as {analyst}", analyst)
        self.setVisible(bool(others))

    def _add(self, words: str, analyst: str) -> None:
        button = QPushButton(caption(words))
        button.clicked.connect(partial(self.chosen.emit, analyst))
        self._row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted band."""
        theme, painter = theme_of(self.palette()), QPainter(self)
        painter.fillRect(self.rect(), mix(theme.base, theme.accent, _TINT))
        painter.end()
