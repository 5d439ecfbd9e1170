"""Words as analysts mean them, and what a dragged span snaps to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.words import (
    moved_edge,
    next_edge,
    next_start,
    previous_edge,
    previous_end,
    snap,
    trim,
    word_at,
    words_in,
)
from tests.making import span_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the U.S. said", "U.S."),
        ("to the U.S.", "U.S."),
        ("a U.S.-led force", "U.S."),
        ("an oil-export ban", "oil-export"),
        ("the COVID-19 wave", "COVID-19"),
        ("a company's plan", "company"),
        ("a company’s plan", "company"),
        ("paid 1,234.56 more", "1,234.56"),
        ("paid $5 more", "$5"),
        ("rose 5% again", "5%"),
        ("at 14:25 today", "14:25"),
        ("end of it. Next", "it"),
        ("한국 정부는 제재를", "정부는"),
        ("قالت الحكومة اليوم", "الحكومة"),
        ("президент Путин сказал", "Путин"),
        ("cafe\u0301 owner", "cafe\u0301"),
        ("naïve view", "naïve"),
    ],
)
def test_a_word_is_what_an_analyst_calls_one(text: str, word: str) -> None:
    """The caret before, in and after the word finds all of it."""
    start, end = span_of(text, word)
    assert {(start, end)} == {word_at(text, at) for at in range(start, end + 1)}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_between_words_there_is_none(at: int) -> None:
    assert word_at(" – ", at) is None


def test_scripts_without_spaces_have_no_words_but_characters() -> None:
    text = "对伊朗的制裁"
    assert word_at(text, 2) == (2, 3)
    assert snap(text, 4, 6) == (4, 6)


@pytest.mark.parametrize(
    ("text", "dragged", "snapped"),
    [
        ("He said “We agree,” twice", "e agre", "We agree"),
        ("He said “We agree,” twice", " “We agree,” ", "We agree"),
        ("in the U.S. today", ".S", "U.S."),
        ("the oil-export ban", "export", "oil-export"),
        ("talks (the third)", "(the third)", "the third"),
        ("fish 🐟 here", " 🐟 ", "🐟"),
        ("a 👩‍🚀 flew", " 👩‍🚀", "👩‍🚀"),
        ("up 5% now", "5%", "5%"),
        ("USA制裁", "制裁", "制裁"),
        ("USA制裁", "SA", "USA"),
    ],
)
def test_a_dragged_span_snaps_to_whole_words(text: str, dragged: str, snapped: str) -> None:
    assert span_of(text, snapped) == snap(text, *span_of(text, dragged))


@pytest.mark.parametrize("text", ["  ", "“ ”", "…—", "\n\n", ".,"])
def test_nothing_but_space_and_punctuation_snaps_to_nothing(text: str) -> None:
    start, end = snap(text, 0, len(text))
    assert start == end


TEXTS = st.text(
    st.sampled_from("aé.'’-, \n“”$5%制제ب🐟\u200d\ufe0f\u0301") | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


@given(texts_with_spans())
def test_trimming_only_takes_away_and_is_done_at_once(case: tuple[str, int, int]) -> None:
    text, start, end = case
    left, right = trim(text, start, end)
    assert start <= left <= right <= end
    assert (left, right) == trim(text, left, right)


@given(texts_with_spans())
def test_no_white_space_is_left_at_the_edges(case: tuple[str, int, int]) -> None:
    text = case[0]
    for start, end in (trim(*case), snap(*case)):
        assert start == end or not (text[start].isspace() or text[end - 1].isspace())


@given(texts_with_spans())
def test_snapping_never_widens_beyond_the_words_at_the_edges(case: tuple[str, int, int]) -> None:
    """What is added belongs to the word of the first or of the last character."""
    text, start, end = case
    trimmed, snapped = trim(text, start, end), snap(text, start, end)
    if trimmed[0] == trimmed[1]:
        assert trimmed == snapped
        return
    first, last = word_at(text, trimmed[0]), word_at(text, trimmed[1] - 1)
    assert snapped[0] in (trimmed[0], first[0] if first else None)
    assert snapped[1] in (trimmed[1], last[1] if last else None)
    assert snapped[0] <= trimmed[0] < trimmed[1] <= snapped[1]


@given(texts_with_spans())
def test_snapping_again_changes_nothing(case: tuple[str, int, int]) -> None:
    snapped = snap(*case)
    assert snapped == snap(case[0], *snapped)


@given(TEXTS)
def test_a_word_holds_its_caret(text: str) -> None:
    for at in range(len(text) + 1):
        word = word_at(text, at)
        assert word is None or 0 <= word[0] <= at <= word[1] <= len(text)


@given(TEXTS)
def test_edges_are_walked_in_both_directions_to_the_ends(text: str) -> None:
    for words in (True, False):
        for at in range(len(text) + 1):
            assert at < next_edge(text, at, words) or at == len(text)
            assert previous_edge(text, at, words) < at or at == 0


def test_word_by_word_the_caret_finds_starts_and_ends() -> None:
    text = "the U.S. said"
    assert [next_start(text, 0), next_start(text, 4), next_start(text, 9)] == [4, 9, 9]
    assert [previous_end(text, 13), previous_end(text, 8), previous_end(text, 3)] == [8, 3, 3]
    assert [next_edge(text, 0), next_edge(text, 3), next_edge(text, 8)] == [3, 8, 13]
    assert [previous_edge(text, 13), previous_edge(text, 9), previous_edge(text, 4)] == [9, 4, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. won't pay Kim's 5%.", ["The", "U.S.", "won't", "pay", "Kim's", "5%"]),
        ("对伊 NATO的", ["对", "伊", "NATO", "的"]),
        (" – ", []),
    ],
)
def test_all_words_come_in_order_and_characters_of_spaceless_scripts_singly(
    text: str, expected: list[str]
) -> None:
    assert [text[start:end] for start, end in words_in(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("at", "at_end", "forwards", "exact", "expected"),
    [
        (7, True, True, False, 14),
        (14, True, False, False, 7),
        (4, False, True, False, 8),
        (8, False, False, False, 4),
        (7, True, True, True, 8),
        (0, False, False, True, 0),
        (18, True, True, True, 18),
    ],
)
def test_an_edge_moves_by_words_or_by_characters(
    at: int, at_end: bool, forwards: bool, exact: bool, expected: int
) -> None:
    assert moved_edge("the new import ban", at, at_end, forwards, exact) == expected
