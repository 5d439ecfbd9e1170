"""labelbuddy's lines and labels, exactly. It is a program without a package: no test can ask itself."""

from typing import Any

import orjson
import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.reading.jsonl import read_jsonl
from annotator.writing.format import DatasetInfo
from annotator.writing.labelbuddy import labels, record
from tests.making import article_id, record_of, scheme_of

TEXT = "Kim 🐟 said “no” é"
ONE = Example(
    Article(article_id(TEXT), TEXT, record_of(TEXT)),
    Layer(
        "anna",
        "done",
        (
            Annotation("k", 0, 5, "actor"),
            Annotation("q", 12, 14, "quote", {"form": "direct"}, (Link("speaker", "k"),), True),
        ),
    ),
)


def read(content: Any) -> Any:
    (found,) = read_jsonl("a.jsonl", [orjson.dumps(content)])
    return found


def test_a_line_has_the_keys_that_labelbuddy_knows() -> None:
    line = record(ONE)
    assert list(line) == ["text", "metadata", "list_title", "annotations"]
    assert all(
        list(one) == ["start_char", "end_char", "label_name", "extra_data"] for one in line["annotations"]
    )
    assert (line["metadata"]["article"], line["list_title"]) == (ONE.article.id, TEXT)


def test_the_rest_of_an_annotation_is_its_extra_data() -> None:
    extra = orjson.loads(record(ONE)["annotations"][1]["extra_data"])
    assert extra == {
        "id": "q", "attributes": {"form": "direct"}, "links": [{"type": "speaker", "to": "k"}], "unsure": True,
        "author": "", "made": "", "origin": "hand",
    }  # fmt: skip


def test_labels_have_colours_and_the_letters_that_are_keys() -> None:
    scheme = scheme_of({"name": "quote", "key": "Q"}, {"name": "actor", "key": "1"})
    assert labels(DatasetInfo("x", scheme, ("quote", "actor", "other"))) == [
        {"name": "quote", "color": "#ffffff", "shortcut_key": "q"},
        {"name": "actor", "color": "#ffffff"},
        {"name": "other"},
    ]


def test_what_labelbuddy_exports_is_read() -> None:
    """With its checksum and bytes; what its user wrote into the extra data is no part of ours."""
    marked = {
        "start_byte": 0,
        "end_byte": 3,
        "start_char": 0,
        "end_char": 3,
        "label_name": "actor",
        "extra_data": "x",
    }
    found = read(
        {"text": TEXT, "utf8_text_md5_checksum": "0" * 32, "metadata": {"a": 1}, "annotations": [marked]}
    )
    assert found.layer.annotations == [{"start": 0, "end": 3, "label": "actor"}]


def test_what_was_removed_in_labelbuddy_leaves_no_link_behind() -> None:
    line = record(ONE)
    (one,) = read({**line, "annotations": line["annotations"][1:]}).layer.annotations
    assert (one["links"], one["unsure"], one["attributes"]) == ([], True, {"form": "direct"})


@pytest.mark.parametrize("one", [5, {"start_char": 0}, {"start_char": 0, "end_char": 99, "label_name": "a"}])
def test_a_faulty_annotation_is_rejected(one: Any) -> None:
    found = read({"text": TEXT, "metadata": {}, "list_title": "", "annotations": [one]})
    assert "annotation 1" in found.reason


def test_a_document_without_its_text_is_rejected() -> None:
    assert read({"utf8_text_md5_checksum": "0", "annotations": []}).reason == "it has no text"
