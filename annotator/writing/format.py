"""What a writer is told of the dataset as a whole, and what it gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from annotator.domain.dataset.example import Example
from annotator.domain.frame import NameOf
from annotator.domain.scheme import Scheme

File = tuple[str, Iterable[bytes]]
"""A file of a dataset: its path within the folder (with `/`), and its bytes in pieces."""

_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """The dataset as a whole.

    `labels`: every label that may occur, in the scheme's order, then those that the scheme does not know. `splits`:
    names in their order, without empty ones; none in a dataset without splits. `language`: of the articles, if it is
    one and known. `name_of`: the names of the registry's entries by their ids; None where they are not known. `times`:
    whether the times that articles name are wanted.
    """

    name: str
    scheme: Scheme
    labels: tuple[str, ...]
    splits: tuple[str, ...] = ()
    language: str | None = None
    name_of: NameOf | None = None
    times: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was written, as the manifest names it: path within the dataset, SHA-256, number of bytes."""

    path: str
    sha256: str
    bytes: int


class FormatWriter(Protocol):
    """A format at work on one dataset: made with a DatasetInfo and Losses, asked for each split, then for the rest.

    A class that derives from it needs `files` alone.
    """

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The files of one split (None: of a dataset without splits); each is used up before the next is asked for."""
        ...

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """Files that belong to no split (a configuration, a type system), asked for when all splits are written."""
        return iter(())

    def card_head(self) -> str:
        """Lines of YAML that the format's consumer looks for at the head of README.md; "" if it looks for none."""
        return ""


def stem(split: str | None) -> str:
    """What a file of a split is called, without its suffix."""
    return split or "dataset"


def aside() -> IO[bytes]:
    """A file without a name, in memory while it is small.

    It holds bytes until their turn comes: examples come but once, and some files are written at the same time.
    """
    return SpooledTemporaryFile(max_size=_IN_MEMORY)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What was put aside, from its beginning."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
