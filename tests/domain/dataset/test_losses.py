"""What a dataset lacks: counted by reason, and listed line by line."""

from typing import Any

import orjson
import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article, Metadata, Record, Source
from annotator.domain.dataset.losses import NO_PLACE, Losses, parts

ARTICLE = Article("a" * 64, "Kim spoke.", Record(Metadata(), (), Source("a.txt", "")))
KIM = Annotation("k", 0, 3, "actor", {"kind": "person"}, (Link("of", "w"),), unsure=True)


def listed(losses_of: Any) -> tuple[Losses, list[dict[str, Any]]]:
    """The losses after some were told, and their lines."""
    lines: list[bytes] = []
    losses = Losses(lines.append)
    losses_of(losses)
    return losses, [orjson.loads(line) for line in lines]


def test_a_lost_part_of_an_annotation_is_listed_with_its_place_and_words() -> None:
    losses, (line,) = listed(
        lambda found: found.of_annotation(ARTICLE, "anna", KIM, {"unsure": True}, NO_PLACE)
    )
    assert (line["annotation"], line["start"], line["end"], line["text"]) == ("k", 0, 3, "Kim")
    assert (line["article"], line["layer"], line["lost"], line["why"]) == (
        ARTICLE.id, "anna", {"unsure": True}, NO_PLACE,
    )  # fmt: skip
    assert losses.counts == {("unsure", NO_PLACE): 1}


@pytest.mark.parametrize("near", [None, ["b" * 64]])
def test_what_is_lost_of_an_article_names_the_articles_that_are_why(near: list[str] | None) -> None:
    losses, (line,) = listed(
        lambda found: found.of_article(ARTICLE, None, {"article": ["all"]}, "it is near", near)
    )
    assert (line["annotation"], line["text"], line["lost"]) == (None, None, {"article": ["all"]})
    assert line.get("near") == near
    assert losses.counts == {("article", "it is near"): 1}


def test_nothing_lost_is_neither_counted_nor_listed() -> None:
    losses, lines = listed(
        lambda found: (
            found.of_annotation(ARTICLE, "anna", KIM, {}, NO_PLACE),
            found.of_article(ARTICLE, "anna", {}, NO_PLACE),
        )
    )
    assert (losses.counts, lines) == ({}, [])


def test_without_a_list_losses_are_counted_all_the_same() -> None:
    losses = Losses()
    losses.of_annotation(ARTICLE, "anna", KIM, {"unsure": True, "tags": True}, NO_PLACE)
    assert losses.counts == {("unsure", NO_PLACE): 1, ("tags", NO_PLACE): 1}


def test_the_parts_of_an_annotation_are_those_that_it_has() -> None:
    every = ("attributes", "links", "unsure")
    assert parts(KIM, *every) == {
        "attributes": {"kind": "person"},
        "links": [{"type": "of", "to": "w"}],
        "unsure": True,
    }
    assert parts(KIM, "unsure") == {"unsure": True}
    assert parts(Annotation("k", 0, 3, "actor"), *every) == {}
