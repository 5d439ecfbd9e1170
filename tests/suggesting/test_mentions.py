"""Where registry entries are named, and where words stand again: whole words, the longest form, no adjectives."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.actor import Actor
from annotator.domain.registry import Registry
from annotator.suggesting.mentions import Names, occurrences

NAMES = Names(
    Registry(
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
)


def named(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.actor) for n in NAMES.all_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
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
    names = Names(Registry(entries))
    assert names.of("Luxembourg") == [("b", "name"), ("a", "metonym")]


@pytest.mark.parametrize(
    ("words", "first"), [("Daneshvar", "de"), ("IAEA", "iaea"), ("Atomic Agency", "iaea")]
)
def test_an_unknown_form_is_guessed_from_rare_words_and_initials(words: str, first: str) -> None:
    assert NAMES.guess(words)[0] == first


def test_nothing_is_guessed_for_what_has_nothing_in_common() -> None:
    assert NAMES.guess("Zorgia") == []


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
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
