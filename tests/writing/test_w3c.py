"""W3C Web Annotation, in detail. That it comes back whole is in test_round_trips."""

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article, Draft, Rejection
from annotator.domain.dataset.example import Example
from annotator.project import importing
from annotator.reading.w3c import read_jsonld
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.making import article_id, record_of, scheme_of
from tests.writing.conftest import put

TEXT = "Kim 🐟 said “no” é"
ARTICLE = Article(article_id(TEXT), TEXT, record_of(TEXT))
LAYER = Layer(
    "anna b",
    "done",
    (
        Annotation("q", 11, 15, "quote", {"kind": "none"}, (Link("by", "k"),)),
        Annotation("k", 0, 3, "actor", {}, (), True, "ben", "2001-01-01T00:00:00Z", "imported"),
    ),
)
SETTING = DatasetInfo("small", scheme_of({"name": "actor"}, {"name": "quote"}), ("actor", "quote"))
SOURCE = f"urn:sha256:{ARTICLE.id}"
NAME = f"urn:annotator:{ARTICLE.id}:anna%20b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert put(tmp_path / "out", writer_named("w3c"), SETTING, [Example(ARTICLE, LAYER)]) == []
    return tmp_path / "out"


def page(folder: Path) -> Any:
    return orjson.loads((folder / "dataset.jsonld").read_bytes())


def test_an_annotation_is_as_the_standard_has_it(folder: Path) -> None:
    _, quote, _ = page(folder)["items"]
    assert quote["id"] == f"{NAME}:q"
    assert (quote["type"], quote["motivation"]) == ("Annotation", "tagging")
    assert quote["body"][0] == {"type": "TextualBody", "purpose": "tagging", "value": "quote"}
    assert quote["target"] == {
        "source": SOURCE,
        "selector": [
            {"type": "TextPositionSelector", "start": 11, "end": 15},
            {"type": "TextQuoteSelector", "exact": "“no”", "prefix": "Kim 🐟 said ", "suffix": " é"},
        ],
    }
    assert quote["annotator:links"] == [{"annotator:type": "by", "annotator:to": f"{NAME}:k"}]


def test_every_selector_resolves_in_the_text_beside_the_page(folder: Path) -> None:
    for item in page(folder)["items"][1:]:
        text = (folder / f"texts/{item['target']['source'][11:]}.txt").read_bytes().decode()
        place, quote = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"])


def test_a_text_has_the_bytes_of_its_name(folder: Path) -> None:
    (path,) = (folder / "texts").iterdir()
    assert article_id(path.read_bytes().decode()) == path.stem == ARTICLE.id


def test_author_and_date_are_where_other_programs_look(folder: Path) -> None:
    *_, actor = page(folder)["items"]
    assert actor["creator"] == {"type": "Person", "name": "ben"}
    assert actor["created"] == "2001-01-01T00:00:00Z"


def test_everything_of_a_layer_comes_back(folder: Path) -> None:
    (draft,) = importing.read([folder])
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    assert (draft.text, draft.layer.status, draft.metadata.headline) == (TEXT, "done", TEXT)
    quote, actor = draft.layer.annotations
    assert quote["links"] == [{"type": "by", "to": "k"}]
    assert [actor[key] for key in ("id", "author", "made", "origin", "unsure")] == [
        "k",
        "ben",
        "2001-01-01T00:00:00Z",
        "imported",
        True,
    ]


def test_two_layers_of_one_article_share_its_text_and_come_back_apart(tmp_path: Path) -> None:
    two = [Example(ARTICLE, LAYER), Example(ARTICLE, Layer("ben", "new", ()))]
    put(tmp_path, writer_named("w3c"), SETTING, two)
    found = list(importing.read([tmp_path]))
    layers = [one.layer for one in found if isinstance(one, Draft)]
    assert [layer and (layer.status, len(layer.annotations)) for layer in layers] == [("done", 2), ("new", 0)]


def test_the_same_page_in_other_lines_is_read_too(folder: Path) -> None:
    path = folder / "dataset.jsonld"
    before = list(importing.read([folder]))
    path.write_bytes(orjson.dumps(page(folder), option=orjson.OPT_INDENT_2))
    assert list(importing.read([folder])) == before


def test_texts_in_a_folder_of_that_name_are_articles_where_no_page_is(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_text("An article.", "utf-8")
    assert len(list(importing.read([tmp_path]))) == 1


def one_of(target: Any, **others: Any) -> dict[str, Any]:
    return {
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "actor"},
        "target": target,
        **others,
    }


def at(start: Any, end: Any, *others: Any) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, *others],
    }


def read(folder: Path, data: bytes) -> list[Draft | Rejection]:
    path = folder / "other.jsonld"
    path.write_bytes(data)
    with path.open("rb") as file:
        return list(read_jsonld("other.jsonld", file, 100_000))


def test_a_single_annotation_of_others_is_read(folder: Path) -> None:
    (draft,) = read(folder, orjson.dumps(one_of(at(0, 3), id="http://example.org/1")))
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    (found,) = draft.layer.annotations
    assert (found["label"], found["start"], found["end"], found["id"]) == (
        "actor",
        0,
        3,
        "http://example.org/1",
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "not valid JSON"),
        (b'{"items":[\n{"target": 1},\n', "cut off"),
        (b"7", "no annotation"),
        ([None], "no annotation"),
        ({"items": {"target": {}}}, "only texts named"),
        (one_of("http://example.org/page"), "only texts named"),
        (one_of(["a", "b"]), "only texts named"),
        (one_of({"source": {"id": 7}}), "only texts named"),
        (one_of({"source": "urn:sha256:../../etc/passwd"}), "only texts named"),
        (one_of({"source": "urn:sha256:" + "0" * 64}), "is not beside the file"),
        (one_of({"source": SOURCE}), "no TextPositionSelector"),
        (one_of({"source": SOURCE, "selector": {"type": []}}), "no TextPositionSelector"),
        (one_of(at(0, 99)), "ends at 99"),
        (one_of(at("0", 3)), "whole numbers"),
        (one_of(at(0, 3, {"type": "TextQuoteSelector", "exact": "Ki"})), "is not what stands at"),
        (one_of(at(0, 3, {"type": "TextQuoteSelector", "exact": 7})), "is not what stands at"),
        (one_of(at(0, 3), body=None), "has no label"),
        (one_of(at(0, 3), body=[7, {"value": {}}]), "has no label"),
        (one_of(at(0, 3), **{"annotator:links": 7}), "no list of objects"),
        (one_of(at(0, 3), **{"annotator:links": [{}]}), "lacks its type or its target"),
        (
            one_of(at(0, 3), body=[{"value": "actor"}, {"format": "application/json", "value": "{"}]),
            "not valid JSON",
        ),
        (b" " * 100_001, "larger"),
        (b'{"items":[\n' + b" " * 100_001, "longer"),
    ],
)
def test_what_cannot_be_taken_is_rejected_with_a_reason(folder: Path, content: Any, why: str) -> None:
    found = read(folder, content if isinstance(content, bytes) else orjson.dumps(content))
    assert all(isinstance(one, Rejection) for one in found)
    assert any(why in str(one) for one in found), found


def test_a_text_that_was_changed_is_rejected(folder: Path) -> None:
    (path,) = (folder / "texts").iterdir()
    path.write_text(TEXT + ".", "utf-8")
    (found,) = importing.read([folder])
    assert "its SHA-256 is not its name" in str(found)


def test_a_page_cut_off_is_told(folder: Path) -> None:
    whole = (folder / "dataset.jsonld").read_bytes()
    for cut in range(0, len(whole) - 1, 11):
        assert any(isinstance(one, Rejection) for one in read(folder, whole[:cut])), cut


def test_a_file_without_a_name_is_read_as_far_as_it_goes() -> None:
    (found,) = read_jsonld("a.jsonld", io.BytesIO(orjson.dumps(one_of(at(0, 3)))), 1000)
    assert "is not beside the file" in str(found)
