"""Times in the text, a row each: a sentence of a story of 1 November 2006, a Wednesday, and what it names.

To add one, write the sentence and what it means; what fails shows what the rules lack.
"""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.times.finding import find_times
from annotator.domain.times.interval import NO_DATE, NO_YEAR, Interval, TimeExpression
from annotator.domain.times.time_correction import written

PUBLISHED = "2006-11-01T14:25:00"

On = tuple[str, str | None, str, str, str]


def on(words: str, first: str, last: str, precision: str, direction: str = "") -> On:
    """The words name the days from `first` to `last`."""
    return words, first, last, precision, direction


def open_(words: str, why: str) -> On:
    """The words name a time that cannot be told."""
    return words, None, why, "", ""


def shown(found: TimeExpression) -> On:
    if found.value is None:
        return open_(found.text, found.why)
    value = found.value
    return on(found.text, str(value.first), str(value.last), value.precision, found.direction)


ROWS: list[tuple[str, list[On]]] = [
    (
        "The minister said on Wednesday that talks would resume.",
        [on("Wednesday", "2006-11-01", "2006-11-01", "day")],
    ),
    ("Talks will resume on Friday.", [on("Friday", "2006-11-03", "2006-11-03", "day")]),
    ("The ban was lifted last November.", [on("last November", "2005-11-01", "2005-11-30", "month")]),
    ("On October 9 the country tested a device.", [on("October 9", "2006-10-09", "2006-10-09", "day")]),
    ("They met on October 18-19.", [on("October 18-19", "2006-10-18", "2006-10-19", "range")]),
    ("He left office in 2003.", [on("2003", "2003-01-01", "2003-12-31", "year")]),
    (
        "The envoy came on October 9. He left the next day.",
        [
            on("October 9", "2006-10-09", "2006-10-09", "day"),
            on("the next day", "2006-10-10", "2006-10-10", "day"),
        ],
    ),
    ("It was signed yesterday.", [on("yesterday", "2006-10-31", "2006-10-31", "day")]),
    ("The ban was imposed two weeks ago.", [on("two weeks ago", "2006-10-16", "2006-10-22", "week")]),
    ("It was announced earlier this month.", [on("earlier this month", "2006-11-01", "2006-11-01", "part")]),
    ("It has held since 2003.", [on("2003", "2003-01-01", "2003-12-31", "year", "since")]),
    ("In the 1990s exports fell.", [on("the 1990s", "1990-01-01", "1999-12-31", "decade")]),
    ("The law took effect on Oct. 9, 2006.", [on("Oct. 9, 2006", "2006-10-09", "2006-10-09", "day")]),
    ("The law took effect on 9 October 2006.", [on("9 October 2006", "2006-10-09", "2006-10-09", "day")]),
    ("It grew between 2003 and 2005.", [on("2003 and 2005", "2003-01-01", "2005-12-31", "range")]),
    ("A vote is planned for early 2007.", [on("early 2007", "2007-01-01", "2007-04-30", "part")]),
    (
        "It will end by the end of the year.",
        [on("the end of the year", "2006-09-01", "2006-12-31", "part", "until")],
    ),
    ("In mid-October the council met.", [on("mid-October", "2006-10-11", "2006-10-20", "part")]),
    (
        "Last week it met; next year it will meet again.",
        [
            on("Last week", "2006-10-23", "2006-10-29", "week"),
            on("next year", "2007-01-01", "2007-12-31", "year"),
        ],
    ),
    ("The plan was made this spring.", [on("this spring", "2006-03-01", "2006-05-31", "season")]),
    (
        "In the third quarter of 2006 exports fell.",
        [on("the third quarter of 2006", "2006-07-01", "2006-09-30", "quarter")],
    ),
    ("They will meet November 2-4.", [on("November 2-4", "2006-11-02", "2006-11-04", "range")]),
    (
        "The fleet was at sea from October 30 to November 2.",
        [on("October 30 to November 2", "2006-10-30", "2006-11-02", "range")],
    ),
    (
        "Mr. May said the second quarter was fine.",
        [on("the second quarter", "2006-04-01", "2006-06-30", "quarter")],
    ),
    (
        "He spoke on Wednesday evening, the Sunday Times said.",
        [on("Wednesday evening", "2006-11-01", "2006-11-01", "day")],
    ),
    ("From Monday to Wednesday they met.", [on("Monday to Wednesday", "2006-10-30", "2006-11-01", "range")]),
    (
        "In May and June 2006 they met; the June 2006 deal held.",
        [
            on("May", "2006-05-01", "2006-05-31", "month"),
            on("June 2006", "2006-06-01", "2006-06-30", "month"),
            on("June 2006", "2006-06-01", "2006-06-30", "month"),
        ],
    ),
    (
        "Over the past three years exports rose.",
        [on("the past three years", "2003-11-01", "2006-11-01", "range")],
    ),
    ("The deadline is December 31.", [on("December 31", "2006-12-31", "2006-12-31", "day")]),
    ("On Tuesday, October 31, he spoke.", [on("Tuesday, October 31", "2006-10-31", "2006-10-31", "day")]),
    ("By 2010 the plant should work.", [on("2010", "2010-01-01", "2010-12-31", "year", "until")]),
    ("The deal was signed in Vienna in late May.", [on("late May", "2006-05-21", "2006-05-31", "part")]),
    ("The talks, which began in early 1994, failed.", [on("early 1994", "1994-01-01", "1994-04-30", "part")]),
    (
        "Exports fell by the end of 2005.",
        [on("the end of 2005", "2005-09-01", "2005-12-31", "part", "until")],
    ),
    ("The council is due to vote on Thursday.", [on("Thursday", "2006-11-02", "2006-11-02", "day")]),
    (
        "The envoy arrived Tuesday and leaves Friday.",
        [on("Tuesday", "2006-10-31", "2006-10-31", "day"), on("Friday", "2006-11-03", "2006-11-03", "day")],
    ),
    ("The ministry said Monday it had not decided.", [on("Monday", "2006-10-30", "2006-10-30", "day")]),
    ("He was arrested on 11 September 2001.", [on("11 September 2001", "2001-09-11", "2001-09-11", "day")]),
    ("Since 9/11 controls have been stricter.", [on("9/11", "2001-09-11", "2001-09-11", "day", "since")]),
    ("The crisis of the 1930s was worse.", [on("the 1930s", "1930-01-01", "1939-12-31", "decade")]),
    ("The sixties were good years for whaling.", [on("The sixties", "1960-01-01", "1969-12-31", "decade")]),
    (
        "In the 19th century herring was money.",
        [on("the 19th century", "1801-01-01", "1900-12-31", "century")],
    ),
    ("Talks will begin in two weeks' time.", [on("two weeks' time", "2006-11-13", "2006-11-19", "week")]),
    (
        "Several years ago the port was closed.",
        [open_("Several years ago", "The text does not say how many.")],
    ),
    (
        "The ban was lifted a couple of months ago.",
        [on("a couple of months ago", "2006-09-01", "2006-09-30", "month")],
    ),
    (
        "Three days later the ship sailed.",
        [open_("Three days later", "No day that is known stands before it in this paragraph.")],
    ),
    (
        "The port was closed on May 3. Two days earlier a ship had sunk.",
        [
            on("May 3", "2006-05-03", "2006-05-03", "day"),
            on("Two days earlier", "2006-05-01", "2006-05-01", "day"),
        ],
    ),
    ("He will stay until next Tuesday.", [on("next Tuesday", "2006-11-07", "2006-11-07", "day", "until")]),
    (
        "The vote is set for the first week of December.",
        [on("the first week of December", "2006-12-01", "2006-12-07", "week")],
    ),
    (
        "In the second half of 2007 prices will rise.",
        [on("the second half of 2007", "2007-07-01", "2007-12-31", "half-year")],
    ),
    (
        "In the first half of October the boats stayed in port.",
        [on("the first half of October", "2006-10-01", "2006-10-15", "part")],
    ),
    (
        "The last quarter of 2005 was poor.",
        [on("The last quarter of 2005", "2005-10-01", "2005-12-31", "quarter")],
    ),
    ("The treaty of 15 March 1999 expired.", [on("15 March 1999", "1999-03-15", "1999-03-15", "day")]),
    ("The treaty expires on 15.03.2010.", [on("15.03.2010", "2010-03-15", "2010-03-15", "day")]),
    ("The order dated 2006-10-17 was secret.", [on("2006-10-17", "2006-10-17", "2006-10-17", "day")]),
    ("The order of 03/04/2006 was secret.", [open_("03/04/2006", "Day and month could be either.")]),
    ("The order of 11/01/2006 was secret.", [on("11/01/2006", "2006-11-01", "2006-11-01", "day")]),
    ("Over the weekend the storm passed.", [on("the weekend", "2006-10-28", "2006-10-29", "weekend")]),
    ("This weekend the fleet will sail.", [on("This weekend", "2006-11-04", "2006-11-05", "weekend")]),
    ("Next weekend they will sail.", [on("Next weekend", "2006-11-11", "2006-11-12", "weekend")]),
    ("He spoke last night.", [on("last night", "2006-10-31", "2006-10-31", "day")]),
    ("They will meet later today.", [on("later today", "2006-11-01", "2006-11-01", "day")]),
    (
        "Later this week the envoy will go to Oslo.",
        [on("Later this week", "2006-11-01", "2006-11-05", "part")],
    ),
    (
        "Elections will be held in the spring of 2007.",
        [on("the spring of 2007", "2007-03-01", "2007-05-31", "season")],
    ),
    (
        "During the winter of 2005-06 nothing was caught.",
        [on("the winter of 2005-06", "2005-12-01", "2006-02-28", "season")],
    ),
    ("Last summer the boats stayed home.", [on("Last summer", "2006-06-01", "2006-08-31", "season")]),
    (
        "By the mid-1980s the stocks were gone.",
        [on("the mid-1980s", "1984-01-01", "1986-12-31", "part", "until")],
    ),
    ("The 2004 agreement was never applied.", [on("2004", "2004-01-01", "2004-12-31", "year")]),
    ("The agreement of June 2004 was never applied.", [on("June 2004", "2004-06-01", "2004-06-30", "month")]),
    (
        "In April and May the boats stayed home.",
        [on("April", "2006-04-01", "2006-04-30", "month"), on("May", "2006-05-01", "2006-05-31", "month")],
    ),
    ("The plan for 2007-2010 was published.", [on("2007-2010", "2007-01-01", "2010-12-31", "range")]),
    ("From 1998 to 2002 he was minister.", [on("1998 to 2002", "1998-01-01", "2002-12-31", "range")]),
    ("In Q3 2006 exports fell.", [on("Q3 2006", "2006-07-01", "2006-09-30", "quarter")]),
    (
        "The first quarter of next year will be hard.",
        [on("The first quarter of next year", "2007-01-01", "2007-03-31", "quarter")],
    ),
    (
        "In January last year the pact was signed.",
        [on("January last year", "2005-01-01", "2005-01-31", "month")],
    ),
    (
        "In the same month the port was closed.",
        [open_("the same month", "No time that is known stands before it in this paragraph.")],
    ),
    (
        "Negotiations resumed in February. The following month they failed.",
        [
            on("February", "2006-02-01", "2006-02-28", "month"),
            on("The following month", "2006-03-01", "2006-03-31", "month"),
        ],
    ),
    (
        "In the previous year the catch was better.",
        [open_("the previous year", "No time that is known stands before it in this paragraph.")],
    ),
    (
        "He said on Sunday, 29 October, that he would go.",
        [on("Sunday, 29 October", "2006-10-29", "2006-10-29", "day")],
    ),
    ("The president said Oct. 30 that he would go.", [on("Oct. 30", "2006-10-30", "2006-10-30", "day")]),
    (
        "The summit of July 15-17, 2006 was quiet.",
        [on("July 15-17, 2006", "2006-07-15", "2006-07-17", "range")],
    ),
    ("The embargo was imposed on 1 August 1990.", [on("1 August 1990", "1990-08-01", "1990-08-01", "day")]),
    ("As of December 1 fees will rise.", [on("December 1", "2006-12-01", "2006-12-01", "day", "since")]),
    (
        "Starting from January 1, fees will rise.",
        [on("January 1", "2007-01-01", "2007-01-01", "day", "since")],
    ),
    (
        "No later than 31 December the ships must be gone.",
        [on("31 December", "2006-12-31", "2006-12-31", "day", "until")],
    ),
    ("The ministers met at 10:00 on Monday.", [on("Monday", "2006-10-30", "2006-10-30", "day")]),
    (
        "Three years from now the fund will be empty.",
        [on("Three years from now", "2009-01-01", "2009-12-31", "year")],
    ),
    (
        "In the coming days a decision is expected.",
        [open_("the coming days", "The text does not say how many.")],
    ),
    (
        "In the next ten days they will decide.",
        [on("the next ten days", "2006-11-01", "2006-11-11", "range")],
    ),
    ("Prior to 1991 there was one fleet.", [on("1991", "1991-01-01", "1991-12-31", "year", "before")]),
    ("On February 30 nothing happened.", [open_("February 30", "There is no such day in the calendar.")]),
    ("On February 29 they met.", [on("February 29", "2004-02-29", "2004-02-29", "day")]),
    (
        "A decade later he was minister.",
        [open_("A decade later", "No time that is known stands before it in this paragraph.")],
    ),
    ("Two hours ago the ship left.", [on("Two hours ago", "2006-10-31", "2006-11-01", "range")]),
    ("Friday's meeting will be the last.", [on("Friday", "2006-11-03", "2006-11-03", "day")]),
    ("Last Friday's meeting was quiet.", [on("Last Friday", "2006-10-27", "2006-10-27", "day")]),
    (
        "the day before yesterday it rained; the day after tomorrow it will not.",
        [
            on("the day before yesterday", "2006-10-30", "2006-10-30", "day"),
            on("the day after tomorrow", "2006-11-03", "2006-11-03", "day"),
        ],
    ),
    ("The Monday after the storm they met.", [on("Monday", "2006-10-30", "2006-10-30", "day")]),
    ("Earlier on Wednesday he had met the envoy.", [on("Wednesday", "2006-11-01", "2006-11-01", "day")]),
    ("He died in March.", [on("March", "2006-03-01", "2006-03-31", "month")]),
    (
        "A march in April; the Prime Minister, Theresa May, said in May.",
        [on("April", "2006-04-01", "2006-04-30", "month"), on("May", "2006-05-01", "2006-05-31", "month")],
    ),
    (
        "In two weeks the inspectors will return.",
        [on("two weeks", "2006-11-13", "2006-11-19", "week")],
    ),
    (
        "The plant will open in about two years.",
        [on("two years", "2008-01-01", "2008-12-31", "year", "about")],
    ),
    ("The council will vote within 30 days.", [on("30 days", "2006-11-01", "2006-12-01", "range")]),
    ("He will arrive on the 15th.", [on("the 15th", "2006-11-15", "2006-11-15", "day")]),
    ("He arrived on the 15th.", [on("the 15th", "2006-10-15", "2006-10-15", "day")]),
    ("It was decided on the 31st, he said.", [on("the 31st", "2006-10-31", "2006-10-31", "day")]),
    (
        "On New Year's Eve 2005 he spoke.",
        [on("New Year's Eve 2005", "2005-12-31", "2005-12-31", "day")],
    ),
    ("They will meet on Christmas Day.", [on("Christmas Day", "2006-12-25", "2006-12-25", "day")]),
    (
        "Since New Year’s Day gas has been dear.",
        [on("New Year’s Day", "2006-01-01", "2006-01-01", "day", "since")],
    ),
    ("In August the August sun was hot.", [on("August", "2006-08-01", "2006-08-31", "month")]),
]


@pytest.mark.parametrize(("sentence", "wanted"), ROWS, ids=[sentence[:60] for sentence, _ in ROWS])
def test_a_time_is_found_and_resolved(sentence: str, wanted: list[On]) -> None:
    assert [shown(one) for one in find_times(sentence, PUBLISHED)] == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "They may march in protest.",
        "You may go.",
        "A march through the capital was banned.",
        "Mr. May did not answer.",
        "Theresa May said no.",
        "Prices that fall are low, and questions that spring to mind are few.",
        "She said that day by day and that year after year it rained.",
        "April Jones and June Carter signed.",
        "Augustus and August Strand agreed.",
        "It is the second resolution.",
        "He came second.",
        "It took a second.",
        "The Sun reported it.",
        "The Sunday Times reported it.",
        "The Mail on Sunday Review is out.",
        "Bloody Sunday was remembered.",
        "A fall in prices was expected.",
        "After the fall of the government they left.",
        "The spring of the lock was broken.",
        "They spring from one family.",
        "He saw 2003 cases.",
        "Some 1,718 tonnes were landed.",
        "Resolution 1718 was adopted.",
        "Resolutions 1695 and 1718 were adopted.",
        "Article 41 was named.",
        "About 2,000 people fled.",
        "About 2000 people fled.",
        "The meeting began at 14:25.",
        "It was 5 p.m. in Oslo.",
        "A Boeing 747 landed.",
        "They use Windows 2000 there.",
        "Flight 1990 was late.",
        "The score was 3-2.",
        "It cost 1990 dollars.",
        "Room 2006 was locked.",
        "Phone 01 11 2006 55 for news.",
        "He is 45 years old.",
        "The five-year plan failed.",
        "The year-on-year rate rose.",
        "A 10-day trip was planned.",
        "Day after day they waited.",
        "USA Today reported it.",
        "Russia Today showed it.",
        "The Black September group was named.",
        "The October Revolution was taught.",
        "Friday Okafor signed for the ministry.",
        "He will decide.",
        "Seat 2004A was free.",
        "The March 14 Alliance.",
        "Version 2.0.2006 is out.",
        "In two weeks of fighting 50 people died.",
        "In three days they lost two cities.",
        "He lived on the 15th floor.",
        "They met on the 5th Avenue.",
        "In two weeks after the vote he will resign.",
        "On New York's Day nobody came.",
        "1200 GMT",
        "",
    ],
)
def test_what_names_no_time_is_passed_over(sentence: str) -> None:
    assert [one.text for one in find_times(sentence, PUBLISHED)] == []


@pytest.mark.parametrize(
    ("published", "why"), [(None, NO_DATE), ("--11-01", NO_YEAR), ("2006-11-01", ""), (PUBLISHED, "")]
)
def test_what_needs_the_day_of_publication_says_so(published: str | None, why: str) -> None:
    yesterday, dated = find_times("It was signed yesterday, as on May 3, 2004.", published)
    assert (yesterday.value is None, yesterday.why) == (bool(why), why)
    assert dated.value == Interval(date(2004, 5, 3), date(2004, 5, 3), "day")


def test_what_was_named_in_another_paragraph_is_no_anchor() -> None:
    text = "It was closed on May 3, 2006. The next day it opened.\n\nThe next day it closed."
    found = find_times(text, PUBLISHED)
    assert [one.value and str(one.value.first) for one in found] == ["2006-05-03", "2006-05-04", None]


NO_DAY = "No day that is known stands before it in this paragraph."
NO_TIME = "No time that is known stands before it in this paragraph."
POINTING_BACK: list[tuple[str, str, str]] = [
    ("The ministers met on Monday. That night, the talks broke down.", "That night", "2006-10-30"),
    ("They met on May 3, 2004 and left that same evening.", "that same evening", "2004-05-03"),
    ("They met on May 3, 2004. That morning it rained.", "That morning", "2004-05-03"),
    ("They met on May 3, 2004; that very day they left.", "that very day", "2004-05-03"),
    ("They met on May 3, 2004. That afternoon they left.", "That afternoon", "2004-05-03"),
    ("They met on May 3, 2004.\n\nThat night they left.", "That night", "2004-05-03"),
    ("They met in May 2004. That night they left.", "That night", NO_DAY),
    ("They met on May 3, 2004.\n\nIt was cold.\n\nThat night they left.", "That night", NO_DAY),
    ("That night they left.", "That night", NO_DAY),
    ("In the night that day was a long one.", "that day", NO_DAY),
    ("They met on May 3, 2004. That same week they left.", "That same week", "2004-05-03/2004-05-09"),
    ("They met on May 3, 2004. That weekend they left.", "That weekend", "2004-05-08/2004-05-09"),
    ("They met last week. That weekend they left.", "That weekend", "2006-10-28/2006-10-29"),
    ("They met on May 3, 2004. The same weekend they left.", "The same weekend", "2004-05-08/2004-05-09"),
    ("They met on May 3, 2004; that month was wet.", "that month", "2004-05"),
    ("They met on May 3, 2004; that quarter was wet.", "that quarter", "2004-04-01/2004-06-30"),
    ("He won in 1994. That year the ban was lifted.", "That year", "1994"),
    ("He won in 1994.\n\nThat same year the ban was lifted.", "That same year", "1994"),
    ("He came on May 3, 2001. He won in 1994; that year was wet.", "that year", "1994"),
    ("He came on May 3, 2001. In the 1990s he won; that year was wet.", "that year", "2001"),
    ("In the 1990s he won; that year was wet.", "that year", NO_TIME),
    ("The ban was lifted that same year.", "that same year", "2006"),
    ("The ban was lifted that month.", "that month", "2006-11"),
    ("He won in 1994. That decade was wet.", "That decade", "1990-01-01/1999-12-31"),
    ("He won in 1894. That century was wet.", "That century", "1801-01-01/1900-12-31"),
    ("He won in 1994. In May of that year it rained.", "May of that year", "1994-05"),
    ("He won in 1994. On May 3 of the same year it rained.", "May 3 of the same year", "1994-05-03"),
    ("He won in 1994. That summer it rained.", "That summer", "1994-06-01/1994-08-31"),
    ("He won in 1994; the same spring it rained.", "the same spring", "1994-03-01/1994-05-31"),
    ("He won in January 1994. That winter it rained.", "That winter", "1993-12-01/1994-02-28"),
    ("He won in 1994, and was hurt that fall.", "that fall", "1994-09-01/1994-11-30"),
    ("He won in 1994. That November it rained.", "That November", "1994-11"),
    ("He won in 1994. That same May it rained.", "That same May", "1994-05"),
    ("He came on May 3, 2004. That same Thursday he left.", "That same Thursday", "2004-05-06"),
    ("He came on May 3, 2004. That Thursday he left.", "That Thursday", "2004-05-06"),
    ("He came on May 3, 2004 and left on that Thursday.", "that Thursday", "2004-05-06"),
    ("He came on May 3, 2004 and said that Thursday's talks had failed.", "Thursday", "2006-10-26"),
]


@pytest.mark.parametrize(("text", "words", "wanted"), POINTING_BACK, ids=[row[0] for row in POINTING_BACK])
def test_what_points_back_means_the_time_named_last(text: str, words: str, wanted: str) -> None:
    (found,) = [one for one in find_times(text, PUBLISHED) if one.text == words]
    assert (written(found.value) if found.value else found.why) == wanted


@pytest.mark.parametrize(("published", "why"), [(None, NO_DATE), ("--11-01", NO_YEAR)])
def test_that_year_stays_open_where_neither_text_nor_publication_tells_it(
    published: str | None, why: str
) -> None:
    (found,) = find_times("The ban was lifted that same year.", published)
    assert (found.value, found.why) == (None, why)


PIECES = """the last next May march October 9 18-19 2003 of in on Wednesday week year ago later days quarter
    first , . and to from between since 1990s spring mid- end second half - th 31 02/03/2006 2006-11-01
    Sept. early"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)),
    st.sampled_from([None, PUBLISHED]),
)
def test_whatever_the_text_expressions_lie_in_it_apart_and_in_order(text: str, published: str | None) -> None:
    end = 0
    for one in find_times(text, published):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.direction in ("", "since", "until", "before", "after", "about")
        assert (one.value is None) == bool(one.why)
        assert TimeExpression.from_body(one.body()) == one
        end = one.end


@pytest.mark.parametrize(
    "piece", ["October ", "1", "1 2 ", "the ", "last ", "May 3 and ", "from May 3 to ", "a\n\n"]
)
def test_the_cost_grows_with_the_text_alone(piece: str) -> None:
    """A text four times as long takes no more than about four times as long."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        find_times(text, PUBLISHED)
        return time.process_time() - begun

    seconds(2000)
    short = min(seconds(10_000) for _ in range(3))
    assert seconds(40_000) < 10 * short + 0.2
