"""Snapshots, backups, restoring: whole or not at all, and nothing is overwritten."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.project import articles, maintenance
from annotator.project.project import Project
from annotator.storage.copies import snapshot
from annotator.storage.lock import AlreadyOpen
from tests.making import STORY, layer, project_with, tag, words_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY) as project:
        tag(project, "Oslo", "actor")
        yield project


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_a_snapshot_is_private_keeps_still_and_is_deleted(project: Project) -> None:
    with snapshot(project.store) as still:
        tag(project, "Kim", "actor")
        assert still.row("SELECT annotations FROM layer_row") == (1,)
        assert project.store.row("SELECT annotations FROM layer_row") == (2,)
        assert still.path.stat().st_mode & 0o777 == 0o600
        assert still.path.parent == project.path.parent
    assert names(project.path.parent) == ["news.annotator"]


def test_a_snapshot_is_deleted_when_its_reader_fails(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), snapshot(project.store):
        raise ZeroDivisionError
    assert names(project.path.parent) == ["news.annotator"]


def test_a_backup_is_the_project_as_it_is_now(project: Project) -> None:
    target = project.path.with_name("copy.annotator")
    maintenance.backup(project, target)
    assert target.stat().st_mode & 0o777 == 0o600
    tag(project, "Kim", "actor")
    with Project.open(target, "anna") as copy:
        assert words_of(copy, layer(copy)) == ["Oslo"]
        assert maintenance.faults(copy) == []


def test_a_backup_never_overwrites(project: Project) -> None:
    target = project.path.with_name("copy.annotator")
    target.write_text("mine")
    with pytest.raises(Problem, match="exists already"):
        maintenance.backup(project, target)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("target", ["nowhere/copy.annotator", "x" * 300])
def test_a_backup_that_cannot_be_made_is_told(project: Project, target: str) -> None:
    with pytest.raises(Problem, match=r"no such file or directory|file name too long"):
        maintenance.backup(project, project.path.parent / target)
    assert names(project.path.parent) == ["news.annotator"]


def test_restoring_sets_aside_what_was_there(project: Project) -> None:
    backup, path = project.path.with_name("copy.annotator"), project.path
    maintenance.backup(project, backup)
    tag(project, "Kim", "actor")
    project.close()
    asides = [maintenance.restore(backup, path), maintenance.restore(backup, path)]
    assert [aside.name if aside else "" for aside in asides] == [
        "news.before-restore-1.annotator",
        "news.before-restore-2.annotator",
    ]
    assert [count(found) for found in (path, *asides) if found] == [1, 2, 1]


def count(path: Path) -> int:
    with Project.open(path, "anna", writing=False) as project:
        return len(layer(project))


def test_a_backup_is_put_where_nothing_was(project: Project) -> None:
    backup, target = project.path.with_name("copy.annotator"), project.path.with_name("new.annotator")
    maintenance.backup(project, backup)
    assert maintenance.restore(backup, target) is None
    assert count(target) == 1


def test_an_open_project_is_not_replaced(project: Project) -> None:
    backup = project.path.with_name("copy.annotator")
    maintenance.backup(project, backup)
    with pytest.raises(AlreadyOpen):
        maintenance.restore(backup, project.path)
    assert names(project.path.parent) == ["copy.annotator", "news.annotator"]


def test_a_damaged_backup_replaces_nothing(project: Project) -> None:
    backup, path = project.path.with_name("copy.annotator"), project.path
    maintenance.backup(project, backup)
    project.close()
    backup.write_bytes(backup.read_bytes()[:20_000])
    with pytest.raises(Problem, match="is damaged"):
        maintenance.restore(backup, path)
    assert names(path.parent) == ["copy.annotator", "news.annotator"]
    assert count(path) == 1


def test_a_folder_is_not_moved_aside(project: Project) -> None:
    backup, folder = project.path.with_name("copy.annotator"), project.path.with_name("folder")
    maintenance.backup(project, backup)
    folder.mkdir()
    with pytest.raises(Problem, match="is a folder"):
        maintenance.restore(backup, folder)
    assert folder.is_dir()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_no_half_backup(project: Project, small_disk: Path) -> None:
    with pytest.raises(Problem, match="disk is full"):
        maintenance.backup(project, small_disk / "copy.annotator")
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_leaves_no_half_project(small_disk: Path) -> None:
    with pytest.raises(Problem, match="disk is full"):
        Project.create(small_disk / "p.annotator")
    assert list(small_disk.iterdir()) == []


def test_a_failed_restore_leaves_the_project_where_it_was(project: Project, small_disk: Path) -> None:
    backup, there = project.path.with_name("copy.annotator"), small_disk / "p.annotator"
    maintenance.backup(project, backup)
    there.write_text("a project of mine")
    with pytest.raises(Problem, match="disk is full"):
        maintenance.restore(backup, there)
    assert names(small_disk) == ["p.annotator"]
    assert there.read_text() == "a project of mine"


def test_an_article_is_still_read_after_a_backup(project: Project) -> None:
    maintenance.backup(project, project.path.with_name("copy.annotator"))
    assert articles.load(project, 1).text == STORY
