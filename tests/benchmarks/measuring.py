"""How benchmarks measure: CPU time, each big one in a process of its own, ratios to a floor in the same run."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).parents[2]


def cpu(run: Callable[[], Any]) -> float:
    """Seconds of CPU that a call takes in this process, threads included."""
    start = time.process_time()
    run()
    return time.process_time() - start


def in_child(task: str, folder: Path) -> dict[str, float]:
    """Runs a task of `tasks` in a fresh process: its CPU seconds and the peak of its memory in MB."""
    command = [sys.executable, "-m", "tests.benchmarks.tasks", task, str(folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ANNOTATOR_CONFIG": str(folder / "settings")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    result: dict[str, float] = orjson.loads(done.stdout.splitlines()[-1])
    return result


def report(seconds: float) -> None:
    """What a task prints for `in_child`."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024**2 if sys.platform == "darwin" else 1024
    )
    print(orjson.dumps({"cpu": seconds, "peak": peak}).decode())


def row(what: str, ours: str, against: str = "", note: str = "") -> None:
    """A line of the table."""
    print(f"{what:<58} {ours:>16}   {against:<34} {note}")


def ratio(what: str, ours: float, floor: float, aim: str) -> None:
    """A line that compares with the floor."""
    row(what, f"{ours:.2f} s", f"floor {floor:.2f} s: {ours / floor:.1f} times", f"aim {aim}")
