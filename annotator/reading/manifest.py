"""The manifest of a dataset, taken back and held against the files beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.dataset.files import MANIFEST
from annotator.domain.json_schema import fitting
from annotator.domain.problems import Problem
from annotator.reading.opening import open_file

SCHEMA = "annotator-dataset/1"
_LARGEST = 64 * 1024 * 1024

_FITS = fitting(
    {
        "schema": str,
        "program": {"name": str, "version": str},
        "project": {"head": str},
        "scheme": {"name": str, "version": int},
        "guideline": str,
        "recipe": dict,
        "seed": (int, type(None)),
        "layers": [str],
        "splits": [str],
        "counts": dict,
        "lost": [dict],
        "leaks": (int, type(None)),
        "files": [{"path": str, "sha256": str, "bytes": int}],
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest lists it; `path` is relative to the dataset, with `/`."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says. `values` is all of it."""

    values: dict[str, Any]
    files: tuple[Listed, ...]

    @property
    def head(self) -> str:
        """The hash of the project's log when the dataset was written."""
        return str(self.values["project"]["head"])


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a dataset. Raises Problem if there is none, or it is not built like one."""
    path = folder / MANIFEST
    try:
        if not folder.is_dir():
            raise Problem(f"{folder} is no folder. Name the folder of a dataset.")
        with open_file(path) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Problem(f"{path} is too large for a manifest.")
        content = orjson.loads(data)
    except FileNotFoundError as error:
        raise Problem(
            f"{folder} has no {MANIFEST}, so it is no dataset with a manifest. Export into a folder to get one."
        ) from error
    except OSError as error:
        raise Problem(f"{path} cannot be read ({error.strerror or error}).") from error
    except orjson.JSONDecodeError as error:
        raise Problem(f"{path} is not valid JSON ({error.msg} at line {error.lineno}).") from error
    if not _FITS(content) or content["schema"] != SCHEMA:
        raise Problem(f"{path} is no manifest of a dataset that this program knows.")
    files = tuple(Listed(one["path"], one["sha256"], one["bytes"]) for one in content["files"])
    for one in files:
        if not _stays_inside(one.path):
            raise Problem(f"{path} names a file outside the dataset: {one.path!r}.")
    return Manifest(content, files)


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part and ":" not in part for part in parts)


def files_in(folder: Path) -> set[str]:
    """The paths of all files in a folder, relative to it, with `/`. Links are not followed. Raises OSError."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            found.add(path.relative_to(folder).as_posix())
    return found


def is_nothing_but_a_dataset(folder: Path) -> bool:
    """Whether a folder holds a dataset of ours and no other file. Raises OSError."""
    try:
        listed = {one.path for one in read_manifest(folder).files}
    except Problem:
        return False
    return files_in(folder) <= listed | {MANIFEST}
