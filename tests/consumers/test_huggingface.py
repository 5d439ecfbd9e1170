"""`datasets.load_dataset` opens both folders: splits, class labels, spans, and nothing fetched."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo
from annotator.writing.huggingface import tag_names
from annotator.writing.tokens import tagged, tokenise
from annotator.writing.writers import Writer, writer_named
from tests.writing.conftest import put

pytestmark = pytest.mark.consumer

LOAD = """
import json, sys
from datasets import load_dataset
found = load_dataset(sys.argv[1])
tags = {name: list(rows.features["ner_tags"].feature.names) for name, rows in found.items()}
print(json.dumps({"tags": tags, "rows": {name: list(rows) for name, rows in found.items()}}))
"""


def loaded(folder: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]) -> dict:
    """What a process of its own sees of the folder, with the network off and nothing in the cache."""
    put(folder / "data set", writer, setting, examples)
    head = writer.begin(setting, Losses()).card_head()
    (folder / "data set/README.md").write_text(f"---\nlicense: other\n{head}---\n\n# News\n", "utf-8")
    offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(folder / "cache")}
    command = [sys.executable, "-c", LOAD, str(folder / "data set")]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return orjson.loads(done.stdout)


@pytest.fixture(params=["huggingface", "huggingface-parquet"])
def writer(request: pytest.FixtureRequest) -> Writer:
    pytest.importorskip("datasets")
    return writer_named(request.param)


def test_the_folder_opens_with_splits_labels_and_spans(
    tmp_path: Path, writer: Writer, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    found = loaded(tmp_path, writer, splits, in_splits)
    names = tag_names(splits)
    assert found["tags"] == {"train": names, "validation": names}
    for split, rows in found["rows"].items():
        examples = [one for one in in_splits if one.split == split]
        for one, row in zip(examples, rows, strict=True):
            text, tokens = one.article.text, tokenise(one.article.text)
            assert row["text"] == text
            assert row["tokens"] == [text[start:end] for start, end in tokens]
            tags = tagged(tokens, one.layer.annotations, splits.labels).tags
            assert [names[number] for number in row["ner_tags"]] == tags
            assert [(s["start"], s["end"], s["label"]) for s in row["spans"]] == [
                (a.start, a.end, a.label) for a in one.layer.annotations
            ]


def test_a_dataset_without_splits_is_one_of_training(
    tmp_path: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> None:
    found = loaded(tmp_path, writer, setting, examples)
    (rows,) = found["rows"].values()
    assert list(found["rows"]) == ["train"]
    assert [row["zones"] for row in rows] == [
        [{"kind": z.kind, "start": z.start, "end": z.end} for z in one.article.record.zones]
        for one in examples
    ]
    sanction = next(s for s in rows[0]["spans"] if s["label"] == "sanction" and s["links"])
    assert {"name": "measure", "value": "arms", "several": True} in sanction["attributes"]


def test_labels_may_be_called_anything(
    tmp_path: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> None:
    odd = ("no", "a: b", "#x", 'it"s \\ 5', "é ﬁ 🐟", "- {a}", "null", "\x7f\u2028")
    wide = DatasetInfo("odd", setting.scheme, setting.labels + odd, ("hold-out",))
    found = loaded(tmp_path, writer, wide, [Example(one.article, one.layer, "hold-out") for one in examples])
    assert found["tags"] == {"hold_out": tag_names(wide)}
