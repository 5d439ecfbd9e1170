"""Files that appear whole or not at all, and are on the disk once they are there."""

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from errno import EACCES, ENOSPC, EROFS
from hashlib import sha256
from pathlib import Path

from annotator.scratch import Scratch

_UNABLE = {
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EMLINK,
    errno.EXDEV,
    errno.EINVAL,
}
"""What a system says that has no hard links, or none there."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file with the SHA-256 of its bytes."""

    path: Path
    sha256: str
    bytes: int


def write(path: Path, pieces: Iterable[bytes], new: bool = False) -> Written:
    """Writes the pieces to `path`, readable by its owner alone. Raises OSError; what was there is left then.

    Until all is on the disk it lies under another name beside it. `new`: raises FileExistsError where something is.
    """
    with Scratch(path.parent) as scratch:
        digest, size = _fill(scratch.as_file(), pieces)
        if digest_of(scratch.path) != digest:
            raise OSError(errno.EIO, "the disk gave back other bytes than it was given", str(path))
        if new:
            appear(scratch.path, path)
        else:
            os.replace(scratch.path, path)
            sync_folder(path.parent)
        return Written(path, digest, size)


def _fill(path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    with path.open("wb", buffering=1 << 20) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def appear(source: Path, target: Path) -> None:
    """Moves a file to a name where nothing is, for good. Raises FileExistsError, OSError."""
    try:
        os.link(source, target, follow_symlinks=False)
        source.unlink()
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        os.rename(source, target)
    sync_folder(target.parent)


def exchange(one: Path, other: Path) -> bool:
    """Gives two files or folders each other's name, at one blow; False if the system cannot. Raises OSError."""
    import ctypes  # Only a dataset that takes the place of another needs it.

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename(here, os.fsencode(one), here, os.fsencode(other), swap) == 0:
        return True
    reason = ctypes.get_errno()
    if reason in _UNABLE:
        return False
    raise OSError(reason, os.strerror(reason), str(other))


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Makes a folder and those above it that are missing, for good. Raises OSError."""
    missing = [one for one in folder.parents if not os.path.lexists(one)]
    for one in (*reversed(missing), folder):
        if not one.is_dir():
            one.mkdir(exist_ok=True, mode=mode)
            sync_folder(one.parent)


def sync(path: Path) -> None:
    """Has a finished file on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Makes new names durable, where the system can. Raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _UNABLE:
                raise
        finally:
            os.close(descriptor)


def reason(error: OSError) -> str:
    """Why the system could not do something, as a part of a sentence."""
    reasons = {ENOSPC: "the disk is full", EROFS: "the disk is read-only", EACCES: "permission denied"}
    words = error.strerror or str(error)
    return reasons.get(error.errno or 0, f"{words[:1].lower()}{words[1:]}")
