"""Keys of commands that somebody changes: what a key would be taken from, and what no command may have."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.domain.scheme import Scheme
from annotator.qt.kit.commands import COMMANDS, Command, Shortcuts
from annotator.qt.text.article_view import keys as caret

_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_FIRST_SPECIAL = 0x01000000
"""From here on keys of Qt are no characters."""
_LEADING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def keys_of(command: Command, changed: Shortcuts) -> tuple[str, ...]:
    """The keys that a command has now."""
    return tuple(changed.get(command.name, command.keys))


def holders(key: str, changed: Shortcuts, but: Command) -> list[Command]:
    """The other commands that have a key now."""
    wanted = QKeySequence(key)
    others = (command for command in COMMANDS if command.name != but.name)
    return [c for c in others if any(QKeySequence(k) == wanted for k in keys_of(c, changed))]


def give(command: Command, keys: Sequence[str], changed: Shortcuts) -> dict[str, list[str]]:
    """Gives a command these keys and takes them from all others; what is then as usual is not noted."""
    wanted = [QKeySequence(key) for key in keys]
    new = {command.name: list(keys)}
    for other in COMMANDS:
        if other.name != command.name:
            new[other.name] = [key for key in keys_of(other, changed) if QKeySequence(key) not in wanted]
    usual = {one.name: list(one.keys) for one in COMMANDS}
    return {name: kept for name, kept in new.items() if kept != usual[name]}


def obstacle(key: str, command: Command, scheme: Scheme | None) -> str:
    """Why a command cannot have a key, as a sentence; empty if it can."""
    pressed = QKeySequence(key)
    if not pressed.count():
        return "Press a key, alone or with Ctrl, Alt or Shift."
    combination: QKeyCombination = pressed[0]  # type: ignore[index]
    held, code = combination.keyboardModifiers(), combination.key()
    if _belongs_to_caret(code, held):
        return "This key moves in the text, selects or copies there."
    if held & _HELD or code.value >= _FIRST_SPECIAL:
        return ""
    if not command.in_text:
        return "A letter alone would be missing when one types. Add Ctrl or Alt."
    labels = {label.key.lower(): label.name for label in scheme.labels if label.key} if scheme else {}
    tagged = labels.get(chr(code.value).lower())
    return f"This key tags as {tagged}." if tagged else ""


def _belongs_to_caret(code: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    if code in _LEADING and not held & ~Qt.KeyboardModifier.ShiftModifier:
        return True
    return caret.is_caret_key(QKeyEvent(QEvent.Type.KeyPress, code.value, held))


def value_of(key: str, scheme: Scheme | None) -> str:
    """What the scheme would set with a key: "claim kind: fact"; empty if nothing."""
    for label, keys in value_keys(scheme, frozenset()).items() if scheme else ():
        if found := keys.get(key.lower()):
            return f"{label} {found[0]}: {found[1]}"
    return ""


def value_keys(scheme: Scheme, letters: frozenset[str]) -> Mapping[str, dict[str, tuple[str, str]]]:
    """(attribute, value) by key, for each label that has any; `letters` are keys of commands."""
    taken = scheme.label_keys | letters
    return {label.name: found for label in scheme.labels if (found := label.value_keys(taken))}
