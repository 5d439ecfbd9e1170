"""One file, whatever it is: which reader it gets, by what it begins with and by its name, and what that finds."""

from pathlib import Path
from typing import BinaryIO

from annotator.domain.article import Rejection
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.boundary import Found, guarded, told
from annotator.reading.columns import Table, look_at
from annotator.reading.html import looks_like_html
from annotator.reading.opening import open_file
from annotator.reading.readers import READERS, Reader, known_suffixes, read_open, reader_for

_HEAD = 4096
"""Bytes that tell what a file is."""
_MOST_REJECTIONS = 10_000
"""Of one file so many are told one by one: a large file of something else would fill the memory with them."""
_UNPACK = "archives of this kind are not opened; unpack it first"
_AS_WORD = "documents of this kind are not read; save it as .docx"
ADVICE = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".wps", ".pages", ".wpd"), _AS_WORD),
    **dict.fromkeys((".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"), _UNPACK),
    ".msg": "mails of Outlook are not read; save it as .eml",
    ".pst": "mail boxes are not read; save the mails as .eml",
    ".mbox": "mail boxes are not read; save the mails as .eml",
    ".xlsx": "tables of this kind are not read; save it as .csv",
    ".xls": "tables of this kind are not read; save it as .csv",
    ".ods": "tables of this kind are not read; save it as .csv",
    ".epub": "books are not read; save the pages as .html",
}
"""What to do with files that hold articles, by suffix, but cannot be read."""


def reader_of(path: Path) -> Reader | None:
    """The reader for a file: a page or a PDF is one whatever it is called. Raises OSError."""
    with open_file(path) as file:
        return _by_content(file) or reader_for(path)


def read_file(path: Path, shown_name: str, directions: ImportOptions = NONE) -> Found:
    """The articles of a file, and what was rejected of it; never raises for what a file holds or lacks."""
    return guarded(shown_name, _read(path, shown_name, directions))


def _read(path: Path, shown_name: str, directions: ImportOptions) -> Found:
    with open_file(path) as file:
        reader = _by_content(file) or reader_for(path)
        if reader is None:
            yield Rejection(shown_name, None, _unknown(path.suffix))
        else:
            yield from _counted(shown_name, read_open(reader, shown_name, file, directions))


def _counted(shown_name: str, found: Found) -> Found:
    """What is found, but of endless rejections only the first ones, and then how many more there were."""
    count = 0
    for one in found:
        count += isinstance(one, Rejection)
        if count <= _MOST_REJECTIONS or not isinstance(one, Rejection):
            yield one
    if count > _MOST_REJECTIONS:
        yield Rejection(shown_name, None, f"{count - _MOST_REJECTIONS:,} more of it were rejected")


def table_of(path: Path, directions: ImportOptions = NONE) -> Table | None:
    """How a table is built; None if it cannot be read: reading it says why."""
    try:
        with told(path.name), open_file(path) as file:
            return look_at(file, directions)
    except (Problem, OSError):
        return None


def _by_content(file: BinaryIO) -> Reader | None:
    """The reader for a file whose first bytes tell what it is, whatever its name says."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return _named("PDF")
    is_of_mail = head[:200].lower().lstrip().startswith((b"from:", b"mime-version:"))
    return _named("HTML") if looks_like_html(head) and not is_of_mail else None


def _named(name: str) -> Reader:
    return next(reader for reader in READERS if reader.name == name)


def _unknown(suffix: str) -> str:
    """Why a file of a kind that no reader knows is rejected."""
    advice = ADVICE.get(suffix.lower())
    return advice or f"no reader knows the suffix {suffix}; known are {', '.join(known_suffixes())}"
