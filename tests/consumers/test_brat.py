"""A parser made from brat's manual alone accepts every file, and finds in them what was annotated.

brat itself runs under Python 2 only, and cannot be asked.
"""

from pathlib import Path

import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.consumers.brat_parser import Document, configuration, document
from tests.writing.conftest import put


@pytest.fixture
def parsed(tmp_path: Path, setting: DatasetInfo, examples: list[Example]) -> dict[str, Document]:
    """The documents by the text that they are about."""
    put(tmp_path, writer_named("brat"), setting, examples)
    known = configuration(tmp_path / "annotation.conf")
    found = [document(path, known) for path in sorted(tmp_path.glob("*.txt"))]
    return {one.text: one for one in found}


def test_every_line_is_one_of_the_manual(parsed: dict[str, Document]) -> None:
    assert [one.faults for one in parsed.values()] == [[]] * 4


def test_every_span_is_found_at_its_place(parsed: dict[str, Document], examples: list[Example]) -> None:
    for one in examples:
        found = parsed[one.article.text].spans.values()
        spans = sorted((parts[0][0], parts[-1][1], kind) for kind, parts in found)
        assert spans == sorted((*a.span, a.label) for a in one.layer.annotations)


def test_every_link_is_found(parsed: dict[str, Document], examples: list[Example]) -> None:
    for one in examples:
        found = parsed[one.article.text]
        spans = {a.id: a.span for a in one.layer.annotations}
        ends = {uid: (parts[0][0], parts[-1][1]) for uid, (_, parts) in found.spans.items()}
        links = [(x.type, a.span, spans[x.to]) for a in one.layer.annotations for x in a.links]
        assert sorted((kind, ends[a], ends[b]) for kind, a, b in found.relations) == sorted(links)


def test_choices_and_the_mark_are_attributes(parsed: dict[str, Document]) -> None:
    said = {(kind, value) for one in parsed.values() for kind, _, value in one.attributes}
    assert {("status", "threatened"), ("kind", "forecast"), ("unsure", "")} <= said


def test_the_parser_sees_what_is_wrong(tmp_path: Path) -> None:
    """Else the tests above would show nothing."""
    (tmp_path / "annotation.conf").write_text("[entities]\nx\n[relations]\n[events]\n[attributes]\n")
    (tmp_path / "a.txt").write_text("some words")
    (tmp_path / "a.ann").write_text("T1\tx 0 4\tsame\nT2\ty 0 4\tsome\nA1\tk T1 v\nbroken\nT1\tx 0 4\tsome\n")
    assert len(document(tmp_path / "a.txt", configuration(tmp_path / "annotation.conf")).faults) == 5
