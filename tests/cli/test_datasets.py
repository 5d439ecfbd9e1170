"""`annotator export`, `recipes`, `verify`, `diff`, `formats`: datasets on the command line."""

from pathlib import Path

import orjson
import pytest

from annotator.domain.dataset.pseudonyms import pseudonym
from tests.cli.conftest import Run


@pytest.fixture
def dataset(run: Run, path: Path, tmp_path: Path) -> Path:
    """Anna's layer in a folder."""
    assert run("export", path, tmp_path / "out", "--layer", "anna").code == 0
    return tmp_path / "out"


def data(folder: Path) -> bytes:
    return (folder / "dataset.jsonl").read_bytes()


def test_a_folder_gets_the_whole_dataset(dataset: Path) -> None:
    names = {path.name for path in dataset.iterdir()}
    assert names == {"README.md", "dataset.jsonl", "manifest.json", "plots", "trace.jsonl"}
    assert orjson.loads(data(dataset))["layer"] == pseudonym("anna")


def test_a_recipe_gives_the_same_bytes_as_its_options(run: Run, path: Path, tmp_path: Path) -> None:
    chosen = ("--layer", "anna", "--label", "quote", "actor", "--marks-inside", "--names")
    assert run("recipes", path, "--save", "for training", *chosen).code == 0
    assert run("export", path, tmp_path / "one", *chosen).code == 0
    assert run("export", path, tmp_path / "two", "--recipe", "for training").code == 0
    assert data(tmp_path / "one") == data(tmp_path / "two")


def test_options_go_before_the_recipe(run: Run, path: Path, tmp_path: Path) -> None:
    run("recipes", path, "--save", "r", "--label", "quote")
    run("export", path, tmp_path / "out", "--recipe", "r", "--label", "actor", "--layer", "anna")
    (line,) = data(tmp_path / "out").splitlines()
    assert {one["label"] for one in orjson.loads(line)["annotations"]} == {"actor"}


def test_recipes_are_listed_and_removed(run: Run, path: Path) -> None:
    assert "no recipe yet" in run("recipes", path).out
    run("recipes", path, "--save", "r", "--since", "2006")
    assert "r: since 2006" in run("recipes", path).out
    assert run("recipes", path, "--remove", "r").code == 0
    assert run("recipes", path, "--json").json == {"recipes": {}}


def test_an_unknown_recipe_is_refused_with_those_there_are(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("export", path, tmp_path / "out", "--recipe", "x")
    assert (done.code, "no recipe 'x' (there is: none yet)" in done.err) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_dataset_is_verified_with_and_without_its_project(run: Run, path: Path, dataset: Path) -> None:
    done = run("verify", dataset, "--project", path)
    assert (done.code, done.err) == (0, "")
    assert "is whole: 5 files as the manifest says, 2 revisions found in the log" in done.out
    assert "The project's log is what it was" in done.out
    (dataset / "dataset.jsonl").write_bytes(b"")
    done = run("verify", dataset, "--json")
    assert (done.code, done.json["whole"]) == (1, False)
    assert "dataset.jsonl was changed" in done.err


def test_two_datasets_are_compared(run: Run, path: Path, dataset: Path, tmp_path: Path) -> None:
    assert "Nothing changed" in run("diff", dataset, dataset).out
    run("export", path, tmp_path / "less", "--layer", "anna", "--label", "actor")
    done = run("diff", dataset, tmp_path / "less")
    assert (done.code, "quote: 1 gone" in done.out) == (0, True)
    found = run("diff", dataset, tmp_path / "less", "--json").json
    assert [one["label"] for one in found["annotations"]["gone"]] == ["quote"]


@pytest.mark.parametrize("command", [("verify", "nowhere"), ("diff", "nowhere", "nowhere")])
def test_what_is_not_there_is_told(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(command[0], *(tmp_path / name for name in command[1:]))
    assert done.code == 1
    assert "Name the folder" in done.err or "Name a dataset" in done.err


def test_a_folder_that_is_not_empty_is_left_alone(run: Run, path: Path, dataset: Path) -> None:
    before = data(dataset)
    done = run("export", path, dataset, "--layer", "anna")
    assert (done.code, "--replace" in done.err) == (1, True)
    assert run("export", path, dataset, "--layer", "anna", "--replace", "--label", "quote").code == 0
    assert data(dataset) != before


def test_a_choice_that_is_none_is_wrong_usage_or_a_sentence(run: Run, path: Path, tmp_path: Path) -> None:
    assert run("export", path, tmp_path / "out", "--status", "finished").code == 2
    done = run("export", path, tmp_path / "out", "--since", "1.11.2006", "--layer", "anna")
    assert (done.code, "is no date" in done.err) == (1, True)


def test_each_format_says_what_it_keeps(run: Run) -> None:
    done = run("formats")
    assert "Keeps: everything" in done.out
