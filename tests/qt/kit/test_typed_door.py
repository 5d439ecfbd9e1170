"""mypy reads what goes through the bridge: a wrong argument of an operation is found before the program runs."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_RIGHT = """
from pathlib import Path
from annotator.domain.change import Change, Outcome
from annotator.project import actor_files, annotating, scheming
from annotator.project.actor_files import Imported
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.session import Session

def told(change: Change) -> None: ...
def counted(outcome: Outcome[Imported]) -> None: ...
def written(number: int) -> None: ...

def work(bridge: Bridge, session: Session, path: Path) -> None:
    bridge.do(call(annotating.set_unsure, 5, ["a"], True), told)
    bridge.do(call(actor_files.import_entries, path), counted)
    bridge.ask(call(actor_files.export_entries, path), written)
    session.change(call(annotating.link, 1, ["a"], "of", "b", "c"), told)
"""
_WRONG = (
    "bridge.do(call(annotating.set_unsure, 5, 'nonsense', 7, []))",
    "bridge.do(call(annotating.set_unsure, session.key, ['a'], True))",
    "bridge.do(call(annotating.relabel, 1, ['a']))",
    "bridge.do(call(annotating.relabel, 1, ['a'], 'claim', then=told))",
    "bridge.do(call(actor_files.import_entries, path), told)",
    "bridge.do(call(actor_files.export_entries, path))",
    "bridge.ask(call(actor_files.export_entries, path), told)",
    "session.change(call(annotating.link, 1, ['a'], 2))",
    "session.change(call(actor_files.export_entries, path))",
)


def test_a_wrong_argument_is_found_wherever_it_goes_through(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    lines = _RIGHT.splitlines() + [f"    {wrong}" for wrong in _WRONG]
    file = tmp_path / "calls.py"
    file.write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).parents[3],
    )
    found = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    assert found == set(range(len(_RIGHT.splitlines()) + 1, len(lines) + 1)), done.stdout + done.stderr
