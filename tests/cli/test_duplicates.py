"""`annotator duplicates`: groups with their reasons, and two articles side by side."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.making import article_id, project_with

ANNA = ("--analyst", "anna")
FIRST = "The port of Bergen was closed on Monday\n\nOnly boats with a pilot may enter the harbour this week."
AGAIN = FIRST.replace("Monday", "Tuesday")
ALONE = "A new lighthouse keeper was chosen from among eleven people of the northern islands."
IDS = [article_id(text) for text in (FIRST, AGAIN)]


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A story, an update of it, and another one; nothing was indexed."""
    with project_with(tmp_path, FIRST, ALONE, AGAIN) as project:
        return project.path


def test_groups_are_listed_with_their_reasons(run: Run, twice: Path) -> None:
    done = run("duplicates", twice, *ANNA)
    first, _, one, other, reason = done.out.splitlines()
    assert (done.code, first) == (0, "1 group of duplicates, 2 articles in all.")
    assert one.startswith(IDS[0][:12])
    assert other.startswith(IDS[1][:12])
    assert reason.startswith(f"    {IDS[0][:12]} and {IDS[1][:12]}: ")
    assert reason.endswith("% of the shorter one shared")


def test_groups_as_json(run: Run, twice: Path) -> None:
    ((group,),) = run("duplicates", twice, *ANNA, "--json").json.values()
    assert group["articles"] == IDS
    (pair,) = group["pairs"]
    assert (pair["one"], pair["other"], pair["kind"]) == (*IDS, "near")


def test_without_any_it_says_so(run: Run, path: Path) -> None:
    assert run("duplicates", path, *ANNA).out == "There are no duplicates.\n"


def test_two_articles_side_by_side(run: Run, twice: Path) -> None:
    done = run("duplicates", twice, IDS[0][:8], IDS[1][:8], *ANNA)
    assert done.out.splitlines()[3:] == [
        "- The port of Bergen was closed on [Monday]",
        "+ The port of Bergen was closed on [Tuesday]",
        "",
        "  Only boats with a pilot may enter the harbour this week.",
    ]


def test_two_articles_side_by_side_as_json(run: Run, twice: Path) -> None:
    found = run("duplicates", twice, *IDS, *ANNA, "--json").json
    assert found["articles"] == IDS
    one = found["rows"][0]["one"]
    ((start, end),) = one["changed"]
    assert (one["text"], FIRST[start:end]) == (FIRST.split("\n")[0], "Monday")


def test_one_article_alone_is_not_compared(run: Run, twice: Path) -> None:
    done = run("duplicates", twice, IDS[0], *ANNA)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "Name two articles" in done.err
    assert "ids" in run("duplicates", twice, IDS[0], "zz", *ANNA).err
