"""Bytes put aside until their turn comes: examples come but once, and some files are written at the same time."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 1024 * 1024


def aside() -> IO[bytes]:
    """A file that is in memory while it is small, and never has a name."""
    return SpooledTemporaryFile(max_size=_IN_MEMORY)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What was put aside, from its beginning."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
