"""`annotator team`, `assign`, `submit`, and what is told where layers are left out."""

from pathlib import Path

import pytest

from annotator.project.project import Project
from annotator.project.submitting import layer_state
from tests.cli.conftest import OTHER, Run
from tests.making import STORY, article_id, tag

ID, ID2 = article_id(STORY), article_id(OTHER)
ANNA, BEN = ("--analyst", "anna"), ("--analyst", "ben")


def test_the_team_is_told_with_what_a_role_is(run: Run, path: Path) -> None:
    run("team", path, "--add", "ben", "--role", "reviewer", *ANNA)
    assert run("team", path, *ANNA).out.splitlines() == [
        "anna (lead): 0 articles assigned; 1 layer of other articles",
        "ben (reviewer): 0 articles assigned",
        "0 of 2 articles assigned.",
        "A role is a recorded setting that says who does what. It protects nothing: whoever has the file can do "
        "everything.",
    ]


def test_the_team_as_json(run: Run, path: Path) -> None:
    run("assign", path, "--to", "ben", "--articles", ID, *ANNA)
    told = run("team", path, *ANNA, "--json").json
    assert (told["articles"], told["articles_assigned"]) == (2, 1)
    assert [(x["name"], x["role"], x["assigned"], x["waiting"]) for x in told["members"]] == [
        ("anna", "lead", 0, 0),
        ("ben", "analyst", 1, 1),
    ]
    assert all(isinstance(one["seed"], int) for one in told["members"])
    assert run("team", path, "--remove", "ben", *ANNA, "--json").json["members"][1]["role"] == ""


def test_articles_are_assigned_by_hand_and_listed(run: Run, path: Path) -> None:
    done = run("assign", path, "--to", "anna", "ben", "--articles", ID[:9], *ANNA)
    assert done.out.splitlines() == [
        "Assigned 1 article.",
        "  anna: 1 article",
        "  ben: 1 article",
        "  both anna and ben: 1 article",
    ]
    assert run("assign", path, *ANNA).out == f"{ID[:12]}  Talks open in Oslo  (anna opened, ben assigned)\n"
    assert run("assign", path, *ANNA, "--json").json == {
        "articles": [
            {
                "id": ID,
                "assigned": ["anna", "ben"],
                "states": {"anna": "opened", "ben": "assigned"},
                "gold": None,
            }
        ]
    }


def test_a_draw_can_be_looked_at_first(run: Run, path: Path) -> None:
    words = ("assign", path, "--to", "anna", "ben", "--doubled", 50, "--seed", 7, *ANNA)
    seen = run(*words, "--preview")
    assert seen.out.startswith("Would assign 2 articles, drawn with the seed 7.\n")
    assert run("assign", path, *ANNA).out.startswith("Nothing is assigned.")
    done = run(*words, "--json").json
    assert (done["assigned"], done["articles"], done["assignments"], done["seed"]) == (True, 2, 3, 7)
    assert sorted(done["loads"].values()) == [1, 2]
    assert done["pairs"] == [{"analysts": ["anna", "ben"], "articles": 1}]
    assert run(*words).out.startswith("Nothing is left to assign")


def test_assignments_are_taken_back(run: Run, path: Path) -> None:
    run("assign", path, "--to", "anna", "ben", "--each", 2, *ANNA)
    first = run("assign", path, "--take-back", *ANNA)
    assert first.out == "Took back 3 assignments; 1 stay.\n"
    assert run("assign", path, "--take-back", "--begun", *ANNA, "--json").json == {"taken_back": 1, "left": 0}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--to", "anna"), "Two analysts are needed"),
        (("--to", "gold", "--articles", ID), "reserved word"),
        (("--to", "anna", "--articles", "zz"), "is no article's id"),
    ],
)
def test_what_cannot_be_assigned_is_told_in_a_sentence(
    run: Run, path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = run("assign", path, *words, *ANNA)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert sentence in done.err


def test_a_layer_is_submitted_and_reopened(run: Run, path: Path) -> None:
    done = run("submit", path, ID, *ANNA, "--json").json
    with Project.open(path, "anna", writing=False) as project:
        recorded = layer_state(project, 1, "anna").recorded
    assert done == {"articles": [{"id": ID, "status": "done", "hash": recorded}]}
    assert run("submit", path, ID, "--reopen", *ANNA).out == f"Your layer of {ID[:12]} is open again.\n"
    assert run("submit", path, ID, "--reopen", *ANNA).code == 1


def test_an_import_into_a_submitted_layer_is_rejected_with_the_way_out(
    run: Run, path: Path, tmp_path: Path
) -> None:
    run("export", path, tmp_path / "out.jsonl", *ANNA)
    run("submit", path, ID, *BEN)
    done = run("import", path, tmp_path / "out.jsonl", *BEN)
    assert done.code == 1
    assert "the layer is submitted, and this would add 2 annotations to it; reopen it first" in done.err


@pytest.fixture
def blind(path: Path) -> Path:
    """Ben is at work on the article that Anna has annotated."""
    with Project.open(path, "ben") as project:
        tag(project, "Oslo", "actor")
    return path


def test_show_leaves_out_what_is_hidden_and_says_so(run: Run, blind: Path) -> None:
    done = run("show", blind, ID, *BEN)
    assert "1 layer left out: your own layer of this article is still open." in done.out
    assert "anna" not in done.out
    told = run("show", blind, ID, *BEN, "--json").json
    assert ([one["layer"] for one in told["layers"]], told["left_out"]) == (["ben"], 1)


def test_an_export_leaves_out_what_is_hidden_and_says_so(run: Run, blind: Path, tmp_path: Path) -> None:
    done = run("export", blind, tmp_path / "out.jsonl", "--layer", "all", *BEN)
    assert "1 layer left out: your own layer of this article is still open." in done.out
    told = run("export", blind, tmp_path / "out.jsonl", "--layer", "all", *BEN, "--json").json
    assert (told["left_out"], told["annotations"]) == (1, 1)


def test_nothing_but_hidden_layers_is_no_dataset(run: Run, blind: Path, tmp_path: Path) -> None:
    done = run("export", blind, tmp_path / "out.jsonl", "--layer", "anna", *BEN)
    assert done.code == 1
    assert done.err.startswith("There is nothing to export: 1 layer left out: your own layer of this article")


def test_history_leaves_out_what_is_hidden(run: Run, blind: Path) -> None:
    told = run("history", blind, ID, *BEN, "--json").json
    assert {event["layer"] for event in told["events"]} == {"project", "ben"}
    assert told["left_out"] == 1
