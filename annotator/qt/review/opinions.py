"""The opinions about one place, one under the other, each with the key that takes it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.reviewing.comparing import Variant
from annotator.domain.scheme import Scheme
from annotator.qt.kit.paint import theme_of
from annotator.qt.kit.plain import MarkupLabel, harmless
from annotator.qt.kit.theme import ink_on, unknown

_ROUND = 5.0
_CONTEXT = 24
"""Code points shown before and after what any of the opinions marks."""
_LONGEST = 420


class Opinion(QWidget):
    """What one or several analysts say: words, label, attributes, links. A click takes it in hand."""

    takeWanted = Signal()
    chosen = Signal()

    def __init__(self, key: str, names: str, said: str, details: str, is_chosen: bool) -> None:
        super().__init__()
        self._is_chosen = is_chosen
        self.setObjectName("opinion")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        take = QToolButton()
        take.setObjectName("take")
        take.setText(key)
        take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        take.setAccessibleName(f"Take what {names} says")
        take.setToolTip(harmless(f"Take this ({key})"))
        take.clicked.connect(self.takeWanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(take)
        head.addWidget(_label(f"<b>{escape(names)}</b>"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(_label(said))
        if details:
            column.addWidget(_label(details))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on it."""
        self.chosen.emit()
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card; the one in hand has a strong edge."""
        look = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self._is_chosen else 1.0
        painter.setPen(QPen(look.accent if self._is_chosen else look.line, width))
        painter.setBrush(look.base)
        half = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), _ROUND, _ROUND)


def _label(text: str) -> MarkupLabel:
    label = MarkupLabel(text)
    label.setWordWrap(True)
    return label


def words_of(text: str, annotation: Annotation, around: tuple[int, int], quiet: str) -> str:
    """The words in what stands around them, as HTML: what is marked is bold and in brackets, the rest steps back."""
    start = max(0, around[0] - _CONTEXT)
    end = min(len(text), around[1] + _CONTEXT)
    before, inside, after = (
        text[start : annotation.start],
        text[annotation.start : annotation.end],
        text[annotation.end : end],
    )
    if len(inside) > _LONGEST:
        inside = f"{inside[: _LONGEST // 2]} … {inside[-_LONGEST // 2 :]}"
    parts = (escape(part).replace("\n", " ") for part in (f"…{before}", inside, f"{after}…"))
    left, middle, right = parts
    return f'<span style="color:{quiet}">{left}</span><b>[{middle}]</b><span style="color:{quiet}">{right}</span>'


def label_of(widget: QWidget, scheme: Scheme, name: str, differs: bool) -> str:
    """A label as a chip, as HTML; one on which the layers differ is underlined besides."""
    edge = theme_of(widget.palette()).edge(scheme.label(name) or unknown(name))
    style = f"background-color:{edge.name()};color:{ink_on(edge).name()}"
    shown = f"<u>{escape(name)}</u>" if differs else escape(name)
    return f'<span style="{style}">&nbsp;{shown}&nbsp;</span>'


def details_of(
    annotation: Annotation, links: Sequence[tuple[str, str]], others: Sequence[Annotation], quiet: str
) -> str:
    """Attributes and links in a line, as HTML; those that not all opinions share stand out."""
    parts = []
    for name, value in annotation.attributes.items():
        shown = value if isinstance(value, str) else ", ".join(value)
        if shown:
            shared = all(other.attributes.get(name) == value for other in others)
            parts.append(_part(name, shown, shared, quiet))
    parts += [_part(type_, f"→ {words}", True, quiet) for type_, words in links]
    return " &nbsp; ".join(parts)


def _part(name: str, shown: str, shared: bool, quiet: str) -> str:
    said = escape(shown) if shared else f"<b>{escape(shown)}</b>"
    return f'<span style="color:{quiet}">{escape(name)}</span>&nbsp;{said}'


def others_than(variant: Variant, variants: Sequence[Variant]) -> list[Annotation]:
    """What the other opinions mark."""
    return [one.annotation for one in variants if one is not variant and one.annotation is not None]
