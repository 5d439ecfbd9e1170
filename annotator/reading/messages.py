"""What passes between the program and the processes in which it has files read."""

from dataclasses import dataclass
from pathlib import Path

from annotator.domain.article import Draft, Rejection
from annotator.domain.import_options import ImportOptions


@dataclass(frozen=True, slots=True)
class Job:
    """A file, the name it is reported under, and what the analyst says of it."""

    path: Path
    shown: str
    directions: ImportOptions


@dataclass(frozen=True, slots=True)
class Failed:
    """What ended the process, by the name of its class and in words."""

    kind: str
    words: str


def reason_of(kind: str, words: str) -> str:
    """Why a file is rejected whose reader raised what nobody foresaw, by the name of its class and its words."""
    if kind == "MemoryError":
        return "reading it needs more memory than there is for one file"
    if kind == "RecursionError":
        return "it is nested too deep to be read"
    return f"its parser broke off ({kind}: {words[:_MOST_WORDS]})"


_MOST_WORDS = 200

Answer = list[Draft | Rejection] | Failed
