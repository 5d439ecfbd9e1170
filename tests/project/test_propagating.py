"""Equal mentions over the project: found where they may be annotated, tagged, deleted and relabelled in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.project import annotating, articles, propagating, queues, undoing
from annotator.project.project import Project
from annotator.project.propagating import Place
from tests.making import bring, draft_of, layer, one, project_with, tag, words_of

FIRST = "Envoys met Kim Park in Oslo. Kim Park left. Kim Parker stayed."
SECOND = "Kim Park's answer came late."
THIRD = "Nothing about him."


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, FIRST, SECOND, THIRD) as project:
        yield project


def places(project: Project, like: Annotation) -> list[tuple[int, int, int]]:
    return [(p.key, p.start, p.end) for p in propagating.untagged(project, 1, like)]


def test_every_equal_mention_that_is_not_tagged_is_found(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    again = FIRST.index("Kim Park", 12)
    assert places(three, like) == [(1, again, again + 8), (2, 0, 8)]


def test_what_an_annotation_of_that_label_touches_is_left_out(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    tag(three, "Park's", "actor", key=2)
    tag(three, "Kim Park left", "claim")
    assert [key for key, *_ in places(three, like)] == [1]


def test_withdrawn_articles_are_left_out(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    articles.withdraw(three, 2)
    assert [key for key, *_ in places(three, like)] == [1]


def test_all_are_tagged_in_one_action_and_one_undo_takes_them_back(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    annotating.set_attribute(three, 1, [like.id], "reference", "metonym")
    like = one(three, like.id)
    propagating.tag_all(three, 1, like, propagating.untagged(three, 1, like))
    assert words_of(three, layer(three)) == ["Kim Park", "Kim Park"]
    (second,) = layer(three, key=2)
    assert (second.origin, second.attributes["reference"]) == ("propagated", "metonym")
    undoing.undo(three)
    assert (len(layer(three)), layer(three, key=2)) == (1, ())


def test_places_are_shown_in_their_context(three: Project) -> None:
    (shown,) = propagating.shown(three, [Place(2, 0, 8)])
    assert (shown.headline, shown.before, shown.words, shown.after) == (
        SECOND[:40],
        "",
        "Kim Park",
        "'s answer came late.",
    )


def test_the_same_annotations_elsewhere_are_deleted_or_relabelled_together(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    propagating.tag_all(three, 1, like, propagating.untagged(three, 1, like))
    others = propagating.equal(three, 1, like)
    propagating.relabel_all(three, others, "claim")
    assert [a.label for a in (*layer(three), *layer(three, key=2))] == ["actor", "claim", "claim"]
    undoing.undo(three)
    propagating.delete_all(three, others)
    assert ([a.id for a in layer(three)], layer(three, key=2)) == ([like.id], ())


def test_the_next_of_a_queue_is_looked_for_in_later_articles_then_from_the_beginning(three: Project) -> None:
    first, second = tag(three, "Oslo", "actor"), tag(three, "answer", "actor", key=2)
    annotating.set_unsure(three, 1, [first], True)
    annotating.set_unsure(three, 2, [second], True)
    found = [queues.following(three, queues.UNSURE, key) for key in (1, 2, 3)]
    assert [(key, a.id) for key, a in filter(None, found)] == [(2, second), (1, first), (1, first)]


def test_what_lacks_something_is_a_queue(three: Project) -> None:
    tag(three, "Oslo", "actor")
    claim = tag(three, "answer came late", "claim", key=2)
    found = queues.following(three, queues.INCOMPLETE, 1)
    assert found is not None
    assert (found[0], found[1].id) == (2, claim)
    assert queues.following(three, queues.INCOMPLETE, 2) is None
    assert queues.articles_waiting(three, queues.INCOMPLETE) == {2}


def test_a_second_import_is_searched_too(three: Project) -> None:
    like = one(three, tag(three, "Kim Park", "actor"))
    bring(three, draft_of("Kim Park again"))
    assert places(three, like)[-1] == (4, 0, 8)
