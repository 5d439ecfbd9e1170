"""A process that reads files can do nothing else: all is tried in a process that is confined as the real one is."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.article import Draft
from annotator.domain.import_options import NONE
from annotator.reading.confinement import forbid
from annotator.reading.messages import Job
from annotator.reading.workers.pool import Crew
from tests.documents import page

ATTEMPTS = {
    "write": "open(path, 'w')",
    "append": "open(path, 'a')",
    "change": "open(path, 'r+')",
    "create": "open(path, 'x')",
    "write bytes by pathlib": "pathlib.Path(path).write_bytes(b'')",
    "open by flags": "os.open(path, os.O_WRONLY | os.O_CREAT)",
    "touch": "pathlib.Path(path).touch()",
    "remove": "os.remove(path)",
    "rename": "os.rename(path, path + '2')",
    "replace": "os.replace(path, path + '2')",
    "mkdir": "os.mkdir(path + '2')",
    "rmdir": "os.rmdir(os.path.dirname(path))",
    "link": "os.link(path, path + '2')",
    "symlink": "os.symlink(path, path + '2')",
    "chmod": "os.chmod(path, 0o777)",
    "truncate": "os.truncate(path, 0)",
    "utime": "os.utime(path)",
    "environment": "os.environ.update(A='b')",
    "copy": "shutil.copyfile(path, path + '2')",
    "rmtree": "shutil.rmtree(os.path.dirname(path))",
    "temporary file": "tempfile.TemporaryFile()",
    "temporary folder": "tempfile.mkdtemp()",
    "database": "sqlite3.connect(path + '2')",
    "program": "subprocess.run(['true'])",
    "system": "os.system('true')",
    "exec": "os.execv('/bin/true', ['true'])",
    "posix_spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "posix_spawnp": "os.posix_spawnp('true', ['true'], {})",
    "spawn": "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "fork": "os.fork() or os._exit(0)",
    "forkpty": "os.forkpty()[0] or os._exit(0)",
    "popen": "os.popen('true')",
    "kill": "os.kill(os.getppid(), 0)",
    "socket": "socket.socket()",
    "bind": "socket.socket(socket.AF_INET6).bind(('::1', 0))",
    "unix socket": "socket.socket(socket.AF_UNIX)",
    "look up": "socket.getaddrinfo('localhost', 80)",
    "address": "urllib.request.urlopen('http://localhost')",
    "library": "ctypes.CDLL(None)",
    "foreign function": "ctypes.pythonapi.Py_IsInitialized()",
}

_TRY = """
import ctypes, os, pathlib, shutil, socket, sqlite3, subprocess, sys, tempfile, urllib.request
from annotator.reading.confinement import confine
path = sys.argv[1]
confine()
try:
    {attempt}
except OSError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="half of these are not there")
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_an_attempt_is_refused_and_leaves_nothing(tmp_path: Path, attempt: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"Herring")
    given = [sys.executable, "-c", _TRY.format(attempt=attempt), str(tmp_path / "a.txt")]
    ended = subprocess.run(given, capture_output=True, text=True, check=False)
    assert ended.stdout == "refused\n", ended.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"Herring"}


@pytest.mark.skipif(sys.platform != "linux", reason="it is the kernel of Linux that refuses")
@pytest.mark.parametrize("what", ["fsize", "privileges"])
def test_the_kernel_holds_to_it_too(tmp_path: Path, what: str) -> None:
    asked = {
        # The descriptor was opened before: Python asks nobody when it is written to.
        "fsize": "os.write(descriptor, b'x')",
        "privileges": "assert 'NoNewPrivs:\\t1' in open('/proc/self/status').read(); raise OSError(27, 'held')",
    }[what]
    tried = (
        "import os, sys; from annotator.reading.confinement import confine\n"
        "descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT); confine()\n"
        f"try: {asked}\n"
        "except OSError as error: print(error.errno)\n"
    )
    given = [sys.executable, "-c", tried, str(tmp_path / "a")]
    ended = subprocess.run(given, capture_output=True, text=True, check=False)
    assert ended.stdout == "27\n", ended.stderr
    assert (tmp_path / "a").stat().st_size == 0


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("open", ("a.txt", "rb", 0)),
        ("open", ("a.txt", None, 0)),
        ("open", (3, "wb", 0)),
        ("os.listdir", (".",)),
        ("import", ("json",)),
    ],
)
def test_reading_and_answering_are_allowed(event: str, arguments: tuple[object, ...]) -> None:
    forbid(event, arguments)


def test_a_file_is_read_under_all_that(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "a.html").write_bytes(page().encode())
    with Crew(1) as crew:
        (found,) = crew.read(Job(tmp_path / "a.html", "a.html", NONE)).result()
    assert isinstance(found, Draft)
