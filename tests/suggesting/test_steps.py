"""Rules that once looked at the same surroundings again and again: what they do is counted, in calls of functions."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from annotator.domain.words import next_edge, next_start, previous_edge, previous_end, trim
from annotator.reading.digests import stories
from annotator.suggesting.units import ladder


def _calls(what: Callable[[], object]) -> int:
    """How many functions are called, those written in C among them."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        what()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("move", [next_edge, next_start, previous_edge, previous_end])
@pytest.mark.parametrize("mark", ["-", "(", "“", "\u0301", "\u200d", " "])
def test_the_caret_passes_over_a_run_of_punctuation_at_once(
    move: Callable[[str, int], int], mark: str
) -> None:
    text = f"one {mark * 80_000} two"
    assert _calls(lambda: move(text, 40_000)) < 2_000
    assert move(text, 40_000) in (0, 3, len(text) - 3, len(text))


def test_a_selection_of_dashes_is_trimmed_with_a_look_at_each_of_them() -> None:
    text = f"{'-' * 20_000}two{'-' * 20_000}"
    assert trim(text, 0, len(text)) == (20_000, 20_003)
    assert _calls(lambda: trim(text, 0, len(text))) < 6 * len(text)


@pytest.mark.parametrize("words", ["said ", "said add ", "he said, ", "said to stop since it ended, ", ", "])
def test_a_key_takes_steps_in_proportion_to_the_words_of_its_paragraph(words: str) -> None:
    short, long = words * (500 // len(words)), words * (3_500 // len(words))
    ladder(short, 200, "clause")
    few = _calls(lambda: ladder(short, len(short) // 2, "clause"))
    assert _calls(lambda: ladder(long, len(long) // 2, "clause")) < 14 * few


def test_a_key_in_a_long_paragraph_takes_no_more_steps_than_its_window_holds() -> None:
    one, other = ("said " * count for count in (4_000, 40_000))
    steps = [_calls(lambda text=text: ladder(text, 10_000, "clause")) for text in (one, one, other)]
    assert steps[2] == steps[1]


def test_lines_of_a_head_are_looked_at_once_for_all_the_lines_around_them() -> None:
    def lines(count: int) -> str:
        return "".join(f"A title\nBy John Smith {number}\nNov 1, 2006\n" for number in range(count))

    few, many = lines(100), lines(400)
    assert _calls(lambda: stories(many)) < 5 * _calls(lambda: stories(few))
