"""The expression that names a measure: the head word and the words that name the kind."""

import pytest

from annotator.suggesting.units import ladder
from tests.suggesting.marked import marked


@pytest.mark.parametrize(
    "example",
    [
        "Washington's [[financial sanctions]] on Oslo stay.",
        "the new [[arms embargo]] against Oslo",
        "It imposed tougher [[trade sanctions]].",
        "The EU eased its [[travel ban]] on officers.",
        "Bern lifts the [[asset freeze]] within a month.",
        "It may [[freeze accounts]] of traders.",
        "It [[froze the accounts]] of seven firms.",
        "Bern [[freezes 31 accounts]].",
        "to release [[frozen assets]] soon",
        "the [[sanctions]] imposed on it",
        "to drop its [[sanctions]]",
        "Norway urged an EU-wide [[export ban]].",
        "Russia opposes an [[oil embargo]] on Iran.",
        "to scrap all [[trade restrictions]]",
        "the [[transit ban]] on potash",
        "[[visa restrictions]] for officials",
        "a [[ban on machine tools]] for Syria",
        "a [[ban on port calls]] for ships",
        "The [[embargo]] should go too.",
        "[[trade and financial sanctions]] on Oslo",
        "U.S. [[economic sanctions]] hurt.",
        "They put him on a [[blacklist]].",
        "[[travel bans]] on eleven judges",
        "Seoul [[closed its ports]] to vessels.",
        "Oslo vowed to [[expel diplomats]].",
        "Oslo would [[suspend arms sales]] to Chad.",
        "to [[sever diplomatic ties]] with Chad",
        "The E|U eased its [[travel ban]] on officers, and kept the arms embargo.",
        "The EU eased its travel ban on officers, and kep|t the [[arms embargo]].",
        "unanimous [[sanctions]] against the reclusive state",
        "The [[import ban]], he said, stays.",
        "Москва отменит [[финансовые санкции]] весной.",
        "продлит [[заморозку активов]] банков",
    ],
)
def test_the_measure_without_possessor_degree_and_target(example: str) -> None:
    text, span, at = marked(example)
    found = ladder(text, at, "measure")
    assert text[slice(*span)] == text[slice(*found.spans[found.first])]


def test_pressing_again_takes_the_noun_phrase_then_the_sentence() -> None:
    text = "He said Washington's new financial sanctions hurt."
    found = ladder(text, text.index("sanctions"), "measure")
    expected = ["sanctions", "financial sanctions", "Washington's new financial sanctions", text]
    assert [text[slice(*span)] for span in found.spans] == expected
    assert found.first == 1


def test_without_a_measure_nothing_is_taken() -> None:
    assert ladder("Then Olav Brekke left.", 8, "measure").spans == ()
