"""The caret's own keys, and its steps from word to word after the house's idea of a word."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.domain import words

_Standard = QKeySequence.StandardKey
_NATIVE = (
    _Standard.MoveToNextChar,
    _Standard.MoveToPreviousChar,
    _Standard.MoveToNextLine,
    _Standard.MoveToPreviousLine,
    _Standard.MoveToStartOfLine,
    _Standard.MoveToEndOfLine,
    _Standard.MoveToStartOfBlock,
    _Standard.MoveToEndOfBlock,
    _Standard.MoveToStartOfDocument,
    _Standard.MoveToEndOfDocument,
    _Standard.MoveToNextPage,
    _Standard.MoveToPreviousPage,
    _Standard.SelectNextChar,
    _Standard.SelectPreviousChar,
    _Standard.SelectNextLine,
    _Standard.SelectPreviousLine,
    _Standard.SelectStartOfLine,
    _Standard.SelectEndOfLine,
    _Standard.SelectStartOfBlock,
    _Standard.SelectEndOfBlock,
    _Standard.SelectStartOfDocument,
    _Standard.SelectEndOfDocument,
    _Standard.SelectNextPage,
    _Standard.SelectPreviousPage,
    _Standard.SelectAll,
    _Standard.Copy,
)
_BY_WORD = {
    _Standard.MoveToNextWord: (True, False),
    _Standard.MoveToPreviousWord: (False, False),
    _Standard.SelectNextWord: (True, True),
    _Standard.SelectPreviousWord: (False, True),
}
_LETTERS = (Qt.Key.Key_A.value, Qt.Key.Key_Z.value)
_OUR_LETTERS = (Qt.Key.Key_A.value, Qt.Key.Key_C.value)
"""Of the letters with Ctrl the view keeps select all and copy."""
_BY_PARAGRAPH = {Qt.Key.Key_Down.value: True, Qt.Key.Key_Up.value: False}


def is_native(event: QKeyEvent) -> bool:
    """Whether Qt moves the caret, selects or copies with this key as we want it.

    On X11 Qt knows Ctrl+E, Ctrl+U and other letters as caret keys; those belong to the window's commands.
    """
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier and _LETTERS[0] <= event.key() <= _LETTERS[1]:
        return event.key() in _OUR_LETTERS
    return any(event.matches(key) for key in _NATIVE)


def word_step(event: QKeyEvent) -> tuple[bool, bool] | None:
    """For a step by a word: whether rightwards on the screen, and whether it selects."""
    return next((step for key, step in _BY_WORD.items() if event.matches(key)), None)


def paragraph_step(event: QKeyEvent) -> tuple[bool, bool] | None:
    """For a step by a paragraph (Ctrl+Up, Ctrl+Down): whether downwards, and whether it selects."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    selects = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if modifiers & ~Qt.KeyboardModifier.ShiftModifier != Qt.KeyboardModifier.ControlModifier:
        return None
    down = _BY_PARAGRAPH.get(event.key())
    return None if down is None else (down, selects)


def is_caret_key(event: QKeyEvent) -> bool:
    """Whether the view keeps this key from the window's shortcuts."""
    return is_native(event) or word_step(event) is not None or paragraph_step(event) is not None


def by_word(text: str, at: int, forwards: bool) -> int:
    """Where the caret goes: to the start of the next word, or of this or the one before."""
    if not forwards:
        return words.previous_edge(text, at)
    found = words.next_start(text, at)
    return found if found > at else len(text)


def select_by_word(text: str, at: int, anchor: int, forwards: bool) -> int:
    """Where a selection goes on: it ends with a word and begins with one, growing or shrinking."""
    if forwards:
        if at >= anchor:
            return words.next_edge(text, at)
        found = words.next_start(text, at)
        return min(found, anchor) if found > at else anchor
    if at <= anchor:
        return words.previous_edge(text, at)
    found = words.previous_end(text, at)
    return max(found, anchor) if found < at else anchor
