"""What belongs to this installation, not to a project: the device's identity, the analyst, recent projects."""

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.identity import new_id
from annotator.domain.problems import Problem
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.places import configuration

_MOST_RECENT = 12


@dataclass
class Settings:
    """Values that outlast the window. Unknown or damaged ones are forgotten, never fatal."""

    analyst: str = ""
    recent: list[str] = field(default_factory=list)
    appearance: str = "system"
    font_size: int = 13
    layout: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Settings":
        """The settings as last saved, or the defaults."""
        try:
            stored = orjson.loads((configuration() / "settings.json").read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return cls()
        defaults = cls()
        known = stored.items() if isinstance(stored, dict) else ()
        for name, value in known:
            if isinstance(value, type(getattr(defaults, name, None))):
                setattr(defaults, name, value)
        return defaults

    def save(self) -> None:
        """Writes the settings, whole or not at all."""
        _write(configuration() / "settings.json", orjson.dumps(self.__dict__, option=orjson.OPT_INDENT_2))

    def remember(self, project: Path) -> None:
        """Puts a project at the head of the recent ones."""
        path = str(project.absolute())
        self.recent = [path, *(other for other in self.recent if other != path)][:_MOST_RECENT]


def analyst_name(stated: str | None = None) -> str:
    """The name that layers are made under: the stated one, else the settings', else the login's.

    Raises Problem for a name that has a meaning of its own in exports, or is blank.
    """
    name = (stated if stated is not None else Settings.load().analyst or _login_name()).strip()
    if not name or any(ord(character) < 32 for character in name):
        raise Problem(
            "An analyst's name cannot be empty or hold control characters. Give one with --analyst."
        )
    if name in RESERVED_LAYERS:
        raise Problem(f"{name!r} is a reserved word, not an analyst's name. Choose another with --analyst.")
    return name


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "analyst"


def device_id() -> str:
    """This installation's identity in every log, made on first use."""
    path = configuration() / "device"
    try:
        known = path.read_text("ascii").strip()
    except FileNotFoundError:
        known = ""
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read: {error}. Delete it, and a new identity is made.") from error
    if len(known) == 32:
        return known
    fresh = new_id()
    _write(path, fresh.encode())
    return fresh


def _write(path: Path, data: bytes) -> None:
    partial: Any = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error
