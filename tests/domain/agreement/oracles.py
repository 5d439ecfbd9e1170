"""Published examples with their values: `agreement.json` as it was given to us."""

import json
from pathlib import Path
from typing import Any

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("agreement.json").read_text("utf-8"))[
    "cases"
]


def cases(key: str) -> list[Any]:
    """The cases that have a key and are to be tested one by one."""
    return [case for case in CASES if key in case]


def case(name: str) -> dict[str, Any]:
    """The case of that id."""
    return next(case for case in CASES if case["id"] == name)


def ratings_of(table: list[list[int]]) -> list[list[int]]:
    """Two coders' ratings that make up a table of counts."""
    pairs = [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return [list(coder) for coder in zip(*pairs, strict=True)]
