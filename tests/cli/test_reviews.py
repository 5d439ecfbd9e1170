"""`annotator review`, `feedback`, `gaps`, and where gold annotations come from."""

from pathlib import Path

import pytest

from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from tests.cli.conftest import Run
from tests.making import STORY, article_id, as_analyst, project_with, submitted

ID = article_id(STORY)
RITA, ANNA = ("--analyst", "rita"), ("--analyst", "anna")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Anna and Bert agree on the quote; Anna's Kim is narrower, and only she marked Oslo."""
    with project_with(tmp_path, STORY) as project:
        submitted(project, "anna", ("Kim", "actor"), ("Oslo", "actor"), ("We agree", "quote"))
        submitted(project, "bert", ("said Kim", "actor"), ("We agree", "quote"))
    return project.path


@pytest.fixture
def reviewed(path: Path) -> Path:
    """Rita found no rule for Oslo, and took Bert's Kim."""
    with Project.open(path, "rita") as project:
        oslo, _, kim = comparison.of_article(as_analyst(project, "rita"), 1).cases
        nothing = deciding.verdict(oslo, None, "guideline gap", "a capital?")
        deciding.settle(project, 1, [nothing, deciding.verdict(kim, kim.case.members[1].at, "boundary")])
    return path


def test_the_queue_lists_what_can_be_reviewed(run: Run, path: Path) -> None:
    assert run("review", path, *RITA).out == (
        f"{ID[:12]}  Talks open in Oslo  (anna, bert; 40% agree; new, 0 of 5 decided)\n"
    )
    (row,) = run("review", path, *RITA, "--json").json["articles"]
    assert (row["id"], row["layers"], row["agreement"]) == (ID, ["anna", "bert"], 0.4)


def test_cases_are_told_with_their_opinions(run: Run, path: Path) -> None:
    out = run("review", path, ID, *RITA).out
    assert "“Oslo” (open; missing)\n  anna: actor “Oslo”\n  bert: nothing\n" in out
    cases = run("review", path, ID, *RITA, "--json").json["cases"]
    assert [(one["state"], one["conflict"]) for one in cases] == [
        ("open", "missing"), ("open", None), ("open", "boundary"),
    ]  # fmt: skip
    assert [one["analysts"] for one in cases[2]["opinions"]] == [["anna"], ["bert"]]


def test_what_all_agree_on_is_accepted(run: Run, path: Path) -> None:
    done = run("review", path, ID, "--accept-agreed", *RITA)
    assert done.out.startswith("Accepted 1 case on which all agree.\n")
    assert "(decided; all agree)" in done.out
    assert run("review", path, *RITA, "--json").json["articles"][0]["decided"] == 2


def test_a_review_is_finished_when_everything_is_decided(run: Run, reviewed: Path) -> None:
    early = run("review", reviewed, ID, "--finish", *RITA)
    assert (early.code, early.err) == (1, "1 case of this article must be decided first.\n")
    assert run("review", reviewed, ID, "--accept-agreed", "--finish", *RITA, "--json").json["status"] == (
        "adjudicated"
    )


def test_accepting_needs_an_article(run: Run, path: Path) -> None:
    done = run("review", path, "--finish")
    assert (done.code, done.err.startswith("--accept-agreed and --finish need an article.")) == (1, True)


def test_feedback_tells_what_review_changed(run: Run, reviewed: Path) -> None:
    first, second, month = run("feedback", reviewed, *ANNA).out.splitlines()
    assert first.endswith("actor “Oslo”  (rightly nothing: guideline gap, rita; unread – a capital?)")
    assert second.endswith("actor “Kim”  (corrected: boundary, rita; unread)")
    assert month.endswith(": guideline gap 1, boundary 1")


def test_feedback_as_json_and_with_what_was_accepted(run: Run, reviewed: Path) -> None:
    assert run("feedback", reviewed, *ANNA, "--json").json["unread"] == 2
    assert [one["outcome"] for one in run("feedback", reviewed, *ANNA, "--json").json["outcomes"]] == [
        "rejected", "corrected",
    ]  # fmt: skip
    every = run("feedback", reviewed, "--analyst", "bert", "--all", "--json").json["outcomes"]
    assert [one["outcome"] for one in every] == ["accepted"]


def test_gaps_are_listed(run: Run, reviewed: Path) -> None:
    assert run("gaps", reviewed, *RITA).out.startswith(f"actor “Oslo”: a capital?  ({ID[:12]}, rita, ")
    (gap,) = run("gaps", reviewed, "--open", *RITA, "--json").json["gaps"]
    assert (gap["label"], gap["text"], gap["answered"]) == ("actor", "Oslo", False)


def test_show_says_where_gold_annotations_come_from(run: Run, reviewed: Path) -> None:
    assert (
        "actor “said Kim” (mention=name; reference=literal; bert's, decided by rita)"
        in run("show", reviewed, ID, *RITA).out
    )
    decisions = run("show", reviewed, ID, *RITA, "--json").json["decisions"]
    assert [(one["layer"], one["taken"]) for one in decisions] == [("bert", True), ("anna", False)]
