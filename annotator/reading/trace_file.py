"""The trace of a dataset, taken back line by line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.json_schema import fitting
from annotator.domain.problems import Problem
from annotator.reading.opening import open_file

_LONGEST = 64 * 1024 * 1024
_TEXT = (str, type(None))

_FITS = fitting(
    {
        "article": str,
        "layer": str,
        "status": str,
        "split": _TEXT,
        "group": _TEXT,
        "source": {"name": str, "sha256": str},
        "annotations": [
            {
                "id": str,
                "start": int,
                "end": int,
                "label": str,
                "content": str,
                "author": str,
                "revision": _TEXT,
                "parts": [{"layer": str, "id": str, "revision": _TEXT}],
                "decisions": [
                    {
                        "layer": str,
                        "annotation": str,
                        "revision": str,
                        "taken": bool,
                        "conflict": str,
                        "reason": str,
                        "reviewer": str,
                        "made": str,
                        "hidden": bool,
                    }
                ],
            }
        ],
    }
)


def read_trace(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a trace, each as `writing.trace` builds it. Raises Problem with the line that is not."""
    try:
        with open_file(path) as file:
            number = 0
            while line := file.readline(_LONGEST):
                number += 1
                yield _checked(path, number, line)
    except OSError as error:
        raise Problem(f"{path} cannot be read ({error.strerror or error}).") from error


def _checked(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Problem(f"{path}, line {number}: it is not valid JSON ({error.msg}).") from error
    if not _FITS(values):
        raise Problem(f"{path}, line {number}: it is no line of a trace.")
    return dict(values)
