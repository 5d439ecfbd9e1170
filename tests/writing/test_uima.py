"""UIMA CAS as XMI, in detail. That it comes back whole is in test_round_trips."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article, Draft
from annotator.domain.dataset.example import Example
from annotator.domain.feature_names import attribute_name, feature_name
from annotator.reading.files import read_file
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.making import article_id, record_of, scheme_of
from tests.writing.conftest import put

TEXT = 'Kim 🐟 said\n"no"\t<&>'
CUSTOM = "{http:///webanno/custom.ecore}"
SCHEME = scheme_of(
    {
        "name": "actor",
        "attribute": [{"name": "kind", "type": "text"}, {"name": "first name", "type": "text"}],
    },
    {"name": "claim", "attribute": [{"name": "kind", "type": "choices", "values": ["a", "b"]}]},
)
SETTING = DatasetInfo("small", SCHEME, ("actor", "claim"))


def example(*annotations: Annotation, analyst: str = "anna", text: str = TEXT) -> Example:
    return Example(Article(article_id(text), text, record_of(text)), Layer(analyst, "done", annotations))


def written(folder: Path, *examples: Example) -> list[dict[str, Any]]:
    return put(folder, writer_named("uima"), SETTING, list(examples))


def elements(folder: Path, name: str) -> list[dict[str, str]]:
    (path,) = folder.glob("*.xmi")
    return [one.attrib for one in ET.parse(path).getroot().iter(CUSTOM + name)]


def read_back(folder: Path) -> list[dict[str, Any]]:
    (path,) = folder.glob("*.xmi")
    (draft,) = read_file(path, path.name)
    assert isinstance(draft, Draft), draft
    assert draft.layer is not None
    return draft.layer.annotations


def test_offsets_count_utf16_units(tmp_path: Path) -> None:
    written(tmp_path, example(Annotation("q", 12, 16, "claim")))
    (span,) = elements(tmp_path, "Span")
    assert (span["begin"], span["end"], span["label"], span["identifier"]) == ("13", "17", "claim", "q")


def test_the_text_comes_through_any_xml_parser_with_its_tabs_and_line_ends(tmp_path: Path) -> None:
    written(tmp_path, example())
    (path,) = tmp_path.glob("*.xmi")
    (sofa,) = ET.parse(path).getroot().iter("{http:///uima/cas.ecore}Sofa")
    assert sofa.attrib["sofaString"] == TEXT
    assert b"&#10;&quot;no&quot;&#9;&lt;&amp;&gt;" in path.read_bytes()


def test_a_link_is_a_relation_that_stands_on_what_it_points_to(tmp_path: Path) -> None:
    written(
        tmp_path,
        example(Annotation("q", 12, 16, "claim", {}, (Link("by", "k"),)), Annotation("k", 0, 3, "actor")),
    )
    (link,) = elements(tmp_path, "Link")
    ids = [one["{http://www.omg.org/XMI}id"] for one in elements(tmp_path, "Span")]
    assert [link["Governor"], link["Dependent"]] == ids
    assert (link["type"], link["begin"], link["end"]) == ("by", "0", "3")


def test_layers_of_one_article_have_files_of_their_own(tmp_path: Path) -> None:
    written(tmp_path, example(), example(analyst="ben/2"), example(text="Another one."))
    names = sorted(path.name for path in tmp_path.glob("*.xmi"))
    here, other = article_id(TEXT), article_id("Another one.")
    assert names == sorted([f"{here}.anna.xmi", f"{here}.ben%2F2.xmi", f"{other}.xmi"])


def test_splits_are_folders_and_share_one_type_system(tmp_path: Path) -> None:
    setting = DatasetInfo("small", SCHEME, ("actor",), ("train", "test"))
    one = example()
    some = [Example(one.article, one.layer, "test")]
    put(tmp_path, writer_named("uima"), setting, some)
    assert [path.parent.name for path in tmp_path.rglob("*.xmi")] == ["test"]
    assert (tmp_path / "TypeSystem.xml").is_file()


def test_attributes_of_one_name_and_two_types_keep_their_types(tmp_path: Path) -> None:
    """`kind` is a text for one label and several choices for the other; "label" is the name of a feature of ours."""
    values = {"kind": "x", "first name": "Il", "label": "own", "x_x": "", "é": "accent"}
    written(
        tmp_path,
        example(Annotation("k", 0, 3, "actor", values), Annotation("q", 12, 16, "claim", {"kind": ["a"]})),
    )
    actor, claim = read_back(tmp_path)
    assert (actor["attributes"], claim["attributes"]) == (values, {"kind": ["a"]})


def test_the_type_system_declares_every_feature_that_is_used(tmp_path: Path) -> None:
    written(tmp_path, example(Annotation("k", 0, 3, "actor", {"unknown to it": ["a"]})))
    names = [one.text for one in ET.parse(tmp_path / "TypeSystem.xml").getroot().iter() if one.text]
    assert feature_name("first name") in names
    assert feature_name("unknown to it", {"unknown to it"}) in names


def test_what_xml_cannot_hold_is_listed(tmp_path: Path) -> None:
    lost = written(
        tmp_path,
        example(
            Annotation("k", 0, 3, "actor", {"kind": "\x01", "empty": []}, (Link("by", "gone"),)),
            Annotation("\x02", 0, 3, "actor"),
        ),
    )
    assert sorted(str(line["lost"]) for line in lost) == [
        "{'annotation': True}",
        "{'attributes': {'empty': []}}",
        "{'attributes': {'kind': '\\x01'}}",
        "{'links': [{'type': 'by', 'to': 'gone'}]}",
    ]
    (back,) = read_back(tmp_path)
    assert (back["attributes"], back.get("links")) == ({}, None)


@pytest.mark.parametrize(
    "name", ["kind", "first name", "_a", "9", "x_x", "x_x0041_", "é_x0041_", "🐟", "a_x0041_b"]
)
def test_a_name_comes_back_from_its_feature(name: str) -> None:
    for taken in ((), (name,)):
        feature = feature_name(name, taken)
        assert feature.isascii()
        assert feature.isidentifier()
        assert attribute_name(feature) == name
