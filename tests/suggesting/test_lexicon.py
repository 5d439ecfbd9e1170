"""Words of languages, and which language a text is in."""

import pytest

from annotator.suggesting.lexicon import LANGUAGES, NO_LEXICON, lexicon, lexicon_for


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the port was open.", "en"),
        ("Norway", "en"),
        ("Министр сказал, что порт открыт.", "ru"),
        ("외교부는 제재를 풀지 않을 것이라고 밝혔다.", ""),
        ("قالت الحكومة إن الميناء مفتوح.", ""),
        ("对伊朗的制裁", ""),
        ("Der Minister hat gestern in Oslo gesagt, dass der Hafen bald wieder offen sei, " * 5, ""),
        ("", "en"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert lexicon_for(text).language == language


def test_an_unknown_language_has_no_words() -> None:
    assert lexicon("tlh") is NO_LEXICON


@pytest.mark.parametrize(
    "form",
    ["said", "warning", "agreed", "agreeing", "urges", "pledged", "called on", "according to", "dismisses"],
)
def test_cues_come_in_all_their_forms(form: str) -> None:
    assert form in lexicon("en").cues.every


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_cues_titles_and_measures(language: str) -> None:
    words = lexicon(language)
    assert all(
        (words.cues.strong, words.cues.to, words.names.titles, words.measures.heads, words.measures.kinds)
    )
    assert all(word == word.lower() for word in words.cues.every | words.names.titles | words.measures.heads)
