"""Two datasets side by side. Folders are read by their trace, whatever their format; files by what a reader finds."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.domain.article import Draft, Rejection
from annotator.domain.dataset.difference import At, Contents, Difference, Held, Marked, content_of, difference
from annotator.domain.dataset.files import TRACE
from annotator.domain.normalise import fingerprint
from annotator.domain.problems import Problem
from annotator.project import importing
from annotator.reading.trace_file import read_trace


def compare(old: Path, new: Path) -> Difference:
    """What changed from one dataset to another. Raises Problem if one of them cannot be read as a dataset."""
    return difference(contents(old), contents(new))


def contents(path: Path) -> Contents:
    """What a dataset holds: a folder with a trace, or anything that the program can import with annotations."""
    if not os.path.exists(path):
        raise Problem(f"{path} does not exist. Name a dataset: a folder, or a file.")
    trace = path / TRACE
    if path.is_dir() and trace.is_file():
        return {(line["article"], line["layer"]): _held(line) for line in read_trace(trace)}
    return _read(path)


def _held(line: dict[str, Any]) -> Held:
    return Held(
        line["split"],
        {
            one["id"]: Marked(
                (one["start"], one["end"], one["label"]), one["content"], _verdicts(one["decisions"])
            )
            for one in line["annotations"]
        },
    )


def _verdicts(decisions: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"{one['layer']}: {'taken' if one['taken'] else 'not taken'}"
        + (f" ({one['reason']})" if one["reason"] else "")
        for one in decisions
    )


def _read(path: Path) -> Contents:
    found: dict[At, Held] = {}
    for one in importing.read([path]):
        if isinstance(one, Rejection):
            raise Problem(f"{path} is no dataset that can be compared: {one}.")
        layer = one.layer
        if layer is not None:
            at = fingerprint(one.text), layer.name or ""
            found[at] = Held(layer.split, dict(_marked(one)))
    return found


def _marked(draft: Draft) -> list[tuple[str, Marked]]:
    """The annotations of a draft by id, or by their place where they have none."""
    annotations = draft.layer.annotations if draft.layer else []
    found: list[tuple[str, Marked]] = []
    for one in annotations:
        span = one["start"], one["end"], one["label"]
        content = content_of(one.get("attributes") or {}, one.get("links") or [], bool(one.get("unsure")))
        found.append((one.get("id") or "/".join(map(str, span)), Marked(span, content)))
    return found
