"""What the review says about the articles of a dataset."""

from collections import Counter
from collections.abc import Collection, Mapping

from annotator.domain.dataset.facts import Review
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.reviewing.decision import Decision
from annotator.project.project import GOLD
from annotator.storage import datasets, reviewing
from annotator.storage.store import Store

ByGold = dict[str, dict[str, list[Decision]]]
"""The decisions behind each gold annotation, by the article's id and the annotation's: what was taken first."""


def decisions_by_gold(store: Store) -> ByGold:
    """All of them in the project; those that left nothing in gold are not among them."""
    found: ByGold = {}
    for article, one in _decisions(store):
        if one.gold is not None:
            found.setdefault(article, {}).setdefault(one.gold, []).append(one)
    for of_article in found.values():
        for several in of_article.values():
            several.sort(key=lambda one: (not one.taken, *one.at))
    return found


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
