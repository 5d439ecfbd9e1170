"""The examples of a dataset, streamed out of the project: chosen, by conventions, with pseudonyms and splits."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.domain.dataset.choosing import Chooser
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.majority import MAJORITY, Behind, majority_of
from annotator.domain.dataset.recipe import Recipe
from annotator.project import visibility
from annotator.project.exporting.layers import chosen_layers, find_articles, require_labels
from annotator.project.project import Project
from annotator.storage.store import Store
from annotator.suggesting.names import name_spans
from annotator.suggesting.passage import Passage

Revisions = Mapping[str, Mapping[str, str]]
"""The hash of the revision that holds, by layer and annotation id."""


class Place(NamedTuple):
    """Where an article goes: its split, and the article after which its group is called."""

    split: str | None = None
    group: str | None = None


_NOWHERE = Place()


class Made(NamedTuple):
    """An example, how many layers it was made from, the name of the layer if it was one, by their ids what the
    annotations that the export worked out were made from, and the hashes of all revisions behind it."""

    example: Example
    layers: int
    layer: str
    behind: Behind
    revisions: Revisions


class Source:
    """Reads the examples of one recipe out of a project, or out of a copy of it (`store`).

    `traced`: with the hashes of the revisions behind each annotation.
    """

    def __init__(self, project: Project, recipe: Recipe, store: Store, traced: bool = False) -> None:
        self._project = project
        self._recipe = recipe
        self._store = store
        self._traced = traced
        self.layers = chosen_layers(project, recipe.layer)
        require_labels(project, recipe, self.layers, store)
        self.found = find_articles(project, recipe, self.layers, store)
        self.chooser = Chooser(recipe, project.scheme, _start_with_titles)

    def examples(self, keys: Sequence[int], places: Mapping[str, Place], losses: Losses) -> Iterator[Made]:
        """The examples of the articles (row ids) in their order.

        `places`: where articles go, by their ids; without splits it is empty.
        """
        wanted = frozenset(self._recipe.statuses)
        for article, layers, revisions in self._articles(keys):
            place = places.get(article.id, _NOWHERE)
            for made, behind in self._made(article, layers):
                if not wanted or made.status in wanted:
                    chosen, gone = self.chooser.layer(article, made, losses)
                    behind = _with_merged(behind, made.analyst, gone)
                    yield Made(Example(article, chosen, *place), len(layers), made.analyst, behind, revisions)

    def _articles(self, keys: Sequence[int]) -> Iterator[tuple[Article, list[Layer], Revisions]]:
        """Each article with those of its layers that may be seen."""
        read = visibility.read_traced(self._project, keys, self.layers, self._store, self._traced)
        for _, some in groupby(read, key=lambda found: found[0].id):
            found = list(some)
            revisions = {layer.analyst: hashes for _, layer, hashes in found}
            yield found[0][0], [layer for _, layer, _ in found], revisions

    def _made(self, article: Article, layers: list[Layer]) -> Iterator[tuple[Layer, Behind]]:
        if self._recipe.layer == MAJORITY:
            yield majority_of(article.id, layers)
            return
        for layer in layers:
            yield layer, {}


def _with_merged(behind: Behind, layer: str, gone: Mapping[str, str]) -> Behind:
    """What merged annotations were made from, those that they are called after included."""
    if not gone:
        return behind
    found: Behind = {}
    for uid, into in [*((into, into) for into in dict.fromkeys(gone.values())), *gone.items()]:
        found.setdefault(into, []).extend(behind.get(uid, [(layer, uid)]))
    return behind | found


def _start_with_titles(text: str, start: int, end: int) -> int:
    """Where the titles before a name begin, by the same rules as a label's key."""
    spans, _ = name_spans(Passage(text, start), start, None)
    return min([begin for begin, stop in spans if stop >= end], default=start)
