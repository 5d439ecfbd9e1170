"""Which spans lie where, and how names of labels share a line. Nothing here needs a window."""

from itertools import pairwise
from random import Random

import pytest

pytest.importorskip("PySide6")

from annotator.qt.text.article_view.chips import GAP, Wish, arrange
from annotator.qt.text.article_view.lanes import MOST_LANES, Lanes, SpanIndex
from annotator.qt.text.article_view.spans import Span


def made(*ranges: tuple[int, int]) -> list[Span]:
    return [Span(f"s{number}", start, end, "actor") for number, (start, end) in enumerate(ranges)]


def lanes_of(spans: list[Span]) -> dict[str, int]:
    return {span.id: lane for span, lane in Lanes(spans).overlapping(0, 10**9)}


def test_the_shorter_span_lies_nearer_to_the_text() -> None:
    assert lanes_of(made((0, 30), (5, 20), (8, 12))) == {"s0": 2, "s1": 1, "s2": 0}


def test_spans_that_only_touch_share_a_lane() -> None:
    assert lanes_of(made((0, 5), (5, 9))) == {"s0": 0, "s1": 0}


def test_spans_that_cross_get_two_lanes() -> None:
    assert lanes_of(made((0, 10), (5, 12))) == {"s0": 1, "s1": 0}


def test_equal_spans_without_end_share_the_last_lane() -> None:
    lanes = lanes_of(made(*[(0, 5)] * 40))
    assert max(lanes.values()) == MOST_LANES
    assert len(lanes) == 40


def random_spans(random: Random, count: int, length: int) -> list[Span]:
    starts = [random.randrange(length - 1) for _ in range(count)]
    return made(*[(start, min(length, start + random.randint(1, 25))) for start in starts])


@pytest.mark.parametrize("seed", range(30))
def test_no_two_spans_of_a_lane_overlap(seed: int) -> None:
    placed = list(Lanes(random_spans(Random(seed), 30, 300)).overlapping(0, 300))
    for span, lane in placed:
        others = [one for one, its in placed if its == lane < MOST_LANES and one.id != span.id]
        assert not [one for one in others if one.start < span.end and one.end > span.start]


@pytest.mark.parametrize("seed", range(30))
def test_the_index_finds_what_a_plain_search_finds(seed: int) -> None:
    random = Random(seed)
    starts = [0, *sorted(random.sample(range(1, 299), 5))]
    spans = {span.id: span for span in random_spans(random, 40, 300)}
    index = SpanIndex(starts, list(spans.values()))
    changed = [Span("s3", 10, 40, "claim"), Span("new", 0, 300, "quote")]
    index.update(changed, ["s5", "unknown"])
    spans |= {span.id: span for span in changed}
    del spans["s5"]
    for at in range(300):
        assert {span.id for span in index.at(at)} == {s.id for s in spans.values() if s.start <= at < s.end}


def test_a_change_redoes_its_own_paragraph_only() -> None:
    index = SpanIndex([0, 100], made((0, 10), (150, 160)))
    untouched = index._paragraphs[1].overlapping(150, 160)
    clusters = index._paragraphs[1]._clusters
    index.update([Span("new", 5, 20, "actor")])
    assert index._paragraphs[1]._clusters is clusters
    assert untouched == index.overlapping(150, 160)


def test_inner_spans_come_before_outer_ones() -> None:
    assert [span.id for span in SpanIndex([0], made((0, 30), (8, 12), (5, 20))).at(9)] == ["s1", "s2", "s0"]


def test_walking_meets_every_span_once_also_where_several_begin_together() -> None:
    spans = made((4, 9), (4, 30), (4, 9), (2, 3), (20, 25))
    index, seen = SpanIndex([0], spans), []
    span = index.from_position(0, backwards=False)
    while span:
        seen.append(span.id)
        span = index.beside(span, backwards=False)
    assert seen == ["s3", "s1", "s0", "s2", "s4"]


def wish(x: float, *widths: float, room: float = 0.0) -> Wish:
    return Wish(x, False, widths, room)


def test_a_chip_with_room_shows_its_full_name() -> None:
    spots = arrange([wish(0, 60, 40, 20, 10), wish(100, 60, 40, 20, 10)], 0, 300)
    assert [spot.size for spot in spots if spot] == [0, 0]


def test_a_chip_shrinks_so_that_the_next_keeps_its_place() -> None:
    spots = arrange([wish(0, 60, 40, 20, 10), wish(25, 60, 40, 20, 10)], 0, 300)
    assert [(spot.x, spot.size) for spot in spots if spot] == [(0, 2), (25, 0)]


def test_values_go_before_a_name_is_cut_and_a_name_pushes_its_neighbour_a_little() -> None:
    first, second = wish(0, 60, 40, 20, 10, room=100), wish(30, 60, 40, 20, 10, room=100)
    pushed = [(spot.x, spot.size) for spot in arrange([first, second], 0, 300) if spot]
    assert pushed == [(0, 1), (40 + GAP, 0)]
    short = wish(30, 60, 40, 20, 10, room=5)  # It would stand beside its own span.
    assert [spot.size for spot in arrange([first, short], 0, 300) if spot] == [2, 0]


def test_chips_of_spans_that_begin_together_stand_side_by_side() -> None:
    spots = arrange([wish(5, 60, 40, 20, 10), wish(5, 60, 40, 20, 10)], 0, 300)
    assert [spot.x for spot in spots if spot] == [5, 65 + GAP]


@pytest.mark.parametrize("seed", range(30))
def test_chips_neither_overlap_nor_leave_the_page(seed: int) -> None:
    random = Random(seed)
    wishes = [
        wish(x, 60, 40, 20, 10) for x in sorted(random.randrange(300) for _ in range(random.randint(1, 40)))
    ]
    got = [(s.x, s.x + w.widths[s.size]) for s, w in zip(arrange(wishes, 0, 300), wishes, strict=True) if s]
    assert all(left >= 0 and right <= 300 for left, right in got)
    assert all(one[1] <= other[0] for one, other in pairwise(got))


def test_many_changes_at_once_give_the_same_as_one_by_one():
    starts = range(0, 4000, 40)
    spans = [Span(f"s{n}", n * 7, n * 7 + 12, "actor") for n in range(500)]
    moved = [Span(f"s{n}", n * 7 + 1, n * 7 + 9, "claim") for n in range(0, 500, 2)]
    gone = [f"s{n}" for n in range(1, 300, 2)]
    at_once, one_by_one = SpanIndex(starts, spans), SpanIndex(starts, spans)

    at_once.update(moved, gone)
    for span in moved:
        one_by_one.update([span])
    for uid in gone:
        one_by_one.update([], [uid])

    places = range(0, 3600, 5)
    assert [at_once.at(place) for place in places] == [one_by_one.at(place) for place in places]
    assert len(at_once) == len(one_by_one)
