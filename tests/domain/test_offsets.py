"""Code points, UTF-16 units and UTF-8 bytes: the only place where one becomes another."""

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


@pytest.mark.parametrize(("utf8", "code_point"), [(0, 0), (1, 1), (3, 2), (6, 3), (10, 4), (11, 5)])
def test_utf8_positions_become_code_points(utf8: int, code_point: int) -> None:
    assert code_point == Offsets("aé제𝄞x").from_utf8(utf8)
    assert utf8 == Offsets("aé제𝄞x").to_utf8(code_point)


def test_a_position_inside_a_surrogate_pair_is_the_pairs_start() -> None:
    offsets = Offsets("🐟🐟a")
    assert [offsets.from_utf16(unit) for unit in range(6)] == [0, 0, 1, 1, 2, 3]


def test_a_position_inside_a_utf8_character_is_the_characters_start() -> None:
    offsets = Offsets("🐟a")
    assert [offsets.from_utf8(byte) for byte in range(6)] == [0, 0, 0, 0, 1, 2]


@given(TEXTS)
def test_every_position_survives_utf16_and_back(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 == offsets.to_utf16(at)
        assert at == offsets.from_utf16(offsets.to_utf16(at))


@given(TEXTS)
def test_every_position_survives_utf8_and_back(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert len(text[:at].encode("utf-8", "surrogatepass")) == offsets.to_utf8(at)
        assert at == offsets.from_utf8(offsets.to_utf8(at))


@given(TEXTS)
def test_no_unit_or_byte_lies_outside_the_text(text: str) -> None:
    """What Qt or another program names comes back in order, within the text, never past its character."""
    offsets = Offsets(text)
    for there, back, count in (
        (offsets.to_utf16, offsets.from_utf16, len(text.encode("utf-16-le", "surrogatepass")) // 2),
        (offsets.to_utf8, offsets.from_utf8, len(text.encode("utf-8", "surrogatepass"))),
    ):
        places = [back(unit) for unit in range(count + 1)]
        assert sorted(places) == places
        assert all(there(place) <= unit for unit, place in enumerate(places))
        assert places[0] == 0
        assert places[-1] == len(text)
