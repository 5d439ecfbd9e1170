"""Which layers and articles a recipe means, and their examples, streamed with pseudonyms and splits."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from annotator.domain.annotation import GOLD, Layer
from annotator.domain.article import Article
from annotator.domain.dataset.choosing import Chooser
from annotator.domain.dataset.conventions import CONTENT
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.majority import MAJORITY, Behind, majority_of
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import ALL_LAYERS, Recipe, lies_between
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import datasets
from annotator.storage import visibility as stored_visibility
from annotator.storage.store import Store
from annotator.suggesting.names import name_spans
from annotator.suggesting.passage import Passage


def chosen_layers(project: Project, stated: str | None) -> list[str]:
    """Names of the layers that an option means, in order. Raises Problem if there is none.

    `all` is every layer; `majority` those of the analysts, which it is worked out from.
    """
    there = stored.layer_names(project.store)
    listed = ", ".join(there) or "none yet"
    analysts = [name for name in there if name not in RESERVED_LAYERS]
    several = {ALL_LAYERS: there, MAJORITY: analysts}
    if stated in several:
        if not several[stated]:
            raise Problem(f"{project.path} has no layer to export: nothing was annotated yet.")
        return several[stated]
    name = stated or (GOLD if GOLD in there else project.analyst)
    if name not in there:
        # A manifest names layers by pseudonyms: its recipe can be followed all the same.
        name = next((one for one in there if pseudonym(one) == name), name)
    if name not in there:
        raise UnknownName(
            f"{project.path} has no layer {name!r} (there is: {listed}). Name one with --layer."
        )
    return [name]


def require_labels(project: Project, recipe: Recipe, layers: Sequence[str], store: Store) -> None:
    """Raises UnknownName for a label that neither the scheme nor an annotation of the layers has."""
    known = [label.name for label in project.scheme.labels]
    known += [CONTENT] if recipe.merged else []
    for name in recipe.labels:
        if name not in known and name not in datasets.labels_used(store, layers):
            raise UnknownName(f"There is no label {name!r} (there is: {', '.join(known)}).")


def find_articles(
    project: Project, recipe: Recipe, layers: Sequence[str], store: Store
) -> tuple[list[int], int]:
    """The articles (row ids) of which something may be written, in the order of the dataset, and how many are left out
    because dates were asked for and theirs is not known to the year.

    Whether something is written, an article's layers decide (`statuses`). Raises Problem if there is no article.
    """
    hidden = stored_visibility.hidden(store, project.analyst)
    opened = set(stored.keys_of_layers(store, [project.analyst])) if project.analyst in layers else set()
    if recipe.layer == MAJORITY:
        opened = set()
    keys, undated = [], 0
    reviewed = datasets.reviewed_keys(store) if recipe.reviewed else None
    for key, agency, published in datasets.articles_with(store, layers):
        if key in hidden and key not in opened:
            continue
        if recipe.agencies and agency not in recipe.agencies:
            continue
        if reviewed is not None and key not in reviewed:
            continue
        if recipe.since or recipe.until:
            if not published[:1].isdigit():
                undated += 1
                continue
            if not lies_between(published, recipe.since, recipe.until):
                continue
        keys.append(key)
    if not keys:
        raise _nothing(project, layers, undated)
    return keys, undated


def _nothing(project: Project, layers: Sequence[str], undated: int) -> Problem:
    """Why nothing would be written."""
    left_out = visibility.left_out(project, layers)
    if left_out:
        return Problem(f"There is nothing to export: {visibility.sentence(left_out)} Submit it first.")
    why = f" Without a date that is known to the year: {number(undated, 'article')}." if undated else ""
    return Problem(f"There is nothing to export: no article is left by what was chosen.{why}")


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

    `traced`: with the hashes of the revisions behind each annotation. `keys` are the row ids of its articles in the
    order of the dataset; `undated` were left out because their date is not known to the year. Raises Problem if there
    is no article.
    """

    def __init__(self, project: Project, recipe: Recipe, store: Store, traced: bool = False) -> None:
        self._project = project
        self._recipe = recipe
        self._store = store
        self._traced = traced
        self.layers = chosen_layers(project, recipe.layer)
        require_labels(project, recipe, self.layers, store)
        self.keys, self.undated = find_articles(project, recipe, self.layers, store)
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
