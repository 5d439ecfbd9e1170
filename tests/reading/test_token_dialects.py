"""Lines of Prodigy and rows of Hugging Face, by others and by nobody in their right mind."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Draft, Rejection
from annotator.reading.jsonl import read_jsonl

TEXT = "Kim said no"
KIM = {"start": 0, "end": 3, "label": "actor"}
NO = {"start": 9, "end": 11, "label": "claim"}
LINE: dict[str, Any] = {"text": TEXT, "tokens": [], "spans": [KIM, NO], "answer": "accept", "_task_hash": 1}
ROW: dict[str, Any] = {"text": TEXT, "tokens": ["Kim"], "ner_tags": ["O"], "spans": [KIM]}


def read(content: dict[str, Any]) -> Draft | Rejection:
    (found,) = read_jsonl("a.jsonl", [orjson.dumps(content)])
    return found


def annotations(content: dict[str, Any]) -> list[dict[str, Any]]:
    draft = read(content)
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    return draft.layer.annotations


def test_another_ones_accepted_line_is_a_layer() -> None:
    assert annotations(LINE) == [KIM, NO]
    assert annotations(LINE | {"spans": []}) == []
    assert annotations({"text": TEXT, "spans": [KIM | {"token_start": 0, "id": 7}], "tokens": []}) == [KIM]


@pytest.mark.parametrize("answer", ["reject", "ignore", None, 5, []])
def test_a_line_that_was_not_accepted_is_an_article_without_a_layer(answer: object) -> None:
    draft = read(LINE | {"answer": answer})
    assert isinstance(draft, Draft)
    assert (draft.text, draft.layer) == (TEXT, None)


def test_a_line_without_spans_is_an_article_without_a_layer() -> None:
    draft = read({"text": TEXT, "answer": "accept", "_task_hash": 1, "accept": ["sports"]})
    assert isinstance(draft, Draft)
    assert draft.layer is None


def test_relations_of_others_are_found_by_the_places_of_their_spans() -> None:
    relations = [
        {"head": 2, "child": 0, "head_span": NO, "child_span": KIM, "label": "speaker"},
        {"head": 2, "child": 0, "head_span": NO, "child_span": KIM | {"label": None}, "label": "dropped"},
        {"head": 2, "child": 0, "label": "dropped"},
    ]
    kim, no = annotations(LINE | {"relations": relations})
    assert no["links"] == [{"type": "speaker", "to": kim["id"]}]
    assert "links" not in kim


def test_a_relation_without_a_label_rejects_the_line() -> None:
    found = read(LINE | {"relations": [{"head_span": NO, "child_span": KIM, "label": None}]})
    assert isinstance(found, Rejection)
    assert "lacks its type" in found.reason


def test_a_row_is_read_by_its_spans_and_its_own_keys() -> None:
    pairs = [{"name": "a", "value": "x", "several": False}, {"name": "b", "value": "y", "several": True}]
    (found,) = annotations(ROW | {"spans": [KIM | {"attributes": pairs}], "agency": "AFP"})
    assert found["attributes"] == {"a": "x", "b": ["y"]}
    assert annotations(ROW | {"spans": []}) == []


@pytest.mark.parametrize(
    "spans", [None, 5, {}, [5], [{"start": 0}], [KIM | {"end": 99}], [KIM | {"label": ""}]]
)
@pytest.mark.parametrize("line", [LINE, ROW])
def test_spans_that_are_none_reject_the_line(line: dict[str, Any], spans: Any) -> None:
    found = read(line | {"spans": spans})
    assert isinstance(found, Rejection if spans is not None else Draft)


NAMES = (
    "start end label id attributes name value several links type to head_span child_span layer zones "
    "published status source kind unsure"
)
KEYS = st.sampled_from(NAMES.split())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.sampled_from(["", "a", "actor", "accept", TEXT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=8,
)


@given(
    st.sampled_from([LINE, ROW]),
    st.dictionaries(
        st.sampled_from(
            ["text", "spans", "relations", "meta", "article", "answer", "zones", "layer", "tokens"]
        ),
        JSON,
    ),
)
def test_anything_anywhere_is_an_article_or_a_rejection(line: dict[str, Any], other: dict[str, Any]) -> None:
    assert isinstance(read(line | other), Draft | Rejection)


@given(st.sampled_from([LINE, ROW]), st.lists(JSON), st.lists(JSON))
def test_anything_within_lists_is_an_article_or_a_rejection(
    line: dict[str, Any], one: list, two: list
) -> None:
    assert isinstance(read(line | {"spans": [KIM, *one], "relations": two}), Draft | Rejection)
