"""What the program proposes while somebody annotates: what a key takes, values, whom a link means, equal mentions.

Nothing here writes; spans are half-open code points. A rule that meets a fault of ours proposes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.article import Article
from annotator.domain.guard import guarded
from annotator.domain.scheme import Label, LinkType, Scheme
from annotator.project.project import Project
from annotator.suggesting import actor_types, targets, units, values
from annotator.suggesting.mentions import occurrences

Span = tuple[int, int]
Attributes = dict[str, AttributeValue]
_RULES = "The proposals for the words at hand"
"""What is said to have broken off when a rule fails."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that could be tagged, with the attributes that it would get."""

    start: int
    end: int
    attributes: Attributes

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


def prepare(project: Project, text: str) -> None:
    """Reads what proposals need ahead of time, so that the first key does not wait for it."""
    _ladder(project, text, 0, "name")


def _ladder(project: Project, text: str, at: int, unit: str) -> units.Ladder:
    ladder = units.Ladder((), 0)
    with guarded(_RULES):
        ladder = units.ladder(text, at, unit, project.names)
    return ladder


def _value(fill: str, text: str, span: Span, form_kind: str | None = None) -> values.Value | None:
    value = None
    with guarded(_RULES):
        value = values.proposed(fill, text, span, form_kind)
    return value


def first_span(project: Project, text: str, at: int, label: Label, smallest: bool = False) -> Span | None:
    """What the label's key takes where the caret stands at `at`; None where nothing can be taken."""
    ladder = _ladder(project, text, at, label.unit)
    if not ladder.spans:
        return None
    return ladder.spans[0 if smallest else ladder.first]


def larger(project: Project, text: str, at: int, label: Label, present: Span) -> Span | None:
    """The next larger unit around a span; None if there is none."""
    for start, end in _ladder(project, text, at, label.unit).spans:
        if start <= present[0] and present[1] <= end and (start, end) != present:
            return start, end
    return None


def smaller(project: Project, text: str, at: int, label: Label, present: Span) -> Span | None:
    """The next smaller unit inside a span; None if there is none."""
    for start, end in reversed(_ladder(project, text, at, label.unit).spans):
        if present[0] <= start and end <= present[1] and (start, end) != present:
            return start, end
    return None


def attributes(project: Project, text: str, span: Span, label: Label) -> Attributes:
    """The values that the words and the registry propose for a new annotation."""
    known = project.names.of(text[span[0] : span[1]]) if label.registry_attribute else []
    actor, form_kind = known[0] if known else (None, None)
    found: Attributes = {}
    for attribute in label.attributes:
        value = _value(attribute.fill, text, span, form_kind) if attribute.fill else None
        if attribute.type == "registry":
            value = actor
        if value and attribute.accepts(value):
            found[attribute.name] = value
    return found


def is_name(text: str, span: Span) -> bool:
    """Whether the words are a name, and not a pronoun or a nominal such as "the ministry"."""
    return _value("mention", text, span) in (None, "name")


def is_person(words: str) -> bool | None:
    """Whether a pronoun means a person; None for one that tells nothing, and for other words."""
    return actor_types.is_person(words)


def actor_type(text: str, span: Span, name: str = "") -> str:
    """The likeliest type (one of ACTOR_TYPES) of a new entry for these words; see `actor_types.likely`."""
    likely = "organisation"
    with guarded(_RULES):
        likely = actor_types.likely(text, span, name)
    return likely


def targets_for(
    text: str, slot: LinkType, one: Annotation, candidates: Sequence[Annotation]
) -> list[Annotation]:
    """What a slot of an annotation can point to, likeliest first."""
    taken = {link.to for link in one.links}
    ranked = list(candidates)
    with guarded(_RULES):
        ranked = targets.ranked(text, slot.near, one.span, candidates, taken)
    return ranked


def named_in(project: Project, text: str, start: int, end: int) -> Iterator[Span]:
    """Where registry entries are named in a part of a text."""
    with guarded(_RULES):
        for named in project.names.all_in(text, start, end):
            yield named.start, named.end


def forms_of(project: Project, words: str, label: Label, values_: Attributes) -> set[str]:
    """The words themselves and, for a registry entry, the names and aliases that mean the same anywhere."""
    forms = {words}
    attribute = label.registry_attribute
    uid = values_.get(attribute.name) if attribute else None
    entry = project.registry.entry(uid) if isinstance(uid, str) else None
    if entry is not None:
        forms |= {form for form, kind in entry.forms() if kind in ("name", "alias")}
    return forms


def annotated_ranges(scheme: Scheme, article: Article) -> list[Span]:
    """The zones in which annotations are made; the whole text where it has none of them."""
    zones = [(zone.kind, zone.start, zone.end) for zone in article.record.zones]
    return ranges_of(scheme, zones, len(article.text))


def ranges_of(scheme: Scheme, zones: Iterable[tuple[str, int, int]], length: int) -> list[Span]:
    """The ranges of the annotated zones, given as (kind, start, end); the whole text if there are none."""
    kinds = scheme.annotated_zones
    return [(start, end) for kind, start, end in zones if kind in kinds] or [(0, length)]


def free_mentions(
    text: str, forms: Collection[str], ranges: Sequence[Span], covered: Sequence[Span]
) -> list[Span]:
    """Where one of the forms stands inside the ranges and no covered span touches it."""
    found: list[Span] = []
    with guarded(_RULES):
        found = [
            (start, end)
            for start, end in occurrences(text, forms)
            if any(low <= start and end <= high for low, high in ranges)
        ]
    if not found or not covered:
        return found
    return list(untouched(found, sorted(covered)))


def untouched(found: Sequence[Span], covered: Sequence[Span]) -> Iterator[Span]:
    """The found spans that no covered one touches. Both come in text order."""
    # Among the covered a long one may reach over later ones.
    at, reach = 0, 0
    for start, end in found:
        while at < len(covered) and covered[at][0] < end:
            reach = max(reach, covered[at][1])
            at += 1
        if reach <= start:
            yield start, end


def equal_mentions(
    project: Project, article: Article, one: Annotation, covered: Sequence[Span]
) -> list[Mention]:
    """Untagged places of the article that say the same as an annotation, with the attributes they would get."""
    label = project.scheme.label(one.label)
    if label is None:
        return []
    text, words = article.text, article.text[one.start : one.end]
    forms = forms_of(project, words, label, one.attributes)
    spans = free_mentions(text, forms, annotated_ranges(project.scheme, article), covered)
    return [mention(project, text, span, label, one, words) for span in spans]


def mention(project: Project, text: str, span: Span, label: Label, like: Annotation, words: str) -> Mention:
    """A place that says the same as an annotation whose words are `words`: equal words mean all the same."""
    if text[span[0] : span[1]] == words:
        return Mention(*span, dict(like.attributes))
    attribute = label.registry_attribute
    same = {attribute.name: like.attributes[attribute.name]} if attribute else {}
    return Mention(*span, attributes(project, text, span, label) | same)
