"""Each format of the registry, and our own line in detail."""

import orjson
import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article, Draft
from annotator.domain.dataset.example import Example
from annotator.domain.problems import UnknownName
from annotator.reading.jsonl import read_jsonl
from annotator.writing import jsonl
from annotator.writing.writers import WRITERS, Writer, writer_named
from tests.making import article_id, record_of

TEXT = "Kim 🐟 said\xa0“no” é"
ARTICLE = Article(article_id(TEXT), TEXT, record_of(TEXT))
LAYER = Layer(
    "anna",
    "done",
    (
        Annotation("q", 11, 15, "quote", {"kind": "none", "form": "direct"}, (Link("speaker", "k"),)),
        Annotation("k", 0, 3, "actor", {}, (), True, "ben", "2001-01-01T00:00:00Z", "imported"),
    ),
)

EXAMPLE = Example(ARTICLE, LAYER)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_a_format_says_what_it_is_and_what_it_loses(writer: Writer) -> None:
    assert writer is writer_named(writer.name)
    assert writer.suffix == "" or writer.suffix.startswith(".")
    assert writer.about
    assert writer.keeps
    assert writer.loses


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match=r"There is jsonl, .*; see `annotator formats`"):
        writer_named("no such format")


def test_a_line_of_our_own_is_read_back_as_it_was() -> None:
    (draft,) = read_jsonl("a.jsonl", jsonl.lines([EXAMPLE]))
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    assert draft.text == TEXT
    assert draft.layer.status == "done"
    assert [one["id"] for one in draft.layer.annotations] == ["q", "k"]


def test_a_line_holds_characters_as_they_are_and_one_line_end() -> None:
    (line,) = jsonl.lines([EXAMPLE])
    assert TEXT.encode() in line
    assert line.count(b"\n") == 1
    assert line.endswith(b"}\n")


def test_attributes_are_sorted_and_empty_ones_present() -> None:
    first, second = orjson.loads(next(jsonl.lines([EXAMPLE])))["annotations"]
    assert list(first["attributes"]) == ["form", "kind"]
    assert (first["text"], first["links"]) == ("“no”", [{"type": "speaker", "to": "k"}])
    assert (second["attributes"], second["links"], second["unsure"]) == ({}, [], True)


def test_an_article_without_a_layer_has_the_keys_all_the_same() -> None:
    record = jsonl.record(ARTICLE, None)
    assert list(record) == list(orjson.loads(next(jsonl.lines([EXAMPLE]))))
    assert (record["layer"], record["status"], record["annotations"]) == (None, None, [])
