"""What an action changed, so that each screen can decide for itself whether to refresh."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.domain.annotation import Annotation

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class AnnotationChange:
    """The state of one annotation after an action; `after` None if it is gone."""

    article: str
    layer: str
    id: str
    after: Annotation | None


@dataclass(frozen=True, slots=True)
class Change:
    """The result of one action.

    `articles`: ids of the articles whose record (metadata, zones) changed; `layers`: (article id, analyst)
    of the layers whose annotations or status changed; `statuses`: those of them whose status did, or None when
    that was not looked at; `comments`: ids of the articles that were commented on,
    by anybody; `annotations`: their new states, or None when there were too many to list,
    so that a screen has to read the layer again; `listed`: the list of articles gained or lost members, by an import,
    a withdrawal or what takes one back;
    `kinds`: what else changed in the project, such as "scheme", "actor", "guideline" or "comment"; `actors`: ids
    of the registry's entries that changed; `note`: what the analyst should be told of it.
    """

    name: str = ""
    articles: frozenset[str] = frozenset()
    layers: frozenset[tuple[str, str]] = frozenset()
    annotations: tuple[AnnotationChange, ...] | None = ()
    listed: bool = False
    kinds: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    note: str = ""
    statuses: frozenset[tuple[str, str]] | None = None

    @property
    def restated(self) -> frozenset[tuple[str, str]]:
        """The layers, as (article id, analyst), of which the status may be another one."""
        return self.layers if self.statuses is None else self.statuses

    def __bool__(self) -> bool:
        return bool(self.articles or self.layers or self.annotations or self.listed or self.kinds)

    def of_layer(self, article: str, layer: str) -> tuple[AnnotationChange, ...]:
        """The listed changes of one layer."""
        return tuple(c for c in self.annotations or () if c.article == article and c.layer == layer)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What an action gave beside its change, such as a report of an import."""

    value: T
    change: Change
