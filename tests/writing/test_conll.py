"""Columns: exact lines, and what is not in them."""

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.dataset.losses import NO_PLACE, OFF_TOKENS, OVERLAPS
from annotator.writing.conll import SPACED_LABEL
from tests.writing import small
from tests.writing.small import Json, example, marked

TEXT = "Kim left. He said no.\n\nIran won"


def written(name: str, *pairs: tuple[str, str]) -> tuple[str, list[Json]]:
    labels = ("actor", "claim", "quote", "two words")
    data, lost = small.written(name, example(TEXT, *marked(TEXT, *pairs)), labels=labels)
    return data.decode(), lost


def test_the_lines_of_an_article() -> None:
    text, _ = written("conll", ("Kim", "actor"), ("Iran won", "claim"))
    assert text == (
        "-DOCSTART- -X- O O\n\n"
        "Kim -X- O B-actor\nleft -X- O O\n. -X- O O\n\n"
        "He -X- O O\nsaid -X- O O\nno -X- O O\n. -X- O O\n\n"
        "Iran -X- O B-claim\nwon -X- O I-claim\n\n"
    )


def test_bioes_has_other_tags_at_the_end() -> None:
    text, _ = written("conll-bioes", ("Kim", "actor"), ("He said no", "claim"), ("Iran won", "claim"))
    tags = [line.split()[-1] for line in text.splitlines() if line]
    assert " ".join(tags) == "O S-actor O O B-claim I-claim E-claim O B-claim E-claim"


def test_no_sentence_ends_within_an_annotation() -> None:
    text, _ = written("conll", ("left. He said no.\n\nIran", "quote"))
    assert text.count("\n\n") == 2
    assert text.endswith("Iran -X- O I-quote\nwon -X- O O\n\n")


def test_what_is_not_in_the_columns_is_listed_with_its_reason() -> None:
    _, lost = written("conll", ("Kim", "actor"), ("Kim left", "claim"), ("ran", "actor"), ("He", "two words"))
    assert [(line["annotation"], line["lost"], line["why"]) for line in lost if line["annotation"]] == [
        ("a1", {"annotation": True}, OVERLAPS),
        ("a2", {"annotation": True}, OFF_TOKENS),
        ("a3", {"annotation": True}, SPACED_LABEL),
    ]


def test_parts_and_metadata_have_no_place() -> None:
    kim = Annotation("k", 0, 3, "actor", {"kind": "state"}, (Link("of", "i"),), unsure=True)
    _, lost = small.written("conll", example(TEXT, kim))
    assert lost[0]["lost"] == {
        "attributes": {"kind": "state"},
        "links": [{"type": "of", "to": "i"}],
        "unsure": True,
    }
    assert lost[1]["lost"] == {"article": ["id", "status", "spacing", "source", "zones", "headline"]}
    assert {line["why"] for line in lost} == {NO_PLACE}


@pytest.mark.parametrize("text", ["-DOCSTART-", "-DOCSTART- -X- O O", "a\u2028b\x85c"])
def test_a_text_cannot_imitate_a_line_of_the_format(text: str) -> None:
    lines = small.written("conll", example(text))[0].decode().splitlines()[2:]
    assert not any(line.startswith("-DOCSTART-") for line in lines)
    assert all(len(line.split(" ")) == 4 for line in lines if line)
