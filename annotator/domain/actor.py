"""An actor: an entry of the registry that annotations point to, with every form under which the text names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

ACTOR_TYPES = ("state", "body", "international organisation", "organisation", "group", "person")
"""What an actor can be."""

FORM_KINDS = ("name", "alias", "metonym", "demonym")
"""How a form names its actor: Russia, Russian Federation, Moscow, the Russians."""


@dataclass(frozen=True, slots=True)
class Role:
    """A title that an actor (a person) held. `of` is the id of the actor it belongs to; dates as `2006-11` or None."""

    title: str
    of: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry. `external` holds (scheme, id) pairs such as ("iso3166", "RU"). `merged_into` is the id of the
    entry that took this one's place: annotations that still point here mean that one."""

    id: str
    name: str
    type: str = "organisation"
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    merged_into: str | None = None

    def forms(self) -> Iterator[tuple[str, str]]:
        """(form, kind of form) of everything that names this actor; see FORM_KINDS."""
        yield self.name, "name"
        for kind, forms in (("alias", self.aliases), ("metonym", self.metonyms), ("demonym", self.demonyms)):
            for form in forms:
                yield form, kind

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return {
            "aliases": list(self.aliases),
            "demonyms": list(self.demonyms),
            "external": [list(pair) for pair in self.external],
            "merged_into": self.merged_into,
            "metonyms": list(self.metonyms),
            "name": self.name,
            "roles": [
                {"title": role.title, "of": role.of, "since": role.since, "until": role.until}
                for role in self.roles
            ],
            "type": self.type,
        }

    @classmethod
    def from_body(cls, uid: str, body: dict[str, Any]) -> Self:
        """The entry that a revision's body describes."""
        return cls(
            uid,
            body["name"],
            body["type"],
            tuple(body["aliases"]),
            tuple(body["metonyms"]),
            tuple(body["demonyms"]),
            tuple(Role(role["title"], role["of"], role["since"], role["until"]) for role in body["roles"]),
            tuple((scheme, name) for scheme, name in body["external"]),
            body["merged_into"],
        )
