"""Equal mentions over the whole project: found with their context, taken in one action, taken back by one undo."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.problems import Problem, Progress, Submitted
from annotator.domain.wording import number
from annotator.project import annotating, proposing
from annotator.project.project import Project
from annotator.project.proposing import Span
from annotator.storage import articles as stored
from annotator.storage import texts
from annotator.storage.log import Edit
from annotator.storage.submitted import submitted_among
from annotator.storage.texts import Stored
from annotator.suggesting.mentions import occurrences

CONTEXT = 60
"""Code points shown on either side of a place."""


class Place(NamedTuple):
    """A place (half-open, code points) that says the same; `id` is its annotation's, empty where there is none yet."""

    key: int
    start: int
    end: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A place in words."""

    headline: str
    before: str
    words: str
    after: str


def untagged(project: Project, key: int, like: Annotation, progress: Progress | None = None) -> list[Place]:
    """Places of the project, article by article, that say the same as an annotation of mine and are not tagged.

    Places that an annotation of mine with that label touches are left out, and so are zones that are not annotated.
    """
    label = project.scheme.label(like.label)
    if label is None:
        return []
    words = stored.text_of(project.store, key)[like.start : like.end]
    forms = sorted(proposing.forms_of(project, words, label, like.attributes))
    found = list(_candidates(project, forms, progress))
    if not found:
        return []
    covered = _covered(project, like.label, {at for at, _ in found})
    return [
        Place(at, *span)
        for at, spans in found
        for span in proposing.untouched(spans, sorted(covered.get(at, ())))
    ]


def _candidates(
    project: Project, forms: Sequence[str], progress: Progress | None
) -> Iterator[tuple[int, list[Span]]]:
    for done, one in enumerate(texts.all_texts(project.store, forms)):
        if progress is not None and done % 200 == 0:
            progress.step(done, 0)
        spans = occurrences(one.text, forms)
        if spans:
            inside = _annotated(project, one, spans)
            if inside:
                yield one.key, inside


def _annotated(project: Project, one: Stored, spans: list[Span]) -> list[Span]:
    """The spans inside the zones in which annotations are made."""
    ranges = proposing.ranges_of(project.scheme, one.zones(), len(one.text))
    if len(ranges) == 1:
        low, high = ranges[0]
        return [s for s in spans if low <= s[0] and s[1] <= high]
    return [s for s in spans if any(low <= s[0] and s[1] <= high for low, high in ranges)]


def _covered(project: Project, label: str, keys: set[int]) -> dict[int, list[Span]]:
    """Spans of my annotations with that label, by article."""
    covered: dict[int, list[Span]] = {}
    for key, one in texts.annotations_with(project.store, project.analyst, texts.labelled(label)):
        if key in keys and one.label == label:
            covered.setdefault(key, []).append(one.span)
    return covered


def equal(project: Project, key: int, like: Annotation) -> list[Place]:
    """My other annotations of the project with the same label and the same words."""
    words = stored.text_of(project.store, key)[like.start : like.end]
    places: dict[int, set[Span]] = {
        one.key: set(occurrences(one.text, [words])) for one in texts.all_texts(project.store, [words])
    }
    return [
        Place(at, *one.span, one.id)
        for at, one in texts.annotations_with(project.store, project.analyst, texts.labelled(like.label))
        if one.label == like.label and one.span in places.get(at, ()) and one.id != like.id
    ]


def shown(project: Project, places: Iterable[Place]) -> list[Shown]:
    """Places in words, in their order."""
    places = list(places)
    records = stored.records_of(project.store, sorted({place.key for place in places}))
    held: dict[int, str] = {}
    result = []
    for place in places:
        if place.key not in held:
            held = {place.key: stored.text_of(project.store, place.key)}
        text = held[place.key]
        before, after = (
            text[max(0, place.start - CONTEXT) : place.start],
            text[place.end : place.end + CONTEXT],
        )
        parts = (part.replace("\n", " ") for part in (before, text[place.start : place.end], after))
        result.append(Shown(str(records[place.key]["headline"]), *parts))
    return result


def locked(project: Project, places: Iterable[Place]) -> list[Place]:
    """Filters places down to those in articles where my layer is submitted: they cannot be changed."""
    places = list(places)
    keys = submitted_among(project.store, sorted({place.key for place in places}), project.analyst)
    return [place for place in places if place.key in keys]


def left_out(places: Collection[Place]) -> str:
    """What to say of places that are not offered because their articles are submitted; "" for none."""
    if not places:
        return ""
    where = number(len({place.key for place in places}), "submitted article")
    return f"{number(len(places), 'place')} in {where} left out. Reopen those to change them."


def _open(project: Project, places: Sequence[Place]) -> tuple[list[Place], str]:
    """The places that may be changed, and what to say of the others. Raises Submitted if there are only others."""
    left_out = set(locked(project, places))
    free = [place for place in places if place not in left_out]
    if left_out and not free:
        raise Submitted(
            "All of these stand in submitted articles. Reopen those to change them.", places[0].key
        )
    return free, f", {len(left_out)} in submitted articles left out" if left_out else ""


def tag_all(project: Project, key: int, like: Annotation, places: Sequence[Place]) -> Change:
    """Tags all of these places like the annotation of that article: one action, one undo.

    As for the two functions after it, places in submitted articles are left out, which the action's name tells.
    """
    label = project.scheme.label(like.label)
    if label is None:
        raise Problem(f"{like.label} is not in the scheme any more: nothing was tagged.")
    words = stored.text_of(project.store, key)[like.start : like.end]
    free, said = _open(project, places)

    def edits() -> Iterator[Edit]:
        for at, some in _by_article(free):
            text, sha = stored.text_of(project.store, at), stored.sha_of(project.store, at)
            for place in some:
                meant = proposing.mention(project, text, (place.start, place.end), label, like, words)
                one = annotating.fresh(project, meant.span, like.label, "propagated", meant.attributes)
                yield Edit("annotation", one.id, project.analyst, one.body(), at, sha, fresh=True)

    return project.act(f"tag {len(free)} as {like.label}{said}", edits())


def delete_all(project: Project, places: Sequence[Place]) -> Change:
    """Deletes the annotations at these places; links to them are dropped. One action, one undo."""
    free, said = _open(project, places)

    def edits() -> Iterator[Edit]:
        for at, some in _by_article(free):
            yield from annotating.deletions(project, at, [place.id for place in some])

    return project.act(f"delete {len(free)} annotations{said}", edits())


def relabel_all(project: Project, places: Sequence[Place], label: str) -> Change:
    """Gives the annotations at these places another label. One action, one undo."""
    free, said = _open(project, places)

    def edits() -> Iterator[Edit]:
        for at, some in _by_article(free):
            yield from annotating.relabellings(project, at, [place.id for place in some], label)

    return project.act(f"relabel {len(free)} to {label}{said}", edits())


def _by_article(places: Sequence[Place]) -> Iterator[tuple[int, list[Place]]]:
    grouped: dict[int, list[Place]] = {}
    for place in places:
        grouped.setdefault(place.key, []).append(place)
    yield from grouped.items()
