"""Sizes of the page: everything hangs on the font and nothing on the spans, so that tagging moves no text."""

from PySide6.QtGui import QFont, QFontMetricsF, QTextBlockFormat

MEASURE, NARROWEST, WIDEST = 70, 50, 100
"""Characters to a line where the window is wide enough: as usual, at least, at most."""
MARGIN = 18
"""Blank around the text, in pixels: room for brackets at the line's ends and for the last underlines."""
_UNDERLINES, _UNDERLINES_COMPACT = 11.0, 8.0
"""Room for three underlines below the letters."""
_CHIP, _CHIP_COMPACT = 0.6, 0.5
"""Size of the labels' names as a part of the text's."""
_ABOVE_BASELINE = 0.8
"""Where Qt puts the baseline in a line of fixed height."""
_PANGRAM = "The quick brown fox jumps over the lazy dog, and then again."


class Metrics:
    """Sizes that follow from a font, in pixels. `measure`: characters to a line; `compact`: lines closer together."""

    def __init__(self, font: QFont, measure: int = MEASURE, compact: bool = False) -> None:
        self.font, self.measure, self.compact = font, measure, compact
        self.chip_font = _small(font, _CHIP_COMPACT if compact else _CHIP)
        self._underlines = _UNDERLINES_COMPACT if compact else _UNDERLINES
        text, self.chip = QFontMetricsF(font), QFontMetricsF(self.chip_font)
        self.ascent, self.descent = text.ascent(), text.descent()
        self.chip_height = float(round(self.chip.ascent() + self.chip.descent()))
        self.line_height = float(round(self.rise + self.fall + 1))
        """From baseline to baseline."""
        self.baseline = self.line_height * _ABOVE_BASELINE
        """From the top of a line to its baseline."""
        self.page_width = round(measure * text.horizontalAdvance(_PANGRAM) / len(_PANGRAM)) + 2 * MARGIN
        """Width of the page at the full measure."""

    @property
    def rise(self) -> float:
        """From a baseline up to the top of its chips."""
        return self.ascent + 1 + self.chip_height

    @property
    def fall(self) -> float:
        """From a baseline down to the last underline."""
        return self.descent + 1 + self._underlines

    def lane_depth(self, lane: int, deepest: int) -> float:
        """From the baseline down to an underline; more than three lanes share the room of three."""
        pitch = (self._underlines - 3) / max(2, deepest)
        return self.descent + 2 + min(lane, deepest) * pitch

    def paragraph(self) -> QTextBlockFormat:
        """The format of a paragraph."""
        return _fixed_height(self.line_height, round(self.ascent * 0.5))

    def blank_line(self) -> QTextBlockFormat:
        """The format of an empty paragraph: a gap, not a line."""
        return _fixed_height(round(self.ascent * 0.8), 0)


def _small(font: QFont, part: float) -> QFont:
    """The face of the labels' names."""
    small = QFont(font)
    small.setPointSizeF(max(6.5, font.pointSizeF() * part))
    small.setWeight(QFont.Weight.DemiBold)
    return small


def _fixed_height(height: float, below: float) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setBottomMargin(below)
    return made
