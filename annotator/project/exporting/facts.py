"""Gathers what the card and the manifest of a dataset tell."""

from collections.abc import Mapping
from typing import Any

from annotator import __version__
from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.majority import MAJORITY
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.problems import Problem
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import agreement, visibility
from annotator.project.exporting.job import Job
from annotator.project.exporting.review import review_of
from annotator.project.exporting.splits import Shared, told
from annotator.project.exporting.work import Work
from annotator.storage import articles as stored
from annotator.storage import datasets


def gather(job: Job, work: Work, leaks: Shared | None) -> Facts:
    """The facts of a dataset whose examples have all been written."""
    project, recipe, writer, setting = job.project, job.recipe, job.writer, job.setting
    by_key = datasets.articles_by_key(job.store)
    hidden = visibility.hidden(project)
    there = {by_key[key] for key in job.placement.keys if key in by_key and key not in hidden}
    measured, why = _agreement(job)
    return Facts(
        name=setting.name,
        recipe=recipe,
        scheme=setting.scheme,
        guideline=project.guideline.version,
        format=(writer.name, writer.about, writer.loses),
        tally=work.tally,
        lost=dict(work.losses.counts),
        program=__version__,
        head=datasets.head_hash(job.store),
        splits=setting.splits,
        splitting=told(job.placement, leaks, work.tally, setting.splits),
        review=review_of(job.store, there, recipe.names),
        agreement=measured,
        no_agreement=why,
        hidden=job.left_out,
        undated=job.source.found.undated,
        not_in=len(by_key) - work.tally.articles.total(),
        single=work.single if recipe.layer == MAJORITY else 0,
    )


def _agreement(job: Job) -> tuple[Mapping[str, Any] | None, str]:
    """The agreement of all analysts in the articles of the dataset, or why there is none."""
    analysts = [name for name in stored.layer_names(job.store) if name not in RESERVED_LAYERS]
    if len(analysts) < 2:
        return None, "one analyst only"
    try:
        only = frozenset(job.placement.keys)
        found = agreement.measure(job.project, analysts, job.progress, only=only, store=job.store)
    except Problem as problem:
        return None, str(problem)
    values = agreement.as_values(found, agreement.intervals(found, job.progress))
    return (values if job.recipe.names else _with_pseudonyms(values)), ""


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
