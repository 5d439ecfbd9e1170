"""The times of an article: found in headline and body, corrected by analysts, written and read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Article, Metadata, Record, Source, Zone
from annotator.domain.article_times import times_of
from annotator.domain.problems import Problem
from annotator.domain.times.interval import Interval
from annotator.domain.times.time_correction import (
    TimeCorrection,
    read,
    with_correction,
    without_correction,
    written,
)

HEADLINE, DATELINE, BODY, TAIL = (
    "Talks on Friday",
    "OSLO, November 1 (AP) - ",
    "They met on Tuesday, and had met since 1994.",
    "(AP, May 2006)",
)
TEXT = f"{HEADLINE}\n\n{DATELINE}{BODY}\n\n{TAIL}"


def zone(kind: str, part: str) -> Zone:
    return Zone(kind, TEXT.index(part), TEXT.index(part) + len(part))


RECORD = Record(
    Metadata(HEADLINE, published="2006-11-01"),
    (zone("headline", HEADLINE), zone("dateline", DATELINE), zone("body", BODY), zone("tail", TAIL)),
    Source("a.txt", "0" * 64),
)


def shown(*said: TimeCorrection) -> list[tuple[str, str, str]]:
    found = times_of(Article("0" * 64, TEXT, replace(RECORD, times=said)))
    assert all(TEXT[one.start : one.end] == one.text for one in found)
    return [(one.text, written(one.value) if one.value else "?", one.direction) for one in found]


def on(words: str, value: str | None) -> TimeCorrection:
    start = TEXT.index(words)
    return TimeCorrection(start, start + len(words), read(value) if value else None)


def test_headline_and_body_are_read_and_the_dateline_is_not() -> None:
    assert shown() == [
        ("Friday", "2006-10-27", ""),
        ("Tuesday", "2006-10-31", ""),
        ("1994", "1994", "since"),
    ]


@pytest.mark.parametrize(
    ("said", "times"),
    [
        (on("Tuesday", None), ["Friday", "1994"]),
        (on("on Tuesday", "2006-10-24"), ["Friday", "on Tuesday", "1994"]),
        (on("They met", "2006-10"), ["Friday", "They met", "Tuesday", "1994"]),
    ],
)
def test_what_an_analyst_says_counts_before_what_was_found(said: TimeCorrection, times: list[str]) -> None:
    assert [words for words, _, _ in shown(said)] == times


def test_a_corrected_time_still_points_where_it_pointed() -> None:
    assert shown(on("1994", "1995"))[-1] == ("1994", "1995", "since")


def test_of_two_corrections_of_the_same_words_the_later_counts() -> None:
    twice = with_correction(with_correction((), on("Tuesday", "2006-10-24")), on("on Tuesday", None))
    assert twice == (on("on Tuesday", None),)
    assert without_correction(twice, twice[0].start, twice[0].end) == ()


def test_a_record_keeps_corrections_and_is_as_before_without_them() -> None:
    assert "times" not in RECORD.body()
    said = replace(RECORD, times=(on("Friday", None), on("Tuesday", "2006-10-18/2006-10-19")))
    assert Record.from_body(said.body()) == said


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2006", "2006-01-01", "2006-12-31"),
        ("2006-11", "2006-11-01", "2006-11-30"),
        (" 2006-11-01 ", "2006-11-01", "2006-11-01"),
        ("2006-10-18/2006-10-19", "2006-10-18", "2006-10-19"),
        ("2003/2005", "2003-01-01", "2005-12-31"),
    ],
)
def test_a_time_is_typed_as_iso_writes_it(typed: str, first: str, last: str) -> None:
    assert (str(read(typed).first), str(read(typed).last)) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "soon", "2006-13", "2006-02-30", "2006-11-02/2006-11-01", "06-11-01", "/"]
)
def test_what_is_no_time_is_explained(typed: str) -> None:
    with pytest.raises(Problem, match="2006-10-18/2006-10-19"):
        read(typed)


@given(st.dates(date(1000, 1, 1), date(2999, 1, 1)), st.dates(date(1000, 1, 1), date(2999, 1, 1)))
def test_whatever_is_written_is_read_again(one: date, other: date) -> None:
    value = Interval(min(one, other), max(one, other), "range")
    again = read(written(value))
    assert (again.first, again.last) == (value.first, value.last)
