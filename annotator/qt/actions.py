"""Every command of the window: its name, text, keys, and what must be there for it. Menus and help read this table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

PROJECT, WRITABLE, ARTICLE, EDITABLE, ANNOTATION = "project", "writable", "article", "editable", "annotation"
"""What a command needs: an open project; one that may be changed; an open article; both; a selected annotation."""


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table. `in_text`: the keys count only while the article has the keyboard."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""
    in_text: bool = False


COMMANDS = (
    Command("new", "File", "New project…", ("Ctrl+N",)),
    Command("open", "File", "Open…", ("Ctrl+O",)),
    Command("sample", "File", "Sample project"),
    Command("import_files", "File", "Import files…", ("Ctrl+I",), WRITABLE),
    Command("import_folder", "File", "Import a folder…", ("Ctrl+Shift+I",), WRITABLE),
    Command("export", "File", "Export a dataset…", ("Ctrl+E",), PROJECT),
    Command("backup", "File", "Back up…", (), PROJECT),
    Command("close", "File", "Close the project", ("Ctrl+W",), PROJECT),
    Command("quit", "File", "Quit", ("Ctrl+Q",)),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), WRITABLE),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), WRITABLE),
    Command("delete", "Edit", "Delete annotation", ("Del",), ANNOTATION, True),
    Command("unsure", "Edit", "Mark unsure", ("U",), ANNOTATION, True),
    Command("link", "Edit", "Link: fill the next slot", ("L",), ANNOTATION, True),
    Command("new_actor", "Edit", "New registry entry of these words", ("N",), ANNOTATION, True),
    Command("also_known", "Edit", "Known already: an alias of a registry entry", ("K",), ANNOTATION, True),
    Command("take_mentions", "Edit", "Equal mentions: take all", ("M",), EDITABLE, True),
    Command("step_mentions", "Edit", "Equal mentions: to the next", ("Space",), EDITABLE, True),
    Command("drop_mentions", "Edit", "Equal mentions: dismiss", ("Shift+M",), EDITABLE, True),
    Command("propagate", "Edit", "Equal mentions in the whole project…", ("Ctrl+M",), ANNOTATION, True),
    Command("choose_equal", "Edit", "Select all with the same words", ("Ctrl+Shift+A",), ANNOTATION, True),
    Command("edge_left", "Edit", "Move edge left by a word", ("Alt+Left",), ANNOTATION, True),
    Command("edge_right", "Edit", "Move edge right by a word", ("Alt+Right",), ANNOTATION, True),
    Command("edge_left_exact", "Edit", "Move edge left by a character", ("Ctrl+Alt+Left",), ANNOTATION, True),
    Command(
        "edge_right_exact", "Edit", "Move edge right by a character", ("Ctrl+Alt+Right",), ANNOTATION, True
    ),
    Command("edge_start", "Edit", "Choose the start edge", ("Alt+Up",), ANNOTATION, True),
    Command("edge_end", "Edit", "Choose the end edge", ("Alt+Down",), ANNOTATION, True),
    Command("withdraw", "Edit", "Withdraw the article", (), EDITABLE),
    Command("done", "Go", "Mark done, or take up again", ("Ctrl+D",), EDITABLE),
    Command("done_next", "Go", "Mark done and open the next", ("Ctrl+Return",), EDITABLE),
    Command("next_unfinished", "Go", "Next unfinished article", ("F4",), PROJECT),
    Command("next", "Go", "Next article", ("Ctrl+PgDown",), PROJECT),
    Command("previous", "Go", "Previous article", ("Ctrl+PgUp",), PROJECT),
    Command("search", "Go", "Search", ("Ctrl+F",), PROJECT),
    Command("follow", "Go", "Follow a link", ("J",), ANNOTATION, True),
    Command("follow_back", "Go", "To what links here", ("Shift+J",), ANNOTATION, True),
    Command("next_incomplete", "Go", "Next annotation that lacks something", ("F8",), PROJECT),
    Command("next_unsure", "Go", "Next unsure annotation", ("F9",), PROJECT),
    Command("to_list", "Go", "To the list of articles", ("Ctrl+1",), PROJECT),
    Command("to_text", "Go", "To the text", ("Ctrl+2",), PROJECT),
    Command("to_details", "Go", "To the details", ("Ctrl+3",), PROJECT),
    Command("to_annotations", "Go", "To the annotations", ("Ctrl+4",), PROJECT),
    Command("bigger", "View", "Larger text", ("Ctrl++", "Ctrl+=")),
    Command("smaller", "View", "Smaller text", ("Ctrl+-",)),
    Command("light", "View", "Light"),
    Command("dark", "View", "Dark"),
    Command("system", "View", "Light or dark like the system"),
    Command("keys", "Help", "Keys", ("F1",)),
    Command("about", "Help", "About Annotator"),
)

LETTERS = frozenset(
    key.lower() for command in COMMANDS for key in command.keys if len(key) == 1 and key.isalpha()
)
"""Letters that are keys of commands: no value of an attribute is set by them."""

IN_TEXT = (
    (
        "1 – 4, or a label's key",
        "tag the selection, or the word at the caret; relabel the selected annotation",
    ),
    ("Shift + a label's key", "tag exactly what is selected, without snapping to words"),
    ("Arrows, Ctrl+arrows, with Shift", "move the caret, select"),
    ("Tab, Shift+Tab", "walk from annotation to annotation"),
    ("Return", "to the details of the selected annotation"),
    ("Esc", "back to the text, caret at the end of the annotation"),
    ("Click, again, again", "the innermost annotation, then the ones around it"),
    ("Drag an edge", "move it by words; with Shift by characters"),
)
"""Keys that are no commands: what they are, what they do."""


def build(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each command, connected to its handler. Those of the text are still to be given to it."""
    made = {}
    for command in COMMANDS:
        action = QAction(command.text, window)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(lambda _=False, run=handlers[command.name]: run())
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        made[command.name] = action
    return made


def enable(made: Mapping[str, QAction], there: frozenset[str]) -> None:
    """Enables what has all it needs."""
    for command in COMMANDS:
        made[command.name].setEnabled(not command.needs or command.needs in there)
