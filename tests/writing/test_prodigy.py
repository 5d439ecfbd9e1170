"""Prodigy's lines: the documented shape, and what they carry beside it."""

from dataclasses import replace

import orjson

from annotator.domain.annotation import Link
from tests.writing.small import Json, example, marked, written

TEXT = "Kim 🇷🇺 said no."


def line_of(text: str, *pairs: tuple[str, str]) -> Json:
    data, lost = written("prodigy", example(text, *marked(text, *pairs)))
    assert data.endswith(b"}\n")
    assert lost == []
    return orjson.loads(data)


def test_tokens_have_their_offsets_ids_and_white_space() -> None:
    assert line_of(TEXT)["tokens"] == [
        {"text": "Kim", "start": 0, "end": 3, "id": 0, "ws": True},
        {"text": "🇷🇺", "start": 4, "end": 6, "id": 1, "ws": True},
        {"text": "said", "start": 7, "end": 11, "id": 2, "ws": True},
        {"text": "no", "start": 12, "end": 14, "id": 3, "ws": False},
        {"text": ".", "start": 14, "end": 15, "id": 4, "ws": False},
    ]


def test_the_last_token_of_a_span_is_included() -> None:
    (span,) = line_of(TEXT, ("Kim 🇷🇺", "actor"))["spans"]
    assert [span[key] for key in ("start", "end", "token_start", "token_end", "label")] == [
        0,
        6,
        0,
        1,
        "actor",
    ]


def test_a_span_within_a_token_keeps_its_offsets_and_has_the_tokens_that_it_touches() -> None:
    spans = line_of(TEXT, ("im 🇷🇺 s", "claim"), (" ", "claim"), ("o.", "actor"))["spans"]
    assert [(s["start"], s["end"], s["token_start"], s["token_end"]) for s in spans] == [
        (1, 8, 0, 2),
        (3, 4, 0, 0),
        (13, 15, 3, 4),
    ]


def test_a_link_is_a_relation_between_the_last_tokens() -> None:
    kim, said = marked(TEXT, ("Kim 🇷🇺", "actor"), ("said no", "claim"))
    said = replace(said, links=(Link("speaker", "a0"), Link("about", "gone")))
    data, lost = written("prodigy", example(TEXT, kim, said))
    (relation,) = orjson.loads(data)["relations"]
    assert (relation["head"], relation["child"], relation["label"]) == (3, 1, "speaker")
    ends = {"start": 0, "end": 6, "token_start": 0, "token_end": 1, "label": "actor", "id": "a0"}
    assert relation["child_span"] == ends
    assert [line["lost"] for line in lost] == [{"links": [{"type": "about", "to": "gone"}]}]


def test_the_line_is_accepted_and_says_what_it_is_from() -> None:
    line = line_of(TEXT)
    assert (line["answer"], line["spans"], line["relations"]) == ("accept", [], [])
    assert line["meta"] == {
        "id": example(TEXT).article.id,
        "layer": "anna",
        "status": "done",
        "split": "train",
        "headline": TEXT,
    }
    assert line["article"]["zones"] == [{"kind": "body", "start": 0, "end": 15}]
