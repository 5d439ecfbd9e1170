"""Where the annotations of a dataset come from: their revisions, and the decisions of the review behind gold ones."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from annotator.domain.annotation import GOLD
from annotator.domain.dataset.facts import Review
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.reviewing.decision import Decision, by_gold
from annotator.project.exporting.source import Made
from annotator.storage import datasets, reviewing
from annotator.storage.store import Store
from annotator.writing import trace_file


def review_of(store: Store, articles: Collection[str], names: bool) -> Review:
    """What was decided in some articles (ids); reviewers under their own names or under pseudonyms."""
    called = str if names else pseudonym
    reasons: Counter[str] = Counter()
    reviewers: Counter[str] = Counter()
    count = taken = blind = 0
    for article, one in _decisions(store):
        if article not in articles:
            continue
        count += 1
        taken += one.taken
        blind += one.hidden
        reviewers[called(one.reviewer)] += 1
        if one.reason:
            reasons[one.reason] += 1
    shas = datasets.articles_by_key(store)
    reviewed = sum(shas.get(key) in articles for key in datasets.reviewed_keys(store))
    return Review(reviewed, count, taken, dict(reasons), dict(reviewers), blind)


def _decisions(store: Store) -> list[tuple[str, Decision]]:
    shas: Mapping[int, str] = datasets.articles_by_key(store)
    found = reviewing.of_project(store, "decision", GOLD)
    return [(shas[key], Decision.from_body(body)) for key, _, body in found if key in shas]


def _decisions_by_gold(store: Store) -> dict[str, dict[str, list[Decision]]]:
    """The decisions behind each gold annotation of the project, by the article's id and the annotation's."""
    found: dict[str, list[Decision]] = {}
    for article, one in _decisions(store):
        found.setdefault(article, []).append(one)
    return {article: by_gold(several) for article, several in found.items()}


class Tracer:
    """Makes the lines of the trace."""

    def __init__(self, store: Store, recipe: Recipe, layers: Sequence[str]) -> None:
        self._called: Callable[[str], str] = str if recipe.names else pseudonym
        self._decisions = _decisions_by_gold(store) if GOLD in layers else {}

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
