"""Where the program finds what it brings along, and where it keeps what belongs to this installation."""

import os
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_BESIDE = Path(__file__).resolve().parent.parent


def resource(path: str) -> Traversable:
    """A file of `resources/` by its path within, from the wheel or from the checkout."""
    return _brought_along("resources").joinpath(*path.split("/"))


def sample_articles() -> Path:
    """The folder of sample articles."""
    return Path(str(_brought_along("sample_articles")))


def _brought_along(folder: str) -> Traversable:
    # In a checkout the folder beside the package is the one that is edited: an editable install may
    # have left a copy inside it.
    beside = _BESIDE / folder
    if (_BESIDE / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    inside = files("annotator") / folder
    if inside.is_dir():
        return inside
    raise FileNotFoundError(f"the program's folder {folder} is missing: install it again")


def configuration() -> Path:
    """The folder of settings and of the device's identity; `ANNOTATOR_CONFIG` names another one."""
    named = os.environ.get("ANNOTATOR_CONFIG")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "Annotator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Annotator"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "annotator"


def log_file() -> Path:
    """Where faults of the program itself are written."""
    return configuration() / "annotator.log"
