"""Child processes that read files of formats with large parsers, so that a hostile file can hurt nothing but its own.

A file that makes its process break off, take too long or need too much memory is rejected with that as its reason; the
next one gets a new process.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.article import Draft, Rejection
from annotator.reading.messages import Answer, Failed, Job, reason_of

_MOST_CHILDREN = 4
_SECONDS, _SECONDS_PER_MB = 90.0, 1.0
"""How long a file may take, whatever its size, and for each megabyte of it."""
_PACKAGE = Path(__file__).resolve().parents[2]


class Crew:
    """Some processes, started when they are first needed; ended, with what they do, by `close`."""

    def __init__(self, most: int | None = None, seconds: float = _SECONDS) -> None:
        self._size = most or min(_MOST_CHILDREN, max(1, (os.cpu_count() or 2) - 1))
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(self._size, "reading")
        self._idle: queue.SimpleQueue[_Child] = queue.SimpleQueue()
        self._all: list[_Child] = []
        self._closed = False

    @property
    def ahead(self) -> int:
        """How many jobs keep it busy."""
        return 4 * self._size

    def read(self, job: Job) -> Future[list[Draft | Rejection]]:
        """Has a file read; the future gives what it holds, or one rejection."""
        return self._threads.submit(self._read, job)

    def _read(self, job: Job) -> list[Draft | Rejection]:
        if self._closed:
            return []
        try:
            child = self._take()
        except OSError as error:
            why = f"the process that reads it could not be started ({error.strerror or error})"
            return [Rejection(job.shown, None, why)]
        seconds = self._seconds + _SECONDS_PER_MB * _megabytes(job.path)
        answer = child.ask(job, seconds)
        if isinstance(answer, list):
            self._idle.put(child)
            return answer
        child.end()
        self._all.remove(child)
        return [Rejection(job.shown, None, _reason(answer, child.timed_out, seconds))]

    def _take(self) -> "_Child":
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            child = _Child()
            self._all.append(child)
            return child

    def close(self) -> None:
        """Ends all processes at once; what was not read is not."""
        self._closed = True
        for child in list(self._all):
            child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in self._all:
            child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()


class _Child:
    """One process. `timed_out`: whether it was ended because it took too long."""

    def __init__(self) -> None:
        # The package is found as it was found here, wherever the program was started.
        path = os.pathsep.join([str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "annotator.reading.workers.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        self.timed_out = False

    def ask(self, job: Job, seconds: float) -> Answer | None:
        """Its answer; None if it ended without one."""
        timer = threading.Timer(seconds, self._too_long)
        timer.daemon = True
        timer.start()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
            # Pickle is safe here: it is our own code that answers.
            answer: Answer = pickle.load(self._process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return None
        finally:
            timer.cancel()
        return answer

    def _too_long(self) -> None:
        self.timed_out = True
        self._process.kill()

    def kill(self) -> None:
        """Ends the process; who waits for it hears that it broke off."""
        self._process.kill()

    def end(self) -> None:
        """Ends the process and closes what led to it; nobody may be waiting for it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # What could not be written any more.
                pipe.close()


def _megabytes(path: Path) -> float:
    try:
        return path.stat().st_size / 1024**2
    except OSError:
        return 0.0


def _reason(failed: Failed | None, timed_out: bool, seconds: float) -> str:
    if timed_out:
        return f"reading it took longer than {seconds:.0f} seconds and was given up"
    if failed is None:
        return "the process that read it broke off"
    return reason_of(failed.kind, failed.words)
