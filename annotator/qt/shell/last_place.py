"""Where one is in a project, to come back to: the article, the caret, what is in view, how the window is divided."""

from PySide6.QtCore import QTimer

from annotator.domain.problems import Problem
from annotator.project import articles
from annotator.project.articles import ListQuery
from annotator.project.settings import Place
from annotator.qt.shell.layout import Layout
from annotator.qt.shell.workspace import Workspace


def here(workspace: Workspace, panes: Layout, opened: str) -> Place:
    """Where one is now."""
    article, view = workspace.session.article, workspace.article.view
    return Place(
        opened=opened,
        article=article.id if article else "",
        caret=view.caret,
        top=view.top if view.verticalScrollBar().value() else 0,
        columns=panes.columns,
        rows=panes.rows,
        hidden=sorted(panes.hidden),
        filters=workspace.articles.filters(),
        done=workspace.articles.done,
        total=workspace.articles.total,
    )


def go(workspace: Workspace, panes: Layout, place: Place) -> None:
    """Goes there; to the first unfinished article where that one is not in the list any more."""
    panes.restore(place.columns, place.rows, place.hidden)
    workspace.articles.set_filters(place.filters)
    key = _listed(workspace, place.article)
    if key is None:
        workspace.open_first()
        return
    workspace.open(key)
    workspace.article.view.set_caret(place.caret)

    def scroll() -> None:
        if workspace.session.key == key:
            workspace.article.view.scroll_to_top(place.top)

    # Once now, so that nothing jumps; once when the window has its size: a view that is first shown goes to its caret.
    scroll()
    QTimer.singleShot(0, workspace, scroll)


def _listed(workspace: Workspace, article: str) -> int | None:
    """The row id of an article that is there, was not withdrawn and whose import was not undone."""
    reader, analyst = workspace.bridge.reader, workspace.bridge.analyst
    try:
        key = articles.key_of(reader, article)
    except Problem:
        return None
    return key if articles.listing(reader, ListQuery(analyst, keys=(key,))) else None
