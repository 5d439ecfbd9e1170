"""Stories made of all alternatives of the patterns that read heads, datelines and dates: reading them never raises."""

import re
from collections.abc import Iterator
from random import Random
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain import dates
from annotator.domain.dates import find_numeric, find_spelled, stamp_in_name
from annotator.reading import agencies, datelines, digests, east_asian, marks, places, publication, radio
from annotator.reading.datelines import find_dateline
from annotator.reading.digests import is_index, stories
from annotator.reading.structure import recognise
from tests.alternatives import words_of

MODULES = (dates, agencies, datelines, digests, east_asian, marks, places, publication, radio)


def patterns_of(module: ModuleType) -> Iterator[re.Pattern[str]]:
    """The patterns that a module keeps, alone or in lists."""
    for value in vars(module).values():
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, re.Pattern):
                yield one


PATTERNS = [pattern for module in MODULES for pattern in patterns_of(module)]
SURE = [pattern for module in (dates, datelines, east_asian, radio) for pattern in patterns_of(module)]
PROSE = (
    "The port of Bergen was closed on Monday, officials said, and nobody knew for how long it would be so. "
)


def story(random: Random) -> str:
    """Lines that the patterns take, some of them joined, above some prose."""
    lines = [words_of(random.choice(random.choice((PATTERNS, SURE))), random) for _ in range(6)]
    ends = (" ", "\n", "\n", "\n\n", " - ", ", ")
    return "".join([line + random.choice(ends) for line in lines]) + PROSE * random.randint(0, 3)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=400, deadline=None)
def test_whatever_the_patterns_take_is_read(seed: int) -> None:
    random = Random(seed)
    text = story(random)
    for zone in recognise(text, words_of(random.choice(SURE), random)).zones:
        assert 0 <= zone.start < zone.end <= len(text)
    assert all(start < end for start, end in stories(text))
    is_index(text)
    find_numeric(text), find_spelled(text), stamp_in_name(text)
    for below in ("", "title", "byline"):
        find_dateline(words_of(random.choice(SURE), random) + text, below=below)


def test_a_month_with_a_look_alike_of_a_letter_is_no_month() -> None:
    assert find_spelled("MOSCOW, ſeptember 3 (TASS) - It rained.") is None
