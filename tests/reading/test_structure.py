"""Zones and metadata of plain texts, from a full wire story down to a single word."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import ZONE_KINDS
from annotator.reading.structure import Recognised, recognise

BODY = """Envoys of six coastal states will meet in spring to share out the herring.

Nobody else spoke."""
WIRE = f"""Subscribe to our newsletter!

Fisheries

Date of herring talks still open - Lebedeva

RIA Novosti

02/04/2007 11:05 MURMANSK, April 2 (RIA Novosti) - {BODY}

Join the CoastWatch.example mailing list"""


def parts(text: str, found: Recognised) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in found.zones]


def test_a_wire_story_has_all_its_zones() -> None:
    assert parts(WIRE, recognise(WIRE)) == [
        ("promotion", "Subscribe to our newsletter!"),
        ("section", "Fisheries"),
        ("headline", "Date of herring talks still open - Lebedeva"),
        ("agency", "RIA Novosti"),
        ("dateline", "02/04/2007 11:05 MURMANSK, April 2 (RIA Novosti) -"),
        ("body", BODY),
        ("tail", "Join the CoastWatch.example mailing list"),
    ]


def test_a_wire_story_says_who_wrote_it_where_and_when() -> None:
    found = recognise(WIRE).metadata
    assert found.headline == "Date of herring talks still open - Lebedeva"
    assert (found.agency, found.place) == ("RIA Novosti", "Murmansk")
    assert (found.published, found.date_evidence) == ("2007-04-02T11:05:00", "spelled month in the dateline")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", []),
        ("Herring talks open\n\n", ["headline"]),
        ("Is the herring lost?\n\n", ["headline"]),
        (
            "Weapons of Mass Destruction (WMD)\n\nHerring talks open in the far north\n\n",
            ["section", "headline"],
        ),
        ("Today's offer\n\nWorld\n\nHerring talks open\n\n", ["promotion", "section", "headline"]),
        ("UNITED24 - give\n\nFish and Sea Food\n\nTalks open\n\n", ["promotion", "section", "headline"]),
        ("Herring talks open\n\nVoice of America\n\nBy Jane Roe\n\n", ["headline", "agency", "byline"]),
        ("Herring talks open\n\nJane Roe\n\n", ["headline", "byline"]),
        ("Herring talks open\nin the far north\n\n", ["headline"]),
        ("Herring talks open in Murmansk\n\nUpdated: April 3, 2007 10:00 GMT\n\n", ["headline", "dateline"]),
        ("Herring talks open\n\nEnvoys will share out the last catch\n\n", ["headline", "headline"]),
    ],
)
def test_lines_above_a_dateline_are_told_apart(head: str, expected: list[str]) -> None:
    found = recognise(f"{head}OSLO (AP) - {BODY}")
    assert [*expected, "dateline", "body"] == [zone.kind for zone in found.zones]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("Herring.", ["body"]),
        ("Herring", ["body"]),
        (BODY, ["body"]),
        (f"Herring talks open\n\n{BODY}", ["headline", "body"]),
        (f"Herring talks open.\n\n{BODY}", ["body"]),
        (f"Herring talks open in the U.S.\n\n{BODY}", ["headline", "body"]),
        (f"Herring talks open\n{BODY}", ["body"]),
        (f"World\n\nHerring talks open\n\n{BODY}", ["section", "headline", "body"]),
        (
            f"Herring talks open\n\nBy Jane Roe\nWashington\n02 April 2007\n\n{BODY}",
            ["headline", "byline", "dateline"],
        ),
        ("By Jane Roe", ["body"]),
        ("Copyright 2007 The Coast", ["body"]),
    ],
)
def test_texts_without_a_dateline_are_read_by_their_shape(text: str, expected: list[str]) -> None:
    assert expected == [zone.kind for zone in recognise(text).zones][: len(expected)]


@pytest.mark.parametrize(
    "tail",
    [
        "Join the CoastWatch.example mailing list",
        "(Reporting by Jane Roe; editing by John Doe)",
        "(Reporting by Jane Roe in Oslo and\nJohn Doe in Bergen; editing by Max Moe)",
        "(Writing by Jane Roe)",
        "Copyright (c) 2007. The Coast. All rights reserved.",
        "© 2007 The Coast",
        "Enditem",
        "Source: Xinhua\n\nShare",
        "<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>",
        "roe@coast.example\n(END)",
    ],
)
def test_credits_and_invitations_are_the_tail(tail: str) -> None:
    text = f"OSLO (AP) - {BODY}\n\n{tail}"
    assert parts(text, recognise(text))[1:] == [("body", BODY), ("tail", tail)]


@pytest.mark.parametrize(
    ("head", "name", "published", "evidence"),
    [
        ("SEOUL, Dec. 8 (Yonhap) -- ", "a.txt", "--12-08", "spelled month in the dateline"),
        ("04/05/2009 OSLO (Agency) - ", "20090504.txt", "2009-05-04", "date in the file name"),
        ("04/05/2009 OSLO (RIA Novosti) - ", "a.txt", "2009-05-04", "RIA Novosti writes the day first"),
        (
            "Talks\n\nUpdated: 4 May 2009\n\n04/05/2009 OSLO - ",
            "a.txt",
            "2009-05-04",
            "date in the Updated line",
        ),
        ("Talks\n\nMay 4, 2009\n\nOSLO (AP) - ", "a.txt", "2009-05-04", "spelled month in the date line"),
        (
            "Talks\n\n14:25 04/05/2009\n\nOSLO, May 4 (AP) - ",
            "",
            "2009-05-04T14:25:00",
            "spelled month in the dateline",
        ),
        ("OSLO (AP) - ", "wire-2009-05-04.txt", "2009-05-04", "date in the file name"),
        ("OSLO (AP) - ", "a.txt", None, None),
    ],
)
def test_the_date_comes_with_its_evidence(head: str, name: str, published: str, evidence: str) -> None:
    found = recognise(head + BODY, name).metadata
    assert (published, evidence) == (found.published, found.date_evidence)


def test_an_ambiguous_date_is_unknown_and_keeps_both_readings() -> None:
    found = recognise(f"04/05/2009 10:15 BRUSSELS (Agency) - {BODY}").metadata
    assert found.published is None
    assert found.date_readings == ("2009-05-04T10:15:00", "2009-04-05T10:15:00")


@pytest.mark.parametrize("line", ["Source: Reuters", "IRNA - Islamic Republic News Agency", "(Xinhua)"])
def test_an_agency_line_names_the_agency(line: str) -> None:
    found = recognise(f"Herring talks open\n\n{line}\n\n{BODY}").metadata
    assert found.agency in ("Reuters", "IRNA", "Xinhua")


def test_a_missing_headline_is_the_body_cut_at_a_word() -> None:
    assert recognise("herring talks " * 9).metadata.headline == "herring talks " * 5 + "herring"
    assert recognise("x" * 200).metadata.headline == "x" * 80


def check(text: str) -> None:
    """What holds for the zones of every text."""
    zones = recognise(text).zones
    edges = [0, *[edge for zone in zones for edge in (zone.start, zone.end)]]
    assert edges == sorted(edges)
    assert all(zone.kind in ZONE_KINDS for zone in zones)
    assert all(text[zone.start : zone.end] == text[zone.start : zone.end].strip() != "" for zone in zones)
    assert bool(text.strip()) == ("body" in [zone.kind for zone in zones])


LINES = st.sampled_from(
    [*WIRE.split("\n\n"), "By Jane Roe", "OSLO (AP) -", "May 4, 2009", "World", "Enditem", " ", "Oslo"]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", " "]))
def test_zones_of_any_text_are_sorted_trimmed_and_apart(lines: list[str], between: str) -> None:
    check(between.join(lines))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**6,
        "word " * 200_000,
        "\n\n".join(["word " * 50] * 4000),
        "a" + "\n" * 10**6 + "b",
        "A, (" * 250_000,
    ],
    ids=["one line", "one line of words", "4,000 paragraphs", "blank lines", "brackets"],
)
def test_a_million_characters_take_no_longer_than_a_moment(text: str) -> None:
    begin = time.process_time()
    recognise(text)
    assert time.process_time() - begin < 0.2


def test_a_story_of_the_shared_folder_is_recognised() -> None:
    path = Path(__file__).parents[2].parent / "shared" / "articles" / "wire-2006-11-01.txt"
    if not path.exists():
        pytest.skip("no shared folder beside the checkout")
    found = recognise(path.read_text("utf-8"))
    assert [zone.kind for zone in found.zones] == [
        "promotion",
        "section",
        "headline",
        "agency",
        "dateline",
        "body",
        "tail",
    ]
    assert [(zone.start, zone.end) for zone in found.zones if zone.kind == "headline"] == [(97, 160)]
    assert found.metadata.published == "2006-11-01T14:25:00"
