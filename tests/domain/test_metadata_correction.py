"""What corrections make of what is known of an article."""

import pytest

from annotator.domain.article import Metadata
from annotator.domain.dates import AMBIGUOUS, ANALYST
from annotator.domain.metadata_correction import DAY, MONTH, corrected, reading, told_date
from annotator.domain.problems import Problem

OPEN = Metadata("Quota talks", None, "OSLO", None, AMBIGUOUS, ("2007-05-03", "2007-03-05"), "en")


def test_what_is_not_corrected_stays() -> None:
    assert corrected(OPEN, {"agency": "NTB"}) == Metadata(
        "Quota talks", "NTB", "OSLO", None, AMBIGUOUS, OPEN.date_readings, "en"
    )


@pytest.mark.parametrize("agency", ["RIA Novosti", "VOA"])
def test_the_habit_of_a_corrected_agency_decides_no_date(agency: str) -> None:
    assert corrected(OPEN, {"agency": agency}).published is None


@pytest.mark.parametrize("day", ["2006-11-01", "2006-11-01T14:25:00", "--11-01", "--02-29"])
def test_a_date_counts_as_the_analysts_word_with_the_precision_that_it_has(day: str) -> None:
    known = corrected(OPEN, {"published": day})
    assert (known.published, known.date_evidence) == (day, ANALYST)


def test_what_the_dateline_can_mean_is_kept() -> None:
    assert corrected(OPEN, {"published": "2006-11-01"}).date_readings == OPEN.date_readings


@pytest.mark.parametrize("day", ["2006-02-30", "--02-30", "1 May 2006", "2006-5-1", "2006", "-11-01"])
def test_a_date_that_is_none_is_refused_with_the_forms_that_are(day: str) -> None:
    with pytest.raises(Problem, match=f"^{day} is no date. Write it as 2006-11-01 or"):
        corrected(OPEN, {"published": day})


def test_nothing_and_empty_say_that_it_is_not_known() -> None:
    known = corrected(OPEN, {"place": "  ", "headline": None, "language": None})
    assert (known.place, known.headline, known.language) == (None, "", None)


def test_a_value_is_one_line() -> None:
    assert corrected(OPEN, {"headline": " Quota\n talks  fail "}).headline == "Quota talks fail"


def test_a_date_that_is_confirmed_as_it_is_keeps_its_evidence() -> None:
    known = Metadata(published="--11-01", date_evidence="date of the mail")
    assert corrected(known, {"published": "--11-01"}) == known


def test_an_order_means_a_reading() -> None:
    assert (reading(OPEN, DAY), reading(OPEN, MONTH)) == OPEN.date_readings


def test_a_date_with_one_reading_has_no_order() -> None:
    with pytest.raises(Problem, match="state the date itself"):
        reading(Metadata(published="2006-11-01"), DAY)


def test_a_date_is_told_with_its_evidence() -> None:
    assert told_date(_known(OPEN)) == (f"either 2007-05-03 or 2007-03-05 ({AMBIGUOUS})")
    assert told_date(_known(Metadata())) == "unknown"
    assert told_date(_known(Metadata(published="--11-01", date_evidence=ANALYST))) == "--11-01 (analyst)"


def _known(metadata: Metadata) -> dict[str, object]:
    return {name: getattr(metadata, name) for name in Metadata.__dataclass_fields__}
