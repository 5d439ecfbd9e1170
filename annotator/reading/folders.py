"""Which files of a selection of files and folders are to be read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.w3c import SUFFIX, TEXTS
from annotator.reading.registry import reader_for


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as given; of folders, at any depth and by name, the files that a reader knows.

    Hidden files and folders, and links to folders, are passed over. A file that was named is yielded
    whatever it is: reading it says why it cannot be read.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        else:
            yield path


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if any(name.endswith(SUFFIX) for name in names) and TEXTS in folders:
            # The texts of a page of annotations: it brings them itself.
            folders.remove(TEXTS)
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and reader_for(path) is not None and path.is_file():
                yield path
