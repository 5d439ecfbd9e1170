"""Sentences of all words and patterns that proposals know, with marks at odd places: proposing never raises."""

import re
from dataclasses import fields
from random import Random
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import FILLS, NEARNESS, UNITS
from annotator.suggesting import (
    actor_types,
    clauses,
    cues,
    measures,
    mentions,
    names,
    passage,
    quotations,
    reporting,
    targets,
    units,
    values,
)
from annotator.suggesting.lexicon import lexicon
from tests.alternatives import words_of

MODULES: tuple[ModuleType, ...] = (
    actor_types,
    clauses,
    cues,
    measures,
    mentions,
    names,
    passage,
    quotations,
    reporting,
    targets,
    units,
    values,
)
PATTERNS = [value for module in MODULES for value in vars(module).values() if isinstance(value, re.Pattern)]
MARKS = (
    " ",
    " ",
    " ",
    ", ",
    ". ",
    ' "',
    '" ',
    " “",
    "” ",
    "'s ",
    "’ ",
    " (",
    ") ",
    " – ",
    "-",
    "\n",
    "\n\n",
    ": ",
)
PLAIN = ("Norway", "Olav Brekke", "the port", "he", "ships", "AFP", "U.S.", "中国", "oil", "we agree", "")


def words_in(value: object) -> list[str]:
    """All words of a table of the lexicon, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*words_in(tuple(value)), *words_in(tuple(value.values()))]
    if isinstance(value, tuple | list | frozenset | set):
        return sorted({word for one in value for word in words_in(one)})
    if hasattr(value, "__dataclass_fields__"):
        return words_in(tuple(getattr(value, field.name) for field in fields(value)))  # type: ignore[arg-type]
    return []


KNOWN = [words_in(lexicon("en"))]


def paragraph(random: Random) -> str:
    """Words of the lexicon, of patterns and of stories, with marks between them."""
    found = []
    for _ in range(random.randint(1, 25)):
        kind = random.random()
        word = random.choice(random.choice(KNOWN)) if kind < 0.6 else random.choice(PLAIN)
        word = words_of(random.choice(PATTERNS), random) if kind > 0.9 else word
        found += [word.capitalize() if random.random() < 0.2 else word, random.choice(MARKS)]
    return "".join(found)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_whatever_the_words_proposals_are_made(seed: int) -> None:
    random = Random(seed)
    text = paragraph(random)
    for unit in UNITS:
        at = random.randint(0, len(text))
        for start, end in units.ladder(text, at, unit).spans:
            assert 0 <= start < end <= len(text)
    spans = [sorted(random.sample(range(len(text) + 1), 2)) for _ in range(5)]
    marked = [Annotation(str(number), *span, "actor") for number, span in enumerate(spans)]
    for start, end in spans:
        actor_types.likely(text, (start, end))
        for fill in FILLS:
            values.proposed(fill, text, (start, end))
        for near in NEARNESS:
            ranked = targets.ranked(text, near, (start, end), marked)
            assert sorted(one.id for one in ranked) == [one.id for one in marked]
