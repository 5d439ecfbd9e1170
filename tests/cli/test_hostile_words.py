"""Names, labels and headlines with the commands of a terminal in them are printed with those written out."""

import re
from pathlib import Path

import pytest

from annotator.domain.wording import visible
from tests.cli.conftest import Run
from tests.hostile import hostile_project

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What no output may hold: whatever a terminal does not show but do."""


def word(part: str) -> str:
    return f"{part}\x1b]0;x\x07\x9b1m\r\u202etxt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return hostile_project(tmp_path / "in", word, str)


ANNA = ("--analyst", "anna")
COMMANDS = [
    "articles PATH",
    "show PATH ARTICLE",
    "history PATH ARTICLE",
    "search PATH first",
    "search PATH --annotations Kim",
    "search PATH --concordance said",
    "duplicates PATH",
    "scheme PATH",
    "recipes PATH",
    "actors PATH",
    "forks PATH",
    "frames PATH",
    "review PATH",
    "review PATH ARTICLE",
    "feedback PATH",
    "gaps PATH",
    "agreement PATH",
    "time PATH",
    "team PATH",
    "assign PATH",
    "check PATH",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_command_prints_what_a_terminal_would_obey(
    run: Run, path: Path, command: str, form: list[str]
) -> None:
    named = {"PATH": path, "ARTICLE": run("articles", path, *ANNA, "--json").json["articles"][0]["id"]}
    done = run(*(named.get(one, one) for one in command.split()), *ANNA, *form)
    assert done.code == 0, done.err
    assert OBEYED.findall(done.out + done.err) == []


def test_what_is_written_out_in_json_means_the_same(run: Run, path: Path) -> None:
    listed = run("articles", path, *ANNA, "--json").json["articles"]
    assert {one["agency"] for one in listed} == {word("agency")}
    assert visible(word("agency")) in run("articles", path, *ANNA).out


def test_a_reason_is_printed_with_what_it_names_written_out(run: Run, tmp_path: Path) -> None:
    done = run("articles", tmp_path / word("none"))
    assert (done.code, OBEYED.findall(done.err)) == (1, [])
    assert "\\u001b" in done.err


def test_wrong_usage_is_told_with_what_was_typed_written_out(run: Run) -> None:
    for words in (["articles", "a", word("b")], [word("nonsense")], ["articles", "a", f"--{word('x')}"]):
        done = run(*words)
        assert (done.code, OBEYED.findall(done.err)) == (2, [])


def test_line_ends_and_tabs_stay() -> None:
    assert visible("a\n\tb\r\n") == "a\n\tb\\u000d\n"
