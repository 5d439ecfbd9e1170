"""Every format, what it reads and writes, what it loses."""

from dataclasses import dataclass

from annotator.reading.readers import READERS
from annotator.writing.writers import WRITERS, Writer


@dataclass(frozen=True, slots=True)
class Format:
    """A row of `annotator formats`. `needs` says what is missing here, "" if nothing is."""

    name: str
    direction: str
    suffixes: tuple[str, ...]
    about: str
    keeps: str
    loses: str
    needs: str = ""


def formats() -> list[Format]:
    """All readers, then all writers."""
    reads = [Format(r.name, "reads", tuple(r.suffixes), r.reads, "", r.loses) for r in READERS]
    writes = [
        Format(w.name, "writes", (w.suffix,) if w.suffix else (), w.about, w.keeps, w.loses, _needs(w))
        for w in WRITERS
    ]
    return reads + writes


def _needs(writer: Writer) -> str:
    """What must be installed first, "" where nothing must."""
    if writer.needs is None or writer.available:
        return ""
    package, extra = writer.needs
    return f"Needs {package}: pip install 'annotator[{extra}]'"
