"""What passes between the program and the processes in which it has files read."""

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.article import Draft, Rejection
from annotator.domain.directions import Directions

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space, where the system can limit it (not on Windows)."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file, the name it is reported under, and what the analyst says of it."""

    path: Path
    shown: str
    directions: Directions


@dataclass(frozen=True, slots=True)
class Failed:
    """What ended the process, by the name of its class and in words."""

    kind: str
    words: str


Answer = list[Draft | Rejection] | Failed
