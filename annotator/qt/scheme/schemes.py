"""What one does with labels and their guideline: the dialogs are opened here, and what came of them is told."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from annotator.domain.change import Outcome
from annotator.domain.wording import number
from annotator.project import guidelines
from annotator.project.guidelines import Older
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.kit.notice import Notice
from annotator.qt.scheme.guideline_dialog import GuidelineEditor, HistoryDialog, OlderDialog, title_of


class Schemes(QObject):
    """For one window. Each dialog belongs to the window and is gone when it is closed."""

    listWanted = Signal(str)
    """Annotations of this label that were made under an older rule are to be listed."""
    annotationWanted = Signal(int, str)
    """An article (row id) and an annotation in it (id): go there."""

    def __init__(self, window: QWidget, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._notice = window, notice

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_guideline(self, bridge: Bridge, name: str, cases: Sequence[str] = ()) -> None:
        """Lets one change an entry ("": the general part), with cases in view; saving is one action."""
        label = bridge.scheme.label(name)
        text = bridge.reader.guideline.entry(name) or (label.about if label else "")
        dialog = GuidelineEditor(self._window, name, text, label, cases)
        dialog.accepted.connect(lambda: self._save_entry(bridge, name, dialog.wording))
        self._open(dialog)

    def _save_entry(self, bridge: Bridge, name: str, text: str) -> None:
        def save(project: Project) -> Outcome[int]:
            change = guidelines.change_entry(project, name, text)
            older = guidelines.count_made_under_older(project, name, project.analyst) if name else 0
            return Outcome(older, change)

        bridge.do(save, then=lambda result: self._tell_older(name, result.value))

    def _tell_older(self, name: str, older: int) -> None:
        saved = f"The guideline for {title_of(name)} is changed."
        if older:
            self._notice.say(
                f"{saved} {number(older, 'annotation')} of yours {'was' if older == 1 else 'were'} "
                "made under the old rule.",
                "Show them",
                lambda: self.listWanted.emit(name),
            )
        else:
            self._notice.say(saved)

    def show_history(self, bridge: Bridge) -> None:
        """Shows every wording that the guideline had."""
        self._open(HistoryDialog(self._window, guidelines.history(bridge.reader)))

    def list_older(self, bridge: Bridge, label: str) -> None:
        """Lists my annotations of a label that were made under an older rule."""

        def find(project: Project) -> tuple[int, list[Older]]:
            rows = guidelines.made_under_older(project, label, project.analyst)
            total = guidelines.count_made_under_older(project, label, project.analyst)
            return total, rows

        bridge.ask(find, lambda found: self._show_older(label, found[1], found[0]))

    def _show_older(self, label: str, rows: list[Older], total: int) -> None:
        dialog = OlderDialog(self._window, label, rows, total)
        dialog.chosen.connect(self.annotationWanted)
        dialog.chosen.connect(dialog.accept)
        self._open(dialog)

    def edit_scheme(self, bridge: Bridge, label: str = "") -> None:
        """Opens the scheme editor, at a label if one is named."""
        # Imported when it is first opened: starting must not pay for it.
        from annotator.qt.scheme.editor import SchemeEditor

        dialog = SchemeEditor(self._window, bridge, label)
        dialog.told.connect(self._notice.say)
        self._open(dialog)
