"""spaCy's files where spaCy is not installed; tests/consumers has the rest."""

import sys

import pytest

from annotator.domain.problems import Problem
from annotator.reading.spacy import read_spacy
from annotator.writing import writers


def test_without_spacy_its_files_are_rejected_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(Problem, match=r"pip install 'annotator\[spacy\]'"):
        list(read_spacy("a.spacy", b"x", 100))


@pytest.mark.parametrize("name", ["spacy", "huggingface-parquet"])
def test_without_its_package_a_format_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(writers, "find_spec", lambda _name: None)
    with pytest.raises(Problem, match=r"Install it with: pip install 'annotator\["):
        writers.writer_named(name).require()
