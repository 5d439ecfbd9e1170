"""A realistic project file is damaged in many ways: nothing ends in a traceback, what changed is found by `check`, and
`salvage` brings back whatever is whole.

ANNOTATOR_DAMAGED_FILES says how many (default 80); ANNOTATOR_DAMAGED_FROM with which seed to begin.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, Self

import pytest

from annotator.cli.main import main
from annotator.domain.problems import Problem
from annotator.project import annotating
from annotator.project.project import Project
from tests.faults.damaging import DAMAGES, Whole, content, pieces, realistic, still_whole

FILES = int(os.environ.get("ANNOTATOR_DAMAGED_FILES", "80"))
_PATIENCE = 120
"""Seconds after which a file hangs: a hundred times what it takes."""
FIRST = int(os.environ.get("ANNOTATOR_DAMAGED_FROM", "0"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="each file has a process of its own"),
]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project before anything happened to it."""
    folder = tmp_path_factory.mktemp("healthy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG", str(folder / "configuration"))
        yield realistic(folder, patch)


def test_damage_ends_in_a_sentence_is_found_and_costs_nothing_that_is_whole(
    healthy: Path, tmp_path: Path
) -> None:
    before, original, parts = healthy.read_bytes(), content(healthy), pieces(healthy)
    (tmp_path / "articles.json").write_text(json.dumps([*parts][1:6:2]))
    counts: Counter[str] = Counter()
    failures = []
    for seed in range(FIRST, FIRST + FILES):
        damage = DAMAGES[seed % len(DAMAGES)]
        after = damage(before, random.Random(seed))
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = folder / "news.annotator"
        path.write_bytes(after)
        changed = content(path) != original
        found = in_a_process(partial(everything, path), folder / "result.json")
        wrong = found["wrong"] + judged(found, changed, before, after, parts, folder / "saved.annotator")
        wrong += [] if path.read_bytes() == after else ["the damaged file was written to"]
        failures += [f"{seed} {damage.__name__}: {one}" for one in wrong]
        counts.update(files=1, changed=changed, found=found["codes"]["check"] != 0, wrong=bool(wrong))
        counts.update(written=found["annotated"], written_though_changed=found["annotated"] and changed)
        shutil.rmtree(folder)
    sys.stdout.write(f"\n{dict(counts)}\n")
    assert not failures, "\n".join(failures[:40]) + f"\n{len(failures)} in all"


def test_a_value_of_another_type_ends_in_a_sentence_wherever_it_stands(healthy: Path, tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text(json.dumps([*pieces(healthy)][1:6:2]))
    failures, tried = [], 0
    for table, column in columns_of(healthy):
        for value in (b"\xff", 7, "x", None):
            folder = tmp_path / str(tried)
            folder.mkdir()
            path = folder / "news.annotator"
            shutil.copy(healthy, path)
            if put(path, table, column, value):
                tried += 1
                found = in_a_process(partial(everything, path), folder / "result.json")
                failures += [f"{table}.{column} = {value!r}: {one}" for one in found["wrong"]]
            shutil.rmtree(folder)
    assert tried > 100
    assert not failures, "\n".join(failures[:40]) + f"\n{len(failures)} in all"


def columns_of(path: Path) -> list[tuple[str, str]]:
    """(table, column) of all that the program wrote itself."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid"
    ).fetchall()
    connection.close()
    return found


def put(path: Path, table: str, column: str, value: object) -> bool:
    """Puts a value into a table's last row, past all rules of the file; False where SQLite itself cannot have it so."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = 1")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    where = f"(SELECT {column} FROM {table} ORDER BY 1 DESC LIMIT 1)"
    try:
        before = connection.execute(
            f"SELECT typeof({column}) FROM {table} WHERE {column} = {where}"
        ).fetchone()
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = {where}", (value,))
    except sqlite3.Error:
        before = None
    after = connection.execute(f"SELECT count(*) FROM {table} WHERE {column} IS ?", (value,)).fetchone()
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()
    return before is not None and after != (0,)


def judged(
    found: dict[str, Any], changed: bool, before: bytes, after: bytes, parts: dict[str, Whole], saved: Path
) -> list[str]:
    """What is wrong with what was found."""
    wrong = []
    if changed and found["codes"]["check"] == 0:
        wrong.append("check finds nothing, and the content is another one")
    if found["codes"]["salvage"] == 0 or saved.exists():
        wrong += lost(before, after, parts, saved)
    elif any(still_whole(before, after, one.text) for one in parts.values() if one.text):
        wrong.append(f"nothing was salvaged: {found['said']['salvage']}")
    return wrong


def lost(before: bytes, after: bytes, parts: dict[str, Whole], saved: Path) -> list[str]:
    """What was whole and is not in the salvaged project."""
    connection = sqlite3.connect(saved)
    texts = {sha for (sha,) in connection.execute("SELECT sha256 FROM article WHERE text IS NOT NULL")}
    hashes = {digest.hex() for (digest,) in connection.execute("SELECT hash FROM revision")}
    connection.close()
    found = []
    for sha, whole in parts.items():
        if sha and not still_whole(before, after, whole.text):
            continue
        if sha and sha not in texts:
            found.append(f"the whole text {sha[:12]} was not salvaged")
        missing = [
            name
            for name, places in whole.revisions.items()
            if name not in hashes and still_whole(before, after, places)
        ]
        if missing:
            found.append(f"{len(missing)} whole revisions of {sha[:12] or 'the project'} were not salvaged")
    return found


def everything(path: Path) -> dict[str, Any]:
    """Runs every command that reads or writes a project on copies of the file; what is wrong with how they end."""
    folder, data = path.parent, path.read_bytes()
    found: dict[str, Any] = {"wrong": [], "codes": {}, "said": {}, "annotated": 0}
    copy = folder / "copy.annotator"

    def run(name: str, *words: object) -> None:
        copy.write_bytes(data)
        code, said = ended(lambda: main([str(word) for word in words]))
        found["codes"][name], found["said"][name] = code, said[-300:]
        if code not in (0, 1) or (code == 1 and not said.strip()):
            found["wrong"].append(f"{name}: {code}\n{said[-1500:]}")

    run("check", "check", copy, "--analyst", "anna")
    run("articles", "articles", copy)
    for number, article in enumerate(json.loads((folder.parent / "articles.json").read_text())):
        run(f"show {number}", "show", copy, article, "--analyst", "anna")
    run("search", "search", copy, "Oslo")
    run("history", "history", copy, article)
    run("export", "export", "--layer", "all", copy, folder / "data")
    run("share", "share", copy, folder / "anna.exchange", "--analyst", "anna")
    run("backup", "backup", copy, folder / "backup.annotator")
    run("restore", "restore", path, folder / "restored.annotator")
    run("duplicates", "duplicates", copy)
    run("mend", "check", "--mend", copy, "--analyst", "anna")
    run("withdraw", "withdraw", copy, article, "--analyst", "anna")
    run("salvage", "salvage", path, folder / "saved.annotator", "--analyst", "anna")
    if (folder / "saved.annotator").exists():
        run("check salvaged", "check", folder / "saved.annotator")
        if found["codes"]["check salvaged"]:
            found["wrong"].append(f"the salvaged project is damaged: {found['said']['check salvaged']}")
        run("export salvaged", "export", folder / "saved.annotator", folder / "saved.jsonl", "--layer", "all")
    copy.write_bytes(data)
    code, said = ended(lambda: annotated(copy))
    found["annotated"] = int(code == 0)
    if code not in (0, 1):
        found["wrong"].append(f"annotating: {code}\n{said[-1500:]}")
    return found


def annotated(path: Path) -> int:
    """Opens for writing and annotates; 1 where that is refused with a sentence."""
    try:
        with Project.open(path, "anna") as project:
            annotating.add(project, 4, 0, 5, "actor")
    except Problem as problem:
        sys.stdout.write(str(problem))
        return 1
    return 0


class Ending:
    """Takes note of what would end the process: 99 is an exception, with its trace."""

    def __init__(self) -> None:
        self.code, self.trace = 99, ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if isinstance(error, SystemExit):
            self.code = int(error.code or 0)
        elif error is not None:
            self.trace = "".join(traceback.format_exception(error))
        return True


def ended(run: Callable[[], int]) -> tuple[int, str]:
    """How it ended and what it said."""
    said, ending = StringIO(), Ending()
    with redirect_stdout(said), redirect_stderr(said), ending:
        ending.code = run()
    return ending.code, said.getvalue() + ending.trace


def in_a_process(run: Callable[[], dict[str, Any]], result: Path) -> dict[str, Any]:
    """What it gives, in a process of its own: what one file did to this one would be found with the next."""
    child = os.fork()
    if not child:
        signal.alarm(_PATIENCE)
        try:
            result.write_text(json.dumps(run()))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    if not result.exists():
        return {
            "wrong": ["the process broke off, or hung"],
            "codes": {"check": 0, "salvage": 1},
            "said": {"salvage": ""},
            "annotated": 0,
        }
    found: dict[str, Any] = json.loads(result.read_text())
    return found
