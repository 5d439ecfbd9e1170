"""What is at a desk after the program was ended in the middle, held against what it had promised."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.problems import Problem
from annotator.project import maintenance, signing
from annotator.project.project import Project
from annotator.project.settings import Settings
from annotator.reading.exchange_file import envelope
from tests.faults.desk import SHARES, STORIES, call, installed, path_of

_BY_BEN = {number: 305 + 3 * number for number in range(SHARES)}


def faults(desk: Path) -> list[str]:
    """What is not as it must be once the program was started again: a sentence each."""
    with installed(desk / "config"):
        return [
            *_of_projects(desk),
            *_leftovers(desk),
            *_of_promises(desk),
            *_of_parts(desk),
        ]


def _projects(desk: Path) -> list[Path]:
    return sorted(path for path in (desk / "work").glob("*.annotator") if not path.name.startswith("."))


def _of_projects(desk: Path) -> Iterator[str]:
    """The next start: every project opens for writing, and is whole."""
    for path in _projects(desk):
        try:
            with Project.open(path, "anna") as project:
                yield from (f"{path.name}: {fault}" for fault in maintenance.faults(project))
        except Problem as problem:
            yield f"{path.name} does not open: {problem}"


def _leftovers(desk: Path) -> Iterator[str]:
    for place in ("work", "config"):
        for path in sorted((desk / place).rglob("*")):
            name = path.relative_to(desk).as_posix()
            if path.name.startswith(".") or path.name.endswith((".partial", "-journal", "-wal")):
                yield f"{name} is left"


def promises(desk: Path) -> list[dict[str, Any]]:
    """What was promised, in order; a last line without an end was never told to anybody."""
    try:
        lines = (desk / "promises").read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines]


def _of_promises(desk: Path) -> Iterator[str]:
    for promise in promises(desk):
        try:
            if not _KEPT[promise["kind"]](desk, promise):
                yield f"a promise was broken: {json.dumps(promise)[:200]}"
        except (Problem, OSError) as problem:
            yield f"a promise was broken: {json.dumps(promise)[:200]} ({problem})"


def _holds(path: Path, log: dict[str, list[Any]]) -> bool:
    with Project.open(path, "anna", writing=False) as project:
        for uid, (sequence, digest) in log.items():
            row = project.store.row(
                "SELECT hex(hash) FROM revision WHERE sequence = ? "
                "AND device = (SELECT id FROM device WHERE uid = ?)",
                (sequence, uid),
            )
            if row != (digest,):
                return False
    return True


def _log(desk: Path, promise: dict[str, Any]) -> bool:
    return _holds(desk / "work" / promise["project"], promise["log"])


def _somewhere(desk: Path, promise: dict[str, Any]) -> bool:
    """What a restored backup took the place of is in some project still."""
    return any(_holds(path, promise["log"]) for path in _projects(desk))


def _known(desk: Path, promise: dict[str, Any]) -> bool:
    signing.Pins()
    return promise["analyst"] in json.loads((desk / "config" / "colleagues.json").read_bytes())


def _file(desk: Path, promise: dict[str, Any]) -> bool:
    lines = (desk / "work" / promise["name"]).read_text("utf-8").splitlines()
    return len(lines) == 1 and bool(json.loads(lines[0])["annotations"])


def _dataset(desk: Path, promise: dict[str, Any]) -> bool:
    return call("verify", desk / "work" / promise["name"], "--project", path_of(desk)) == 0


def _shared(desk: Path, promise: dict[str, Any]) -> bool:
    return envelope(desk / "work" / promise["name"]).analyst == "anna"


def _settings(desk: Path, promise: dict[str, Any]) -> bool:
    return Settings.load().font_size >= promise["size"]


_KEPT = {
    "log": _log,
    "somewhere": _somewhere,
    "known": _known,
    "file": _file,
    "dataset": _dataset,
    "shared": _shared,
    "settings": _settings,
}


def _of_parts(desk: Path) -> Iterator[str]:
    """What comes in comes in whole or not at all, and what goes out too, promised or not."""
    news = path_of(desk)
    if not news.exists():
        yield "the project is gone"
        return
    with Project.open(news, "anna", writing=False) as project:
        for what in ("folder", "archive"):
            sql = "SELECT count(*) FROM article_row WHERE headline LIKE ?"
            (count,) = project.store.row(sql, (f"%of a% {what}",)) or (0,)
            if count not in (0, STORIES):
                yield f"{count} of {STORIES} stories of the {what} came in"
        rows = project.store.rows(
            "SELECT count(*) FROM revision JOIN action ON action.id = revision.action "
            "JOIN received ON received.device = revision.device WHERE action.author = 'ben'"
        )
        if rows[0][0] not in (0, *_BY_BEN.values()):
            yield f"{rows[0][0]} revisions of Ben's came in"
    out = desk / "work"
    for name, whole in (("dataset", _dataset), ("anna.exchange", _shared), ("data.jsonl", _file)):
        if (out / name).exists() and not whole(desk, {"name": name}):
            yield f"{name} is there in part"
