"""Which actions can be taken back next, and which done again: computed from the log alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.storage.actions import Action


@dataclass
class UndoStack:
    """Fed with one analyst's actions on one device in their order, it knows what undo and redo mean now.

    An entry is the action to take back and the name of what the analyst did in the first place.
    """

    undo: list[tuple[Action, str]] = field(default_factory=list)
    redo: list[tuple[Action, str]] = field(default_factory=list)

    @classmethod
    def of(cls, actions: Iterable[Action]) -> "UndoStack":
        """The stack after all of these."""
        stack = cls()
        for action in actions:
            stack.push(action)
        return stack

    def push(self, action: Action) -> None:
        """Takes note of one more action: a new one, an undo or a redo."""
        if self.undo and action.undoes == self.undo[-1][0].key:
            self.redo.append((action, self.undo.pop()[1]))
        elif self.redo and action.undoes == self.redo[-1][0].key:
            self.undo.append((action, self.redo.pop()[1]))
        else:
            self.undo.append((action, action.name))
            self.redo.clear()
