"""What the page of actors asks for with a dialog: merging, splitting, files."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from annotator.domain.change import Change, Outcome
from annotator.domain.wording import number
from annotator.project import actor_files, registry
from annotator.project.actor_files import Imported
from annotator.qt.actors.merge import MergeDialog
from annotator.qt.actors.page import ActorsPanel
from annotator.qt.actors.split import SplitDialog
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.kit.saving import ask_file

_FILES = "Registries (*.csv *.json)"


class ActorJobs:
    """Connected to a panel once; each job is one action that undo takes back."""

    def __init__(self, panel: ActorsPanel, bridge: Bridge) -> None:
        self._panel = panel
        self._bridge = bridge
        panel.mergeWanted.connect(self.merge)
        panel.splitWanted.connect(self.split)
        panel.importWanted.connect(self.choose_import)
        panel.exportWanted.connect(self.choose_export)

    def merge(self, uids: list[str]) -> MergeDialog | None:
        """Asks which entry stays, and merges the others into it."""
        if not uids:
            return None
        tally = self._panel.model.tally
        dialog = MergeDialog(
            self._panel, self._bridge.reader.registry, uids, dict(tally.counts) if tally else {}
        )
        dialog.accepted.connect(lambda: self._merge(dialog))
        dialog.open()
        return dialog

    def _merge(self, dialog: MergeDialog) -> None:
        others, target = dialog.others, dialog.target or ""
        entry = self._bridge.reader.registry.entry(target)
        said = f"Merged into {entry.name if entry else target}. Undo takes them apart again."

        def done(_: Change) -> None:
            self._panel.select(target)
            self._panel.noticed.emit(said)

        self._bridge.do(call(registry.merge, others, entry.id if entry else target), then=done)

    def split(self, uid: str) -> SplitDialog | None:
        """Asks which forms become an entry of their own, and makes it."""
        actor = self._bridge.reader.registry.stored(uid)
        if actor is None:
            return None
        dialog = SplitDialog(self._panel, actor)
        dialog.accepted.connect(lambda: self._split(dialog, uid))
        dialog.open()
        return dialog

    def _split(self, dialog: SplitDialog, uid: str) -> None:
        def done(change: Change) -> None:
            moved = number(len(change.annotations or ()), "mention")
            self._panel.noticed.emit(f"Made {dialog.new_name}; {moved} point to it now. Undo takes it back.")

        self._bridge.do(
            call(
                registry.split,
                uid,
                dialog.forms,
                dialog.new_name,
                dialog.type.currentText(),
                dialog.repoint.isChecked(),
            ),
            then=done,
        )

    def choose_import(self) -> None:
        """Asks for a file and takes its entries in."""
        name, _ = QFileDialog.getOpenFileName(self._panel, "Import actors", "", _FILES)
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Takes in the entries of a file."""

        def done(result: Outcome[Imported]) -> None:
            report = result.value
            self._panel.noticed.emit(
                f"{len(report.added)} added, {len(report.changed)} changed, {len(report.same)} the same: {path.name}"
            )

        self._bridge.do(call(actor_files.import_entries, path), then=done)

    def choose_export(self) -> None:
        """Asks for a file and writes all entries to it."""
        suggested = str(self._bridge.path.with_name("actors.csv"))
        name, _ = ask_file(self._panel, "Export actors", suggested, _FILES)
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Writes all entries to a file, after everything that was done before."""

        def done(written: int) -> None:
            self._panel.noticed.emit(f"Wrote {number(written, 'actor')}: {path}")

        self._bridge.ask(call(actor_files.export_entries, path), done)
