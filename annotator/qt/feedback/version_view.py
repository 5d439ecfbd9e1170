"""One version of an annotation in its sentence; what the other version has otherwise stands out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.scheme import Label, Scheme
from annotator.project.reviewing.context import Around, Linked
from annotator.qt.kit.paint import smaller, theme_of
from annotator.qt.kit.plain import MarkupLabel, PlainLabel
from annotator.qt.kit.theme import Theme, ink_on, unknown

_ROUND = 5.0


@dataclass(frozen=True, slots=True)
class Version:
    """What one side says of a place; `annotation` None: `nothing` says so in words. `links` with their words."""

    annotation: Annotation | None
    links: Linked
    nothing: str


@dataclass(frozen=True, slots=True)
class Words:
    """How values are called: the scheme's labels, and the names of the registry's entries by their ids."""

    scheme: Scheme
    entry: Callable[[str], str]


class VersionView(QWidget):
    """A card with a title. Shows nothing until `show_version`."""

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._shown: tuple[Version, Version, Around, Words] | None = None
        self._look: Theme | None = None
        self.title, self.said, self.details = PlainLabel(), MarkupLabel(), MarkupLabel()
        self.title.setFont(smaller(self.title.font(), 0.5, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(5)
        for part in (self.title, self.said, self.details):
            part.setWordWrap(True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_version(self, title: str, one: Version, other: Version, around: Around, words: Words) -> None:
        """Shows `one`, and how it differs from `other`."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self._shown = one, other, around, words
        self._render()

    def _render(self) -> None:
        if self._shown is None:
            return
        one, other, around, words = self._shown
        look = self._look = theme_of(self.palette())
        if one.annotation is None:
            self.said.setText(escape(one.nothing))
            self.details.setVisible(False)
            return
        label = words.scheme.label(one.annotation.label) or unknown(one.annotation.label)
        self.said.setText(_in_sentence(one.annotation, other.annotation, around, label, look))
        parts = [_chip(label, other.annotation, look), *_details(one, other, label, words, look)]
        self.details.setText(" &nbsp; ".join(parts))
        self.details.setVisible(True)

    def changeEvent(self, event: QEvent) -> None:
        """Another look has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and theme_of(self.palette()) != self._look:
            self._render()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet of paper."""
        look, painter = theme_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.line, 1.0))
        painter.setBrush(look.base)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


def _in_sentence(one: Annotation, other: Annotation | None, around: Around, label: Label, look: Theme) -> str:
    """The sentence as HTML: what is marked has the label's tint, what only this version marks is bold besides."""
    before, _, after = around.split(one.span)
    inside = "".join(
        f"<b><u>{_escaped(words)}</u></b>" if own and other is not None else _escaped(words)
        for words, own in _pieces(one.span, other.span if other else one.span, around)
    )
    tint = f"background-color:{look.fill(label).name()};color:{look.text.name()}"
    quiet = f"color:{look.quiet.name()}"
    return (
        f'<span style="{quiet}">{_escaped(before)}</span><span style="{tint}">{inside}</span>'
        f'<span style="{quiet}">{_escaped(after)}</span>'
    )


def _pieces(span: tuple[int, int], other: tuple[int, int], around: Around) -> Iterator[tuple[str, bool]]:
    """The words of a span in pieces, and whether the other span does not reach there."""
    start, end = span
    edges = sorted({start, end, *(at for at in other if start < at < end)})
    for low, high in pairwise(edges):
        yield around.split((low, high))[1], not other[0] <= low < other[1]


def _chip(label: Label, other: Annotation | None, look: Theme) -> str:
    edge = look.edge(label)
    shown = f"&nbsp;{escape(label.name)}&nbsp;"
    if other is not None and other.label != label.name:
        shown = f"<b><u>{shown}</u></b>"
    return f'<span style="background-color:{edge.name()};color:{ink_on(edge).name()}">{shown}</span>'


def _details(one: Version, other: Version, label: Label, words: Words, look: Theme) -> list[str]:
    """Values that are unusual or differ, and links: in words, as HTML."""
    mine, theirs = one.annotation, other.annotation
    assert mine is not None
    there = theirs.attributes if theirs else mine.attributes
    usual, parts = label.defaults(), []
    for name in dict.fromkeys((*mine.attributes, *there)):
        value, otherwise = mine.attributes.get(name), there.get(name)
        if value != otherwise or (value and value != usual.get(name)):
            parts.append(_part(name, _shown(label, name, value, words), value != otherwise, look))
    shared = other.links if theirs is not None else one.links
    parts += [
        _part(f"{type_}\u00a0→", f"“{said}”", (type_, said) not in shared, look) for type_, said in one.links
    ]
    lacks = [type_ for type_, _ in shared if type_ not in [name for name, _ in one.links]]
    parts += [_part(f"{type_}\u00a0→", "–", True, look) for type_ in dict.fromkeys(lacks)]
    return parts


def _shown(label: Label, name: str, value: AttributeValue | None, words: Words) -> str:
    attribute = label.attribute(name)
    if not value:
        return "–"
    if attribute is not None and attribute.type == "registry" and isinstance(value, str):
        return words.entry(value)
    return value if isinstance(value, str) else ", ".join(value)


def _part(name: str, said: str, differs: bool, look: Theme) -> str:
    shown = f"<b><u>{_escaped(said)}</u></b>" if differs else _escaped(said)
    return f'<span style="color:{look.quiet.name()}">{escape(name)}</span>&nbsp;{shown}'


def _escaped(words: str) -> str:
    return escape(words).replace("\n", " ")
