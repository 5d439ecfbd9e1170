"""The process in which files of formats with large parsers are read: `python -m annotator.reading.workers.process`.

It takes jobs from its standard input and answers each on its standard output, pickled. It is confined to that before
it sees the first file. What ends it all the same is told to the parent, which says so of the file and starts another.
"""

import logging
import os
import pickle
import sys
from types import TracebackType
from typing import BinaryIO

from annotator.reading.confinement import confine
from annotator.reading.files import read_file
from annotator.reading.messages import Answer, Failed, Job


def main() -> None:
    """Answers jobs until there are none any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a parser prints must not get among the answers.
    sys.stdout = sys.stderr
    logging.disable(logging.CRITICAL)
    confine()

    def tell(kind: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
        _answer(answers, Failed(kind.__name__, str(error)))

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


if __name__ == "__main__":
    main()
