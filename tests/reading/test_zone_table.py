"""Rotating lines of sites above a story, and credits below it: whole zone results; a new site is a row."""

import pytest

from annotator.reading.structure import recognise

TITLE = "Herring talks to open in spring, host says"
BODY = (
    "Envoys of six coastal states met on Friday to share out the herring.\n\n"
    "“Nobody else spoke,” the host said.\n\nThe catch fell by 12 percent, according to the board."
)

HEADS = [
    # lines above a dateline story, and their zones
    (["UNITED24 - Make a charitable donation in support of the coast!"], ["promotion"]),
    (["Subscribe to our newsletter!", "Fisheries"], ["promotion", "section"]),
    (["Advertisement", "Skip to content", "World"], ["promotion", "promotion", "section"]),
    (["Home | News | Sea"], ["section"]),
    (["Sea > Fish > Herring"], ["section"]),
    (["Sponsored: a boat for every purse", "Weapons of Mass Destruction (WMD)"], ["promotion", "section"]),
    (["Donate now", "Please support our archive", "Sea and Coast"], ["promotion", "promotion", "section"]),
    (["We use cookies to serve you better.", "News"], ["promotion", "section"]),
    (["Подпишитесь на наш канал", "Политика"], ["promotion", "section"]),
    (["구독하기", "정치"], ["promotion", "section"]),
    (["FOR IMMEDIATE RELEASE"], ["boilerplate"]),
    (["From the archive of the coast", "World"], ["promotion", "section"]),
    (["Read more", "See also: cod", "Europe"], ["promotion", "promotion", "section"]),
    ([], []),
]
BELOW = [
    # lines between headline and dateline
    ([], []),
    (["RIA Novosti"], ["agency"]),
    (["IRNA - Islamic Republic News Agency"], ["agency"]),
    (["Voice of America", "By Jane Roe"], ["agency", "byline"]),
    (["By Jane Roe and John Doe", "November 1, 2006"], ["byline", "dateline"]),
    (["(Adds host's remark)", "By Jane Roe"], ["boilerplate", "byline"]),
    (["Updated: November 1, 2006 14:25 GMT"], ["dateline"]),
    (["Thu Nov 2, 2006 3:47pm GMT"], ["dateline"]),
]


@pytest.mark.parametrize(("above", "above_kinds"), HEADS)
@pytest.mark.parametrize(("below", "below_kinds"), BELOW)
def test_lines_around_the_headline_rotate(above, above_kinds, below, below_kinds) -> None:
    text = "\n\n".join([*above, TITLE, *below, f"OSLO, November 1 (AP) - {BODY}"])
    found = recognise(text)
    assert [zone.kind for zone in found.zones] == [*above_kinds, "headline", *below_kinds, "dateline", "body"]
    assert found.metadata.headline == TITLE
    assert (found.metadata.place, found.metadata.published and found.metadata.published[-5:]) == (
        "Oslo",
        "11-01",
    )


TAILS = [
    "(Reporting by Jane Roe; Editing by John Doe)",
    "Reporting by Jane Roe in Oslo; additional reporting by John Doe; editing by Max Moe",
    "(Reporting by Jane Roe in Oslo and\nJohn Doe in Bergen; editing by Max Moe)",
    "Additional reporting by Jane Roe.",
    "(Jane Roe contributed to this report from Oslo.)",
    "© 2006 RIA Novosti",
    "(c) 2006 The Coast",
    "Copyright 2006 by United Press International. All Rights Reserved.",
    "Copyright (c) 2010. RFE/RL, Inc. Reprinted with the permission of Radio Free Europe/Radio Liberty",
    "ENDS",
    "-ENDS-",
    "-0-",
    "- 30 -",
    "###",
    "Enditem",
    "(Xinhua)",
    "（完）",
    "(END)",
    "1412/2327",
    "End News / IRNA / News Code 0611015832",
    "News sent: 14:25 Wednesday November 01, 2006",
    "Source: Xinhua\n\nEditor: Li Ming",
    "Source: RIA Novosti news agency, Moscow, in Russian 1425 gmt 1 Nov 06",
    "NEB/JR/FC",
    "jr/fc/kbk",
    "责任编辑：李明",
    "Источник: РИА Новости",
    "<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>",
    "roe@coast.example\n(END)",
    "Join the CoastWatch.example mailing list",
    "Make a donation and keep the coast online",
    "ENDS\n\nCopyright 2006 The Coast\n\nSubscribe to our newsletter!",
    "___\n\nOn the Net:\n\nHerring board: http://herring.example",
    "https://herald.example/2006/11/01/herring",
    "Share:\n\nPrint:\n\nE-mail:",
    "Contact: Jane Roe, +47 55 55 55 55",
    "For more information, call the herring board.",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("head", [f"{TITLE}\n\nOSLO, November 1 (AP) - ", f"{TITLE}\n\n", ""])
def test_credits_are_the_tail(head: str, tail: str) -> None:
    text = f"{head}{BODY}\n\n{tail}"
    found = recognise(text).zones
    assert [text[zone.start : zone.end] for zone in found if zone.kind in ("body", "tail")] == [BODY, tail]


@pytest.mark.parametrize(
    "last",
    [
        "Copyright law will be discussed next, the host said, and nobody objected to it.",
        "The envoys ended the day with a walk.",
        "He was reporting by radio, she said.",
        "“Share what you catch,” he said.",
        "The source: a clerk of the board, who would not be named, showed the list to reporters.",
        "Comments were not allowed.",
        "Editors of six papers signed the letter.",
        "Subscribers to the fishing monthly were told first, according to the board.",
        "Prints of the map were sold out by noon.",
        "We follow us and them alike, he joked.",
        "The score was 12/14 at noon.",
        "AP, Reuters and Xinhua were invited.",
    ],
)
def test_last_paragraphs_of_the_story_are_no_tail(last: str) -> None:
    text = f"{TITLE}\n\nOSLO (AP) - {BODY}\n\n{last}"
    found = recognise(text).zones
    assert (found[-1].kind, text[found[-1].start : found[-1].end]) == ("body", f"{BODY}\n\n{last}")


def test_a_credit_at_the_foot_names_the_agency() -> None:
    for credit in ("(Xinhua)", "Source: Xinhua", "Xinhua News Agency"):
        assert recognise(f"{TITLE}\n\n{BODY}\n\n{credit}").metadata.agency == "Xinhua"
