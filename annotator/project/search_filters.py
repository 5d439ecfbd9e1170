"""A search as a project understands it: labels, attributes, actors, analysts and agencies looked up in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.annotation import STATUSES, AttributeValue
from annotator.domain.problems import UnknownName
from annotator.domain.query import COLUMNS, Query, nearest, parsed
from annotator.domain.scheme import Attribute
from annotator.project.project import Project
from annotator.storage import articles as stored


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A query with the project's own names. What is empty lets everything through.

    `columns`: the values of which one must stand in a column of the list of articles, by the column's name;
    `actors`: ids of entries, of those merged into them too, and values that are no entry's. `attributes`: by name
    the values of which one must be there; of an attribute with free text, what must stand in it (`free`).
    """

    query: Query
    labels: frozenset[str]
    layers: frozenset[str]
    statuses: frozenset[str]
    columns: Mapping[str, frozenset[str]]
    actors: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    free: frozenset[str]
    registered: Mapping[str, str]
    """The attribute that points into the registry, by the label that has one."""

    def holds(self, label: str, attributes: Mapping[str, AttributeValue]) -> bool:
        """Whether an annotation's label and attributes are what is asked for."""
        if self.labels and label not in self.labels:
            return False
        if self.actors and attributes.get(self.registered.get(label, "")) not in self.actors:
            return False
        return all(self._has(attributes.get(name), name, wanted) for name, wanted in self.attributes.items())

    def _has(self, value: AttributeValue | None, name: str, wanted: frozenset[str]) -> bool:
        if name in self.free:
            return isinstance(value, str) and any(one.casefold() in value.casefold() for one in wanted)
        values = value if isinstance(value, list) else [value]
        return not wanted.isdisjoint(one for one in values if one)


def resolve(project: Project, typed: str) -> ResolvedQuery:
    """What was typed, by the project's names. Raises Problem that names what there is nothing of, and the nearest."""
    query = parsed(typed)
    scheme = project.scheme
    attributes = _attributes(project)
    found: dict[str, set[str]] = {}
    for name, value in query.attributes:
        known = one_of([*attributes], name, "attribute")
        found.setdefault(known, set()).update(_value(project, attributes[known], value))
    return ResolvedQuery(
        query,
        _looked_up(query.values("label"), [label.name for label in scheme.labels], "label"),
        _looked_up(query.values("by"), lambda: stored.layer_names(project.store), "analyst with annotations"),
        _looked_up(query.values("status"), STATUSES, "status"),
        {
            column: _in_column(project, name, column, query)
            for name, column in COLUMNS.items()
            if query.values(name)
        },
        frozenset(uid for value in query.values("actor") for uid in _actors(project, value)),
        {name: frozenset(values) for name, values in found.items()},
        frozenset(name for name in found if attributes[name].type == "text"),
        {label.name: label.registry_attribute.name for label in scheme.labels if label.registry_attribute},
    )


def _in_column(project: Project, name: str, column: str, query: Query) -> frozenset[str]:
    return _looked_up(query.values(name), lambda: stored.column_values(project.store, column), name)


def _attributes(project: Project) -> dict[str, Attribute]:
    """The scheme's attributes by name, with the values of all labels that have one of that name."""
    found: dict[str, Attribute] = {}
    for label in project.scheme.labels:
        for one in label.attributes:
            before = found.get(one.name)
            values = (*before.values, *one.values) if before else one.values
            found[one.name] = Attribute(one.name, one.type, tuple(dict.fromkeys(values)))
    return found


def _value(project: Project, attribute: Attribute, value: str) -> Iterable[str]:
    if attribute.type in ("choice", "choices"):
        return [one_of(attribute.values, value, attribute.name)]
    return [value] if attribute.type == "text" else _actors(project, value)


def _actors(project: Project, value: str) -> set[str]:
    """All ids that mean the actors of that name or id; the value itself if the registry knows none."""
    registry = project.registry
    ids = {actor.id for actor, _ in registry.named(value)}
    if (entry := registry.entry(value)) is not None:
        ids.add(entry.id)
    return {member for uid in ids for member in registry.members(uid)} | {value}


def _looked_up(
    values: Iterable[str], known: Iterable[str] | Callable[[], Iterable[str]], what: str
) -> frozenset[str]:
    values = list(values)
    if not values:
        return frozenset()
    there = list(known() if callable(known) else known)
    return frozenset(one_of(there, value, what) for value in values)


def one_of(known: Iterable[str], name: str, what: str) -> str:
    """The one that is called so, in any case. Raises UnknownName with the nearest."""
    there = list(known)
    found = next((one for one in there if one.casefold() == name.casefold()), None)
    if found is None:
        raise UnknownName(f"There is no {what} “{name}”. {nearest(name, there)}".strip())
    return found


def marks(asked: ResolvedQuery) -> list[list[str]]:
    """Strings of which one of each list is in an annotation that `Asked.holds`: to look at few of them."""
    wanted: list[list[str]] = [sorted(asked.labels), sorted(asked.actors)]
    wanted += [sorted(values) for name, values in asked.attributes.items() if name not in asked.free]
    return [some for some in wanted if some]
