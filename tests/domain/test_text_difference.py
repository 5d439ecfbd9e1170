"""Two texts side by side: every paragraph once, those that belong together in one row, changed words marked."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.difference import Row, rows

LEAD = "The council closed the herring market in Bergen on Monday."
UPDATE = "The council closed the herring and cod market in Bergen on Tuesday."
REST = "Traders had asked for a week to sell what they hold."
OTHER = "A lighthouse keeper found the missing buoy near the northern reef."


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_equal_paragraphs_stand_in_one_row_and_new_ones_alone() -> None:
    one, other = f"{LEAD}\n\n{REST}", f"Buy now!\n\n{LEAD}\n\n{REST}"
    found = rows(one, other)
    assert [row.same for row in found] == [False, True, True]
    assert found[0] == Row(None, (0, 8))
    assert found[1] == Row((0, len(LEAD)), (10, 10 + len(LEAD)))


def test_changed_words_are_marked_in_the_whole_texts() -> None:
    one, other = f"{REST}\n{LEAD}", f"{REST}\n{UPDATE}"
    _, changed = rows(one, other)
    assert not changed.same
    assert words(one, changed.changed_one) == ["Monday"]
    assert words(other, changed.changed_other) == ["and cod", "Tuesday"]


def test_paragraphs_without_much_in_common_do_not_share_a_row() -> None:
    assert rows(LEAD, OTHER) == [Row((0, len(LEAD)), None), Row(None, (0, len(OTHER)))]


def test_lines_broken_otherwise_are_the_same_paragraph() -> None:
    (row,) = rows(LEAD.replace(" market", "\nmarket"), LEAD)
    assert row.same


def test_ideographs_are_compared_one_by_one() -> None:
    one, other = "渔业部长星期一在奥斯陆宣布新的配额。", "渔业部长星期二在奥斯陆宣布新的配额。"
    (row,) = rows(one, other)
    assert (words(one, row.changed_one), words(other, row.changed_other)) == (["一"], ["二"])


TEXT = st.lists(st.sampled_from([LEAD, UPDATE, REST, OTHER, "", "  Слово 🐟", "Yes."]), max_size=8).map(
    "\n".join
)


@given(one=TEXT, other=TEXT)
def test_every_paragraph_stands_in_one_row_in_order(one: str, other: str) -> None:
    found = rows(one, other)
    for text, shown in ((one, [row.one for row in found]), (other, [row.other for row in found])):
        spans = [span for span in shown if span is not None]
        assert spans == sorted(spans)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(row.same for row in rows(one, one))
