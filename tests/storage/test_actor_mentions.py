"""Finding annotations by the registry entry they point to."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from annotator.project import annotating, articles, mentions, registry
from annotator.project.project import Project
from annotator.storage import actor_mentions as stored
from tests.making import STORY, bring, draft_of, project_with, reopened, tag

ACTOR = {"actor": "actor"}
ODD = 'a "quoted" \\ 제재 | ' + "long " * 60


def actor_at(start: int, value: str | None = None, label: str = "actor") -> dict[str, Any]:
    attributes = {} if value is None else {"actor": value}
    return {"start": start, "end": start + 3, "label": label, "attributes": attributes}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two articles with actors that point to x, to y, to an odd value, and nowhere."""
    with project_with(tmp_path) as project:
        bring(project, draft_of("one two three", [actor_at(0, "x"), actor_at(4), actor_at(8, "y")]))
        bring(project, draft_of("four five six", [actor_at(5, "x"), actor_at(0, ODD), actor_at(10)]))
        yield project


def within(project: Project) -> list[int]:
    return stored.articles_of(project.store, "anna")


def to(project: Project, *values: str, layer: str = "anna") -> list[tuple[int, int, str]]:
    found = stored.pointing_to(project.store, ACTOR, values, layer, within(project))
    return [(one.article, one.start, one.value) for one in found]


def test_annotations_are_found_by_what_they_point_to_in_order(project: Project) -> None:
    assert to(project, "x") == [(1, 0, "x"), (2, 5, "x")]
    assert to(project, "y", "x") == [(1, 0, "x"), (1, 8, "y"), (2, 5, "x")]
    assert to(project, ODD) == [(2, 0, ODD)]
    assert to(project) == to(project, "xx") == to(project, "x", layer="ben") == []


def test_annotations_that_point_nowhere_are_found(project: Project) -> None:
    found = stored.pointing_nowhere(project.store, ACTOR, "anna", within(project))
    assert [(one.article, one.start) for one in found] == [(1, 4), (2, 10)]
    assert list(stored.pointing_nowhere(project.store, {}, "anna", within(project))) == []


def test_annotations_are_counted_by_value_and_article(project: Project) -> None:
    found = stored.places_of_values(project.store, ACTOR, "anna", within(project))
    assert found == {"x": [1, 2], "": [1, 2], "y": [1], ODD: [2]}
    assert stored.places_of_values(project.store, {}, "anna", within(project)) == {}
    assert stored.count_pointing_to(project.store, ACTOR, ["x"]) == 2
    assert stored.count_pointing_to(project.store, {}, ["x"]) == 0


def test_the_same_attribute_of_another_label_is_no_mention(project: Project) -> None:
    """And a text that looks like a value is none."""
    claim = tag(project, "one two", "claim")
    annotating.set_attribute(project, 1, [claim], "cue", '"actor":"x","label":"actor","links":')
    assert to(project, "x") == [(1, 0, "x"), (2, 5, "x")]
    assert stored.places_of_values(project.store, ACTOR, "anna", within(project))["x"] == [1, 2]


def test_withdrawn_articles_are_left_out_but_still_point(project: Project) -> None:
    articles.withdraw(project, 2)
    assert to(project, "x") == [(1, 0, "x")]
    assert stored.articles_of(project.store, "anna", withdrawn=True) == [1, 2]
    assert stored.count_pointing_to(project.store, ACTOR, ["x"]) == 2


def test_only_the_current_state_counts(project: Project) -> None:
    (uid,) = [one.id for one in stored.pointing_to(project.store, ACTOR, ["y"], "anna", [1])]
    annotating.set_attribute(project, 1, [uid], "actor", "x")
    assert (to(project, "y"), len(to(project, "x"))) == ([], 3)
    annotating.delete(project, 1, [uid])
    assert len(to(project, "x")) == 2


def test_the_first_hits_need_no_look_at_all_articles(tmp_path: Path) -> None:
    texts = [f"one {number}" for number in range(100)]
    with project_with(tmp_path) as project:
        bring(project, *(draft_of(text, [actor_at(0, "x")]) for text in texts))
        asked: list[str] = []
        project.store.connection.set_trace_callback(asked.append)
        found = stored.pointing_to(project.store, ACTOR, ["x"], "anna", list(range(1, 101)))
        assert len(list(islice(found, 10))) == 10
        # What is asked while a row is held against its hash is noted with dashes before it.
        assert len([one for one in asked if not one.startswith("--")]) == 1
        assert len(list(found)) == 90


def test_mentions_come_with_their_context(project: Project) -> None:
    first, second = mentions.mentions(project, "x", "anna")
    assert (first.key, first.before, first.words, first.after) == (1, "", "one", " two three")
    assert (second.before, second.words, second.headline, second.value) == (
        "four ",
        "fiv",
        "four five six",
        "x",
    )
    assert [m.words for m in mentions.unlinked(project, "anna")] == ["two", "six"]


def test_line_ends_in_a_context_are_spaces(tmp_path: Path) -> None:
    with project_with(tmp_path, STORY) as project:
        tag(project, "minister", "actor")
        (found,) = mentions.unlinked(project, "anna")
        assert (found.before, found.words) == ("Talks open in Oslo  The ", "minister")


def test_a_tally_counts_by_the_surviving_entry(project: Project) -> None:
    registry.add(project, "X", uid="x")
    registry.add(project, "Y", uid="y")
    registry.merge(project, ["x"], "y")
    tally = mentions.tally(project, "anna")
    assert tally.counts == {"y": 3, "": 2, ODD: 1}
    assert (tally.unlinked, tally.articles["y"]) == (2, [1, 2])
    assert mentions.counts(project, "anna") == {"y": 3, ODD: 1}
    assert len(list(mentions.mentions(project, "x", "anna", tally.articles["y"]))) == 3


def test_each_analyst_has_their_own(project: Project) -> None:
    ben = reopened(project, "ben")
    assert mentions.counts(ben, "ben") == {}
    assert list(mentions.unlinked(ben, "ben")) == []
    ben.close()
