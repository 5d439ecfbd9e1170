"""What is known of an article, as the log keeps it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import ZONE_KINDS, Metadata, Record, Rejection, Source, Zone

RECORDS = st.builds(
    Record,
    st.builds(
        Metadata,
        headline=st.text(),
        agency=st.none() | st.text(),
        place=st.none() | st.text(),
        published=st.none() | st.just("2006-11-01T14:25:00"),
        date_evidence=st.none() | st.text(),
        date_readings=st.lists(st.text()).map(tuple),
        language=st.none() | st.text(),
    ),
    st.lists(st.builds(Zone, st.sampled_from(ZONE_KINDS), st.integers(), st.integers())).map(tuple),
    st.builds(Source, st.text(), st.text(), url=st.none() | st.text(), handling=st.none() | st.text()),
    st.booleans(),
)


@given(RECORDS)
def test_a_body_through_json_gives_the_record_back(record: Record) -> None:
    assert record == Record.from_body(json.loads(json.dumps(record.body())))


@pytest.mark.parametrize(("line", "told"), [(None, "a.txt: it is empty"), (3, "a.txt, line 3: it is empty")])
def test_a_rejection_names_file_line_and_reason(line: int | None, told: str) -> None:
    assert told == str(Rejection("a.txt", line, "it is empty"))
