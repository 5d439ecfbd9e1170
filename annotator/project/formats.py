"""Every format, what it reads and writes, what it loses."""

from dataclasses import dataclass

from annotator.reading.registry import READERS
from annotator.writing.registry import WRITERS


@dataclass(frozen=True, slots=True)
class Format:
    """A row of `annotator formats`."""

    name: str
    direction: str
    suffixes: tuple[str, ...]
    about: str
    loses: str


def formats() -> list[Format]:
    """All readers, then all writers."""
    reads = [Format(r.name, "reads", tuple(r.suffixes), r.reads, r.loses) for r in READERS]
    writes = [Format(w.name, "writes", (w.suffix,), w.about, w.loses) for w in WRITERS]
    return reads + writes
