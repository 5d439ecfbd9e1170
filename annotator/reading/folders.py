"""Which files of a selection of files and folders are to be read."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.dataset.files import CARD, LEAKS, LOST, MANIFEST, SUFFIX, TEXTS, TRACE
from annotator.domain.naming import shown_name
from annotator.reading.files import ADVICE
from annotator.reading.readers import LINES_OF_BRAT, TEXT_OF_BRAT, reader_for

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


@dataclass(frozen=True, slots=True)
class Unread:
    """A folder that cannot be looked into, and why."""

    path: Path
    reason: str


def find_files(paths: Sequence[Path], passed_over: Counter[str] | None = None) -> Iterator[Path | Unread]:
    """Files as given; of folders, at any depth and by name, the files that a reader knows.

    COMPANIONS, hidden files and folders, links to folders, and what browsers save beside a page are passed over;
    files of other kinds too, which `passed_over` counts by suffix. A file that was named, or one for which there is
    ADVICE, is yielded whatever it is: reading it says why it cannot be read. A text with brat's lines beside it is
    read with them.
    """
    counted: Counter[str] = Counter() if passed_over is None else passed_over
    for path in paths:
        if is_folder(path):
            yield from _in_folder(path, counted)
        else:
            yield path


def is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link to one; False where the system does not say."""
    return os.path.isdir(path)


def _in_folder(folder: Path, passed_over: Counter[str]) -> Iterator[Path | Unread]:
    # Not os.walk: it keeps silent about folders that cannot be read, and calls itself for each level of depth.
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            names, folders = _within(place)
        except OSError as error:
            yield Unread(place, f"the folder cannot be read ({error.strerror or error})")
            continue
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        deeper = [name for name in folders if not name.startswith(".") and not _is_of_page(name, pages)]
        present = set(names)
        if any(name.endswith(SUFFIX) for name in names) and TEXTS in deeper:
            # The texts of a page of annotations: it brings them itself.
            deeper.remove(TEXTS)
        waiting += [place / name for name in sorted(deeper, reverse=True)]
        for path in (place / name for name in sorted(names)):
            if _is_passed_over(path, present):
                continue
            if reader_for(path) is not None or path.suffix.lower() in ADVICE:
                yield path
            else:
                passed_over[shown_name(path.suffix.lower())] += 1


def _within(folder: Path) -> tuple[list[str], list[str]]:
    """The names of the files and of the folders in a folder, without links to folders. Raises OSError."""
    names: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif not (entry.is_symlink() and os.path.isdir(entry.path)):
                names.append(entry.name)
    return names, folders


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
