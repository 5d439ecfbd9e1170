"""The schemes and guidelines that ship with the program, and those that lie in files."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orjson import loads

from annotator.domain.actor import Actor
from annotator.domain.guideline import Guideline
from annotator.domain.problems import Problem
from annotator.domain.scheme import Scheme, scheme_from_toml
from annotator.places import resource

_DEFAULT = "default"


@dataclass(frozen=True)
class Shipped:
    """A scheme that comes with the program. `name` is the word that `annotator new --scheme` takes."""

    name: str
    scheme: Scheme
    guideline: Guideline


@cache
def shipped_schemes() -> tuple[Shipped, ...]:
    """The default scheme, then the others by name."""
    names = sorted(
        (entry.name.removesuffix(".toml") for entry in resource("schemes").iterdir()),
        key=lambda name: (name != _DEFAULT, name),
    )
    return tuple(_shipped(name) for name in names)


def _shipped(name: str) -> Shipped:
    toml = resource(f"schemes/{name}.toml").read_text("utf-8")
    guideline = Guideline.from_markdown(resource(f"guidelines/{name}.md").read_text("utf-8"))
    return Shipped(name, scheme_from_toml(toml, f"the scheme {name}"), guideline)


def default_scheme() -> Scheme:
    """The scheme that ships with the program."""
    return scheme_from_toml(resource("schemes/default.toml").read_text("utf-8"), "the default scheme")


def guideline_for(scheme: Scheme) -> Guideline:
    """The shipped guideline of the scheme of that name, else what the labels themselves say."""
    found = (one.guideline for one in shipped_schemes() if one.scheme.name == scheme.name)
    return next(found, None) or Guideline.of(scheme)


def scheme_from_file(path: Path) -> Scheme:
    """The scheme in a TOML file. Raises Problem with the reason if it is none."""
    return scheme_from_toml(_read(path, "scheme"), str(path))


def guideline_beside(path: Path) -> Guideline | None:
    """The guideline of a scheme's file `x.toml`: `x.md` beside it, if there is one."""
    beside = path.with_suffix(".md")
    return Guideline.from_markdown(_read(beside, "guideline")) if beside.is_file() else None


def named_or_in_file(chosen: str) -> tuple[Scheme, Guideline | None]:
    """A shipped scheme by its name, or one in a file, with its guideline if it brings one.

    Raises Problem if it is neither.
    """
    for one in shipped_schemes():
        if one.name == chosen:
            return one.scheme, one.guideline
    path = Path(chosen)
    if not os.path.exists(path) and path.name == chosen and not path.suffix:
        names = ", ".join(one.name for one in shipped_schemes())
        raise Problem(f"{chosen!r} is neither a shipped scheme ({names}) nor a file.")
    return scheme_from_file(path), guideline_beside(path)


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is no {what}: it is not UTF-8 text.") from error


def starter() -> tuple[Actor, ...]:
    """The entries that ship with the program, in the order of their file. Their ids never change."""
    entries = loads(resource("registry/starter.json").read_bytes())["actors"]
    return tuple(Actor.from_body(entry["id"], entry) for entry in entries)
