"""Tables of articles: separators, headers, which column is what, and dates that are not guessed."""

import io

import pytest

from annotator.domain.article import Draft, Rejection
from annotator.domain.import_options import ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.columns import look_at, read_table

LONG = "The fisheries ministry will not accept new limits on herring, its spokesman told reporters, who had come far."


def read(
    text: str | bytes, directions: ImportOptions | None = None, longest: int = 10**6
) -> list[Draft | Rejection]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_table("a.csv", io.BytesIO(data), longest, directions or ImportOptions()))


def only(text: str | bytes, directions: ImportOptions | None = None) -> Draft:
    (found,) = read(text, directions)
    assert isinstance(found, Draft)
    return found


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_recognised(separator: str) -> None:
    rows = (("Title", "Body", "Source"), ("Herring", f'"{LONG}"', "RIA Novosti"))
    draft = only("\n".join(separator.join(row) for row in rows))
    assert draft.text == f"Herring\n\n{LONG}"
    assert (draft.metadata.headline, draft.metadata.agency, draft.line) == ("Herring", "RIA Novosti", 2)
    assert draft.questions == ()


def test_line_ends_and_quotation_marks_in_a_field_stay() -> None:
    assert only('text,title\n"One ""two""\r\n\r\nthree, four",\n').text == 'One "two"\n\nthree, four'


def test_a_headline_that_the_text_begins_with_is_not_repeated() -> None:
    assert only(f'headline,text\nHerring,"Herring. {LONG}"\n').text == f"Herring. {LONG}"


def test_without_headers_the_longest_column_is_the_text_and_that_is_asked() -> None:
    found = only(f"12,{LONG.replace(',', '')},x\n")
    assert found.text == LONG.replace(",", "")
    assert found.questions == ("columns",)


def test_the_analyst_says_which_column_is_what() -> None:
    table = f"summary,words\nIn short,{LONG.replace(',', '')}\n"
    columns = {"text": "summary", "headline": "words"}
    found = only(table, ImportOptions(columns=columns))
    assert found.text.endswith("\n\nIn short")
    assert found.questions == ()
    with pytest.raises(Problem, match="no column 'body'; it has summary, words"):
        only(table, ImportOptions(columns={"text": "body"}))


def test_no_text_column_is_a_problem_that_names_the_columns() -> None:
    with pytest.raises(Problem, match="none of its columns seems to hold the articles' texts: id, size"):
        read("id,size\n1,2\n")


@pytest.mark.parametrize(
    ("stated", "agency", "published", "evidence", "readings"),
    [
        ("2006-11-01", "", "2006-11-01", "date in the table", ()),
        ("2006-11-01 14:25", "", "2006-11-01T14:25:00", "date in the table", ()),
        ("2006-11-01T14:25:00Z", "", "2006-11-01T14:25:00", "date in the table", ()),
        ("1 November 2006", "", "2006-11-01", "date in the table: spelled month in the dateline", ()),
        ("25/11/2006", "", "2006-11-25", "date in the table: day above 12", ()),
        ("01/11/2006", "VOA", "2006-01-11", "date in the table: VOA writes the month first", ()),
        ("01/11/2006", "", None, "ambiguous: day and month could be either", ("2006-11-01", "2006-01-11")),
        ("some day", "", None, None, ()),
    ],
)
def test_dates_are_not_guessed(
    stated: str, agency: str, published: str | None, evidence: str | None, readings: tuple[str, ...]
) -> None:
    found = only(f"text;date;agency\nFish.;{stated};{agency}\n")
    assert (found.metadata.published, found.metadata.date_evidence) == (published, evidence)
    assert found.metadata.date_readings == readings
    assert ("date" in found.questions) == bool(readings)


def test_the_month_in_the_dateline_decides_between_readings() -> None:
    found = only("text;date\nOSLO, November 1 (AP) - Envoys met.;01/11/2006\n")
    assert found.metadata.published == "2006-11-01"
    assert found.questions == ()


def test_long_fields_and_empty_rows() -> None:
    found = read(f"text,id\n{'x' * 200_000},1\n,\n,2\n")
    assert [type(one) for one in found] == [Draft, Rejection]
    assert found[1] == Rejection("a.csv", 4, "its text is empty")


def test_a_field_beyond_the_limit_ends_the_table_with_its_line() -> None:
    with pytest.raises(Problem, match="line 3 cannot be read"):
        read(f"text,id\nfish,1\n{'x' * 2_000_000},2\n")


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n", "PNG")])
def test_what_is_no_table_is_a_problem(data: bytes, reason: str) -> None:
    with pytest.raises(Problem, match=reason):
        read(data)


def test_encodings_are_recognised_or_said() -> None:
    table = "Заголовок;Текст\nРыба;Министерство рыболовства не согласится на новые ограничения, сообщил он.\n"
    found = only(table.encode("koi8-r"))
    assert found.metadata.headline == "Рыба"
    assert found.questions == ("encoding",)
    said = only(table.encode("koi8-r"), ImportOptions(encoding="koi8-r"))
    assert (said.text, said.questions) == (found.text, ())


def test_a_look_shows_headers_rows_and_columns() -> None:
    table = look_at(io.BytesIO(b"id,Body,Body\n1,a,b\n2,c,d\n"))
    assert not table.has_headers
    table = look_at(io.BytesIO(b"id,Body\n1,a\n2,c\n"))
    assert (table.headers, table.rows, table.columns) == (
        ("id", "Body"),
        (("1", "a"), ("2", "c")),
        {"text": "Body"},
    )
