"""Tokens, sentences, and which annotations have a tag."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dataset.losses import OFF_TOKENS, OVERLAPS
from annotator.writing.tokens import sentences, tagged, tokenise
from tests.writing.small import marked

LABELS = ("actor", "claim", "sanction")


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenise(text)]


def sentences_of(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[first][0] : tokens[last - 1][1]] for first, last in sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S.-led ban", "the|U.S.|-|led|ban"),
        ("in the U.S, Kim's U.N.'s Lee’s", "in|the|U.S|,|Kim|'s|U.N.|'s|Lee|’s"),
        ("don't O'Brien l'Iran d’Ivoire", "don't|O'Brien|l'|Iran|d’|Ivoire"),
        ("1,234.5 at 3:47pm, US$4 5%.", "1,234.5|at|3:47pm|,|US|$|4|5|%|."),
        ("“No,” he_x (a)", "“|No|,|”|he|_|x|(|a|)"),
        ("制裁です。 제재는", "制|裁|で|す|。|제|재|는"),
        ("קָמָץ العُقوبات cafe\u0301 हिन्दी", "קָמָץ|العُقوبات|cafe\u0301|हिन्दी"),
        ("👨‍👩‍👧‍👦🔒🇱🇹🇷🇺 🧑🏽‍✈️ 1️⃣ ✉️", "👨‍👩‍👧‍👦|🔒|🇱🇹|🇷🇺|🧑🏽‍✈️|1️⃣|✉️"),
        ("a\x00\u200fb", "a|\x00|\u200f|b"),
        (" \n\t\u2028\xa0", ""),
    ],
)
def test_a_text_as_tokens(text: str, expected: str) -> None:
    assert "|".join(words_of(text)) == expected


@given(st.text(st.characters(codec="utf-8")))
def test_every_character_but_white_space_is_in_one_token_and_one_sentence(text: str) -> None:
    tokens = tokenise(text)
    assert "".join(words_of(text)) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(tokens))
    ranges = sentences(text, tokens)
    assert [i for first, last in ranges for i in range(first, last)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed!", "“Why?”", "Nobody said."],
        ["Headline without a stop\n", "\nIt went on over\na line."],
        ["“We agree.”", "He nodded."],
        ["The U.S. President met Mr. J. Smith on Dec. 8 in the U.S.", "He left."],
        ["It rose 3.5 percent. in all."],
        ["制裁は終わる。」", "次の文。"],
        ["ماذا قال؟", "لا نعرف."],
        ["He met S. Korea's envoy...", "Then he left."],
    ],
)
def test_a_text_as_sentences(expected: list[str]) -> None:
    assert sentences_of(" ".join(expected)) == [one.strip() for one in expected]


def test_what_is_within_has_the_tags_and_the_loser_its_reason() -> None:
    text = "Kim said Iran and Syria talk"
    made = marked(
        text, ("Kim", "actor"), ("Iran and Syria talk", "claim"), ("Iran", "actor"), ("Syria", "actor")
    )
    found = tagged(tokenise(text), made, LABELS)
    assert found.tags == ["B-actor", "O", "B-actor", "O", "B-actor", "O"]
    assert [(first, last, one.id) for first, last, one in found.kept] == [
        (0, 1, "a0"),
        (2, 3, "a2"),
        (4, 5, "a3"),
    ]
    assert found.lost == [(made[1], OVERLAPS)]


def test_of_equal_spans_the_first_label_of_the_scheme_stays_whatever_the_order() -> None:
    text = "the arms embargo"
    made = marked(text, ("arms embargo", "unknown"), ("arms embargo", "sanction"), ("arms embargo", "actor"))
    for some in (made, made[::-1]):
        found = tagged(tokenise(text), some, LABELS)
        assert found.tags == ["O", "B-actor", "I-actor"]
        assert {one.label for one, _ in found.lost} == {"unknown", "sanction"}


@pytest.mark.parametrize("words", ["hran", "Teh", " rejects", "rejects ", " "])
def test_what_is_off_the_tokens_has_no_tag(words: str) -> None:
    text = "Tehran rejects it"
    made = marked(text, (words, "actor"))
    found = tagged(tokenise(text), made, LABELS)
    assert found.tags == ["O", "O", "O"]
    assert found.lost == [(made[0], OFF_TOKENS)]
