"""What is wrong with a draft of a scheme, in words: what keeps it from being saved, and what one should know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.colours import (
    INK,
    LEAST_CONTRAST,
    LEAST_DISTANCE,
    PAPER,
    contrast,
    is_colour,
    nearest,
)
from annotator.domain.scheme import Colours
from annotator.domain.scheme_draft import AttributeDraft, LabelDraft, LinkDraft, SchemeDraft

SCHEME, LABEL, ATTRIBUTES, LINKS = "scheme", "label", "attributes", "links"
"""Where in the editor a fault can be mended."""
FAR = 20.0
"""Colours that are so far from one another are told apart without looking twice."""


@dataclass(frozen=True)
class Fault:
    """A sentence about one label (None: about the scheme). One that `blocks` must be mended before saving."""

    label: LabelDraft | None
    where: str
    sentence: str
    blocks: bool = True


def faults(draft: SchemeDraft) -> list[Fault]:
    """Everything that is wrong, the scheme's own first, then label by label."""
    found = list(_of_scheme(draft))
    for label in draft.labels:
        found += _of_label(draft, label)
        found += [Fault(label, ATTRIBUTES, sentence) for sentence in _of_attributes(draft, label)]
        found += [Fault(label, LINKS, sentence) for sentence in _of_links(draft, label)]
        found += _of_colours(draft, label)
    return found


def _of_scheme(draft: SchemeDraft) -> Iterator[Fault]:
    if not draft.name.strip():
        yield Fault(None, SCHEME, "The scheme has no name.")
    if not draft.labels:
        yield Fault(None, SCHEME, "The scheme has no label.")
    if not draft.annotated_zones:
        yield Fault(None, SCHEME, "No zone of an article is annotated.")


def _of_label(draft: SchemeDraft, label: LabelDraft) -> Iterator[Fault]:
    fault = _name_fault("label", label.name, [other.name for other in draft.labels])
    if fault:
        yield Fault(label, LABEL, fault)
    if len(label.key) > 1:
        yield Fault(label, LABEL, f"The key of {label.name} is more than one character.")
    twins = [other for other in draft.labels if other.key.lower() == label.key.lower()]
    if label.key and len(twins) > 1:
        yield Fault(label, LABEL, f"Two labels have the key {label.key}: {_names(twins)}.")
    taken = draft.old.label(label.name) and label.was and label.name != label.was
    if taken and not any(other.was == label.name for other in draft.labels):
        yield Fault(
            label,
            LABEL,
            f"{label.name} is the name of a label that was taken out, and its annotations still have it. "
            "Choose another name, or save without that label first.",
        )


def _names(labels: Sequence[LabelDraft]) -> str:
    return " and ".join(label.name for label in labels)


def _name_fault(what: str, name: str, all_: Sequence[str]) -> str | None:
    if not name.strip():
        return f"A {what} has no name."
    if name != name.strip() or any(ord(character) < 32 for character in name):
        return f"The name of the {what} “{name.strip()}” has blanks at its edges or line breaks."
    return f"Two {what}s are called {name}." if list(all_).count(name) > 1 else None


def _of_attributes(draft: SchemeDraft, label: LabelDraft) -> Iterator[str]:
    for attribute in label.attributes:
        fault = _name_fault("attribute", attribute.name, [other.name for other in label.attributes])
        if fault:
            yield fault
        if attribute.is_choice:
            yield from _of_values(attribute)
        if attribute.was and attribute.name != attribute.was and _was_taken_out(draft, label, attribute):
            yield f"{attribute.name} is the name of an attribute that was taken out. Choose another one."


def _was_taken_out(draft: SchemeDraft, label: LabelDraft, attribute: AttributeDraft) -> bool:
    was = draft.old.label(label.was)
    there = any(other.was == attribute.name for other in label.attributes)
    return was is not None and was.attribute(attribute.name) is not None and not there


def _of_values(attribute: AttributeDraft) -> Iterator[str]:
    names = [value.name for value in attribute.values]
    if not names:
        yield f"{attribute.name} has no value to choose."
    if any(not name.strip() for name in names):
        yield f"A value of {attribute.name} has no name."
    for name in sorted({name for name in names if names.count(name) > 1 and name.strip()}):
        yield f"{attribute.name} has the value {name} twice."
    keys = [value.key for value in attribute.values if value.key]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"Two values of {attribute.name} have the key {key}."


def _of_links(draft: SchemeDraft, label: LabelDraft) -> Iterator[str]:
    for link in label.links:
        fault = _name_fault("link", link.type, [other.type for other in label.links])
        if fault:
            yield fault
        if draft.label(link.to) is None:
            yield f"The link {link.type} points to no label{f': {link.to}' if link.to else ''}."
        if link.most is not None and link.most < max(1, link.least):
            yield f"The link {link.type} takes at most {link.most}, but {max(1, link.least)} at least."
        yield from _of_unless(label, link)


def _of_unless(label: LabelDraft, link: LinkDraft) -> Iterator[str]:
    for name, value in link.unless.items():
        attribute = next((one for one in label.attributes if one.name == name), None)
        if attribute is None or value not in [one.name for one in attribute.values]:
            yield f"The link {link.type} depends on {name} being {value}, which cannot be."


def _of_colours(draft: SchemeDraft, label: LabelDraft) -> Iterator[Fault]:
    was = draft.old.label(label.was) if label.was else None
    for theme in ("light", "dark"):
        colours: Colours = getattr(label, theme)
        same = was is not None and getattr(was, theme) == colours
        for sentence in _of_theme(colours, theme):
            yield Fault(label, LABEL, f"{label.name}: {sentence}", blocks=not same)
    yield from (Fault(label, LABEL, sentence, blocks=False) for sentence in _too_near(draft, label))


def _of_theme(colours: Colours, theme: str) -> Iterator[str]:
    if not (is_colour(colours.edge) and is_colour(colours.fill)):
        yield f"a colour in the {theme} look is not of the form #rrggbb."
        return
    ratio = contrast(colours.edge, PAPER[theme])
    if ratio < LEAST_CONTRAST:
        yield f"the edge can hardly be seen in the {theme} look ({ratio:.1f}:1; {LEAST_CONTRAST}:1 is needed)."
    ratio = contrast(INK[theme], colours.fill)
    if ratio < LEAST_CONTRAST:
        yield f"the text can hardly be read on the fill in the {theme} look ({ratio:.1f}:1)."


def _too_near(draft: SchemeDraft, label: LabelDraft) -> Iterator[str]:
    others = draft.labels[: draft.labels.index(label)]
    for theme in ("light", "dark"):
        near = _nearest(label, others, theme)
        if near is not None and near[0] < LEAST_DISTANCE:
            yield f"{label.name} looks much like {near[2]} in the {theme} look ({_seen(near)})."


def _nearest(label: LabelDraft, others: Sequence[LabelDraft], theme: str) -> tuple[float, str, str] | None:
    edge = getattr(label, theme).edge
    pairs = [(other.name, getattr(other, theme).edge) for other in others]
    if not is_colour(edge):
        return None
    return nearest(edge, [(name, colour) for name, colour in pairs if is_colour(colour)])


def _seen(near: tuple[float, str, str]) -> str:
    return (
        f"difference {near[0]:.0f} with {near[1]}"
        if near[1] != "normal vision"
        else f"difference {near[0]:.0f}"
    )


def verdict(draft: SchemeDraft, label: LabelDraft, theme: str) -> tuple[str, bool]:
    """How a label's colours do in a theme, in words, and whether that is good enough."""
    colours: Colours = getattr(label, theme)
    wrong = list(_of_theme(colours, theme))
    if wrong:
        return wrong[0][0].upper() + wrong[0][1:], False
    seen = f"Contrast {contrast(colours.edge, PAPER[theme]):.1f}:1."
    near = _nearest(label, [other for other in draft.labels if other is not label], theme)
    if near is None:
        return seen, True
    if near[0] < LEAST_DISTANCE:
        return f"{seen} Too much like {near[2]} ({_seen(near)}).", False
    how = "Well apart from all others" if near[0] >= FAR else "Told apart from all others"
    return f"{seen} {how}; nearest is {near[2]} ({_seen(near)}).", True
