"""TEMPORARY shim until branch splits is merged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.dataset.facts import Splitting
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dataset.tally import Tally
from annotator.domain.problems import Progress
from annotator.project.exporting.examples import Place
from annotator.project.project import Project
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Placement:
    keys: list[int]
    places: Mapping[str, Place] = field(default_factory=dict)
    by_split: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    count: int

    def lines(self) -> Iterator[bytes]:
        return iter(())


def place_articles(
    project: Project, recipe: Recipe, keys: list[int], store: Store, progress: Progress
) -> Placement:
    return Placement(keys)


def leaks_of(
    project: Project, recipe: Recipe, placement: Placement, store: Store, progress: Progress
) -> Shared | None:
    return None


def told(recipe: Recipe, placement: Placement, leaks: Shared | None, tally: Tally) -> Splitting:
    return Splitting()
