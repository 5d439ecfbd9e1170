"""Frames out of real projects, and the tables that are written of them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from annotator.domain.frame import Frame
from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.project import annotating, articles, demo, frames, registry
from annotator.project.project import Project
from tests.making import STORY, article_id, project_with, tag

OTHER = "“No; never”, said\nLee, “Kim”."


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Project]:
    """Two articles with a quote and its speaker each."""
    with project_with(tmp_path, STORY, OTHER) as project:
        for key, words, speaker in ((1, "We agree", "Kim"), (2, "No; never", "Lee, “Kim")):
            quote, who = tag(project, words, "quote", key), tag(project, speaker, "actor", key)
            annotating.link(project, key, [quote], "speaker", who)
        yield project


def said(found: list[Frame]) -> set[tuple[str, str]]:
    return {(frame.words, frame.slots["speaker"][0].words) for frame in found}


def test_frames_of_an_article_are_those_of_one_layer(spoken: Project) -> None:
    assert said(frames.of_article(spoken, 1, "anna")) == {("We agree", "Kim")}
    assert frames.of_article(spoken, 1, "ben") == []


def test_frames_of_the_project_come_from_every_article_that_is_not_withdrawn(spoken: Project) -> None:
    both = {("We agree", "Kim"), ("No; never", "Lee, “Kim")}
    assert said(list(frames.of_project(spoken, "anna"))) == both
    articles.withdraw(spoken, 1)
    assert said(list(frames.of_project(spoken, "anna"))) == {("No; never", "Lee, “Kim")}


def test_an_entry_is_called_as_the_registry_calls_it(spoken: Project) -> None:
    (quote,) = frames.of_article(spoken, 1, "anna")
    registry.add(spoken, "Kim Lee", "person", "kim")
    for entry, name in (("kim", "Kim Lee"), ("nobody", "nobody")):
        annotating.set_attribute(spoken, 1, [quote.slots["speaker"][0].annotation], "actor", entry)
        (named,) = frames.of_article(spoken, 1, "anna")
        assert (named.slots["speaker"][0].actor, named.slots["speaker"][0].name) == (entry, name)


def test_a_merged_entry_is_called_as_the_one_that_survived(spoken: Project) -> None:
    for name in ("kim", "lee"):
        registry.add(spoken, name.capitalize(), "person", name)
    registry.merge(spoken, ["lee"], "kim")
    assert [frames.names(spoken)(uid) for uid in ("kim", "lee", "nobody")] == ["Kim", "Kim", None]


def test_reading_the_project_can_be_stopped(spoken: Project) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int) -> None:
            assert total == 2
            raise Cancelled

    with pytest.raises(Cancelled):
        list(frames.of_project(spoken, "anna", Stop()))


def test_renewing_reads_what_changed_and_leaves_out_what_was_withdrawn(spoken: Project) -> None:
    before = list(frames.of_project(spoken, "anna"))
    tag(spoken, "he would sign", "claim")
    articles.withdraw(spoken, 2)
    again = frames.renewed(spoken, "anna", before, {article_id(STORY), article_id(OTHER)})
    assert again == list(frames.of_project(spoken, "anna"))
    assert {frame.words for frame in again} == {"We agree", "he would sign"}


def test_a_table_is_read_back_by_another_program(spoken: Project, tmp_path: Path) -> None:
    frames.write_table(spoken, frames.of_project(spoken, "anna"), tmp_path / "t.csv", "quote")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    rows = {row["words"]: row for row in csv.DictReader(data.decode().splitlines())}
    assert rows["No; never"]["speaker"] == "Lee, “Kim"
    assert list(rows["We agree"])[:8] == [
        "article", "headline", "date", "label", "words", "speaker", "continues", "form",
    ]  # fmt: skip


def test_json_lines_keep_fillers_in_full(spoken: Project, tmp_path: Path) -> None:
    found = frames.of_article(spoken, 1, "anna")
    frames.write_table(spoken, found, tmp_path / "t.jsonl")
    (line,) = [orjson.loads(line) for line in (tmp_path / "t.jsonl").read_bytes().splitlines()]
    kim = found[0].slots["speaker"][0]
    assert (line["article"], line["slots"]) == (
        article_id(STORY),
        {
            "speaker": [{"annotation": kim.annotation, "words": "Kim", "actor": None, "name": "Kim"}],
            "continues": [],
        },
    )


def test_a_table_of_an_unknown_kind_or_over_the_project_is_refused(spoken: Project, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Let it end with \.csv or \.jsonl"):
        frames.write_table(spoken, [], tmp_path / "t.xls")
    (tmp_path / "t.csv").symlink_to(spoken.path)
    with pytest.raises(Problem, match="is the project"):
        frames.write_table(spoken, [], tmp_path / "t.csv")
    assert list(frames.of_project(spoken, "anna"))


def test_stopping_leaves_the_table_that_was_there(spoken: Project, tmp_path: Path) -> None:
    class StopLater(Progress):
        def step(self, done: int, total: int) -> None:
            if done:
                raise Cancelled

    (tmp_path / "t.csv").write_text("old")
    with pytest.raises(Cancelled):
        frames.write_table(spoken, frames.of_project(spoken, "anna", StopLater()), tmp_path / "t.csv")
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*t.csv*")} == {"t.csv": b"old"}


def test_the_sample_project_has_frames_of_every_label_with_links(tmp_path: Path) -> None:
    with Project.open(demo.build(tmp_path).project, "anna", writing=False) as project:
        found = list(frames.of_project(project, "anna"))
    assert {frame.label for frame in found} == {"claim", "quote", "sanction"}
    assert any(frame.slots["target"] for frame in found if frame.label == "sanction")
