"""An actor: an entry of the registry that annotations point to, with every form under which the text names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from annotator.domain.normalise import normalise
from annotator.domain.problems import Problem

ACTOR_TYPES = ("state", "body", "international organisation", "organisation", "group", "person")
"""What an actor can be."""

FORM_KINDS = ("name", "alias", "metonym", "demonym")
"""How a form names its actor: Russia, Russian Federation, Moscow, the Russians."""

FORM_FIELDS = {"alias": "aliases", "metonym": "metonyms", "demonym": "demonyms"}
"""The field of an Actor that holds the forms of a kind; there is only one name."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Role:
    """A title that an actor (a person) held. `of` is the id of the actor it belongs to; dates as `2006-11` or None."""

    title: str
    of: str | None = None
    since: str | None = None
    until: str | None = None

    def __str__(self) -> str:
        of = f" of {self.of}" if self.of else ""
        dates = f", {self.since or ''}–{self.until or ''}" if self.since or self.until else ""
        return f"{self.title}{of}{dates}"


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

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The forms of a kind other than the name."""
        forms: tuple[str, ...] = getattr(self, FORM_FIELDS[kind])
        return forms

    def kind_of(self, form: str) -> str | None:
        """How that very form names the actor; None if it does not."""
        return next((kind for known, kind in self.forms() if known == form), None)

    def with_form(self, form: str, kind: str = "alias") -> "Actor":
        """The entry with one more form; the same entry if it has it already."""
        if self.kind_of(form) is not None:
            return self
        return replace(self, **{FORM_FIELDS[kind]: (*self.of_kind(kind), form)})  # type: ignore[arg-type]

    def without_forms(self, forms: frozenset[str]) -> "Actor":
        """The entry without those aliases, metonyms and demonyms."""
        kept = {
            field: tuple(form for form in self.of_kind(kind) if form not in forms)
            for kind, field in FORM_FIELDS.items()
        }
        return replace(self, **kept)  # type: ignore[arg-type]


def one_line(text: str) -> str:
    """A form as it is kept: on one line, without white space at its edges, nothing a file could not carry."""
    return " ".join(normalise(text).text.split())


def tidied(actor: Actor) -> Actor:
    """The entry with its forms on one line each, each form once. Raises Problem if it cannot be an entry."""
    name = one_line(actor.name)
    if not name:
        raise Problem("An actor needs a name.")
    for uid in (actor.id, actor.merged_into):
        if uid is not None and (not uid or uid != one_line(uid)):
            raise Problem(
                f"{uid!r} is no id of an actor: it needs a character, and no white space at its edges."
            )
    if actor.type not in ACTOR_TYPES:
        raise Problem(f"{actor.type!r} is no type of actor: {', '.join(ACTOR_TYPES)}.")
    made = replace(
        actor, name=name, aliases=(), metonyms=(), demonyms=(), roles=tuple(map(_tidied_role, actor.roles))
    )
    for form, kind in actor.forms():
        if kind != "name" and one_line(form):
            made = made.with_form(one_line(form), kind)
    external = {(one_line(scheme), one_line(uid)): None for scheme, uid in actor.external}
    if any(not scheme or not uid for scheme, uid in external):
        raise Problem("An external id is a scheme and an id, such as iso3166 and RU.")
    return replace(made, external=tuple(external))


def _tidied_role(role: Role) -> Role:
    title = one_line(role.title)
    if not title:
        raise Problem("A role needs a title.")
    since, until = role.since or None, role.until or None
    for date in (since, until):
        if date is not None and not _DATE.fullmatch(date):
            raise Problem(f"{date!r} is no date of a role: write 2006, 2006-11 or 2006-11-30.")
    # Only as precisely as both are known: 2006 may well be after 2006-11.
    if since and until and since[: len(until)] > until[: len(since)]:
        raise Problem(f"The role {title} ends ({until}) before it begins ({since}).")
    return Role(title, one_line(role.of or "") or None, since, until)
