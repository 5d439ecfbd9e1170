"""The formats a dataset can be written in. A new one is a module beside this and a row here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.domain.problems import UnknownName
from annotator.writing import jsonl


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: `lines` gives the bytes of one file, piece by piece."""

    name: str
    suffix: str
    about: str
    loses: str
    lines: Callable[[Iterable[tuple[Article, Layer]]], Iterator[bytes]]


WRITERS = (
    Writer(
        "jsonl",
        ".jsonl",
        "Our own JSON lines: text, metadata, zones, annotations with attributes and links.",
        "nothing",
        jsonl.lines,
    ),
)


def writer_named(name: str) -> Writer:
    """The writer of that name. Raises UnknownName with the names there are."""
    for writer in WRITERS:
        if writer.name == name:
            return writer
    known = ", ".join(writer.name for writer in WRITERS)
    raise UnknownName(f"There is no format {name!r} to write. There is {known}; see `annotator formats`.")
