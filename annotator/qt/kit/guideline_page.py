"""A page of the guideline: Markdown with the colours of its label, which loads nothing and opens nothing."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from annotator.domain.scheme import Label
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.theme import Theme

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_LINE_HEIGHT = 130.0
"""Percent of the font's own."""
_SIZES = {1: 4.0, 2: 2.5, 3: 0.5}
"""Points by which headings are larger than the text, by their level."""
_MARKED = re.compile(r"\[[^\[\]\n]+\]")
"""An example's span."""


class GuidelinePage(QTextBrowser):
    """Text that can be selected and copied. Links lead nowhere and pictures are not fetched."""

    def __init__(self, object_name: str = "guidelinePage") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName("Guideline entry")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(14)
        self.document().setIndentWidth(18)
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self._entry: tuple[str, Label | None] | None = None
        self._look = Theme()
        self.document().setUndoRedoEnabled(False)

    def loadResource(self, _kind: int, _name: object) -> QImage:
        """Whatever the text names: nothing is read, neither from this machine nor from another one.

        Of a picture there is a dot: where there is none, Qt opens the file itself, and waits for ever at `/dev/zero`.
        """
        return self._nothing

    def show_entry(self, markdown: str, label: Label | None) -> None:
        """Shows a text from its beginning; spans in [brackets] get the label's colours."""
        self._entry, self._look = (markdown, label), theme_of(self.palette())
        document, look = self.document(), self._look
        document.setMarkdown(markdown, _FEATURES)
        for block in _blocks(document):
            _set_block(block, self.font(), look)
        for start, end in _marked(document):
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_span_format(label, look))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        """Another look has other colours for the letters and for the spans of the examples."""
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if changed and self._entry is not None and theme_of(self.palette()) != self._look:
            bar = self.verticalScrollBar()
            place = bar.value()
            self.show_entry(*self._entry)
            bar.setValue(place)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _set_block(block: QTextBlock, font: QFont, look: Theme) -> None:
    """Sizes and distances of a paragraph: the importer's own are made for long documents."""
    form = block.blockFormat()
    level = form.headingLevel()
    if level:
        form.setTopMargin(0 if block.blockNumber() == 0 else 16)
        form.setBottomMargin(5)
    else:
        form.setTopMargin(0)
        form.setBottomMargin(4 if block.textList() else 8)
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(form)
    pieces = [iterator.fragment() for iterator in cast(Iterable[Any], block)]
    for piece in pieces:
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_letters(piece.charFormat(), font, level, look))


def _letters(form: QTextCharFormat, font: QFont, level: int, look: Theme) -> QTextCharFormat:
    form.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
    # A link that leads nowhere must not look like one.
    form.clearProperty(QTextFormat.Property.AnchorHref.value)
    form.setAnchor(False)
    form.setFontUnderline(False)
    form.setFontPointSize(font.pointSizeF() + _SIZES.get(level, 0.0))
    form.setForeground(look.text)
    if form.fontFixedPitch():
        form.setBackground(_tint(look))
        form.setFontPointSize(font.pointSizeF() - 0.5)
    return form


def _tint(look: Theme) -> QColor:
    colour = QColor(look.quiet)
    colour.setAlphaF(0.16)
    return colour


def _marked(document: QTextDocument) -> list[tuple[int, int]]:
    """Positions of the spans in brackets, in the document's own units."""
    found = []
    for block in _blocks(document):
        # Python counts code points, Qt UTF-16 units.
        text = block.text()
        for match in _MARKED.finditer(text):
            start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in match.span())
            found.append((block.position() + start, block.position() + end))
    return found


def _span_format(label: Label | None, look: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    if label is None:
        form.setFontWeight(QFont.Weight.DemiBold)
        return form
    form.setBackground(look.fill(label))
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(look.edge(label))
    return form
