"""What belongs to this installation, not to a project: the device's identity, the analyst, recent projects."""

import getpass
import os
import unicodedata
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import orjson

from annotator import durable
from annotator.domain.exchange_contents import is_device
from annotator.domain.identity import new_id
from annotator.domain.naming import is_reserved
from annotator.domain.problems import Problem
from annotator.places import configuration

_MOST_RECENT = 12
_UNFIT = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that no file, table or terminal shows in a line: controls, halves of pairs, line ends."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a project when it was closed.

    `caret` and `top` (the first character in view) are code points, `columns` and `rows` the sizes of the window's
    areas in pixels, `hidden` the names of its panels. `opened`: when, in ISO 8601, local time. `done` of `total`
    articles were done.
    """

    opened: str = ""
    article: str = ""
    caret: int = 0
    top: int = 0
    columns: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    done: int = 0
    total: int = 0


@dataclass
class Settings:
    """Values that outlast the window. Unknown or damaged ones are forgotten, never fatal.

    `appearance`: light, dark or system. `measure`: characters to a line. `shortcuts`: by command, only what differs
    from the usual keys. `used`: commands lately run from the palette. `places`: by the project's path, as `watched`:
    the folder in which colleagues leave their files, and `analysts`: under which name this installation works there.
    `columns`: of tables that were imported, by their headers.
    """

    analyst: str = ""
    recent: list[str] = field(default_factory=list)
    appearance: str = "system"
    high_contrast: bool = False
    font_family: str = ""
    font_size: int = 13
    measure: int = 70
    airy: bool = False
    shortcuts: dict[str, list[str]] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    watched: dict[str, str] = field(default_factory=dict)
    analysts: dict[str, str] = field(default_factory=dict)
    layout: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Settings":
        """The settings as last saved, or the defaults."""
        try:
            stored = orjson.loads((configuration() / "settings.json").read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return cls()
        return _made_of(cls, stored)

    def save(self) -> None:
        """Writes the settings, whole or not at all."""
        write(configuration() / "settings.json", orjson.dumps(self, option=orjson.OPT_INDENT_2))

    def remember(self, project: Path) -> None:
        """Puts a project at the head of the recent ones, as opened now."""
        path = str(project.absolute())
        self.recent = [path, *(other for other in self.recent if other != path)][:_MOST_RECENT]
        now = datetime.now().isoformat(timespec="minutes")
        self.keep_place(project, replace(self.place(project), opened=now))

    def place(self, project: Path) -> Place:
        """Where one was in a project; the beginning if that is not known."""
        return self.places.get(str(project.absolute()), Place())

    def keep_place(self, project: Path, place: Place) -> None:
        """Keeps where one is in a project, as long as that is among the recent ones."""
        kept = self.places | {str(project.absolute()): place}
        self.places = {path: kept[path] for path in self.recent if path in kept}

    def analyst_of(self, project: Path) -> str:
        """The name under which this installation works in a project; "" if it has not yet."""
        return self.analysts.get(str(project.absolute()), "")

    def keep_analyst(self, project: Path, analyst: str) -> None:
        """Keeps the name under which one works in a project; "" forgets it."""
        path = str(project.absolute())
        self.analysts = {name: who for name, who in self.analysts.items() if name != path}
        if analyst:
            self.analysts[path] = analyst

    def note_use(self, command: str) -> None:
        """Puts a command at the head of those lately used."""
        self.used = [command, *(other for other in self.used if other != command)][:_MOST_RECENT]


_Made = TypeVar("_Made", Settings, Place)


def _made_of(kind: type[_Made], stored: object) -> _Made:
    """The values that are what they should be; the usual ones for the others."""
    hints = get_type_hints(kind)
    known = {one.name: hints[one.name] for one in fields(kind)}
    found = stored.items() if isinstance(stored, dict) else ()
    return kind(**{name: _fit(value, known[name]) for name, value in found if _is(value, known.get(name))})


def _is(value: object, type_: Any) -> bool:
    """Whether a value read from JSON is of a type; of a table it is enough that it is one."""
    if type_ is Place or get_origin(type_) is dict:
        return isinstance(value, dict)
    if get_origin(type_) is list:
        return isinstance(value, list) and all(_is(one, get_args(type_)[0]) for one in value)
    return type_ is not None and type(value) is type_


def _fit(value: Any, type_: Any) -> Any:
    """Entries of a table that are not of its type are left out; the others stay."""
    if get_origin(type_) is dict:
        inside = get_args(type_)[1]
        return {name: _fit(one, inside) for name, one in value.items() if _is(one, inside)}
    return _made_of(Place, value) if type_ is Place else value


def analyst_name(stated: str | None = None, project: Path | None = None) -> str:
    """The name that layers are made under: the stated one, else the one used in the project before, else the
    settings', else the login's.

    Raises Problem for a name that has a meaning of its own in exports, or is blank.
    """
    name = (stated if stated is not None else _usual_name(project)).strip()
    if not name or any(unicodedata.category(character) in _UNFIT for character in name):
        raise Problem(
            "An analyst's name cannot be empty or hold control characters. Give one with --analyst."
        )
    if is_reserved(name):
        raise Problem(f"{name!r} is a reserved word, not an analyst's name. Choose another with --analyst.")
    return name


def _usual_name(project: Path | None) -> str:
    settings = Settings.load()
    return (project and settings.analyst_of(project)) or settings.analyst or _login_name()


def remember_analyst(project: Path, analyst: str) -> None:
    """Keeps the name under which this installation works in a project. Raises Problem if it cannot be kept."""
    settings = Settings.load()
    settings.keep_analyst(project, analyst)
    settings.save()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "analyst"


def device_id() -> str:
    """This installation's identity in every log, made on first use."""
    path = configuration() / "device"
    fresh = new_id()
    # Two programs may be started for the first time at once: both get the identity of the first.
    if not os.path.lexists(path) and write(path, fresh.encode(), new=True):
        return fresh
    try:
        known = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read: {error}. Delete it, and a new identity is made.") from error
    if len(known) == 32 and is_device(known):
        return known
    return renew_device_id()


def renew_device_id(device: str | None = None) -> str:
    """Another identity for this installation, from now on: `device`, or a fresh one. Two machines had the same one."""
    device = device or new_id()
    write(configuration() / "device", device.encode())
    return device


def write(path: Path, data: bytes, new: bool = False) -> bool:
    """Writes a file of this installation, whole or not at all; False if it was to be `new` and there is one.

    Raises Problem if that cannot be.
    """
    try:
        durable.make_folder(path.parent, 0o700)
        durable.write(path, [data], new)
    except FileExistsError as error:
        if new:
            return False
        raise Problem(f"{path} cannot be written: {durable.reason(error)}.") from error
    except OSError as error:
        raise Problem(f"{path} cannot be written: {durable.reason(error)}.") from error
    return True
