"""Dates of news: known precision, months in several languages, and the order of evidence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import dates
from annotator.domain.dates import Dating, Spelled, Stamp, find_numeric, find_spelled, settle, stamp_in_name


@pytest.mark.parametrize("value", ["2006-11-01T14:25:00", "2008-02-20", "--08-27", "2008-02-29", "--02-29"])
def test_the_three_known_forms_are_dates(value: str) -> None:
    assert dates.is_known_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "2006-11",
        "2006",
        "01/11/2006",
        "2006-02-29",
        "--13-01",
        "2006-11-01 14:25:00",
        "2006-11-01T14:25",
        "",
        None,
        3,
    ],
)
def test_nothing_else_is_a_date(value: object) -> None:
    assert not dates.is_known_date(value)


@pytest.mark.parametrize(
    ("value", "precision"),
    [("2006-11-01T14:25:00", "time"), ("2008-02-20", "day"), ("--08-27", "day without year")],
)
def test_precision_is_told(value: str, precision: str) -> None:
    assert precision == dates.precision(value)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("January", 1),
        ("Sept.", 9),
        ("августа", 8),
        ("ноя", 11),
        ("MAY", 5),
        ("décembre", 12),
        ("Smarch", None),
    ],
)
def test_month_names_are_numbers(name: str, number: int | None) -> None:
    assert number == dates.month_number(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("November 1", Spelled(11, 1)),
        ("Nov. 1, 2006", Spelled(11, 1, 2006)),
        ("1 November 2006", Spelled(11, 1, 2006)),
        ("3rd May", Spelled(5, 3)),
        ("21 августа 2008", Spelled(8, 21, 2008)),
        ("11月1日", Spelled(11, 1)),
        ("2006년 11월 1일", Spelled(11, 1, 2006)),
        ("1 نوفمبر", Spelled(11, 1)),
        ("February 30", None),
        ("Mayor 5", None),
        ("in May", None),
    ],
)
def test_spelled_dates_are_found(text: str, expected: Spelled | None) -> None:
    assert expected == find_spelled(text)


SAME = Spelled(11, 1)
FILE = Stamp(date(2006, 11, 1), dates.IN_FILE_NAME)


@pytest.mark.parametrize(
    ("figures", "spelled", "stamps", "agency", "value", "evidence"),
    [
        ("01/11/2006 14:25", SAME, [], None, "2006-11-01T14:25:00", dates.SPELLED_MONTH),
        ("11/01/2006 14:25", SAME, [], "RIA Novosti", "2006-11-01T14:25:00", dates.SPELLED_MONTH),
        ("02/11/2006 00:10", SAME, [], None, "2006-11-02T00:10:00", dates.SPELLED_MONTH),
        ("01/12/2006 00:10", Spelled(11, 30), [], None, "2006-12-01T00:10:00", dates.SPELLED_MONTH),
        ("01/01/2007", Spelled(12, 31, 2006), [], None, "2007-01-01", dates.SPELLED_MONTH),
        ("01/11/2006", None, [FILE], None, "2006-11-01", dates.IN_FILE_NAME),
        ("11/01/2006", None, [FILE], "RIA Novosti", "2006-11-01", dates.IN_FILE_NAME),
        ("04/05/2009", None, [FILE], "RIA Novosti", "2009-05-04", "RIA Novosti writes the day first"),
        ("25/11/2006", None, [], None, "2006-11-25", dates.DAY_ABOVE_12),
        ("11/25/2006", None, [], "RIA Novosti", "2006-11-25", dates.DAY_ABOVE_12),
        ("11/11/2006", None, [], None, "2006-11-11", dates.ONE_READING),
        ("2006-11-01 09:05", None, [], None, "2006-11-01T09:05:00", dates.YEAR_FIRST),
        ("14:25 25/11/2006", None, [], None, "2006-11-25T14:25:00", dates.DAY_ABOVE_12),
        (None, Spelled(12, 8), [], None, "--12-08", dates.SPELLED_MONTH),
        (None, Spelled(12, 8), [FILE], None, "--12-08", dates.SPELLED_MONTH),
        (None, Spelled(2, 3, 2010), [FILE], None, "2010-02-03", dates.SPELLED_MONTH),
        (None, None, [FILE], None, "2006-11-01", dates.IN_FILE_NAME),
        (None, None, [], "RIA Novosti", None, None),
        ("31/31/2006", None, [], None, None, dates.NOT_READABLE),
    ],
)
def test_evidence_is_weighed_in_its_order(figures, spelled, stamps, agency, value, evidence) -> None:
    found = settle(find_numeric(figures) if figures else None, spelled, stamps, agency)
    assert Dating(value, evidence) == found


def test_an_ambiguous_date_stays_open_with_both_readings() -> None:
    found = settle(find_numeric("04/05/2009 10:15"))
    assert found == Dating(None, dates.AMBIGUOUS, ("2009-05-04T10:15:00", "2009-04-05T10:15:00"))


@pytest.mark.parametrize("spelled", [Spelled(8, 1), Spelled(11, 1, 2001)])
def test_a_contradicting_month_makes_neither_trusted(spelled: Spelled) -> None:
    found = settle(find_numeric("01/11/2006"), spelled, [FILE], "RIA Novosti")
    assert found == Dating(None, dates.CONTRADICTION, ("2006-11-01", "2006-01-11"))


def test_a_stamp_of_the_very_day_brings_the_year() -> None:
    found = settle(None, SAME, [FILE])
    assert found == Dating("2006-11-01", "spelled month in the dateline, year from the date in the file name")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("wire-2006-11-01.txt", date(2006, 11, 1)),
        ("20061101_ria.txt", date(2006, 11, 1)),
        ("news/2006/11/01/a.txt", date(2006, 11, 1)),
        ("2006-11-01-to-2006-11-03.txt", None),
        ("120061101.txt", None),
        ("2006-02-30.txt", None),
        ("01-11-2006.txt", None),
    ],
)
def test_the_one_date_in_a_name_is_its_stamp(name: str, day: date | None) -> None:
    found = stamp_in_name(name)
    assert day == (found.day if found else None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_spelled_month_settles_every_day_of_the_calendar(day: date) -> None:
    """Neither order of day and month leads astray when the month stands beside it in words."""
    found = [
        settle(find_numeric(f"{day:{order}}"), Spelled(day.month, day.day))
        for order in ("%d/%m/%Y", "%m/%d/%Y")
    ]
    assert found == [Dating(day.isoformat(), dates.SPELLED_MONTH)] * 2


@given(st.text())
def test_no_text_makes_the_search_fail(text: str) -> None:
    assert isinstance(settle(find_numeric(text), find_spelled(text), (), None), Dating)
