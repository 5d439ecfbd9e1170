"""The house rules: who may import whom, how long things get, where files are found."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "annotator" / "project"
WINDOW = ROOT / "annotator" / "qt"
MODULES = sorted((ROOT / "annotator").rglob("*.py"))
RESOURCES = sorted(path for path in (ROOT / "resources").rglob("*") if path.is_file())
LONGEST_MODULE = 600
LONGEST_FUNCTION = 40

# What import-linter cannot name: parts of packages that are allowed otherwise.
FORBIDDEN_PARTS = {
    "PySide6.QtNetwork": "the program never talks to a network",
    "PySide6.QtWebSockets": "the program never talks to a network",
    "PySide6.QtSql": "a second SQLite library drops our locks",
    "urllib.request": "the program never talks to a network",
}


def contract_names() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture(scope="module")
def import_report() -> str:
    """What import-linter says, run once; its output is plain as it goes into a pipe."""
    pytest.importorskip("importlinter")
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("sentence", contract_names())
def test_import_rule_holds(sentence: str, import_report: str) -> None:
    verdict = re.search(rf"^{re.escape(sentence)}\s+(KEPT|BROKEN)", import_report, re.MULTILINE)
    assert verdict is not None, import_report
    assert verdict[1] == "KEPT", import_report


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def below(package: Path, path: Path) -> str:
    """The name of a module below a package: "reviewing.queue"."""
    return ".".join(path.relative_to(package).with_suffix("").parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def table(rows: list[tuple[object, ...]]) -> str:
    """One row a line, for the message of a failing test."""
    return "".join("\n  " + "  ".join(str(cell) for cell in row) for row in rows)


def imported_names(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that is imported, in full, with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_network_and_second_sqlite_stay_out_of_allowed_packages_too() -> None:
    found = [
        (f"{short(path)}:{line}", name, FORBIDDEN_PARTS[part])
        for path in MODULES
        for line, name in imported_names(tree(path))
        for part in FORBIDDEN_PARTS
        if is_within(name, part)
    ]
    assert not found, table(found)


# What reads other analysts' layers, and who may: they leave out what must not be seen (`project/visibility.py`;
# tests/project/test_visibility.py tries it), read one's own layer alone, or have to reach all layers.
READERS_OF_LAYERS = {
    "annotator.storage.reading.read_layers": {"visibility"},
    "annotator.storage.reading.annotations_of": {"articles", "reviewing.feedback", "reviewing.gaps"},
    "annotator.storage.actions.history": {"history"},
    "annotator.storage.annotations": {"annotation_search", "guidelines", "scheming"},
    "annotator.storage.comments": {"commenting"},
    "annotator.storage.actor_mentions": {"mentions", "registry"},
    "annotator.storage.submitted": {
        "project",
        "propagating",
        "reviewing.comparison",
        "submitting",
        "undoing",
    },
    "annotator.storage.reviewing": {
        "exporting.trace",
        "reviewing.comparison",
        "reviewing.deciding",
        "reviewing.feedback",
        "reviewing.gaps",
        "reviewing.queue",
    },
    "annotator.storage.reading.read_traced": {"visibility"},
    "annotator.storage.forks": {"forks"},
    "annotator.storage.texts": {"propagating", "queues"},
    "annotator.storage.timing": {"timing"},
    "annotator.storage.log.heads": {
        "annotating",
        "articles",
        "commenting",
        "importing",
        "reviewing.context",
        "scheming",
        "undoing",
    },
}
"""Modules of annotator.project by their full names below it."""


def test_layers_are_read_by_those_alone_that_know_of_the_blind_pass() -> None:
    found = [
        (f"{short(path)}:{line}", name)
        for path in PROJECT.rglob("*.py")
        for line, name in imported_names(tree(path))
        for reader, allowed in READERS_OF_LAYERS.items()
        if is_within(name, reader) and below(PROJECT, path) not in allowed
    ]
    assert not found, table(sorted(found))


def test_modules_are_short_enough_to_read_at_once() -> None:
    lengths = [(len(path.read_text("utf-8").split("\n")) - 1, short(path)) for path in MODULES]
    too_long = [(lines, name) for lines, name in lengths if lines > LONGEST_MODULE]
    assert not too_long, table(sorted(too_long, reverse=True))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_functions_fit_on_a_screen() -> None:
    lengths = [
        (node.end_lineno - node.lineno + 1, f"{short(path)}:{node.lineno}", node.name)
        for path in MODULES
        for node in functions(tree(path))
        if node.end_lineno is not None
    ]
    too_long = [row for row in lengths if row[0] > LONGEST_FUNCTION]
    assert not too_long, table(sorted(too_long, reverse=True))


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether the handler swallows what it was not written for; raising again is fine."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    broad = any(name is None or ast.unparse(name) in ("Exception", "BaseException") for name in caught)
    last = handler.body[-1]
    return broad and not (isinstance(last, ast.Raise) and last.exc is None)


BOUNDARIES = ("annotator/domain/guard.py",)
"""Where everything is caught, told to the log and to the user: words of strangers may make a rule raise anything."""


def test_errors_are_caught_by_name() -> None:
    broad = [
        (f"{short(path)}:{node.lineno}",)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node) and short(path) not in BOUNDARIES
    ]
    assert not broad, table(broad)


@pytest.mark.parametrize("path", RESOURCES, ids=short)
def test_resource_is_found_by_the_program(path: Path) -> None:
    from annotator.places import resource

    assert resource(path.relative_to(ROOT / "resources").as_posix()).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.suffix == ".toml"], ids=short)
def test_resource_tables_are_readable(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


# Qt takes what looks like HTML for HTML; `annotator/qt/kit/plain.py` says what goes where.
KEEPERS = {
    "QLabel": {"kit.plain"},
    "QErrorMessage": set(),
    "QMessageBox": {"kit.problems"},
    "QProgressDialog": {"kit.progress"},
    "QTextBrowser": {"kit.guideline_page"},
    "QWhatsThis": set(),
}
"""Widgets that may show HTML, and the modules that see to it that words of others do not."""
ANSWER = ("data", "headerData")
"""What a model says of a row for the role that it is asked for."""
TIPS = {
    "setToolTip": -1,
    "setTabToolTip": -1,
    "setStatusTip": -1,
    "setWhatsThis": -1,
    "showText": 1,
    "setLabelText": 0,
    "getText": 2,
    "getMultiLineText": 2,
    "getItem": 2,
    "getInt": 2,
    "getDouble": 2,
}
"""Methods whose text is shown as HTML if it looks like it, and where among their words it stands."""
PAGES_OF_OURS = {"library.duplicates_dialog", "kit.guideline_page", "kit.plain", "kit.problems"}
"""They show HTML or Markdown of our own making, or say that what they show is plain."""


def is_harmless(word: ast.expr) -> bool:
    """Whether the words are the program's own, as they stand in the code, or went through the door."""
    if isinstance(word, ast.IfExp):
        return is_harmless(word.body) and is_harmless(word.orelse)
    return isinstance(word, ast.Constant) or (isinstance(word, ast.Call) and called(word) == "harmless")


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def test_words_reach_tooltips_and_boxes_of_qt_through_one_door() -> None:
    found = [
        (f"{short(path)}:{node.lineno}", ast.unparse(node)[:90])
        for path in sorted(WINDOW.rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in TIPS and below(WINDOW, path) != "kit.plain"
        if not is_harmless(node.args[TIPS[called(node)]])
    ]
    assert not found, table(found)


def test_widgets_that_may_show_html_are_made_by_their_keepers_alone() -> None:
    found = [
        (f"{short(path)}:{line}", name)
        for path in sorted(WINDOW.rglob("*.py"))
        for line, name in imported_names(tree(path))
        if below(WINDOW, path) not in KEEPERS.get(name.rsplit(".", 1)[-1], {below(WINDOW, path)})
    ]
    assert not found, table(found)


def test_html_is_set_by_pages_of_our_own_making_alone() -> None:
    # Qt's question whether a file gives way takes its name for HTML: see `annotator/qt/kit/saving.py`.
    setters = ("getSaveFileName", "setHtml", "insertHtml", "setMarkdown", "setTextFormat", "QStaticText")
    found = [
        (f"{short(path)}:{node.lineno}", ast.unparse(node)[:90])
        for path in sorted(WINDOW.rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in setters and below(WINDOW, path) not in PAGES_OF_OURS
    ]
    assert not found, table(found)


def test_what_models_say_for_tooltips_goes_through_the_door() -> None:
    found = [
        (f"{short(path)}:{node.lineno}", node.name)
        for path in sorted(WINDOW.rglob("*.py"))
        for node in functions(tree(path))
        if node.name in ANSWER and "ToolTipRole" in ast.unparse(node)
        if "plain_tips" not in map(ast.unparse, node.decorator_list)
    ]
    assert not found, table(found)
    elsewhere = [
        (f"{short(path)}:{node.lineno}", ast.unparse(node)[:90])
        for path in sorted(WINDOW.rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and any(ast.unparse(word).endswith(".ToolTipRole") for word in node.args)
        if not any(is_harmless(word) for word in node.args)
    ]
    assert not elsewhere, table(elsewhere)


TESTS = sorted((ROOT / "tests").rglob("*.py"))
CLOCKS = {"sleep", "time", "perf_counter", "monotonic", "time_ns", "perf_counter_ns"}
"""Not `process_time`: what a process computes is the same on a busy machine."""
MAY_LOOK_AT_A_CLOCK = ("tests/benchmarks/", "tests/faults/")
"""Benchmarks measure; what kills processes does so at some moment or other, and what hunts for hangs has a limit."""


def test_no_test_depends_on_how_fast_the_machine_is() -> None:
    found = [
        (f"{short(path)}:{node.lineno}", ast.unparse(node))
        for path in TESTS
        if not short(path).startswith(MAY_LOOK_AT_A_CLOCK)
        for node in ast.walk(tree(path))
        if (
            isinstance(node, ast.Attribute)
            and node.attr in CLOCKS
            and isinstance(node.value, ast.Name)
            and node.value.id == "time"
        )
        or (isinstance(node, ast.ImportFrom) and node.module == "time")
    ]
    assert not found, table(found)
