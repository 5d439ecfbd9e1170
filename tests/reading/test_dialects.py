"""What other tools export, read as articles with annotations; whatever a file holds, nothing is raised."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Draft, Rejection
from annotator.reading.jsonl import read_jsonl

TEXT = "Kim 🐟 said no\nto it"


def read(content: Any) -> Any:
    (found,) = read_jsonl("a.jsonl", [orjson.dumps(content)])
    return found


def spans(content: Any) -> list[tuple[int, int, str]]:
    return [(one["start"], one["end"], one["label"]) for one in read(content).layer.annotations]


@pytest.mark.parametrize("key", ["label", "labels", "entities"])
def test_doccanos_triples_become_annotations(key: str) -> None:
    assert spans({"id": 7, "text": TEXT, key: [[0, 3, "actor"]], "Comments": []}) == [(0, 3, "actor")]


def test_doccanos_relations_become_links() -> None:
    entities = [
        {"id": 70, "start_offset": 0, "end_offset": 3, "label": "actor"},
        {"id": 71, "start_offset": 4, "end_offset": 5, "label": "sign"},
    ]
    relations = [{"id": 1, "from_id": 71, "to_id": 70, "type": "of"}]
    first, second = read({"text": TEXT, "entities": entities, "relations": relations}).layer.annotations
    assert (first["id"][12:], second["id"][12:]) == ("-70", "-71")
    assert second["links"] == [{"type": "of", "to": first["id"]}]


@pytest.mark.parametrize(
    "relation", [5, {"from_id": 9, "to_id": 0, "type": "of"}, {"from_id": 0, "to_id": 9}]
)
def test_a_relation_to_nothing_is_rejected(relation: Any) -> None:
    entities = [{"id": 0, "start_offset": 0, "end_offset": 3, "label": "actor"}]
    found = read({"text": TEXT, "entities": entities, "relations": [relation]})
    assert "a link of annotation 1 (actor)" in found.reason


@pytest.mark.parametrize(
    "label", [[0, 3], [0, 99, "a"], [0, 0, "a"], ["0", 3, "a"], [0, 3, None], {}, None, 7]
)
def test_a_faulty_label_is_rejected(label: Any) -> None:
    assert isinstance(read({"text": TEXT, "label": [[0, 3, "a"], label]}), Rejection)


def test_details_of_what_was_removed_in_another_tool_are_left_out() -> None:
    details = [
        {"start": 0, "end": 3, "label": "a", "id": "x", "links": [{"type": "of", "to": "y"}], "unsure": True},
        {"start": 4, "end": 5, "label": "a", "id": "y"},
    ]
    (one,) = read({"text": TEXT, "label": [[0, 3, "a"]], "details": details}).layer.annotations
    assert (one["id"], one["links"], one["unsure"]) == ("x", [], True)


def test_metadata_that_means_something_else_rejects_nothing() -> None:
    found = read(
        {"text": TEXT, "label": [], "published": "today", "zones": ["EU"], "status": 3, "headline": 5}
    )
    assert isinstance(found, Draft)


def region(start: int, end: int, label: str, uid: str = "r", **value: Any) -> dict[str, Any]:
    values = {"start": start, "end": end, "labels": [label], **value}
    return {"id": uid, "from_name": "l", "to_name": "words", "type": "labels", "value": values}


def task(*results: Any, **annotation: Any) -> dict[str, Any]:
    data = {"words": TEXT, "other": "a title"}
    return {"id": 1, "data": data, "annotations": [{"result": list(results), **annotation}]}


def test_a_task_is_read_by_the_name_that_its_results_point_to() -> None:
    assert spans(task(region(0, 3, "actor"))) == [(0, 3, "actor")]
    assert read(task(region(0, 3, "actor"))).text == TEXT


def test_choices_texts_and_relations_of_regions_are_kept() -> None:
    choice = {"id": "r", "type": "choices", "from_name": "actor.kind", "value": {"choices": ["state"]}}
    several = {"id": "r", "type": "choices", "from_name": "actor.role[]", "value": {"choices": ["a"]}}
    words = {"id": "r", "type": "textarea", "from_name": "note", "value": {"text": ["b", "c"]}}
    relation = {"type": "relation", "from_id": "r", "to_id": "s", "direction": "left", "labels": ["of"]}
    found = task(region(0, 3, "actor"), choice, several, words, region(4, 5, "sign", "s"), relation)
    first, second = read(found).layer.annotations
    assert first["attributes"] == {"kind": "state", "role": ["a"], "note": "b\nc"}
    assert second["links"] == [{"type": "of", "to": "r"}]


def test_the_line_ends_of_label_studios_words_are_understood() -> None:
    assert spans(task(region(11, 16, "a", text="no\\nto"))) == [(11, 16, "a")]


def test_words_that_stand_elsewhere_are_rejected() -> None:
    assert "is not what stands at 0 to 3" in read(task(region(0, 3, "a", text="Kin"))).reason


@pytest.mark.parametrize(
    ("several", "label"),
    [
        ([{"was_cancelled": True}, {}, {}], "1"),
        ([{}, {"ground_truth": True}], "1"),
        ([{"was_cancelled": True}], None),
        ([], None),
    ],
)
def test_of_several_annotations_one_is_read(several: list[dict[str, Any]], label: str | None) -> None:
    annotations = [{"result": [region(0, 3, str(n))], **one} for n, one in enumerate(several)]
    found = read({"data": {"text": TEXT}, "annotations": annotations})
    assert (found.layer.annotations[0]["label"] if label else found.layer) == label


def test_a_finished_task_with_nothing_marked_is_an_opened_layer() -> None:
    assert read({"data": {"text": TEXT}, "annotations": [{"result": []}]}).layer.annotations == []


def test_the_short_form_of_label_studio_is_read() -> None:
    marked = [{"start": 0, "end": 3, "text": "Kim", "labels": ["actor", "person"]}]
    assert spans({"text": TEXT, "label": marked, "id": 4}) == [(0, 3, "actor"), (0, 3, "person")]


KEYS = (
    "text", "label", "labels", "entities", "relations", "details", "data", "annotations", "result", "value", "type",
    "id", "start", "end", "start_offset", "end_offset", "from_id", "to_id", "from_name", "to_name", "choices", "meta",
    "links", "attributes", "zones", "metadata", "start_char", "end_char", "label_name", "extra_data", "direction",
)  # fmt: skip
ATOMS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 30), st.sampled_from([*KEYS, TEXT, "relation", "{}"])
)
ANYTHING = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@given(
    st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=5),
    st.sampled_from([{}, {"text": TEXT}, {"data": {"text": TEXT}}]),
)
def test_whatever_stands_anywhere_nothing_is_raised(content: dict[str, Any], sure: dict[str, Any]) -> None:
    assert isinstance(read({**content, **sure}), Draft | Rejection)


AROUND = (
    '{"text": "a b", %s}',
    '{"data": {"text": "a"}, "annotations": [{"result": [{"type": "labels", "id": "r", "value": {"end": 1}, %s}]}]}',
    '{"text": "a b", "entities": [{"start_offset": 0, "end_offset": 1, "label": "a", %s}], "relations": [{}]}',
    '{"text": "a b", "entities": [{"start_offset": 0, "label": "a"}], "relations": [{%s}]}',
    '{"text": "a b", "label": [[0, 1, "a"]], "details": [{"start": 0, "end": 1, "label": "a", %s}]}',
    '{"text": "a b", "annotations": [{"start_char": 0, "end_char": 1, "label_name": "a", %s}]}',
)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("around", AROUND)
def test_what_is_nested_deep_raises_nothing(key: str, around: str) -> None:
    deep = f'"{key}": ' + "[" * 1000 + "]" * 1000
    (found,) = read_jsonl("a", [(around % deep).encode()])
    assert isinstance(found, Draft | Rejection)
