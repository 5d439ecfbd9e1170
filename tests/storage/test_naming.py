"""What stands at a project's name, and the journal that belongs to it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.project import maintenance
from annotator.project.project import Project
from tests.making import STORY, layer, project_with, tag

DIES_IN_A_COMMIT = """
import os, sys
from pathlib import Path
from annotator.project import annotating
from annotator.project.project import Project
with Project.open(Path(sys.argv[1]), "anna") as project:
    project.store.connection.execute("PRAGMA cache_size = 1")
    with project.store.transaction() as connection:
        for number in range(300):
            connection.execute("INSERT INTO layer (name) VALUES (?)", (f"{number} " + "x" * 400,))
        os._exit(9)
"""


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A project whose writer died in a commit, with a hot journal beside it and `backup.annotator` from before."""
    with project_with(tmp_path, STORY) as project:
        tag(project, "Oslo", "actor")
        maintenance.backup(project, tmp_path / "backup.annotator")
    path = tmp_path / "news.annotator"
    done = subprocess.run([sys.executable, "-c", DIES_IN_A_COMMIT, str(path)], check=False)
    assert done.returncode == 9
    assert journal(path).stat().st_size > 512
    return path


def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def tags(path: Path) -> int:
    """How many annotations a whole project holds."""
    with Project.open(path, "anna") as project:
        assert maintenance.faults(project) == []
        return len(layer(project)) if project.store.row("SELECT 1 FROM article") else 0


def by_restore(path: Path) -> None:
    maintenance.restore(path.with_name("backup.annotator"), path)


def by_backup(path: Path) -> None:
    with Project.open(path.with_name("backup.annotator"), writing=False) as project:
        maintenance.backup(project, path)


def by_new(path: Path) -> None:
    Project.create(path, analyst="anna").close()


def by_link(path: Path) -> None:
    """Through a link whose target is gone: SQLite finds the journal beside the target."""
    link = path.with_name("link.annotator")
    link.symlink_to(path)
    maintenance.restore(path.with_name("backup.annotator"), link)


@pytest.mark.parametrize("put", [by_restore, by_backup, by_new, by_link])
def test_a_journal_without_its_file_is_set_aside_and_never_played_over_the_new_one(
    crashed: Path, put: Callable[[Path], None]
) -> None:
    old = journal(crashed).read_bytes()
    crashed.unlink()
    put(crashed)
    assert not journal(crashed).exists()
    assert tags(crashed) == (0 if put is by_new else 1)
    (aside,) = crashed.parent.glob("*.annotator-journal")
    assert aside.read_bytes() == old


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_what_else_sqlite_left_beside_a_name_is_set_aside_too(crashed: Path, end: str) -> None:
    crashed.unlink()
    journal(crashed).rename(crashed.with_name(crashed.name + end))
    by_restore(crashed)
    assert tags(crashed) == 1
    assert [found.name for found in crashed.parent.glob(f"*{end}")] == [
        f"news.before-restore-1.annotator{end}"
    ]


def test_a_project_that_is_restored_over_keeps_its_journal_and_can_be_recovered(crashed: Path) -> None:
    aside = maintenance.restore(crashed.with_name("backup.annotator"), crashed)
    assert aside is not None
    assert journal(aside).exists()
    assert tags(crashed) == 1
    with Project.open(aside, "anna") as project:
        assert project.store.unclean
    assert not journal(aside).exists()
    assert tags(aside) == 1


def test_where_there_are_no_hard_links_a_project_is_set_aside_all_the_same(
    crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a memory stick."""

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    aside = maintenance.restore(crashed.with_name("backup.annotator"), crashed)
    assert aside is not None
    assert [tags(crashed), tags(aside)] == [1, 1]


def test_the_journal_of_a_backup_is_rolled_back_when_it_is_restored(crashed: Path) -> None:
    target = crashed.with_name("new.annotator")
    maintenance.restore(crashed, target)
    assert tags(target) == 1


@pytest.mark.parametrize("writing", [True, False])
def test_what_a_crash_left_under_another_name_of_the_file_is_not_passed_over(
    crashed: Path, writing: bool
) -> None:
    other = crashed.with_name("other.annotator")
    os.link(crashed, other)
    with pytest.raises(Problem, match=r"is also called news\.annotator"):
        Project.open(other, "anna", writing)
    assert [tags(crashed), tags(other)] == [1, 1]


@pytest.fixture
def read_only(crashed: Path) -> Iterator[Path]:
    """The crashed project on a disk that cannot be written."""
    disk = crashed.with_name("disk")
    disk.mkdir()
    steps = (["mount", "-t", "tmpfs", "tmpfs", disk], ["mount", "-o", "remount,ro", disk])
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(steps[0], capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    for one in (crashed, journal(crashed)):
        (disk / one.name).write_bytes(one.read_bytes())
    subprocess.run(steps[1], check=True)
    yield disk / crashed.name
    subprocess.run(["umount", str(disk)], check=True)


def test_a_crashed_project_on_a_read_only_disk_is_read_and_restored(read_only: Path, tmp_path: Path) -> None:
    with Project.open(read_only, "anna", writing=False) as project:
        assert len(layer(project)) == 1
    maintenance.restore(read_only, tmp_path / "new.annotator")
    assert tags(tmp_path / "new.annotator") == 1


def test_a_new_project_that_dies_before_it_is_whole_does_not_block_its_name(tmp_path: Path) -> None:
    dies = """
import os, sys
from pathlib import Path
from annotator.project.project import Project
Project.act = lambda *_, **__: os._exit(9)
Project.create(Path(sys.argv[1]), analyst="anna")
"""
    path = tmp_path / "new.annotator"
    assert subprocess.run([sys.executable, "-c", dies, str(path)], check=False).returncode == 9
    assert not path.exists()
    Project.create(path, analyst="anna").close()
    assert os.listdir(tmp_path) == ["new.annotator"]


def test_an_emptied_project_is_told_and_its_journal_stays(crashed: Path) -> None:
    old = journal(crashed).read_bytes()
    crashed.write_bytes(b"")
    for writing in (True, False):
        with pytest.raises(Problem, match="is empty"):
            Project.open(crashed, "anna", writing)
    assert journal(crashed).read_bytes() == old


@pytest.mark.parametrize("length", [238, 240, 243, 246, 300])
def test_a_name_that_is_too_long_for_a_project_or_for_its_journal_is_told(
    tmp_path: Path, length: int
) -> None:
    """Ten more are its ending; SQLite adds eight for the journal."""
    path = tmp_path / ("x" * (length - 1) + "é.annotator")
    with project_with(tmp_path, STORY) as project:
        for make in (
            lambda: Project.create(path),
            lambda: maintenance.backup(project, path),
            lambda: maintenance.restore(project.path, path),
        ):
            with pytest.raises(Problem, match="file name too long"):
                make()
    assert os.listdir(tmp_path) == ["news.annotator"]


def test_the_longest_name_works_in_all_ways(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 237 + ".annotator")
    with Project.create(path, analyst="anna") as project:
        maintenance.backup(project, tmp_path / "backup.annotator")
    aside = maintenance.restore(tmp_path / "backup.annotator", path)
    assert aside is not None
    assert [tags(path), tags(aside)] == [0, 0]


DIES_AT_A_STEP = """
import os, sys
from pathlib import Path
from annotator.project import maintenance
left = int(sys.argv[1])
def dying(call):
    def step(*args, **named):
        global left
        left -= 1
        if not left:
            os._exit(9)
        return call(*args, **named)
    return step
for name in ("link", "unlink", "rename", "replace", "fsync", "open", "ftruncate"):
    setattr(os, name, dying(getattr(os, name)))
path = Path(sys.argv[2])
maintenance.restore(path.with_name("backup.annotator"), path)
"""


@pytest.mark.parametrize("hot", [True, False])
def test_at_whatever_step_a_restore_dies_the_old_project_is_whole_and_it_can_be_done_again(
    crashed: Path, tmp_path: Path, hot: bool
) -> None:
    """No state in between has a file without its journal, or beside a journal that is not its own."""
    if not hot:
        assert tags(crashed) == 1
    with Project.open(crashed.with_name("backup.annotator"), "anna") as project:
        tag(project, "Kim", "actor")
    family = [crashed, journal(crashed)] if hot else [crashed]
    kept = [(one.name, one.read_bytes()) for one in (*family, crashed.with_name("backup.annotator"))]
    for step in range(1, 200):
        place = tmp_path / f"{step}"
        place.mkdir()
        for name, data in kept:
            (place / name).write_bytes(data)
        path = place / crashed.name
        command = [sys.executable, "-c", DIES_AT_A_STEP, str(step), str(path)]
        code = subprocess.run(command, check=False).returncode
        # As it was called first: opening that settles what had two names for a moment.
        there = sorted(place.glob("news*.annotator"), key=lambda one: len(one.name))
        counts = [tags(one) for one in there if one.exists()]
        assert 1 in counts, "the old one"
        assert {*counts} <= {1, 2}
        maintenance.restore(path.with_name("backup.annotator"), path)
        assert tags(path) == 2
        assert [found for found in os.listdir(place) if found.startswith(".annotator")] == []
        if code == 0:
            break
    assert step > 10
