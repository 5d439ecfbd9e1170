"""Code points and UTF-16 units: the only place where one becomes another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.offsets import Offsets

TEXTS = st.text(st.characters(), max_size=40)
"""Any code points, lone surrogates among them."""


@pytest.mark.parametrize(("utf16", "code_point"), [(0, 0), (1, 1), (3, 3), (5, 4), (6, 5)])
def test_utf16_positions_become_code_points(utf16: int, code_point: int) -> None:
    """A character outside the BMP counts twice for Qt and once for us."""
    assert code_point == Offsets("aéo𝄞x").from_utf16(utf16)
    assert utf16 == Offsets("aéo𝄞x").to_utf16(code_point)


def test_a_position_inside_a_surrogate_pair_is_the_pairs_start() -> None:
    offsets = Offsets("🐟🐟a")
    assert [offsets.from_utf16(unit) for unit in range(6)] == [0, 0, 1, 1, 2, 3]


@given(TEXTS)
def test_every_position_survives_utf16_and_back(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 == offsets.to_utf16(at)
        assert at == offsets.from_utf16(offsets.to_utf16(at))


@given(TEXTS)
def test_no_unit_lies_outside_the_text(text: str) -> None:
    """What Qt names comes back in order, within the text, never past its character."""
    offsets = Offsets(text)
    count = len(text.encode("utf-16-le", "surrogatepass")) // 2
    places = [offsets.from_utf16(unit) for unit in range(count + 1)]
    assert sorted(places) == places
    assert all(offsets.to_utf16(place) <= unit for unit, place in enumerate(places))
    assert places[0] == 0
    assert places[-1] == len(text)
