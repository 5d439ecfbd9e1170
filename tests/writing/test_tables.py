"""Tables of a dataset: rows, losses, and what spreadsheets must not run."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.writing import xlsx
from annotator.writing.format import DatasetInfo
from annotator.writing.rows import csv_pieces
from annotator.writing.writers import Writer, writer_named
from tests.making import article_id, record_of, scheme_of
from tests.writing.conftest import put

TEXT = "Kim 🐟 said\n=1+1, or a ban"
SCHEME = scheme_of(
    {"name": "actor", "attribute": [{"name": "actor", "type": "registry"}]},
    {
        "name": "claim",
        "attribute": [
            {"name": "kind", "type": "choice", "values": ["fact", "demand"]},
            {"name": "about", "type": "choices", "values": ["a", "b"]},
        ],
        "link": [{"type": "by", "to": "actor"}],
    },
)
NAMES = {"kim": "Kim Il-nam"}
SETTING = DatasetInfo("small", SCHEME, ("actor", "claim"), name_of=NAMES.get)
CLAIM = Annotation("c", 11, 15, "claim", {"kind": "fact", "about": ["a", "b"]}, (Link("by", "k"),))
ACTOR = Annotation("k", 0, 5, "actor", {"actor": "kim"}, (), True, "ben", "2001-01-01T00:00:00Z", "imported")


def example(*annotations: Annotation, text: str = TEXT, split: str | None = "train") -> Example:
    article = Article(article_id(text), text, record_of(text))
    return Example(article, Layer("anna", "done", annotations), split)


def written(folder: Path, name: str, *examples: Example) -> list[dict[str, Any]]:
    return put(folder, writer_named(name), SETTING, list(examples))


def rows(path: Path, separator: str = ",") -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_an_annotation_is_a_row(tmp_path: Path, name: str, separator: str) -> None:
    written(tmp_path, name, example(CLAIM, ACTOR))
    claim, actor = rows(tmp_path / f"annotations.{name}", separator)
    assert claim == {
        "article": article_id(TEXT),
        "headline": "Kim 🐟 said",
        "agency": "",
        "published": "",
        "layer": "anna",
        "split": "train",
        "status": "done",
        "start": "11",
        "end": "15",
        "text": "'=1+1",
        "label": "claim",
        "actor.actor": "",
        "claim.kind": "fact",
        "claim.about": "a; b",
        "links": "by: Kim 🐟 [k]",
        "unsure": "",
        "author": "",
        "made": "",
        "origin": "hand",
        "id": "c",
    }
    assert [actor[key] for key in ("actor.actor", "unsure", "author", "origin")] == [
        "kim",
        "yes",
        "ben",
        "imported",
    ]


def test_a_frame_is_a_row_of_its_own_table(tmp_path: Path) -> None:
    written(tmp_path, "csv", example(CLAIM, ACTOR))
    (frame,) = rows(tmp_path / "frames.csv")
    assert [frame[key] for key in ("layer", "split", "label", "words", "by", "annotation")] == [
        "anna",
        "train",
        "claim",
        "'=1+1",
        "Kim Il-nam",
        "c",
    ]


def test_there_is_no_table_of_frames_where_the_scheme_has_none(tmp_path: Path) -> None:
    plain = DatasetInfo("plain", scheme_of({"name": "actor"}), ("actor",))
    put(tmp_path, writer_named("csv"), plain, [example(ACTOR)])
    assert [path.name for path in tmp_path.iterdir()] == ["annotations.csv"]


def test_lines_end_as_spreadsheets_have_it(tmp_path: Path) -> None:
    written(tmp_path, "csv", example(CLAIM, ACTOR))
    data = (tmp_path / "annotations.csv").read_bytes()
    assert data.count(b"\r\n") == 3
    assert data.endswith(b"\r\n")


def read_back(cell: str | int) -> str:
    data = b"".join(csv_pieces(["title"], [[cell, "last"]])).decode()
    return list(csv.reader(io.StringIO(data, newline="")))[1][0]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1"])
def test_a_cell_that_would_run_is_made_harmless(cell: str) -> None:
    assert read_back(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "'=1", 7, -7])
def test_any_other_cell_is_left_alone(cell: str | int) -> None:
    assert read_back(cell) == str(cell)


def test_what_a_table_has_no_place_for_is_listed_once(tmp_path: Path) -> None:
    unknown = Annotation("x", 0, 3, "other", {"mood": "calm"})
    lost = written(tmp_path, "csv", example(unknown), example(), example(text="Nothing here."))
    assert [line["lost"] for line in lost] == [
        {"article": ["text", "source", "zones"]},
        {"attributes": {"mood": "calm"}},
        {"article": ["all"]},
        {"article": ["text", "source", "zones"]},
        {"article": ["all"]},
    ]


def test_a_link_to_nothing_has_the_id_alone(tmp_path: Path) -> None:
    written(tmp_path, "csv", example(CLAIM))
    (row,) = rows(tmp_path / "annotations.csv")
    assert row["links"] == "by: [k]"


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[c.value for c in row] for row in sheet.rows] for sheet in book}


@pytest.fixture
def xlsx_writer() -> Writer:
    writer = writer_named("xlsx")
    if not writer.available:
        pytest.skip("xlsxwriter is not installed")
    return writer


@pytest.mark.usefixtures("xlsx_writer")
def test_a_workbook_has_both_tables_and_no_formulas(tmp_path: Path) -> None:
    written(tmp_path, "xlsx", example(CLAIM, ACTOR))
    found = sheets(tmp_path / "dataset.xlsx")
    titles, claim, _ = found["annotations"]
    row = dict(zip(titles, claim, strict=True))
    assert [row[key] for key in ("start", "text", "claim.about")] == [11, "=1+1", "a; b"]
    assert len(found["frames"]) == 2
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(tmp_path / "dataset.xlsx")["annotations"]
    assert {cell.data_type for line in sheet.rows for cell in line} == {"s", "n"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:T3")


@pytest.mark.usefixtures("xlsx_writer")
@pytest.mark.parametrize("character", ["a", "🐟"])
def test_a_cell_that_is_too_long_is_cut_and_listed(tmp_path: Path, character: str) -> None:
    text = character * 33_000
    lost = written(tmp_path, "xlsx", example(Annotation("k", 0, 33_000, "actor"), text=text))
    assert {"cut": ["text"]} in [line["lost"] for line in lost]
    titles, row = sheets(tmp_path / "dataset.xlsx")["annotations"]
    assert row[titles.index("text")] == text[: 32_767 // (2 if character > "\uffff" else 1)]


@pytest.mark.usefixtures("xlsx_writer")
def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    written(tmp_path, "xlsx", example(*(Annotation(f"k{n}", 0, 3, "actor") for n in range(5))))
    found = sheets(tmp_path / "dataset.xlsx")
    assert [(name, len(lines)) for name, lines in found.items()] == [
        ("annotations", 3),
        ("frames", 1),
        ("annotations 2", 3),
        ("annotations 3", 2),
    ]


@pytest.mark.usefixtures("xlsx_writer")
def test_any_character_comes_through_a_workbook(tmp_path: Path) -> None:
    hard = Annotation("k", 0, 3, "actor", {"actor": "a\x01b _x0041_ <&> \t\n ç 制 "})
    written(tmp_path, "xlsx", example(hard))
    titles, row = sheets(tmp_path / "dataset.xlsx")["annotations"]
    from openpyxl.utils.escape import unescape

    assert unescape(row[titles.index("actor.actor")]) == hard.attributes["actor"]
