"""What the log knows of the annotations of a dataset: their revisions, and the decisions behind gold ones."""

from collections.abc import Callable, Sequence
from typing import Any

from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.reviewing.decision import Decision
from annotator.project.exporting.review import decisions_by_gold
from annotator.project.exporting.source import Made
from annotator.project.project import GOLD
from annotator.storage.store import Store
from annotator.writing import trace_file


class Tracer:
    """Makes the lines of the trace."""

    def __init__(self, store: Store, recipe: Recipe, layers: Sequence[str]) -> None:
        self._called: Callable[[str], str] = str if recipe.names else pseudonym
        self._decisions = decisions_by_gold(store) if GOLD in layers else {}

    def line(self, made: Made) -> bytes:
        """The line of an example."""
        return trace_file.line(made.example, self._origins(made))

    def _origins(self, made: Made) -> dict[str, dict[str, Any]]:
        decided = self._decisions.get(made.example.article.id, {}) if made.layer == GOLD else {}
        own = made.revisions.get(made.layer, {})
        found: dict[str, dict[str, Any]] = {}
        for one in made.example.layer.annotations:
            origin: dict[str, Any] = {"revision": own.get(one.id)}
            if one.id in made.behind:
                origin["parts"] = [self._part(made, *at) for at in made.behind[one.id]]
            if one.id in decided:
                origin["decisions"] = [self._decision(verdict) for verdict in decided[one.id]]
            found[one.id] = origin
        return found

    def _part(self, made: Made, layer: str, uid: str) -> dict[str, Any]:
        return {"layer": self._called(layer), "id": uid, "revision": made.revisions[layer].get(uid)}

    def _decision(self, verdict: Decision) -> dict[str, Any]:
        return trace_file.decision(
            verdict.body(), (self._called(verdict.layer), self._called(verdict.reviewer))
        )
