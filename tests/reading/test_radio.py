"""Radio scripts: the block of fields becomes zones and metadata, and the body keeps its cues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.dates import AMBIGUOUS, DAY_ABOVE_12, IN_FILE_NAME
from annotator.reading.structure import recognise

HABIT = "VOA writes the month first"
BODY = """INTRO: Envoys in Vienna say the herring quota will be settled in spring.

TEXT: The talks ended on a calm note. Coast Commissioner Ada Lindgren said nobody had walked out.

/// LINDGREN ACT ///

We have counted the fish twice. We will count them again.

/// END ACT ///

/// OPT /// The last quota was agreed in Oslo. /// END OPT ///"""
EQUALS = f"""DATE=9/12/2003

TYPE=CORRESPONDENT REPORT

NUMBER=2-123456

TITLE=COAST / HERRING (L)

BYLINE=JANE ROE

DATELINE=VIENNA

CONTENT=

VOICED AT:

{BODY} (SIGNED)

NEB/JR/FC"""
SLUG = f"""SLUG: 2-123456 Coast / Herring (L)
DATE: 9/12/2003
BYLINE: Jane Roe
DATELINE: Vienna

{BODY}

NEB/JR/KBK
"""
UNDER_A_HEADLINE = f"""Subscribe to our newsletter!

World

Envoys: herring quota to be settled in spring

Voice of America

SLUG: 2-123456 Coast / Herring (L-O)
DATE:
NOTE NUMBER:

DATE=September 25, 2003

TYPE=CORRESPONDENT REPORT
NUMBER=2-123456
TITLE=COAST / HERRING
(L-ONLY)
BYLINE=JANE ROE
DATELINE=VIENNA/OSLO
INTERNET=YES
CONTENT=INSERTS AVAILABLE
{BODY}

NEB/JR"""
NO_PLACE = f"""DATE=25/9/2003
TYPE=BACKGROUND REPORT
NUMBER=5-12345
TITLE=HERRING: WHO CATCHES IT?
BYLINE=JANE ROE
DATELINE=
CONTENT=
{BODY}
/// JAZZ MUSIC, THEN FADE ///

NEB/JR/FC

Join the CoastWatch.example mailing list"""


def parts(text: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in recognise(text).zones]


def test_a_script_with_equals_signs() -> None:
    assert parts(EQUALS) == [
        ("dateline", "DATE=9/12/2003"),
        ("boilerplate", "TYPE=CORRESPONDENT REPORT"),
        ("boilerplate", "NUMBER=2-123456"),
        ("boilerplate", "TITLE="),
        ("headline", "COAST / HERRING (L)"),
        ("byline", "BYLINE=JANE ROE"),
        ("dateline", "DATELINE=VIENNA"),
        ("boilerplate", "CONTENT="),
        ("boilerplate", "VOICED AT:"),
        ("body", f"{BODY} (SIGNED)"),
        ("tail", "NEB/JR/FC"),
    ]


def test_a_script_with_a_slug() -> None:
    assert parts(SLUG) == [
        ("boilerplate", "SLUG: 2-123456"),
        ("headline", "Coast / Herring (L)"),
        ("dateline", "DATE: 9/12/2003"),
        ("byline", "BYLINE: Jane Roe"),
        ("dateline", "DATELINE: Vienna"),
        ("body", BODY),
        ("tail", "NEB/JR/KBK"),
    ]


def test_a_script_under_a_headline_of_its_own() -> None:
    assert parts(UNDER_A_HEADLINE) == [
        ("promotion", "Subscribe to our newsletter!"),
        ("section", "World"),
        ("headline", "Envoys: herring quota to be settled in spring"),
        ("agency", "Voice of America"),
        ("boilerplate", "SLUG: 2-123456 Coast / Herring (L-O)"),
        ("dateline", "DATE:"),
        ("boilerplate", "NOTE NUMBER:"),
        ("dateline", "DATE=September 25, 2003"),
        ("boilerplate", "TYPE=CORRESPONDENT REPORT"),
        ("boilerplate", "NUMBER=2-123456"),
        ("boilerplate", "TITLE="),
        ("headline", "COAST / HERRING\n(L-ONLY)"),
        ("byline", "BYLINE=JANE ROE"),
        ("dateline", "DATELINE=VIENNA/OSLO"),
        ("boilerplate", "INTERNET=YES"),
        ("boilerplate", "CONTENT=INSERTS AVAILABLE"),
        ("body", BODY),
        ("tail", "NEB/JR"),
    ]


def test_a_script_without_a_place() -> None:
    assert parts(NO_PLACE) == [
        ("dateline", "DATE=25/9/2003"),
        ("boilerplate", "TYPE=BACKGROUND REPORT"),
        ("boilerplate", "NUMBER=5-12345"),
        ("boilerplate", "TITLE="),
        ("headline", "HERRING: WHO CATCHES IT?"),
        ("byline", "BYLINE=JANE ROE"),
        ("dateline", "DATELINE="),
        ("boilerplate", "CONTENT="),
        ("body", f"{BODY}\n/// JAZZ MUSIC, THEN FADE ///"),
        ("tail", "NEB/JR/FC\n\nJoin the CoastWatch.example mailing list"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "headline", "place", "published", "evidence"),
    [
        (EQUALS, "a.txt", "COAST / HERRING (L)", "Vienna", "2003-09-12", HABIT),
        (EQUALS, "2003-12-09.txt", "COAST / HERRING (L)", "Vienna", "2003-12-09", IN_FILE_NAME),
        (SLUG, "a.txt", "Coast / Herring (L)", "Vienna", "2003-09-12", HABIT),
        (
            UNDER_A_HEADLINE,
            "a.txt",
            "Envoys: herring quota to be settled in spring",
            "Vienna/Oslo",
            "2003-09-25",
            "spelled month in the DATE line",
        ),
        (NO_PLACE, "a.txt", "HERRING: WHO CATCHES IT?", None, "2003-09-25", DAY_ABOVE_12),
    ],
)
def test_the_fields_are_metadata(
    text: str, name: str, headline: str, place: str, published: str, evidence: str
) -> None:
    told = recognise(text, name).metadata
    assert (told.headline, told.agency, told.place) == (headline, "VOA", place)
    assert (told.published, told.date_evidence) == (published, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "TITLE: The herring\nDATE: 9/12/2003\n\nEnvoys met.",
        "TYPE: a word\n\nNUMBER: another\n\nEnvoys met.",
        "DATE: 9/12/2003\nTITLE: Herring\nBYLINE: Jane Roe\n\nEnvoys met.",
    ],
)
def test_a_few_fields_are_no_script(text: str) -> None:
    told = recognise(text).metadata
    assert told.agency is None
    assert told.published is None


@pytest.mark.parametrize(
    ("above", "foot", "agency"),
    [("", "", None), ("", "\n\nNEB/JR/FC", "VOA"), ("Radio Free Asia\n\n", "", "RFA")],
)
def test_a_block_with_a_dateline_names_an_agency_only_with_its_signs(
    above: str, foot: str, agency: str
) -> None:
    text = f"{above}DATE: 9/12/2003\nTITLE: Herring\nDATELINE: Vienna\n\nEnvoys met.\n\nNobody spoke.{foot}"
    told = recognise(text).metadata
    assert (told.headline, told.place, told.agency) == ("Herring", "Vienna", agency)
    assert told.published == ("2003-09-12" if agency == "VOA" else None)


def test_a_date_of_nobody_in_particular_stays_open() -> None:
    told = recognise("Herring talks open\n\nDATE: 9/12/2003\n\nEnvoys met.\n\nNobody spoke.").metadata
    assert (told.published, told.date_evidence) == (None, AMBIGUOUS)
    assert told.date_readings == ("2003-12-09", "2003-09-12")


FIELDS = st.sampled_from(
    [line for line in EQUALS.split("\n") if line] + ["SLUG: 2-1 A", "DATE:", " ", "Oslo"]
)


@given(st.lists(FIELDS | st.text(max_size=9), max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_zones_of_any_block_are_sorted_trimmed_and_apart(lines: list[str], between: str) -> None:
    text = between.join(lines)
    zones = recognise(text).zones
    edges = [edge for zone in zones for edge in (zone.start, zone.end)]
    assert edges == sorted(edges)
    assert all(text[zone.start : zone.end] == text[zone.start : zone.end].strip() != "" for zone in zones)
    assert bool(text.strip()) == ("body" in [zone.kind for zone in zones])
