"""Which entry of the registry others are merged into."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from annotator.domain.registry import Registry
from annotator.domain.wording import number
from annotator.qt.kit.actor_field import ActorLine
from annotator.qt.kit.buttons import standard_buttons
from annotator.qt.kit.plain import PlainLabel


class MergeDialog(QDialog):
    """Of one entry: into which other one. Of several: which of them stays."""

    def __init__(
        self, parent: QWidget, registry: Registry, uids: Sequence[str], counts: dict[str, int]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Merge actors")
        self._registry = registry
        self._uids = list(uids)
        self._counts = counts
        most = max(uids, key=lambda uid: counts.get(uid, 0)) if len(uids) > 1 else None
        self.into = ActorLine(lambda: registry, most)
        self.into.setAccessibleName("Merge into")
        self.into.setToolTip("The entry that stays: type to find it, Return takes the first.")
        self.into.setMinimumWidth(340)
        self._about = PlainLabel()
        self._about.setWordWrap(True)
        buttons = standard_buttons(self, QDialogButtonBox.StandardButton.Cancel)
        self.merge = buttons.addButton("Merge", QDialogButtonBox.ButtonRole.AcceptRole)
        self.merge.setToolTip("Make them one; undo takes it back")
        form = QFormLayout()
        form.addRow("Merge", PlainLabel(self._names(self._uids)))
        form.addRow("into", self.into)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._about)
        column.addStretch(1)
        column.addWidget(buttons)
        self.into.chosen.connect(lambda _: self._show())
        self._show()

    def _names(self, uids: Sequence[str]) -> str:
        actors = (self._registry.stored(uid) for uid in uids)
        return ", ".join(actor.name for actor in actors if actor)

    @property
    def target(self) -> str | None:
        """The id of the entry that stays."""
        return self.into.value

    @property
    def others(self) -> list[str]:
        """Ids of the entries that become part of it."""
        return [uid for uid in self._uids if uid != self.target]

    def _show(self) -> None:
        target = self._registry.entry(self.target) if self.target else None
        possible = target is not None and bool(self.others)
        self.merge.setEnabled(possible)
        if target is None or not possible:
            self._about.setText("Choose the entry that stays.")
            return
        count = sum(self._counts.get(uid, 0) for uid in self.others)
        self._about.setText(
            f"The forms of {self._names(self.others)} become aliases of {target.name}. "
            f"{number(count, 'mention')} of yours will mean {target.name}; nothing in the texts is changed."
        )
