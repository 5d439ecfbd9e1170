"""A dataset out: the contract's keys in their order, the same bytes every time, whole or not at all."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.normalise import normalise
from annotator.domain.problems import Problem, UnknownName
from annotator.project import annotating, articles, importing, submitting
from annotator.project.exporting.run import beginning, export
from annotator.project.exporting.source import chosen_layers
from annotator.project.project import Project
from tests.making import STORY, article_id, layer, project_with, reopened, span_of, tag

KEYS = """schema id text headline agency place published date_evidence language source zones layer status
    split annotations"""
SOURCE_KEYS = "name sha256 encoding url retrieved handling"
ANNOTATION_KEYS = "id start end text label attributes links unsure author made origin"
OTHER = "Another story about Oslo"


@pytest.fixture
def annotated(tmp_path: Path) -> Iterator[Project]:
    """Two articles; Anna annotated the first, Ben both; open for Anna."""
    project = project_with(tmp_path, STORY, OTHER)
    kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.link(project, 1, [quote], "speaker", kim)
    project = reopened(project, "ben")
    tag(project, "Oslo", "actor", key=1)
    tag(project, "Oslo", "actor", key=2)
    project = reopened(project, "anna")
    yield project
    project.close()


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_every_key_is_present_in_the_order_of_the_contract(annotated: Project, tmp_path: Path) -> None:
    export(annotated, tmp_path / "out.jsonl")
    (line,) = lines(tmp_path / "out.jsonl")
    assert list(line) == KEYS.split()
    assert list(line["source"]) == SOURCE_KEYS.split()
    assert [list(zone) for zone in line["zones"]] == [["kind", "start", "end"]]
    assert [list(found) for found in line["annotations"]] == [ANNOTATION_KEYS.split()] * 2
    assert (line["schema"], line["id"], line["layer"], line["split"]) == (
        "annotator/1",
        article_id(STORY),
        pseudonym("anna"),
        None,
    )


def test_the_spans_can_be_read_by_another_program(annotated: Project, tmp_path: Path) -> None:
    export(annotated, tmp_path / "out.jsonl")
    (line,) = lines(tmp_path / "out.jsonl")
    found = line["annotations"]
    assert [one["text"] for one in found] == ["We agree", "Kim"]
    assert all(one["text"] == line["text"][one["start"] : one["end"]] for one in found)
    assert found[0]["links"] == [{"type": "speaker", "to": found[1]["id"]}]


def test_the_bytes_are_equal_when_repeated(annotated: Project, tmp_path: Path) -> None:
    first = export(annotated, tmp_path / "one.jsonl", Recipe(layer="all", names=True))
    annotated = reopened(annotated)
    second = export(annotated, tmp_path / "two.jsonl", Recipe(layer="all", names=True))
    assert first.sha256 == second.sha256
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    annotated.close()


def test_all_layers_lie_side_by_side_in_the_order_of_ids(annotated: Project, tmp_path: Path) -> None:
    annotated.analyst = "clara"
    dataset = export(annotated, tmp_path / "out.jsonl", Recipe(layer="all", names=True))
    wanted = [(article_id(STORY), "anna"), (article_id(STORY), "ben"), (article_id(OTHER), "ben")]
    assert sorted(wanted) == [(line["id"], line["layer"]) for line in lines(tmp_path / "out.jsonl")]
    assert (dataset.articles, dataset.annotations, dataset.layers) == (2, 4, ["anna", "ben"])


@pytest.mark.parametrize(
    ("stated", "analyst", "chosen"),
    [
        (None, "anna", ["anna"]),
        (None, "ben", ["ben"]),
        ("ben", "anna", ["ben"]),
        ("all", "anna", ["anna", "ben"]),
    ],
)
def test_the_layer_is_the_stated_one_else_ones_own(
    annotated: Project, stated: str | None, analyst: str, chosen: list[str]
) -> None:
    annotated.analyst = analyst
    assert chosen == chosen_layers(annotated, stated)


@pytest.mark.parametrize("stated", ["gold", "clara"])
def test_a_layer_that_nobody_has_is_refused_with_those_that_are_there(
    annotated: Project, stated: str
) -> None:
    with pytest.raises(UnknownName, match=rf"no layer '{stated}' \(there is: anna, ben\)"):
        chosen_layers(annotated, stated)


def test_without_any_layer_there_is_nothing_to_export(project: Project, tmp_path: Path) -> None:
    for stated in ("all", None):
        with pytest.raises(Problem, match="no layer"):
            export(project, tmp_path / "out.jsonl", Recipe(layer=stated))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_layer_that_was_never_opened_is_not_exported_as_an_empty_one(
    annotated: Project, tmp_path: Path
) -> None:
    export(annotated, tmp_path / "out.jsonl")
    assert [article_id(STORY)] == [line["id"] for line in lines(tmp_path / "out.jsonl")]
    submitting.set_status(annotated, 2, "done")
    export(annotated, tmp_path / "out.jsonl")
    assert {line["id"]: len(line["annotations"]) for line in lines(tmp_path / "out.jsonl")} == {
        article_id(STORY): 2,
        article_id(OTHER): 0,
    }


def test_a_withdrawn_article_stays_out(annotated: Project, tmp_path: Path) -> None:
    articles.withdraw(annotated, 1)
    dataset = export(annotated, tmp_path / "out.jsonl", Recipe(layer="all", names=True))
    assert dataset.articles == 1
    assert [line["id"] for line in lines(tmp_path / "out.jsonl")] == [article_id(OTHER)]


@pytest.mark.parametrize(
    ("out", "file"),
    [("a.jsonl", "a.jsonl"), ("folder", "folder"), ("new/deep/a.txt", "new/deep/a.txt")],
)
def test_out_is_a_file_or_a_folder_and_is_made(
    annotated: Project, tmp_path: Path, out: str, file: str
) -> None:
    dataset = export(annotated, tmp_path / out)
    assert dataset.path == tmp_path / file
    data = tmp_path / file / "dataset.jsonl" if out == "folder" else tmp_path / file
    assert len(lines(data)) == 1
    assert data.stat().st_mode & 0o777 == 0o600


def test_an_unknown_format_is_refused_with_those_there_are(annotated: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"no format 'xml' to write\. There is jsonl"):
        export(annotated, tmp_path / "out.xml", Recipe(format="xml"))


def test_no_project_is_replaced_by_a_dataset(annotated: Project, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(annotated.path)
    for out in (annotated.path, tmp_path / "link.jsonl", tmp_path / "other.annotator"):
        with pytest.raises(Problem, match="is a project, which the dataset would replace"):
            export(annotated, out)
    assert len(layer(annotated)) == 2


def test_a_project_that_another_one_writes_is_exported_from_a_snapshot(
    annotated: Project, tmp_path: Path
) -> None:
    with Project.open(annotated.path, "anna", writing=False) as reading:
        found = export(reading, tmp_path / "read.jsonl")
    written = export(annotated, tmp_path / "written.jsonl")
    assert found.sha256 == written.sha256
    assert not list(tmp_path.glob(".snapshot*"))


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def mounted(folder: Path, *words: str) -> None:
    folder.mkdir(exist_ok=True)
    if not is_root() or subprocess.run(["mount", *words, str(folder)], capture_output=True).returncode:
        pytest.skip("only root can mount a disk for this test")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 kB that holds an old dataset."""
    folder = tmp_path / "disk"
    mounted(folder, "-t", "tmpfs", "-o", "size=40k", "tmpfs")
    (folder / "out.jsonl").write_text("old")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, disk: Path) -> None:
    with project_with(tmp_path, "Herring " * 20_000) as project:
        annotating.add(project, 1, 0, 7, "actor")
        with pytest.raises(Problem, match=r"out\.jsonl was not written: the disk is full"):
            export(project, disk / "out.jsonl")
    assert [(path.name, path.read_text()) for path in disk.iterdir()] == [("out.jsonl", "old")]


@pytest.mark.parametrize("format_", ["jsonl", "brat", "uima", "w3c"])
def test_a_full_disk_leaves_no_half_folder(tmp_path: Path, disk: Path, format_: str) -> None:
    with project_with(tmp_path, "Herring " * 20_000) as project:
        annotating.add(project, 1, 0, 7, "actor")
        with pytest.raises(Problem, match=r"out was not written: the disk is full"):
            export(project, disk / "out", Recipe(format_))
    assert [(path.name, path.read_text()) for path in disk.iterdir()] == [("out.jsonl", "old")]


def test_a_read_only_disk_is_told_in_a_sentence(annotated: Project, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for out in ("out.jsonl", "new.jsonl"):
        with pytest.raises(Problem, match="was not written: the disk is read-only"):
            export(annotated, disk / out)
    assert [(path.name, path.read_text()) for path in disk.iterdir()] == [("out.jsonl", "old")]


@pytest.mark.parametrize("out", ["file.txt/out.jsonl", "file.txt/deep/out.jsonl", "x" * 300 + ".jsonl"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    annotated: Project, tmp_path: Path, out: str
) -> None:
    (tmp_path / "file.txt").write_text("a file")
    with pytest.raises(Problem, match=r"cannot be made: |was not written: file name too long"):
        export(annotated, tmp_path / out)
    assert {path.name for path in tmp_path.iterdir()} == {
        "file.txt",
        "news.annotator",
        ".news.annotator.lock",
    }


def test_the_preview_is_the_beginning_of_the_file(annotated: Project, tmp_path: Path) -> None:
    export(annotated, tmp_path / "out.jsonl", Recipe(layer="all"))
    ((name, first),) = beginning(annotated, Recipe(layer="all")).files
    assert name == "dataset.jsonl"
    assert first
    assert (tmp_path / "out.jsonl").read_bytes().startswith(first)


TEXTS = st.text(min_size=1, max_size=60).map(lambda raw: normalise(raw).text).filter(str.strip)


@st.composite
def annotated_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(TEXTS)
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=6))
    labels = st.sampled_from(["actor", "claim", "quote", "sanction"])
    return text, [(start, draw(st.integers(start + 1, len(text))), draw(labels)) for start in starts]


@settings(max_examples=25, deadline=None)
@given(case=annotated_texts())
def test_what_goes_out_comes_in_as_the_same_spans(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, list[tuple[int, int, str]]]
) -> None:
    """Any text, any spans: out, in again elsewhere, out again with the same bytes."""
    text, spans = case
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    with project_with(here, text) as first, project_with(there) as second:
        for start, end, label in spans:
            annotating.add(first, 1, start, end, label)
        submitting.set_status(first, 1, "done")
        export(first, here / "out.jsonl", Recipe(names=True))
        report, _ = importing.add(second, importing.read([here / "out.jsonl"]))
        assert report.rejected == []
        assert articles.load(second, 1).text == text
        assert [found.body() for found in layer(first)] == [found.body() for found in layer(second)]
        assert sorted(spans) == sorted((x.start, x.end, x.label) for x in layer(second))
        export(second, there / "out.jsonl", Recipe(names=True))
    assert (here / "out.jsonl").read_bytes() == (there / "out.jsonl").read_bytes()


def test_a_span_is_where_its_words_are(annotated: Project) -> None:
    assert layer(annotated)[1].span == span_of(STORY, "Kim")
