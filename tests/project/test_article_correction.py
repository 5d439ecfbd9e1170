"""Corrections of an article that is in the project: one revision each, told, undone, merged; the text stays."""

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import ZONE_KINDS, Draft, Metadata, Record, Source, Zone
from annotator.domain.article_times import times_of
from annotator.domain.change import Change
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dates import AMBIGUOUS, ANALYST
from annotator.domain.metadata_correction import DAY, MONTH
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.times.time_correction import written
from annotator.project import article_correction, articles, exchange, forks, history, submitting, undoing
from annotator.project.article_correction import Corrections
from annotator.project.exporting.run import export
from annotator.project.maintenance import faults
from annotator.project.project import Project
from tests.making import STORY, bring, project_with, reopened, span_of, tag

TEXT = "Quota talks open\n\n03/05/2007 OSLO (XYZ) - Envoys met 🐟.\n\nThey said nothing.\n\nEnds"
READINGS = ("2007-05-03", "2007-03-05")


def part(kind: str, words: str) -> Zone:
    return Zone(kind, *span_of(TEXT, words))


ZONES = (
    part("headline", "Quota talks open"),
    part("dateline", "03/05/2007 OSLO (XYZ) -"),
    part("body", "Envoys met 🐟.\n\nThey said nothing.\n\nEnds"),
)
FIRST = Record(
    Metadata("Quota talks open", "XYZ", "OSLO", None, AMBIGUOUS, READINGS, "en"),
    ZONES,
    Source("q.txt", "0" * 64),
)


def begun(folder: Path) -> Project:
    project = Project.create(folder / "news.annotator", None, "anna")
    bring(project, Draft(TEXT, TEXT.encode(), FIRST.source, FIRST.metadata, FIRST.zones))
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna's project with an article (key 1) whose date is open."""
    with begun(tmp_path) as project:
        yield project


def record(project: Project) -> Record:
    return articles.load(project, 1).record


def chosen(project: Project, first: str) -> Change:
    """Says what stands first in the open date: DAY or MONTH."""
    return article_correction.correct_all(project, 1, Corrections(first=first))


def known(project: Project) -> Metadata:
    return record(project).metadata


def told(project: Project) -> list[str]:
    return [event.what for event in history.events(project, 1)][1:]


def row(project: Project) -> tuple[str, str, str, str]:
    (found,) = articles.rows(project, [1], "anna")
    return found.headline, found.agency, found.place, found.published


def test_metadata_are_corrected_in_one_revision_and_the_list_follows(project: Project) -> None:
    article_correction.correct(
        project, 1, headline="Quota talks", agency="NTB", place="BERGEN", published="--11-01"
    )
    assert row(project) == ("Quota talks", "NTB", "BERGEN", "--11-01")
    assert known(project).date_evidence == ANALYST
    assert articles.agencies(project) == ["NTB"]
    assert len(told(project)) == 1


def test_a_correction_leaves_the_list_as_long_as_it_is(project: Project) -> None:
    """Screens read a long list anew only when it gained or lost an article."""
    changes = [
        article_correction.correct(project, 1, agency="NTB"),
        undoing.undo(project),
        articles.withdraw(project, 1),
        undoing.undo(project),
        undoing.undo(project),
        undoing.redo(project),
    ]
    assert [change.listed for change in changes] == [False, False, True, True, True, True]
    assert all(len(change.articles) == 1 for change in changes)


def test_the_text_and_what_its_dateline_says_are_kept(project: Project) -> None:
    article_correction.correct(project, 1, published="2007-06-01")
    article = articles.load(project, 1)
    assert (article.text, article.metadata.date_readings) == (TEXT, READINGS)
    assert article.record.zones == ZONES
    assert article.record.source == FIRST.source


def test_an_order_decides_an_open_date_and_the_other_one_can_still_be_chosen(project: Project) -> None:
    chosen(project, DAY)
    assert (known(project).published, known(project).date_evidence) == ("2007-05-03", ANALYST)
    chosen(project, MONTH)
    assert known(project).published == "2007-03-05"


def test_a_date_can_be_unknown_again(project: Project) -> None:
    chosen(project, DAY)
    article_correction.correct(project, 1, published=None)
    assert (known(project).published, known(project).date_readings) == (None, READINGS)
    assert row(project)[3] == ""


def test_an_agency_with_a_habit_decides_no_open_date(project: Project) -> None:
    article_correction.correct(project, 1, agency="VOA")
    assert (known(project).published, known(project).date_evidence) == (None, AMBIGUOUS)


def test_a_range_becomes_a_zone_in_place_of_what_is_there(project: Project) -> None:
    article_correction.set_zone(project, 1, "tail", *span_of(TEXT, "\n\nEnds"))
    assert record(project).zones == (
        *ZONES[:2],
        part("body", "Envoys met 🐟.\n\nThey said nothing."),
        part("tail", "Ends"),
    )


def test_a_range_can_be_no_zone(project: Project) -> None:
    article_correction.clear_zone(project, 1, *span_of(TEXT, "03/05/2007 OSLO (XYZ) -"))
    assert record(project).zones == (ZONES[0], ZONES[2])


def test_the_history_says_from_what_to_what(project: Project) -> None:
    article_correction.correct(project, 1, agency="NTB", place="")
    chosen(project, MONTH)
    article_correction.set_zone(project, 1, "byline", *span_of(TEXT, "OSLO"))
    article_correction.clear_zone(project, 1, *span_of(TEXT, "Quota talks open"))
    assert told(project) == [
        "article: agency from “XYZ” to “NTB”; place from “OSLO” to unknown",
        f"article: date from either 2007-05-03 or 2007-03-05 ({AMBIGUOUS}) to 2007-03-05 (analyst)",
        "article: zone dateline “03/05/2007 OSLO (XYZ) -” removed; zone dateline “03/05/2007” added; "
        "zone byline “OSLO” added; zone dateline “(XYZ) -” added",
        "article: zone headline “Quota talks open” removed",
    ]


def test_the_name_of_the_action_says_what_was_corrected(project: Project) -> None:
    names = [
        article_correction.correct(project, 1, published="2007-05-03", headline="Talks").name,
        article_correction.set_zone(project, 1, "tail", *span_of(TEXT, "Ends")).name,
        article_correction.clear_zone(project, 1, *span_of(TEXT, "Ends")).name,
    ]
    assert names == ["correct headline, date", "set zone tail", "clear zone"]
    assert undoing.next_undo(project) == "clear zone"


def test_corrections_are_undone_and_done_again_after_a_restart_too(project: Project) -> None:
    article_correction.correct(project, 1, agency="NTB")
    article_correction.set_zone(project, 1, "tail", *span_of(TEXT, "Ends"))
    last = record(project)
    project = reopened(project)
    undoing.undo(project)
    undoing.undo(project)
    assert (record(project), row(project)[1]) == (FIRST, "XYZ")
    undoing.redo(project)
    undoing.redo(project)
    assert (record(project), row(project)[1]) == (last, "NTB")
    assert not faults(project)
    project.close()


REFUSED: dict[str, tuple[Callable[[Project], object], str]] = {
    "nothing differs": (
        lambda p: article_correction.correct(p, 1, agency="XYZ", place=" OSLO "),
        "Nothing was corrected in “Quota talks open”: it says so already",
    ),
    "an open date is unknown already": (
        lambda p: article_correction.correct(p, 1, published=None),
        "says so already",
    ),
    "no such date": (
        lambda p: article_correction.correct(p, 1, published="2007-02-29"),
        "2007-02-29 is no date",
    ),
    "no such field": (
        lambda p: article_correction.correct(p, 1, source="me"),
        "'source' cannot be corrected",
    ),
    "no such order": (lambda p: chosen(p, "year"), "'year' cannot stand first"),
    "no such kind": (lambda p: article_correction.set_zone(p, 1, "lead", 0, 5), "'lead' is no kind of zone"),
    "such a zone already": (
        lambda p: article_correction.set_zone(p, 1, "headline", 0, 17),
        "headline already",
    ),
    "an empty range": (lambda p: article_correction.set_zone(p, 1, "body", 5, 5), "5–5 is no range"),
    "a range past the end": (
        lambda p: article_correction.set_zone(p, 1, "body", 5, 999),
        "5–999 is no range",
    ),
    "a range before the beginning": (
        lambda p: article_correction.clear_zone(p, 1, -1, 5),
        "-1–5 is no range",
    ),
    "white space": (
        lambda p: article_correction.set_zone(p, 1, "body", 16, 18),
        "nothing but white space in 16–18",
    ),
    "no zone there": (
        lambda p: (
            article_correction.clear_zone(p, 1, 0, 16),
            article_correction.clear_zone(p, 1, 0, 16),
        ),
        "no zone is there",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_the_reason_when(case: str, project: Project) -> None:
    done, reason = REFUSED[case]
    with pytest.raises(Problem, match=reason):
        done(project)


def test_a_refused_correction_leaves_nothing(project: Project) -> None:
    with pytest.raises(Problem):
        article_correction.correct(project, 1, agency="NTB", published="2007-02-29")
    assert record(project) == FIRST
    assert told(project) == []


def test_a_date_that_is_not_open_has_no_order(tmp_path: Path) -> None:
    with project_with(tmp_path, STORY) as project, pytest.raises(Problem, match="state the date itself"):
        chosen(project, DAY)


CORRECTIONS: dict[str, Callable[[Project], object]] = {
    "correct": lambda project: article_correction.correct(project, 1, agency="NTB"),
    "choose a reading": lambda project: chosen(project, DAY),
    "set_zone": lambda project: article_correction.set_zone(project, 1, "tail", 0, 5),
    "clear_zone": lambda project: article_correction.clear_zone(project, 1, 0, 5),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_withdrawn_article_is_put_back_first(name: str, project: Project) -> None:
    articles.withdraw(project, 1)
    with pytest.raises(Problem, match=r"withdrawn\. Put it back"):
        CORRECTIONS[name](project)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_who_only_reads_corrects_nothing(name: str, project: Project) -> None:
    with (
        Project.open(project.path, "ben", writing=False) as reader,
        pytest.raises(Problem, match="for reading only"),
    ):
        CORRECTIONS[name](reader)


def test_an_article_whose_import_was_undone_is_not_there(project: Project) -> None:
    undoing.undo(project)
    with pytest.raises(UnknownName, match="its import was undone"):
        article_correction.correct(project, 1, agency="NTB")


def test_annotations_stay_where_they_are_in_a_submitted_layer_too(project: Project) -> None:
    uid = tag(project, "Envoys", "actor")
    submitting.set_status(project, 1, "done")
    article_correction.set_zone(project, 1, "tail", *span_of(TEXT, "Envoys met"))
    found = articles.layer_of(project, 1, "anna")
    assert found is not None
    assert [(one.id, one.span) for one in found.annotations] == [(uid, span_of(TEXT, "Envoys"))]
    assert not faults(project)


# Two colleagues


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Project, Project]]:
    """Anna's project, and Ben's on another machine with the same article, which came from her."""
    machines = []
    for name in ("anna", "ben"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / f"config of {name}"))
        machines.append(
            begun(tmp_path / name)
            if name == "anna"
            else Project.create(tmp_path / name / "b.annotator", None, name)
        )
    anna, ben = machines
    merge(anna, ben)
    yield anna, ben
    anna.close()
    ben.close()


def merge(of: Project, into: Project) -> None:
    path = of.path.with_suffix(".exchange")
    exchange.share(of, path)
    assert exchange.merge(into, [path]).refused == []


def test_a_colleagues_correction_comes_with_her_work(two: tuple[Project, Project]) -> None:
    anna, ben = two
    article_correction.correct(anna, 1, agency="NTB")
    merge(anna, ben)
    assert (known(ben).agency, row(ben)[1], forks.count(ben)) == ("NTB", "NTB", 0)


def test_what_two_colleagues_corrected_differently_is_shown_and_settled(two: tuple[Project, Project]) -> None:
    anna, ben = two
    article_correction.correct(anna, 1, agency="NTB")
    chosen(ben, DAY)
    merge(anna, ben)
    (fork,) = forks.listed(ben)
    assert (fork.kind, fork.key, [state.author for state in fork.states]) == ("article", 1, ["ben", "anna"])
    annas = next(state for state in fork.states if state.author == "anna")
    forks.settle(ben, fork, annas)
    merge(ben, anna)
    for project in two:
        assert (forks.count(project), known(project).agency, known(project).published) == (0, "NTB", None)
        assert row(project)[1] == "NTB"
        assert not faults(project)


def test_what_two_colleagues_corrected_alike_needs_no_settling(two: tuple[Project, Project]) -> None:
    for project in two:
        chosen(project, DAY)
    merge(two[0], two[1])
    assert (forks.count(two[1]), known(two[1]).published) == (0, "2007-05-03")


def test_a_correction_after_a_colleagues_one_cannot_be_pulled_from_under_hers(
    two: tuple[Project, Project],
) -> None:
    anna, ben = two
    article_correction.correct(anna, 1, agency="NTB")
    merge(anna, ben)
    article_correction.correct(ben, 1, place="BERGEN")
    merge(ben, anna)
    with pytest.raises(Problem, match="ben changed the same thing since"):
        undoing.undo(anna)


# Whatever is corrected

RANGES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
STEPS = st.lists(st.tuples(st.sampled_from([*ZONE_KINDS, ""]), RANGES), max_size=8)


@pytest.fixture(scope="module")
def shared() -> Iterator[Project]:
    """A project for many examples: each leaves the article as it was."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG", os.path.join(folder, "configuration"))
        with begun(Path(folder)) as project:
            yield project


@settings(deadline=None, max_examples=60)
@given(steps=STEPS)
def test_zones_stay_sorted_apart_and_inside_and_undoing_all_gives_the_first_record_back(
    shared: Project, steps: list[tuple[str, tuple[int, int]]]
) -> None:
    done = 0
    for kind, (start, end) in steps:
        before = record(shared)
        try:
            if kind:
                article_correction.set_zone(shared, 1, kind, start, end)
            else:
                article_correction.clear_zone(shared, 1, start, end)
            done += 1
        except Problem:
            assert record(shared) == before
        zones = record(shared).zones
        assert all(0 <= zone.start < zone.end <= len(TEXT) for zone in zones)
        assert all(not TEXT[at].isspace() for zone in zones for at in (zone.start, zone.end - 1))
        assert all(one.end <= other.start for one, other in pairwise(zones))
    for _ in range(done):
        undoing.undo(shared)
    assert record(shared) == FIRST


# Times in the text


def times(project: Project) -> list[tuple[str, str]]:
    found = times_of(articles.load(project, 1))
    return [(one.text, written(one.value) if one.value else one.why) for one in found]


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[Project]:
    """Anna's project with a dated article that names two times."""
    text = "Boats leave\n\nThey left on Monday. It was so in May 1994."
    with project_with(tmp_path, text) as project:
        article_correction.correct(project, 1, published="2006-11-01")
        yield project


def test_a_time_is_corrected_taken_back_and_undone(dated: Project) -> None:
    text = articles.load(dated, 1).text
    monday, may = span_of(text, "Monday"), span_of(text, "May 1994")
    assert times(dated) == [("Monday", "2006-10-30"), ("May 1994", "1994-05")]
    article_correction.set_time(dated, 1, *monday, "2006-10-23")
    article_correction.set_time(dated, 1, *may, None)
    assert times(dated) == [("Monday", "2006-10-23")]
    article_correction.set_time(dated, 1, *monday, article_correction.AS_FOUND)
    assert times(dated) == [("Monday", "2006-10-30")]
    for _ in range(3):
        undoing.undo(dated)
    assert times(dated) == [("Monday", "2006-10-30"), ("May 1994", "1994-05")]


def test_a_corrected_time_is_told(dated: Project) -> None:
    start, end = span_of(articles.load(dated, 1).text, "Monday")
    article_correction.set_time(dated, 1, start, end, "2006-10-23")
    article_correction.set_time(dated, 1, start, end, None)
    told = [event.what for event in history.events(dated, 1)][-2:]
    assert [what.partition(": ")[2] for what in told] == [
        "time “Monday” from what the rules find to 2006-10-23",
        "time “Monday” from 2006-10-23 to no time",
    ]


@pytest.mark.parametrize(
    ("start", "end", "value", "said"),
    [(0, 5, "soon", "is no time"), (0, 0, None, "Select some words"), (0, 900, None, "no range of a text")],
)
def test_what_cannot_be_a_time_is_refused(
    dated: Project, start: int, end: int, value: str, said: str
) -> None:
    with pytest.raises(Problem, match=said):
        article_correction.set_time(dated, 1, start, end, value)
    with pytest.raises(Problem, match="says so already"):
        article_correction.set_time(dated, 1, 0, 5, article_correction.AS_FOUND)


def test_corrected_times_travel_to_a_colleague(dated: Project, tmp_path: Path) -> None:
    start, end = span_of(articles.load(dated, 1).text, "Monday")
    article_correction.set_time(dated, 1, start, end, "2006-10-23")
    exchange.share(dated, tmp_path / "anna.share")
    with Project.create(tmp_path / "other.annotator", None, "ben") as other:
        exchange.merge(other, [tmp_path / "anna.share"])
        assert times(other)[0] == ("Monday", "2006-10-23")
        assert not list(faults(other))


def test_times_are_exported_with_their_articles(dated: Project, tmp_path: Path) -> None:
    start, end = span_of(articles.load(dated, 1).text, "Monday")
    article_correction.set_time(dated, 1, start, end, "2006-10-23")
    tag(dated, "Boats", "actor")
    export(dated, tmp_path / "plain.jsonl", Recipe())
    export(dated, tmp_path / "timed.jsonl", Recipe(times=True))
    plain, timed = (orjson.loads((tmp_path / name).read_bytes()) for name in ("plain.jsonl", "timed.jsonl"))
    assert timed == plain | {"times": timed["times"]}
    assert timed["times"][0] == {
        "start": start,
        "end": end,
        "text": "Monday",
        "value": {"first": "2006-10-23", "last": "2006-10-23", "precision": "day"},
        "direction": "",
        "why": "analyst",
    }
    with pytest.raises(Problem, match="no place for the times in the text; these have: jsonl"):
        export(dated, tmp_path / "out", Recipe(format="conll", times=True))


@pytest.mark.parametrize("typed", ["2006-07-13T17:42", "2006-07-13 17:42", "2006-07-13T17:42:00"])
def test_a_time_of_day_is_corrected_with_or_without_seconds(project: Project, typed: str) -> None:
    article_correction.correct(project, 1, published=typed)
    assert known(project).published == "2006-07-13T17:42:00"
