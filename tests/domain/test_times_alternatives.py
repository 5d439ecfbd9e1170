"""Every rule for times over sentences of all its alternatives: finding and resolving never raises."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.times import contextual, days, longer, relative
from annotator.domain.times.finding import find_times
from tests.alternatives import words_of

RULES = [rule for module in (days, relative, longer, contextual) for rule in module.RULES]
PUBLISHED = (None, "--02-29", "2006-11-01T14:25:00", "2004-02-29", "0001-01-01", "9999-12-31")
BEFORE = (
    "",
    "On Monday they met. ",
    "On 29 February 2004 they met on ",
    "It was in 1994. In the ",
    "They will meet from ",
    "Since the 1990s between ",
    "It was 9999.\n\n",
)
BETWEEN = (" ", " to ", " and ", "-", " of ", ", ", " night ", ".\n\n")


def sentences(number: int, random: Random) -> str:
    """A sentence with the words of a rule, those of another one, and those of the rule again."""
    rules = (RULES[number], random.choice(RULES), RULES[number])
    return random.choice(BEFORE) + "".join(
        [words_of(rule.pattern, random) + random.choice(BETWEEN) for rule in rules]
    )


@pytest.mark.parametrize("number", range(len(RULES)))
@given(seed=st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_whatever_a_rule_takes_is_found_and_resolved(number: int, seed: int) -> None:
    random = Random(seed)
    text = sentences(number, random)
    for found in find_times(text, random.choice(PUBLISHED)):
        assert text[found.start : found.end] == found.text
        assert (found.value is None) == bool(found.why)


@pytest.mark.parametrize("number", range(len(RULES)))
def test_the_sentences_hold_what_the_rule_takes(number: int) -> None:
    pattern = RULES[number].pattern
    assert any(pattern.search(sentences(number, Random(seed))) for seed in range(20))
