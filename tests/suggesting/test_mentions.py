<<<<<<< HEAD
"""Where registry entries are named, and where words stand again: whole words, the longest form, no adjectives."""

=======
"""Where a text names actors of the registry, and where it has given words again."""

import time
>>>>>>> units
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.actor import Actor
<<<<<<< HEAD
from annotator.suggesting.mentions import Names, occurrences

NAMES = Names(
    [
        Actor("kp", "North Korea", "state", ("DPRK",), ("Pyongyang",), ("North Koreans",)),
        Actor("kr", "South Korea", "state", ("Korea",), ("Seoul",)),
        Actor("us", "United States", "state", ("U.S.", "US", "America"), ("Washington",), ("Americans",)),
        Actor("un", "UN", "international organisation", ("United Nations",)),
        Actor("unsc", "UN Security Council", "body", ("Security Council",)),
        Actor("iaea", "International Atomic Energy Agency", "international organisation"),
        Actor("om", "Oman", "state"),
        Actor("de", "Karim Daneshvar", "person"),
        Actor("old", "Burma", "state", merged_into="mm"),
        Actor("mm", "Myanmar", "state"),
    ]
)


def named(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.actor) for n in NAMES.all_in(text)]
=======
from annotator.suggesting.mentions import Named, Names, occurrences

ACTORS = [
    Actor("no", "Norway", "state", ("Kingdom of Norway",), ("Oslo",), ("Norwegians",)),
    Actor("us", "United States", "state", ("U.S.", "US", "United States of America"), ("Washington",)),
    Actor("kp", "North Korea", "state", ("N. Korea", "북한"), ("Pyongyang",)),
    Actor("kr", "South Korea", "state", ("Korea",)),
    Actor("un", "UN", "international organisation", ("United Nations",)),
    Actor("unsc", "UN Security Council", "body", ("Security Council",)),
    Actor("iaea", "International Atomic Energy Agency", "international organisation"),
    Actor("ob", "Olav Brekke", "person"),
    Actor("kim", "Kim Song-ho", "person"),
    Actor("old", "Burma", "state", merged_into="mm"),
    Actor("mm", "Myanmar", "state"),
    Actor("ring1", "Ring", merged_into="ring2"),
    Actor("ring2", "Ringo", merged_into="ring1"),
    Actor("post", "Washington Post", "organisation"),
    Actor("dc", "Washington", "group"),
    Actor("iran", "Iran", "state"),
    Actor("cn", "中国", "state"),
]
NAMES = Names(ACTORS)
>>>>>>> units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
<<<<<<< HEAD
        ("North Korea said so.", [("North Korea", "kp")]),
        ("North Korea's envoy", [("North Korea", "kp")]),
        ("North Korean envoy", []),
        ("the UN Security Council met", [("UN Security Council", "unsc")]),
        ("the Security Council of the UN", [("Security Council", "unsc"), ("UN", "un")]),
        ("U.S. and US, not USA", [("U.S.", "us"), ("US", "us")]),
        ("the U.S.-led mission", []),
        ("anti-Pyongyang words", []),
        ("NORTH KOREA AND OMAN, but not us", [("NORTH KOREA", "kp"), ("OMAN", "om")]),
        ("Burma is Myanmar", [("Burma", "mm"), ("Myanmar", "mm")]),
        ("Oman.Oman", [("Oman", "om"), ("Oman", "om")]),
        ("Romania and Omani", []),
        ("", []),
    ],
)
def test_forms_stand_as_whole_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("the UN Security Council met", 5, "UN Security Council"),
        ("the UN Security Council met", 12, "UN Security Council"),
        ("the UN Security Council met", 23, "UN Security Council"),
        ("the UN Security Council met", 3, None),
        ("North Korea, South Korea", 8, "North Korea"),
        ("North Korea, South Korea", 20, "South Korea"),
        ("Korea alone", 2, "Korea"),
    ],
)
def test_the_longest_form_at_the_caret(text: str, at: int, expected: str | None) -> None:
    found = NAMES.at(text, at)
    assert (found and text[found.start : found.end]) == expected
=======
        ("Norway and the Kingdom of Norway", ["Norway no", "Kingdom of Norway no"]),
        ("Norway's port, Oslo’s mayor", ["Norway no", "Oslo no"]),
        ("the U.S. and the US.", ["U.S. us", "US us"]),
        ("give us the U.S.-led plan", []),
        ("Iran-backed, anti-Iran, Iran-Iraq, Iranian, @Iran", []),
        ("IRAN and NORWAY, not UK", ["IRAN iran", "NORWAY no"]),
        ("iran and norway", []),
        ("the UN Security Council", ["UN Security Council unsc"]),
        ("N. Korea, not Korea", ["N. Korea kp", "Korea kr"]),
        ("the Washington Post of Washington", ["Washington Post post", "Washington dc"]),
        ("Burma said", ["Burma mm"]),
        ("북한은 북한 외무성", ["북한 kp", "북한 kp"]),
        ("对中国的制裁", ["中国 cn"]),
        ("", []),
    ],
)
def test_the_longest_forms_are_found_as_whole_words(text: str, expected: list[str]) -> None:
    assert [f"{text[n.start : n.end]} {n.actor}" for n in NAMES.all_in(text)] == expected


def test_only_a_part_of_the_text_is_looked_at() -> None:
    text = "Norway, Norway, Norway"
    assert list(NAMES.all_in(text, 8, 14)) == [Named(8, 14, "no", "name")]


@pytest.mark.parametrize("at", [4, 6, 15, 23])
def test_the_longest_form_holds_the_caret(at: int) -> None:
    assert NAMES.at("the UN Security Council met", at) == Named(4, 23, "unsc", "name")


@pytest.mark.parametrize("at", [0, 2, 25, 99])
def test_no_form_holds_a_caret_elsewhere(at: int) -> None:
    assert NAMES.at("the UN Security Council met", at) is None
>>>>>>> units


@pytest.mark.parametrize(
    ("words", "expected"),
    [
<<<<<<< HEAD
        ("Pyongyang", [("kp", "metonym")]),
        ("Pyongyang’s", [("kp", "metonym")]),
        ("Americans", [("us", "demonym")]),
        ("Burma", [("mm", "name")]),
        ("Nowhere", []),
    ],
)
def test_what_bears_exactly_these_words(words: str, expected: list[tuple[str, str]]) -> None:
    assert NAMES.of(words) == expected


def test_a_name_comes_before_a_metonym_of_the_same_words() -> None:
    entries = [Actor("a", "Lux", metonyms=("Luxembourg",)), Actor("b", "Luxembourg", "state")]
    names = Names(entries)
    assert names.of("Luxembourg") == [("b", "name"), ("a", "metonym")]


@pytest.mark.parametrize(
    ("words", "first"), [("Daneshvar", "de"), ("IAEA", "iaea"), ("Atomic Agency", "iaea")]
)
def test_an_unknown_form_is_guessed_from_rare_words_and_initials(words: str, first: str) -> None:
    assert NAMES.guess(words)[0] == first


def test_nothing_is_guessed_for_what_has_nothing_in_common() -> None:
    assert NAMES.guess("Zorgia") == []
=======
        ("Norway", [("no", "name")]),
        ("Oslo's", [("no", "metonym")]),
        ("Norwegians", [("no", "demonym")]),
        ("United  States", [("us", "name")]),
        ("Washington", [("dc", "name"), ("us", "metonym")]),
        ("Burma", [("mm", "name")]),
        ("NORWAY", [("no", "name")]),
        ("norway", []),
        ("North", []),
        ("", []),
    ],
)
def test_words_name_actors_the_name_kinds_first(words: str, expected: list[tuple[str, str]]) -> None:
    assert NAMES.of(words) == expected


def test_entries_merged_in_a_circle_still_name_somebody() -> None:
    assert NAMES.of("Ring")[0][0] in ("ring1", "ring2")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Brekke", "ob"),
        ("Kim", "kim"),
        ("IAEA", "iaea"),
        ("I.A.E.A.", "iaea"),
        ("Atomic Agency", "iaea"),
        ("Mr Brekke's", "ob"),
        ("the Security Council of the UN", "unsc"),
    ],
)
def test_an_unknown_form_is_guessed(words: str, first: str) -> None:
    assert NAMES.guess(words)[0] == first


@pytest.mark.parametrize("words", ["Zanzibar", "of", ""])
def test_nothing_is_guessed_without_a_likeness(words: str) -> None:
    assert NAMES.guess(words) == []
>>>>>>> units


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
<<<<<<< HEAD
        ("Iran, Iran's, Iranian, Iran-backed", ["Iran"], ["Iran", "Iran"]),
        ("North Korea and Korea", ["Korea", "North Korea"], ["North Korea", "Korea"]),
        ("UN. UN-led. UNO", ["UN"], ["UN"]),
        ("aaa", ["a"], []),
        ("🐟 Kim 🐟", ["Kim"], ["Kim"]),
        ("Kim", [""], []),
    ],
)
def test_equal_words_are_found_as_whole_words(text: str, forms: list[str], expected: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, forms)] == expected


@given(st.text("ab .-'", max_size=60), st.sets(st.text("ab .", min_size=1, max_size=4), max_size=3))
def test_occurrences_are_the_forms_and_never_overlap(text: str, forms: set[str]) -> None:
    found = occurrences(text, forms)
    assert all(text[start:end] in forms for start, end in found)
    if len(forms) > 1:
        assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(st.text("NorthKeaUSC. ", max_size=80), st.integers(0, 80))
def test_what_is_found_at_a_caret_touches_it(text: str, at: int) -> None:
    found = NAMES.at(text, min(at, len(text)))
    assert found is None or found.start <= min(at, len(text)) <= found.end
=======
        ("Iran, Iran's, Iran’s and Iran.", ["Iran"], ["Iran"] * 4),
        ("Iranian Iran-backed non-Iran xIran Iran2 IRAN", ["Iran"], []),
        ("North Korea, Korea", ["Korea", "North Korea"], ["North Korea", "Korea"]),
        ("the U.S. and U.S.-led", ["U.S."], ["U.S."]),
        ("Kim Kim Kim", ["Kim Kim"], ["Kim Kim"]),
        ("“Kim” (Kim) —Kim—", ["Kim"], ["Kim"] * 3),
        ("D'Arc l'Iran", ["Arc", "Iran"], []),
        ("북한이 북한산", ["북한"], ["북한"]),
        ("text", ["", "x"], []),
        ("", ["a"], []),
    ],
)
def test_occurrences_are_whole_words_and_the_longest(
    text: str, forms: list[str], expected: list[str]
) -> None:
    assert [text[start:end] for start, end in occurrences(text, forms)] == expected


@given(st.text("ab -'", max_size=40), st.sets(st.text("ab ", min_size=1, max_size=5), max_size=4))
def test_occurrences_are_sorted_and_apart(text: str, forms: set[str]) -> None:
    found = occurrences(text, forms)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end] in forms for start, end in found)


def test_a_long_text_is_searched_fast() -> None:
    """About 0.25 s on the machine at hand; four times that is where something is wrong."""
    text = "Yesterday Norway told the UN Security Council that it would not go on with it. " * 12_500
    begun = time.process_time()
    assert sum(1 for _ in NAMES.all_in(text)) == 25_000
    assert time.process_time() - begun < 1.0


def test_many_articles_are_searched_fast() -> None:
    """About 0.05 s on the machine at hand."""
    text = ("word and word again, " * 60 + "Norway and Oslo's port. ") * 2
    begun = time.process_time()
    assert sum(len(occurrences(text, ("Norway", "Oslo"))) for _ in range(5_000)) == 20_000
    assert time.process_time() - begun < 0.5
>>>>>>> units
