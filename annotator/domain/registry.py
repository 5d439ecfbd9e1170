"""The registry of a project: its actors by id and by every form under which the text names them."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from annotator.domain.actor import Actor

Named = tuple[Actor, str]
"""An entry and the kind of form (see FORM_KINDS) under which it was found."""


class Registry:
    """Immutable. Entries that were merged into others are kept: annotations may still point to them."""

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._by_id = {actor.id: actor for actor in actors}

    def changed(self, states: Mapping[str, Actor | None]) -> "Registry":
        """The registry with other states of some entries, by id; None: the entry is gone."""
        kept = (actor for uid, actor in self._by_id.items() if uid not in states)
        return Registry([*kept, *(actor for actor in states.values() if actor is not None)])

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, uid: object) -> bool:
        return uid in self._by_id

    def stored(self, uid: str) -> Actor | None:
        """The entry of that id as it is kept, merged or not."""
        return self._by_id.get(uid)

    def entry(self, uid: str) -> Actor | None:
        """The entry that an id means: of a merged one the one that survived. None if there is no such id."""
        actor, seen = self._by_id.get(uid), {uid}
        while actor is not None and actor.merged_into is not None:
            following = self._by_id.get(actor.merged_into)
            if following is None:
                return actor
            if following.id in seen:
                # Two analysts merged crosswise: both ids must mean the same entry.
                return self._by_id[min(self._ring(following))]
            seen.add(following.id)
            actor = following
        return actor

    def _ring(self, actor: Actor) -> set[str]:
        ring: set[str] = set()
        while actor.id not in ring:
            ring.add(actor.id)
            actor = self._by_id[actor.merged_into or actor.id]
        return ring

    @cached_property
    def entries(self) -> tuple[Actor, ...]:
        """All entries, merged ones too, by id."""
        return tuple(self._by_id[uid] for uid in sorted(self._by_id))

    @cached_property
    def active(self) -> tuple[Actor, ...]:
        """The entries that were not merged into others, by name."""
        there = (actor for actor in self._by_id.values() if self.entry(actor.id) is actor)
        return tuple(sorted(there, key=lambda actor: (actor.name.casefold(), actor.id)))

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for uid in sorted(self._by_id):
            survivor = self.entry(uid)
            if survivor is not None:
                members.setdefault(survivor.id, []).append(uid)
        return members

    def members(self, uid: str) -> tuple[str, ...]:
        """Every id that means the same entry as `uid`, itself among them; (uid,) for one that is unknown."""
        survivor = self.entry(uid)
        return (uid,) if survivor is None else tuple(self._members[survivor.id])

    @cached_property
    def _exact(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for actor in self.active:
            for form, kind in actor.forms():
                found.setdefault(form, []).append((actor, kind))
        return found

    @cached_property
    def _folded(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for form, named in self._exact.items():
            # An abbreviation is not the word of the same letters: WHO, US.
            if not form.isupper():
                found.setdefault(folded(form), []).extend(named)
        return found

    def named(self, words: str) -> tuple[Named, ...]:
        """The active entries that bear the words as a form: written just so, else in any case.

        An abbreviation is found only as it is written.
        """
        exact = self._exact.get(" ".join(words.split()))
        return tuple(exact or self._folded.get(folded(words), []))

    @cached_property
    def _by_surname(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for actor in self.active:
            if actor.type == "person":
                for surname in dict.fromkeys(folded(form).split()[-1] for form, _ in actor.forms()):
                    found.setdefault(surname, []).append(actor.id)
        return found

    def guess(self, words: str) -> list[str]:
        """Ids of the entries that the words most likely mean: by a form, with or without an article, or a surname."""
        bare = words.split()
        if len(bare) > 1 and bare[0].casefold() == "the":
            bare = bare[1:]
        name = " ".join(bare)
        found = self.named(words) or self.named(name) or self.named(f"the {name}")
        ids = list(dict.fromkeys(actor.id for actor, _ in found))
        if ids or not bare:
            return ids
        return list(self._by_surname.get(folded(bare[-1]), ()))

    def matching(self, typed: str, most: int = 50) -> list[tuple[Actor, str]]:
        """(entry, form) for what somebody has typed so far, each entry once: beginnings of forms come first."""
        wanted = folded(typed)
        ranked = sorted(
            (rank, actor.name.casefold(), actor.id, form)
            for form, named in self._exact.items()
            for actor, _ in named
            if (rank := _rank(folded(form), wanted)) is not None
        )
        first = {uid: form for _, _, uid, form in reversed(ranked)}
        order = list(dict.fromkeys(uid for _, _, uid, _ in ranked))[:most]
        return [(self._by_id[uid], first[uid]) for uid in order]


def _rank(form: str, wanted: str) -> int | None:
    """0 for the form itself, then its beginning, then the beginning of a word of it, then anywhere."""
    at = form.find(wanted)
    if at < 0:
        return None
    if at == 0:
        return 0 if form == wanted else 1
    return 2 if f" {wanted}" in form else 3


def folded(words: str) -> str:
    """Words with single spaces and without the difference between capitals and small letters."""
    return " ".join(words.casefold().split())
