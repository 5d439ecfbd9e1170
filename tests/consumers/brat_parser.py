"""brat's standoff format and configuration, as its manual describes them: a parser that knows nothing of ours.

It is strict where brat is: one line each, ids that are not used twice, words that are those of the text, and only
types, arguments and values that the configuration has. Faults are sentences.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path


@dataclass
class Configuration:
    """Types of `annotation.conf`. `relations`: allowed first and second arguments; `attributes`: targets and values."""

    entities: list[str] = field(default_factory=list)
    relations: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    attributes: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)


@dataclass
class Document:
    """`spans`: type and fragments by id; `relations`: type and two ids; `attributes`: type, id and value."""

    text: str
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def configuration(path: Path) -> Configuration:
    """The types of a collection."""
    found, section = Configuration(), ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            name, _, rest = line.partition("\t")
            arguments = dict(part.strip().split(":") for part in rest.split(",")) if rest else {}
            if section == "entities":
                found.entities.append(name)
            elif section == "relations" and name != "<OVERLAP>":
                ends = _types(arguments["Arg1"], found), _types(arguments["Arg2"], found)
                found.relations[name] = ends
            elif section == "attributes":
                values = set(arguments.get("Value", "").split("|"))
                found.attributes[name] = _types(arguments["Arg"], found), values
    return found


def _types(stated: str, known: Configuration) -> set[str]:
    return set(known.entities) if stated == "<ENTITY>" else set(stated.split("|"))


def document(path: Path, known: Configuration) -> Document:
    """A text with the lines about it; `path` is the text's."""
    found = Document(path.read_bytes().decode("utf-8"))
    seen: set[str] = set()
    # Python's own idea of where lines end, which is brat's.
    for line in path.with_suffix(".ann").read_bytes().decode("utf-8").splitlines():
        uid, _, rest = line.partition("\t")
        if not rest or uid in seen or not uid[1:].isdigit():
            found.faults.append(f"no line, or an id twice: {line!r}")
            continue
        seen.add(uid)
        {"T": _span, "R": _relation, "A": _attribute, "#": _note}[uid[0]](found, uid, rest, known)
    return found


def _span(found: Document, uid: str, rest: str, known: Configuration) -> None:
    what, _, words = rest.partition("\t")
    kind, _, places = what.partition(" ")
    parts = [(int(a), int(b)) for a, b in (place.split(" ") for place in places.split(";"))]
    found.spans[uid] = kind, parts
    if " ".join(found.text[start:end] for start, end in parts) != words:
        found.faults.append(f"{uid}: {words!r} are not the words of the text")
    if any(later[0] <= earlier[1] for earlier, later in pairwise(parts)):
        found.faults.append(f"{uid}: parts touch")
    if kind not in known.entities:
        found.faults.append(f"{uid}: no entity {kind}")


def _relation(found: Document, _uid: str, rest: str, known: Configuration) -> None:
    kind, first, second = rest.split(" ")
    source, target = first.removeprefix("Arg1:"), second.removeprefix("Arg2:")
    found.relations.append((kind, source, target))
    sources, targets = known.relations.get(kind, (set(), set()))
    if found.spans[source][0] not in sources or found.spans[target][0] not in targets:
        found.faults.append(f"no relation {rest}")


def _attribute(found: Document, _uid: str, rest: str, known: Configuration) -> None:
    kind, target, *values = rest.split(" ")
    value = " ".join(values)
    found.attributes.append((kind, target, value))
    targets, allowed = known.attributes.get(kind, (set(), set()))
    if found.spans[target][0] not in targets or value not in allowed:
        found.faults.append(f"no attribute {rest}")


def _note(found: Document, _uid: str, rest: str, _known: Configuration) -> None:
    what, _, words = rest.partition("\t")
    kind, target = what.split(" ")
    found.notes[target] = words
    if kind != "AnnotatorNotes" or target not in found.spans:
        found.faults.append(f"no note {rest}")
