"""What one does with the registry of actors. Each function is one action and one undo step, and gives its Change."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from annotator.domain.actor import FORM_FIELDS, Actor, one_line, tidied
from annotator.domain.annotation import PROJECT_LAYER, Annotation
from annotator.domain.change import Change
from annotator.domain.identity import clock_seconds, new_id
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.registry import folded
from annotator.domain.wording import number
from annotator.project import annotating
from annotator.project.mentions import registry_attributes
from annotator.project.project import Project, actor_edit
from annotator.storage import actor_mentions as stored
from annotator.storage.actions import action_behind, touched
from annotator.storage.log import Edit


def add(project: Project, /, name: str, type_: str = "organisation", uid: str = "", **fields: Any) -> Change:
    """A new entry. `fields` are those of Actor: aliases, metonyms, demonyms, roles, external.

    Its id is `uid` if given, else a new one.
    """
    if uid and uid in project.registry:
        raise Problem(f"The registry has an entry {uid} already.")
    actor = tidied(Actor(uid or _fresh_id(project), name, type_, **fields))
    return project.act("add actor", [actor_edit(actor)])


def _fresh_id(project: Project) -> str:
    return new_id(clock_seconds(project.clock.tick()))


def change(project: Project, /, uid: str, **fields: Any) -> Change:
    """Gives an entry other values of fields of Actor: name, type, aliases, metonyms, demonyms, roles, external."""
    before = _active(project, uid)
    return _act_on(project, "change actor", before, replace(before, **fields))


def _act_on(project: Project, name: str, before: Actor, after: Actor) -> Change:
    """One action that gives one entry another state; none if it is as it was."""
    new = tidied(after)
    return project.act(name, [] if new == before else [actor_edit(new)])


def merge(project: Project, uids: Sequence[str], into: str) -> Change:
    """Makes several entries one: the forms of the others become aliases of `into`.

    Annotations keep the ids they point to; those mean `into` from now on.
    """
    target = _active(project, into)
    others = [_active(project, uid) for uid in dict.fromkeys(uids) if uid != into]
    if not others:
        raise Problem(f"There is nothing to merge into {target.name}: choose other entries.")
    merged = target
    for other in others:
        for form, _ in other.forms():
            merged = merged.with_form(form)
    edits = [actor_edit(replace(other, merged_into=into)) for other in others]
    return project.act("merge actors", edits if merged == target else [actor_edit(merged), *edits])


def unmerge(project: Project, uid: str) -> Change:
    """Takes a merged entry out of the one it was merged into, with the forms that the merger gave that one."""
    before = project.registry.stored(uid)
    if before is None or before.merged_into is None:
        raise Problem(f"{before.name if before else uid} is not merged into another entry.")
    edits = [actor_edit(replace(before, merged_into=None))]
    survivor = project.registry.stored(before.merged_into)
    if survivor is not None:
        without = survivor.without_forms(_forms_given(project, before, survivor.id))
        edits += [] if without == survivor else [actor_edit(without)]
    return project.act("unmerge actor", edits)


def _forms_given(project: Project, merged: Actor, into: str) -> frozenset[str]:
    """The forms that the survivor has only since this entry was merged into it, and by no other merger."""
    action = action_behind(project.store, "actor", merged.id)
    given: set[str] = set()
    for thing in () if action is None else touched(project.store, action):
        if thing.object == into and thing.before and thing.after:
            given = set(thing.after["aliases"]) - set(thing.before["aliases"])
    others = (o for o in project.registry.entries if o.merged_into == into and o.id != merged.id)
    kept = {form for other in others for form, _ in other.forms()}
    return frozenset(given & {form for form, _ in merged.forms()} - kept)


def split(
    project: Project,
    uid: str,
    forms: Collection[str],
    name: str,
    type_: str | None = None,
    repoint: bool = False,
    new: str = "",
) -> Change:
    """Moves forms of an entry into a new one of that name, which may be one of them.

    `repoint`: the annotations of my layer, in all articles, submitted ones too, that point to the old entry and
    stand on one of the forms point to the new one from now on. `new`: the id of the new entry.
    """
    before = _active(project, uid)
    moved = frozenset(forms)
    if before.name in moved:
        raise Problem(f"{before.name} is the entry's name and stays with it. Rename the entry first.")
    unknown = sorted(form for form in moved if before.kind_of(form) is None)
    if unknown or not moved:
        raise UnknownName(
            f"{before.name} has no form {', '.join(f'“{f}”' for f in unknown) or 'that was chosen'}."
        )
    lists: dict[str, Any] = {
        field: tuple(form for form in before.of_kind(kind) if form in moved)
        for kind, field in FORM_FIELDS.items()
    }
    fresh = tidied(Actor(new or _fresh_id(project), name, type_ or before.type, **lists))
    edits: Iterator[Edit] = iter([actor_edit(before.without_forms(moved)), actor_edit(fresh)])
    if repoint:
        words = {folded(form) for form in moved}
        edits = chain(edits, _repointed(project, project.registry.members(uid), words, fresh.id))
    return project.act("split actor", edits, through_locks=True)


def _repointed(project: Project, values: Sequence[str], words: set[str], to: str) -> Iterator[Edit]:
    """Edits of the annotations of my layer that point to one of the values and stand on one of the words."""
    attributes = registry_attributes(project.scheme)
    within = stored.articles_of(project.store, project.analyst, withdrawn=True)
    places = list(stored.pointing_to(project.store, attributes, values, project.analyst, within))
    texts = {}
    for place in places:
        if place.article not in texts:
            texts = stored.texts_of(project.store, [place.article])
        *_, text = texts[place.article]
        if folded(text[place.start : place.end]) in words:
            yield from annotating.point(project, place.article, place.id, to)


def remove(project: Project, uid: str) -> Change:
    """Takes an entry out of the registry. Raises Problem while anything points to it."""
    registry = project.registry
    actor = registry.stored(uid)
    if actor is None:
        raise _unknown(uid)
    pointing = stored.count_pointing_to(project.store, registry_attributes(project.scheme), [uid])
    merged = sum(other.merged_into == uid for other in registry.entries)
    roles = sum(role.of == uid for other in registry.active for role in other.roles)
    for count, what in ((pointing, "annotation"), (merged, "merged actor"), (roles, "role")):
        if count:
            verb = "points" if count == 1 else "point"
            raise Problem(
                f"{number(count, what)} {verb} to {actor.name}. Merge it into another entry instead."
            )
    return project.act("remove actor", [Edit("actor", uid, PROJECT_LAYER, None)])


def entry_from_mention(
    project: Project, key: int, uid: str, type_: str = "organisation", name: str = ""
) -> Change:
    """A new entry named by the words of an annotation of my layer, which points to it from then on.

    With another `name` the words are an alias of it, unless the annotation is marked as no name (a pronoun, a nominal).
    """
    annotation = annotating.annotation(project, key, uid)
    words = one_line(annotating.words(project, key, annotation))
    kind = _kind_of(project, annotation) if name and name != words else None
    actor = tidied(Actor(_fresh_id(project), name or words, type_))
    actor = actor if kind is None else actor.with_form(words, kind)
    return project.act("new actor", chain([actor_edit(actor)], annotating.point(project, key, uid, actor.id)))


def alias_from_mention(
    project: Project, key: int, uid: str, actor_id: str, kind: str | None = None
) -> Change:
    """Adds the words of an annotation of my layer to an entry's forms and points the annotation to the entry.

    Words that name the entry already are not added again. Without a `kind` the annotation's own attributes say
    it: what is marked as a metonym or a demonym becomes one; what is no name (a pronoun) only points.
    """
    if kind is not None:
        _require_kind(kind)
    actor = project.registry.entry(actor_id)
    if actor is None:
        raise _unknown(actor_id)
    annotation = annotating.annotation(project, key, uid)
    kind = kind or _kind_of(project, annotation)
    words = one_line(annotating.words(project, key, annotation))
    known = any(named is actor for named, _ in project.registry.named(words))
    added = [] if known or kind is None else [actor_edit(actor.with_form(words, kind))]
    name = f"point to actor, new {kind}" if added else "point to actor"
    return project.act(name, chain(added, annotating.point(project, key, uid, actor.id)))


def _kind_of(project: Project, annotation: Annotation) -> str | None:
    """The kind of name (name, alias, metonym …) as which an annotation's words mean an actor, by its label's rules."""
    label = project.scheme.label(annotation.label)
    kind: str | None = "alias"
    for attribute in label.attributes if label else ():
        value = annotation.attributes.get(attribute.name)
        if attribute.fill == "mention" and value and value != attribute.values[0]:
            return None
        if attribute.fill == "reference" and value in FORM_FIELDS:
            kind = str(value)
    return kind


def _require_kind(kind: str) -> None:
    if kind not in FORM_FIELDS:
        raise UnknownName(f"{kind!r} is no kind of form: {', '.join(FORM_FIELDS)}.")


def _active(project: Project, uid: str) -> Actor:
    """The entry of that id, which is not merged into another. Raises Problem otherwise."""
    actor = project.registry.stored(uid)
    if actor is None:
        raise _unknown(uid)
    survivor = project.registry.entry(uid)
    if survivor is not None and survivor is not actor:
        raise Problem(
            f"{actor.name} was merged into {survivor.name}. Change that entry, or take this one out first."
        )
    return actor


def _unknown(uid: str) -> UnknownName:
    return UnknownName(f"The registry has no entry {uid!r}.")
