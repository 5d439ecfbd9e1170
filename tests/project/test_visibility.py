"""The blind first pass: what a blind analyst reads is the same, whether colleagues have annotated the article or not.

Every public function of `annotator.project` that takes a project must stand in one of the tables below: what reads
annotations in READERS, where it is tried; everything else in NO_READERS, with what it is.
"""

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import annotator.project
from annotator.domain.agreement.differing import LABELS, NOTHING, Cell
from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.change import Change
from annotator.domain.comment import Anchor
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.team import assignment_id
from annotator.project import (
    agreement,
    analysts,
    annotating,
    annotation_search,
    articles,
    commenting,
    concordance,
    frames,
    guidelines,
    history,
    mentions,
    propagating,
    queues,
    search_filters,
    searching,
    submitting,
    timing,
    visibility,
)
from annotator.project.exporting import run
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback, gaps, queue
from annotator.storage.log import Edit
from tests.making import bring, draft_of, layer, project_with, tag

OPEN, ASSIGNED, SUBMITTED, UNTOUCHED = 1, 2, 3, 4
"""Kim's articles: one that she is at work on, one that waits for her, one that she submitted, one without her."""
TEXTS = [f"Story {number}\n\nKim will sign, said Kim. “We agree,” said Oslo." for number in range(1, 5)]
Twin = tuple[Path, Path]


def work(path: Path, keys: tuple[int, ...]) -> None:
    """Ben annotates and comments on these articles."""
    with Project.open(path, "ben") as project:
        for key in keys:
            quote = tag(project, "We agree", "quote", key)
            project.active = 5000
            oslo, _ = tag(project, "Oslo", "actor", key), tag(project, "Kim", "actor", key)
            annotating.link(project, key, [quote], "speaker", oslo)
            annotating.set_attribute(project, key, [oslo], "actor", "state.no")
            commenting.add(project, key, "unspeakable", Anchor.of(quote, "ben"))
            commenting.add(project, key, "unspeakable", Anchor.at(0, 5))
            commenting.add(project, key, "unspeakable")
            submitting.submit(project, key)
    with Project.open(path, "rita") as project:
        for key in keys:
            (judged, *_) = comparison.of_article(project, key, ["ben"]).cases
            deciding.settle(
                project,
                key,
                [deciding.verdict(judged, judged.case.members[0].at, "guideline gap", "unspeakable")],
            )


def assign(project: Project, key: int, analyst: str) -> Change:
    article = articles.id_of(project, key)
    edit = Edit(
        "assignment", assignment_id(article, analyst), PROJECT_LAYER, {"analyst": analyst, "seed": None}
    )
    return project.act("assign", [edit._replace(article=key, sha256=article)])


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    """The same project twice: in the second one Ben has annotated also what is hidden from Kim."""
    folder = tmp_path_factory.mktemp("twins")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG", str(folder / "configuration"))
        with project_with(folder, *TEXTS, analyst="lee") as project:
            assign(project, ASSIGNED, "kim")
        with Project.open(project.path, "kim") as project:
            for key in (OPEN, SUBMITTED):
                project.active = 3000
                tag(project, "Oslo", "actor", key)
            submitting.submit(project, SUBMITTED)
        work(project.path, (SUBMITTED, UNTOUCHED))
        other = folder / "other.annotator"
        shutil.copy(project.path, other)
        work(other, (OPEN, ASSIGNED))
        for path in (project.path, other):
            with Project.open(path, "lee") as project:
                guidelines.change_entry(project, "quote", "Everything in quotation marks.")
        yield path.with_name("news.annotator"), other


def exported(layer_: str) -> Callable[[Project, Path], Any]:
    def run(project: Project, folder: Path) -> Any:
        export(project, folder / "out.jsonl", Recipe(layer=layer_))
        return (folder / "out.jsonl").read_bytes()

    return run


def in_a_folder(project: Project, folder: Path) -> Any:
    """Data, trace and card, but for the lines that tell of the log as a whole and of how much is hidden."""
    made = export(project, folder / "out", Recipe(layer="all", title="twin"))
    lines = (made.path / "README.md").read_text().splitlines()
    card = [
        line for line in lines if "hash of the project's log" not in line and "Layers left out" not in line
    ]
    found = card, [(made.path / name).read_bytes() for name in ("dataset.jsonl", "trace.jsonl")]
    shutil.rmtree(made.path)
    return found


def each(read: Callable[[Project, int], Any]) -> Callable[[Project, Path], Any]:
    """What a function gives for every article."""
    return lambda project, _: [read(project, key) for key in range(1, 5)]


def rows(project: Project, _: Path) -> Any:
    query = articles.ListQuery("ben", sort="annotations")
    found = articles.rows(project, articles.listing(project, query), "ben")
    return [(row.key, row.annotations) for row in found]


def in_texts(project: Project, _: Path) -> Any:
    like = next(one for one in layer(project, SUBMITTED, "kim"))
    places = [*propagating.untagged(project, 3, like), *propagating.equal(project, 3, like)]
    return places, propagating.shown(project, places)


def of_pairs(project: Project, read: Callable[..., Any]) -> Any:
    measured = agreement.measure(project, ["ben", "kim"])
    return [read(project, measured, pair) for pair in measured.pairs]


READERS: dict[str, Callable[[Project, Path], Any]] = {
    "agreement.measure": lambda p, _: agreement.as_values(agreement.measure(p, ["ben", "kim"])),
    "agreement.cases": lambda p, _: of_pairs(
        p, lambda *of: list(agreement.cases(*of, Cell(LABELS, "quote", NOTHING), range(1, 5)))
    ),
    "analysts.workers": lambda p, _: [(one.name, one.annotations) for one in analysts.workers(p)],
    "articles.layer_of": each(lambda p, key: articles.layer_of(p, key, "ben")),
    "articles.layers": each(articles.layers),
    "articles.rows": rows,
    "articles.listing": rows,
    "commenting.threads_of": each(commenting.threads_of),
    "commenting.open_threads": lambda p, _: commenting.open_threads(p, "kim"),
    "exporting.run.export": exported("all"),
    "exporting.run.export of ben's layer": exported("ben"),
    "exporting.run.export of the majority": exported("majority"),
    "exporting.run.export to a folder": in_a_folder,
    "exporting.run.beginning": lambda p, _: run.beginning(p, Recipe(layer="all"), 9).files,
    "exporting.run.survey": lambda p, _: replace(run.survey(p, Recipe(layer="all")), hidden=0),
    "frames.of_article": each(lambda p, key: frames.of_article(p, key, "ben")),
    "frames.of_project": lambda p, _: list(frames.of_project(p, "ben")),
    "frames.renewed": lambda p, _: sorted(
        map(repr, frames.renewed(p, "ben", [], [articles.id_of(p, key) for key in range(1, 5)]))
    ),
    "guidelines.count_made_under_older": lambda p, _: guidelines.count_made_under_older(p, "quote", "ben"),
    "guidelines.made_under_older": lambda p, _: guidelines.made_under_older(p, "quote", "ben"),
    "mentions.mentions": lambda p, _: list(mentions.mentions(p, "state.no", "ben")),
    "mentions.mentions within": lambda p, _: list(mentions.mentions(p, "state.no", "ben", [1, 2, 3, 4])),
    "mentions.unlinked": lambda p, _: list(mentions.unlinked(p, "ben")),
    "mentions.tally": lambda p, _: mentions.tally(p, "ben"),
    "mentions.counts": lambda p, _: mentions.counts(p, "ben"),
    "propagating.untagged": in_texts,
    "propagating.equal": in_texts,
    "propagating.shown": in_texts,
    "queues.waiting": lambda p, _: list(queues.waiting(p, queues.INCOMPLETE)),
    "queues.following": lambda p, _: queues.following(p, queues.INCOMPLETE, 4),
    "queues.articles_waiting": lambda p, _: queues.articles_waiting(p, queues.INCOMPLETE),
    "searching.results": lambda p, _: searching.results(p, "Kim label:quote"),
    "searching.matching": lambda p, _: searching.matching(p, "label:quote"),
    "annotation_search.search_annotations": lambda p, _: list(
        annotation_search.search_annotations(p, "Oslo")
    ),
    "annotation_search.among": lambda p, _: list(
        annotation_search.among(p, search_filters.resolve(p, "actor:state.no"), [1, 2, 3, 4])
    ),
    "concordance.concordance": lambda p, _: concordance.concordance(p, "Kim label:quote"),
    "concordance.places": lambda p, _: list(concordance.places(p, "Kim label:quote")),
    "reviewing.comparison.of_article": each(comparison.of_article),
    "reviewing.comparison.comparable": each(comparison.comparable),
    "reviewing.comparison.decisions_of": each(comparison.decisions_of),
    "reviewing.queue.articles": lambda p, _: queue.articles(p),
    "reviewing.queue.articles_of": lambda p, _: queue.articles_of(p, [articles.id_of(p, 1)]),
    "reviewing.queue.agreements": lambda p, _: queue.agreements(p, queue.articles(p)),
    "reviewing.feedback.of_analyst": lambda p, _: feedback.of_analyst(p, "ben", changed_only=False),
    "reviewing.gaps.found": lambda p, _: gaps.found(p),
    "reviewing.comparison.provenance": each(comparison.provenance),
    "history.events": each(lambda p, key: list(history.events(p, key))),
    "timing.times": lambda p, _: timing.times(p),
    "visibility.read_layers": lambda p, _: list(visibility.read_layers(p, [1, 2, 3, 4], ["ben", "kim"])),
    "visibility.read_traced": lambda p, _: list(
        visibility.read_traced(p, [1, 2, 3, 4], ["ben", "kim"], p.store, True)
    ),
    "visibility.visible": each(visibility.visible),
}
"""What reads annotations, or counts them: by name, with how it is tried."""

OWN = ("queues", "propagating")
"""Modules that read one's own layer or the texts: they tell nothing of Ben's work to anybody."""

STANDING = "tells how far layers are, which is no secret"
NO_READERS = {
    **dict.fromkeys(["analysts.mistaken_for", "analysts.advice"], "goes by analysts.workers"),
    "agreement.chosen": STANDING,
    "agreement.in_part": "goes on from what was measured",
    "agreement.details": "goes on from what was measured",
    "agreement.details_of": "goes on from what was measured",
    "articles.status_of": STANDING,
    "articles.progress": STANDING,
    "articles.finished": STANDING,
    "articles.layer_names": STANDING,
    "articles.layers_left_out": STANDING,
    "exporting.source.*": STANDING,
    "exporting.target.target_of": "looks at a place on the disk",
    "exporting.run.job": "chooses articles; what reads them is tried",
    "exporting.run.info_of": "the scheme, and which labels there are that it does not know",
    "exporting.splits.*": "texts and records",
    "exporting.recipes.*": "settings of the project",
    "reviewing.comparison.status_of": STANDING,
    "reviewing.feedback.handed_back": STANDING,
    "reviewing.feedback.handed_back_here": STANDING,
    "reviewing.feedback.analysts": STANDING,
    "reviewing.context.*": "goes on from an outcome that may be seen",
    "guidelines.saying_the_same": "the guideline",
    "reviewing.comparison.decided_since": "goes on from what may be seen",
    "reviewing.comparison.difference_to_gold": "compares what it is given",
    "reviewing.deciding.*": "decides about what may be seen, and refuses where nothing may (tests of deciding)",
    "reviewing.feedback.agree": "one's own answers",
    "reviewing.feedback.object_to": "one's own answers",
    "forks.*": "states of one's own layers and of the project (test below)",
    "exchange.*": "whole files: this guards against bias, not against who reads the file",
    "commenting.beginning": "writes comments; finds no thread that is not seen (test below)",
    "commenting.names": STANDING,
    "team.*": STANDING,
    "submitting.layer_state": "tells how far a layer is; names no annotation of a hidden one (test below)",
    "submitting.*": "one's own layer",
    "annotating.*": "one's own layer",
    "registry.*": "the registry; whether an entry is in use must be known over all layers before it is removed",
    "actor_files.*": "the registry",
    "scheming.*": "what a change of the scheme rewrites must be known over all layers before it is made",
    "guidelines.change_entry": "the guideline",
    "guidelines.history": "the guideline",
    **dict.fromkeys(
        [f"commenting.{name}" for name in ("add", "answer", "edit", "delete", "resolve", "reopen")],
        "writes comments; finds no thread that is not seen (test below)",
    ),
    "proposing.*": "looks at a text",
    "duplicates.*": "texts and records",
    **dict.fromkeys(
        [f"propagating.{name}" for name in ("locked", "tag_all", "delete_all", "relabel_all")],
        "one's own layer",
    ),
    "searching.hits": "looks at a text",
    "concordance.lines": "looks at texts",
    "annotation_search.articles_asked_for": STANDING,
    "search_filters.resolve": STANDING,
    "importing.*": "one's own layer",
    **dict.fromkeys(
        [f"articles.{name}" for name in ("key_of", "load", "id_of", "headline_of", "date_evidence")]
        + [f"articles.{name}" for name in ("agencies", "original", "withdraw", "purge")],
        "texts and records",
    ),
    "article_correction.*": "texts and records",
    "frames.names": "the registry",
    "frames.write_table": "writes frames that it is given",
    "timing.time_of": "one's own layer",
    "undoing.*": "one's own actions",
    "maintenance.*": "whole files: this guards against bias, not against who copies the file",
    "merge_copies.*": "whole files, as maintenance",
    **dict.fromkeys(
        [
            f"visibility.{name}"
            for name in ("hidden", "is_blind", "sees", "open_to", "left_out", "seen_threads")
        ],
        "says what is hidden",
    ),
}


def public_functions() -> list[str]:
    """`module.function` of everything in `annotator.project` that takes a project."""
    found = []
    for info in pkgutil.walk_packages(annotator.project.__path__, "annotator.project."):
        module = importlib.import_module(info.name)
        short = info.name.removeprefix("annotator.project.")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            mine = function.__module__ == module.__name__ and not name.startswith("_")
            if mine and takes[:1] == [Project]:
                found.append(f"{short}.{name}")
    return found


@pytest.mark.parametrize("name", public_functions())
def test_every_function_of_the_project_is_tried_or_reads_no_annotations(name: str) -> None:
    """A new one that reads layers belongs into READERS, and goes through `visibility`."""
    module = name.rpartition(".")[0]
    assert name in READERS or name in NO_READERS or f"{module}.*" in NO_READERS


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def both(twins: Twin, folder: Path, reader: str, analyst: str) -> list[str]:
    told = []
    for path in twins:
        with Project.open(path, analyst, writing=False) as project:
            told.append(repr(READERS[reader](project, folder)))
    return told


def test_a_blind_analyst_reads_nothing_of_a_colleague(twins: Twin, tmp_path: Path, reader: str) -> None:
    without, with_ = both(twins, tmp_path, reader, "kim")
    assert without == with_


def test_everybody_else_reads_everything(twins: Twin, tmp_path: Path, reader: str) -> None:
    without, with_ = both(twins, tmp_path, reader, "lee")
    assert (without != with_) == (reader.partition(".")[0] not in OWN)


@pytest.fixture
def blind(twins: Twin) -> Iterator[Project]:
    """Kim's project, with Ben's work in it."""
    with Project.open(twins[1], "kim", writing=False) as project:
        yield project


def test_what_is_hidden_is_what_is_open_or_waits(blind: Project) -> None:
    assert visibility.hidden(blind) == {OPEN, ASSIGNED}
    assert [visibility.visible(blind, key) for key in range(1, 5)] == [
        ["kim"],
        [],
        ["ben", "gold", "kim"],
        ["ben", "gold"],
    ]
    assert [articles.layers_left_out(blind, key) for key in range(1, 5)] == [2, 2, 0, 0]


def test_a_dataset_says_how_many_layers_it_leaves_out(blind: Project, tmp_path: Path) -> None:
    made = export(blind, tmp_path / "out.jsonl", Recipe(layer="all"))
    assert (made.left_out, visibility.left_out(blind, ["ben", "gold", "kim"])) == (4, 4)
    assert made.articles == run.beginning(blind, Recipe(layer="all")).articles == 3
    assert visibility.sentence(2) == "2 layers left out: your own layer of these articles is still open."


def test_a_thread_that_is_not_seen_cannot_be_answered(blind: Project, twins: Twin) -> None:
    with Project.open(twins[1], "lee", writing=False) as project:
        thread = commenting.threads_of(project, OPEN)[0].id
    with pytest.raises(UnknownName, match="gone"):
        commenting.answer(blind, OPEN, thread, "why?")
    uid = layer(blind, OPEN, "ben")[0].id
    with pytest.raises(UnknownName, match="gone"):
        commenting.add(blind, OPEN, "why?", Anchor.of(uid, "ben"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Kim's project, in which she is at work on article 1; Ben has an actor there."""
    with project_with(tmp_path, *TEXTS[:2], analyst="ben") as project:
        tag(project, "Oslo", "actor")
    with Project.open(project.path, "kim") as project:
        tag(project, "Kim will sign", "claim")
        yield project


def test_submitting_shows_and_reopening_hides(project: Project) -> None:
    seen = [visibility.is_blind(project, 1)]
    for step in (submitting.submit, submitting.reopen):
        step(project, 1)
        seen.append(visibility.is_blind(project, 1))
    assert seen == [True, False, True]


def test_an_assignment_hides_until_the_article_is_submitted(project: Project) -> None:
    seen = [visibility.is_blind(project, 2)]
    for step in (lambda: assign(project, 2, "kim"), lambda: submitting.submit(project, 2)):
        step()
        seen.append(visibility.is_blind(project, 2))
    assert seen == [False, True, False]


def test_who_only_reads_is_not_blind(project: Project) -> None:
    project.analyst = "lee"
    assert visibility.hidden(project) == frozenset()
    assert [found.analyst for found in articles.layers(project, 1)] == ["ben", "kim"]


def test_a_thousand_layers_that_an_import_opens_hide_at_once(project: Project) -> None:
    visibility.hidden(project)
    bring(project, *(draft_of(f"Story {number}, the end", []) for number in range(60)))
    assert len(visibility.hidden(project)) == 61


def test_nothing_is_exported_where_everything_is_hidden(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nothing to export: 1 layer left out.* Submit it first"):
        export(project, tmp_path / "out.jsonl", Recipe(layer="ben"))
    assert not (tmp_path / "out.jsonl").exists()


def speaking(project: Project, analyst: str, text: str, on: Anchor, thread: str = "") -> str:
    """Somebody's comment; gives the id of its thread."""
    me, project.analyst = project.analyst, analyst
    if thread:
        commenting.answer(project, 1, thread, text)
    else:
        commenting.add(project, 1, text, on)
    found = max(commenting.threads_of(project, 1), key=lambda one: one.latest.clock).id
    project.analyst = me
    return found


def test_what_is_said_to_me_is_seen(project: Project) -> None:
    """An answer to me, a word on what I annotated, a word to me by name: not what others discuss."""
    mine, bens = layer(project)[0].id, layer(project, analyst="ben")[0].id
    question = speaking(project, "kim", "is this one?", Anchor())
    speaking(project, "lee", "yes", Anchor(), question)
    speaking(project, "lee", "too long", Anchor.of(mine, "kim"))
    speaking(project, "lee", "@kim please look again", Anchor())
    speaking(project, "lee", "hidden: see the ending", Anchor())
    speaking(project, "lee", "hidden: @kim see this one", Anchor.of(bens, "ben"))
    said = [one.text for thread in commenting.threads_of(project, 1) for one in thread.comments]
    assert sorted(said) == ["@kim please look again", "is this one?", "too long", "yes"]
    assert [event.what for event in history.events(project, 1) if "hidden" in event.what] == []


def test_the_state_of_a_hidden_layer_names_no_annotation(project: Project) -> None:
    project.analyst = "ben"
    submitting.submit(project, 1)
    uid = layer(project)[0].id
    body = layer(project)[0].body() | {"unsure": True}
    article = articles.id_of(project, 1)
    project.act("change the scheme", [Edit("annotation", uid, "ben", body, 1, article)], through_locks=True)
    project.analyst = "kim"
    state = submitting.layer_state(project, 1, "ben")
    assert [(one.action, one.annotation) for one in state.since] == [("change the scheme", "")]
    submitting.submit(project, 1)
    assert [one.annotation for one in submitting.layer_state(project, 1, "ben").since] == [uid]
