"""Files with several stories, and lists of headlines; what may be one story stays one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reading.digests import is_index, stories

PROSE = (
    "Envoys of six coastal states met on Friday to share out the herring of the coming year, the host said.\n\n"
    "Nobody else spoke."
)
ONE = f"Herring talks open in spring\n\nRIA Novosti\n\nMOSCOW, November 1 (RIA Novosti) - {PROSE}"
TWO = f"Cod is counted twice\n\nVIENNA (AP) — {PROSE}\n\nCopyright 2006 The Coast"
THREE = f"Mackerel moves north\nSEOUL, Dec. 8 (Yonhap) -- {PROSE}"
SIGNED = f"Ferry runs again\n\nVoice of America\n\nBy Jane Roe\nVienna\n02 April 2007\n\n{PROSE}"
WRAPPED = (
    "Herring talks open\n\nTehran, Nov 1, IRNA\nEnvoys of six coastal states met\non Friday, the host\nsaid."
)
COMPACT = (
    "Herring talks open\nTehran, Nov 1, IRNA\nEnvoys of six coastal states met\non Friday, the host\nsaid."
)
SCRIPT = f"DATE=9/12/2003\nTYPE=REPORT\nNUMBER=2-1\nTITLE=HERRING\nDATELINE=VIENNA\nCONTENT=\nTEXT: {PROSE}\n\nNEB/JR"
KOREAN = "청어 회담 봄에 열린다\n\n(서울=연합뉴스) 한유리 기자 = 여섯 나라 대표가 금요일에 만났다고 주최 측이 밝혔다."
CHINESE = "渔业会谈将于春天举行\n\n新华社北京11月1日电（记者 李明）六国代表星期五会面。"
RUSSIAN = (
    f"Переговоры о сельди\n\nМОСКВА, 21 августа. /ТАСС/. Послы шести стран встретились в пятницу. {PROSE}"
)


@pytest.mark.parametrize(
    "parts",
    [
        [ONE, TWO],
        [ONE, TWO, THREE],
        [ONE, ONE],
        [THREE, THREE, THREE],
        [WRAPPED, WRAPPED],
        [COMPACT, COMPACT, COMPACT],
        [SIGNED, SIGNED],
        [SIGNED, ONE],
        [SCRIPT, SCRIPT],
        [SCRIPT, ONE, SCRIPT],
        [KOREAN, KOREAN],
        [CHINESE, CHINESE, CHINESE],
        [RUSSIAN, TWO],
        [f"Herring without a dateline\n\n{PROSE}", ONE, TWO],
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n\n", "\n\n* * *\n\n", "\n----------\n"])
def test_stories_one_after_another_can_be_split(parts: list[str], between: str) -> None:
    text = between.join(parts)
    starts = [sum(map(len, parts[:n])) + n * len(between) for n in range(len(parts))]
    found = stories(text)
    assert starts == [start for start, _ in found]
    assert [text[start:end].startswith(part) for (start, end), part in zip(found, parts, strict=True)] == [
        True
    ] * len(parts)


def test_a_list_of_contents_stays_with_the_first_story() -> None:
    text = f"Main stories of the day\n\n{ONE}\n\n{TWO}"
    assert [(0, text.index("Cod is") - 2), (text.index("Cod is"), len(text))] == stories(text)


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        SIGNED,
        SCRIPT,
        PROSE,
        f"{ONE}\n\nThe other quota\n\n{PROSE}\n\nA new hope\n\n{PROSE}",
        f"{ONE}\n\n* * *\n\n{PROSE}\n\n* * *\n\n{PROSE}",
        # Another agency's dateline within a paragraph, also where a hard-wrapped line begins with it.
        f"{ONE}\n\nThe wire of that day began with “VIENNA (AP) — Envoys met”, and went on for a page.",
        f"{WRAPPED}\n\nThe wire of that day, which nobody has read, began with\nVIENNA (AP) — Envoys met, "
        "and went on for a page.\n\nNobody read it.",
        # A second place without a title of its own: a roundup of one story.
        f"{ONE}\n\nVIENNA, November 1 (RIA Novosti) - {PROSE}",
        # A title and a byline alone, as a contributor's note at the foot.
        f"{ONE}\n\nAbout the author\n\nBy Jane Roe",
        # Two datelines below one title: nothing stands between them.
        f"Herring talks open\n\nNovember 1, 2006\n\nMOSCOW, November 1 (RIA Novosti) - {PROSE}",
        "Herring talks open",
    ],
)
def test_one_story_is_not_split(text: str) -> None:
    assert stories(text) == [(0, len(text))]
    assert not is_index(text)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_blank_text_has_no_stories(text: str) -> None:
    assert stories(text) == []
    assert not is_index(text)


HEADLINES = [
    "Herring talks open in spring",
    "Cod is counted twice, ministers say",
    "Mackerel moves north for a third year",
    "Ferry runs again between Oslo and Bergen",
    "Who owns the sea? Six states, six answers",
    "Coast guard buys two cutters",
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(HEADLINES),
        "\n\n".join(HEADLINES),
        "World news\n\n" + "\n\n".join(f"{line}\nhttps://herald.example/{len(line)}" for line in HEADLINES),
        "\n".join(f"{number}. {line}" for number, line in enumerate(HEADLINES, 1)),
        "\n".join(f"- {line} (01/11/2006)" for line in HEADLINES),
        "Archive\n\n1 November 2006\n\n"
        + "\n\n".join(HEADLINES)
        + "\n\n2 November 2006\n\n"
        + "\n".join(HEADLINES),
        "\n".join(["渔业会谈将于春天举行", "鳕鱼清点两次", "渡轮恢复通航", "六国代表会面", "海警购置新船"]),
        "\n".join(HEADLINES * 4) + f"\n\n{PROSE[:90]} said so."[:100],
    ],
)
def test_a_list_of_headlines_is_an_index(text: str) -> None:
    assert is_index(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(HEADLINES[:3]),
        "\n\n".join(f"{line}\n\n{PROSE}" for line in HEADLINES),
        # A hard-wrapped story: its lines are short, too, and few of them end like a sentence.
        "Herring talks open\n\n"
        + "Envoys of six coastal states met on\nFriday to share out the herring of\nthe coming year, "
        "the host said, and\nnobody spoke to the reporters who had\nwaited in the rain since the morning.\n\n"
        * 4,
        KOREAN,
        CHINESE,
    ],
)
def test_texts_with_prose_are_no_index(text: str) -> None:
    assert not is_index(text)


PIECES = st.sampled_from(
    [*ONE.split("\n\n"), *SIGNED.split("\n"), *SCRIPT.split("\n"), "* * *", " ", "NEB/JR"]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=16), st.sampled_from(["\n", "\n\n"]))
def test_ranges_are_apart_and_leave_out_only_white_space(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    edges = [edge for found in stories(text) for edge in found]
    assert edges == sorted(edges)
    assert all(start < end for start, end in stories(text))
    assert "".join(text[start:end] for start, end in stories(text)).split() == text.split() or (
        "".join("".join(text[start:end].split()) for start, end in stories(text)) == "".join(text.split())
    )
    assert is_index(text) in (True, False)


def test_four_thousand_paragraphs_take_no_longer_than_a_moment() -> None:
    text = "\n\n".join([ONE, *[PROSE] * 2000])
    begin = time.process_time()
    assert len(stories(text)) == 1
    assert not is_index(text)
    assert time.process_time() - begin < 2
