"""A small newsroom: three articles of two agencies, two analysts, one article reviewed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.article import Draft, Metadata, Zone
from annotator.project import annotating, submitting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from tests.making import as_analyst, bring, draft_of, project_with, tag

OSLO = "OSLO, Nov 1 (TASS) - Kim said “no” to the arms embargo. He will go home, Minister Lund warned."
BONN = "BONN, Nov 2 (AP) - Lund said Kim would sign. “We agree,” said Kim."
ROME = "Rome said nothing at all about the talks of last week."


def dated(text: str, agency: str, published: str | None, dateline: int) -> Draft:
    draft = draft_of(text)
    zones = [Zone("dateline", 0, dateline)] if dateline else []
    zones.append(Zone("body", dateline, len(text)))
    metadata = Metadata(headline=text[:10], agency=agency, published=published, language="en")
    return replace(draft, metadata=metadata, zones=tuple(zones))


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Project]:
    """Open for anna, who has submitted everything; gold holds the reviewed first article."""
    with project_with(tmp_path) as project:
        bring(
            project,
            dated(OSLO, "TASS", "2006-11-01T14:25:00", 20),
            dated(BONN, "AP", "2006-11-02", 18),
            dated(ROME, "AP", "--11-03", 0),
        )
        annotate(project, "anna")
        annotate(project, "ben", claim=True)
        as_analyst(project, "rita")
        for judged in comparison.of_article(project, 1).cases:
            verdict = deciding.verdict(judged, judged.case.members[0].at, "slip", "Ask Anna.")
            deciding.settle(project, 1, [verdict])
        deciding.finish(project, 1)
        as_analyst(project, "anna")
        yield project


def annotate(project: Project, analyst: str, claim: bool = False) -> None:
    as_analyst(project, analyst)
    tag(project, "OSLO", "actor", 1)
    kim, quote = tag(project, "Kim", "actor", 1), tag(project, "no", "quote", 1)
    annotating.link(project, 1, [quote], "speaker", kim)
    tag(project, "arms embargo", "sanction", 1)
    if claim:
        tag(project, "He will go home", "claim", 1)
    tag(project, "Lund", "actor", 1)
    tag(project, "Kim", "actor", 2)
    for key in (1, 2, 3):
        submitting.set_status(project, key, "done" if key < 3 else "in progress")
    submitting.submit(project, 3)


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def marked(path: Path) -> list[str]:
    """Label and words of every annotation of a dataset, in order."""
    return [f"{one['label']} {one['text']}" for line in lines(path) for one in line["annotations"]]
