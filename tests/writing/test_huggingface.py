"""Rows of Hugging Face datasets, and the head of their card."""

from dataclasses import replace

import orjson
import pytest

from annotator.domain.dataset.losses import OFF_TOKENS, OVERLAPS, Losses
from annotator.writing.escaped import yaml_text
from annotator.writing.format import DatasetInfo
from annotator.writing.huggingface import COLUMNS, HuggingFace
from annotator.writing.parquet import HuggingFaceParquet
from tests.making import scheme_of
from tests.writing.small import example, marked, written

TEXT = "Kim said Iran won."
SETTING = DatasetInfo("news", scheme_of({"name": "actor"}), ("actor", "claim"), ("train", "hold-out"))


def test_a_row_has_every_column_in_its_order() -> None:
    data, _ = written("huggingface", example(TEXT, *marked(TEXT, ("Kim", "actor"))))
    row = orjson.loads(data)
    assert list(row) == list(COLUMNS)
    assert row["tokens"] == ["Kim", "said", "Iran", "won", "."]
    assert row["ner_tags"] == ["B-actor", "O", "O", "O", "O"]
    assert list(row["spans"][0]) == list(COLUMNS["spans"][0])
    assert (row["agency"], row["group"], row["layer"]) == (None, None, "anna")


def test_what_has_no_tag_stays_a_span_and_is_listed() -> None:
    made = marked(TEXT, ("Iran won", "claim"), ("Iran", "actor"), ("ran", "actor"))
    data, lost = written("huggingface", example(TEXT, *made))
    row = orjson.loads(data)
    assert row["ner_tags"] == ["O", "O", "B-actor", "O", "O"]
    assert [span["id"] for span in row["spans"]] == ["a0", "a1", "a2"]
    assert [(line["annotation"], line["lost"], line["why"]) for line in lost] == [
        ("a0", {"tags": True}, OVERLAPS),
        ("a2", {"tags": True}, OFF_TOKENS),
    ]


def test_values_of_one_and_of_several_are_pairs() -> None:
    (kim,) = marked(TEXT, ("Kim", "actor"))
    kim = replace(kim, attributes={"means": ["arms", "trade"], "kind": "state", "none": []})
    data, lost = written("huggingface", example(TEXT, kim))
    assert orjson.loads(data)["spans"][0]["attributes"] == [
        {"name": "kind", "value": "state", "several": False},
        {"name": "means", "value": "arms", "several": True},
        {"name": "means", "value": "trade", "several": True},
    ]
    assert [line["lost"] for line in lost] == [{"attributes": {"none": []}}]


@pytest.mark.parametrize(
    ("format_", "file"), [(HuggingFace, ".jsonl"), (HuggingFaceParquet, "-00000-of-00001.parquet")]
)
def test_the_head_of_the_card_names_columns_labels_and_files(format_: type[HuggingFace], file: str) -> None:
    head = format_(SETTING, Losses()).card_head()
    assert head.startswith("dataset_info:\n  features:\n  - name: id\n    dtype: string\n")
    assert "  - name: tokens\n    list: string\n" in head
    assert (
        "    list:\n      class_label:\n        names:\n          '0': \"O\"\n          '1': \"B-actor\"\n"
        in head
    )
    assert "  - name: spans\n    list:\n    - name: id\n      dtype: string\n" in head
    assert head.endswith(
        "configs:\n- config_name: default\n  data_files:\n"
        f'  - split: "train"\n    path: "data/train{file}"\n'
        f'  - split: "hold_out"\n    path: "data/hold-out{file}"\n'
    )


def test_a_scalar_is_on_one_line_whatever_it_holds() -> None:
    assert yaml_text('a "b" \\ é 🐟\n\x7f\u2028') == '"a \\"b\\" \\\\ é 🐟\\n\\U0000007f\\U00002028"'
