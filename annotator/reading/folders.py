"""Which files of a selection of files and folders are to be read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.dataset.files import CARD, LEAKS, LOST, MANIFEST, TRACE
from annotator.domain.w3c import SUFFIX, TEXTS
from annotator.reading.registry import LINES_OF_BRAT, TEXT_OF_BRAT, reader_for

COMPANIONS = frozenset(
    {
        *(name.lower() for name in (CARD, MANIFEST, TRACE, LOST, LEAKS)),
        "annotation.conf",
        "config.xml",
        "croissant.json",
        "labels.json",
        "relations.json",
        "visual.conf",
    }
)
"""Files of a dataset that hold no articles: what it was made from, what it lacks, the labels of another tool.

In a folder they are passed over, else every dataset that comes back would bring rejections. Lower case.
"""


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as given; of folders, at any depth and by name, the files that a reader knows.

    COMPANIONS, hidden files and folders, and links to folders are passed over. A file that was named is yielded
    whatever it is: reading it says why it cannot be read. A text with brat's lines beside it is read with them.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        else:
            yield path


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        present = set(names)
        if any(name.endswith(SUFFIX) for name in names) and TEXTS in folders:
            # The texts of a page of annotations: it brings them itself.
            folders.remove(TEXTS)
        for name in sorted(names):
            path = Path(place, name)
            if not _is_passed_over(path, present) and reader_for(path) is not None and path.is_file():
                yield path


def _is_passed_over(path: Path, present: set[str]) -> bool:
    """Whether a file of a folder is none of its own; `present`: the names of all that are there."""
    if path.name.startswith(".") or path.name.lower() in COMPANIONS:
        return True
    return path.suffix == TEXT_OF_BRAT and path.stem + LINES_OF_BRAT in present
