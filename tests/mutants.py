"""Changes the code at random, one place at a time, and sees whether the tests of its own folder notice.

    python -m tests.mutants [COUNT] [SEED] [PACKAGE …]     (or `make mutants`)

Works on a copy of the checkout. For each mutant the tests named after the module run first, then the whole folder that
mirrors its package. Prints a line for each mutant that no test noticed, and at the end how many there were.
"""

import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("domain", "storage", "project", "suggesting")
_PATIENCE = 900
"""Seconds for the tests of a folder; a mutant that makes them run longer was noticed."""
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_JOINED = {ast.And: ast.Or, ast.Or: ast.And}
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """A place in a module: a line, what stands there, and what is put there, as source."""

    path: Path
    line: int
    before: str
    after: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before} -> {self.after}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a module (its path below the root)."""
    source = (ROOT / path).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    # Python 3.11 does not know where the parts of an f-string stand.
    unplaced = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if node in unplaced:
            continue
        for changed in _changed(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            yield Mutant(path, node.lineno, ast.unparse(node), f"({ast.unparse(changed)})", start, end)


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield ast.Compare(node.left, [_COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(_JOINED[type(node.op)](), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        yield ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)


def is_noticed(mutant: Mutant, copy: Path) -> bool:
    """Whether a test of its folder fails."""
    file = copy / mutant.path
    data = file.read_bytes()
    file.write_bytes(data[: mutant.start] + mutant.after.encode() + data[mutant.end :])
    try:
        compile(file.read_bytes(), str(file), "exec")
        package = Path("tests", *mutant.path.parts[1:-1])
        folder = Path("tests", mutant.path.parts[1])
        named = (
            sorted((copy / package).glob(f"test_*{mutant.path.stem}*.py"))
            if (copy / package).is_dir()
            else []
        )
        return any(_fails(tests, copy) for tests in (named, [copy / folder]) if tests)
    except SyntaxError:
        return True
    finally:
        file.write_bytes(data)


def _fails(tests: list[Path], copy: Path) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        *map(str, tests),
    ]
    try:
        return (
            subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=_PATIENCE).returncode
            != 0
        )
    except subprocess.TimeoutExpired:
        return True


def main(count: int = 200, seed: int = 1, *packages: str) -> int:
    """Tries `count` mutants; gives how many of them no test noticed."""
    modules = [
        path.relative_to(ROOT)
        for package in packages or PACKAGES
        for path in sorted((ROOT / "annotator" / package).rglob("*.py"))
    ]
    every = [mutant for path in modules for mutant in mutants(path)]
    chosen = random.Random(seed).sample(every, min(count, len(every)))
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        kept_out = shutil.ignore_patterns(
            ".git", ".venv*", ".mypy_cache", "__pycache__", ".hypothesis", "pictures"
        )
        shutil.copytree(ROOT, copy, ignore=kept_out)
        for number, mutant in enumerate(chosen, 1):
            if not is_noticed(mutant, copy):
                alive += 1
                _say(f"not noticed: {mutant}")
            if number % 20 == 0:
                _say(f"{number} of {len(chosen)}, {alive} not noticed")
    _say(
        f"{alive} of {len(chosen)} mutants were not noticed by the tests of their own folder ({len(every)} in all)"
    )
    return alive


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]), *sys.argv[3:])
