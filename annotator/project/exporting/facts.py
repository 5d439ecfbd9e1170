"""Gathers what the card and the manifest of a dataset tell."""

from collections.abc import Mapping
from typing import Any

from annotator import __version__
from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, Progress
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import agreement, visibility
from annotator.project.exporting.examples import Source
from annotator.project.exporting.layers import hidden_layers
from annotator.project.exporting.review import review_of
from annotator.project.exporting.splits import Placement, Shared, told
from annotator.project.exporting.work import Work
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import datasets
from annotator.storage.store import Store
from annotator.writing.registry import Writer
from annotator.writing.setting import Setting


def gather(
    project: Project,
    writer: Writer,
    recipe: Recipe,
    source: Source,
    setting: Setting,
    placement: Placement,
    leaks: Shared | None,
    work: Work,
    store: Store,
    progress: Progress,
) -> Facts:
    """The facts of a dataset whose examples have all been written."""
    by_key = datasets.articles_by_key(store)
    hidden = visibility.hidden(project)
    there = {by_key[key] for key in placement.keys if key in by_key and key not in hidden}
    measured, why = _agreement(project, recipe, placement, store, progress)
    return Facts(
        name=setting.name,
        recipe=recipe,
        scheme=setting.scheme,
        guideline=project.guideline.version,
        format=(writer.name, writer.about, writer.loses),
        tally=work.tally,
        lost=dict(work.losses.counts),
        program=__version__,
        head=datasets.head_hash(store),
        splits=setting.splits,
        splitting=told(placement, leaks, work.tally, setting.splits),
        review=review_of(store, there, recipe.names),
        agreement=measured,
        no_agreement=why,
        hidden=hidden_layers(project, recipe, source.layers),
        undated=source.found.undated,
        not_in=len(by_key) - work.tally.articles.total(),
        single=work.single if recipe.layer == MAJORITY else 0,
    )


def _agreement(
    project: Project, recipe: Recipe, placement: Placement, store: Store, progress: Progress
) -> tuple[Mapping[str, Any] | None, str]:
    """The agreement of all analysts in the articles of the dataset, or why there is none."""
    analysts = [name for name in stored.layer_names(store) if name not in RESERVED_LAYERS]
    if len(analysts) < 2:
        return None, "one analyst only"
    try:
        found = agreement.measure(project, analysts, progress, only=frozenset(placement.keys), store=store)
    except Problem as problem:
        return None, str(problem)
    values = agreement.as_values(found, agreement.intervals(found, progress))
    return (values if recipe.names else _with_pseudonyms(values)), ""


def _with_pseudonyms(values: dict[str, Any]) -> dict[str, Any]:
    pairs = [{**pair, "analysts": [pseudonym(name) for name in pair["analysts"]]} for pair in values["pairs"]]
    excluded = [
        {**one, "analysts": [pseudonym(name) for name in one["analysts"]]} for one in values["excluded"]
    ]
    return {
        **values,
        "analysts": [pseudonym(n) for n in values["analysts"]],
        "pairs": pairs,
        "excluded": excluded,
    }
