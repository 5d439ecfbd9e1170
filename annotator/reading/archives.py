"""Zip archives of files with articles, unpacked into a folder for the time of an import.

What comes out of an archive lies under names that every system can write; nothing is written outside the folder,
and no more than LARGEST bytes, whatever the archive says of itself. Archives within an archive share its limits.
"""

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO

from annotator.domain.article import Rejection
from annotator.domain.naming import shown_name
from annotator.domain.problems import Progress
from annotator.reading.opening import open_file

SUFFIX = ".zip"
LARGEST = 4 * 1024**3
"""Bytes of all files of an archive, unpacked, and of those of the archives in it."""
MOST_FILES = 500_000
"""Files of an archive, and of the archives in it."""
_LONGEST_RATIO = 1000
"""What grows more than so many times is a bomb: a file beyond a megabyte, an archive with all in it beyond sixteen."""
_BLOCK = 1 << 20
_HEADER = 30
"""Bytes that stand before a file in an archive, at least."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Ways of packing whose unpacking needs little memory, whatever the archive says."""
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    ValueError,  # UnicodeError among them
)
"""What zipfile raises for what is no archive, or a damaged one."""
_OF_DISK = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EROFS, errno.EIO)
"""Errors that the next file would meet too."""
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEEPEST = 12
_LONGEST_NAME = 150


class _Refused(Exception):
    """Why a file of an archive is not unpacked, as part of a sentence."""


@dataclass
class Budget:
    """What may still come out of an archive of `packed` bytes, together with the archives in it."""

    packed: int
    left: int = field(default_factory=lambda: LARGEST)
    files: int = field(default_factory=lambda: MOST_FILES)
    unpacked: int = 0

    def spend(self, size: int) -> None:
        """Takes so many bytes out."""
        self.left -= size
        self.unpacked += size

    @property
    def fault(self) -> str | None:
        """Why nothing more may come out of it."""
        if self.left <= 0:
            return f"unpacked, with the archives in it, it is larger than {LARGEST // 1024**3} GB; the rest is left"
        if self.unpacked > max(_LONGEST_RATIO * self.packed, 16 * _BLOCK):
            return "with all in it, it grows more than a thousandfold, as only a bomb does; the rest is left"
        return None


def unpack(
    archive: Path, shown: str, folder: Path, budget: Budget, progress: Progress
) -> Iterator[Rejection]:
    """Unpacks an archive into an empty folder; what of it is refused is yielded.

    Raises Cancelled with `progress`, and OSError where the disk is full or fails: then nothing of it is to be kept.
    """
    try:
        with open_file(archive) as file, zipfile.ZipFile(file) as opened:
            infos = opened.infolist()
            budget.files -= len(infos)
            if budget.files < 0:
                yield Rejection(
                    shown, None, f"with the archives in it, it holds more than {MOST_FILES:,} files"
                )
                return
            if _overlap(infos):
                yield Rejection(shown, None, "its files lie upon one another, as only a bomb's do")
                return
            for number, info in enumerate(infos):
                progress.step(number, len(infos))
                if fault := budget.fault:
                    yield Rejection(shown, None, fault)
                    return
                if not info.is_dir():
                    before = budget.unpacked
                    try:
                        _unpack_one(opened, info, folder, budget)
                    except _Refused as refused:
                        budget.unpacked = before  # Nothing of it is left.
                        yield Rejection(f"{shown}/{_shown(info.filename)}", None, str(refused))
    except DAMAGED as error:
        yield Rejection(shown, None, f"it is no zip archive, or a damaged one ({error})")
        return
    if fault := budget.fault:
        yield Rejection(shown, None, fault)


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether the bytes of two files are partly the same: a few megabytes can unpack to petabytes so."""
    places = sorted((info.header_offset, info.compress_size) for info in infos)
    return any(start + _HEADER + size > after for (start, size), (after, _) in pairwise(places))


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, budget: Budget) -> None:
    target = folder / _safe(info.filename)
    with _told():
        if info.compress_type not in _METHODS:
            raise NotImplementedError
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
    """What can be wrong with one file, as a reason; what is wrong with the disk is raised."""
    try:
        yield
    except NotImplementedError as error:
        raise _Refused("it is packed in a way that cannot be read here") from error
    except RuntimeError as error:  # zipfile's for encrypted files
        raise _Refused("it is protected by a password") from error
    except DAMAGED as error:
        raise _Refused(f"it is damaged ({error})") from error
    except OSError as error:
        if error.errno in _OF_DISK:
            raise
        raise _Refused(f"it cannot be unpacked ({error.strerror or error})") from error


def _copy(packed: IO[bytes], file: IO[bytes], packed_size: int, budget: Budget) -> bool:
    """Whether the budget was enough for all of it. Raises _Refused."""
    size = 0
    while block := packed.read(_BLOCK):
        size += len(block)
        budget.spend(len(block))
        if size > _BLOCK and size > _LONGEST_RATIO * packed_size:
            raise _Refused("it grows more than a thousandfold when it is unpacked, as only a bomb does")
        if budget.fault:
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
    return shown_name(name)[:_LONGEST_NAME]
