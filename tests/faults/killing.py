"""A process that forks others which work at desks, so that a thousand of them can be started and killed in minutes.

`python -m tests.faults.killing` reads a line `FOLDER JOB` from its standard input for each, and answers with the
process's number, then, when that has ended, with how it ended.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.desk import work

ROOT = Path(__file__).parents[2]


class Workers:
    """Starts workers from one process in which the program is loaded already."""

    def __init__(self) -> None:
        self._starter = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.killing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, desk: Path, job: str) -> int:
        """The number of a process that begins a job."""
        return int(self._asked(f"{desk}\t{job}"))

    def end(self) -> int:
        """Waits for the process that was started last; its exit status, negative if a signal ended it."""
        return int(self._asked(""))

    def _asked(self, line: str) -> str:
        assert self._starter.stdin is not None
        assert self._starter.stdout is not None
        self._starter.stdin.write(f"{line}\n")
        self._starter.stdin.flush()
        return self._starter.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._starter.communicate("")


def kill(process: int) -> None:
    """Ends a process as nothing can prepare for; one that has ended already is left."""
    os.kill(process, signal.SIGKILL)


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "w")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    running = 0
    for line in sys.stdin:
        if words := line.strip():
            folder, _, job = words.partition("\t")
            running = os.fork()
            if running == 0:
                # Bugs show on standard error, and by the status.
                work(Path(folder), job)
                os._exit(0)
            print(running, file=answers, flush=True)
        else:
            print(os.waitstatus_to_exitcode(os.waitpid(running, 0)[1]), file=answers, flush=True)


if __name__ == "__main__":
    _serve()
