"""Croissant: what the description says. That the standard's library reads it is in tests/consumers."""

from dataclasses import replace
from pathlib import Path

import orjson

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, Entry
from annotator.writing.writers import writer_named
from tests.writing.conftest import put


def test_files_are_described_by_hash_and_place(setting: DatasetInfo) -> None:
    begun = writer_named("croissant").begin(replace(setting, language="en"), Losses())
    written = [Entry("data/train.jsonl", "ab", 7), Entry("README.md", "cd", 8)]
    ((path, pieces),) = begun.beside(written)
    described = orjson.loads(b"".join(pieces))
    (file,) = described["distribution"]
    assert path == "croissant.json"
    assert (file["contentUrl"], file["sha256"], file["contentSize"]) == ("data/train.jsonl", "ab", "7 B")
    assert described["inLanguage"] == "en"
    assert "datePublished" not in described


def test_the_date_is_that_of_the_newest_annotation(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("croissant"), setting, examples)
    described = orjson.loads((tmp_path / "croissant.json").read_bytes())
    newest = max(a.made for one in examples for a in one.layer.annotations)
    assert described["datePublished"] == newest[:10]


def test_every_split_has_its_tables_and_is_an_entry(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    split = replace(setting, splits=("train", "test"))
    put(tmp_path, writer_named("croissant"), split, [replace(one, split="train") for one in examples])
    sets = orjson.loads((tmp_path / "croissant.json").read_bytes())["recordSet"]
    assert {one["@id"] for one in sets} >= {"splits", "articles_train", "annotations_test"}
    assert sets[0]["data"] == [{"splits/name": "train"}, {"splits/name": "test"}]
