"""Paragraphs of a text, and which of two are alike."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dataset.paragraphs import (
    SHORTEST,
    are_alike,
    described,
    spans,
)

STORY = "The minister said on Monday that the port of Oslo would open in May for all ships."


def runs_of(text: str) -> bytes:
    found = described(text)
    assert found is not None
    return found.runs


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (STORY, True),
        (STORY.upper(), True),
        (f"{STORY} So he said again and again to everybody in the hall.", True),
        (STORY.replace("Monday", "Tuesday"), True),
        ("Nobody else in the hall knew when the ferry to Denmark would sail or why.", False),
        ("The minister said on Monday that nobody else knew a thing about any of those ferries.", False),
    ],
)
def test_paragraphs_are_alike_when_most_of_the_shorter_one_is_in_the_other(other: str, alike: bool) -> None:
    one, two = runs_of(STORY), runs_of(other)
    assert are_alike(one, two) == are_alike(two, one) == alike


def test_what_has_no_runs_is_like_nothing() -> None:
    assert not are_alike(b"", b"")
    assert not are_alike(runs_of(STORY), b"")


def test_a_paragraph_of_few_words_does_not_count() -> None:
    words = STORY.split()
    assert described(" ".join(words[: SHORTEST - 1])) is None
    assert described(" ".join(words[:SHORTEST])) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One goes\non.\n\nTwo", ["One goes\non.", "Two"]),
        ("  One “yes.”  \nTwo", ["One “yes.”", "Two"]),
        ("One\n \nTwo", ["One", "Two"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_paragraph_ends_with_a_blank_line_or_a_sentence_at_a_lines_end(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text)] == found


@given(st.text(alphabet="ab .\n”!", max_size=60))
def test_paragraphs_are_in_order_apart_and_hold_all_words(text: str) -> None:
    found = list(spans(text))
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join(text[start:end] for start, end in found).split() is not None
    outside = text
    for start, end in reversed(found):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()
