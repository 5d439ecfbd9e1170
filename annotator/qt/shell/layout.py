"""Which panels of a workspace are shown: each can be hidden, and for reading everything but the text."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.qt.shell.workspace import Workspace

PANELS = ("articles", "details", "annotations")
_SHOW = "show_"
_IN = {"search": "articles", "to_list": "articles", "to_details": "details", "to_annotations": "annotations"}
_IN |= dict.fromkeys(("to_guideline", "to_comments", "to_known", "comment"), "details")
"""The panel that a command leads into."""


class Layout(QObject):
    """Hides and shows. `around` is what else is hidden while there is nothing but the text."""

    changed = Signal()

    def __init__(self, workspace: Workspace, around: Sequence[QWidget]) -> None:
        super().__init__(workspace)
        self._workspace, self._around = workspace, around
        # Details share their place with the guideline and the comments: all three come and go together.
        parts = (workspace.articles, workspace.side, workspace.annotations)
        self._parts: dict[str, QWidget] = dict(zip(PANELS, parts, strict=True))
        self._sizes = {splitter: splitter.sizes() for splitter in (workspace.columns, workspace.right)}
        self.hidden: frozenset[str] = frozenset()
        self.only_text = False
        self.commands: dict[str, Callable[[], object]] = {
            "focus": self.toggle_only_text,
            **{f"{_SHOW}{name}": partial(self.toggle, name) for name in PANELS},
        }
        """What commands that show and hide do, by their names."""
        workspace.article.view.installEventFilter(self)
        workspace.article.detailsWanted.connect(self._on_details)

    def reveal(self, command: str) -> None:
        """Shows the panel that a command leads into; most lead into none."""
        if command in _IN:
            self.show(_IN[command])

    @property
    def on(self) -> frozenset[str]:
        """The commands that are ticked."""
        if self.only_text:
            return frozenset({"focus"})
        return frozenset(_SHOW + name for name in PANELS if name not in self.hidden)

    def toggle(self, name: str) -> None:
        """Shows a panel, or hides it."""
        if name in self.hidden or self.only_text:
            self.show(name)
        else:
            self._set(self.hidden | {name}, False)

    def show(self, name: str) -> None:
        """Shows a panel; the others come back as well if there was nothing but the text."""
        if name in self.hidden or self.only_text:
            self._set(self.hidden - {name}, False)

    def toggle_only_text(self) -> None:
        """Leaves nothing but the text with its label bar, or brings everything back as it was."""
        self._set(self.hidden, not self.only_text)

    def leave_only_text(self) -> None:
        """Brings everything back as it was."""
        if self.only_text:
            self.toggle_only_text()

    def _set(self, hidden: frozenset[str], only_text: bool) -> None:
        self._note_sizes()
        self.hidden, self.only_text = hidden, only_text
        shown = set() if only_text else set(PANELS) - hidden
        for name, part in self._parts.items():
            part.setVisible(name in shown)
        self._workspace.right.setVisible(bool(shown - {"articles"}))
        for part in self._around:
            part.setVisible(not only_text)
        for splitter, sizes in self._sizes.items():
            splitter.setSizes(sizes)
        focused = self._workspace.focusWidget()
        if focused is None or not focused.isVisibleTo(self._workspace):
            self._workspace.article.view.setFocus()
        self.changed.emit()

    def _note_sizes(self) -> None:
        """What is hidden has no size: the one it had is kept, for when it comes back."""
        for splitter, before in self._sizes.items():
            if splitter.isVisible():  # Before that, sizes are not real yet.
                self._sizes[splitter] = [
                    now or old for now, old in zip(splitter.sizes(), before, strict=True)
                ]

    def _on_details(self) -> None:
        """Return leads to the details even where they were hidden."""
        if "details" in self.hidden or self.only_text:
            self.show("details")
            self._workspace.to_details()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc brings everything back, once it has nothing in the text to let go of."""
        if not self.only_text or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        start, end = self._workspace.article.view.selection()
        busy = start != end or self._workspace.session.current is not None
        if event.key() != Qt.Key.Key_Escape or busy:
            return False
        self.leave_only_text()
        return True

    # To be remembered

    @property
    def columns(self) -> list[int]:
        """Widths of the three columns in pixels."""
        return self._known(self._workspace.columns)

    @property
    def rows(self) -> list[int]:
        """Heights of the two panels on the right in pixels."""
        return self._known(self._workspace.right)

    def _known(self, splitter: QSplitter) -> list[int]:
        if not self.only_text:
            self._note_sizes()
        return list(self._sizes[splitter])

    def restore(self, columns: list[int], rows: list[int], hidden: Sequence[str]) -> None:
        """Takes over sizes and hidden panels; what does not fit this window is passed over."""
        for splitter, sizes in ((self._workspace.columns, columns), (self._workspace.right, rows)):
            if len(sizes) == splitter.count() and all(size > 0 for size in sizes):
                splitter.setSizes(sizes)
                self._sizes[splitter] = sizes
        wanted = frozenset(hidden) & frozenset(PANELS)
        if wanted:
            self._set(wanted, False)
