"""Finished datasets: whether one is what it says it is, and what changed between two."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.article import Draft, Rejection
from annotator.domain.dataset.difference import At, Contents, Difference, Held, Marked, content_of, difference
from annotator.domain.dataset.files import MANIFEST, TRACE
from annotator.domain.normalise import fingerprint
from annotator.domain.problems import Problem, Progress
from annotator.durable import digest_of
from annotator.project import importing
from annotator.project.project import Project
from annotator.reading.manifest import Manifest, files_in, read_manifest
from annotator.reading.trace_file import read_trace
from annotator.storage import datasets

_AT_ONCE = 200_000
_HASH = re.compile("[0-9a-f]{64}")

Span = tuple[int, int, str]


@dataclass
class Verified:
    """What was found. `faults` are sentences; without any the dataset is whole.

    `files`: how many were checked. `same_head`: whether the project's log is the one of then, None where no project
    was given; a log that has grown since is no fault. `revisions`: how many were looked up in it.
    """

    folder: Path
    files: int = 0
    faults: list[str] = field(default_factory=list)
    same_head: bool | None = None
    revisions: int = 0


def verify(folder: Path, project: Project | None = None, progress: Progress | None = None) -> Verified:
    """Checks a dataset. Raises Problem if it has no manifest that can be read."""
    found, manifest, progress = Verified(folder), read_manifest(folder), progress or Progress()
    _check_files(manifest, found, progress)
    if project is not None:
        found.same_head = manifest.head == datasets.head_hash(project.store)
        _check_trace(project, manifest, found)
    return found


def _check_files(manifest: Manifest, found: Verified, progress: Progress) -> None:
    total, done = sum(one.bytes for one in manifest.files), 0
    try:
        present = files_in(found.folder)
        for one in manifest.files:
            progress.step(done, total)
            done += one.bytes
            found.files += 1
            path = found.folder / one.path
            if one.path not in present:
                found.faults.append(f"{one.path} is missing.")
            elif path.is_symlink():
                found.faults.append(f"{one.path} is a link, not the file that was written.")
            elif not path.is_file() or path.stat().st_size != one.bytes or digest_of(path) != one.sha256:
                found.faults.append(f"{one.path} was changed: its SHA-256 is not the one of the manifest.")
        listed = {one.path for one in manifest.files} | {MANIFEST}
        found.faults += [f"{path} is not in the manifest." for path in sorted(present - listed)]
    except OSError as error:
        raise Problem(f"{found.folder} cannot be read ({error.strerror or error}).") from error


def _check_trace(project: Project, manifest: Manifest, found: Verified) -> None:
    """Every article and every revision that the trace names must be in the project, and say what the trace says."""
    if not (found.folder / TRACE).is_file():
        found.faults.append(f"There is no {TRACE}, so nothing can be looked up in the project.")
        return
    listed = set(datasets.articles_by_key(project.store).values())
    redrawn = any(manifest.values["recipe"].get(name) for name in ("marks_inside", "titles_inside", "merged"))
    waiting: dict[str, Span | None] = {}
    lost: dict[str, None] = {}
    for line in read_trace(found.folder / TRACE):
        if line["article"] not in listed:
            lost[line["article"]] = None
        for one in line["annotations"]:
            if not one["revision"] and not one["parts"]:
                found.faults.append(f"The annotation {one['id']} is traced to nothing.")
            behind = [part["revision"] for part in one["parts"]]
            behind += [decision["revision"] for decision in one["decisions"]]
            for name in filter(None, behind):
                waiting.setdefault(name, None)
            if one["revision"]:
                waiting[one["revision"]] = None if redrawn else (one["start"], one["end"], one["label"])
        if len(waiting) > _AT_ONCE:
            _look_up(project, waiting, found)
    _look_up(project, waiting, found)
    found.faults += [f"The article {one[:12]} is not in {project.path}, or was withdrawn." for one in lost]


def _look_up(project: Project, waiting: dict[str, Span | None], found: Verified) -> None:
    """Looks revisions up by their hashes, with what they are to say where that is known."""
    said = datasets.spans_of(project.store, [name for name in waiting if _HASH.fullmatch(name)])
    found.revisions += len(waiting)
    for name, span in sorted(waiting.items()):
        if name not in said:
            found.faults.append(f"The revision {name[:12]} is not in the log of {project.path}.")
        elif span is not None and said[name] not in (None, span):
            found.faults.append(f"The revision {name[:12]} says something else than the dataset.")
    waiting.clear()


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
