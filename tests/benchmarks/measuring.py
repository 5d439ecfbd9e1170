"""Measuring CPU, memory of processes, and the lines that the benchmarks print."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
MB = 1_000_000


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of CPU that the work takes on all threads of this process, and what it gives."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def cpu_ms(work: Callable[[], object], times: int = 5) -> float:
    """The median of several runs, in milliseconds."""
    return median(cpu(work)[0] for _ in range(times)) * 1000


def peak_memory() -> int:
    """Bytes of this process's largest resident size so far.

    Linux hands `ru_maxrss` on from the process that started this one, so its own mark is preferred.
    """
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def in_child(job: str, *arguments: object) -> dict[str, Any]:
    """Runs a job of `jobs` in a process of its own; gives its figures: cpu, memory and its result."""
    words = [sys.executable, "-m", "tests.benchmarks.jobs", job, *map(str, arguments)]
    done = subprocess.run(words, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def heading(text: str) -> None:
    """Begins a table."""
    print(f"\n\n{text}\n{'':60}{'ours':>10}{'against':>10}{'ratio':>8}")


def line(what: str, ours: float, against: float, unit: str, name: str = "target", note: str = "") -> None:
    """One line of a table: our figure, the floor or the target, and how many times it ours is."""
    shown = (f"{ours:,.{_digits(ours)}f} {unit}", f"{against:,.{_digits(against)}f} {unit}")
    print(f"{what:60}{shown[0]:>10}{shown[1]:>10}{ours / against:7.2f}× {name}{note and f'; {note}'}")


def only(what: str, ours: float, unit: str, note: str = "") -> None:
    """One line for a figure with nothing to compare it with."""
    print(f"{what:60}{f'{ours:,.{_digits(ours)}f} {unit}':>10}{note and f'   {note}'}")


def _digits(value: float) -> int:
    return 2 if value < 10 else 0


def size(paths: Sequence[Path]) -> float:
    """Megabytes of some files."""
    return sum(path.stat().st_size for path in paths) / MB
