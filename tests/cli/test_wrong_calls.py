"""Wrong calls: exit code 1 with one sentence that says what, where and what to do; 2 for wrong usage."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from annotator.cli.commands import COMMANDS
from annotator.project import annotating
from annotator.project.project import Project
from tests.cli.conftest import Run
from tests.making import STORY, article_id, bring, draft_of

ID = article_id(STORY)

CONTRACT = """demo new import articles withdraw purge show search export formats history check backup
    restore"""


@pytest.mark.parametrize("command", CONTRACT.split())
def test_every_command_of_the_contract_exists_and_explains_itself(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert COMMANDS[command].about.split(",")[0].split(";")[0] in " ".join(done.out.split())
    assert "--json" in done.out


def test_the_help_lists_every_command(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    listed = {line.split()[0] for line in done.out.splitlines() if re.match("    [a-z]", line)}
    assert listed == set(COMMANDS)
    assert run("--version").out.startswith("annotator ")


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["nonsense", "project.annotator"],
        ["articles"],
        ["articles", "a", "b"],
        ["import", "p.annotator"],
        ["search", "p.annotator"],
        ["export", "p.annotator"],
        ["show", "p.annotator"],
        ["show", "p.annotator", "ab", "--loud"],
        ["--loud"],
        ["x" * 300],
    ],
)
def test_wrong_usage_exits_with_two(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "annotator" in done.err
    assert "Traceback" not in done.err


def test_a_first_word_that_is_no_command_is_named(run: Run) -> None:
    assert "'nonsense' is neither a command nor an existing project" in run("nonsense").err


PROJECT_COMMANDS = {
    "import": ["."],
    "articles": [],
    "withdraw": ["ab"],
    "correct": ["ab", "--agency", "NTB"],
    "purge": ["ab"],
    "show": ["ab"],
    "search": ["word"],
    "export": ["out.jsonl"],
    "history": ["ab"],
    "duplicates": [],
    "time": [],
    "check": [],
    "backup": ["copy.annotator"],
}


def sentence(run: Run, *words: object) -> str:
    """The one sentence that a wrong call gets."""
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    return done.err.strip()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", PROJECT_COMMANDS)
def test_a_missing_project_is_told(run: Run, here: Path, command: str) -> None:
    said = sentence(run, command, "none.annotator", *PROJECT_COMMANDS[command])
    assert said == "none.annotator does not exist. Make a project with `annotator new`."
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", PROJECT_COMMANDS)
def test_a_folder_is_no_project(run: Run, here: Path, command: str) -> None:
    (here / "folder").mkdir()
    said = sentence(run, command, "folder", *PROJECT_COMMANDS[command])
    assert said == "folder is a folder, not a project. Make a project with `annotator new`."


@pytest.mark.parametrize("command", PROJECT_COMMANDS)
def test_a_binary_file_is_no_project(run: Run, here: Path, command: str) -> None:
    (here / "b.annotator").write_bytes(bytes(range(256)) * 99)
    said = sentence(run, command, "b.annotator", *PROJECT_COMMANDS[command])
    assert said == "b.annotator is not a project: it is no SQLite file. Choose a file made by Annotator."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("command", PROJECT_COMMANDS)
def test_a_truncated_project_is_told(run: Run, path: Path, here: Path, command: str, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    said = sentence(run, command, path, *PROJECT_COMMANDS[command])
    assert "is damaged" in said
    assert "annotator restore" in said
    assert not (here / "out.jsonl").exists()
    assert not (here / "copy.annotator").exists()


@pytest.mark.parametrize("command", ["withdraw", "purge", "show", "history"])
def test_an_unknown_and_an_ambiguous_article_are_told(run: Run, path: Path, command: str) -> None:
    assert "has no article whose id begins with 000000" in sentence(run, command, path, "000000")
    assert "'xyz' is no article's id" in sentence(run, command, path, "xyz")
    with Project.open(path, "anna") as project:
        bring(project, *(draft_of(f"Story {number}") for number in range(40)))
        first = [sha[0] for (sha,) in project.store.rows("SELECT sha256 FROM article")]
    ambiguous = next(start for start in first if first.count(start) > 1)
    assert f"Several articles' ids begin with {ambiguous}" in sentence(run, command, path, ambiguous)


def test_a_place_without_articles_is_told(run: Run, path: Path, here: Path) -> None:
    (here / "empty").mkdir()
    for name, told in (("empty", "the folder holds no articles"), ("none.txt", "there is no such file")):
        done = run("import", path, name)
        assert done.code == 1
        assert done.err.count("\n") == 1
        assert told in done.err


def test_a_binary_article_is_told(run: Run, path: Path, here: Path) -> None:
    (here / "a.txt").write_bytes(b"\x7fELF" + bytes(range(256)) * 40)
    done = run("import", path, "a.txt")
    assert done.code == 1
    assert done.err.startswith("Rejected a.txt: ")
    assert done.err.count("\n") == 1


def test_an_unknown_format_layer_and_name_are_told(run: Run, path: Path, here: Path) -> None:
    assert "There is no format 'xml' to write" in sentence(run, "export", path, "out", "--format", "xml")
    assert "has no layer 'gold'" in sentence(run, "export", path, "out", "--layer", "gold")
    assert "'gold' is a reserved word" in sentence(run, "articles", path, "--analyst", "gold")
    assert list(here.glob("out*")) == []


def test_a_new_project_replaces_nothing_and_needs_its_folder(run: Run, path: Path, here: Path) -> None:
    assert "exists already" in sentence(run, "new", path)
    assert "no such file or directory" in sentence(run, "new", here / "nowhere" / "p.annotator")
    assert "cannot be read" in sentence(run, "new", here / "p.annotator", "--scheme", "none.toml")
    assert not (here / "p.annotator").exists()


def test_a_project_open_elsewhere_is_told(run: Run, path: Path) -> None:
    with Project.open(path, "anna"):
        for words in (["withdraw", path, ID], ["import", path, path.parent], ["restore", path, path]):
            assert "is open in another window" in sentence(run, *words)


@pytest.mark.parametrize("command", PROJECT_COMMANDS)
def test_a_name_that_no_system_allows_is_told(run: Run, here: Path, command: str) -> None:
    assert "ile name too long" in sentence(run, command, "x" * 300, *PROJECT_COMMANDS[command])


@pytest.mark.parametrize("command", ["export", "backup", "import", "restore", "new"])
def test_an_argument_that_no_system_allows_is_told(run: Run, path: Path, command: str) -> None:
    """In the second place too."""
    long = f"{'x' * 300}.annotator" if command in ("backup", "restore", "new") else f"{'x' * 300}.jsonl"
    rest = ["--layer", "anna"] if command == "export" else []
    done = run(command, *([] if command == "new" else [path]), long, *rest)
    assert done.code == 1
    assert "ile name too long" in done.err
    assert done.err.count("\n") == 1


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    """The project on a disk that cannot be written; also by root."""
    folder = path.parent
    bind = ["mount", "--bind", str(folder), str(folder)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(bind, capture_output=True).returncode:
        pytest.skip("only root can mount a folder read-only")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
    yield path
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("command", ["import", "withdraw", "purge", "backup", "export", "new"])
def test_a_read_only_disk_is_told(run: Run, read_only: Path, command: str) -> None:
    words = {
        "import": [read_only, read_only.parent],
        "withdraw": [read_only, ID],
        "purge": [read_only, ID, "--yes"],
        "backup": [read_only, read_only.with_name("copy.annotator")],
        "export": [read_only, read_only.with_name("out.jsonl"), "--layer", "anna"],
        "new": [read_only.with_name("p.annotator")],
    }
    assert "read-only" in sentence(run, command, *words[command])


@pytest.mark.parametrize("command", ["articles", "show", "history", "check", "search"])
def test_a_project_on_a_read_only_disk_can_be_read(run: Run, read_only: Path, command: str) -> None:
    words = {"articles": ["--analyst", "anna"], "check": [], "search": ["minister"]}.get(command, [ID])
    done = run(command, read_only, *words)
    assert (done.code, done.err) == (0, "")


def script(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "annotator", *map(str, words)]
    return subprocess.run(command, capture_output=True, env=os.environ | environment, check=False)


def test_the_command_line_never_loads_qt(path: Path) -> None:
    asks = (
        "import sys; from annotator.cli.main import main; code = main(sys.argv[1:]); "
        "print([name for name in sys.modules if name.startswith(('PySide6', 'annotator.qt'))]); sys.exit(code)"
    )
    for words in (["articles", path], ["check", path], ["search", path, "minister"]):
        done = subprocess.run(
            [sys.executable, "-c", asks, *map(str, words)], capture_output=True, check=False
        )
        assert done.returncode == 0
        assert done.stdout.endswith(b"[]\n")


def test_as_a_program_it_gives_the_same_exit_codes(path: Path) -> None:
    assert [script("articles", path).returncode, script("articles", "none").returncode] == [0, 1]
    done = script("nonsense")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_without_a_screen_the_window_is_not_opened(path: Path) -> None:
    for words in ([], [path]):
        done = script(*words, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
        assert done.returncode == (0 if sys.platform in ("win32", "darwin") else 1)
        assert b"There is no screen to open a window on." in done.stderr
        assert done.stderr.count(b"\n") == 1


def test_a_terminal_that_knows_no_unicode_is_still_answered(path: Path) -> None:
    done = script("show", path, ID, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u201cWe agree,\u201d" in done.stdout
    done = script("show", path, ID, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert orjson.loads(done.stdout)["text"] == STORY


def test_a_word_that_is_no_unicode_is_an_ordinary_miss(path: Path) -> None:
    command = [os.fsencode(sys.executable), b"-m", b"annotator", b"search", os.fsencode(path), b"\xff"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_enough_is_no_error(path: Path) -> None:
    with Project.open(path, "anna") as project:
        for start in range(60):
            annotating.add(project, 1, start, start + 5, "actor")
    command = f"{sys.executable} -m annotator show {path} {ID} | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"Talks open in Oslo\n", b"")
