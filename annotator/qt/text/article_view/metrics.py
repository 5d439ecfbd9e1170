"""Sizes of the page: everything hangs on the font and nothing on the spans, so that tagging moves no text."""

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QGuiApplication, QTextBlockFormat

MEASURE, NARROWEST, WIDEST = 70, 50, 100
"""Characters to a line where the window is wide enough: as usual, at least, at most."""
MARGIN = 18
"""Blank around the text, in pixels: room for brackets at the line's ends and for the last underlines."""
SERIFS = ("Charter", "Georgia", "Source Serif 4", "Noto Serif", "DejaVu Serif")
"""Faces made for reading, of macOS, Windows, desktops and a bare Linux: the first that is there sets the text."""
_DRAWN_AT = 17.0
"""The height of the letters, in pixels, for which the sizes below are given; they grow and shrink with it."""
_PITCH, _AIRY, _LOWEST = 2.0, 2.4, 30
"""From baseline to baseline, in heights of the letters: as usual, with more air; in pixels at least."""
_SMALL = 13 / 17
"""Size of what is not annotated, as a part of the text's."""
_ABOVE_BASELINE = 0.8
"""Where Qt puts the baseline in a line of fixed height."""
_PANGRAM = "The quick brown fox jumps over the lazy dog, and then again."


class Metrics:
    """Sizes that follow from a font, in pixels. `measure`: characters to a line; `airy`: lines further apart.

    A line holds, from above: chips (12 high), the span's rectangle (18, of which 4 below the baseline), underlines.
    A second underline shares some pixels with the next line's chips, which are painted over it.
    """

    def __init__(self, font: QFont, measure: int = MEASURE, airy: bool = False) -> None:
        self.font, self.measure, self.airy = font, measure, airy
        size = QFontInfo(font).pixelSize()
        self.unit = unit = size / _DRAWN_AT
        self.chip_font = QFont(QGuiApplication.font())
        self.chip_font.setPixelSize(max(8, round(9.5 * unit)))
        self.chip_font.setWeight(QFont.Weight.DemiBold)
        self.chip = QFontMetricsF(self.chip_font)
        self.ascent, self.descent = 14 * unit, 4 * unit
        """From a baseline up and down to the edges of a span's rectangle."""
        self.chip_height = float(max(round(12 * unit), round(self.chip.ascent() + self.chip.descent() - 1)))
        self.rise = self.ascent + self.chip_height
        """From a baseline up to the top of its chips."""
        self.fall = 9.5 * unit
        """From a baseline down to where arrows run."""
        self.line_height = float(max(_LOWEST, round((_AIRY if airy else _PITCH) * size)))
        """From baseline to baseline."""
        self.baseline = self.line_height * _ABOVE_BASELINE
        """From the top of a line to its baseline."""
        text = QFontMetricsF(font)
        self.page_width = round(measure * text.horizontalAdvance(_PANGRAM) / len(_PANGRAM)) + 2 * MARGIN
        """Width of the page at the full measure."""

    def lane_depth(self, lane: int, deepest: int) -> float:
        """From the baseline down to the top of an underline; the more share a line, the closer they lie."""
        pitch = {0: 0.0, 1: 3.5, 2: 3.0}.get(deepest, 2.5)
        return (5.5 + min(lane, deepest) * pitch) * self.unit

    def paragraph(self) -> QTextBlockFormat:
        """The format of a paragraph."""
        return _fixed_height(self.line_height, round(6 * self.unit))

    def blank_line(self) -> QTextBlockFormat:
        """The format of an empty paragraph: a gap, not a line."""
        return _fixed_height(round(6 * self.unit), 0)

    def aside(self) -> QTextBlockFormat:
        """The format of a paragraph that is not annotated: smaller letters, closer lines."""
        return _fixed_height(round(20 * self.unit), 0)

    @property
    def small_size(self) -> float:
        """Size in points of the letters of what is not annotated."""
        return max(6.5, self.font.pointSizeF() * _SMALL)


def _fixed_height(height: float, below: float) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setBottomMargin(below)
    return made
