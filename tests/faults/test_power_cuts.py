"""Nothing that was promised is lost when the power goes: sectors that were not synced may be there or not."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.faults.desk import JOBS, lay_out
from tests.faults.judging import faults, promises
from tests.faults.power import Recording, can_trace, laid_down

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_trace(), reason="strace is not here, or may not look at processes"),
]


@pytest.mark.parametrize("job", JOBS)
def test_whenever_the_power_goes_a_job_keeps_its_promises(tmp_path: Path, job: str, fault_runs: int) -> None:
    root, traces = tmp_path / "root", tmp_path / "traces"
    traces.mkdir()
    lay_out(root)
    recording = Recording(root, job, traces)
    assert promises(root)
    chance = random.Random(job)
    for run in range(-(-fault_runs // len(JOBS))):
        moment = chance.randint(0, len(recording.ops))
        desk = tmp_path / "desk"
        laid_down(recording, moment, chance, root, desk)
        assert faults(desk) == [], f"run {run}, before call {moment} of {len(recording.ops)}"
        shutil.rmtree(desk)


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Lucky(random.Random):
    """Whatever was not synced is on the disk all the same."""

    def choice(self, seq: Sequence[Any]) -> Any:
        return max(seq)

    def random(self) -> float:
        return 0.0


@pytest.mark.parametrize("job", JOBS)
def test_without_a_cut_the_disk_is_what_it_is(tmp_path: Path, job: str) -> None:
    root, traces = tmp_path / "root", tmp_path / "traces"
    traces.mkdir()
    lay_out(root)
    recording = Recording(root, job, traces)
    laid_down(recording, len(recording.ops), Lucky(), root, tmp_path / "desk")
    assert files_of(tmp_path / "desk") == files_of(root)
