"""How a line of the annotation list looks: its label, its words, below them its links and what is missing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.scheme import Label
from annotator.qt.kit.paint import begin_row, chip, is_chosen, line, smaller, theme_of
from annotator.qt.kit.theme import unknown
from annotator.qt.text.annotation_list import AnnotationRole
from annotator.qt.text.session import Session

_PAD = 6
_Index = QModelIndex | QPersistentModelIndex


def row_height(font: QFont) -> int:
    """Pixels of a row, the same for all."""
    return round(QFontMetricsF(font).height() + QFontMetricsF(smaller(font)).height() + 2 * _PAD + 3)


class AnnotationRows(QStyledItemDelegate):
    """Two lines an annotation."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints chip, words and the quiet line."""
        one: Annotation = index.data(AnnotationRole)
        label = self._session.scheme.label(one.label) or unknown(one.label)
        ink, chosen = begin_row(painter, option), is_chosen(option)
        look = theme_of(option.palette)
        box = QRectF(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        small = smaller(option.font, bold=True)
        width = chip(painter, QPointF(box.topLeft()), label, small, look)
        painter.setPen(ink)
        height = QFontMetricsF(option.font).height()
        words = ("? " if one.unsure else "") + str(index.data())
        line(
            painter,
            QRectF(box.left() + width + 6, box.top(), box.width() - width - 6, height),
            words,
            option.font,
        )
        if not chosen:
            painter.setPen(look.quiet)
        quiet = smaller(option.font)
        below = QRectF(box.left(), box.top() + height + 3, box.width(), QFontMetricsF(quiet).height())
        line(painter, below, self._about(one), quiet)
        painter.restore()

    def _about(self, one: Annotation) -> str:
        """Links, then values, then what is missing."""
        parts = []
        for link in one.links:
            target = self._session.annotation(link.to)
            parts.append(f"{link.type} → {self._session.text_of(target) if target else '?'}")
        label = self._session.scheme.label(one.label)
        usual = label.defaults() if label else {}
        parts += ["not in the scheme"] * (label is None)
        for name, value in one.attributes.items():
            if usual.get(name) != value:
                parts.append(f"{name}: {self._shown(label, name, value)}")
        parts += [f"⚠ {name} missing" for name in self._session.missing(one)]
        return " · ".join(parts).replace("\n", " ")

    def _shown(self, label: Label | None, name: str, value: AttributeValue) -> str:
        """A value in words: an entry of the registry by its name."""
        attribute = label.attribute(name) if label else None
        if attribute is not None and attribute.type == "registry" and isinstance(value, str):
            entry = self._session.registry.entry(value)
            return entry.name if entry else value
        return ", ".join(value) if isinstance(value, list) else value
