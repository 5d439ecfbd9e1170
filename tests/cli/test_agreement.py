"""`annotator agreement`: in sentences and as the JSON that others rely on."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement import span_scores
from annotator.project.project import Project
from tests.cli.conftest import OTHER, Run
from tests.making import STORY, article_id, bring, draft_of, span_of

ANNA = [("actor", "Kim"), ("quote", "We agree"), ("claim", "he would sign")]
BEN = [("actor", "Kim"), ("quote", "We agree,"), ("actor", "minister")]


def annotations(marked: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        dict(zip(("start", "end"), span_of(STORY, words), strict=True), label=label)
        for label, words in marked
    ]


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project in which Anna and Ben annotated a story; Anna another one too, which Ben never opened."""
    path = tmp_path / "team.annotator"
    with Project.create(path, analyst="anna") as project:
        bring(project, draft_of(STORY, annotations(ANNA), "done"), draft_of(OTHER, [], "done"))
    with Project.open(path, "ben") as project:
        bring(project, draft_of(STORY, annotations(BEN), "in progress"))
    return path


def test_the_json_has_what_others_rely_on(run: Run, team: Path) -> None:
    done = run("agreement", team, "--json")
    assert (done.code, done.err) == (0, "")
    (pair,) = done.json["pairs"]
    assert (pair["analysts"], pair["articles"]) == (["anna", "ben"], 1)
    assert list(pair["labels"]) == ["actor", "claim", "quote", "sanction"]
    assert pair["labels"]["quote"]["strict"] == {"precision": 0, "recall": 0, "f1": 0}
    assert pair["labels"]["quote"]["overlap"] == {"precision": 1, "recall": 1, "f1": 1}
    assert done.json["excluded"] == [
        {"article": article_id(OTHER), "why": "never opened", "analysts": ["ben"]}
    ]
    assert done.json["attributes"]["actor"]["mention"] == {
        "alpha": None,
        "matched": 1,
        "rated": 0,
        "why": NOTHING,
    }


NOTHING = "there is nothing to compare"


def test_pooled_scores_are_those_of_the_spans(run: Run, team: Path) -> None:
    (pair,) = run("agreement", team, "--json").json["pairs"]
    spans = [[(one["start"], one["end"], one["label"]) for one in annotations(some)] for some in (ANNA, BEN)]
    assert {name: pair["all"][name] for name in ("strict", "overlap", "found")} == span_scores(*spans)


def test_undefined_is_null_with_a_reason(run: Run, team: Path) -> None:
    (pair,) = run("agreement", team, "--json").json["pairs"]
    nothing = {"precision": None, "recall": None, "f1": None, "why": "nobody marked anything"}
    assert pair["labels"]["sanction"] == {
        "strict": nothing,
        "overlap": nothing,
        "alpha_u": None,
        "kappa": None,
        "why": "nobody marked anything",
        "found": [0, 0],
    }
    assert pair["labels"]["claim"]["strict"] == {
        "precision": None, "recall": 0, "f1": 0, "why": "the second analyst marked nothing",
    }  # fmt: skip


def test_the_first_analyst_named_is_the_reference(run: Run, team: Path) -> None:
    (turned,) = run("agreement", team, "--json", "--analysts", "ben", "anna").json["pairs"]
    assert turned["analysts"] == ["ben", "anna"]
    assert turned["labels"]["actor"]["strict"] == {"precision": 1, "recall": 0.5, "f1": pytest.approx(2 / 3)}


def test_in_sentences(run: Run, team: Path) -> None:
    lines = run("agreement", team).out.splitlines()
    assert lines[0] == "anna and ben: 1 article in common, 1 of them not submitted by both."
    assert lines[2].split()[:8] == ["actor", "1", "and", "2", "0.500", "1.000", "0.667", "0.500"]
    assert any(line.endswith("–: nobody marked anything") for line in lines)
    assert lines[-2:] == ["Left out, never opened: 1 article.", f"  {article_id(OTHER)[:12]} (ben)"]


def test_details_and_intervals_on_request(run: Run, team: Path) -> None:
    told = run("agreement", team, "--details", "--intervals").out
    assert "  anna claim, ben nothing: 1 time\n  anna quote" not in told
    assert "anna nothing, ben actor: 1 time" in told
    assert "quote, where only the span differs: ends later 1" in told
    values = run("agreement", team, "--details", "--intervals", "--json").json
    assert values["intervals"]["seed"] == 2004
    assert values["pairs"][0]["details"]["confusion"]["claim"] == {"": 1}


def test_where_nobody_can_be_compared(run: Run, path: Path) -> None:
    done = run("agreement", path)
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        "Nothing was compared: agreement needs two analysts who have annotated.",
    )
    wrong = run("agreement", path, "--analysts", "anna", "zoe")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("'zoe' has no layer in ")
