"""A file that appears whole or not at all (see `durable`), with a sentence where the machine is at fault."""

from collections.abc import Iterable
from pathlib import Path

from annotator import durable
from annotator.domain.problems import Problem
from annotator.durable import Written, reason


def write(path: Path, pieces: Iterable[bytes]) -> Written:
    """Writes the pieces to `path`, readable by its owner alone. Raises Problem if the machine is at fault.

    What was there before stays until the new file is known to be complete on the disk.
    """
    try:
        return durable.write(path, pieces)
    except OSError as error:
        raise Problem(f"{path} was not written: {reason(error)}.") from error
