"""mlcroissant, the standard's own library, validates and reads our Croissant datasets, offline."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, Entry
from annotator.writing.writers import writer_named

mlcroissant = pytest.importorskip("mlcroissant")
pytestmark = [
    pytest.mark.consumer,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def written(folder: Path, setting: DatasetInfo, examples: list[Example]) -> Path:
    """Writes with true hashes: they are checked by who reads."""
    begun = writer_named("croissant").begin(setting, Losses())
    entries = []
    for split in setting.splits or (None,):
        for path, pieces in begun.files(split, [one for one in examples if one.split == split]):
            data = b"".join(pieces)
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            entries.append(Entry(path, sha256(data).hexdigest(), len(data)))
    for path, pieces in begun.beside(entries):
        (folder / path).write_bytes(b"".join(pieces))
    return folder / "croissant.json"


def records(path: Path, name: str) -> list[dict[str, Any]]:
    dataset = mlcroissant.Dataset(jsonld=path)
    assert dataset.metadata.ctx.issues.errors == set()
    return list(dataset.records(name))


def test_it_reads_every_article_of_a_split(
    tmp_path: Path, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    path = written(tmp_path, splits, in_splits)
    for split in splits.splits:
        found = records(path, f"articles_{split}")
        some = [one for one in in_splits if one.split == split]
        assert [one[f"articles_{split}/text"].decode() for one in found] == [x.article.text for x in some]
        assert {one[f"articles_{split}/split"].decode() for one in found} == {split}


def test_it_reads_the_splits(tmp_path: Path, splits: DatasetInfo, in_splits: list[Example]) -> None:
    found = records(written(tmp_path, splits, in_splits), "splits")
    assert [one["splits/name"] for one in found] == list(splits.splits)


def test_it_reads_the_annotations_with_their_attributes(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    found = records(written(tmp_path, setting, examples), "annotations")
    within = "annotations/annotations"
    for one, example in zip(found, examples, strict=True):
        seen = one[within]
        ours = example.layer.annotations
        assert [(x[f"{within}/start"], x[f"{within}/end"]) for x in seen] == [a.span for a in ours]
        assert [x[f"{within}/label"].decode() for x in seen] == [a.label for a in ours]
        assert [x[f"{within}/unsure"] for x in seen] == [a.unsure for a in ours]
        assert [as_words(x[f"{within}/attributes/measure"]) for x in seen] == [
            a.attributes.get("measure") for a in ours
        ]


def as_words(value: Any) -> Any:
    return [part.decode() for part in value] if isinstance(value, list) else value


def test_names_of_any_characters_are_read(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    named = replace(setting, name="Hard cases: 制裁 “2”")
    path = written(tmp_path, named, examples)
    assert mlcroissant.Dataset(jsonld=path).metadata.name == named.name
