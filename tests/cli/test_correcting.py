"""`annotator correct`: what is typed is what is known from then on; wrong words get a sentence."""

from pathlib import Path

import pytest

from annotator.domain.article import Draft, Metadata, Source, Zone
from annotator.domain.dates import AMBIGUOUS
from annotator.project.project import Project
from tests.cli.conftest import Run
from tests.making import article_id, bring

TEXT = "Quota talks open\n\n03/05/2007 OSLO (XYZ) - Envoys met.\n\nEnds"
ID = article_id(TEXT)
ANNA = ("--analyst", "anna")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article, whose date could be two days."""
    known = Metadata("Quota talks open", "XYZ", "OSLO", None, AMBIGUOUS, ("2007-05-03", "2007-03-05"), "en")
    zones = (Zone("headline", 0, 16), Zone("body", 18, len(TEXT)))
    with Project.create(tmp_path / "news.annotator", None, "anna") as project:
        bring(project, Draft(TEXT, TEXT.encode(), Source("q.txt", "0" * 64), known, zones))
    return project.path


def test_values_are_corrected_and_told(run: Run, path: Path) -> None:
    done = run(
        "correct", path, ID[:8], "--headline", "Quota talks", "--agency", "NTB", "--place", "none", *ANNA
    )
    assert done.code == 0
    assert done.out.splitlines() == [
        f"Article {ID[:12]}: correct headline, agency, place. Its history keeps what was there before.",
        "agency NTB, place unknown",
        f"published unknown, either 2007-05-03 or 2007-03-05 ({AMBIGUOUS})",
        "zones: headline 0–16, body 18–59",
    ]
    assert "NTB" in run("articles", path).out
    assert "agency from “XYZ” to “NTB”" in run("history", path, ID).out


@pytest.mark.parametrize("day", ["2006-11-01", "--11-01", "2006-11-01T14:25:00"])
def test_a_date_is_typed_with_the_precision_that_is_known(run: Run, path: Path, day: str) -> None:
    assert run("correct", path, ID, "--published", day, *ANNA).code == 0
    known = run("show", path, ID, "--json").json
    assert (known["published"], known["date_evidence"]) == (day, "analyst")
    assert f"published {day} (analyst)" in run("show", path, ID).out


def test_an_order_is_chosen_and_taken_back(run: Run, path: Path) -> None:
    assert run("correct", path, ID, "--first", "month", "--json", *ANNA).json["published"] == "2007-03-05"
    known = run("correct", path, ID, "--published", "none", "--json", *ANNA).json
    assert (known["published"], known["date_readings"]) == (None, ["2007-05-03", "2007-03-05"])


def test_zones_are_set_and_cleared_in_one_go(run: Run, path: Path) -> None:
    words = ("--zone", "dateline", 18, 42, "--zone", "none", 55, 59, "--agency", "NTB")
    done = run("correct", path, ID, *words, "--json", *ANNA).json
    assert done["corrected"] == "correct agency; set zone dateline; clear zone"
    assert [(zone["kind"], TEXT[zone["start"] : zone["end"]]) for zone in done["zones"]] == [
        ("headline", "Quota talks open"),
        ("dateline", "03/05/2007 OSLO (XYZ) -"),
        ("body", "Envoys met."),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "say what, such as --agency"),
        (["--agency", "XYZ"], "it says so already"),
        (["--published", "2007-02-30"], "2007-02-30 is no date"),
        (["--published", "none", "--first", "day"], "Give one of them"),
        (["--zone", "lead", "0", "5"], "'lead' is no kind of zone"),
        (["--zone", "body", "0", "end"], "START and END are numbers"),
        (["--zone", "body", "0", "999"], "0–999 is no range of a text of 59 characters"),
        (["--agency", "NTB", "--zone", "headline", "0", "16"], "that is headline already"),
    ],
)
def test_what_cannot_be_is_refused_whole(run: Run, path: Path, words: list[str], told: str) -> None:
    before = run("show", path, ID, "--json").out
    done = run("correct", path, ID, *words, *ANNA)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert told in done.err
    assert run("show", path, ID, "--json").out == before


def test_a_wrong_order_is_wrong_usage(run: Run, path: Path) -> None:
    assert run("correct", path, ID, "--first", "year").code == 2


def test_a_withdrawn_article_is_put_back_first(run: Run, path: Path) -> None:
    run("withdraw", path, ID, *ANNA)
    assert "is withdrawn. Put it back" in run("correct", path, ID, "--agency", "NTB", *ANNA).err
