"""A file that appears whole or not at all: written under another name, read back, then renamed."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from annotator.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file with the SHA-256 of its bytes."""

    path: Path
    sha256: str
    bytes: int


def write(path: Path, pieces: Iterable[bytes]) -> Written:
    """Writes the pieces to `path`, readable by its owner alone. Raises Problem if the machine is at fault.

    What was there before stays until the new file is known to be complete on the disk.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        digest = _write(partial, pieces)
        if digest_of(partial) != digest:
            raise Problem(f"{path} was not written: the disk gave back other bytes than it was given.")
        os.replace(partial, path)
        sync_folder(path.parent)
        return Written(path, digest, path.stat().st_size)
    except OSError as error:
        raise Problem(f"{path} was not written: {reason(error)}.") from error
    finally:
        # Where it could not even be made, a read-only disk would not let it be removed either.
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _write(partial: Path, pieces: Iterable[bytes]) -> str:
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    digest = sha256()
    with os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes the new name durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason(error: OSError) -> str:
    """Why the system could not write, as a part of a sentence."""
    reasons = {28: "the disk is full", 30: "the disk is read-only", 13: "permission denied"}
    return reasons.get(error.errno or 0, (error.strerror or str(error)).lower())
