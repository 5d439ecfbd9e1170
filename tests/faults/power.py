"""Simulated power cuts: what a disk may hold when the power goes between two system calls of the program.

The program's system calls are recorded once with strace. A cut is then a place in that list: what was synced before
it is there; of what was not, any sectors of 512 bytes and any first part of the changes of names may be. An honest
disk is assumed, and a file system that changes names in order. A file's name is there for certain only once its folder
was synced, which is less than ext4 and others promise.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SECTOR = 512

_CALLS = (
    "open,openat,creat,close,write,pwrite64,writev,pwritev,lseek,ftruncate,truncate,fsync,fdatasync,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,sendfile,copy_file_range,"
    "dup,dup2,dup3,clone,clone3,fork,vfork"
)
_LINE = re.compile(r"(\d+\.\d+) (\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(AT_FDCWD|\d+)<([^>]*)>")


@dataclass(eq=False)
class Node:
    """A file or folder of the disk, whatever its names are. `data` is what a file holds while the disk is recorded."""

    is_folder: bool = False
    data: bytearray = field(default_factory=bytearray)
    begins: bytes = b""
    """What a file held before anything was recorded."""


class Op(NamedTuple):
    """A change: `write` and `truncate` of a node's data at `start`; `sync` of a node; `link`, `unlink`, `rename` and
    `exchange` of names; `promise`, which changes nothing."""

    what: str
    node: Node
    start: int = 0
    data: bytes = b""
    path: str = ""
    other: str = ""


@dataclass
class _Open:
    node: Node
    offset: int
    appends: bool


class Recording:
    """What a job at a desk did to its disk, call by call."""

    def __init__(self, desk: Path, job: str, traces: Path) -> None:
        self._root = str(desk)
        self._inside = re.compile(rf"{re.escape(self._root)}(/|$)")
        self.names = dict(_of_disk(desk))
        self.ops: list[Op] = []
        self._now = dict(self.names)
        self._open: dict[tuple[str, int], _Open] = {}
        self._process: dict[str, str] = {}
        _traced(desk, job, traces)
        self._read(traces)

    def _read(self, traces: Path) -> None:
        lines: list[tuple[float, str, str, str, int]] = []
        for trace in sorted(traces.iterdir()):
            thread = trace.suffix[1:]
            for line in trace.read_text("latin-1").splitlines():
                if found := _LINE.match(line):
                    lines.append((float(found[1]), thread, found[2], found[3], int(found[4])))
        lines.sort(key=lambda one: one[0])
        for _, thread, call, rest, result in lines:
            if call in ("clone", "clone3") and "CLONE_THREAD" in rest:
                self._process[str(result)] = self._of(thread)
        for _, thread, call, rest, result in lines:
            step = getattr(self, f"_{_ALIKE.get(call, call)}", None)
            if step is not None and result >= 0:
                step(self._of(thread), rest, result)

    def _of(self, thread: str) -> str:
        """The process of a thread."""
        return self._process.get(thread, thread)

    def _note(
        self, what: str, node: Node, start: int = 0, data: bytes = b"", path: str = "", other: str = ""
    ) -> None:
        self.ops.append(Op(what, node, start, data, path, other))

    def _paths(self, rest: str) -> list[str]:
        """The paths that a call names, whole."""
        found, folder = [], ""
        for part in rest.split(", "):
            if at := _DESCRIPTOR.match(part):
                folder = _text(at[2])
            elif string := _STRING.match(part):
                found.append(os.path.normpath(os.path.join(folder, _text(string[1]))))
        return found

    def _openat(self, process: str, rest: str, result: int) -> None:
        (path,) = self._paths(rest)
        if not self._inside.match(path) or "O_TMPFILE" in rest:
            self._open.pop((process, result), None)
            return
        node = self._now.get(path)
        if node is None:
            if "O_CREAT" not in rest:
                return
            node = self._now[path] = Node()
            self._note("link", node, path=path)
        elif "O_TRUNC" in rest and node.data:
            node.data.clear()
            self._note("truncate", node, 0)
        self._open[process, result] = _Open(node, 0, "O_APPEND" in rest)

    def _close(self, process: str, rest: str, _result: int) -> None:
        self._open.pop((process, _number(rest)), None)

    def _dup(self, process: str, rest: str, result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            self._open[process, result] = opened

    def _lseek(self, process: str, rest: str, result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            opened.offset = result

    def _write(self, process: str, rest: str, result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            data = b"".join(_bytes(one) for one in _STRING.findall(rest))[:result]
            opened.offset = len(opened.node.data) if opened.appends else opened.offset
            self._put(opened.node, opened.offset, data)
            opened.offset += result

    def _pwrite(self, process: str, rest: str, result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            data = b"".join(_bytes(one) for one in _STRING.findall(rest))[:result]
            self._put(opened.node, int(rest.rsplit(", ", 1)[1]), data)

    def _sendfile(self, process: str, rest: str, result: int) -> None:
        to, source = rest.split(", ")[:2]
        opened, given = self._open.get((process, _number(to))), self._open.get((process, _number(source)))
        if opened and result:
            assert given is not None, "a file from elsewhere was copied"
            self._put(opened.node, opened.offset, bytes(given.node.data[given.offset :][:result]))
            opened.offset += result
            given.offset += result

    def _put(self, node: Node, start: int, data: bytes) -> None:
        if self._now.get(f"{self._root}/promises") is node:
            self._note("promise", node, data=data)
            return
        node.data.extend(bytes(max(0, start - len(node.data))))
        node.data[start : start + len(data)] = data
        self._note("write", node, start, data)

    def _ftruncate(self, process: str, rest: str, _result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            self._cut(opened.node, int(rest.rsplit(", ", 1)[1]))

    def _truncate(self, _process: str, rest: str, _result: int) -> None:
        if node := self._now.get(self._paths(rest)[0]):
            self._cut(node, int(rest.rsplit(", ", 1)[1]))

    def _cut(self, node: Node, size: int) -> None:
        del node.data[size:]
        node.data.extend(bytes(size - len(node.data)))
        self._note("truncate", node, size)

    def _fsync(self, process: str, rest: str, _result: int) -> None:
        if opened := self._open.get((process, _number(rest))):
            path = _text(_DESCRIPTOR.match(rest)[2]) if opened.node.is_folder else ""  # type: ignore[index]
            self._note("sync", opened.node, path=path)

    def _mkdir(self, _process: str, rest: str, _result: int) -> None:
        (path,) = self._paths(rest)
        if self._inside.match(path):
            node = self._now[path] = Node(is_folder=True)
            self._note("link", node, path=path)

    def _link(self, _process: str, rest: str, _result: int) -> None:
        old, new = self._paths(rest)
        if node := self._now.get(old):
            self._now[new] = node
            self._note("link", node, path=new)

    def _unlink(self, _process: str, rest: str, _result: int) -> None:
        (path,) = self._paths(rest)
        if node := self._now.pop(path, None):
            self._note("unlink", node, path=path)

    def _rename(self, _process: str, rest: str, _result: int) -> None:
        old, new = self._paths(rest)
        if node := self._now.get(old):
            swaps = "RENAME_EXCHANGE" in rest
            (_exchanged if swaps else _renamed)(self._now, old, new)
            self._note("exchange" if swaps else "rename", node, path=old, other=new)

    def cut(self, moment: int, chance: random.Random) -> tuple[dict[str, Node], dict[Node, bytes], bytes]:
        """What the disk holds when the power goes before the call with that number: its names, what its files hold,
        and what had been promised."""
        past = self.ops[:moment]
        promised = b"".join(op.data for op in past if op.what == "promise")
        return self._names_after(past, chance), _data_after(past, chance), promised

    def _names_after(self, past: list[Op], chance: random.Random) -> dict[str, Node]:
        synced: dict[str, int] = {}
        for number, op in enumerate(past):
            if op.what == "sync" and op.path:
                synced[op.path] = number
        changes = [(number, op) for number, op in enumerate(past) if op.what in _OF_NAMES]
        open_ones = [n for n, op in changes if n > synced.get(os.path.dirname(op.other or op.path), -1)]
        last = _some(len(open_ones), chance)
        lost = set(open_ones[last:])
        names = dict(self.names)
        for number, op in changes:
            if number in lost:
                continue
            if op.what == "link":
                names[op.path] = op.node
            elif op.what == "unlink":
                names.pop(op.path, None)
            elif op.path not in names and op.what == "rename" and number not in open_ones:
                names[op.other] = op.node  # Its new name is there, whether or not the old one ever was.
            elif op.path in names:
                (_exchanged if op.what == "exchange" else _renamed)(names, op.path, op.other)
        return names


_ALIKE = {
    "open": "openat", "creat": "openat", "pwrite64": "pwrite", "writev": "write", "fdatasync": "fsync",
    "renameat": "rename", "renameat2": "rename", "unlinkat": "unlink", "rmdir": "unlink", "mkdirat": "mkdir",
    "linkat": "link", "dup2": "dup", "dup3": "dup",
}  # fmt: skip


_OF_NAMES = ("link", "unlink", "rename", "exchange")


def _some(most: int, chance: random.Random) -> int:
    """A number up to `most`; nothing and all are likelier than what lies between."""
    return chance.choice((0, most, chance.randint(0, most)))


def _data_after(past: list[Op], chance: random.Random) -> dict[Node, bytes]:
    """What each changed file holds: all up to its last sync, and of what came later some sectors."""
    last_sync = {op.node: number for number, op in enumerate(past) if op.what == "sync"}
    data: dict[Node, bytearray] = {}
    likely: dict[Node, float] = {}
    for number, op in enumerate(past):
        if op.what not in ("write", "truncate"):
            continue
        held = data.setdefault(op.node, bytearray(op.node.begins))
        certain = number < last_sync.get(op.node, -1)
        odds = likely.setdefault(op.node, chance.choice((0.0, 0.5, 1.0)))
        if op.what == "truncate":
            if certain or chance.random() < odds:
                del held[op.start :]
                held.extend(bytes(op.start - len(held)))
            continue
        for start, piece in _sectors(op.start, op.data):
            if certain or chance.random() < odds:
                held.extend(bytes(max(0, start - len(held))))
                held[start : start + len(piece)] = piece
    return {node: bytes(held) for node, held in data.items()}


def _sectors(start: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    place = start
    while place < start + len(data):
        end = min((place // SECTOR + 1) * SECTOR, start + len(data))
        yield place, data[place - start : end - start]
        place = end


def _renamed(names: dict[str, Node], old: str, new: str) -> None:
    """A name becomes another one; those within a folder go with it."""
    for path in [path for path in names if path == old or path.startswith(f"{old}/")]:
        names[new + path[len(old) :]] = names.pop(path)


def _exchanged(names: dict[str, Node], one: str, other: str) -> None:
    """Two names change places, with what is within folders."""
    aside = f"{one}\0"  # No path has that.
    _renamed(names, one, aside)
    _renamed(names, other, one)
    _renamed(names, aside, other)


def _of_disk(desk: Path) -> Iterator[tuple[str, Node]]:
    for path in (desk, *sorted(desk.rglob("*"))):
        if path.is_dir():
            yield str(path), Node(is_folder=True)
        else:
            data = path.read_bytes()
            yield str(path), Node(data=bytearray(data), begins=data)


def laid_down(recording: Recording, moment: int, chance: random.Random, root: Path, desk: Path) -> None:
    """Makes `desk` what the desk at `root` is after a cut."""
    names, data, promised = recording.cut(moment, chance)
    for path, node in sorted(names.items()):
        place = desk / Path(path).relative_to(root)
        if not place.parent.is_dir():
            continue  # Its folder's own name was lost.
        if node.is_folder:
            place.mkdir(mode=0o700)
        else:
            place.write_bytes(data.get(node, node.begins))
    (desk / "promises").write_bytes(promised)


def _traced(desk: Path, job: str, traces: Path) -> None:
    program = (
        f"from pathlib import Path; from tests.faults.desk import work; work(Path({str(desk)!r}), {job!r})"
    )
    words = ["strace", "-ff", "-ttt", "-y", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}"]
    subprocess.run(
        [*words, "-o", traces / "t", sys.executable, "-c", program],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


def can_trace() -> bool:
    """Whether strace is here and may look at processes."""
    try:
        return (
            subprocess.run(["strace", "-o", os.devnull, "true"], check=False, capture_output=True).returncode
            == 0
        )
    except FileNotFoundError:
        return False


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(escaped: str) -> str:
    return os.fsdecode(_bytes(escaped))


def _number(rest: str) -> int:
    found = re.match(r"\d+", rest)
    return int(found[0]) if found else -1
