"""What a killed process leaves in hidden files is found and removed at the next start; nothing else ever is."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from annotator.domain.problems import Progress
from annotator.project.exporting.run import export
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.scratch import Scratch, sweep, tidy
from tests.making import STORY, bring, draft_of, project_with, tag

DIES = """
import os, sys, tempfile
from pathlib import Path
from annotator.domain.problems import Progress
from annotator.project import exchange
from annotator.project import maintenance
from annotator.project.exporting.run import export
from annotator.domain.dataset.recipe import Recipe
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.storage.copies import snapshot
from annotator.writing import building
from annotator import durable
import shutil

what, path, place = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

def die(*_, **__):
    os._exit(9)

class Dies(Progress):
    step = die

with Project.open(path, "anna", writing=what not in ("snapshot", "backup", "export")) as project:
    if what == "import":
        with Intake([place], path) as intake:
            for one in intake.read(project, Progress()):
                os._exit(9)
    durable.os.replace = durable.os.link = building.os.rename = die
    if what == "snapshot":
        with snapshot(project.store):
            os._exit(9)
    if what == "backup":
        maintenance.backup(project, place / "copy.annotator")
    if what == "export":
        export(project, place / "dataset")
    if what == "workbook":
        from xlsxwriter import Workbook
        Workbook.close = die
        export(project, place / "dataset.xlsx", Recipe(format="xlsx"))
    if what == "share":
        exchange.share(project, place / "anna.exchange")
    if what == "settings":
        from annotator.project.settings import Settings
        Settings(analyst="anna").save()
"""


def everything(*folders: Path) -> set[Path]:
    return {found for folder in folders for found in folder.rglob("*")}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder for this test and its processes."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path, temporary: Path) -> Path:
    assert temporary.is_dir()
    (tmp_path / "mine").mkdir()
    with project_with(tmp_path / "mine", STORY) as project:
        tag(project, "Oslo", "actor")
    return project.path


@pytest.mark.parametrize("what", ["snapshot", "backup", "export", "workbook", "share", "settings"])
def test_what_a_killed_process_left_goes_at_the_next_start(
    tmp_path: Path, path: Path, configuration: Path, what: str
) -> None:
    """Wherever it was on its way to."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    before = everything(tmp_path, configuration)
    done = subprocess.run([sys.executable, "-c", DIES, what, str(path), str(place)], check=False)
    assert done.returncode == 9
    left = [found for found in everything(tmp_path, configuration) - before if found.suffix == ".part"]
    assert left
    Project.open(path, "anna").close()
    after = everything(tmp_path, configuration)
    assert {found for found in after - before if found.name != "signing.key"} == set()
    assert before <= after


def archive(place: Path) -> Path:
    """A zip of a story and of a zip with another."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as opened:
        opened.writestr("b.txt", STORY.replace("Oslo", "Rome"))
    with zipfile.ZipFile(place / "stories.zip", "w") as opened:
        opened.writestr("c.zip", inner.getvalue())
        opened.writestr("d.txt", STORY.replace("Oslo", "Bonn"))
    return place / "stories.zip"


def test_what_a_killed_import_unpacked_goes_with_the_next_import(tmp_path: Path, path: Path) -> None:
    zipped = archive(tmp_path)
    before = everything(tmp_path)
    done = subprocess.run([sys.executable, "-c", DIES, "import", str(path), str(zipped)], check=False)
    assert done.returncode == 9
    assert any(found.name == "b.txt" for found in everything(path.parent))
    with Project.open(path, "anna", writing=False) as project, Intake([zipped], path) as intake:
        assert len(list(intake.read(project, Progress()))) == 2
    assert everything(tmp_path) - before == {path.with_name(".news.annotator.lock")}


def test_what_a_living_process_has_stays(tmp_path: Path) -> None:
    with Scratch(tmp_path) as mine:
        mine.as_file().write_text("mine")
        script = "import sys; from pathlib import Path; from annotator.scratch import tidy; tidy(Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
        tidy(tmp_path)
        assert mine.path.read_text() == "mine"
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        ".import-mine",
        ".snapshot-1.annotator",
        ".news.annotator.partial",
        ".annotator-0123456789abcdef",
        ".annotator-0123456789ABCDEF.part",
        ".annotator-0123456789abcde٣.part",
        "x.annotator-0123456789abcdef.part",
        ".annotator-0123456789abcdef.part2",
        ".annotator-0123456789abcdef.part\n",
    ],
)
def test_what_is_called_otherwise_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / ".annotator-0123456789abcdef.part").write_text("mine")
    before = everything(tmp_path)
    tidy(tmp_path)
    assert everything(tmp_path) == before


def test_links_are_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "text").write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".annotator-0123456789abcdef.part").symlink_to(mine)
    (folder / ".annotator-1123456789abcdef.held").symlink_to(mine / "text")
    left = folder / ".annotator-2123456789abcdef.part"
    left.mkdir()
    (left / "inside").symlink_to(mine)
    sweep(folder)
    assert not left.exists()
    assert (mine / "text").read_text() == "mine"
    assert len(os.listdir(folder)) == 2


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_what_another_user_left_stays(tmp_path: Path) -> None:
    left = tmp_path / ".annotator-0123456789abcdef.part"
    left.write_text("another's")
    os.chown(left, 12345, 12345)
    sweep(tmp_path)
    assert left.exists()


KILLED_WHILE_REPLACING = """
import os, sys
from pathlib import Path
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.writing import building
place = Path(sys.argv[2])
moved = building.exchange
def die(*names):
    moved(*names)
    os._exit(9)
building.exchange = die
with Project.open(Path(sys.argv[1]), "anna") as project:
    export(project, place, replacing=True)
"""


def test_a_dataset_that_is_replaced_is_there_at_every_moment(tmp_path: Path, path: Path) -> None:
    place = tmp_path / "dataset"
    with Project.open(path, "anna") as project:
        export(project, place)
        bring(project, draft_of(STORY.replace("Oslo", "Rome")))
        tag(project, "Rome", "actor", 2)
    before = os.listdir(place)
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_REPLACING, str(path), str(place)], check=False)
    assert done.returncode == 9
    assert sorted(os.listdir(place)) == sorted(before)
    assert (place / "dataset.jsonl").read_bytes().count(b"\n") == 2
    Project.open(path, "anna").close()
    assert sorted(os.listdir(tmp_path)) == ["dataset", "mine", "temporary"]
