"""Identifiers and the clock of revisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.identity import HybridClock, clock_seconds, new_id, timestamp


def test_identifiers_have_the_layout_of_uuid_version_7() -> None:
    uid = new_id()
    assert len(uid) == 32
    assert uid[12] == "7"
    assert uid[16] in "89ab"
    assert len({new_id(5.0) for _ in range(1000)}) == 1000


def test_identifiers_are_ordered_by_time() -> None:
    assert new_id(1_000.001) < new_id(1_000.002) < new_id(2_000_000_000.0)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.0, "1970-01-01T00:00:00Z"), (1_795_428_000.9, "2026-11-23T10:00:00Z")]
)
def test_a_timestamp_is_utc_to_the_second(seconds: float, told: str) -> None:
    assert told == timestamp(seconds)


@given(st.lists(st.floats(0, 2e9), min_size=1))
def test_the_clock_never_goes_back_though_the_wall_does(walls: list[float]) -> None:
    times = iter(walls)
    clock = HybridClock(lambda: next(times))
    stamps = [clock.tick() for _ in walls]
    assert stamps == sorted(set(stamps))


def test_the_clock_follows_the_wall() -> None:
    assert clock_seconds(HybridClock(lambda: 1_000.25).tick()) == 1_000.25


def test_a_stamp_that_was_seen_is_passed_over() -> None:
    """A colleague's clock may run ahead: what is done after seeing their work is later than it."""
    clock = HybridClock(lambda: 1_000.0)
    ahead = 2_000_000 << 16
    clock.seen(ahead)
    assert ahead < clock.tick() < clock.tick()
    clock.seen(5)
    assert clock.tick() > ahead
