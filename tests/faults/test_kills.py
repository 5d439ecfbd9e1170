"""Nothing that was promised is lost, nothing is left half done, whenever the process is killed."""

import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.desk import JOBS, copy_of, lay_out
from tests.faults.judging import faults, promises
from tests.faults.killing import Workers, kill

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL, and forks no process"),
]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as started:
        yield started


@pytest.fixture
def template(tmp_path: Path) -> Path:
    lay_out(tmp_path / "template")
    return tmp_path / "template"


def seconds_of(workers: Workers, desk: Path, job: str) -> float:
    """How long a job takes when nothing disturbs it."""
    began = time.perf_counter()
    workers.start(desk, job)
    assert workers.end() == 0
    return time.perf_counter() - began


@pytest.mark.parametrize("job", JOBS)
def test_a_job_keeps_its_promises_where_nothing_disturbs_it(
    template: Path, workers: Workers, job: str
) -> None:
    seconds_of(workers, template, job)
    assert promises(template)
    assert faults(template) == []


@pytest.mark.parametrize("job", JOBS)
def test_whenever_it_is_killed_a_job_keeps_its_promises(
    template: Path, tmp_path: Path, workers: Workers, job: str, fault_runs: int
) -> None:
    moments = random.Random(job)
    usual = seconds_of(workers, copy_of(template, tmp_path / "undisturbed"), job)
    killed = 0
    while killed < -(-fault_runs // len(JOBS)):
        desk = copy_of(template, tmp_path / "desk")
        process = workers.start(desk, job)
        time.sleep(moments.uniform(0, usual))
        kill(process)
        # Only those count that had not ended by then; how long a job takes changes with what else is done here.
        in_time = workers.end() == -signal.SIGKILL
        killed += in_time
        usual *= 1.05 if in_time else 0.8
        assert faults(desk) == [], f"after kill {killed}"
        shutil.rmtree(desk)
