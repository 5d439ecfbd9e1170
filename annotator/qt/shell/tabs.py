"""The pages of an open project: texts, finding, actors, frames, review, what came back from review, overview.

Pages that were never shown are not made, and their modules not imported: starting must not pay for them.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from annotator.project import duplicates, importing
from annotator.qt.kit import commands
from annotator.qt.kit.background import LatestOnly
from annotator.qt.scheme.schemes import Schemes
from annotator.qt.shell.workspace import Workspace
from annotator.qt.text.session import Session

if TYPE_CHECKING:
    from annotator.qt.actors.page import ActorsPanel
    from annotator.qt.feedback.outcomes import ReadOutcomes
    from annotator.qt.feedback.page import FeedbackPanel
    from annotator.qt.find.page import FindPanel
    from annotator.qt.frames.page import FramesPanel
    from annotator.qt.overview.page import OverviewPanel
    from annotator.qt.review.page import ReviewPage

TEXTS, FIND, ACTORS, FRAMES = "texts", "find", "actors", "frames"
REVIEW, FEEDBACK = "review", "feedback"
OVERVIEW = "overview"
_TITLES = {
    TEXTS: "Texts",
    FIND: "Find",
    ACTORS: "Actors",
    FRAMES: "Statements and sanctions",
    REVIEW: "Review",
    FEEDBACK: "Feedback",
    OVERVIEW: "Overview",
}
_PAUSE = 1500
"""Milliseconds after opening or a change until what is unread is counted: nobody waits for it."""
_ANYWHERE = ("undo", "redo")
"""Commands of the workspace that leave one on the page where one is."""


class Tabs(QStackedWidget):
    """One of them is shown; `bar` chooses. Every command about a text leads to the page of texts."""

    noticed = Signal(str)
    done = Signal(str)
    """Something was done that undo takes back."""
    textMade = Signal(object)
    """A page with a text of its own (a ReviewPage) was made: it wants the look and the keys of the others."""
    stateChanged = Signal()
    """Another page is shown, or something else is selected there."""

    def __init__(self, workspace: Workspace, schemes: Schemes, made: dict[str, QAction]) -> None:
        super().__init__()
        self._workspace, self._schemes, self._actions = workspace, schemes, made
        self._review: ReviewPage | None = None
        self._jobs: Any = None
        self._find: FindPanel | None = None
        self._frames: FramesPanel | None = None
        self._feedback: FeedbackPanel | None = None
        self._overview: OverviewPanel | None = None
        self._outcomes: ReadOutcomes | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_PAUSE)
        self._counting.timeout.connect(self._count_unread)
        self._counting.start()
        self._loading = LatestOnly(workspace.bridge, self)
        self._made: dict[str, QWidget] = {TEXTS: workspace}
        self.addWidget(workspace)
        self.bar = QTabBar()
        self.bar.setObjectName("pages")
        self.bar.setAccessibleName("Pages")
        self.bar.setDrawBase(False)
        for title in _TITLES.values():
            self.bar.addTab(title)
        self.bar.currentChanged.connect(lambda number: self.show_page(tuple(_TITLES)[number]))
        self._connect()
        self.commands = self._handlers()
        """What commands do that lead to a page, or open a dialog about the project."""

    def _connect(self) -> None:
        workspace, bridge, schemes = self._workspace, self._workspace.bridge, self._schemes
        guideline = workspace.guideline
        guideline.editWanted.connect(lambda label: schemes.edit_guideline(bridge, label))
        guideline.historyWanted.connect(lambda: schemes.show_history(bridge))
        schemes.listWanted.connect(self._list_older)
        schemes.annotationWanted.connect(self.go_to)

    def _list_older(self, label: str) -> None:
        self._schemes.list_older(self._workspace.bridge, label)

    def let_go(self) -> None:
        """The project is being closed: the window's dialogs are no longer about it, and nothing is read any more."""
        if self._find is not None:
            self._find.stop()
        if self._frames is not None:
            self._frames.stop()
        if self._review is not None:
            self._review.stop()
        if self._overview is not None:
            self._overview.stop()
        self._counting.stop()
        self._workspace.times.stop()
        self._workspace.articles.model.stop()
        if self._feedback is not None:
            self._feedback.stop()
        elif self._outcomes is not None:
            self._outcomes.stop()
        self._schemes.listWanted.disconnect(self._list_older)
        self._schemes.annotationWanted.disconnect(self.go_to)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        bridge = self._workspace.bridge
        return {
            "page_texts": lambda: self.show_page(TEXTS),
            "page_find": self._show_find,
            "page_actors": lambda: self.show_page(ACTORS),
            "page_frames": lambda: self.show_page(FRAMES),
            "page_review": lambda: self.show_page(REVIEW),
            "page_feedback": lambda: self.show_page(FEEDBACK),
            "page_gaps": self._show_gaps,
            "page_overview": lambda: self.show_page(OVERVIEW),
            "duplicates": self._compare,
            "edit_scheme": lambda: self._schemes.edit_scheme(bridge),
            "time": self._show_time,
            "team": self._show_team,
            "assign": lambda: self._show_team(self._workspace.articles.selected),
        }

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._made.items() if page is self.currentWidget())

    def show_page(self, name: str) -> None:
        """Shows a page, and gives it the keyboard."""
        if name not in self._made:
            make: dict[str, Callable[[], QWidget]] = {
                FIND: self._make_find,
                ACTORS: self._make_actors,
                FRAMES: self._make_frames,
                REVIEW: self._make_review,
                FEEDBACK: self._make_feedback,
                OVERVIEW: self._make_overview,
            }
            self._made[name] = make[name]()
            self.addWidget(self._made[name])
        page = self._made[name]
        if page is self._review:
            self._review.begin(self._workspace.session.key)
        if self._frames is not None:
            self._frames.show_article(self._workspace.session.key)
        self.setCurrentWidget(page)
        self.bar.setCurrentIndex(tuple(_TITLES).index(name))
        (self._workspace.article.view if name == TEXTS else page).setFocus()
        self.stateChanged.emit()

    @property
    def review(self) -> "ReviewPage | None":
        """The page of review, while it is shown."""
        return self._review if self.shown == REVIEW else None

    @property
    def there(self) -> frozenset[str]:
        """What commands need, as far as it is there."""
        session = self.session
        article = session.article is not None
        there = {
            commands.PROJECT: True,
            commands.WRITABLE: session.writable,
            commands.ARTICLE: article,
            commands.EDITABLE: article and session.writable,
            # While something is being saved, what will be selected then is not known yet: keys wait for it.
            commands.ANNOTATION: session.writable and (session.current is not None or session.saving),
            commands.REVIEW: article and self.review is not None,
        }
        return frozenset(name for name, holds in there.items() if holds)

    @property
    def on(self) -> frozenset[str]:
        """The commands that are ticked."""
        return self.review.on if self.review is not None else frozenset()

    @property
    def session(self) -> Session:
        """The session of the text that is shown, or was last."""
        return self.review.session if self.review else self._workspace.session

    def _show_time(self) -> None:
        from annotator.qt.overview.time_spent import TimeDialog

        TimeDialog(self.window(), self._workspace.bridge).exec()

    def _show_team(self, chosen: Sequence[int] = ()) -> None:
        from annotator.qt.team.dialog import TeamDialog

        TeamDialog(self.window(), self._workspace.bridge, chosen).open()

    def _make_find(self) -> "FindPanel":
        from annotator.qt.find.page import FindPanel

        panel = self._find = FindPanel(self._workspace.bridge)
        panel.placeWanted.connect(self.go_to_place)
        return panel

    def _make_actors(self) -> "ActorsPanel":
        from annotator.qt.actors.jobs import ActorJobs
        from annotator.qt.actors.page import ActorsPanel

        bridge = self._workspace.bridge
        panel = ActorsPanel(bridge, lambda words: bridge.reader.names.guess(words))
        self._jobs = ActorJobs(panel, bridge)
        panel.mentionWanted.connect(self.go_to)
        panel.noticed.connect(self.noticed)
        return panel

    def _make_frames(self) -> "FramesPanel":
        from annotator.qt.frames.page import FramesPanel

        panel = self._frames = FramesPanel(self._workspace.bridge)
        panel.wordsWanted.connect(self.go_to)
        panel.noticed.connect(self.noticed)
        self._workspace.session.opened.connect(lambda: panel.show_article(self._workspace.session.key))
        return panel

    def _make_review(self) -> "ReviewPage":
        from annotator.qt.review.page import ReviewPage

        page = self._review = ReviewPage(self._workspace.bridge)
        page.take_actions(self._actions)
        self.textMade.emit(page)
        page.noticed.connect(self.noticed)
        page.done.connect(self.done)
        page.stateChanged.connect(self.stateChanged)
        return page

    def _make_feedback(self) -> "FeedbackPanel":
        from annotator.qt.feedback.page import FeedbackPanel

        bridge, schemes = self._workspace.bridge, self._schemes
        panel = self._feedback = FeedbackPanel(bridge, self._read_outcomes())
        panel.placeWanted.connect(self.go_to_place)
        panel.editWanted.connect(lambda label, cases: schemes.edit_guideline(bridge, label, cases))
        panel.noticed.connect(self.noticed)
        panel.done.connect(self._workspace.done)
        return panel

    def _make_overview(self) -> "OverviewPanel":
        from annotator.qt.overview.page import OverviewPanel

        panel = self._overview = OverviewPanel(self._workspace.bridge)
        panel.placeWanted.connect(self.go_to_place)
        panel.noticed.connect(self.noticed)
        return panel

    def _read_outcomes(self) -> "ReadOutcomes":
        """What review changed of my own work: its number stands on the tab, whether its page was made or not."""
        from annotator.qt.feedback.outcomes import ReadOutcomes

        if self._outcomes is None:
            bridge = self._workspace.bridge
            self._outcomes = outcomes = ReadOutcomes(bridge, bridge.analyst)
            outcomes.changed.connect(lambda: self._show_unread(outcomes.found.unread))
            outcomes.staled.connect(self._counting.start)
        return self._outcomes

    def _count_unread(self) -> None:
        if self._outcomes is None:
            self._loading.run(lambda _: _load_early(), lambda _: None)
        outcomes = self._read_outcomes()
        if outcomes.stale:
            outcomes.read()

    def _show_unread(self, unread: int) -> None:
        title = _TITLES[FEEDBACK]
        self.bar.setTabText(tuple(_TITLES).index(FEEDBACK), f"{title} ({unread:,})" if unread else title)

    def _show_find(self) -> None:
        """What is being searched for in the articles is looked for in the whole project."""
        self.show_page(FIND)
        if self._find is not None:
            self._find.look_for(self._workspace.articles.search.text())

    def _compare(self) -> None:
        """The open article beside its duplicates."""
        key, reader = self._workspace.session.key, self._workspace.bridge.reader
        if key is None or not (others := duplicates.others_of(reader, key)):
            self.noticed.emit("This article has no duplicates.")
            return
        from annotator.qt.library.duplicates_dialog import DuplicatesDialog

        dialog = DuplicatesDialog(self.window(), reader, key, others)
        dialog.openWanted.connect(lambda other: self.go_to(other, ""))
        dialog.open()

    def _show_gaps(self) -> None:
        from annotator.qt.feedback.page import GAPS

        self.show_page(FEEDBACK)
        if self._feedback is not None:
            self._feedback.show_view(GAPS)

    def go_to_place(self, article: int, annotation: str, span: tuple[int, int] | None) -> None:
        """Shows my annotation, else a span of the text (half-open, code points), else the article."""
        self.go_to(article, annotation)
        if span is not None and self._workspace.session.current is None:
            self._workspace.session.revealed.emit(*span)

    def go_to(self, article: int, annotation: str) -> None:
        """Shows an annotation (its id) of an article (its row id) in the text."""
        self.show_page(TEXTS)
        self._workspace.open(article)
        self._workspace.session.select(annotation)

    def lead_to(self, command: str) -> Callable[[], object]:
        """Shows the page on which a command means something, and gives what it does there.

        The page in front comes first; what it does not know is about the texts.
        """
        if self.review is not None and command in self.review.commands:
            return self.review.commands[command]
        if command not in _ANYWHERE and self.shown != TEXTS:
            self.show_page(TEXTS)
        return self._workspace.commands[command]


def _load_early() -> None:
    """Imports what takes a moment to import, on another thread: nobody waits for it when it is wanted."""
    import annotator.qt.export.dialog
    import annotator.qt.feedback.page
    import annotator.qt.intake.dialog  # noqa: F401

    importing.load_readers()
