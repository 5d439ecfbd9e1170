"""A project in which there is something of every kind, and a look at everything that can be read from one."""

from pathlib import Path

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.scheme_draft import SchemeDraft
from annotator.project import (
    annotating,
    articles,
    commenting,
    forks,
    frames,
    guidelines,
    history,
    maintenance,
    mentions,
    queues,
    registry,
    scheming,
    searching,
    submitting,
    timing,
)
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback, gaps, queue
from tests.making import as_analyst, submitted, tag


def busy(project: Project) -> Project:
    """Ben submits a layer of the first article; Anna, in whose hands the project is left, does all that one can do."""
    submitted(project, "ben", ("Kim", "actor"), ("sign", "claim"))
    as_analyst(project, "anna")
    kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", kim)
    annotating.set_unsure(project, 1, [kim], True)
    annotating.delete(project, 1, [tag(project, "Oslo", "actor")])
    commenting.add(project, 1, "Is it so?", commenting.Anchor.of(quote, "anna"))
    commenting.add(project, 1, "And here?", commenting.Anchor.at(0, 5))
    registry.add(project, "Kim", "person", "kim", aliases=("Mr Kim",), external=(("wikidata", "Q1"),))
    guidelines.change_entry(project, "actor", "Who acts.")
    draft = SchemeDraft(project.scheme)
    draft.rename_label(draft.labels[-1], "other name")
    scheming.apply(project, draft.scheme(), draft.renames())
    articles.withdraw(project, 2)
    submitting.submit(project, 1)
    _review(project)
    return project


def _review(project: Project) -> None:
    found = comparison.of_article(project, 1)
    for judged in found.cases:
        member = judged.case.members[0]
        verdict = deciding.verdict(judged, member.at, reason="guideline gap", note="see there")
        deciding.settle(project, 1, [verdict])
    deciding.hand_back(project, 1, "anna", "Look again.")
    for outcome in feedback.of_analyst(project, "anna")[:1]:
        feedback.agree(project, [outcome])


def read(project: Project, folder: Path) -> None:
    """Reads everything that there is to be read; raises what any reader raises."""
    keys = [key for gone in (False, True) for key in articles.listing(project, _query(project, gone))]
    for key in keys:
        _read_article(project, key)
    for analyst in articles.layer_names(project):
        _read_analyst(project, analyst)
    assert project.scheme.labels
    assert project.guideline.version
    guidelines.history(project)
    feedback.handed_back(project)
    gaps.found(project)
    queue.articles(project)
    timing.times(project)
    forks.listed(project)
    searching.results(project, "Kim")
    assert all(actor.name for actor in project.registry.entries)
    target = folder / "out.jsonl"
    export(project, target, Recipe("jsonl", "all"))
    target.unlink()
    found = maintenance.faults(project)
    assert not found, found


def _query(project: Project, withdrawn: bool) -> articles.ListQuery:
    return articles.ListQuery(project.analyst, withdrawn=withdrawn)


def _read_article(project: Project, key: int) -> None:
    text = articles.load(project, key).text
    for layer in articles.layers(project, key):
        assert all(text[one.start : one.end] for one in layer.annotations)
    list(history.events(project, key))
    commenting.threads_of(project, key)
    comparison.of_article(project, key)
    comparison.provenance(project, key)


def _read_analyst(project: Project, analyst: str) -> None:
    mentions.tally(project, analyst)
    feedback.of_analyst(project, analyst)
    list(queues.waiting(project, "unsure"))
    list(frames.of_project(project, analyst))
    for label in project.scheme.labels:
        guidelines.count_made_under_older(project, label.name, analyst)
