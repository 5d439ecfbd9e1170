"""Where a text names actors of the registry, and where it has given words again."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.actor import Actor
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
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


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lavrov", "lavrov"),
        ("Olga Lavrov", "lavrov"),
        ("Belgrave", "line"),
        ("Iranians", "iran"),
        ("Iranian", None),
        ("Zorgia", None),
    ],
)
def test_an_actor_is_sure_only_where_no_other_comes_near(words: str, expected: str | None) -> None:
    names = Names(
        [
            Actor("lavrov", "Lavrov", "person"),
            Actor("line", "Belgrave Line"),
            Actor("iran", "Iran", "state", demonyms=("Iranians",)),
            Actor("ministry", "Iranian Foreign Ministry", "body"),
        ]
    )
    assert names.sure(words) == expected


@given(st.data())
def test_names_that_follow_changes_are_those_made_anew(data: st.DataObject) -> None:
    forms = st.sampled_from(["Iran", "Kim Lee", "Lee", "UN", "Oman", "北京", "Norland Oil"])
    states = st.builds(
        lambda name, aliases, type_: (name, tuple(aliases), type_),
        forms,
        st.lists(forms, max_size=2, unique=True),
        st.sampled_from(["person", "state"]),
    )
    actors = [Actor(f"a{n}", s[0], s[2], s[1]) for n, s in enumerate(data.draw(st.lists(states, max_size=4)))]
    changed = {f"a{n}": data.draw(states) for n in data.draw(st.sets(st.integers(0, 5), max_size=3))}
    after = [Actor(uid, s[0], s[2], s[1]) for uid, s in changed.items()]
    followed = Names(actors)
    followed.change([a for a in actors if a.id in changed], after)
    anew = Names([*(a for a in actors if a.id not in changed), *after])
    for words in ("Iran", "Kim Lee", "LEE", "Norland Oil", "北京", "Norland", "K. Lee"):
        assert sorted(followed.of(words)) == sorted(anew.of(words))
        assert sorted(followed.guess(words)) == sorted(anew.guess(words))
