"""The process in which files of formats with large parsers are read: `python -m annotator.reading.child`.

It takes jobs from its standard input and answers each on its standard output, pickled. It may use so much memory, and
nothing in it may go to the network or start a program, whatever a file asks for. What a parser raises that we did not
foresee ends it: the parent says so of the file and starts another.
"""

import logging
import os
import pickle
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import BinaryIO

from annotator.reading.files import read_file
from annotator.reading.jobs import MOST_MEMORY, Answer, Failed, Job

_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
)


def main() -> None:
    """Answers jobs until there are none any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a parser prints must not get among the answers.
    sys.stdout = sys.stderr
    logging.disable(logging.CRITICAL)
    _limit_memory()
    sys.addaudithook(_forbid)

    def tell(kind: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
        _answer(answers, Failed(kind.__name__, str(error)[:200]))

    sys.excepthook = tell
    while (job := _next(sys.stdin.buffer)) is not None:
        _answer(answers, list(read_file(job.path, job.shown, job.directions)))


def _next(jobs: BinaryIO) -> Job | None:
    try:
        job = pickle.load(jobs)
    except EOFError:
        return None
    assert isinstance(job, Job)
    return job


def _answer(answers: BinaryIO, what: Answer) -> None:
    pickle.dump(what, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _forbid(event: str, _arguments: Sequence[object]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    main()
