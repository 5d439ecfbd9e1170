"""Small worlds of machines that write, clone and receive, and a plain model of what is current in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from hypothesis import strategies as st

from annotator.domain.identity import HybridClock
from annotator.storage.articles import add_text
from annotator.storage.chains import Arriving
from annotator.storage.log import Log
from annotator.storage.merging import Merging
from annotator.storage.store import Store
from tests.making import record_of

TEXT = "Kim said so."
ARTICLE = sha256(TEXT.encode()).hexdigest()
OBJECTS = [
    ("anna", "annotation", "a1"),
    ("anna", "annotation", "a2"),
    ("anna", "layer", "anna"),
    ("project", "article", ARTICLE),
    ("project", "actor", "kim"),
]
Name = tuple[str, str, str]
"""Layer, kind and name of an object."""


@dataclass
class Machine:
    """A copy of the project somewhere: what it holds, and the chain that it writes in the manner of a version."""

    device: str
    version: int = 2
    known: list[Arriving] = field(default_factory=list)
    sequence: int = 0
    previous: str | None = None

    def write(self, name: Name, body: dict[str, Any] | None, clock: int) -> Arriving:
        """A new revision that supersedes what is current here."""
        layer, kind, uid = name
        self.sequence += 1
        content = {
            "action": {"id": f"{self.device}:{self.sequence}", "name": "do", "undoes": None},
            "article": None if kind == "actor" else ARTICLE,
            "author": "anna",
            "body": body,
            "clock": clock,
            "device": self.device,
            "kind": kind,
            "layer": layer,
            "object": uid,
            "parents": [_cited(one)[: self.version + 1] for one in current(self.known, name)],
            "previous": self.previous,
            "sequence": self.sequence,
        }
        data = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
        made = Arriving(content, data, sha256(data).digest())
        self.previous = made.hash.hex()
        self.known.append(made)
        return made

    def clone(self) -> "Machine":
        """A copy of the file in the hands of an installation with the same identity."""
        return Machine(self.device, self.version, [*self.known], self.sequence, self.previous)

    def receive(self, other: "Machine") -> None:
        """Merges all that the other one holds."""
        here = {one.hash for one in self.known}
        self.known += [one for one in other.known if one.hash not in here]


def _cited(one: Arriving) -> list[Any]:
    return [one.content["device"], one.content["sequence"], one.hash.hex()]


def name_of(one: Arriving) -> Name:
    """The object that a revision is a state of."""
    return one.content["layer"], one.content["kind"], one.content["object"]


def current(revisions: Iterable[Arriving], name: Name) -> list[Arriving]:
    """The model: what nothing else of the same object cites, the latest first."""
    same = [one for one in revisions if name_of(one) == name]
    cited = {cited_name(parent) for one in same for parent in one.content["parents"]}
    found = [one for one in same if cited.isdisjoint(cited_names(one))]
    return sorted(found, key=lambda one: (one.content["clock"], one.hash), reverse=True)


def cited_name(parent: list[Any]) -> str:
    """How a parent names what it supersedes: in version 1 without its hash."""
    return ":".join(map(str, parent))


def cited_names(one: Arriving) -> set[str]:
    """Under which names a revision may be cited."""
    number = "{device}:{sequence}".format(**one.content)
    return {number, f"{number}:{one.hash.hex()}"}


_STEP = st.tuples(
    st.sampled_from(["write", "write", "write", "clone", "receive", "delete"]), *[st.integers(0, 9)] * 3
)


@st.composite
def worlds(draw: st.DrawFn) -> list[Arriving]:
    """Every revision that was made in some world, in the order in which they were made."""
    machines = [Machine("d1", draw(st.integers(1, 2))), Machine("d2")]
    made: list[Arriving] = []
    for clock, (what, which, other, number) in enumerate(draw(st.lists(_STEP, min_size=1, max_size=25))):
        machine, name = machines[which % len(machines)], OBJECTS[number % len(OBJECTS)]
        if what == "clone" and len(machines) < 5:
            machines.append(machine.clone())
        elif what == "receive":
            machine.receive(machines[other % len(machines)])
        else:
            body = None if what == "delete" else _body(name, number, other)
            # Two machines may well have the same time.
            made.append(machine.write(name, body, (clock + which) // 2 + 1))
    return list({one.hash: one for one in made}.values())


def _body(name: Name, number: int, value: int) -> dict[str, Any]:
    if name[1] == "article":
        return record_of(TEXT, f"{value}.txt").body()
    if name[1] == "layer":
        return {"status": ("in progress", "done")[value % 2]}
    return {"value": value, "number": number}


def empty_store(folder: Path) -> Store:
    """A project file that holds nothing but the article's text."""
    store = Store.create(folder / "world.annotator")
    with store.transaction():
        add_text(store, ARTICLE, TEXT, TEXT.encode())
    return store


def merge(store: Store, revisions: Sequence[Arriving], file: str = "file") -> Merging:
    """One file's revisions come in, in one transaction, in batches of three."""
    log = Log(store, "own", HybridClock())
    with store.transaction():
        merging = Merging(store, log)
        for start in range(0, len(revisions), 3):
            merging.add(revisions[start : start + 3])
        merging.finish(file)
    return merging


def ordered(revisions: Iterable[Arriving]) -> list[Arriving]:
    """As `annotator share` sends them."""
    return sorted(revisions, key=lambda one: [one.content[key] for key in ("clock", "device", "sequence")])


_CONTENT = (
    "SELECT layer.name, {table}.kind, {table}.object, hash FROM {table} "
    "JOIN revision ON revision.id = {table}.revision JOIN layer ON layer.id = {table}.layer"
)


def hashes(store: Store) -> set[bytes]:
    return {digest for (digest,) in store.rows("SELECT hash FROM revision")}


def content(store: Store) -> dict[str, object]:
    """What is in the derived tables, without the row ids that depend on the order of arrival."""
    names = "JOIN layer ON layer.id = {0}.layer JOIN article ON article.id = {0}.article"
    return {
        "head": set(store.rows(_CONTENT.format(table="head"))),
        "fork": set(store.rows(_CONTENT.format(table="fork"))),
        "awaited": set(
            store.rows(
                "SELECT layer.name, kind, object, awaited.name FROM awaited JOIN layer ON layer.id = layer"
            )
        ),
        "article_row": set(store.rows("SELECT headline, published, withdrawn FROM article_row")),
        "layer_row": set(
            store.rows(
                "SELECT layer.name, sha256, status, annotations FROM layer_row " + names.format("layer_row")
            )
        ),
    }
