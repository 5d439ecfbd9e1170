"""What the command line does when the program itself is at fault."""

import os
import stat
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from annotator import program_log
from annotator.cli import main as command_line
from annotator.domain.times import finding
from annotator.domain.times.rule import rule
from annotator.places import log_file
from annotator.project import article_correction
from tests.cli.conftest import Run
from tests.making import article_id, project_with

TEXT = "Boats leave\n\nThey left on Monday, and again in May 1994."
ARTICLE = article_id(TEXT)


def fail(*_: object) -> NoReturn:
    raise AttributeError("a rule\x1b[2J of ours")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with project_with(tmp_path, TEXT) as project:
        article_correction.correct(project, 1, published="2006-11-01")
        return project.path


@pytest.fixture
def broken_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more rule, for Mondays, that fails."""
    rules = {**finding._RULES, "monday": [rule(["monday"], "Monday", fail), *finding._RULES["monday"]]}
    monkeypatch.setattr(finding, "_RULES", rules)


def test_a_rule_that_fails_is_left_out_told_once_and_written_to_the_log(
    run: Run, story: Path, broken_rule: None, broken_off: list[str]
) -> None:
    done = run("show", story, ARTICLE)
    assert done.code == 0
    assert "times: “Monday” 26–32 2006-10-30; “May 1994” 47–55 1994-05" in done.out
    assert done.err.count("\n") == 1
    assert done.err.startswith("The rules for times met an error of the program")
    assert str(log_file()) in done.err
    assert "AttributeError: a rule\\u001b[2J of ours" in log_file().read_text("utf-8")
    assert "test_faults_of_ours.py" in log_file().read_text("utf-8")
    assert set(broken_off) == {"The rules for times broke off"}
    broken_off.clear()


def test_times_that_cannot_be_looked_for_at_all_leave_the_article(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, broken_off: list[str]
) -> None:
    monkeypatch.setattr(finding, "find_times", fail)
    done = run("show", story, ARTICLE)
    assert (done.code, "times: none" in done.out, done.err.count("\n")) == (0, True, 1)
    broken_off.clear()


def test_a_time_that_cannot_be_resolved_stays_open_with_a_reason(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, broken_off: list[str]
) -> None:
    monkeypatch.setattr(finding, "resolve", fail)
    assert "“Monday” 26–32 unknown: the rule for it met an error" in run("show", story, ARTICLE).out
    broken_off.clear()


def test_without_a_fault_there_is_no_log(run: Run, story: Path) -> None:
    assert run("show", story, ARTICLE).err == ""
    assert not log_file().exists()


def test_an_error_nobody_foresaw_is_a_sentence_with_a_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken_off: list[str]
) -> None:
    monkeypatch.setattr(command_line, "_answer", fail)
    monkeypatch.setattr(sys, "argv", ["annotator", "show"])
    assert command_line.run() == 70
    told = capsys.readouterr().err
    assert told.startswith("This is an error of the program. Everything that was saved is safe.")
    assert told.count("\n") == 1
    assert "AttributeError: a rule" in log_file().read_text("utf-8")
    broken_off.clear()
    with pytest.raises(AttributeError):
        command_line.main(["show"])


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_the_log_is_for_its_owner_alone() -> None:
    program_log.write("A test", ValueError("é\ud800"))
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600
    assert "é\\ud800" in log_file().read_text("utf-8")


def test_the_log_does_not_grow_without_end() -> None:
    for _ in range(200):
        program_log.write("A test", ValueError("long " * 10_000))
    size = log_file().stat().st_size if log_file().exists() else 0
    assert size + log_file().with_name("annotator.log.old").stat().st_size < 2_100_000


@pytest.mark.parametrize("what", ["folder", "link", "pipe", "no folder"])
def test_a_log_that_cannot_be_written_fails_nothing(what: str, tmp_path: Path, configuration: Path) -> None:
    if what == "no folder":
        configuration.write_text("")
    else:
        configuration.mkdir()
    if what == "folder":
        log_file().mkdir()
    elif what == "link":
        log_file().symlink_to(tmp_path / "elsewhere")
    elif what == "pipe":
        os.mkfifo(log_file())
    assert program_log.write("A test", ValueError()) is None
    assert not (tmp_path / "elsewhere").exists()
