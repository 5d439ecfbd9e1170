"""Import, export and window touch no network: no address is asked for, no socket but those of the screen is made.

Looked at from outside, with strace where it is there and permitted; and from inside, by what Python says of itself.
"""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.faults.mutating import examples

pytestmark = pytest.mark.slow
_INSIDE = re.compile(r"AF_UNIX|AF_LOCAL|sa_family=AF_UNSPEC|socketpair")
"""Sockets within the machine: the screen, its services, pairs of threads."""
_CALLS = re.compile(r"\b(socket|connect|bind)\(")

IMPORT = """
import sys
from pathlib import Path
from annotator.cli.main import main
main(["new", sys.argv[2], "--analyst", "anna"])
main(["import", sys.argv[2], sys.argv[1], "--analyst", "anna"])
"""
EXPORT = """
import sys
from annotator.cli.main import main
from annotator.writing.writers import WRITERS
for writer in WRITERS:
    if writer.available:
        main(["export", sys.argv[2], f"{sys.argv[2]}.{writer.name}", "--format", writer.name, "--layer", "anna"])
"""
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.qt.shell.app import open_window
application = QApplication([])
window = open_window(Path(sys.argv[2]), "anna")
window.show()
QTimer.singleShot(1500, window.close)
QTimer.singleShot(2000, application.quit)
application.exec()
"""
JOBS = {"import": IMPORT, "export": EXPORT, "window": WINDOW}
_GUARD = """
import sys
def _look(event, arguments):
    if event.split(".")[0] == "socket" and event not in ("socket.gethostname",):
        family = arguments[1] if event == "socket.__new__" else None
        if family != 1:
            sys.stderr.write(f"NETWORK {event} {arguments}\\n")
sys.addaudithook(_look)
"""


def _goes_out(line: str) -> bool:
    """Whether a call makes or uses a socket that is not within the machine."""
    return _CALLS.search(line) is not None and _INSIDE.search(line) is None


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-f", "-e", "trace=%network", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with a file of every format, and a project in which they are."""
    base = tmp_path_factory.mktemp("network")
    (base / "making").mkdir()
    for number, files in enumerate(examples(base / "making")):
        for name, data in files.items():
            path = base / "in" / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    _run([sys.executable, "-c", IMPORT], base / "in", base / "p.annotator")
    return base / "in", base / "p.annotator"


def _run(command: list[str], folder: Path, path: Path) -> str:
    there = {"ANNOTATOR_CONFIG": str(path.parent / "configuration"), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [*command, str(folder), str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | there,
        timeout=300,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stderr


def _of(job: str, project: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """What a job is given: each a copy of the project, the import a new one."""
    if job == "window" and find_spec("PySide6") is None:
        pytest.skip("no Qt is installed")
    folder, path = project
    mine = tmp_path / "p.annotator"
    if job != "import":
        shutil.copy(path, mine)
    return folder, mine


@pytest.mark.skipif(not _can_trace(), reason="strace is not there, or not permitted")
@pytest.mark.parametrize("job", JOBS)
def test_no_call_of_the_system_goes_to_a_network(
    job: str, project: tuple[Path, Path], tmp_path: Path
) -> None:
    trace = tmp_path / "calls"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=%network",
        "-o",
        str(trace),
        sys.executable,
        "-c",
        JOBS[job],
    ]
    _run(command, *_of(job, project, tmp_path))
    assert [line for line in trace.read_text("utf-8", "replace").splitlines() if _goes_out(line)] == []


@pytest.mark.parametrize("job", JOBS)
def test_python_tells_of_no_socket_for_a_network(
    job: str, project: tuple[Path, Path], tmp_path: Path
) -> None:
    told = _run([sys.executable, "-c", _GUARD + JOBS[job]], *_of(job, project, tmp_path))
    assert [line for line in told.splitlines() if line.startswith("NETWORK")] == []


@pytest.mark.skipif(not _can_trace(), reason="strace is not there, or not permitted")
def test_the_trace_shows_what_would_go_to_a_network(tmp_path: Path) -> None:
    asked = "import socket; socket.socket(socket.AF_INET6)"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=%network",
        "-o",
        str(tmp_path / "calls"),
        sys.executable,
        "-c",
        asked,
    ]
    _run(command, tmp_path, tmp_path / "p")
    assert [line for line in (tmp_path / "calls").read_text().splitlines() if _goes_out(line)]


def test_the_guard_sees_what_would_go_to_a_network(tmp_path: Path) -> None:
    asked = "import socket; socket.socket(socket.AF_INET6)"
    assert "NETWORK socket.__new__" in _run([sys.executable, "-c", _GUARD + asked], tmp_path, tmp_path / "p")


def test_a_package_that_would_look_for_ipv6_does_not(tmp_path: Path) -> None:
    pytest.importorskip("urllib3")
    quiet = "from annotator.writing.unconnected import unconnected\nwith unconnected():\n    import urllib3\n"
    for code, looks in ((quiet, False), ("import urllib3", True)):
        told = _run([sys.executable, "-c", _GUARD + code], tmp_path, tmp_path / "p")
        assert ("NETWORK" in told) is looks
