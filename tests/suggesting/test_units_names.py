"""The name under the caret: without articles, titles and possessives, up to the whole name."""

import pytest

from annotator.domain.actor import Actor
from annotator.suggesting.mentions import Names
from annotator.suggesting.units import ladder
from tests.suggesting.marked import marked

NAMES = Names(
    [
        Actor("kr", "South Korea", "state", ("S. Korea", "Korea"), ("Seoul",), ("South Koreans",)),
        Actor("unsc", "UN Security Council", "body", ("Security Council",)),
        Actor("un", "UN", "international organisation"),
        Actor("br", "Brazil", "state", (), ("Brasilia",), ("Brazilians",)),
        Actor("hb", "Bank of Halden", "organisation"),
        Actor("um", "United Movement for Bread and Land", "group"),
    ]
)


@pytest.mark.parametrize(
    "example",
    [
        "President [[Marta Oliveira]] flew home.",
        "P|resident [[Marta Oliveira]] flew home.",
        "Foreign Mini|ster [[Olav Brekke]] agreed.",
        "The talks with foreign minister [[Olav Brekke]] failed.",
        "The talks with foreign minis|ter [[Olav Brekke]] failed.",
        "U.S. Secretary of State [[Helen Marsh]] came.",
        "U.S. Secretary of St|ate [[Helen Marsh]] came.",
        "Mr. [[Tamura]] left early.",
        "Gen. [[Luis Ortega]] took over.",
        "Deputy Prime Minister [[Anna Kovacs]] resigned.",
        "Chinese envoy [[Wu Jianmin]] waited.",
        "North Korean leader [[Kim Song-ho]] spoke.",
        "North Korean leader [[K|im Song-ho]] spoke.",
        "[[Norway]] advocates a pause.",
        "[[|Norway]] advocates a pause.",
        "He left [[Norway|]].",
        "The [[Kremlin]] did not answer.",
        "T|he [[Kremlin]] did not answer.",
        "the [[U.S.]] position",
        "It was [[Latvia]]’s turn.",
        "[[Latvia]]'s Transport Ministry replied.",
        "Latvia's [[Transport Ministry]] replied.",
        "The [[Lithuanian Foreign Ministry]] wrote.",
        "[[France]] and Italy were against it.",
        "France and [[Italy]] were against it.",
        "France, [[Italy]], Greece and Malta",
        "the [[Ministry of Foreign Affairs]] said",
        "the [[Ministry of Trade and Industry]] said",
        "the [[Organisation of the Islamic Conference]] met",
        "the [[International Atomic Energy Agency]] met",
        "in [[Banco Delta Sul]] there were",
        "He met [[Ludwig van der Berg]] in May.",
        "said [[Abdullah bin Rashid]] of the opposition",
        "[[George W. Hale]] declined.",
        "The [[UN Security Council]] met.",
        "The UN Security Cou|ncil met.".replace("UN Security Cou|ncil", "[[UN Security Cou|ncil]]"),
        "In [[S. Korea]] nobody knew.",
        "the [[Bank of Halden]] paid",
        "the [[United Movement for Bread and Land]] marched",
        "Later [[Putnam]] said no.",
        "Meanwhile [[Brussels]] waits.",
        "On Wednesday [[Kim]] left.",
        "Visiting [[Ankara]] last week, he smiled.",
        "the [[ministry]] said",
        "a Western [[diplomat]] said".replace("Western [[diplomat]]", "[[Western diplomat]]"),
        "the [[Russian deputy foreign minister]] said Friday",
        "[[She]] told reporters.",
        "then [[he]] left",
        "the [[Chinese]] were told",
        "The [[People's Republic of China]] objected.",
        "the [[Iran]]-backed group".replace("[[Iran]]", "[[I|ran]]"),
        "the state bank [[Norbank]] closed",
        "(LEAD) [[Vietnam]] to open port",
        "“[[Berlin]] will not wait,” he said.",
        "the [[Workers' Party of Korea]] said",
        "[[Élodie Dupré]] agreed",
        "сказал министр [[Олег Серов]] вчера",
        "[[Россия]] введёт пошлины",
        "Prime Minister [[Lee]] and President Wu met",
        "Prime Minister Lee and President [[Wu]] met",
        "former President [[Carlos Mesa]]",
        "State Department spokesman [[Ian Frost]] said",
        "[[State Department]] spokesman Ian Frost said",
        "[[EU]] officials said",
        "the [[African Union]] may act",
        "Swiss Economy Minister [[Urs Amsler]]",
        "[[Guinea-Bissau]] has two",
        "the Strait of Hormuz".replace("Strait of Hormuz", "[[Strait of Hormuz]]"),
    ],
)
def test_the_name_is_taken_whole_and_bare(example: str) -> None:
    text, span, at = marked(example)
    found = ladder(text, at, "name", NAMES)
    assert text[slice(*span)] == text[slice(*found.spans[found.first])]


def test_pressing_again_takes_the_titles_then_the_sentence() -> None:
    text = "Yesterday Foreign Minister Olav Brekke agreed. Nobody saw it."
    found = ladder(text, text.index("Brekke"), "name")
    expected = [
        "Olav Brekke",
        "Foreign Minister Olav Brekke",
        "Yesterday Foreign Minister Olav Brekke agreed.",
        text,
    ]
    assert [text[slice(*span)] for span in found.spans[found.first :]] == expected


def test_shrinking_takes_the_registry_form_inside_then_the_word() -> None:
    text = "The new UN Security Council Committee met."
    found = ladder(text, text.index("Council"), "name", NAMES)
    below = [text[slice(*span)] for span in found.spans[: found.first + 1]]
    assert below == ["Council", "UN Security Council", "UN Security Council Committee"]
