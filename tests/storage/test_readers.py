"""What storage reads for reviews, guidelines, searches and the blind pass, over more articles than are read at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import annotating, articles, submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from annotator.storage import annotations, datasets, memberships, reading, reviewing, submitted, visibility
from annotator.storage import articles as stored
from annotator.storage.store import slices
from tests.making import article_id, as_analyst, bring, draft_of, layer, project_with, tag

STORIES = [f"Story {number}\n\nKim met Oslo, number {number}." for number in range(5)]
KEYS = [1, 2, 3, 4, 5]


@pytest.fixture(params=[1, 2, 500])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many articles are read at once; the numbers say that this makes no difference."""
    for module in (annotations, datasets, reading, reviewing):
        monkeypatch.setattr(module, "_AT_ONCE", request.param)
    monkeypatch.setattr(annotations, "_AT_FIRST", request.param)
    return int(request.param)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Five articles: in each anna tagged Kim, in the odd ones Oslo too; ben tagged Kim in the first two."""
    with project_with(tmp_path, *STORIES) as project:
        for key in KEYS:
            tag(project, "Kim", "actor", key)
            if key % 2:
                tag(project, "Oslo", "claim", key)
        ben = as_analyst(project, "ben")
        for key in (1, 2):
            tag(ben, "Kim", "actor", key)
        yield as_analyst(project, "anna")


def test_slices_hold_every_value_in_order() -> None:
    assert [list(some) for some in slices(KEYS, 2)] == [[1, 2], [3, 4], [5]]
    assert [list(some) for some in slices(KEYS, 5)] == [KEYS]
    assert list(slices([], 2)) == []


@pytest.mark.usefixtures("at_once")
def test_annotations_with_a_label_are_found_in_all_layers(project: Project) -> None:
    found = list(annotations.with_label(project.store, "actor"))
    assert [one.article for one in found] == sorted([*KEYS, 1, 2])
    assert {(one.layer, one.body["label"]) for one in found} == {("anna", "actor"), ("ben", "actor")}
    assert {one.sha256 for one in found} == {article_id(text) for text in STORIES}
    assert annotations.count_with_label(project.store, "claim") == (3, 3, 1)
    assert annotations.articles_with_labels(project.store, ["claim"]) == [1, 3, 5]
    assert annotations.articles_with_labels(project.store, ["claim", "actor"]) == KEYS


@pytest.mark.usefixtures("at_once")
def test_annotations_of_some_articles_come_article_by_article(project: Project) -> None:
    found = list(annotations.all_layers(project.store, [1, 3, 4]))
    assert [(some[0].article, len(some)) for some in found] == [(1, 3), (3, 2), (4, 1)]
    held = list(annotations.holding(project.store, [1, 2, 3], [["claim", "quote"]]))
    assert [(some[0].article, [one.body["label"] for one in some]) for some in held] == [
        (1, ["claim"]),
        (3, ["claim"]),
    ]
    assert list(annotations.holding(project.store, [1, 2], [["quote"]])) == []


@pytest.mark.usefixtures("at_once")
def test_articles_and_layers_come_in_the_order_asked_for(project: Project) -> None:
    found = list(reading.read_layers(project.store, [4, 2, 1], ["anna", "ben"]))
    assert [(article.id, one.analyst) for article, one in found] == [
        (article_id(STORIES[3]), "anna"),
        (article_id(STORIES[1]), "anna"),
        (article_id(STORIES[1]), "ben"),
        (article_id(STORIES[0]), "anna"),
        (article_id(STORIES[0]), "ben"),
    ]
    hidden = list(reading.read_layers(project.store, [1, 3], ["anna", "ben"], hidden={1}, own="ben"))
    assert [(article.id, one.analyst) for article, one in hidden] == [
        (article_id(STORIES[0]), "ben"),
        (article_id(STORIES[2]), "anna"),
    ]
    beside = list(reading.side_by_side(project.store, [5, 1], ["anna", "ben"]))
    assert [(one.key, sorted(one.bodies)) for one in beside] == [(5, ["anna"]), (1, ["anna", "ben"])]
    assert [len(one.bodies["anna"]) for one in beside] == [2, 2]
    assert [one.id for one in datasets.texts(project.store, [3, 1])] == [
        article_id(STORIES[2]),
        article_id(STORIES[0]),
    ]


@pytest.mark.usefixtures("at_once")
def test_spans_and_decisions_are_read_for_a_review(project: Project) -> None:
    for analyst in ("anna", "ben"):
        one = as_analyst(project, analyst)
        for key in (1, 2):
            submitting.set_status(one, key, "done")
    rita = as_analyst(project, "rita")
    for key in (1, 2):
        judged = comparison.of_article(rita, key).cases
        deciding.settle(rita, key, [deciding.verdict(one, one.case.members[0].at) for one in judged])
    store = project.store
    assert reviewing.decided(store, KEYS) == {1: 3, 2: 2}
    spans = [(key, name) for key, name, _ in reviewing.spans(store, [2, 3])]
    assert sorted(spans) == [(2, "anna"), (2, "ben"), (2, "gold"), (3, "anna"), (3, "anna")]
    assert [key for key, _, _ in reviewing.of_project(store, "decision", "gold")] == [1, 1, 1, 2, 2]
    assert set(reviewing.of_article(store, 2, "decision", "gold")) < {
        *reviewing.of_article(store, 1, "decision", "gold"),
        *reviewing.of_article(store, 2, "decision", "gold"),
    }
    standing = reviewing.standing(store, 1, ["anna", "ben"], ())
    assert sorted((one.layer, one.body["label"]) for one in standing) == [
        ("anna", "actor"),
        ("anna", "claim"),
        ("ben", "actor"),
    ]
    assert reviewing.standing(store, 1, [], ()) == []
    gold = {(key, status) for key, name, status, _ in reviewing.statuses(store, [1, 5]) if name == "gold"}
    assert gold == {(1, "in review")}
    assert {key for key, _, _, _ in reviewing.statuses(store)} == set(KEYS)


def test_statuses_and_hashes_are_those_of_the_layers_asked_for(project: Project) -> None:
    submitting.set_status(project, 3, "done")
    store = project.store
    assert stored.status_of(store, 3, "anna") == "done"
    assert stored.status_of(store, 3, "ben") == "new"
    wanted = {
        (article_id(STORIES[2]), "anna"),
        (article_id(STORIES[0]), "ben"),
        (article_id(STORIES[4]), "ben"),
    }
    assert stored.statuses_of(store, wanted) == {
        (article_id(STORIES[2]), "anna"): "done",
        (article_id(STORIES[0]), "ben"): "in progress",
    }
    assert submitted.submitted_among(store, KEYS, "anna") == {3}
    assert submitted.is_submitted(store, 3, "anna")
    assert not submitted.is_submitted(store, 2, "anna")
    hashes = submitted.hashes(store, [1, 2, 4], "ben")
    assert {key: len(some) for key, some in hashes.items()} == {1: 1, 2: 1, 4: 0}


def test_open_layers_hide_those_of_colleagues(project: Project) -> None:
    submitting.set_status(project, 3, "done")
    store = project.store
    assert visibility.hidden(store, "anna") == {1, 2, 4, 5}
    assert visibility.hidden(store, "ben") == {1, 2}
    ids = [article_id(STORIES[place]) for place in (0, 2, 4)]
    assert visibility.hidden_among(store, "anna", ids) == {1: True, 3: False, 5: True}
    assert visibility.hidden_among(store, "ben", ids) == {1: True, 3: False, 5: False}
    assert visibility.hidden_among(store, "ben", []) == {}
    assert visibility.count_layers(store, "ben", ["anna", "ben"], [1, 2, 3]) == 3
    assert visibility.count_layers(store, "anna", ["anna", "ben"], KEYS) == 2
    articles.withdraw(project, 1)
    assert visibility.count_layers(store, "anna", ["anna", "ben"], KEYS) == 1


def test_assignments_tell_how_far_their_layers_are(project: Project) -> None:
    from annotator.project import team

    team.assign(project, [1, 2, 4], ["ben"])
    submitting.set_status(as_analyst(project, "ben"), 2, "done")
    store = project.store
    assert memberships.assigned_keys(store, "ben") == [1, 2, 4]
    assert memberships.states(store, [2, 4, 5]) == [(2, "ben", "submitted"), (4, "ben", "assigned")]
    assert memberships.states(store, [1]) == [(1, "ben", "opened")]
    assert memberships.shas_of(store, [2, 5]) == {2: article_id(STORIES[1]), 5: article_id(STORIES[4])}
    assert [row[:3] for row in memberships.statuses(store, [2])] == [
        (2, "anna", "in progress"),
        (2, "ben", "done"),
    ]


def test_what_was_made_under_an_older_rule_is_counted_and_listed(project: Project) -> None:
    version = project.guideline.version
    assert annotations.count_made_under_others(project.store, "anna", "actor", [version]) == 0
    assert annotations.count_made_under_others(project.store, "anna", "actor", ["other"]) == 5
    rows = annotations.made_under_others(project.store, "anna", "actor", ["other"], 2)
    assert [row[0] for row in rows] == [1, 2]
    annotating.delete(project, 1, [one.id for one in layer(project, 1) if one.label == "actor"])
    assert annotations.count_made_under_others(project.store, "anna", "actor", ["other"]) == 4


def test_a_project_without_articles_has_nothing_to_read(tmp_path: Path) -> None:
    with project_with(tmp_path) as empty:
        assert list(annotations.with_label(empty.store, "actor")) == []
        assert list(reading.read_layers(empty.store, [], ["anna"])) == []
        assert reviewing.decided(empty.store, []) == {}
        bring(empty, draft_of("Only one"))
        assert stored.keys_of_layers(empty.store, ["anna"]) == []
