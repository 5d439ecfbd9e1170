"""What the log knows of the annotations of a dataset: their revisions, and the decisions behind gold ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.reviewing.decision import Decision
from annotator.project.exporting.examples import Made
from annotator.project.exporting.review import decisions_by_gold
from annotator.project.project import GOLD
from annotator.storage import datasets
from annotator.storage.store import Store
from annotator.writing import trace

Revisions = Mapping[tuple[str, str, str], str]


class Tracer:
    """Writes the lines of the trace for examples as they come; the log is asked for some articles at a time."""

    def __init__(self, store: Store, recipe: Recipe, layers: Sequence[str]) -> None:
        self._store = store
        self._layers = layers
        self._called: Callable[[str], str] = str if recipe.names else pseudonym
        self._decisions = decisions_by_gold(store) if GOLD in layers else {}

    def lines(self, several: Sequence[Made]) -> Iterator[bytes]:
        """A line for each example."""
        articles = list(dict.fromkeys(one.example.article.id for one in several))
        revisions = datasets.revisions_of(self._store, articles, self._layers)
        for one in several:
            yield trace.line(one.example, self._origins(one, revisions))

    def _origins(self, made: Made, revisions: Revisions) -> dict[str, dict[str, Any]]:
        article = made.example.article.id
        decided = self._decisions.get(article, {}) if made.layer == GOLD else {}
        found: dict[str, dict[str, Any]] = {}
        for one in made.example.layer.annotations:
            origin: dict[str, Any] = {"revision": revisions.get((article, made.layer, one.id))}
            if one.id in made.behind:
                origin["parts"] = [
                    {
                        "layer": self._called(layer),
                        "id": uid,
                        "revision": revisions.get((article, layer, uid)),
                    }
                    for layer, uid in made.behind[one.id]
                ]
            if one.id in decided:
                origin["decisions"] = [self._decision(verdict) for verdict in decided[one.id]]
            found[one.id] = origin
        return found

    def _decision(self, verdict: Decision) -> dict[str, Any]:
        return trace.decision(verdict.body(), (self._called(verdict.layer), self._called(verdict.reviewer)))
