"""The long tasks of the window: importing, exporting, backing up, checking. Each with progress, each can be stopped.

Dialogs are imported when they are first opened: starting must not pay for them.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress
from annotator.domain.wording import number
from annotator.project import maintenance, propagating, visibility
from annotator.project.import_report import Report, summary
from annotator.project.project import SUFFIX
from annotator.project.propagating import Place
from annotator.qt.intake.importing import Importing
from annotator.qt.kit import progress
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.notice import Notice
from annotator.qt.kit.problems import tell
from annotator.qt.kit.saving import ask_file
from annotator.qt.kit.working import Working
from annotator.qt.text.session import Session


class Jobs:
    """Starts them, and says how they ended."""

    def __init__(self, window: QMainWindow, notice: Notice, undo: Callable[[], None]) -> None:
        self._window = window
        self._notice = notice
        self._undo = undo
        self.working = Working()
        """How far an import is that goes on behind the user's work."""
        window.statusBar().addPermanentWidget(self.working)
        self._importing: Importing | None = None
        self._places: dict[Path, Path] = {}
        """Where the last dataset of a project went."""

    def import_paths(self, bridge: Bridge, paths: list[Path], then: Callable[[], None]) -> None:
        """Shows what files and folders would bring, and imports it behind the user's work; `then` is called when what
        was added is in the list."""
        from annotator.qt.intake.dialog import IntakeDialog

        if not bridge.writable:
            tell(self._window, bridge.read_only_because or "The project is closed.")
            return
        dialog = IntakeDialog(self._window, bridge, paths)
        if dialog.exec() == IntakeDialog.DialogCode.Accepted:
            Importing(
                bridge, dialog.reading, self.working, lambda *result: self._tell_import(bridge, then, *result)
            )
        dialog.deleteLater()

    def stop(self) -> None:
        """Ends an import that is under way, before its project is closed; nothing of it remains."""
        if self._importing is not None:
            self._importing.close()
            self._importing = None

    def _tell_import(self, bridge: Bridge, then: Callable[[], None], report: Report, change: Change) -> None:
        bridge.announce(change, then=lambda _: self._tell_added(bridge, then, report, change))
        bridge.index()

    def _tell_added(self, bridge: Bridge, then: Callable[[], None], report: Report, change: Change) -> None:
        then()
        if report.rejected or report.open:
            from annotator.qt.intake.report import ReportDialog

            ReportDialog(self._window, report, bridge.analyst).exec()
        can_undo = "Undo" if change else ""
        self._notice.say(summary(report, bridge.analyst), can_undo, self._undo)

    def export(self, bridge: Bridge) -> None:
        """Asks what and where, and writes a dataset; what was chosen is kept as a recipe."""
        from annotator.project.exporting import recipes
        from annotator.project.exporting.run import Dataset, export
        from annotator.qt.export.dialog import ExportDialog

        dialog = ExportDialog(self._window, bridge, self._places.get(bridge.path))
        dialog.finished.connect(dialog.deleteLater)
        if dialog.exec() != ExportDialog.DialogCode.Accepted:
            return
        out, recipe, replacing = dialog.destination, dialog.recipe(), dialog.replacing
        self._places[bridge.path] = out
        if bridge.writable:
            # Under the usual name too: the next time all is as it was, whatever name it was kept under.
            for name in dict.fromkeys((dialog.name, recipes.LAST)):
                bridge.do(call(recipes.save, name, recipe))

        def write(steps: Progress) -> Dataset:
            with bridge.reading() as project:
                return export(project, out, recipe, steps, replacing)

        def done(made: Dataset) -> None:
            if bridge.writable and recipe.split is not None:
                bridge.do(call(recipes.note, recipe))
            wrote = f"Wrote {number(made.articles, 'article')}, {number(made.annotations, 'annotation')}: {made.path}"
            left_out = f". {visibility.sentence(made.left_out)}" if made.left_out else ""
            folder = made.path if made.path.is_dir() else made.path.parent
            self._notice.say(wrote + left_out, "Open folder", lambda: _open(folder))

        # What is kept of it is on the disk first: the dataset does not depend on how quick that is.
        bridge.when_saved(lambda: progress.run(self._window, "Exporting…", bridge.task(write), done))

    def back_up(self, bridge: Bridge) -> None:
        """Asks where, and makes a verified copy."""
        suggested = bridge.path.with_name(f"{bridge.path.stem}.backup{SUFFIX}")
        kind = f"Annotator projects (*{SUFFIX})"
        name, _ = ask_file(self._window, "Back up", suggested, kind)
        if not name:
            return

        def copy(steps: Progress) -> str:
            with bridge.reading() as project:
                maintenance.backup(project, Path(name), steps)
            return name

        def done(path: str) -> None:
            self._notice.say(f"Verified copy: {path}")

        progress.run(self._window, "Backing up…", bridge.task(copy), done)

    def propagate(self, bridge: Bridge, session: Session) -> None:
        """Finds what says the same as the selected annotation in the project, asks what to do with it, does it."""
        key, one = session.key, session.current
        if key is None or one is None:
            return
        words = session.text_of(one)

        def find(steps: Progress) -> tuple[list[Place], list[Place], list[Place]]:
            with bridge.reading() as project:
                untagged = propagating.untagged(project, key, one, steps)
                tagged = propagating.equal(project, key, one)
                return untagged, tagged, propagating.locked(project, [*untagged, *tagged])

        def ask(found: tuple[list[Place], list[Place], list[Place]]) -> None:
            locked = set(found[2])
            untagged, tagged = ([place for place in some if place not in locked] for some in found[:2])
            labels = [label.name for label in bridge.scheme.labels if label.name != one.label]
            choices: dict[str, tuple[str, list[Place]]] = {}
            if untagged:
                choices["tag"] = f"Tag as {one.label}", untagged
            if tagged:
                choices["delete"] = f"Delete the other {one.label} annotations", tagged
                choices |= {f"to {name}": (f"Relabel those to {name}", tagged) for name in labels}
            left_out = propagating.left_out(found[2])
            if not choices:
                self._notice.say(left_out or "These words stand nowhere else in the project.")
                return
            from annotator.qt.text.propagate import PropagateDialog

            dialog = PropagateDialog(self._window, bridge.reader, words, choices, left_out)
            if dialog.exec() == PropagateDialog.DialogCode.Accepted:
                self._do_to_all(bridge, key, one, dialog.action, dialog.places)

        progress.run(self._window, "Looking through the project…", bridge.task(find), ask)

    def _do_to_all(self, bridge: Bridge, key: int, one: Annotation, action: str, places: list[Place]) -> None:
        def told(change: Change) -> None:
            self._notice.say(f"Done: {change.name}.", "Undo", self._undo)

        if action == "tag":
            bridge.do(call(propagating.tag_all, key, one, places), then=told)
        elif action == "delete":
            bridge.do(call(propagating.delete_all, places), then=told)
        else:
            bridge.do(call(propagating.relabel_all, places, action.removeprefix("to ")), then=told)

    def check(self, bridge: Bridge, damaged: Callable[[str], None]) -> None:
        """Checks the whole file on a copy, while work goes on; for after an unclean exit.

        `damaged` is told what is wrong.
        """

        def check(steps: Progress) -> list[str]:
            with bridge.reading() as project:
                return maintenance.faults(project, steps)

        def fail(error: BaseException) -> None:
            if not isinstance(error, Problem):
                raise error
            damaged(f"The project was not closed properly. {error}")

        task = bridge.task(check)
        task.succeeded.connect(lambda faults: self._tell_faults(faults, damaged))
        task.failed.connect(fail)
        task.start()

    def _tell_faults(self, faults: list[str], damaged: Callable[[str], None]) -> None:
        if faults:
            damaged("The project was not closed properly, and it is damaged:\n\n" + "\n".join(faults[:10]))
        else:
            self._notice.say(
                "The project was not closed properly last time. It was checked, and it is whole."
            )


def kinds_of_files() -> str:
    """What a file dialog is told of the files that can be imported."""
    from annotator.project.formats import formats

    suffixes = sorted(
        {suffix for row in formats() if row.direction == "reads" for suffix in row.suffixes if suffix}
    )
    return f"Articles ({' '.join(f'*{suffix}' for suffix in suffixes)})"


def _open(folder: Path) -> None:
    """Shows a folder in the system's own program for that."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
