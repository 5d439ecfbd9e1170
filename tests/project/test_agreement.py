"""Agreement over real projects: whose layers count, what they come to, and the cases behind the numbers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement.differing import ATTRIBUTE, BOUNDARY, LABELS, LINK, NOTHING, Cell
from annotator.domain.problems import Cancelled, Problem, Progress, UnknownName
from annotator.project import agreement, articles, registry, submitting
from annotator.project.agreement import HIDDEN, NEVER_OPENED, PRE_ANNOTATED, Agreement, Excluded
from annotator.project.project import Project
from tests.making import STORY, article_id, as_analyst, bring, draft_of, project_with, span_of

OTHER = "Talks end in Oslo\n\nKim went home."
THIRD = "Nothing happened\n\nNobody said why."
PAIR = ("anna", "ben")

Spans = dict[str, str]
Annotate = Callable[..., None]


def marked(text: str, label: str, words: str, **more: Any) -> dict[str, Any]:
    start, end = span_of(text, words)
    return {"id": f"{label}-{words}", "start": start, "end": end, "label": label, **more}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY, OTHER, THIRD, analyst="chief") as project:
        yield project


@pytest.fixture
def annotate(project: Project) -> Annotate:
    """Gives an analyst a layer of a text."""

    def give(
        analyst: str, text: str, *annotations: dict[str, Any], status: str = "done", **about: str
    ) -> None:
        draft = draft_of(text, list(annotations), status)
        one = Project(project.store, analyst, project.device)
        bring(one, replace(draft, metadata=replace(draft.metadata, **about)))

    return give


def excluded(found: Agreement) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(one.article, one.why, one.analysts) for one in found.excluded}


def test_what_two_analysts_come_to(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY, marked(STORY, "actor", "Kim"), marked(STORY, "quote", "We agree"))
    annotate("ben", STORY, marked(STORY, "actor", "Kim"), marked(STORY, "quote", "agree,”"))
    found = agreement.measure(project).figures(PAIR)
    assert {label: (one.spans.strict, one.spans.overlap) for label, one in found.labels.items()} == {
        "actor": (1, 1),
        "claim": (0, 0),
        "quote": (0, 1),
        "sanction": (0, 0),
    }
    assert (found.head.articles, found.all.found) == (1, (2, 2))


def test_layers_never_opened_are_left_out_and_listed(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY)
    annotate("ben", STORY)
    annotate("anna", OTHER)
    annotate("ben", OTHER, status="new")
    found = agreement.measure(project)
    assert found.articles(PAIR) == [1]
    assert excluded(found) == {
        (article_id(OTHER), NEVER_OPENED, ("ben",)),
        (article_id(THIRD), NEVER_OPENED, PAIR),
    }


def test_an_open_layer_with_nothing_in_it_counts(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY, marked(STORY, "actor", "Kim"))
    annotate("ben", STORY, status="in progress")
    found = agreement.measure(project).figures(PAIR)
    assert (found.head.articles, found.head.unfinished, found.all.found) == (1, 1, (1, 0))


@pytest.mark.parametrize(
    ("origins", "status", "counts"),
    [
        (["suggestion", "suggestion"], "in progress", False),
        (["suggestion", "hand"], "in progress", True),
        (["suggestion", "suggestion edited"], "in progress", True),
        (["suggestion", "suggestion"], "done", True),
    ],
)
def test_layers_that_hold_nothing_but_proposals_are_left_out(
    project: Project, annotate: Annotate, origins: list[str], status: str, counts: bool
) -> None:
    proposed = [marked(STORY, "actor", w, origin=o) for w, o in zip(("Kim", "Oslo"), origins, strict=True)]
    annotate("anna", STORY, marked(STORY, "actor", "Kim"))
    annotate("ben", STORY, *proposed, status=status)
    found = agreement.measure(project)
    assert found.articles(PAIR) == ([1] if counts else [])
    assert ((article_id(STORY), PRE_ANNOTATED, ("ben",)) in excluded(found)) != counts


def test_articles_that_the_one_who_asks_must_not_see_are_left_out(
    project: Project, annotate: Annotate
) -> None:
    for text in (STORY, OTHER):
        for analyst in PAIR:
            annotate(analyst, text, marked(text, "actor", "Kim"))
    everything = agreement.measure(as_analyst(project, "rita"), PAIR)
    submitting.set_status(project, 1, "in progress")
    found = agreement.measure(project, PAIR)
    assert found.articles(PAIR) == [2]
    assert Excluded(article_id(STORY), HIDDEN, PAIR) in found.excluded
    cell = Cell(LABELS, "actor", "actor")
    assert [case.key for case in agreement.cases(project, everything, PAIR, cell)] == [2]


def test_withdrawn_articles_do_not_count(project: Project, annotate: Annotate) -> None:
    for analyst in PAIR:
        annotate(analyst, STORY)
    articles.withdraw(project, 1)
    found = agreement.measure(project)
    assert found.articles(PAIR) == []
    assert article_id(STORY) not in {one.article for one in found.excluded}


def test_the_adjudicated_layer_is_compared_only_by_its_name(project: Project, annotate: Annotate) -> None:
    for analyst in ("anna", "ben", "gold", "all"):
        annotate(analyst, STORY)
    assert agreement.measure(project).pairs == (PAIR,)
    assert agreement.measure(project, ["gold", "anna"]).pairs == (("gold", "anna"),)


@pytest.mark.parametrize(
    ("names", "problem", "sentence"),
    [
        (["anna", "carl"], UnknownName, "'carl' has no layer in .* anna, ben.*Name one of them"),
        (["anna", "all"], UnknownName, "'all' has no layer"),
        (["anna", "anna"], Problem, "between two or more analysts"),
    ],
)
def test_names_that_cannot_be_compared(
    project: Project, annotate: Annotate, names: list[str], problem: type[Problem], sentence: str
) -> None:
    for analyst in ("anna", "ben", "all"):
        annotate(analyst, STORY)
    with pytest.raises(problem, match=sentence):
        agreement.measure(project, names)


def test_one_analyst_alone_agrees_with_nobody(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY)
    values = agreement.as_values(agreement.measure(project))
    assert (values["pairs"], values["why"]) == ([], agreement.NOBODY_TO_COMPARE)


def test_analysts_without_an_article_in_common_have_no_figures(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY, marked(STORY, "actor", "Kim"))
    annotate("ben", OTHER, marked(OTHER, "actor", "Kim"))
    (pair,) = agreement.as_values(agreement.measure(project))["pairs"]
    why = "there is no article that both have annotated"
    nothing = {"precision": None, "recall": None, "f1": None, "why": why}
    expected = {
        "strict": nothing,
        "overlap": nothing,
        "alpha_u": None,
        "kappa": None,
        "found": [0, 0],
        "why": why,
    }
    assert (pair["articles"], pair["all"]) == (0, expected)


def test_slices_by_agency_and_month_of_publication(project: Project, annotate: Annotate) -> None:
    dated = {STORY: ("AP", "2006-11-01"), OTHER: ("AP", "--08-27"), THIRD: (None, None)}
    with_records(project, dated)
    for text in dated:
        for analyst in PAIR:
            annotate(analyst, text)
    found = agreement.measure(project)
    counted = {one: found.figures(PAIR, one).head.articles for one in found.pairing(PAIR).slices}
    assert counted == {
        ("agency", "AP"): 2,
        ("agency", "unknown"): 1,
        ("published", "2006-11"): 1,
        ("published", "unknown"): 2,
    }
    assert found.figures(PAIR, ("agency", "AFP")).head.articles == 0


def with_records(project: Project, dated: dict[str, tuple[str | None, str | None]]) -> None:
    """Gives articles that are in the project an agency and a date."""
    for text, (agency, published) in dated.items():
        article = articles.load(project, articles.key_of(project, article_id(text)))
        record = replace(
            article.record, metadata=replace(article.metadata, agency=agency, published=published)
        )
        key = articles.key_of(project, article.id)
        project.act("describe", [articles.record_edit(article.id, key, record)])


def test_annotations_by_month_and_origin(project: Project, annotate: Annotate) -> None:
    old, new = {"made": "2026-10-30T10:00:00Z"}, {"made": "2026-11-02T10:00:00Z"}
    annotate("anna", STORY, marked(STORY, "actor", "Kim", **old), marked(STORY, "actor", "Oslo", **new))
    annotate("ben", STORY, marked(STORY, "actor", "Kim", **new, origin="propagated"))
    found = agreement.details(project, agreement.measure(project), PAIR).sorts
    assert {sort: (one.found, one.strict, one.overlap) for sort, one in found.items()} == {
        ("made", "2026-10"): (1, 1, 1),
        ("made", "2026-11"): (2, 1, 1),
        ("origin", "imported"): (2, 1, 1),
        ("origin", "propagated"): (1, 1, 1),
    }


def test_every_cell_opens_its_cases(project: Project, annotate: Annotate) -> None:
    kim = marked(STORY, "actor", "Kim")
    said = marked(
        STORY, "quote", "We agree", attributes={"kind": "fact"}, links=[{"type": "speaker", "to": kim["id"]}]
    )
    annotate("anna", STORY, kim, said, marked(STORY, "claim", "he would sign"))
    annotate(
        "ben", STORY, kim, {**said, "end": said["end"] + 1, "attributes": {"kind": "threat"}, "links": []}
    )
    found = agreement.measure(project)
    cells = agreement.details(project, found, PAIR).cells
    assert {cell for cell in cells if cell.what in (LABELS, BOUNDARY, ATTRIBUTE, LINK)} == {
        Cell(LABELS, "actor", "actor"),
        Cell(LABELS, "quote", "quote"),
        Cell(LABELS, "claim", NOTHING),
        Cell(BOUNDARY, "quote", "ends later"),
        Cell(ATTRIBUTE, "quote", "kind"),
        Cell(LINK, "speaker"),
    }
    for cell, places in cells.items():
        cases = list(agreement.cases(project, found, PAIR, cell, places.keys))
        assert cases == list(agreement.cases(project, found, PAIR, cell))
        assert (len(cases), {case.key for case in cases}) == (places.count, set(places.keys))


def test_a_case_says_whose_annotations_it_is_about_and_where(project: Project, annotate: Annotate) -> None:
    annotate("anna", STORY, marked(STORY, "quote", "We agree"))
    annotate("ben", STORY, marked(STORY, "quote", "agree,”"))
    cell = Cell(BOUNDARY, "quote", "crossing")
    (case,) = agreement.cases(project, agreement.measure(project), PAIR, cell)
    assert (case.key, case.article, case.first, case.second) == (
        1, article_id(STORY), ("quote-We agree",), ("quote-agree,”",),
    )  # fmt: skip
    assert case.span == span_of(STORY, "We agree,”")


def test_actors_that_were_merged_are_the_same_value(project: Project, annotate: Annotate) -> None:
    for uid in ("kim", "kim-il"):
        registry.add(project, uid, "person", uid)
    for analyst, uid in zip(PAIR, ("kim", "kim-il"), strict=True):
        annotate(analyst, STORY, marked(STORY, "actor", "Kim", attributes={"actor": uid}))
    cell = Cell(ATTRIBUTE, "actor", "actor")
    assert cell in agreement.details(project, agreement.measure(project), PAIR).cells
    registry.merge(project, ["kim-il"], "kim")
    assert cell not in agreement.details(project, agreement.measure(project), PAIR).cells


def test_it_can_be_stopped_and_tells_how_far_it_is(project: Project, annotate: Annotate) -> None:
    for analyst in PAIR:
        annotate(analyst, STORY)
    steps = []

    class Watched(Progress):
        def step(self, done: int, total: int) -> None:
            steps.append((done, total))
            if done == total:
                raise Cancelled

    with pytest.raises(Cancelled):
        agreement.measure(project, progress=Watched())
    assert steps == [(0, 1), (1, 1)]


def test_intervals_stand_beside_the_figures(project: Project, annotate: Annotate) -> None:
    for text in (STORY, OTHER):
        for analyst in PAIR:
            annotate(analyst, text, marked(text, "actor", "Kim"))
    found = agreement.measure(project)
    values = agreement.as_values(found, agreement.intervals(found, resamples=20, seed=7))
    assert values["pairs"][0]["all"]["strict"]["intervals"] == {
        n: [1, 1] for n in ("precision", "recall", "f1")
    }
    assert values["mean"]["labels"]["actor"]["intervals"] == {"alpha_u": [1, 1], "kappa": [1, 1]}
    assert values["intervals"] == {
        "method": "percentile bootstrap over articles", "level": 0.95, "resamples": 20, "seed": 7,
    }  # fmt: skip
