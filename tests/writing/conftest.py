"""A dataset of hard cases, made through the project, as every format is to write it."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.project import annotating, submitting, visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.writing.format import DatasetInfo, Entry
from annotator.writing.writers import Writer
from tests.making import project_with, span_of, tag

NESTED = """Talks open in Oslo

Minister Kim Il-nam 🐟🇷🇺 said the U.S.-led ban “must be lifted, or we walk out.” He warned that the
European Union’s arms embargo would fail\tin 2007.

A second line of the same story – é, ﬁ, 制裁 – ends here"""
RIGHT_TO_LEFT = 'قال الوزير إن العقوبات «غير مقبولة» 🙂\n\nשר החוץ אמר: "לא נסכים" (AFP)'
EMPTY = "Nothing was marked here. It is an example all the same."
CROSSING = "Tehran rejects sanctions and demands talks = now\nwith all; see #3 |x| &amp; <b>"


@pytest.fixture
def hard(tmp_path: Path) -> Iterator[Project]:
    """Nested, crossing and equal spans, one over a line's end, one within a word; links, attributes, emoji."""
    folder = tmp_path / "hard"
    folder.mkdir()
    with project_with(folder, NESTED, RIGHT_TO_LEFT, EMPTY, CROSSING) as project:
        kim, union = tag(project, "Kim Il-nam 🐟🇷🇺", "actor"), tag(project, "European Union", "actor")
        quote = tag(project, "must be lifted, or we walk out.", "quote")
        claim = tag(project, "the\nEuropean Union’s arms embargo would fail\tin 2007", "claim")
        sanction = tag(project, "arms embargo", "sanction")
        tag(project, "U.S.", "actor")
        tag(project, "led ban", "sanction")
        annotating.link(project, 1, [quote], "speaker", kim)
        annotating.link(project, 1, [claim], "claimant", kim)
        annotating.link(project, 1, [sanction], "sender", union)
        annotating.set_attribute(project, 1, [sanction], "status", "threatened")
        annotating.set_attribute(project, 1, [sanction], "measure", ["arms", "trade"])
        annotating.set_attribute(project, 1, [claim], "kind", "forecast")
        annotating.set_attribute(project, 1, [claim], "cue", "He warned \"that\" = 'x'")
        annotating.set_unsure(project, 1, [claim], True)
        tag(project, "العقوبات", "sanction", 2)
        tag(project, "غير مقبولة", "quote", 2)
        tag(project, "לא נסכים", "quote", 2)
        submitting.set_status(project, 3, "in progress")
        tag(project, "Tehran rejects sanctions", "claim", 4)
        tag(project, "sanctions and demands talks = now\nwith all", "quote", 4)
        tag(project, "sanctions", "sanction", 4)
        annotating.add(project, 4, *span_of(CROSSING, "sanctions"), "actor")
        annotating.add(project, 4, *span_of(CROSSING, "hran"), "actor")
        yield project


@pytest.fixture
def examples(hard: Project) -> list[Example]:
    """The examples of that project, in the order of a dataset."""
    keys = stored.keys_of_layers(hard.store, ["anna"])
    return [Example(*pair) for pair in visibility.read_layers(hard, keys, ["anna"])]


@pytest.fixture
def setting(hard: Project) -> DatasetInfo:
    """That dataset as a whole."""
    return DatasetInfo("hard", hard.scheme, tuple(label.name for label in hard.scheme.labels))


def put(
    folder: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> list[dict[str, object]]:
    """Writes the dataset into a folder, a split at a time; gives what was lost, as `lost.jsonl` would list it."""
    lost: list[dict[str, object]] = []
    begun = writer.begin(setting, Losses(lambda line: lost.append(orjson.loads(line))))
    for split in setting.splits or (None,):
        some = [one for one in examples if split is None or one.split == split]
        for path, pieces in begun.files(split, some):
            _put(folder / path, b"".join(pieces))
    written = [Entry(str(p.relative_to(folder)), "0" * 64, 1) for p in folder.rglob("*") if p.is_file()]
    for path, pieces in begun.beside(written):
        _put(folder / path, b"".join(pieces))
    return lost


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert not path.exists(), "two files of a dataset have one name"
    path.write_bytes(data)
