"""A dataset in a folder: card, manifest, trace; whole or not at all; checked and compared afterwards."""

import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.project import articles, exchange, undoing
from annotator.project.exporting import checking, recipes
from annotator.project.exporting.checking import verify
from annotator.project.exporting.run import Dataset, export, survey
from annotator.project.project import Project
from annotator.writing.writers import WRITERS, Writer
from tests.making import tag
from tests.project.exporting.conftest import lines


@pytest.fixture
def dataset(newsroom: Project, tmp_path: Path) -> Dataset:
    """All layers, in a folder."""
    return export(newsroom, tmp_path / "out", Recipe(layer="all", rights="Ours.", gaps="Few quotes."))


def manifest(dataset: Dataset) -> dict[str, Any]:
    return dict(orjson.loads((dataset.path / "manifest.json").read_bytes()))


def test_a_folder_holds_the_data_its_card_manifest_and_trace(dataset: Dataset) -> None:
    plots = ["plots/labels.svg", "plots/lengths.svg"]
    assert dataset.files == [
        "README.md",
        "dataset.jsonl",
        "lost.jsonl",
        "manifest.json",
        *plots,
        "trace.jsonl",
    ]
    listed = [entry["path"] for entry in manifest(dataset)["files"]]
    assert listed == [path for path in dataset.files if path != "manifest.json"]


def test_the_card_tells_what_the_program_knows(dataset: Dataset) -> None:
    card = (dataset.path / "README.md").read_text()
    assert card.startswith('---\nlanguage: ["en"]\nlicense: "other"\n')
    wanted = (
        "3 articles with",
        "| actor | ",
        "Ours.",
        "Few quotes.",
        "| slip | ",
        "1 article reviewed to the end",
    )
    for told in (
        *wanted,
        "| hand | marked by hand |",
        "F1 strict",
        "it lies in the dateline",
        "headline, body",
    ):
        assert told in card
    assert "anna" not in card
    assert "rita" not in card


def test_no_name_of_an_analyst_stands_in_any_file(dataset: Dataset) -> None:
    for path in dataset.files:
        data = (dataset.path / path).read_bytes()
        assert not any(name in data for name in (b'"anna"', b'"ben"', b'"rita"', b"Ask Anna"))


def test_the_recipe_of_a_manifest_names_nobody_and_can_be_followed(newsroom: Project, tmp_path: Path) -> None:
    first = export(newsroom, tmp_path / "one", Recipe(layer="anna"))
    recipe = Recipe.from_values(manifest(first)["recipe"])
    assert recipe.layer == pseudonym("anna")
    again = export(newsroom, tmp_path / "two", recipe)
    assert (again.sha256, again.layers) == (first.sha256, ["anna"])


def test_a_gold_span_is_traced_to_its_revision_and_decision(newsroom: Project, dataset: Dataset) -> None:
    gold = next(line for line in lines(dataset.path / "trace.jsonl") if line["layer"] == "gold")
    assert gold["source"]["sha256"] == gold["article"]
    for one in gold["annotations"]:
        assert len(one["revision"]) == 64
        assert one["decisions"][0]["taken"]
        assert {decision["reason"] for decision in one["decisions"]} == {"slip"}


def test_a_majority_is_traced_to_what_it_was_made_from(newsroom: Project, tmp_path: Path) -> None:
    export(newsroom, tmp_path / "most", Recipe(layer="majority", merged=True))
    for line in lines(tmp_path / "most" / "trace.jsonl"):
        for one in line["annotations"]:
            assert one["revision"] is None
            assert len({part["layer"] for part in one["parts"]}) == 2
    assert verify(tmp_path / "most", newsroom).faults == []


def test_the_same_revisions_give_the_same_bytes_in_any_order_of_merging(
    newsroom: Project, tmp_path: Path
) -> None:
    sent = [exchange.share(newsroom, tmp_path / f"{name}.annotations", name).path for name in ("anna", "ben")]
    folders = []
    for number, files in enumerate((sent, sent[::-1])):
        path = tmp_path / f"copy{number}.annotator"
        with Project.create(path, newsroom.scheme, "lee") as other:
            for file in files:
                exchange.merge(other, [file])
            folders.append(export(other, tmp_path / f"out{number}", Recipe(layer="all", title="same")).path)
    one, two = ({p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} for folder in folders)
    assert one["dataset.jsonl"] == two["dataset.jsonl"]
    assert one["trace.jsonl"] == two["trace.jsonl"]


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("writer", [w for w in WRITERS if w.available], ids=lambda writer: writer.name)
def test_a_copy_under_another_name_gives_the_same_bytes(
    newsroom: Project, tmp_path: Path, writer: Writer
) -> None:
    """Card and manifest too: nothing in them comes from the machine."""
    recipe = Recipe(writer.name, "all", split=SplitPlan(fractions=(50, 50)))
    export(newsroom, tmp_path / "one", recipe)
    newsroom.close()
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "copied.annotator"
    shutil.copy(newsroom.path, other)
    with Project.open(other, "lee") as copy:
        export(copy, tmp_path / "two", recipe)
    assert every_file(tmp_path / "one") == every_file(tmp_path / "two")


def test_a_whole_dataset_is_verified(newsroom: Project, dataset: Dataset) -> None:
    found = verify(dataset.path, newsroom)
    assert (found.faults, found.same_head, found.files) == ([], True, 6)
    assert found.revisions > 10


def test_a_project_that_went_on_is_no_fault(newsroom: Project, dataset: Dataset) -> None:
    recipes.save(newsroom, "later", Recipe())
    found = verify(dataset.path, newsroom)
    assert (found.faults, found.same_head) == ([], False)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda folder: (folder / "dataset.jsonl").write_text("x"), "dataset.jsonl was changed"),
        (lambda folder: (folder / "README.md").unlink(), "README.md is missing"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt is not in the manifest"),
    ],
)
def test_what_was_done_to_a_dataset_is_found(dataset: Dataset, change: Any, fault: str) -> None:
    change(dataset.path)
    (found,) = verify(dataset.path).faults
    assert fault in found


def test_a_trace_of_another_project_is_found(dataset: Dataset, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.annotator") as other:
        found = verify(dataset.path, other)
    assert any("is not in the log of" in fault for fault in found.faults)
    assert any("or was withdrawn" in fault for fault in found.faults)


def test_a_span_that_was_moved_with_all_its_hashes_is_found_in_the_log(
    newsroom: Project, dataset: Dataset
) -> None:
    """Whoever mends the manifest too cannot mend the project."""
    trace = dataset.path / "trace.jsonl"
    found = lines(trace)
    next(one for line in found for one in line["annotations"])["end"] += 1
    trace.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in found))
    values = manifest(dataset)
    entry = next(one for one in values["files"] if one["path"] == "trace.jsonl")
    entry |= {"sha256": sha256(trace.read_bytes()).hexdigest(), "bytes": trace.stat().st_size}
    (dataset.path / "manifest.json").write_bytes(orjson.dumps(values))
    assert verify(dataset.path).faults == []
    (fault,) = verify(dataset.path, newsroom).faults
    assert "says something else than the dataset" in fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "has no manifest.json"),
        (b"{", "is not valid JSON"),
        (b"[]", "is no manifest"),
        (b'{"schema": "annotator-dataset/1"}', "is no manifest"),
    ],
)
def test_a_folder_without_a_manifest_is_told_so(tmp_path: Path, content: bytes | None, fault: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(Problem, match=fault):
        verify(tmp_path)


def test_a_manifest_that_names_files_elsewhere_is_refused(dataset: Dataset) -> None:
    values = manifest(dataset)
    values["files"][0]["path"] = "../secret"
    (dataset.path / "manifest.json").write_bytes(orjson.dumps(values))
    with pytest.raises(Problem, match="outside the dataset"):
        verify(dataset.path)


def test_a_folder_with_other_files_is_left_alone(newsroom: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    for replacing in (False, True):
        with pytest.raises(Problem, match="is not empty"):
            export(newsroom, tmp_path / "out", Recipe(layer="anna"), replacing=replacing)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_a_dataset_gives_way_only_if_that_is_asked_for(newsroom: Project, dataset: Dataset) -> None:
    with pytest.raises(Problem, match=r"holds a dataset already.*--replace"):
        export(newsroom, dataset.path, Recipe(layer="anna"))
    assert verify(dataset.path).faults == []
    export(newsroom, dataset.path, Recipe(layer="anna"), replacing=True)
    assert {line["layer"] for line in lines(dataset.path / "trace.jsonl")} != {"gold"}
    assert verify(dataset.path).faults == []
    assert not [path for path in dataset.path.parent.iterdir() if path.name.startswith(".out")]


class Stop(Progress):
    """Stops at the second article."""

    def step(self, done: int, total: int) -> None:
        if done:
            raise Cancelled


def test_a_stopped_export_leaves_nothing(newsroom: Project, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export(newsroom, tmp_path / "out", Recipe(layer="anna"), Stop())
    assert sorted(tmp_path.iterdir()) == before


def test_two_datasets_are_compared(newsroom: Project, dataset: Dataset, tmp_path: Path) -> None:
    assert checking.compare(dataset.path, dataset.path).nothing
    again = export(newsroom, tmp_path / "less", Recipe(layer="all", labels=("actor",))).path
    found = checking.compare(dataset.path, again)
    assert set(found.by_label()) == {"quote", "sanction", "claim"}
    assert found.articles_gone == []


def test_a_file_is_compared_with_a_folder(newsroom: Project, dataset: Dataset, tmp_path: Path) -> None:
    export(newsroom, tmp_path / "all.jsonl", Recipe(layer="all"))
    found = checking.compare(dataset.path, tmp_path / "all.jsonl")
    assert (found.added, found.gone, found.articles_added) == ([], [], [])
    assert {what for *_, what in found.changed} == {("decisions",)}


def test_what_an_export_comes_to_is_known_before(newsroom: Project, tmp_path: Path) -> None:
    recipe = Recipe(layer="anna")
    before = survey(newsroom, recipe)
    made = export(newsroom, tmp_path / "out.jsonl", recipe)
    assert before.articles == {"": made.articles}
    assert before.annotations == {"": made.annotations}
    assert before.lost == made.lost
    assert before.bytes >= (tmp_path / "out.jsonl").stat().st_size


def test_the_export_is_what_the_project_was_when_it_began(newsroom: Project, tmp_path: Path) -> None:
    """A reader works on a snapshot: what is written meanwhile is not in it."""
    path = newsroom.path
    newsroom.close()

    class Meanwhile(Progress):
        done = False

        def step(self, done: int, total: int) -> None:
            if not self.done:
                self.done = True
                with Project.open(path, "carl") as writing:
                    tag(writing, "Kim", "actor", 1)

    with Project.open(path, "lee", writing=False) as reading:
        export(reading, tmp_path / "out.jsonl", Recipe(layer="all", names=True), Meanwhile())
        assert "carl" not in {line["layer"] for line in lines(tmp_path / "out.jsonl")}
    with Project.open(path, "lee") as project:
        assert "carl" in articles.layer_names(project)


def test_a_recipe_is_kept_and_replaced_under_its_name(newsroom: Project) -> None:
    recipes.save(newsroom, "for training", Recipe("jsonl", "gold"))
    recipes.save(newsroom, "for training", Recipe("jsonl", "all"))
    assert recipes.names(newsroom) == ["for training"]
    assert recipes.recipe(newsroom, "for training").layer == "all"
    recipes.remove(newsroom, "for training")
    with pytest.raises(Problem, match="has no recipe 'for training'"):
        recipes.recipe(newsroom, "for training")


def test_saving_a_recipe_is_no_undo_step(newsroom: Project) -> None:
    before = undoing.next_undo(newsroom)
    recipes.save(newsroom, "r", Recipe())
    assert undoing.next_undo(newsroom) == before
