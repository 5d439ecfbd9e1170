"""What the registry of a new project starts with: states, international and well-known state bodies."""

from orjson import loads

from annotator.domain.actor import Actor
from annotator.places import resource


def starter() -> tuple[Actor, ...]:
    """The entries that ship with the program, in the order of their file. Their ids never change."""
    entries = loads(resource("registry/starter.json").read_bytes())["actors"]
    return tuple(Actor.from_body(entry["id"], entry) for entry in entries)
