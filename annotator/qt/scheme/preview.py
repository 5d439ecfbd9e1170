"""How the labels will look: a sentence with a span of each, in both looks side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.domain.colours import is_colour
from annotator.domain.scheme import Scheme
from annotator.qt.kit import theme
from annotator.qt.text.article_view import ArticleView, Span

_SENTENCE = (
    "The foreign minister said on Tuesday that the central bank would freeze all accounts abroad "
    "unless the talks in Oslo resumed before the end of the coming spring."
)
_SIZE = 11
_HEIGHT = 118
_WORDS = 3
"""Words of the sentence that each label gets; the last of them is left alone."""


class Preview(QWidget):
    """Two small pages; the label that is being changed is the selected one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("schemePreview")
        self.setAccessibleName("How the labels will look")
        self.views = {theme: _page(theme) for theme in ("light", "dark")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for view in self.views.values():
            row.addWidget(view)
        self.setFixedHeight(_HEIGHT)

    def show_scheme(self, scheme: Scheme, current: str) -> None:
        """Shows the labels of a scheme whose colours can be painted."""
        labels = [
            label
            for label in scheme.labels
            if all(is_colour(c) for x in (label.light, label.dark) for c in (x.edge, x.fill))
        ]
        spans = _spans([label.name for label in labels], current)
        end = _words()[: max(4, len(labels)) * _WORDS][-1][1]
        for view in self.views.values():
            view.set_labels(labels)
            view.show_article(f"{_SENTENCE[:end]}.", (), (), spans)
            view.select_span("current" if any(span.id == "current" for span in spans) else None)


def _page(name: str) -> ArticleView:
    view = ArticleView()
    view.setObjectName(f"preview-{name}")
    view.setAccessibleName(f"The labels in the {name} look")
    view.setPalette(theme.palette(name == "dark"))
    view.set_look(theme.Theme(name == "dark"))
    view.set_font_size(_SIZE)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return view


def _spans(names: list[str], current: str) -> list[Span]:
    """A few words for each label; when there are more labels than words, the first ones."""
    words = _words()
    spans = []
    for number, name in enumerate(names):
        part = words[number * _WORDS : (number + 1) * _WORDS]
        if part:
            tagged = part[:-1] or part
            uid = "current" if name == current else str(number)
            spans.append(Span(uid, tagged[0][0], tagged[-1][1], name))
    return spans


def _words() -> list[tuple[int, int]]:
    places, at = [], 0
    for word in _SENTENCE.split(" "):
        places.append((at, at + len(word.rstrip("."))))
        at += len(word) + 1
    return places
