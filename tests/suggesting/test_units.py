"""What holds of every ladder, in any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import FILLS, NEARNESS, UNITS
from annotator.suggesting.mentions import Names
from annotator.suggesting.targets import ranked
from annotator.suggesting.units import Ladder, ladder
from annotator.suggesting.values import proposed

PIECES = [
    *(
        "Lee said",
        " that ",
        "U.S. ",
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’s",
        "«",
        "»",
        "sanctions",
        " froze the accounts ",
    ),
    *(
        "\n",
        ". ",
        ", ",
        "🤝🇱🇻",
        "👨‍👩‍👧",
        "对伊朗的制裁",
        "قالت الحكومة",
        "북한은 ",
        "Президент Лях ",
        "to ",
        "threatened ",
    ),
    *(
        " ",
        "according to ",
        "-",
        "of ",
        "the ",
        "Bank ",
        "\u00a0",
        "\u200f",
        "(",
        ")",
        "?",
        "1.5",
        "é",
        "he ",
        "told ",
    ),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@pytest.mark.parametrize("unit", UNITS)
@given(text=TEXTS, place=st.floats(0, 1))
def test_spans_grow_strictly_and_have_no_white_space_at_their_edges(
    unit: str, text: str, place: float
) -> None:
    found = ladder(text, round(place * len(text)), unit)
    assert not found.spans or 0 <= found.first < len(found.spans)
    for start, end in found.spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for (a, b), (c, d) in pairwise(found.spans):
        assert (c <= a, b <= d, (a, b) != (c, d)) == (True, True, True)


@pytest.mark.parametrize("unit", sorted({*UNITS} - {"quotation", "measure"}))
@given(text=TEXTS, place=st.floats(0, 1))
def test_there_is_a_span_wherever_the_line_has_a_character(unit: str, text: str, place: float) -> None:
    at = round(place * len(text))
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    assert bool(ladder(text, at, unit).spans) or not line.strip() or "\r" in line or "\u2029" in line


@pytest.mark.parametrize("unit", UNITS)
def test_around_white_space_there_is_nothing(unit: str) -> None:
    assert ladder("a\n  \nb", 3, unit) == Ladder((), 0)


def test_a_word_grows_to_its_name_its_clause_its_sentence_and_its_paragraph() -> None:
    text = "Then Olav Brekke said the port would open. It did."
    found = ladder(text, text.index("Brekke"), "word")
    expected = ["Brekke", "Olav Brekke", text[:-9], text[:-8], text]
    assert [text[slice(*span)] for span in found.spans] == expected
    assert found.first == 0


@pytest.mark.parametrize("unit", UNITS)
def test_a_paragraph_of_a_million_characters_takes_no_longer(unit: str) -> None:
    """Five milliseconds each on the machine at hand; ten times that is where something is wrong."""
    text = 'Lee said the bank would freeze the accounts, and Olav Brekke told her "no" twice. ' * 12_500
    ladder(text, 0, unit)
    begun = time.process_time()
    for at in range(100_000, 900_000, 40_001):
        assert ladder(text, at, unit, Names([])).spans[-1][1] - at < 2_100
    assert (time.process_time() - begun) / 20 < 0.05


@given(text=TEXTS.filter(bool), data=st.data())
def test_values_and_links_can_be_asked_for_in_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = start, data.draw(st.integers(start + 1, len(text)))
    candidates = [Annotation(str(at), at, at + 1, "actor") for at in range(0, len(text), 3)]
    for fill in FILLS:
        value = proposed(fill, text, span)
        assert value is None or value
    for near in NEARNESS:
        assert {c.id for c in candidates} == {c.id for c in ranked(text, near, span, candidates)}
