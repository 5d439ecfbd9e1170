"""Datelines in the manners of many agencies; a new one is a row of the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reading.datelines import find_dateline
from annotator.reading.places import title_case

DATELINES = [
    # dateline, agency, place, figures, spelled date
    (
        "03/09/2007 09:40 MOSCOW, September 3 (RIA Novosti) - ",
        "RIA Novosti",
        "Moscow",
        "03/09/2007 09:40",
        "--09-03",
    ),
    ("MOSCOW, September 3 (RIA Novosti) - ", "RIA Novosti", "Moscow", None, "--09-03"),
    ("ST. PETERSBURG, Russia, July 15 (RIA Novosti) - ", "RIA Novosti", "St. Petersburg", None, "--07-15"),
    ("BISHKEK, May 2 (RIA Novosti, Anna Lebedeva) - ", "RIA Novosti", "Bishkek", None, "--05-02"),
    ("МОСКВА, 1 ноя - РИА Новости. ", "RIA Novosti", "Москва", None, "--11-01"),
    ("МОСКВА, 1 ноя — РИА Новости, Анна Лебедева. ", "RIA Novosti", "Москва", None, "--11-01"),
    ("TBILISI, August 21. /TASS/. ", "TASS", "Tbilisi", None, "--08-21"),
    ("TBILISI, August 21./TASS/.", "TASS", "Tbilisi", None, "--08-21"),
    ("SEOUL/TOKYO, August 21. /TASS/. ", "TASS", "Seoul/Tokyo", None, "--08-21"),
    ("РОСТОВ-НА-ДОНУ, 21 августа. /ТАСС/. ", "TASS", "Ростов-на-Дону", None, "--08-21"),
    ("MOSCOW, November 1 (Itar-Tass) -- ", "ITAR-TASS", "Moscow", None, "--11-01"),
    ("MOSCOW. Nov 1 (Interfax) - ", "Interfax", "Moscow", None, "--11-01"),
    ("Москва. 1 ноября. INTERFAX.RU - ", "Interfax", "Москва", None, "--11-01"),
    ("SEOUL, Dec. 8 (Yonhap) -- ", "Yonhap", "Seoul", None, "--12-08"),
    ("(서울=연합뉴스) 김하나 기자 = ", "Yonhap", "서울", None, None),
    ("(워싱턴=연합뉴스) 김하나 이두리 특파원 = ", "Yonhap", "워싱턴", None, None),
    ("[서울=뉴시스] 김하나 기자 = ", "Newsis", "서울", None, None),
    ("SEOUL, Dec. 8 (UPI) -- ", "UPI", "Seoul", None, "--12-08"),
    ("VIENNA (AP) -- ", "AP", "Vienna", None, None),
    ("VIENNA, Austria (AP) — ", "AP", "Vienna", None, None),
    ("WASHINGTON, D.C. (AP) _ ", "AP", "Washington", None, None),
    ("LONDON (Reuters) - ", "Reuters", "London", None, None),
    ("LONDON, Jan 5 (Reuters) - ", "Reuters", "London", None, "--01-05"),
    ("LONDON, Jan 5 - ", None, "London", None, "--01-05"),
    ("(Reuters) - ", "Reuters", None, None, None),
    ("Paris, Feb 3, 2010 (AFP) - ", "AFP", "Paris", None, "2010-02-03"),
    ("Paris (AFP) Feb 3, 2010 - ", "AFP", "Paris", None, "2010-02-03"),
    ("Paris (AFP) Feb 3, 2010 ", "AFP", "Paris", None, "2010-02-03"),
    ("BEIJING, Nov. 1 (Xinhua) -- ", "Xinhua", "Beijing", None, "--11-01"),
    ("新华社北京11月1日电（记者 李明）", "Xinhua", "北京", None, "--11-01"),
    ("Pyongyang, November 1 (KCNA) -- ", "KCNA", "Pyongyang", None, "--11-01"),
    ("(평양 11월 1일발 조선중앙통신) ", "KCNA", "평양", None, "--11-01"),
    ("TOKYO, Nov. 1 (Kyodo) - ", "Kyodo", "Tokyo", None, "--11-01"),
    ("TOKYO Nov 1 Kyodo - ", "Kyodo", "Tokyo", None, "--11-01"),
    ("【北京共同】", "Kyodo", "北京", None, None),
    ("Tehran, Nov 1, IRNA -- ", "IRNA", "Tehran", None, "--11-01"),
    ("TEHRAN (ISNA)- ", "ISNA", "Tehran", None, None),
    ("PRAGUE, November 1, 2006 (RFE/RL) -- ", "RFE/RL", "Prague", None, "2006-11-01"),
    ("04/05/2009 10:15 BRUSSELS (Agency) - ", "Agency", "Brussels", "04/05/2009 10:15", None),
    ("04/05/2009 10:15 BRUSSELS - ", None, "Brussels", "04/05/2009 10:15", None),
    ("KABUL, 31 October 2006 (IRIN) - ", "IRIN", "Kabul", None, "2006-10-31"),
    ("WASHINGTON, Nov 1 /PRNewswire/ -- ", "PRNewswire", "Washington", None, "--11-01"),
    ("UNITED NATIONS (Reuters) - ", "Reuters", "United Nations", None, None),
    ("RIO DE JANEIRO, Jan. 3 (UPI) -- ", "UPI", "Rio de Janeiro", None, "--01-03"),
    ("باريس (أ ف ب) - ", "AFP", "باريس", None, None),
    ("موسكو 1 نوفمبر (رويترز) - ", "Reuters", "موسكو", None, "--11-01"),
]


@pytest.mark.parametrize(("written", "agency", "place", "figures", "spelled"), DATELINES)
def test_dateline_is_read(written: str, agency: str, place: str, figures: str, spelled: str) -> None:
    found = find_dateline(f"{written}장관 Envoys met.")
    assert found is not None
    assert (len(written), agency, place) == (found.end, found.agency, found.place)
    assert (figures, spelled) == (found.numeric and found.numeric.raw, found.spelled and str(found.spelled))


@pytest.mark.parametrize(
    "line",
    [
        "LONDON - Oil rose.",
        "On November 1 - the day of the vote - shops stayed shut.",
        "Anna Lebedeva (Deputy Minister) - she said so.",
        "He said in May (AP) - maybe.",
        "Envoys met (Reuters) - and parted.",
        "The envoys met on November 1 and agreed to meet again.",
        "Ferry sinks off coast",
        "04/05/2009 10:15",
        "",
        "(",
    ],
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert find_dateline(line) is None


def test_only_the_line_at_the_given_place_is_looked_at() -> None:
    text = "Headline\nOSLO (AP) - Envoys met."
    assert find_dateline(text) is None
    assert find_dateline(text, 9).end == len("Headline\nOSLO (AP) - ")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("NEW YORK", "New York"),
        ("DAR ES SALAAM", "Dar es Salaam"),
        ("N'DJAMENA", "N'Djamena"),
        ("САНКТ-ПЕТЕРБУРГ", "Санкт-Петербург"),
        ("The Hague", "The Hague"),
        ("서울", "서울"),
    ],
)
def test_places_in_capitals_are_set_in_title_case(place: str, expected: str) -> None:
    assert expected == title_case(place)


PIECES = st.sampled_from(
    ["MOSCOW", ", ", "May 1", "(AP)", "/TASS/", " - ", "01/02/2006 ", "(서울=", ")", "\n", "ß"]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join))
def test_no_text_makes_the_search_fail(text: str) -> None:
    found = find_dateline(text)
    assert found is None or 0 < found.end <= len(text)
