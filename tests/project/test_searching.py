"""Finding: articles by filters, annotations by what they say, words in context; a blind analyst finds only what is
hers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.problems import Cancelled, Problem, Progress, UnknownName
from annotator.project import annotating, concordance, importing, searching, submitting
from annotator.project.annotation_search import search_annotations
from annotator.project.project import Project
from tests.making import as_analyst, bring, draft_of, tag

OSLO = "Oslo threatens a herring embargo\n\nNorway may ban herring from Kap. “We will act,” said Berg."
KAP = "Kap eases its tariff\n\nKap lifted a tariff on herring of Norway, and kept the ban on cod."
ROME = "Rome is silent\n\nNobody in Rome spoke of the herring, or of a ban, on Monday."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    drafts = [
        replace(draft, metadata=replace(draft.metadata, agency=agency, published=published))
        for draft, agency, published in (
            (draft_of(OSLO), "NTB", "2006-11-01T14:25:00"),
            (draft_of(KAP), "Kap Wire", "2006-12-24"),
            (draft_of(ROME), "NTB", "--11-02"),
        )
    ]
    with Project.create(tmp_path / "p.annotator", analyst="anna") as project:
        bring(project, *drafts)
        importing.index(project)
        threatened = tag(project, "ban herring", "sanction", 1)
        annotating.set_attribute(project, 1, [threatened], "status", "threatened")
        norway = tag(project, "Norway", "actor", 1)
        annotating.set_attribute(project, 1, [norway], "actor", "state.no")
        eased = tag(project, "lifted a tariff", "sanction", 2)
        annotating.set_attribute(project, 2, [eased], "status", "eased")
        annotating.set_attribute(project, 2, [eased], "measure", ["trade", "other"])
        submitting.submit(project, 2)
        yield project


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("herring", [1, 2, 3]),
        ("herring agency:NTB", [1, 3]),
        ("agency:ntb", [1, 3]),
        ('agency:"Kap Wire"', [2]),
        ("agency:NTB agency:\"Kap Wire\" ban", [1, 2, 3]),
        ("since:2006", [1, 2]),
        ("since:2006-11-02", [2]),
        ("until:2006-11-01", [1]),
        ("since:2006-11-01 until:2006-11", [1]),
        ("status:done", [2]),
        ("status:new", [3]),
        ("label:sanction", [1, 2]),
        ("label:Sanction status=threatened", [1]),
        ("status=threatened label:actor", []),
        ("status=threatened status=eased", [1, 2]),
        ("measure=trade", [2]),
        ("measure=other measure=arms", [2]),
        ("actor:Norway", [1]),
        ("actor:state.no", [1]),
        ("actor=Norway", [1]),
        ("by:anna herring agency:NTB", [1]),
        ("label:quote", []),
        ("herring cod label:sanction", [2]),
        ("", []),
    ],
)  # fmt: skip
def test_articles_are_found_by_words_and_filters(project: Project, typed: str, found: list[int]) -> None:
    assert searching.matching(project, typed) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("label:sanctoin", "Do you mean sanction"),
        ("agency:NTBB", "Do you mean NTB"),
        ("status:finished", "There are: new, in progress"),
        ("status=threatning", "Do you mean threatened"),
        ("statsu=imposed", "Do you mean status"),
        ("by:nobody", "There are: anna"),
    ],
)
def test_a_name_that_the_project_lacks_is_answered_with_the_nearest(
    project: Project, typed: str, said: str
) -> None:
    with pytest.raises(UnknownName, match=said):
        searching.matching(project, typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("label:sanction", ["ban herring", "lifted a tariff"]),
        ("label:sanction herring", ["ban herring"]),
        ("status=eased", ["lifted a tariff"]),
        ("label:sanction agency:NTB", ["ban herring"]),
        ("norway", ["Norway"]),
        ("", ["ban herring", "Norway", "lifted a tariff"]),
    ],
)
def test_annotations_are_found_by_what_they_say(project: Project, typed: str, words: list[str]) -> None:
    texts = {1: OSLO, 2: KAP, 3: ROME}
    found = [
        texts[one.key][one.annotation.start : one.annotation.end]
        for one in search_annotations(project, typed)
    ]
    assert sorted(found) == sorted(words)


def test_a_colleagues_annotations_are_found_when_they_may_be_seen(project: Project) -> None:
    as_analyst(project, "ben")
    tag(project, "Rome", "actor", 3)
    assert [one.layer for one in search_annotations(project, "by:ben")] == ["ben"]
    assert {one.key for one in search_annotations(project, "label:sanction")} == {1, 2}
    tag(project, "Berg", "actor", 1)
    assert {one.key for one in search_annotations(project, "label:sanction")} == {2}, (
        "1 is open in Ben's hands"
    )
    assert searching.matching(project, "label:sanction") == [2]


def shown(project: Project, typed: str, order: str) -> list[tuple[int, str]]:
    lines = concordance.concordance(project, typed, order)
    return [(line.key, f"{line.before[-4:]}[{line.words}]{line.after[:5]}") for line in lines]


def test_a_concordance_lists_every_occurrence_by_article_and_place(project: Project) -> None:
    lines = [(1, "may [ban] herr"), (2, "the [ban] on c"), (3, "f a [ban], on ")]
    assert shown(project, "ban", concordance.ARTICLES) == lines


def test_a_concordance_is_sorted_by_the_words_on_either_side(project: Project) -> None:
    assert [key for key, _ in shown(project, "ban", concordance.LEFT)] == [3, 1, 2], "a, may, the"
    assert [key for key, _ in shown(project, "ban", concordance.RIGHT)] == [1, 2, 3], (
        "herring, on cod, on Monday"
    )
    assert [key for key, _ in shown(project, "herring", concordance.RIGHT)] == [1, 1, 2, 3], (
        "embargo, from, of N, or"
    )


def test_the_filters_narrow_a_concordance(project: Project) -> None:
    assert [line.key for line in concordance.concordance(project, "ban agency:NTB")] == [1, 3]
    assert [line.key for line in concordance.concordance(project, "herring status=eased")] == [2]


def test_a_concordance_needs_a_word(project: Project) -> None:
    with pytest.raises(Problem, match="needs a word"):
        concordance.places(project, "agency:NTB")


class Stop(Progress):
    def step(self, done: int, total: int) -> None:
        raise Cancelled


def test_long_searches_can_be_stopped(project: Project) -> None:
    with pytest.raises(Cancelled):
        list(concordance.places(project, "ban", concordance.LEFT, Stop()))
    with pytest.raises(Cancelled):
        list(search_annotations(project, "label:sanction", Stop()))
