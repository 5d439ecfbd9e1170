"""spaCy checks the folder, trains on it for a few steps, and sees the spans; its files are read again."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Draft, Rejection
from annotator.domain.dataset.example import Example
from annotator.project import importing
from annotator.reading.spacy import read_spacy
from annotator.writing import spacy as writing
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

pytestmark = pytest.mark.consumer
spacy = pytest.importorskip("spacy")


def run(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "spacy", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def documents(path: Path) -> list:
    return list(spacy.tokens.DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def test_the_spans_are_there_and_the_entities_among_them(
    tmp_path: Path, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    lost = put(tmp_path, writer_named("spacy"), splits, in_splits)
    moved = {line["annotation"]: line["lost"]["span"] for line in lost if "span" in line["lost"]}
    untagged = {line["annotation"] for line in lost if "tags" in line["lost"]}
    examples = [one for one in in_splits if one.split == "train"]
    for one, doc in zip(examples, documents(tmp_path / "train/0001.spacy"), strict=True):
        assert doc.text == one.article.text
        assert [(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]] == [
            (*moved.get(a.id, a.span), a.label) for a in one.layer.annotations
        ]
        tags = [(a.start, a.end, a.label) for a in one.layer.annotations if a.id not in untagged]
        assert sorted((e.start_char, e.end_char, e.label_) for e in doc.ents) == sorted(tags)


def test_the_data_is_checked_and_trained_on(
    tmp_path: Path, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    # With fewer documents `debug data` says that they do not suffice.
    put(tmp_path, writer_named("spacy"), splits, in_splits * 50)
    paths = ["--paths.train", "./train", "--paths.dev", "./validation"]
    checked = run(tmp_path, "debug", "data", "config.cfg", *paths)
    assert "100 training docs" in checked
    assert "100 evaluation docs" in checked
    few = ["--training.max_steps", "4", "--training.eval_frequency", "2"]
    run(tmp_path, "train", "config.cfg", "--output", "model", *paths, *few)
    model = spacy.load(tmp_path / "model/model-last")
    assert set(model.get_pipe("spancat").labels) <= set(splits.labels)
    assert "sc" in model("Kim said no.").spans


def test_the_configuration_knows_its_own_folders(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("spacy"), setting, examples)
    config = spacy.util.load_config(tmp_path / "config.cfg")
    assert (config["paths"]["train"], config["paths"]["dev"]) == ("./dataset", "./dataset")
    longest = max(len(s) for doc in documents(tmp_path / "dataset/0001.spacy") for s in doc.spans["sc"])
    assert config["components"]["spancat"]["suggester"]["max_size"] == longest


def test_a_file_holds_no_more_than_so_many_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: DatasetInfo, examples: list[Example]
) -> None:
    monkeypatch.setattr(writing, "MOST_DOCUMENTS", 3)
    put(tmp_path, writer_named("spacy"), setting, examples)
    counts = {path.name: len(documents(path)) for path in tmp_path.glob("dataset/*")}
    assert counts == {"0001.spacy": 3, "0002.spacy": 1}


def test_a_language_that_needs_another_package_gets_the_rules_for_any(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    odd = DatasetInfo(setting.name, setting.scheme, setting.labels, language="tlh")
    put(tmp_path, writer_named("spacy"), odd, examples)
    assert spacy.util.load_config(tmp_path / "config.cfg")["nlp"]["lang"] == "xx"


def _file(tmp_path: Path, **values: object) -> list[Draft | Rejection]:
    """A file of one document "Kim said no", as others may make it."""
    doc = spacy.blank("en")("Kim said no")
    for name, value in values.items():
        if name == "spans":
            doc.spans.update(
                {
                    key: [doc[a:b] if not c else _span(doc, a, b, c) for a, b, c in v]
                    for key, v in value.items()
                }
            )
        elif name == "ents":
            doc.set_ents([_span(doc, *one) for one in value], default="outside")
        else:
            doc.user_data[name] = value
    spacy.tokens.DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "a.spacy")
    return list(importing.read([tmp_path / "a.spacy"]))


def _span(doc: object, start: int, end: int, label: str) -> object:
    return spacy.tokens.Span(doc, start, end, label=label)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"spans": {"sc": [(0, 1, "x")], "other": [(1, 2, "y")]}, "ents": [(2, 3, "z")]}, [(0, 3, "x")]),
        ({"spans": {"b": [(0, 1, "x")], "c": [(1, 2, "y")]}}, [(0, 3, "x"), (4, 8, "y")]),
        ({"ents": [(2, 3, "z")]}, [(9, 11, "z")]),
        ({"spans": {"sc": []}, "ents": [(2, 3, "z")]}, [(9, 11, "z")]),
        ({"spans": {"sc": []}}, []),
        ({}, None),
    ],
)
def test_spans_come_before_entities(tmp_path: Path, values: dict, expected: list | None) -> None:
    (draft,) = _file(tmp_path, **values)
    found = draft.layer and [(a["start"], a["end"], a["label"]) for a in draft.layer.annotations]
    assert found == expected


def test_a_span_without_a_label_rejects_its_document(tmp_path: Path) -> None:
    (found,) = _file(tmp_path, spans={"sc": [(0, 1, "")]})
    assert isinstance(found, Rejection)
    assert found.reason == "document 1: annotation 1 has no label"


@pytest.mark.parametrize(
    "value", [5, {"article": 5, "spans": 5}, {"article": {"zones": 5}}, {"spans": {1: 2}}]
)
def test_strange_data_of_users_is_an_article_or_a_rejection(tmp_path: Path, value: object) -> None:
    (found,) = _file(tmp_path, annotator=value, spans={"sc": [(0, 1, "x")]})
    assert isinstance(found, Draft | Rejection)


def test_a_file_that_is_too_large_unpacked_is_refused(tmp_path: Path) -> None:
    _file(tmp_path)
    (found,) = read_spacy("a.spacy", (tmp_path / "a.spacy").read_bytes(), 20)
    assert isinstance(found, Rejection)
    assert "larger than" in found.reason


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("good")
    _file(folder, spans={"sc": [(0, 1, "x")]}, ents=[(1, 2, "y")], annotator={"spans": {}})
    return (folder / "a.spacy").read_bytes()


@settings(deadline=None)
@given(cut=st.integers(0, 600), put_in=st.binary(max_size=20), pack=st.booleans())
def test_no_bytes_are_too_much(good: bytes, cut: int, put_in: bytes, pack: bool) -> None:
    data = zlib.decompress(good) if pack else good
    data = data[:cut] + put_in + data[cut + len(put_in) :]
    for found in read_spacy("a.spacy", zlib.compress(data) if pack else data, 1_000_000):
        assert isinstance(found, Draft | Rejection)
