"""What a dataset would come to: counts by split, what its format loses, what is left out."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.exporting.preview import Survey

_STEPS = 1000


class SurveyView(QWidget):
    """A few lines; a thin bar while they are worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.told = QLabel()
        self.told.setAccessibleName("What the dataset comes to")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.RichText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(4)
        self.bar.setMaximum(_STEPS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.told)

    def show_survey(self, found: Survey | Problem | None) -> None:
        """Shows what was found; None: it is being worked out."""
        self.bar.setVisible(found is None)
        self.bar.setValue(0)
        if found is None:
            self.told.setText("Counting…")
        elif isinstance(found, Problem):
            self.told.setText(escape(str(found)))
        else:
            self.told.setText("<br>".join(_lines(found)))

    def progress(self, done: int, total: int) -> None:
        """How far the counting is."""
        self.bar.setValue(done * _STEPS // total if total else 0)


def _lines(found: Survey) -> list[str]:
    total = sum(found.articles.values())
    head = f"<b>{number(total, 'article')}, {number(sum(found.annotations.values()), 'annotation')}</b>"
    lines = [f"{head} in {number(found.files, 'file')}, {found.bytes / 1e6:,.1f} MB"]
    if set(found.articles) != {""}:
        lines.append(_splits(found))
    if found.leaks:
        shared = number(found.leaks, "paragraph")
        lines.append(f"<b>{shared} in more than one split</b>: nothing is written unless that is allowed")
    for (what, why), cases in sorted(found.lost.items()):
        lines.append(f"Lost: {escape(what)}, {number(cases, 'case')} ({escape(why)})")
    if found.hidden:
        lines.append(escape(visibility.sentence(found.hidden)))
    if found.undated:
        lines.append(f"Left out for want of a date: {number(found.undated, 'article')}")
    return lines


def _splits(found: Survey) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td align=right>&nbsp;&nbsp;{count:,}</td>"
        f"<td align=right>&nbsp;&nbsp;{found.annotations.get(name, 0):,}</td></tr>"
        for name, count in found.articles.items()
    )
    return f"<table><tr><td>Split</td><td>&nbsp;&nbsp;articles</td><td>&nbsp;&nbsp;annotations</td></tr>{rows}</table>"
