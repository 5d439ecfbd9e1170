"""dkpro-cassis, which Python programs read INCEpTION's files with, reads ours."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.article import Draft
from annotator.domain.dataset.example import Example
from annotator.reading.files import read_file
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

cassis = pytest.importorskip("cassis")
pytestmark = [
    pytest.mark.consumer,
    pytest.mark.filterwarnings("ignore:Trying to add feature `type`"),
]

SPAN, LINK = "webanno.custom.Span", "webanno.custom.Link"
_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"


@pytest.fixture
def loaded(tmp_path: Path, setting: DatasetInfo, examples: list[Example]) -> dict[str, Any]:
    """The CAS of each article by its id."""
    put(tmp_path / "out", writer_named("uima"), setting, examples)
    with (tmp_path / "out/TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    found = {}
    for path in (tmp_path / "out").glob("*.xmi"):
        with path.open("rb") as file:
            found[path.stem] = cassis.load_cas_from_xmi(file, typesystem=types)
    return found


def test_it_sees_the_texts_and_what_stands_in_the_spans(
    loaded: dict[str, Any], examples: list[Example]
) -> None:
    for one in examples:
        cas, text = loaded[one.article.id], one.article.text
        assert cas.sofa_string == text
        ours = [(a.start, a.end, text[a.start : a.end], a.label, a.id) for a in one.layer.annotations]
        seen = [(s.begin, s.end, s.get_covered_text(), s.label, s.identifier) for s in cas.select(SPAN)]
        assert sorted(seen) == sorted(ours)


def test_it_sees_attributes_and_links(loaded: dict[str, Any], examples: list[Example]) -> None:
    for one in examples:
        spans = {s.identifier: s for s in loaded[one.article.id].select(SPAN)}
        links = {
            (x.Governor.identifier, x.type_, x.Dependent.identifier)
            for x in loaded[one.article.id].select(LINK)
        }
        assert links == {(a.id, link.type, link.to) for a in one.layer.annotations for link in a.links}
        for a in one.layer.annotations:
            assert spans[a.id].unsure is a.unsure
            for name, value in a.attributes.items():
                feature = spans[a.id][name]
                assert (feature if isinstance(value, str) else feature.elements) == value


def test_it_sees_tokens_and_sentences_that_hold_them(loaded: dict[str, Any]) -> None:
    for cas in loaded.values():
        tokens, sentences = (list(cas.select(f"{_SEGMENTATION}.{name}")) for name in ("Token", "Sentence"))
        assert "".join(cas.sofa_string.split()) == "".join(t.get_covered_text() for t in tokens)
        assert all(sum(s.begin <= t.begin and t.end <= s.end for s in sentences) == 1 for t in tokens)


def test_it_sees_what_is_known_of_the_article(loaded: dict[str, Any], examples: list[Example]) -> None:
    (one, *_) = examples
    (about,) = loaded[one.article.id].select("webanno.custom.Article")
    (document,) = loaded[one.article.id].select(
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
    )
    assert (about.layer, about.status, about.article) == ("anna", one.layer.status, one.article.id)
    assert (document.documentId, document.documentTitle) == (one.article.id, one.article.metadata.headline)


def test_what_it_writes_again_we_read_as_it_was(
    tmp_path: Path, loaded: dict[str, Any], examples: list[Example]
) -> None:
    for one in examples:
        loaded[one.article.id].to_xmi(tmp_path / "again.xmi")
        (draft,) = read_file(tmp_path / "again.xmi", "again.xmi")
        assert isinstance(draft, Draft)
        assert draft.text == one.article.text
        found = draft.layer.annotations if draft.layer else []
        assert sorted(
            (a["id"], a["start"], a["end"], sorted(a["attributes"].items())) for a in found
        ) == sorted((a.id, a.start, a.end, sorted(a.attributes.items())) for a in one.layer.annotations)
