"""Where an analyst's annotations point in the registry, over the whole project. Only reads, also on a task's thread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.domain.registry import Registry
from annotator.domain.scheme import Scheme
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import actor_mentions as stored
from annotator.storage.actor_mentions import Pointer

_CONTEXT = 70
"""Code points shown on either side of a mention."""
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotation in context: `key` and `article` are its article's row id and id, `value` what it points to."""

    key: int
    article: str
    headline: str
    id: str
    start: int
    end: int
    before: str
    words: str
    after: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many annotations point to each entry, by the id of the surviving entry or by the unregistered value,
    and in which articles (row ids) they stand. "" stands for those that point nowhere."""

    counts: Mapping[str, int]
    articles: Mapping[str, Sequence[int]]

    @property
    def unlinked(self) -> int:
        """How many point nowhere."""
        return self.counts.get("", 0)


def registry_attributes(scheme: Scheme) -> dict[str, str]:
    """The name of the attribute that points into the registry, by the name of each label that has one."""
    return {label.name: label.registry_attribute.name for label in scheme.labels if label.registry_attribute}


def mentions(
    project: Project, actor_id: str, analyst: str, within: Sequence[int] | None = None
) -> Iterator[Mention]:
    """An analyst's annotations that point to an entry or to one that was merged into it, by article and place.

    `actor_id` may be a value that is not in the registry. `within`: the articles to look at, see `tally`;
    it spares looking through all of them.
    """
    values = project.registry.members(actor_id)
    places = stored.pointing_to(
        project.store, registry_attributes(project.scheme), values, analyst, _within(project, analyst, within)
    )
    return _in_context(project, places)


def unlinked(project: Project, analyst: str, within: Sequence[int] | None = None) -> Iterator[Mention]:
    """An analyst's annotations that could point to an entry and point nowhere, by article and place."""
    places = stored.pointing_nowhere(
        project.store, registry_attributes(project.scheme), analyst, _within(project, analyst, within)
    )
    return _in_context(project, places)


def _within(project: Project, analyst: str, within: Sequence[int] | None) -> Sequence[int]:
    """The articles to look at; those whose layer must not be seen now (see `visibility`) are left out."""
    keys = stored.articles_of(project.store, analyst) if within is None else within
    return visibility.open_to(project, keys, analyst)


def _in_context(project: Project, places: Iterator[Pointer]) -> Iterator[Mention]:
    while some := list(islice(places, _AT_ONCE)):
        texts = stored.texts_of(project.store, [place.article for place in some])
        for place in some:
            if place.article in texts:
                yield _mention(place, *texts[place.article])


def _mention(place: Pointer, sha: str, headline: str, text: str) -> Mention:
    start, end = place.start, place.end
    around = (text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT])
    before, words, after = (part.replace("\n", " ") for part in around)
    return Mention(place.article, sha, headline, place.id, start, end, before, words, after, place.value)


def tally(project: Project, analyst: str) -> Tally:
    """Counts an analyst's annotations by the entry they point to."""
    found = stored.places_of_values(
        project.store,
        registry_attributes(project.scheme),
        analyst,
        _within(project, analyst, None),
    )
    places: dict[str, list[int]] = {}
    for value, articles in found.items():
        places.setdefault(meaning(project.registry, value), []).extend(articles)
    return Tally(
        {uid: len(articles) for uid, articles in places.items()},
        {uid: sorted(set(articles)) for uid, articles in places.items()},
    )


def counts(project: Project, analyst: str) -> dict[str, int]:
    """How many of an analyst's annotations point to each entry; values that are no entry's id stand for themselves."""
    return {uid: count for uid, count in tally(project, analyst).counts.items() if uid}


def meaning(registry: Registry, value: str) -> str:
    """The id of the entry that a value means; the value itself if it is none's."""
    entry = registry.entry(value)
    return value if entry is None else entry.id
