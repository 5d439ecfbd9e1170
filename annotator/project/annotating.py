"""What an analyst does in their own layer of an article. Each function is one action and one undo step.

A reviewer does the same in the gold layer (`Project.within`). Spans are half-open in code points of the article's
text. Every function gives the Change, from which a screen learns the new states.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.annotation import Annotation, AttributeValue, Link
from annotator.domain.change import Change
from annotator.domain.identity import clock_seconds, new_id, timestamp
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.rules import breaches
from annotator.domain.scheme import Label
from annotator.project.articles import layer_of
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage.log import Edit, heads

Attributes = Mapping[str, AttributeValue]
Tag = tuple[tuple[int, int], Attributes]
"""A span to be tagged, and what the text proposes for it."""


def add(
    project: Project,
    key: int,
    start: int,
    end: int,
    label: str,
    origin: str = "hand",
    attributes: Attributes | None = None,
) -> Change:
    """Tags a span. The change's one annotation is the new one.

    `attributes` are what the text proposes; what the label does not take of them is left out.
    """
    return add_all(project, key, [((start, end), attributes or {})], label, origin)


def add_all(
    project: Project, key: int, tags: Iterable[Tag], label: str, origin: str = "propagated"
) -> Change:
    """Tags several spans of one article, each with its attributes, in one action."""
    tags = list(tags)
    for span, _ in tags:
        _require_span(project, key, *span)
    made = [fresh(project, span, label, origin, attributes) for span, attributes in tags]
    _require_allowed(project, key, made)
    article = stored.sha_of(project.store, key)
    edits = [Edit("annotation", one.id, project.layer, one.body(), key, article, fresh=True) for one in made]
    return project.act(f"tag {label}" if len(made) == 1 else f"tag {len(made)} as {label}", edits)


def fresh(
    project: Project,
    span: tuple[int, int],
    label: str,
    origin: str,
    attributes: Attributes | None = None,
) -> Annotation:
    """A new annotation of mine that is not written yet."""
    kind = _label(project, label)
    made = timestamp(clock_seconds(project.clock.tick()))
    uid = new_id(clock_seconds(project.clock.tick()))
    given = {n: v for n, v in (attributes or {}).items() if v and (a := kind.attribute(n)) and a.accepts(v)}
    return Annotation(
        uid, *span, label, kind.defaults() | given, author=project.analyst, made=made, origin=origin
    )


def relabel(project: Project, key: int, uids: Sequence[str], label: str) -> Change:
    """Gives annotations another label. Attributes and links that it does not have are dropped."""
    return project.act(f"relabel to {label}", relabellings(project, key, uids, label))


def relabellings(project: Project, key: int, uids: Sequence[str], label: str) -> Iterator[Edit]:
    """The edits of `relabel`, for an action that does more."""
    kind = _label(project, label)

    def changed(old: Annotation) -> Annotation:
        kept = {n: v for n, v in old.attributes.items() if (a := kind.attribute(n)) and a.accepts(v)}
        links = tuple(
            link
            for link in old.links
            if (slot := kind.link(link.type)) and (slot.to == label or link.to not in uids)
        )
        return _edited(old, label=label, attributes=kind.defaults() | kept, links=links)

    new = [changed(old) for old in _annotations(project, key, uids) if old.label != label]
    _require_allowed(project, key, new)
    for one in new:
        yield _edit(project, key, one.id, one)
    yield from _without_links_to(project, key, [one.id for one in new], lambda wanted: wanted != label)


def move(
    project: Project, key: int, uid: str, start: int, end: int, attributes: Attributes | None = None
) -> Change:
    """Gives an annotation another span, and what the text proposes for the new one."""
    _require_span(project, key, start, end)

    def changed(old: Annotation) -> Annotation:
        return _edited(old, start=start, end=end, attributes=old.attributes | dict(attributes or {}))

    return project.act("move edge", _changes(project, key, [uid], changed))


def set_attribute(
    project: Project, key: int, uids: Sequence[str], name: str, value: AttributeValue | None
) -> Change:
    """Sets an attribute of each annotation that has it; None or nothing chosen takes its value away."""

    def changed(old: Annotation) -> Annotation:
        label = project.scheme.label(old.label)
        attribute = label.attribute(name) if label else None
        # What the scheme does not know (any more) can be taken away, but not given.
        if attribute is None and value:
            return old
        if attribute is not None and value and not attribute.accepts(value):
            raise Problem(f"{value!r} is no value of {old.label} {name}: {', '.join(attribute.values)}.")
        rest = {n: v for n, v in old.attributes.items() if n != name}
        return _edited(old, attributes=rest | {name: value} if value else rest)

    return project.act(f"set {name}", _changes(project, key, uids, changed))


def point(project: Project, key: int, uid: str, actor_id: str) -> Iterator[Edit]:
    """The edit that points an annotation of my layer to an entry of the registry; none if it does already.

    Raises Problem if its label has no attribute for that.
    """
    (old,) = _annotations(project, key, [uid])
    attribute = _label(project, old.label).registry_attribute
    if attribute is None:
        raise Problem(f"A {old.label} points to no entry of the registry: its label has no such attribute.")
    if old.attributes.get(attribute.name) != actor_id:
        new = _edited(old, attributes=old.attributes | {attribute.name: actor_id})
        yield _edit(project, key, uid, new)


def annotation(project: Project, key: int, uid: str) -> Annotation:
    """An annotation of my layer as it is now. Raises UnknownName if it is gone."""
    (found,) = _annotations(project, key, [uid])
    return found


def words(project: Project, key: int, annotation: Annotation) -> str:
    """What an annotation stands on."""
    return stored.text_of(project.store, key)[annotation.start : annotation.end]


def set_unsure(project: Project, key: int, uids: Sequence[str], unsure: bool) -> Change:
    """Marks annotations as unsure, or as sure again."""
    name = "mark unsure" if unsure else "mark sure"
    return project.act(name, _changes(project, key, uids, lambda old: _edited(old, unsure=unsure)))


def link(project: Project, key: int, uids: Sequence[str], type_: str, *to: str) -> Change:
    """Draws links from each annotation to others of the layer. A slot for one is filled again."""
    targets = list(_annotations(project, key, to))

    def changed(old: Annotation) -> Annotation:
        return _linked_to_all(project, old, type_, targets)

    return project.act(f"link {type_}", _changes(project, key, uids, changed))


def link_new(
    project: Project, key: int, uids: Sequence[str], type_: str, tags: Iterable[Tag], label: str, *to: str
) -> Change:
    """Tags spans and draws links to them, and to annotations that are there, in one action."""
    tags = list(tags)
    for span, _ in tags:
        _require_span(project, key, *span)
    made = [fresh(project, span, label, "hand", attributes) for span, attributes in tags]
    _require_allowed(project, key, made)
    targets = [*_annotations(project, key, to), *made]

    def edits() -> Iterator[Edit]:
        for target in made:
            yield _edit(project, key, target.id, target)
        for old in _annotations(project, key, uids):
            yield _edit(project, key, old.id, _linked_to_all(project, old, type_, targets))

    return project.act(f"tag {label} and link {type_}", edits())


def _linked_to_all(
    project: Project, old: Annotation, type_: str, targets: Iterable[Annotation]
) -> Annotation:
    for target in targets:
        old = _linked(project, old, type_, target)
    return old


def _linked(project: Project, old: Annotation, type_: str, target: Annotation) -> Annotation:
    slot = _label(project, old.label).link(type_)
    if slot is None or slot.to != target.label or old.id == target.id:
        raise Problem(f"{old.label} has no {type_} that points to {target.label}.")
    made = Link(type_, target.id)
    links = [other for other in old.links if other != made]
    if slot.most is not None:
        same = [other for other in links if other.type == type_]
        links = [other for other in links if other not in same[: max(0, len(same) - slot.most + 1)]]
    return _edited(old, links=(*links, made))


def unlink(project: Project, key: int, uids: Sequence[str], type_: str, to: str | None = None) -> Change:
    """Removes a link of each annotation, or all of that type."""

    def changed(old: Annotation) -> Annotation:
        kept = tuple(made for made in old.links if made.type != type_ or (to is not None and made.to != to))
        return _edited(old, links=kept)

    return project.act(f"unlink {type_}", _changes(project, key, uids, changed))


def delete(project: Project, key: int, uids: Sequence[str]) -> Change:
    """Deletes annotations; what was linked to them keeps its frame with an empty slot."""
    count = len(dict.fromkeys(uids))
    name = "delete annotation" if count == 1 else f"delete {count} annotations"
    return project.act(name, deletions(project, key, uids))


def deletions(project: Project, key: int, uids: Sequence[str]) -> Iterator[Edit]:
    """The edits of `delete`, for an action that does more."""
    gone = list(_annotations(project, key, uids))
    for old in gone:
        yield _edit(project, key, old.id, None)
    yield from _without_links_to(project, key, [old.id for old in gone], lambda slot_to: True)


def _require_allowed(project: Project, key: int, changed: Sequence[Annotation]) -> None:
    """Raises Problem where the scheme forbids what others only warn of."""
    if "forbid" not in (project.scheme.same_label_overlap, project.scheme.crossing):
        return
    layer = layer_of(project, key, project.layer)
    there = {one.id: one for one in (*(layer.annotations if layer else ()), *changed)}
    for one in changed:
        broken = breaches(project.scheme, "forbid", one, there.values())
        if broken:
            raise Problem(f"This scheme forbids it: the {one.label} {' and '.join(broken)}.")


def _label(project: Project, name: str) -> Label:
    found = project.scheme.label(name)
    if found is None:
        known = ", ".join(label.name for label in project.scheme.labels)
        raise UnknownName(f"{name!r} is no label of this scheme: {known}.")
    return found


def _require_span(project: Project, key: int, start: int, end: int) -> None:
    length = len(stored.text_of(project.store, key))
    if not 0 <= start < end <= length:
        raise Problem(f"{start}–{end} is no span of a text of {length} characters.")


def _annotations(project: Project, key: int, uids: Sequence[str]) -> Iterator[Annotation]:
    """The current states of annotations of my layer, each once. Raises UnknownName for one that is gone."""
    for uid in dict.fromkeys(uids):
        found = [
            head.body
            for _, _, head in heads(project.store, "annotation", key, project.layer, uid)
            if head.body is not None
        ]
        if not found:
            raise UnknownName("That annotation is gone.")
        yield Annotation.from_body(uid, found[0])


def _edited(old: Annotation, **fields: object) -> Annotation:
    """The annotation with other fields; one that was suggested counts as edited from then on."""
    origin = "suggestion edited" if old.origin == "suggestion" else old.origin
    return replace(old, origin=origin, **fields)  # type: ignore[arg-type]


def _edit(project: Project, key: int, uid: str, new: Annotation | None) -> Edit:
    article = stored.sha_of(project.store, key)
    body = None if new is None else new.body()
    return Edit("annotation", uid, project.layer, body, key, article)


def _changes(
    project: Project, key: int, uids: Sequence[str], changed: Callable[[Annotation], Annotation]
) -> Iterator[Edit]:
    """The edits of an action over several annotations; those that `changed` leaves as they were get no revision."""
    for old in _annotations(project, key, uids):
        new = changed(old)
        if new.body() != old.body() | {"origin": new.origin}:
            if new.span != old.span:
                _require_allowed(project, key, [new])
            yield _edit(project, key, old.id, new)


def _without_links_to(
    project: Project, key: int, uids: Sequence[str], unfit: Callable[[str], bool]
) -> Iterator[Edit]:
    """Edits that drop links to the given annotations where the slot's label is unfit."""
    linked = {n for uid in uids for n in stored.annotations_naming(project.store, key, project.layer, uid)}
    for other in _annotations(project, key, sorted(linked - set(uids))):
        label = project.scheme.label(other.label)
        kept = tuple(
            made
            for made in other.links
            if made.to not in uids
            or not ((slot := label.link(made.type) if label else None) is None or unfit(slot.to))
        )
        if kept != other.links:
            yield _edit(project, key, other.id, replace(other, links=kept))
