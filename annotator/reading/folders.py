"""Which files of a selection of files and folders are to be read."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.dataset.files import CARD, LEAKS, LOST, MANIFEST, TRACE
from annotator.domain.w3c import SUFFIX, TEXTS
from annotator.reading.files import ADVICE
from annotator.reading.registry import LINES_OF_BRAT, TEXT_OF_BRAT, reader_for

_PAGES = (".html", ".htm", ".xhtml")
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


def find_files(paths: Sequence[Path], passed_over: Counter[str] | None = None) -> Iterator[Path]:
    """Files as given; of folders, at any depth and by name, the files that a reader knows.

    COMPANIONS, hidden files and folders, links to folders, and what browsers save beside a page are passed over;
    files of other kinds too, which `passed_over` counts by suffix. A file that was named, or one for which there is
    ADVICE, is yielded whatever it is: reading it says why it cannot be read. A text with brat's lines beside it is
    read with them.
    """
    counted: Counter[str] = Counter() if passed_over is None else passed_over
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, counted)
        else:
            yield path


def _in_folder(folder: Path, passed_over: Counter[str]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_of_page(name, pages)
        )
        present = set(names)
        if any(name.endswith(SUFFIX) for name in names) and TEXTS in folders:
            # The texts of a page of annotations: it brings them itself.
            folders.remove(TEXTS)
        for name in sorted(names):
            path = Path(place, name)
            if _is_passed_over(path, present) or not path.is_file():
                continue
            if reader_for(path) is not None or path.suffix.lower() in ADVICE:
                yield path
            else:
                passed_over[path.suffix.lower()] += 1


def _is_of_page(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a page beside it: `Story_files` of `Story.html`."""
    return any(
        folder.startswith(page) and folder[len(page) : len(page) + 1] in ("_", ".", "-") for page in pages
    )


def _is_passed_over(path: Path, present: set[str]) -> bool:
    """Whether a file of a folder is none of its own; `present`: the names of all that are there."""
    if path.name.startswith(".") or path.name.lower() in COMPANIONS:
        return True
    return path.suffix == TEXT_OF_BRAT and path.stem + LINES_OF_BRAT in present
