"""How the program looks, light or dark, each also in high contrast: palettes, rules of style, label colours.

The palettes are ours because `setColorScheme` does nothing on some platforms (offscreen, plain X11).
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.domain import colours
from annotator.domain.scheme import Colours, Label
from annotator.places import resource

_UNKNOWN = Colours("#5f6368", "#ececee"), Colours("#a0a5ad", "#3a3c40")
_INK_ON_EDGE = ("#ffffff", "#101114")
_HIGH = 7.0
"""The contrast ratio that high contrast keeps everywhere."""


@dataclass(frozen=True, slots=True)
class _Shades:
    """The colours of one theme as `#rrggbb`."""

    text: str
    base: str
    window: str
    stripe: str
    button: str
    line: str
    control: str
    quiet: str
    disabled: str
    accent: str
    highlight: str
    highlighted: str
    faded: str
    faded_text: str
    hover: str
    tip: str


_LIGHT = _Shades(
    text="#1a1a1a",
    base="#ffffff",
    window="#f4f5f7",
    stripe="#f8f9fa",
    button="#fcfcfd",
    line="#dcdfe4",
    control="#c3c8d0",
    quiet="#62676f",
    disabled="#9aa0a8",
    accent="#1f5fb4",
    highlight="#1f5fb4",
    highlighted="#ffffff",
    faded="#cfd8e6",
    faded_text="#1a1a1a",
    hover="#e9edf3",
    tip="#2b2f36",
)
_DARK = _Shades(
    text="#e6e6e6",
    base="#1e1f22",
    window="#26282c",
    stripe="#232529",
    button="#32353a",
    line="#3a3d43",
    control="#4c5058",
    quiet="#a0a5ad",
    disabled="#70757d",
    accent="#6ea8fe",
    highlight="#2f66b8",
    highlighted="#ffffff",
    faded="#3d4654",
    faded_text="#e6e6e6",
    hover="#363a40",
    tip="#3a3e45",
)

_HIGH_LIGHT = _Shades(
    text="#000000",
    base="#ffffff",
    window="#ffffff",
    stripe="#f4f4f4",
    button="#ffffff",
    line="#4d4d4d",
    control="#333333",
    quiet="#333333",
    disabled="#5a5a5a",
    accent="#00389e",
    highlight="#00389e",
    highlighted="#ffffff",
    faded="#cfe0ff",
    faded_text="#000000",
    hover="#e4ecf9",
    tip="#000000",
)
_HIGH_DARK = _Shades(
    text="#ffffff",
    base="#000000",
    window="#000000",
    stripe="#0c0c0c",
    button="#000000",
    line="#b0b0b0",
    control="#cccccc",
    quiet="#dcdcdc",
    disabled="#9c9c9c",
    accent="#8fc7ff",
    highlight="#8fc7ff",
    highlighted="#000000",
    faded="#1f4468",
    faded_text="#ffffff",
    hover="#1c2a38",
    tip="#000000",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, for widgets that paint themselves."""

    dark: bool = False
    high_contrast: bool = False

    def edge(self, label: Label) -> QColor:
        """The colour of the label's underlines and chips; in high contrast at least 7:1 on the paper."""
        edge = self._colours(label).edge
        return QColor(_strong(edge, self._shades.base) if self.high_contrast else edge)

    def fill(self, label: Label) -> QColor:
        """The tint behind the label's text; in high contrast pale enough for 7:1."""
        fill = self._colours(label).fill
        return QColor(_pale(fill, self._shades.base, self._shades.text) if self.high_contrast else fill)

    def _colours(self, label: Label) -> Colours:
        return label.dark if self.dark else label.light

    @property
    def text(self) -> QColor:
        """The colour of running text."""
        return QColor(self._shades.text)

    @property
    def base(self) -> QColor:
        """The paper under it."""
        return QColor(self._shades.base)

    @property
    def quiet(self) -> QColor:
        """Text that steps back: dimmed zones, hints. Still 4.5:1 on the paper."""
        return QColor(self._shades.quiet)

    @property
    def line(self) -> QColor:
        """Hairlines between areas."""
        return QColor(self._shades.line)

    @property
    def accent(self) -> QColor:
        """The focus ring, links and the caret."""
        return QColor(self._shades.accent)

    @property
    def thick(self) -> int:
        """Pixels by which lines are thicker than usual."""
        return 1 if self.high_contrast else 0

    @property
    def _shades(self) -> _Shades:
        return _SHADES[self.dark, self.high_contrast]


_SHADES = {
    (False, False): _LIGHT,
    (True, False): _DARK,
    (False, True): _HIGH_LIGHT,
    (True, True): _HIGH_DARK,
}


def theme_of(palette: QPalette) -> Theme:
    """The look that a palette belongs to; of a foreign one, light or dark after its paper."""
    text, base = (palette.color(role).name() for role in (QPalette.ColorRole.Text, QPalette.ColorRole.Base))
    for (dark, high), shades in _SHADES.items():
        if (text, base) == (shades.text, shades.base):
            return Theme(dark, high)
    return Theme(QColor(base).lightness() < 128)


def unknown(name: str) -> Label:
    """The grey look of a label that the scheme does not know (any more)."""
    return Label(name, "", "solid", *_UNKNOWN)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours after WCAG, from 1 to 21."""
    return colours.contrast(one.name(), other.name())


def ink_on(colour: QColor) -> QColor:
    """White or near-black, whichever is read better on `colour`."""
    return max((QColor(name) for name in _INK_ON_EDGE), key=lambda ink: contrast(ink, colour))


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with `share` (0 to 1) of `other` in it."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*[round(a + (b - a) * share) for a, b in parts])


@lru_cache
def _strong(edge: str, base: str) -> str:
    """The colour, moved away from the paper until it and the ink on it can be read without effort."""
    far = ink_on(QColor(base))
    tried = [mix(QColor(edge), far, step / 20) for step in range(20)]
    good = (c for c in tried if min(contrast(c, QColor(base)), contrast(ink_on(c), c)) >= _HIGH)
    return next(good, far).name()


@lru_cache
def _pale(fill: str, base: str, text: str) -> str:
    """The tint, moved towards the paper until text on it can be read without effort."""
    tried = (mix(QColor(fill), QColor(base), step / 20) for step in range(20))
    return next((c for c in tried if contrast(c, QColor(text)) >= _HIGH), QColor(base)).name()


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows; from here on the program is told when it changes its mind."""
    hints = QGuiApplication.styleHints()
    hints.unsetColorScheme()
    return hints.colorScheme() == Qt.ColorScheme.Dark


def force(dark: bool) -> None:
    """Has the desktop draw what is its own (frames, file dialogs) light or dark, whatever it likes itself."""
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)


def apply(application: QApplication, dark: bool, high_contrast: bool = False) -> None:
    """Gives the whole program one of the looks. May be called again at any time."""
    look = Theme(dark, high_contrast)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette(dark, high_contrast))
    application.setStyleSheet(_style_sheet(look))


def palette(dark: bool, high_contrast: bool = False) -> QPalette:
    """The palette of one look."""
    shades = _SHADES[dark, high_contrast]
    made = QPalette()
    for role, name in _roles(shades).items():
        made.setColor(role, QColor(name))
    _step_back(made, shades)
    return made


def _roles(shades: _Shades) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    button = QColor(shades.button)
    return {
        role.Window: shades.window,
        role.WindowText: shades.text,
        role.Base: shades.base,
        role.AlternateBase: shades.stripe,
        role.Text: shades.text,
        role.PlaceholderText: shades.quiet,
        role.Button: shades.button,
        role.ButtonText: shades.text,
        role.BrightText: "#ffffff",
        role.ToolTipBase: shades.tip,
        role.ToolTipText: "#ffffff",
        role.Highlight: shades.highlight,
        role.HighlightedText: shades.highlighted,
        role.Accent: shades.accent,
        role.Link: shades.accent,
        role.LinkVisited: shades.accent,
        role.Light: button.lighter(112).name(),
        role.Midlight: button.lighter(105).name(),
        role.Mid: shades.control,
        role.Dark: QColor(shades.control).darker(115).name(),
        role.Shadow: QColor(shades.control).darker(150).name(),
    }


def _step_back(made: QPalette, shades: _Shades) -> None:
    """What cannot be used is grey; a selection in a window part without focus is paler, not gone."""
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, part, QColor(shades.disabled))
    made.setColor(group.Disabled, role.Highlight, QColor(shades.faded))
    made.setColor(group.Inactive, role.Highlight, QColor(shades.faded))
    made.setColor(group.Inactive, role.HighlightedText, QColor(shades.faded_text))


def _style_sheet(look: Theme) -> str:
    """What the palette cannot say: thin scroll bars, calm borders, a focus ring that can be seen."""
    shades = _SHADES[look.dark, look.high_contrast]
    sheet = _STYLE + _HIGH_STYLE if look.high_contrast else _STYLE
    # Style sheets name files; from a wheel or a checkout, resources are files.
    for icon, ground in (("check", shades.accent), ("up", shades.base), ("down", shades.base)):
        ink = "light" if ink_on(QColor(ground)) == QColor(_INK_ON_EDGE[0]) else "dark"
        sheet = sheet.replace(f"@{icon}", Path(str(resource(f"icons/{icon}-{ink}.svg"))).as_posix())
    for name in ("line", "control", "accent", "hover", "tip", "base", "window", "quiet", "text", "disabled"):
        sheet = sheet.replace(f"@{name}", getattr(shades, name))
    return sheet


_STYLE = """
QToolTip { background: @tip; color: #ffffff; border: 1px solid @tip; padding: 4px 7px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: @control; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QHeaderView::section {
    background: @window; color: @quiet; padding: 5px 8px;
    border: none; border-bottom: 1px solid @line;
}
HeatMap QHeaderView, HeatMap QTableCornerButton::section { background: @base; border: none; }
HeatMap QHeaderView::section { background: @base; border: none; padding: 2px 8px; }
QAbstractItemView { border: 1px solid @line; outline: none; }
QAbstractItemView:focus { border: 1px solid @accent; }
QTextEdit#articleView { border: 1px solid @line; border-radius: 0; }
QTextEdit#articleView:focus { border: 1px solid @accent; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid @quiet; border-radius: 3px; background: @base;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url(@check);
}
QCheckBox::indicator:focus, QCheckBox:focus { border-color: @accent; color: @accent; }
QStatusBar { border-top: 1px solid @line; color: @quiet; }
QStatusBar::item { border: none; }
QDialog#palette { border: 1px solid @control; }
QLineEdit, QSpinBox { border: 1px solid @control; border-radius: 3px; padding: 3px 5px; background: @base; }
QLineEdit:focus, QSpinBox:focus { border: 1px solid @accent; }
QSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0 3px; }
QToolButton#value { padding: 2px 6px; border: 1px solid @control; border-radius: 4px; background: @base; }
QToolButton#value:hover { background: @hover; }
QToolButton#value:checked { background: @accent; border-color: @accent; color: @base; font-weight: bold; }
QToolButton#value:focus { border-color: @accent; }
QLineEdit QToolButton { border: none; padding: 0; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 18px; background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @hover; }
QSpinBox::up-arrow { image: url(@up); width: 9px; height: 9px; }
QSpinBox::down-arrow { image: url(@down); width: 9px; height: 9px; }
"""
_HIGH_STYLE = """
QToolTip { border: 1px solid #ffffff; }
QSplitter::handle:horizontal { width: 2px; }
QSplitter::handle:vertical { height: 2px; }
QScrollBar::handle { background: @quiet; }
QAbstractItemView:focus, QTextEdit#articleView:focus { border: 2px solid @accent; }
QPushButton, QToolButton, QComboBox {
    border: 1px solid @control; border-radius: 3px; padding: 4px 8px; background: @base;
}
QToolButton, QComboBox { padding: 3px 5px; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 7px; }
QComboBox:focus { border: 2px solid @accent; padding: 2px 4px; }
QLineEdit:focus, QSpinBox:focus { border: 2px solid @accent; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(@down); width: 10px; height: 10px; }
QPushButton:hover { background: @hover; }
QPushButton:disabled, QLineEdit:disabled, QComboBox:disabled { border: 1px dashed @disabled; color: @disabled; }
QCheckBox::indicator { border: 2px solid @text; }
QMenu { border: 1px solid @control; }
"""
