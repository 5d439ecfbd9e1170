"""Puts an article's text into a QTextDocument, character for character."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from annotator.domain.article import Zone
from annotator.domain.offsets import Offsets
from annotator.qt.kit.theme import Theme
from annotator.qt.text.article_view.metrics import MARGIN, Metrics

_PARAGRAPH_ENDS = "\r\u2029\ufdd0\ufdd1"
"""What ends a paragraph in Qt, beside the line feed."""
# Qt drops these, or makes one of two, and every later position would shift. Imported text has none of them
# but the mark inside a text, which is dropped where a piece begins with it. Each stand-in is as long.
_STAND_INS = {"\r\n": " \n", "\ufeff": "\u2060"}


def paragraph_starts(text: str) -> list[int]:
    """Where the paragraphs begin (code points), as Qt will split them."""
    for mark in _PARAGRAPH_ENDS:
        if mark in text:
            text = text.replace(mark, "\n")
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def as_shown(text: str) -> str:
    """The text with stand-ins, of equal length, for what Qt would drop."""
    for character, stand_in in _STAND_INS.items():
        if character in text:
            text = text.replace(character, stand_in)
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class Page:
    """The look that a document is made with."""

    def __init__(self, metrics: Metrics, look: Theme, annotated: Collection[str]) -> None:
        self._metrics, self._annotated = metrics, annotated
        self._plain = QTextCharFormat()
        self._dimmed = QTextCharFormat()
        self._dimmed.setForeground(look.quiet)
        self._headline = QTextCharFormat()
        self._headline.setFontWeight(QFont.Weight.Bold)

    def document(
        self, parent: QObject, text: str, starts: Sequence[int], zones: Sequence[Zone]
    ) -> QTextDocument:
        """The filled document. No widget has it yet: filled later, all of it would be laid out at once."""
        document = QTextDocument(parent)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(MARGIN)
        document.setDefaultFont(self._metrics.font)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(self._metrics.paragraph())
        for start, end, form in self._pieces(len(text), zones):
            cursor.insertText(text[start:end], form)
        self._set_paragraphs(cursor, text, starts, zones)
        return document

    def _set_paragraphs(
        self, cursor: QTextCursor, text: str, starts: Sequence[int], zones: Sequence[Zone]
    ) -> None:
        """Blank lines become gaps: at full height the text would fall apart. What is not annotated is set smaller."""
        offsets = Offsets(text)
        blank, aside, small = self._metrics.blank_line(), self._metrics.aside(), QTextCharFormat()
        small.setFontPointSize(self._metrics.small_size)
        others = [zone for zone in zones if zone.kind not in self._annotated]
        for start, following in zip(starts, [*starts[1:], len(text) + 1], strict=True):
            end = following - 1
            if start == end:
                cursor.setPosition(offsets.to_utf16(start))
                cursor.setBlockFormat(blank)
            elif any(zone.start <= start and end <= zone.end for zone in others):
                cursor.setPosition(offsets.to_utf16(start))
                cursor.setPosition(offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
                cursor.setBlockFormat(aside)
                cursor.mergeCharFormat(small)

    def _pieces(self, length: int, zones: Sequence[Zone]) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """The text cut at the zones, without gaps or overlaps."""
        done = 0
        for zone in sorted(zones, key=lambda zone: zone.start):
            start, end = max(zone.start, done), min(zone.end, length)
            if start >= end:
                continue
            if done < start:
                yield done, start, self._plain
            yield start, end, self._form(zone.kind)
            done = end
        if done < length:
            yield done, length, self._plain

    def _form(self, kind: str) -> QTextCharFormat:
        if kind not in self._annotated:
            return self._dimmed
        return self._headline if kind == "headline" else self._plain
