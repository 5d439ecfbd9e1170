"""A system call fails, once or from some time on: a sentence, no traceback, and what was there is still whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project import maintenance
from annotator.project.project import Project
from tests.making import STORY, layer, project_with, tag

FAULTS = {
    "flock": ("ENOLCK", "ENOSYS"),
    "pwrite64": ("ENOSPC", "EIO"),
    "ftruncate": ("EROFS", "EIO"),
    "unlink": ("EACCES", "EROFS"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "rename": ("EXDEV", "EACCES"),
    "link": ("EPERM", "ENOSPC"),
    "mkdir": ("ENOSPC",),
    "symlink": ("EROFS",),
}
COMMANDS = {
    "import": ("import", "news.annotator", "new.txt", "--analyst", "anna"),
    "new": ("new", "other.annotator"),
    "backup": ("backup", "news.annotator", "other.annotator"),
    "restore": ("restore", "backup.annotator", "news.annotator"),
    "share": ("share", "news.annotator", "anna.exchange", "--analyst", "anna"),
    "export": ("export", "news.annotator", "dataset", "--analyst", "anna"),
}
FILES = {"news.annotator", "backup.annotator", "new.txt"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    try:
        works = (
            subprocess.run(["strace", "-o", os.devnull, "true"], check=False, capture_output=True).returncode
            == 0
        )
    except FileNotFoundError:
        works = False
    if not works:
        pytest.skip("needs strace")
    with project_with(tmp_path, STORY) as project:
        tag(project, "Oslo", "actor")
        maintenance.backup(project, tmp_path / "backup.annotator")
    (tmp_path / "new.txt").write_text("A new story\n\nIn Rome.")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("what", COMMANDS)
def test_a_failing_system_call_ends_in_a_sentence(folder: Path, what: str) -> None:
    program = Path(sys.executable).with_name("annotator")
    for call, errors in FAULTS.items():
        for error in errors:
            for when in ("1", "2", "3", "4+"):
                inject = f"inject={call}:error={error}:when={when}"
                command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", inject]
                done = subprocess.run(
                    [*command, program, *COMMANDS[what]],
                    cwd=folder,
                    check=False,
                    capture_output=True,
                    text=True,
                )
                assert "Traceback" not in done.stderr, inject
                assert done.returncode in (0, 1), inject
                for found in folder.iterdir():
                    if found.name not in FILES:
                        shutil.rmtree(found) if found.is_dir() else found.unlink()
    with Project.open(folder / "news.annotator", "anna") as project:
        assert maintenance.faults(project) == []
        assert len(layer(project)) == 1
