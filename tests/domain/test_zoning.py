"""Correcting zones: what is set is there, what was there gives way, nothing overlaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import ZONE_KINDS, Zone
from annotator.domain.zoning import meant, with_zone, without_zone

TEXT = "Buy now\n\nHerring talks\n\nOSLO (AP) - Envoys met.\n\nThey left.\n\n(AP)"


def zone(kind: str, words: str) -> Zone:
    start = TEXT.index(words)
    return Zone(kind, start, start + len(words))


HEADLINE = zone("headline", "Buy now")
BODY = zone("body", "Herring talks\n\nOSLO (AP) - Envoys met.\n\nThey left.\n\n(AP)")


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (zone("promotion", "Buy now"), [zone("promotion", "Buy now"), BODY]),
        (
            zone("headline", "Herring talks"),
            [HEADLINE, zone("headline", "Herring talks"), zone("body", TEXT[TEXT.index("OSLO") :])],
        ),
        (
            zone("dateline", "OSLO (AP) -"),
            [
                HEADLINE,
                zone("body", "Herring talks"),
                zone("dateline", "OSLO (AP) -"),
                zone("body", TEXT[TEXT.index("Envoys") :]),
            ],
        ),
        (
            zone("tail", "\n\n(AP)"),
            [HEADLINE, zone("body", TEXT[9:-4].strip()), Zone("tail", len(TEXT) - 4, len(TEXT))],
        ),
        (zone("body", "Buy now"), [Zone("body", 0, len(TEXT))]),
        (Zone("tail", 7, 9), [HEADLINE, BODY]),
    ],
)
def test_a_zone_takes_the_place_of_what_is_there(new: Zone, wanted: list[Zone]) -> None:
    assert list(with_zone(TEXT, [HEADLINE, BODY], new)) == wanted


def test_a_range_can_be_of_no_zone() -> None:
    found = without_zone(TEXT, [HEADLINE, BODY], *_range("OSLO (AP) - Envoys met."))
    assert [TEXT[one.start : one.end] for one in found] == ["Buy now", "Herring talks", "They left.\n\n(AP)"]


def _range(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


zones_ = st.builds(
    lambda kind, start, length: Zone(kind, start, min(start + length, len(TEXT))),
    st.sampled_from(ZONE_KINDS),
    st.integers(0, len(TEXT)),
    st.integers(0, 30),
)


@given(st.lists(zones_, max_size=12))
def test_whatever_is_set_zones_are_sorted_trimmed_and_apart(wanted: list[Zone]) -> None:
    zones: tuple[Zone, ...] = ()
    for one in wanted:
        zones = with_zone(TEXT, zones, one)
        for found in zones:
            words = TEXT[found.start : found.end]
            assert words
            assert words == words.strip()
        assert all(before.end <= after.start for before, after in pairwise(zones))
        inside = [at for at in range(one.start, one.end) if not TEXT[at].isspace()]
        assert all(any(z.kind == one.kind and z.start <= at < z.end for z in zones) for at in inside)


@pytest.mark.parametrize(
    ("at", "clearing", "wanted"),
    [
        ((3, 5), False, (3, 5)),
        ((3, 5), True, (3, 5)),
        ((11, 11), False, _range("Herring talks")),
        ((8, 8), False, None),
        ((len(TEXT), len(TEXT)), False, (len(TEXT) - 4, len(TEXT))),
        ((0, 0), True, _range("Buy now")),
        ((7, 7), True, _range("Buy now")),
        ((8, 8), True, None),
        ((len(TEXT), len(TEXT)), True, (BODY.start, BODY.end)),
    ],
)
def test_a_caret_means_its_line_or_the_zone_that_holds_it(
    at: tuple[int, int], clearing: bool, wanted: tuple[int, int] | None
) -> None:
    assert meant(TEXT, [HEADLINE, BODY], *at, clearing=clearing) == wanted
