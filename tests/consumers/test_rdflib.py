"""rdflib reads our W3C Web Annotation files as the graph that they mean."""

from pathlib import Path

import orjson
import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

rdflib = pytest.importorskip("rdflib")
pytestmark = [pytest.mark.consumer, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

# The parts of the standard's context that this needs: there is no network to get it from.
STANDARD = {
    "@vocab": "http://www.w3.org/ns/oa#",
    "id": {"@id": "@id"},
    "type": {"@id": "@type"},
    "source": {"@type": "@id"},
}


def test_links_lead_from_annotation_to_annotation(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("w3c"), setting, examples)
    page = orjson.loads((tmp_path / "dataset.jsonld").read_bytes())
    page["@context"][0] = STANDARD
    graph = rdflib.Graph().parse(data=orjson.dumps(page), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    targets = set(graph.objects(None, rdflib.URIRef("urn:annotator:to")))
    assert len(annotations) == 15 + len(examples)
    assert len(targets) == 2
    assert targets < annotations
    assert {str(one) for one in graph.objects(None, oa.source)} == {
        f"urn:sha256:{one.article.id}" for one in examples
    }
