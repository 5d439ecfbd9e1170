"""Whatever makes a file dies at each of its steps: the name is free or has all of it, and nothing is left."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project import exchange, maintenance
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.project.signing import Pins
from tests.making import STORY, layer, project_with, tag

DIES_AT_A_STEP = """
import os, sys
from pathlib import Path
from tests.faults.test_dying import WORK
work = WORK[sys.argv[2]]
left = int(sys.argv[1])
def dying(call):
    def step(*args, **named):
        global left
        left -= 1
        if not left:
            os._exit(9)
        return call(*args, **named)
    return step
for name in ("link", "unlink", "rename", "replace", "fsync", "open", "ftruncate", "mkdir", "symlink", "write"):
    setattr(os, name, dying(getattr(os, name)))
work(Path(sys.argv[3]))
"""


def new(path: Path) -> None:
    Project.create(path.with_name("other.annotator"), analyst="anna").close()


def back_up(path: Path) -> None:
    with Project.open(path, "anna") as project:
        maintenance.backup(project, path.with_name("other.annotator"))


def share(path: Path) -> None:
    with Project.open(path, "anna", writing=False) as project:
        exchange.share(project, path.with_name("anna.exchange"))


def make_dataset(path: Path) -> None:
    with Project.open(path, "anna", writing=False) as project:
        export(project, path.with_name("dataset"), replacing=True)


def keep_settings(_: Path) -> None:
    Settings(analyst="dora").save()


def pin(_: Path) -> None:
    Pins().pin("dora", {"device": "ab" * 32})


WORK: dict[str, Callable[[Path], None]] = {
    work.__name__: work for work in (new, back_up, share, make_dataset, keep_settings, pin)
}


def is_whole_project(path: Path) -> bool:
    with Project.open(path.with_name("other.annotator"), "anna") as project:
        return maintenance.faults(project) == [] and project.scheme.name != ""


def is_whole_share(path: Path) -> bool:
    with Project.open(path, "anna") as project:
        report = exchange.merge(project, [path.with_name("anna.exchange")])
        return report.refused == []


def is_whole_dataset(path: Path) -> bool:
    return {"dataset.jsonl", "manifest.json", "README.md"} <= {*os.listdir(path.with_name("dataset"))}


MADE: dict[str, tuple[str, Callable[[Path], bool]]] = {
    "new": ("other.annotator", is_whole_project),
    "back_up": ("other.annotator", is_whole_project),
    "share": ("anna.exchange", is_whole_share),
    "make_dataset": ("dataset", is_whole_dataset),
    "keep_settings": ("", lambda _: Settings.load().analyst == "dora"),
    "pin": ("", lambda _: not Pins().lost and "device" in Pins().keys_of("dora")),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", WORK)
def test_at_whatever_step_it_dies_there_is_all_or_nothing(
    tmp_path: Path, configuration: Path, what: str
) -> None:
    name, is_whole = MADE[what]
    for step in range(1, 300):
        place = tmp_path / f"{step}"
        place.mkdir()
        with project_with(place, STORY) as project:
            tag(project, "Oslo", "actor")
        Settings(analyst="before").save()
        command = [sys.executable, "-c", DIES_AT_A_STEP, str(step), what, str(project.path)]
        code = subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode
        assert code in (0, 9)
        if name and (place / name).exists():
            assert is_whole(project.path)
        assert Settings.load().analyst in ("before", "dora")
        assert not Pins().lost
        with Project.open(project.path, "anna") as again:
            assert len(layer(again)) == 1
        left = [
            found
            for found in (*os.listdir(place), *os.listdir(configuration))
            if found.startswith(".annotator")
        ]
        assert left == []
        if code == 0:
            break
        if name and not (place / name).exists():
            WORK[what](project.path)
    assert is_whole(project.path)
    assert step > 3
