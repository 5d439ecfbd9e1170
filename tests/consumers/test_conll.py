"""Columns go through spaCy's converter, and seqeval finds the annotations in their tags."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.tokens import tagged, tokenise
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

pytestmark = pytest.mark.consumer


def entities(examples: list[Example], labels: tuple[str, ...]) -> list[list[tuple[str, str]]]:
    """Words without their spacing, and labels, of what has a tag, article by article."""
    found = []
    for one in examples:
        text, tokens = one.article.text, tokenise(one.article.text)
        kept = tagged(tokens, one.layer.annotations, labels).kept
        found.append([("".join(text[a.start : a.end].split()), a.label) for _, _, a in kept])
    return found


def test_spacy_converts_the_columns_to_the_same_entities(
    tmp_path: Path, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    """The first spelling only: the converter knows "E-" and "S-" as "L-" and "U-"."""
    spacy = pytest.importorskip("spacy")
    put(tmp_path, writer_named("conll"), splits, in_splits)
    command = [sys.executable, "-m", "spacy", "convert", "train.conll", ".", "-c", "conll"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    docs = list(spacy.tokens.DocBin().from_disk(tmp_path / "train.spacy").get_docs(spacy.blank("xx").vocab))
    seen = [[("".join(ent.text.split()), ent.label_) for ent in doc.ents] for doc in docs]
    assert seen == entities([one for one in in_splits if one.split == "train"], splits.labels)


@pytest.mark.parametrize("name", ["conll", "conll-bioes"])
def test_seqeval_finds_the_entities_in_the_tags(
    tmp_path: Path, name: str, splits: DatasetInfo, in_splits: list[Example]
) -> None:
    labeling = pytest.importorskip("seqeval.metrics.sequence_labeling")
    scheme = pytest.importorskip("seqeval.scheme")
    put(tmp_path, writer_named(name), splits, in_splits)
    lines = (tmp_path / "train.conll").read_text("utf-8").split("\n")
    tags = [line.split(" ")[-1] if line else "O" for line in lines if not line.startswith("-DOC")]
    wanted = [label for article in entities(in_splits[::2], splits.labels) for _, label in article]
    assert [label for label, _, _ in labeling.get_entities(tags)] == wanted
    strict = scheme.Entities([tags], scheme.IOB2 if name == "conll" else scheme.IOBES)
    assert [entity.tag for entity in strict.entities[0]] == wanted
