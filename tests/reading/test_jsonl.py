"""JSON Lines: our own shape and others', whole lines taken or rejected with a reason."""

from hashlib import sha256
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.annotation import STATUSES
from annotator.domain.article import Draft, Rejection, Zone
from annotator.domain.normalise import normalise
from annotator.reading.cleaning import clean
from annotator.reading.jsonl import read_json, read_jsonl

TEXT = "Herring talks open\n\nOSLO, May 4 (AP) - The minister “denied” it 🐟."
SPAN = {"start": 57, "end": 63, "label": "quote"}


def line(**keys: Any) -> bytes:
    return orjson.dumps({"text": TEXT, **keys})


def own(**keys: Any) -> bytes:
    """A line of our own shape."""
    whole = {
        "schema": "annotator/1", "id": sha256(TEXT.encode()).hexdigest(), "text": TEXT, "headline": "Talks",
        "agency": "AP", "place": "Oslo", "published": "2009-05-04", "date_evidence": "known", "language": "en",
        "source": {"name": "a.txt", "sha256": "00", "encoding": "cp1252", "url": None, "retrieved": None,
                   "handling": "internal"},
        "zones": [{"kind": "headline", "start": 0, "end": 18}], "layer": "gold", "status": "done",
        "split": "train", "annotations": [],
    }  # fmt: skip
    return orjson.dumps(whole | keys)


def only(data: bytes) -> Any:
    (found,) = read_jsonl("a.jsonl", [data])
    return found


def test_a_line_of_our_own_keeps_what_it_states() -> None:
    found = only(own())
    assert isinstance(found, Draft)
    assert (found.text, found.original, found.line) == (TEXT, TEXT.encode(), 1)
    assert found.zones == (Zone("headline", 0, 18),)
    assert (found.metadata.headline, found.metadata.published) == ("Talks", "2009-05-04")
    assert (found.source.name, found.source.encoding, found.source.handling) == (
        "a.txt",
        "cp1252",
        "internal",
    )
    assert found.layer is not None
    assert (found.layer.status, found.layer.annotations) == ("done", [])


def test_a_line_of_another_program_needs_text_and_spans_only() -> None:
    found = only(line(annotations=[SPAN], source="a feed", id=7))
    assert found.layer.annotations == [SPAN]
    assert [zone.kind for zone in found.zones] == ["headline", "dateline", "body"]
    assert (found.metadata.place, found.metadata.published) == ("Oslo", "--05-04")
    assert (found.source.name, found.source.sha256) == ("a.jsonl", sha256(TEXT.encode()).hexdigest())


@pytest.mark.parametrize(
    ("keys", "opened"),
    [
        ({}, False),
        ({"annotations": []}, False),
        ({"annotations": None}, False),
        ({"annotations": [SPAN]}, True),
        ({"status": "done", "annotations": []}, True),
        ({"layer": "gold"}, True),
    ],
)
def test_a_layer_comes_along_if_somebody_opened_it(keys: dict[str, Any], opened: bool) -> None:
    assert opened == (only(line(**keys)).layer is not None)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_kept(status: str) -> None:
    assert status == only(line(status=status)).layer.status


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"[" * 5000, "not valid JSON"),
        (b'{"text": "\\ud800"}', "not valid JSON"),
        (b"[]", "not a JSON object"),
        (b"{}", "has no text"),
        (b'{"text": 5}', "has no text"),
        (line(text=" \n"), "text is empty"),
        (line(annotations={}), "annotations are no list"),
        (line(status="finished"), "status 'finished' is none of new"),
        (line(status=["done"]), "is none of"),
        (line(published="May 4"), "published date 'May 4' is not of the form"),
        (line(place=5), "place is no text"),
        (line(zones={}), "zones are no list"),
        (line(zones=[5]), "zone 1 is of no known kind"),
        (line(zones=[{"kind": "footer", "start": 0, "end": 5}]), "zone 1 is of no known kind"),
        (line(zones=[{"kind": "body", "start": 0, "end": 5000}]), "zone 1 (body) does not lie within"),
        (own(text=TEXT + "!"), "id is not the SHA-256"),
    ],
)
def test_a_line_is_rejected_with_the_reason(data: bytes, reason: str) -> None:
    found = only(data)
    assert isinstance(found, Rejection)
    assert reason in found.reason
    assert (found.file, found.line) == ("a.jsonl", 1)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (5, "annotation 2 is not a JSON object"),
        ({**SPAN, "start": "57"}, "start and end of annotation 2 (quote) must be whole numbers"),
        ({**SPAN, "start": True}, "must be whole numbers"),
        ({**SPAN, "end": 60.0}, "must be whole numbers"),
        ({**SPAN, "start": -1}, "starts before the text"),
        ({**SPAN, "start": 63}, "is empty or ends before it starts"),
        ({**SPAN, "end": 900}, "annotation 2 (quote) ends at 900, but the text has 66 characters"),
        ({**SPAN, "label": 3}, "annotation 2 has no label"),
        ({**SPAN, "label": ""}, "annotation 2 has no label"),
        ({**SPAN, "text": "Denied"}, "the text of annotation 2 (quote) is not what stands at 57 to 63"),
        ({**SPAN, "attributes": []}, "attributes of annotation 2 (quote) are no JSON object"),
        ({**SPAN, "id": 4}, "the id of annotation 2 (quote) is no text"),
        ({**SPAN, "id": "a"}, "the id of annotation 2 (quote) occurs twice"),
        ({**SPAN, "links": {"to": "a"}}, "links of annotation 2 (quote) are no list"),
        ({**SPAN, "links": ["a"]}, "lacks its type or its target"),
        ({**SPAN, "links": [{"to": "a"}]}, "lacks its type or its target"),
        ({**SPAN, "links": [{"type": "speaker", "to": "z"}]}, "points to no annotation of the line (z)"),
    ],
)
def test_one_bad_annotation_rejects_its_line_and_is_named(bad: Any, reason: str) -> None:
    found = only(line(annotations=[{**SPAN, "id": "a"}, bad]))
    assert isinstance(found, Rejection)
    assert reason in found.reason


def test_links_may_point_ahead() -> None:
    first = {**SPAN, "id": "a", "links": [{"type": "speaker", "to": "b"}]}
    assert isinstance(only(line(annotations=[first, {**SPAN, "label": "actor", "id": "b"}])), Draft)


def test_other_lines_go_in_and_lines_are_counted_from_one() -> None:
    lines = [b"\xef\xbb\xbf" + line() + b"\n", b"\n", b"{\n", b" \r\n", line() + b"\r\n"]
    assert [(type(found), found.line) for found in read_jsonl("a.jsonl", iter(lines))] == [
        (Draft, 1),
        (Rejection, 3),
        (Draft, 5),
    ]


def test_a_carriage_return_moves_what_stands_after_it() -> None:
    raw = "\r\nHerring\r\nminister"
    found = only(line(text=raw, annotations=[{"start": 11, "end": 19, "label": "actor", "text": "minister"}]))
    assert found.text == "Herring\nminister"
    assert found.layer.annotations == [{"start": 8, "end": 16, "label": "actor", "text": "minister"}]


def test_a_replaced_character_changes_the_annotation_with_the_text() -> None:
    found = only(
        line(text="a\x07b", annotations=[{"start": 0, "end": 3, "label": "actor", "text": "a\x07b"}])
    )
    assert (found.text, found.layer.annotations[0]["text"]) == ("a b", "a b")


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 9), (2, 10), (10, 12), (11, 22)])
def test_a_span_cut_by_cleaning_is_rejected(start: int, end: int) -> None:
    found = only(
        line(text="\n\nHerring\r\ntalks open\n", annotations=[{"start": start, "end": end, "label": "a"}])
    )
    assert isinstance(found, Rejection)


ALPHABET = st.sampled_from(
    ["a", "b", " ", "\n", "\r", "\r\n", "\ufeff", "\u2028", "\x00", "\x85", "\t", "\xa0", "🐟"]
)


@given(st.lists(ALPHABET, min_size=1, max_size=12).map("".join), st.data())
@example("\ufeff\r\n\r\na\r", None)
def test_offsets_follow_what_cleaning_removes(raw: str, data: Any) -> None:
    """A span that can be moved holds the same words afterwards; one that cannot touches a removed edge."""
    cleaned = clean(raw)
    assert cleaned.text == normalise(raw).text
    for start in range(len(raw)):
        for end in range(start + 1, len(raw) + 1):
            moved = cleaned.shift.move(start, end) if cleaned.shift else (start, end)
            words = normalise(f"x{raw[start:end]}x").text[1:-1]
            assert moved is None or cleaned.text[slice(*moved)] == words or raw[start] == "\ufeff"


def of_json(data: bytes) -> list[Any]:
    return list(read_json("a.json", data))


@pytest.mark.parametrize("data", [b"[%b,\n%b]", b"\xef\xbb\xbf [%b, %b]\n"])
def test_a_list_of_articles_is_read_like_lines(data: bytes) -> None:
    first, second = of_json(data % (own(), line(annotations=[SPAN])))
    assert first.layer.status == "done"
    assert second.layer.annotations == [SPAN]
    assert (first.line, second.line) == (None, None)


def test_an_object_is_one_article() -> None:
    (found,) = of_json(line(annotations=[SPAN]))
    assert found.layer.annotations == [SPAN]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "it is not valid JSON"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "it is not valid JSON"),
        (b'[\n{"text": "a"},\n', "at line 3, column"),
        (b"\xff\xfe", "it is not valid JSON"),
        (b"", "it is not valid JSON"),
        (b"[]", "its list is empty"),
        (b"5", "it is not a JSON object"),
        (b'[{"text": 3}]', "article 1 of its list: it has no text"),
        (b"[[[]]]", "article 1 of its list: it is not a JSON object"),
    ],
)
def test_json_that_holds_no_article_is_rejected_with_the_reason(data: bytes, reason: str) -> None:
    (found,) = of_json(data)
    assert isinstance(found, Rejection)
    assert reason in found.reason


def test_one_faulty_article_does_not_keep_the_others_out() -> None:
    kinds = [type(one) for one in of_json(b"[%b, 1, %b]" % (line(), line()))]
    assert kinds == [Draft, Rejection, Draft]


def test_what_is_nested_as_deep_as_json_may_be_is_quoted_all_the_same() -> None:
    deep: bytes = b"[" * 1_000 + b"]" * 1_000
    (found,) = of_json(b'{"text": "a", "status": %b}' % deep)
    assert "its status [[[[" in found.reason
