"""Nothing that was acknowledged is lost, whenever the process dies."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.project import keeping
from annotator.project.project import Project
from tests.making import STORY, layer, project_with, tag

KILLS = 50

ANNOTATES_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from annotator.project import annotating, undoing
from annotator.project.project import Project

with Project.open(Path(sys.argv[1]), "anna") as project:
    for number in count():
        start = number % 30
        (made,) = annotating.add(project, 1, start, start + 4, "actor").annotations
        print(made.id, flush=True)
        if number % 5 == 4:
            annotating.set_unsure(project, 1, [made.id], True)
            undoing.undo(project)
"""


def acknowledged(path: Path, wait: float) -> list[str]:
    """The ids that a process printed after its commits, until it was killed `wait` seconds after the first."""
    with subprocess.Popen(
        [sys.executable, "-c", ANNOTATES_FOR_EVER, str(path)], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(wait)
        child.kill()
        rest = child.stdout.read()
    assert child.returncode == -signal.SIGKILL
    # A last line without an end was cut by the kill, after its commit.
    return [line.decode() for line in (first + rest).split(b"\n")[:-1]]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_every_acknowledged_annotation_survives_fifty_kills(tmp_path: Path) -> None:
    project_with(tmp_path, STORY).close()
    path = tmp_path / "news.annotator"
    moments = random.Random(2006)
    printed = [uid for _ in range(KILLS) for uid in acknowledged(path, moments.uniform(0.002, 0.06))]
    with Project.open(path, "anna") as project:
        assert project.store.unclean
        kept = {found.id for found in layer(project)}
        assert set(printed) <= kept
        assert keeping.faults(project) == []
        # A journal that was cut before it meant anything stays until the next writing.
        tag(project, "Oslo", "actor")
    assert len(printed) > KILLS
    assert [found.name for found in tmp_path.iterdir()] == ["news.annotator"]
