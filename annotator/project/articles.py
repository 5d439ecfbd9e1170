"""The articles of a project: finding, reading, listing, withdrawing and purging them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.annotation import PROJECT_LAYER, Layer, text_order
from annotator.domain.article import Article, Record
from annotator.domain.change import Change
from annotator.domain.problems import Problem, UnknownName
from annotator.project import visibility
from annotator.project.project import Project
from annotator.project.team import shuffled_for
from annotator.storage import articles as stored
from annotator.storage.articles import SORT_COLUMNS as SORT_COLUMNS
from annotator.storage.articles import ListQuery as ListQuery
from annotator.storage.log import Edit, heads
from annotator.storage.purge import purge as purge_from_file
from annotator.storage.reading import annotations_of
from annotator.writing.jsonl import record

MY_ORDER = "order"
"""What the list can be sorted by besides: the order in which an analyst is given the articles."""


def line_values(article: Article, layer: Layer | None) -> dict[str, Any]:
    """The values of a line of our own format, as `show` and the window print them."""
    return record(article, layer)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the article list; `status` and `annotations` are of one analyst's layer."""

    key: int
    id: str
    headline: str
    agency: str
    place: str
    published: str
    status: str
    annotations: int


def key_of(project: Project, article: str) -> int:
    """The row id of the article with that id or any unique beginning of it. Raises Problem otherwise."""
    prefix = article.strip().lower()
    if not prefix or set(prefix) - set("0123456789abcdef"):
        raise UnknownName(f"{article!r} is no article's id. `annotator articles` lists the ids.")
    found = stored.with_prefix(project.store, prefix)
    if not found:
        raise UnknownName(
            f"{project.path} has no article whose id begins with {article}. `annotator articles` lists the ids."
        )
    if len(found) > 1:
        raise UnknownName(f"Several articles' ids begin with {article}. Give more of the id.")
    return found[0][0]


def load(project: Project, key: int) -> Article:
    """The article with that row id. Raises Problem if its text is not the one that was imported."""
    article = stored.sha_of(project.store, key)
    text = stored.text_of(project.store, key)
    return Article(article, text, _record(project, key, article))


def id_of(project: Project, key: int) -> str:
    """The id (SHA-256 of its text) of the article with that row id."""
    return stored.sha_of(project.store, key)


def headline_of(project: Project, key: int) -> str:
    """What to call an article, also one whose import was undone."""
    known = stored.records_of(project.store, [key]).get(key)
    return str(known["headline"]) if known else id_of(project, key)[:12]


def _record(project: Project, key: int, article: str) -> Record:
    bodies = [head.body for _, _, head in heads(project.store, "article", key, PROJECT_LAYER, article)]
    found = next((body for body in bodies if body is not None), None)
    if found is None:
        raise UnknownName(f"Article {article[:12]} is not in the list any more: its import was undone.")
    return Record.from_body(found)


def layer_of(project: Project, key: int, analyst: str) -> Layer | None:
    """What the analyst made in the article; None if the layer was never opened, or must not be seen now."""
    if not visibility.sees(project, key, analyst):
        return None
    status = {name: state for name, state, _ in stored.layers_of(project.store, key)}.get(analyst)
    if status is None:
        return None
    found = annotations_of(project.store, key, analyst)
    return Layer(analyst, status, tuple(sorted(found, key=text_order)))


def status_of(project: Project, key: int, analyst: str) -> str:
    """How far an analyst's layer of an article has come; "new" if it was never opened."""
    return stored.status_of(project.store, key, analyst)


def layers(project: Project, key: int) -> list[Layer]:
    """All layers of an article that may be seen now (see `visibility`), by analyst."""
    names = visibility.visible(project, key)
    return [layer for name in names if (layer := layer_of(project, key, name)) is not None]


def layers_left_out(project: Project, key: int) -> int:
    """How many layers of an article must not be seen now."""
    return len(stored.layers_of(project.store, key)) - len(visibility.visible(project, key))


def listing(project: Project, query: ListQuery) -> list[int]:
    """Row ids of the articles that the query asks for, in its order; `MY_ORDER` is the analyst's own, see `team`."""
    if query.sort == MY_ORDER:
        keys = stored.list_keys(project.store, replace(query, sort="added", descending=False))
        return shuffled_for(project, query.analyst, keys)[:: -1 if query.descending else 1]
    keys = stored.list_keys(project.store, query)
    if query.sort != "annotations" or query.analyst == project.analyst or not project.hidden:
        return keys
    seen = visibility.open_to(project, keys, query.analyst)
    unseen = sorted((key for key in keys if key in project.hidden), reverse=query.descending)
    return seen + unseen if query.descending else unseen + seen


def rows(project: Project, keys: Sequence[int], analyst: str) -> list[Row]:
    """The lines of the list for those row ids, in their order.

    Where a colleague's layer must not be seen, its annotations count as none.
    """
    found = stored.rows_of(project.store, list(keys), analyst)
    lines = [Row(key, *found[key]) for key in keys if key in found]
    return [
        row if visibility.sees(project, row.key, analyst) else replace(row, annotations=0) for row in lines
    ]


def date_evidence(project: Project, keys: Sequence[int]) -> dict[int, str | None]:
    """How each article's date is known, by row id."""
    records = stored.records_of(project.store, list(keys))
    return {key: body["date_evidence"] for key, body in records.items()}


def agencies(project: Project) -> list[str]:
    """The agencies that occur."""
    return stored.column_values(project.store, "agency")


def progress(project: Project, analyst: str) -> tuple[int, int, int]:
    """How many articles there are, how many the analyst has done, and how many are in progress."""
    return stored.progress(project.store, analyst)


def finished(project: Project, analyst: str) -> set[int]:
    """Row ids of the articles that the analyst has done, or that are further."""
    return stored.finished_keys(project.store, analyst)


def layer_names(project: Project) -> list[str]:
    """Analysts who have a layer in some article."""
    return stored.layer_names(project.store)


def original(project: Project, key: int) -> bytes:
    """The bytes as they were imported."""
    return stored.original_of(project.store, key)


def withdraw(project: Project, key: int, withdrawn: bool = True) -> Change:
    """Takes an article out of lists and exports, or puts it back; its history stays."""
    article = load(project, key)
    if article.record.withdrawn == withdrawn:
        raise Problem(f"Article {article.id[:12]} is {'' if withdrawn else 'not '}withdrawn already.")
    name = "withdraw article" if withdrawn else "put article back"
    return project.act(name, [record_edit(article.id, key, replace(article.record, withdrawn=withdrawn))])


def record_edit(article: str, key: int, record: Record) -> Edit:
    """The edit that gives an article (its id and row id) this record."""
    return Edit("article", article, PROJECT_LAYER, record.body(), key, article)


def purge(project: Project, key: int) -> Change:
    """Removes an article's text, bytes and the content of every revision about it; this cannot be undone."""
    article = stored.sha_of(project.store, key)
    purge_from_file(project.store, key, stored.text_of(project.store, key))
    project.forget_actions()
    return Change("purge article", frozenset({article}), listed=True)
