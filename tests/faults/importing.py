"""A process that imports some folders into a new project, each file by the road that every import takes.

`python -m tests.faults.importing FOLDER PROJECT` prints one JSON object. It ends itself with a traceback when reading
a single file takes more than SECONDS of its own CPU, and when anything is written beside the project and TMPDIR.
"""

import faulthandler
import logging
import os
import signal
import sys
from pathlib import Path

import orjson

from annotator.domain.problems import Progress
from annotator.project import maintenance
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.reading.workers import pool

SECONDS = 10
"""What takes so long hangs; CPU seconds here, seconds in the processes that read for us, where there are none."""


class _Log(logging.Handler):
    """What readers raised that nobody foresaw, by its last line."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


def _guard(allowed: tuple[str, ...]) -> None:
    """Ends the process when a file elsewhere is opened for writing."""
    changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes) and isinstance(arguments[2], int):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if arguments[2] & changing and path != os.devnull and not path.startswith(allowed):
                os.write(2, f"it writes {path!r}\n".encode())
                os._exit(4)

    sys.addaudithook(look)


def main(folders: list[Path], path: Path) -> None:
    log = _Log()
    logging.getLogger("annotator").addHandler(log)
    sys.dont_write_bytecode = True
    _guard((str(path.parent), os.environ["TMPDIR"], os.environ["ANNOTATOR_CONFIG"]))
    faulthandler.register(signal.SIGVTALRM, all_threads=True, chain=True)
    pool.Crew.__init__.__defaults__ = (
        None,
        3.0 * SECONDS,
    )  # The machine may be busy: that is no fault of a file.
    with Project.create(path, None, "anna") as project, Intake(folders, path) as intake:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        for _ in intake.read(project, Progress()):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        report, _ = intake.add(project)
        faults = maintenance.faults(project)
    told = {
        "read": report.read,
        "rejected": [(one.file, one.reason) for one in report.rejected],
        "faults": faults,
        "unforeseen": log.said,
    }
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main([Path(sys.argv[1])], Path(sys.argv[2]))
