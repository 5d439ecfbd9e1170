"""Zip archives of files with articles, unpacked into a folder for the time of an import.

What comes out of an archive lies under names that every system can write; nothing is written outside the folder,
and no more than LARGEST bytes, whatever the archive says of itself.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from annotator.domain.article import Rejection
from annotator.domain.problems import Progress

SUFFIX = ".zip"
LARGEST = 4 * 1024**3
"""Bytes of all files of an archive, unpacked."""
MOST_FILES = 500_000
_LONGEST_RATIO = 1000
"""A file that grows more than so many times, beyond a megabyte, is a bomb."""
_BLOCK = 1 << 20
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEEPEST = 12
_LONGEST_NAME = 150


class _Refused(Exception):
    """Why a file of an archive is not unpacked, as part of a sentence."""


@dataclass
class _Budget:
    """What may still be unpacked."""

    left: int = LARGEST


def unpack(archive: Path, shown: str, folder: Path, progress: Progress) -> Iterator[Rejection]:
    """Unpacks an archive into an empty folder; what of it is refused is yielded. Raises Cancelled with `progress`."""
    budget = _Budget()
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = opened.infolist()
            if len(infos) > MOST_FILES:
                yield Rejection(shown, None, f"it holds more than {MOST_FILES:,} files")
                return
            for number, info in enumerate(infos):
                progress.step(number, len(infos))
                if not info.is_dir():
                    try:
                        _unpack_one(opened, info, folder, budget)
                    except _Refused as refused:
                        yield Rejection(f"{shown}/{_shown(info.filename)}", None, str(refused))
                if budget.left <= 0:
                    yield Rejection(
                        shown, None, f"unpacked it is larger than {LARGEST // 1024**3} GB; the rest is left"
                    )
                    return
    except (zipfile.BadZipFile, zipfile.LargeZipFile, UnicodeError) as error:
        yield Rejection(shown, None, f"it is no zip archive, or a damaged one ({error})")


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, budget: _Budget) -> None:
    target = folder / _safe(info.filename)
    with _told():
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise _Refused("the archive holds another file of that name")
        try:
            with opened.open(info) as packed, target.open("xb") as file:
                whole = _copy(packed, file, max(info.compress_size, 1), budget)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        if not whole:
            target.unlink()


@contextmanager
def _told() -> Iterator[None]:
    """What can be wrong with one file, as a reason."""
    try:
        yield
    except RuntimeError as error:  # zipfile's for encrypted files
        raise _Refused("it is protected by a password") from error
    except NotImplementedError as error:
        raise _Refused("it is packed in a way that cannot be read here") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _Refused(f"it is damaged ({error})") from error
    except OSError as error:
        raise _Refused(f"it cannot be unpacked ({error.strerror or error})") from error


def _copy(packed: IO[bytes], file: IO[bytes], packed_size: int, budget: _Budget) -> bool:
    """Whether the budget was enough for all of it. Raises _Refused."""
    size = 0
    while block := packed.read(_BLOCK):
        size += len(block)
        budget.left -= len(block)
        if size > _BLOCK and size > _LONGEST_RATIO * packed_size:
            raise _Refused("it grows more than a thousandfold when it is unpacked, as only a bomb does")
        if budget.left <= 0:
            return False
        file.write(block)
    return True


def _safe(name: str) -> PurePosixPath:
    """The name under which a file is unpacked. Raises _Refused if it leads out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"^[A-Za-z]:", name):
        raise _Refused("its name leads out of the archive")
    if len(path.parts) > _DEEPEST:
        raise _Refused(f"it lies more than {_DEEPEST} folders deep")
    return PurePosixPath(*(_writable(part) for part in path.parts))


def _writable(part: str) -> str:
    part = _UNFIT.sub("_", part).rstrip(". ") or "_"
    if _DEVICE.match(part):
        part = f"_{part}"
    if len(part.encode()) > _LONGEST_NAME:
        stem, dot, suffix = part.rpartition(".")
        part = f"{stem.encode()[:_LONGEST_NAME].decode(errors='ignore')}{dot}{suffix[:20]}"
    return part


def _shown(name: str) -> str:
    return _UNFIT.sub("_", name)[:_LONGEST_NAME]
