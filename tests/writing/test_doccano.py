"""doccano's lines and definitions, exactly."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.doccano import Doccano, DoccanoRelations, entities, label_types, relation_types, spans
from annotator.writing.escaped import ascii_json
from annotator.writing.format import DatasetInfo
from tests.making import article_id, record_of, scheme_of

TEXT = "Kim 🐟 said “no” é"
SCHEME = scheme_of(
    {"name": "quote", "key": "Q", "link": [{"type": "speaker", "to": "actor"}]}, {"name": "actor", "key": "?"}
)
ONE = Example(
    Article(article_id(TEXT), TEXT, record_of(TEXT)),
    Layer(
        "anna",
        "done",
        (
            Annotation("k", 0, 5, "actor", {}, (), True),
            Annotation(
                "q", 12, 14, "quote", {"form": "direct"}, (Link("speaker", "k"), Link("speaker", "gone"))
            ),
        ),
    ),
)


def test_a_line_has_triples_and_the_rest_as_metadata() -> None:
    line = spans(ONE)
    assert list(line)[:3] == ["text", "label", "article"]
    assert line["label"] == [[0, 5, "actor"], [12, 14, "quote"]]
    assert line["details"][1]["attributes"] == {"form": "direct"}
    assert (line["layer"], line["status"], line["article"]) == ("anna", "done", ONE.article.id)


def test_a_line_of_relations_points_to_numbers() -> None:
    losses = Losses()
    line = entities(ONE, losses)
    assert sum(losses.counts.values()) == 1, "one link points to nothing"
    assert line["entities"][1] == {"id": 1, "start_offset": 12, "end_offset": 14, "label": "quote"}
    assert line["relations"] == [{"id": 0, "from_id": 1, "to_id": 0, "type": "speaker"}]
    assert "links" not in line["details"][1]


@pytest.mark.parametrize("text", ["a", "é", "🐟", '\u2028\x7f\x1f"\\', "制裁 \ud7ff\ue000\U0010ffff"])
def test_lines_are_ascii_and_say_the_same(text: str) -> None:
    data = ascii_json({"text": text, text: [1]})
    assert data.isascii()
    assert orjson.loads(data) == {"text": text, text: [1]}


# DEL is ASCII: `json` escapes it all the same.
OTHERS = st.characters(exclude_characters="\x7f", exclude_categories=("Cs",))


@given(st.text(OTHERS) | st.text('\\xU0é🐟ab"/', max_size=12))
def test_any_text_is_escaped_as_json_does(text: str) -> None:
    assert ascii_json({"text": text}) == json.dumps({"text": text}, separators=(",", ":")).encode()


def test_labels_have_colours_and_the_keys_that_doccano_knows() -> None:
    quote, actor, other = label_types(DatasetInfo("x", SCHEME, ("quote", "actor", "other")))
    assert (quote["text"], quote["suffix_key"], quote["background_color"]) == ("quote", "q", "#000000")
    assert (actor["suffix_key"], other["suffix_key"]) == (None, None)
    assert [one["text"] for one in relation_types(SCHEME)] == ["speaker"]


@pytest.mark.parametrize(("kind", "beside"), [(Doccano, 1), (DoccanoRelations, 2)])
def test_there_is_a_file_for_each_split(kind: type[Doccano | DoccanoRelations], beside: int) -> None:
    begun = kind(DatasetInfo("x", SCHEME, ("quote", "actor"), ("train",)), Losses())
    ((name, lines),) = begun.files("train", [ONE, ONE])
    assert name == "train.jsonl"
    assert [line[-1:] for line in lines] == [b"\n", b"\n"]
    assert len(list(begun.beside([]))) == beside
