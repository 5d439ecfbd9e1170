"""The times that the text of the open article names, worked out on another thread: a long text takes a second."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.domain.article import Article
from annotator.domain.article_times import times_of
from annotator.domain.times.interval import TimeExpression
from annotator.domain.times.time_correction import meaning
from annotator.qt.kit.background import LatestOnly
from annotator.qt.kit.bridge import Bridge
from annotator.qt.text.session import Session


class _Found(NamedTuple):
    article: Article
    times: list[TimeExpression]


class Times(QObject):
    """Keeps in step with the session."""

    changed = Signal()
    """What is found is another: of another article, or of other zones, another date, another correction."""

    def __init__(self, bridge: Bridge, session: Session) -> None:
        super().__init__()
        self._session = session
        self._latest = LatestOnly(bridge, self)
        self._article: Article | None = None
        self.found: list[TimeExpression] = []
        session.opened.connect(self._look)
        session.reset.connect(self._look)

    @property
    def notes(self) -> list[tuple[int, int, str]]:
        """What to say of words (half-open, code points) on which the mouse rests."""
        return [(one.start, one.end, f"{one.text}: {meaning(one)}") for one in self.found]

    def _look(self) -> None:
        article, known = self._session.article, self._article
        if article is None:
            self._latest.cancel()
            self._take(None)
        elif known is None or (article.id, article.record) != (known.id, known.record):
            if known is not None and article.id != known.id:
                self._take(None)
            self._latest.run(lambda _: _times(article), self._take)

    def _take(self, found: _Found | None) -> None:
        self._article = found.article if found else None
        self.found = found.times if found else []
        self.changed.emit()

    def stop(self) -> None:
        """Looks no more: the project is being closed."""
        self._latest.cancel()


def _times(article: Article) -> _Found:
    return _Found(article, times_of(article))
