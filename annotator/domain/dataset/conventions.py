"""Where other schools of annotation draw a span's edges, and which labels they hold for one.

Labels are told by what their key takes (`Label.unit`): a quotation, a clause, a name. Offsets are half-open code
points throughout.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.domain.annotation import Annotation, AttributeValue, Link, overlaps, text_order
from annotator.domain.scheme import Label, Scheme

CONTENT = "content"
"""The label of what a source is reported to say, quoted or not."""

_OPENING = "\"'“”„‟«»‹›‘’‚‛「『《〈`"
_CLOSING = "\"'“”«»‹›‘’」』》〉"

Widen = Callable[[str, int, int], int]
"""Where the titles before a name begin: from text, start and end to a start that is not greater."""


def with_marks(text: str, one: Annotation, unit: str) -> Annotation:
    """A quotation with the marks around it, if they stand directly beside it; others stay as they are."""
    if unit != "quotation":
        return one
    start, end = one.span
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return one if (start, end) == one.span else replace(one, start=start, end=end)


def with_titles(text: str, one: Annotation, unit: str, widen: Widen) -> Annotation:
    """A name with the titles before it; others stay as they are."""
    if unit != "name":
        return one
    start = widen(text, one.start, one.end)
    return one if start >= one.start else replace(one, start=max(start, 0))


def merged_scheme(scheme: Scheme) -> Scheme:
    """The scheme in which clauses and quotations have one label, with the attributes and links of all of them."""
    parts = [label for label in scheme.labels if label.unit in ("clause", "quotation")]
    if len(parts) < 2:
        return scheme
    names = {label.name for label in parts}
    attributes = {a.name: a for label in reversed(parts) for a in label.attributes}
    links = {link.type: link for label in reversed(parts) for link in label.links}
    content = replace(
        parts[0],
        name=CONTENT,
        attributes=tuple(replace(a, required=False) for a in attributes.values()),
        links=tuple(
            replace(link, least=0, to=CONTENT if link.to in names else link.to) for link in links.values()
        ),
    )
    kept: list[Label] = []
    for label in scheme.labels:
        if label.name not in names:
            kept.append(label)
        elif label is parts[0]:
            kept.append(content)
    return replace(scheme, labels=tuple(kept))


def merge_contents(
    annotations: Sequence[Annotation], scheme: Scheme
) -> tuple[tuple[Annotation, ...], dict[str, str]]:
    """Clauses, and quotations that overlap them, as one span each with the label CONTENT, in text order.

    A quotation alone becomes a span of its own. What is merged keeps the id, author and time of its first part (a
    clause before a quotation), every attribute of which the parts do not say different things, and all links. The
    second value says which id each vanished one went into.
    """
    units = {label.name: label.unit for label in scheme.labels}
    parts = [one for one in annotations if units.get(one.label) in ("clause", "quotation")]
    groups = _groups(parts, units)
    into = {one.id: group[0].id for group in groups for one in group}
    merged = [_content(group) for group in groups]
    others = [one for one in annotations if one.id not in into]
    links = [_relinked(one, into) for one in [*merged, *others]]
    gone = {uid: to for uid, to in into.items() if uid != to}
    return tuple(sorted(links, key=text_order)), gone


def _groups(parts: Sequence[Annotation], units: dict[str, str]) -> list[list[Annotation]]:
    """Each clause with the quotations that overlap it first; a quotation belongs to one clause at most."""
    clauses = [[one] for one in parts if units[one.label] == "clause"]
    alone: list[list[Annotation]] = []
    for one in parts:
        if units[one.label] != "clause":
            group = next((g for g in clauses if overlaps(g[0].span, one.span)), None)
            if group is None:
                alone.append([one])
            else:
                group.append(one)
    return clauses + alone


def _content(group: Sequence[Annotation]) -> Annotation:
    first = group[0]
    values: dict[str, AttributeValue] = {}
    for name in sorted({name for one in group for name in one.attributes}):
        given = [one.attributes[name] for one in group if name in one.attributes]
        if all(value == given[0] for value in given):
            values[name] = given[0]
    return replace(
        first,
        start=min(one.start for one in group),
        end=max(one.end for one in group),
        label=CONTENT,
        attributes=values,
        links=tuple(link for one in group for link in one.links),
        unsure=any(one.unsure for one in group),
    )


def _relinked(one: Annotation, into: dict[str, str]) -> Annotation:
    """Its links lead to what its targets went into; none to itself, none twice."""
    if not any(link.to in into for link in one.links):
        return one
    moved = (Link(link.type, into.get(link.to, link.to)) for link in one.links)
    return replace(one, links=tuple(dict.fromkeys(link for link in moved if link.to != one.id)))
