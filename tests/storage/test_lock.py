"""One writer for each file, under whatever name; what the system refuses is a sentence."""

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problems import Problem
from annotator.storage.lock import AlreadyOpen, WriteLock
from annotator.storage.store import Store
from tests.storage.test_store import HOLDER

PROCESS = """
import sys
from pathlib import Path
from annotator.domain.problems import Problem
from annotator.storage.store import Store
try:
    Store.open(Path(sys.argv[1])).close()
except Problem as problem:
    print(problem)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    Store.create(path).close()
    return path


def link(path: Path, other: Path) -> None:
    other.symlink_to(path)


LINKS: list[Callable[[Path, Path], None]] = [link, os.link]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("place", ["q.annotator", "folder/p.annotator"])
def test_another_process_cannot_write_the_same_file_under_another_name(
    path: Path, link: Callable[[Path, Path], None], place: str
) -> None:
    other = path.parent / place
    other.parent.mkdir(exist_ok=True)
    link(path, other)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(other)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(AlreadyOpen):
            Store.open(path)
        Store.open(path, writing=False).close()
        holder.kill()
    Store.open(path).close()


@pytest.mark.parametrize("link", LINKS)
def test_a_name_that_is_given_while_the_file_is_open_does_not_help_either(
    path: Path, link: Callable[[Path, Path], None]
) -> None:
    store = Store.open(path)
    other = path.with_name("q.annotator")
    link(path, other)
    with pytest.raises(AlreadyOpen):
        Store.open(other)
    said = subprocess.run(
        [sys.executable, "-c", PROCESS, str(other)], capture_output=True, text=True, check=True
    )
    assert "is open in another window" in said.stdout
    store.close()
    Store.open(other).close()


def test_opening_many_times_keeps_no_descriptors(path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    reader = Store.open(path, writing=False)
    for _ in range(5):
        Store.open(path).close()
    reader.close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_reader_keeps_its_locks_when_a_writer_of_the_same_process_closes(path: Path) -> None:
    """Closing any descriptor of a file drops the locks that SQLite has on it."""
    reader, writer = Store.open(path, writing=False), Store.open(path)
    reader.connection.execute("BEGIN")
    reader.connection.execute("SELECT count(*) FROM layer").fetchone()
    writer.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        locks = Path("/proc/locks").read_text().splitlines()
        inode = f":{path.stat().st_ino} "
        assert any(inode in line and "POSIX" in line and f" {os.getpid()} " in line for line in locks)
        other.kill()
    reader.close()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL])
def test_a_disk_without_locks_is_told_as_what_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(Problem, match="has no locks") as told:
        Store.open(path)
    assert not isinstance(told.value, AlreadyOpen)


def failing(name: str, code: int, real: Callable[..., Any], only: str) -> Callable[..., Any]:
    """A system call that fails for the lock file alone."""

    def call(first: Any, *rest: Any, **named: Any) -> Any:
        place = os.readlink(f"/proc/self/fd/{first}") if isinstance(first, int) else os.fspath(first)
        if place.endswith(only):
            raise OSError(code, os.strerror(code), place)
        return real(first, *rest, **named)

    call.__name__ = name
    return call


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EIO, os.strerror(errno.EIO)),
        (errno.EDQUOT, os.strerror(errno.EDQUOT)),
    ],
)
@pytest.mark.parametrize("name", ["open", "read", "write", "ftruncate", "lseek"])
def test_a_lock_that_cannot_be_written_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, why: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing(name, code, getattr(os, name), ".lock"))
        with pytest.raises(Problem, match=rf"cannot be locked: (?i:{why})\.$") as told:
            Store.open(path)
        assert "\n" not in str(told.value)
    Store.open(path).close()


@pytest.mark.parametrize("name", ["unlink", "ftruncate", "close"])
def test_a_lock_that_cannot_be_removed_hinders_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    store = Store.open(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing(name, errno.EROFS, getattr(os, name), ".lock"))
        store.close()
    if name != "close":
        Store.open(path).close()
        assert os.listdir(path.parent) == ["p.annotator"]


@pytest.mark.parametrize("said", [b"\xff\xfe\x00odd", b"\x1b[2Jprocess 1", b"x" * 100_000])
def test_odd_bytes_in_a_lock_file_do_no_harm(path: Path, said: bytes) -> None:
    lock = path.with_name(".p.annotator.lock")
    lock.write_bytes(said)
    store = Store.open(path)
    assert store.unclean
    lock.write_bytes(said)
    with pytest.raises(AlreadyOpen) as told:
        Store.open(path)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 600
    store.close()


def folder(lock: Path) -> None:
    lock.mkdir()


def pipe(lock: Path) -> None:
    os.mkfifo(lock)


def link_to_a_text(lock: Path) -> None:
    lock.with_name("text").write_text("mine")
    lock.symlink_to(lock.with_name("text"))


def text_of_two_names(lock: Path) -> None:
    lock.with_name("text").write_text("mine")
    os.link(lock.with_name("text"), lock)


@pytest.mark.parametrize("make", [folder, pipe, link_to_a_text, text_of_two_names])
def test_what_lies_in_the_place_of_the_lock_is_left_as_it_is(
    path: Path, make: Callable[[Path], None]
) -> None:
    make(path.with_name(".p.annotator.lock"))
    with pytest.raises(Problem, match="cannot be locked"):
        WriteLock(path)
    text = path.with_name("text")
    assert not text.exists() or text.read_text() == "mine"
