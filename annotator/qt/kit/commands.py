"""Every command of the window: its name, text, keys, and what must be there for it. Menus and help read this table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.domain.article import ZONE_KINDS
from annotator.qt.kit.plain import harmless

PROJECT, WRITABLE, ARTICLE, EDITABLE, ANNOTATION = "project", "writable", "article", "editable", "annotation"
REVIEW = "review"
"""What a command needs: an open project; one that may be changed; an open article; both; a selected annotation;
an article on the page of review."""

LACKS = {
    PROJECT: "needs an open project",
    WRITABLE: "needs an open project that may be changed",
    ARTICLE: "needs an open article",
    EDITABLE: "needs an open article that may be changed",
    ANNOTATION: "needs a selected annotation",
    REVIEW: "needs an article on the page of review",
    "": "nothing to do now",
}
"""Why a command cannot be used, by what it needs."""


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table. `in_text`: the keys count only while the article has the keyboard. `ticked`: on or off."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    needs: str = ""
    in_text: bool = False
    ticked: bool = False


ZONE = "zone_"
"""How the names of the commands begin that say what a part of the article is."""
_ZONE_KEYS = dict(zip(ZONE_KINDS, "POSHAYDBT", strict=True))
NO_ZONE = f"{ZONE}none"
ZONES = {f"{ZONE}{kind}": kind for kind in ZONE_KINDS} | {NO_ZONE: None}
"""The kind of zone that each of these commands makes; None: none."""


COMMANDS = (
    Command("new", "File", "New project…", ("Ctrl+N",)),
    Command("open", "File", "Open…", ("Ctrl+O",)),
    Command("sample", "File", "Sample project"),
    Command("import_files", "File", "Import files…", ("Ctrl+I",), WRITABLE),
    Command("import_folder", "File", "Import a folder…", ("Ctrl+Shift+I",), WRITABLE),
    Command("export", "File", "Export a dataset…", ("Ctrl+E",), PROJECT),
    Command("backup", "File", "Back up…", (), PROJECT),
    Command("share", "File", "Share my work", ("Ctrl+Shift+S",), PROJECT),
    Command("merge", "File", "Merge colleagues' files…", (), WRITABLE),
    Command("watch", "File", "Watch the team's folder…", (), PROJECT),
    Command("forks", "File", "Settle two states…", (), PROJECT),
    Command("settings", "File", "Settings…", ("Ctrl+,",)),
    Command("close", "File", "Close the project", ("Ctrl+W",), PROJECT),
    Command("quit", "File", "Quit", ("Ctrl+Q",)),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), WRITABLE),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), WRITABLE),
    Command("delete", "Annotate", "Delete annotation", ("Del",), ANNOTATION, True),
    Command("unsure", "Annotate", "Mark unsure", ("U",), ANNOTATION, True),
    Command("link", "Annotate", "Link: fill the next slot", ("L",), ANNOTATION, True),
    Command(
        "link_missing", "Annotate", "Link: what is missing to the likeliest", ("Shift+L",), ANNOTATION, True
    ),
    Command("this_is", "Annotate", "This is…: whom the words mean", ("N", "K"), ANNOTATION, True),
    Command("take_mentions", "Annotate", "Equal mentions: take all", ("M",), EDITABLE, True),
    Command("step_mentions", "Annotate", "Equal mentions: to the next", ("Space",), EDITABLE, True),
    Command("drop_mentions", "Annotate", "Equal mentions: dismiss", ("Shift+M",), EDITABLE, True),
    Command("propagate", "Annotate", "Equal mentions in the whole project…", ("Ctrl+M",), ANNOTATION, True),
    Command(
        "choose_equal", "Annotate", "Select all with the same words", ("Ctrl+Shift+A",), ANNOTATION, True
    ),
    Command("edge_left", "Annotate", "Move edge left by a word", ("Alt+Left",), ANNOTATION, True),
    Command("edge_right", "Annotate", "Move edge right by a word", ("Alt+Right",), ANNOTATION, True),
    Command(
        "edge_left_exact", "Annotate", "Move edge left by a character", ("Ctrl+Alt+Left",), ANNOTATION, True
    ),
    Command(
        "edge_right_exact",
        "Annotate",
        "Move edge right by a character",
        ("Ctrl+Alt+Right",),
        ANNOTATION,
        True,
    ),
    Command("edge_start", "Annotate", "Choose the start edge", ("Alt+Up",), ANNOTATION, True),
    Command("edge_end", "Annotate", "Choose the end edge", ("Alt+Down",), ANNOTATION, True),
    Command("comment", "Annotate", "Comment…", ("Ctrl+Shift+C",), EDITABLE),
    *(
        Command(
            f"{ZONE}{kind}", "Zone", f"This is: {kind}", (f"Alt+Shift+{_ZONE_KEYS[kind]}",), EDITABLE, True
        )
        for kind in ZONE_KINDS
    ),
    Command(NO_ZONE, "Zone", "Not a zone", ("Alt+Shift+N",), EDITABLE, True),
    Command("name_time", "Zone", "The selected words name a time…", ("Alt+Shift+W",), EDITABLE, True),
    Command("edit_scheme", "Edit", "Edit the scheme…", (), WRITABLE),
    Command("team", "Edit", "Team and assignments…", ("Ctrl+T",), PROJECT),
    Command("assign", "Edit", "Assign the selected articles…", ("Ctrl+Shift+T",), WRITABLE),
    Command("withdraw", "Edit", "Withdraw the article", (), EDITABLE),
    Command("done", "Go", "Submit the article, or reopen it", ("Ctrl+D",), EDITABLE),
    Command("done_next", "Go", "Submit the article and open the next", ("Ctrl+Return",), EDITABLE),
    Command("next_unfinished", "Go", "Next unfinished article", ("F4",), PROJECT),
    Command("next", "Go", "Next article", ("Ctrl+PgDown",), PROJECT),
    Command("previous", "Go", "Previous article", ("Ctrl+PgUp",), PROJECT),
    Command("search", "Go", "Search", ("Ctrl+F",), PROJECT),
    Command("duplicates", "Go", "Compare with its duplicates…", ("Ctrl+Shift+D",), ARTICLE),
    Command("follow", "Go", "Follow a link", ("J",), ANNOTATION, True),
    Command("follow_back", "Go", "To what links here", ("Shift+J",), ANNOTATION, True),
    Command("next_incomplete", "Go", "Next annotation that lacks something", ("F8",), PROJECT),
    Command("next_unsure", "Go", "Next unsure annotation", ("F9",), PROJECT),
    Command("to_list", "Go", "To the list of articles", ("Ctrl+1",), PROJECT),
    Command("to_text", "Go", "To the text", ("Ctrl+2",), PROJECT),
    Command("to_details", "Go", "To the details", ("Ctrl+3",), PROJECT),
    Command("to_guideline", "Go", "To the guideline", ("Ctrl+5",), PROJECT),
    Command("to_comments", "Go", "To the comments", ("Ctrl+6",), PROJECT),
    Command("to_known", "Go", "To what is known of the article", ("Ctrl+7",), PROJECT),
    Command("page_texts", "Go", "Page: texts", ("F5",), PROJECT),
    Command("page_find", "Go", "Page: find words and annotations in all articles", ("Ctrl+G",), PROJECT),
    Command("page_actors", "Go", "Page: actors", ("F6",), PROJECT),
    Command("page_frames", "Go", "Page: statements and sanctions", ("F7",), PROJECT),
    Command("page_review", "Go", "Page: review", ("F2",), PROJECT),
    Command("page_feedback", "Go", "Page: what review changed", ("F3",), PROJECT),
    Command("page_gaps", "Go", "Page: gaps of the guideline", ("Shift+F3",), PROJECT),
    Command("page_overview", "Go", "Page: overview and agreement", ("F12",), PROJECT),
    Command("to_annotations", "Go", "To the annotations", ("Ctrl+4",), PROJECT),
    Command("review_agreed", "Review", "Accept what all agree on", ("Ctrl+Shift+Return",), REVIEW),
    Command("review_majority", "Review", "Follow the majority where there is one", (), REVIEW),
    Command("review_reopen_case", "Review", "Forget the decision on this case", (), REVIEW),
    Command("review_hand_back", "Review", "Hand the article back…", (), REVIEW),
    Command("review_hide", "Review", "Hide names and shuffle their order", (), REVIEW, ticked=True),
    Command("bigger", "View", "Larger text", ("Ctrl++", "Ctrl+=")),
    Command("smaller", "View", "Smaller text", ("Ctrl+-",)),
    Command("time", "View", "Time spent…", (), PROJECT),
    Command("show_articles", "View", "List of articles", ("Ctrl+B",), PROJECT, ticked=True),
    Command("show_details", "View", "Details", ("Ctrl+J",), PROJECT, ticked=True),
    Command("show_annotations", "View", "List of annotations", ("Ctrl+Shift+J",), PROJECT, ticked=True),
    Command("focus", "View", "Nothing but the text", ("F11", "Ctrl+Shift+F"), PROJECT, ticked=True),
    Command("light", "View", "Light", ticked=True),
    Command("dark", "View", "Dark", ticked=True),
    Command("system", "View", "Light or dark like the system", ticked=True),
    Command("contrast", "View", "High contrast", ticked=True),
    Command("palette", "Help", "All commands…", ("Ctrl+Shift+P",)),
    Command("keys", "Help", "Keys", ("F1",)),
    Command("shortcuts", "Help", "Change keys…"),
    Command("about", "Help", "About Annotator"),
)

IN_TEXT = (
    (
        "A label's key",
        "tag the selection; without one what the label is made of: a name, a quotation, a claim",
    ),
    ("The same key again, with Shift", "take more, take less; another label's key relabels what is held"),
    ("A value's letter", "set the value of the selected annotations"),
    ("Arrows, Ctrl+arrows, with Shift", "move the caret, select"),
    ("Tab, Shift+Tab", "walk from annotation to annotation"),
    ("Return", "to the details of the selected annotation"),
    ("Esc", "back to the text, caret at the end of the annotation"),
    ("Click, again, again", "the caret into an annotation; take hold of it; of the ones around it"),
    ("Drag an edge", "move it by words; with Shift by characters"),
)
"""Keys that are no commands and no scheme's: what they are, what they do."""

IN_REVIEW = (
    ("Tab, Shift+Tab", "to the next case that is to be decided"),
    ("1 to 9", "take that opinion and go on"),
    ("0 or Delete", "rightly nothing"),
    ("Left, Right; Return or Space", "choose an opinion; take it"),
    ("E", "take it and correct it with all the keys of annotating; Return goes on, Esc goes back"),
    (
        "B L G A S O",
        "why: boundary, label, guideline gap, ambiguous text, slip, other; for what was decided last",
    ),
    ("N", "a note for the author"),
    ("Backspace", "forget the decision on this case"),
    ("A label's key on selected words", "into the gold layer what nobody marked"),
)
"""Keys on the page of review."""

Shortcuts = Mapping[str, Sequence[str]]
"""Keys by command, where they are not the usual ones."""


def build(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each command, connected to its handler. Those of the text are still to be given to it."""
    made = {}
    for command in COMMANDS:
        action = QAction(command.text, window)
        action.setCheckable(command.ticked)
        action.triggered.connect(lambda _=False, run=handlers[command.name]: run())
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            window.addAction(action)
        made[command.name] = action
    set_keys(made, {})
    return made


def is_letter(command: Command) -> bool:
    """Whether all its keys are single letters, with Shift or without: on the page of texts they count wherever nothing
    is typed."""
    return command.in_text and all(len(key.removeprefix("Shift+")) == 1 for key in command.keys)


def set_keys(made: Mapping[str, QAction], changed: Shortcuts) -> None:
    """Gives every command its keys: the changed ones, else the usual ones. What is no key is passed over."""
    for command in COMMANDS:
        keys = changed.get(command.name, command.keys)
        sequences = (QKeySequence(key) for key in keys)
        made[command.name].setShortcuts([one for one in sequences if one.toString()])


def shown_keys(action: QAction) -> str:
    """An action's present keys as a person reads them: "Ctrl+Y or F5"; empty where it has none."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(key.toString(native) for key in action.shortcuts())


def letters_taken(made: Mapping[str, QAction]) -> frozenset[str]:
    """The single characters, in lower case, that are keys of commands: no value of an attribute gets them."""
    keys = (key.toString() for action in made.values() for key in action.shortcuts())
    return frozenset(key.lower() for key in keys if len(key) == 1)


def stands_for(widget: QWidget, command: str, tip: str) -> None:
    """Notes that a widget does what a command does, so that its tooltip can name the command's key."""
    widget.setProperty("command", command)
    widget.setProperty("tip", tip)
    widget.setToolTip(harmless(tip))


def show_keys(root: QWidget, made: Mapping[str, QAction]) -> None:
    """Writes the present keys into the tooltips of all widgets that stand for a command."""
    for widget in root.findChildren(QWidget):
        action = made.get(str(widget.property("command")))
        if action is not None:
            keys, tip = shown_keys(action), widget.property("tip")
            widget.setToolTip(harmless(f"{tip} ({keys})" if keys else tip))


def enable(made: Mapping[str, QAction], there: frozenset[str]) -> None:
    """Enables what has all it needs."""
    for command in COMMANDS:
        made[command.name].setEnabled(not command.needs or command.needs in there)


def tick(made: Mapping[str, QAction], on: frozenset[str]) -> None:
    """Ticks the commands that are on."""
    for command in COMMANDS:
        if command.ticked:
            made[command.name].setChecked(command.name in on)
