"""What a dataset would come to: counts by split, what its format loses, what is left out."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.exporting.run import Survey
from annotator.qt.kit.plain import MarkupLabel

_STEPS = 1000
_HIGHEST = 170
"""Pixels; what is longer is scrolled, so that the preview keeps its place."""


class SurveyView(QWidget):
    """A few lines; a thin bar while they are worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.told = MarkupLabel()
        self.told.setAccessibleName("What the dataset comes to")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(4)
        self.bar.setMaximum(_STEPS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("What the dataset comes to")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.told)
        column.addWidget(self._scroll)

    def show_survey(self, found: Survey | Problem | None, leaks_allowed: bool = False) -> None:
        """Shows what was found; None: it is being worked out."""
        self.bar.setVisible(found is None)
        self.bar.setValue(0)
        if found is None:
            self.told.setText("Counting…")
        elif isinstance(found, Problem):
            self.told.setText(escape(str(found)))
        else:
            self.told.setText("".join(_blocks(found, leaks_allowed)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words fit on a line of a narrow window, so there are more lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._scroll.setFixedHeight(min(_HIGHEST, self.told.heightForWidth(self.width()) + 4))

    def progress(self, done: int, total: int) -> None:
        """How far the counting is."""
        self.bar.setValue(done * _STEPS // total if total else 0)


def _blocks(found: Survey, leaks_allowed: bool) -> list[str]:
    """Paragraphs and tables of HTML."""
    total = sum(found.articles.values())
    head = f"<b>{number(total, 'article')}, {number(sum(found.annotations.values()), 'annotation')}</b>"
    blocks = [f"<div>{head} in {number(found.files, 'file')}, {_size(found.bytes)}</div>"]
    if set(found.articles) != {""}:
        blocks.append(_splits(found))
    lines = []
    if found.leaks:
        shared = number(found.leaks, "paragraph")
        so = "written all the same, and listed" if leaks_allowed else "allow that under Splits to write it"
        lines.append(f"<b>{shared} in more than one split</b>: {so}")
    for (what, why), cases in sorted(found.lost.items()):
        lines.append(f"Lost: {escape(what)}, {number(cases, 'case')} ({escape(why)})")
    if found.hidden:
        lines.append(escape(visibility.sentence(found.hidden)))
    if found.undated:
        lines.append(f"Left out for want of a date: {number(found.undated, 'article')}")
    return [*blocks, *(f"<div>{line}</div>" for line in lines)]


def _size(count: int) -> str:
    """`812 bytes`, `47 kB`, `1.4 MB`."""
    if count < 1000:
        return number(count, "byte")
    return f"{count / 1e3:,.0f} kB" if count < 1e6 else f"{count / 1e6:,.1f} MB"


def _splits(found: Survey) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td align=right>&nbsp;&nbsp;{count:,}</td>"
        f"<td align=right>&nbsp;&nbsp;{found.annotations.get(name, 0):,}</td></tr>"
        for name, count in found.articles.items()
    )
    return f"<table><tr><td>Split</td><td>&nbsp;&nbsp;articles</td><td>&nbsp;&nbsp;annotations</td></tr>{rows}</table>"
