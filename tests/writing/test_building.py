"""A file appears whole or not at all."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.writing.building import write


def test_a_file_is_written_with_its_hash(tmp_path: Path) -> None:
    written = write(tmp_path / "a", [b"one", b"", b"two"])
    assert (tmp_path / "a").read_bytes() == b"onetwo"
    assert (written.sha256, written.bytes) == (sha256(b"onetwo").hexdigest(), 6)
    assert written.path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a"]


def test_a_file_that_is_there_is_replaced_at_the_end(tmp_path: Path) -> None:
    """Until then both are on the disk, the new one under another name."""
    (tmp_path / "a").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        assert (tmp_path / "a").read_bytes() == b"old"
        assert [name for name in os.listdir(tmp_path) if not name.startswith(".annotator-")] == ["a"]
        assert len(os.listdir(tmp_path)) > 1

    write(tmp_path / "a", pieces())
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_a_failure_midway_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise error

    with pytest.raises(error):
        write(tmp_path / "a", broken())
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nowhere/a", "no such file or directory"),
        ("x" * 256, "file name too long"),
        ("folder", "is a directory"),
    ],
)
def test_what_the_machine_refuses_is_told_in_a_sentence(tmp_path: Path, path: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Problem, match=rf"was not written: {told}\.$"):
        write(tmp_path / path, [b"new"])
    assert os.listdir(tmp_path) == ["folder"]
