"""UIMA CAS of other programs, and files that are none."""

from typing import Any

import pytest

from annotator.domain.article import Draft, Rejection
from annotator.reading.xmi import read_xmi

HEAD = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0" '
    'xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
    'xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:custom="http:///webanno/custom.ecore" xmlns:own="http:///org/example.ecore">'
)
SOFA = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Kim 🐟 said&#10;no"/>'
TOKEN = '<type:Token xmi:id="5" sofa="1" begin="0" end="3"/>'


def cas(*elements: str, sofa: str = SOFA) -> bytes:
    return f"{HEAD}{''.join(elements)}{sofa}</xmi:XMI>".encode()


def annotations(*elements: str) -> list[dict[str, Any]]:
    (draft,) = read_xmi("a.xmi", cas(*elements))
    assert isinstance(draft, Draft), draft
    assert draft.text == "Kim 🐟 said\nno"
    return draft.layer.annotations if draft.layer else []


def reason(data: bytes) -> str:
    (found,) = read_xmi("a.xmi", data)
    assert isinstance(found, Rejection), found
    assert (found.file, found.line) == ("a.xmi", None)
    return found.reason


def test_a_label_is_a_feature_or_the_name_of_the_type() -> None:
    found = annotations(
        '<custom:Spk xmi:id="2" sofa="1" begin="0" end="3" label="actor" value="x"/>',
        '<own:Claim xmi:id="3" sofa="1" begin="7" end="11" mood="calm"/>',
        '<ner:NamedEntity xmi:id="4" sofa="1" begin="0" end="3" value="PER"/>',
        TOKEN,
    )
    assert [one["label"] for one in found] == ["actor", "Claim", "PER"]
    assert [one["attributes"] for one in found] == [{"value": "x"}, {"mood": "calm"}, {}]
    assert [(one["start"], one["end"]) for one in found] == [(0, 3), (6, 10), (0, 3)]


def test_relations_are_links_from_their_governor() -> None:
    claim, actor = annotations(
        '<custom:Claim xmi:id="2" sofa="1" begin="12" end="14"/>',
        '<custom:Actor xmi:id="3" sofa="1" begin="0" end="3"/>',
        '<custom:By xmi:id="4" sofa="1" begin="0" end="3" Governor="2" Dependent="3" role="x"/>',
    )
    assert claim["links"] == [{"type": "By", "to": actor["id"]}]


def test_relations_between_tokens_are_passed_over() -> None:
    relation = '<custom:Dep xmi:id="4" sofa="1" begin="0" end="3" Governor="5" Dependent="5"/>'
    assert annotations(TOKEN, relation) == []


def test_several_values_are_a_list() -> None:
    (one,) = annotations(
        '<custom:S xmi:id="2" sofa="1" begin="0" end="3"><what>a</what><what>b &amp; c</what></custom:S>'
    )
    assert one["attributes"] == {"what": ["a", "b & c"]}


def test_reading_twice_gives_the_same_ids() -> None:
    span = '<custom:S xmi:id="2" sofa="1" begin="0" end="3"/>'
    assert annotations(span) == annotations(span)


@pytest.mark.parametrize(
    ("begin", "end", "why"),
    [
        ("5", "9", "inside a character, at 5"),
        ("0", "5", "inside a character, at 5"),
        ("0", "99", "ends at 98, but the text has 13 characters"),
        ("3", "3", "is empty"),
        ("-1", "3", "no whole number"),
        ("٣", "4", "no whole number"),
        ("1e3", "4", "no whole number"),
        ("9" * 5000, "4", "no whole number"),
    ],
)
def test_an_offset_that_does_not_hold_is_rejected(begin: str, end: str, why: str) -> None:
    assert why in reason(cas(f'<custom:S xmi:id="2" sofa="1" begin="{begin}" end="{end}"/>'))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no element found"),
        (b"\x00\xff", "not valid XML"),
        (b"<a/>", "no UIMA CAS"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "not valid XML"),
        (b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE"),
        (cas(sofa=""), "no text"),
        (cas(sofa=SOFA + SOFA), "2 texts"),
        (cas(sofa='<cas:Sofa xmi:id="1" sofaString=" "/>'), "text is empty"),
        (cas('<custom:S sofa="1" begin="0" end="3"/>'), "no xmi:id"),
        (cas('<custom:S xmi:id="2" begin="0" end="3"/>' * 2), "no xmi:id"),
        (cas('<custom:R xmi:id="2" begin="0" end="3" Governor="8" Dependent="2"/>'), "points to nothing"),
        (cas('<custom:S xmi:id="2" begin="0" end="3">' + "<a>" * 50 + "</a>" * 50), "not valid XML"),
        (cas('<custom:Article xmi:id="2" schema="annotator/1" article="00"/>'), "not the SHA-256"),
        (cas('<custom:Article xmi:id="2" schema="annotator/1" status="x"/>'), "status"),
        (
            cas('<custom:Article xmi:id="2" schema="annotator/1"/>', '<custom:Zone begin="0" end="3"/>'),
            "zone 1",
        ),
    ],
)
def test_what_is_no_cas_is_rejected_with_a_reason(data: bytes, why: str) -> None:
    assert why in reason(data)


@pytest.mark.parametrize("at", range(0, 900, 7))
def test_a_file_cut_anywhere_is_rejected(at: int) -> None:
    whole = cas('<custom:S xmi:id="2" sofa="1" begin="0" end="3" label="actor"><a>b</a></custom:S>', TOKEN)
    if at < len(whole):
        assert reason(whole[:at])
