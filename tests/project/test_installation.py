"""What belongs to the installation is on the disk once it is written, whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problems import Problem
from annotator.project import signing
from annotator.project.settings import Settings, device_id
from annotator.project.signing import Pins

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def pinned(key: str = KEY) -> Pins:
    Pins().pin("dora", {"device-1": key})
    return Pins()


def change_settings() -> None:
    Settings(analyst="dora").save()


def make_device() -> None:
    device_id()


def make_key() -> None:
    pytest.importorskip("nacl")
    signing.sign("digest")


def make_pins() -> None:
    pinned()


MAKERS = {
    "settings.json": change_settings,
    "device": make_device,
    "signing.key": make_key,
    "colleagues.json": make_pins,
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_file_is_synced_before_it_gets_its_name_and_its_folder_after(
    configuration: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    done: list[str] = []
    path, fsync = configuration / name, os.fsync

    def noted(descriptor: int) -> None:
        where = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        done.append(f"{'folder' if where.is_dir() else 'file'} {'with' if path.exists() else 'without'} name")
        if where == configuration.parent:
            done[-1] = "folder above"
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    MAKERS[name]()
    assert done[:3] == ["folder above", "file without name", "folder with name"]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", MAKERS)
def test_a_full_disk_is_told_and_leaves_what_was_there(
    configuration: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    configuration.mkdir()
    (configuration / "settings.json").write_text('{"analyst": "anna"}')
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="cannot be written: the disk is full"):
        MAKERS[name]()
    assert Settings.load().analyst == "anna"
    assert [found for found in os.listdir(configuration) if found.startswith(".")] == []
    assert not (configuration / "colleagues.json").exists()


@pytest.mark.parametrize("made", ["device", "signing.key"])
def test_two_programs_that_start_at_once_have_one_identity(configuration: Path, made: str) -> None:
    """The slower one takes what the faster one made meanwhile."""
    if made == "signing.key":
        pytest.importorskip("nacl")
    script = {
        "device": "from annotator.project.settings import device_id; print(device_id())",
        "signing.key": "from annotator.project.signing import sign; print(sign('x')[0])",
    }[made]
    many = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = {process.communicate()[0] for process in many}
    assert len(said) == 1
    assert said != {""}


def test_a_dangling_link_in_the_place_of_the_identity_is_told(configuration: Path) -> None:
    configuration.mkdir()
    (configuration / "device").symlink_to(configuration / "nowhere")
    with pytest.raises(Problem, match="cannot be read"):
        device_id()


DAMAGED = [
    b"",
    b"{",
    b"\xff",
    b"[]",
    b'"x"',
    b"null",
    b"7",
    b'{"dora": []}',
    b'{"dora": {"device-1": 5}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("name", ["colleagues.json", "colleagues.copy.json"])
def test_damaged_keys_are_known_from_their_copy(configuration: Path, damage: bytes, name: str) -> None:
    pinned()
    (configuration / name).write_bytes(damage)
    assert Pins().keys_of("dora") == {"device-1": KEY}
    assert not Pins().lost
    assert pinned(OTHER_KEY).keys_of("dora") == {"device-1": OTHER_KEY}
    assert (configuration / "colleagues.json").read_bytes() == (
        configuration / "colleagues.copy.json"
    ).read_bytes()


@pytest.mark.parametrize("damage", DAMAGED)
def test_where_both_are_damaged_nobodys_key_counts_as_the_first(configuration: Path, damage: bytes) -> None:
    pinned()
    for name in ("colleagues.json", "colleagues.copy.json"):
        (configuration / name).write_bytes(damage)
    assert Pins().lost
    pins = Pins()
    pins.pin("ed", {"device-2": KEY})
    again = Pins()
    assert again.keys_of("ed") == {"device-2": KEY}
    assert again.lost, "the others' keys are still unknown"
    assert any(found.read_bytes() == damage for found in configuration.glob("colleagues.damaged*"))


def test_nothing_was_lost_where_there_never_was_a_key(configuration: Path) -> None:
    assert not Pins().lost
    assert not pinned().lost


def refuse(*_args: Any, **_named: Any) -> None:
    raise PermissionError(13, "Permission denied")


def test_keys_that_cannot_be_read_stop_a_merge_with_a_sentence(
    configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Problem, match="cannot be read"):
        Pins()
