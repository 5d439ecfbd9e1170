"""The registry's entries from files and into files, and those that every project starts with."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.actor import Actor, tidied
from annotator.domain.change import Change, Outcome
from annotator.domain.identity import new_id
from annotator.domain.problems import Problem
from annotator.domain.registry import Registry
from annotator.project.project import Project, actor_edit
from annotator.project.shipped import starter
from annotator.reading.actor_file import Stated, read_csv, read_json
from annotator.storage.log import Edit
from annotator.writing.actor_file import csv_pieces, json_pieces
from annotator.writing.building import write

_READERS: dict[str, Callable[[str, bytes], Iterator[Stated]]] = {".csv": read_csv, ".json": read_json}
_WRITERS: dict[str, Callable[[Iterable[Actor]], Iterator[bytes]]] = {".csv": csv_pieces, ".json": json_pieces}


@dataclass
class Imported:
    """What became of the entries of a file: their ids."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def import_entries(project: Project, path: Path) -> Outcome[Imported]:
    """Takes in the entries of a CSV or JSON file, all of them or, on a fault, none.

    An entry whose id the registry has gets the fields that the file states; one without an id is a new one
    unless there is an entry of just that name and type. Raises Problem with the line or entry at fault.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise _wrong_suffix(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror or error}.") from error
    found, report = _Taking(project.registry), Imported()
    for stated in read(path.name, data):
        found.take(stated)
    found.check_references(path.name)
    change = project.act("import actors", _edits(found, report))
    return Outcome(report, change)


def _wrong_suffix(path: Path) -> Problem:
    return Problem(f"{path} is neither a .csv nor a .json file. Give it one of those endings.")


def _edits(found: "_Taking", report: Imported) -> Iterator[Edit]:
    for uid, actor in found.new.items():
        before = found.registry.stored(uid)
        if before == actor:
            report.same.append(uid)
            continue
        (report.added if before is None else report.changed).append(uid)
        yield actor_edit(actor)


class _Taking:
    """Puts what a file states upon what the registry has."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.new: dict[str, Actor] = {}
        self._where: dict[str, str] = {}
        self._by_name = {(actor.name, actor.type): actor.id for actor in registry.active}

    def take(self, stated: Stated) -> None:
        """Notes one entry of the file."""
        fields = dict(stated.fields)
        uid = fields.pop("id", "").strip() or self._id_of(fields)
        if uid in self.new:
            raise Problem(f"{stated.where}: the entry {uid} stands in {self._where[uid]} already.")
        before = self.registry.stored(uid) or Actor(uid, "")
        try:
            self.new[uid] = tidied(replace(before, **fields))
        except Problem as problem:
            raise Problem(f"{stated.where}: {problem}") from problem
        self._where[uid] = stated.where

    def _id_of(self, fields: dict[str, str]) -> str:
        return self._by_name.get((fields.get("name", ""), fields.get("type", Actor("", "").type))) or new_id()

    def check_references(self, name: str) -> None:
        """Raises Problem where an entry was merged into one that is not there, or into itself."""
        together = Registry(
            {actor.id: actor for actor in (*self.registry.entries, *self.new.values())}.values()
        )
        for uid, actor in self.new.items():
            into = actor.merged_into
            if into is not None and (into not in together or uid in _followed(together, into)):
                raise Problem(
                    f"{self._where[uid]}: {actor.name} cannot be merged into {into!r}: there is no "
                    "such entry, or it was merged into this one."
                )


def _followed(registry: Registry, uid: str) -> set[str]:
    """The ids on the way from an entry to the one that survived."""
    way: set[str] = set()
    actor = registry.stored(uid)
    while actor is not None and actor.id not in way:
        way.add(actor.id)
        actor = registry.stored(actor.merged_into or "")
    return way


def export_entries(project: Project, path: Path) -> int:
    """Writes all entries, merged ones too, by id, to a CSV or JSON file; gives how many. Raises Problem."""
    pieces = _WRITERS.get(path.suffix.lower())
    if pieces is None:
        raise _wrong_suffix(path)
    write(path, pieces(project.registry.entries))
    return len(project.registry)


def add_starter(project: Project) -> Change:
    """Adds those entries of the starter registry that the project does not have; it changes none."""
    missing = [actor for actor in starter() if actor.id not in project.registry]
    return project.act("add the starter registry", map(actor_edit, missing))
