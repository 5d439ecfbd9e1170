"""Which layers and which articles a recipe means."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.dataset.conventions import CONTENT
from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import ALL_LAYERS, Recipe, lies_between
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.project import GOLD, Project
from annotator.storage import articles as stored
from annotator.storage import datasets
from annotator.storage import visibility as stored_visibility
from annotator.storage.store import Store


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


@dataclass(frozen=True, slots=True)
class Found:
    """The articles (row ids) of a recipe in the order of the dataset, and what it does not take of those layers.

    `undated`: articles left out because dates were asked for and theirs is not known to the year.
    """

    keys: list[int]
    undated: int = 0


def find_articles(project: Project, recipe: Recipe, layers: Sequence[str], store: Store) -> Found:
    """The articles of which something may be written. Whether it is, an article's layers decide (`statuses`)."""
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
    return Found(keys, undated)


def require_something(project: Project, found: Found, layers: Sequence[str]) -> None:
    """Raises Problem if nothing would be written, with the reason."""
    if found.keys:
        return
    left_out = visibility.left_out(project, layers)
    if left_out:
        raise Problem(f"There is nothing to export: {visibility.sentence(left_out)} Submit it first.")
    undated = number(found.undated, "article")
    why = f" Without a date that is known to the year: {undated}." if found.undated else ""
    raise Problem(f"There is nothing to export: no article is left by what was chosen.{why}")
