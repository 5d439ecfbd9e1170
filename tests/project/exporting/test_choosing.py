"""What goes into a dataset: layers, articles, annotations, and by which conventions."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, UnknownName
from annotator.project.exporting.run import export
from annotator.project.project import Project
from tests.making import article_id
from tests.project.exporting.conftest import BONN, OSLO, ROME, lines, marked


def exported(project: Project, folder: Path, **recipe: Any) -> Path:
    export(project, folder / "out.jsonl", Recipe(**{"layer": "anna", **recipe}))
    return folder / "out.jsonl"


def texts(path: Path) -> set[str]:
    return {line["text"] for line in lines(path)}


@pytest.mark.parametrize(
    ("recipe", "wanted"),
    [
        ({}, {OSLO, BONN, ROME}),
        ({"agencies": ("AP",)}, {BONN, ROME}),
        ({"since": "2006-11-02"}, {BONN}),
        ({"since": "2006", "until": "2006-11-01"}, {OSLO}),
        ({"until": "2006"}, {OSLO, BONN}),
        ({"reviewed": True}, {OSLO}),
        ({"statuses": ("done",), "layer": "all"}, {OSLO, BONN, ROME}),
        ({"statuses": ("adjudicated",), "layer": "all"}, {OSLO}),
    ],
)
def test_articles_are_chosen(
    newsroom: Project, tmp_path: Path, recipe: dict[str, Any], wanted: set[str]
) -> None:
    assert texts(exported(newsroom, tmp_path, **recipe)) == wanted


def test_nothing_that_is_left_by_the_choice_is_a_sentence(newsroom: Project, tmp_path: Path) -> None:
    with pytest.raises(
        Problem, match=r"no article is left by what was chosen\. Without a date .*: 1 article"
    ):
        exported(newsroom, tmp_path, since="2010")
    assert not (tmp_path / "out.jsonl").exists()


def test_an_unknown_label_is_refused_with_those_there_are(newsroom: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"no label 'quotes' \(there is: actor, claim, quote, sanction\)"):
        exported(newsroom, tmp_path, labels=("quotes",))
    with pytest.raises(UnknownName, match="no label 'content'"):
        exported(newsroom, tmp_path, labels=("content",))
    assert marked(exported(newsroom, tmp_path, layer="ben", labels=("content",), merged=True))


def test_what_lies_in_other_zones_stays_out_and_is_told(newsroom: Project, tmp_path: Path) -> None:
    made = export(newsroom, tmp_path / "out.jsonl", Recipe(layer="anna"))
    assert "actor OSLO" not in marked(tmp_path / "out.jsonl")
    assert made.lost == {("annotation", "it lies in the dateline"): 1}
    (lost,) = lines(tmp_path / "out.lost.jsonl")
    assert (lost["text"], lost["article"], lost["lost"]) == ("OSLO", article_id(OSLO), {"annotation": True})


def test_zones_can_be_named(newsroom: Project, tmp_path: Path) -> None:
    assert marked(exported(newsroom, tmp_path, zones=("dateline",))) == ["actor OSLO"]


def test_a_link_to_what_was_not_chosen_is_lost_and_told(newsroom: Project, tmp_path: Path) -> None:
    made = export(newsroom, tmp_path / "out.jsonl", Recipe(layer="anna", labels=("quote",)))
    assert marked(tmp_path / "out.jsonl") == ["quote no"]
    found = lines(tmp_path / "out.jsonl")
    assert [one["links"] for line in found for one in line["annotations"]] == [[]]
    assert ("links", "what it leads to is not in the dataset") in made.lost


def test_the_majority_is_what_most_marked(newsroom: Project, tmp_path: Path) -> None:
    found = lines(exported(newsroom, tmp_path, layer="majority"))
    assert {line["layer"] for line in found} == {"majority"}
    assert "claim He will go home" not in marked(tmp_path / "out.jsonl")
    assert "sanction arms embargo" in marked(tmp_path / "out.jsonl")
    assert {one["author"] for line in found for one in line["annotations"]} == {"majority"}


def test_analysts_have_pseudonyms_unless_names_are_asked_for(newsroom: Project, tmp_path: Path) -> None:
    for names, wanted in (
        (False, {pseudonym("anna"), pseudonym("ben"), "gold"}),
        (True, {"anna", "ben", "gold"}),
    ):
        found = lines(exported(newsroom, tmp_path, layer="all", names=names))
        assert {line["layer"] for line in found} == wanted
        authors = {one["author"] for line in found for one in line["annotations"]}
        assert ("rita" in authors or "anna" in authors) == names
        (tmp_path / "out.jsonl").unlink()


@pytest.mark.parametrize(
    ("recipe", "wanted"),
    [
        ({"marks_inside": True}, "quote “no”"),
        ({"titles_inside": True}, "actor Minister Lund"),
        ({"merged": True}, "content He will go home"),
    ],
)
def test_conventions_of_others_are_followed(
    newsroom: Project, tmp_path: Path, recipe: dict[str, bool], wanted: str
) -> None:
    assert wanted not in marked(exported(newsroom, tmp_path, layer="ben"))
    found = lines(exported(newsroom, tmp_path, layer="ben", **recipe))
    assert wanted in marked(tmp_path / "out.jsonl")
    for line in found:
        assert all(line["text"][one["start"] : one["end"]] == one["text"] for one in line["annotations"])
