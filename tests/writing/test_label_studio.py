"""Label Studio's tasks and configuration, exactly."""

from xml.etree import ElementTree

import orjson

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo
from annotator.writing.label_studio import LabelStudio, configuration, controls, task
from tests.making import article_id, record_of, scheme_of

TEXT = "Kim 🐟 said “no” é"
SCHEME = scheme_of(
    {
        "name": 'a "quote" & more',
        "key": "q",
        "attribute": [
            {"name": "form", "type": "choice", "values": ["direct", "mixed"]},
            {"name": "tone", "type": "choices", "values": ["angry", "calm"]},
            {"name": "cue", "type": "text"},
        ],
        "link": [{"type": "speaker", "to": "actor"}],
    },
    {"name": "actor", "key": "1"},
)
QUOTE = 'a "quote" & more'
SETTING = DatasetInfo("x", SCHEME, (QUOTE, "actor", "unknown"))


def task_of(
    attributes: dict[str, str | list[str]], *links: Link, unsure: bool = False
) -> list[dict[str, object]]:
    """The results for a quote by Kim."""
    quote = Annotation("q", 12, 14, QUOTE, attributes, links, unsure, "ben", "2001-01-01T00:00:00Z")
    layer = Layer("anna", "done", (Annotation("k", 0, 3, "actor"), quote))
    one = Example(Article(article_id(TEXT), TEXT, record_of(TEXT)), layer)
    (annotation,) = task(one, controls(SCHEME))["annotations"]
    return list(annotation["result"])


def test_a_region_has_its_span_words_and_label() -> None:
    region, *_ = task_of({})
    assert region == {
        "id": "k", "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": 0, "end": 3, "text": "Kim", "labels": ["actor"]},
        "meta": {"author": "", "made": "", "origin": "hand"},
    }  # fmt: skip


def test_attributes_and_the_mark_are_results_of_the_same_region() -> None:
    results = task_of({"form": "direct", "tone": ["calm"], "cue": "said"}, unsure=True)[2:]
    found = {str(one["from_name"]): (one["id"], one["type"], one["value"]) for one in results}
    place = {"start": 12, "end": 14, "text": "no"}
    assert found == {
        f"{QUOTE}.form": ("q", "choices", {**place, "choices": ["direct"]}),
        f"{QUOTE}.tone[]": ("q", "choices", {**place, "choices": ["calm"]}),
        f"{QUOTE}.cue": ("q", "textarea", {**place, "text": ["said"]}),
        "unsure": ("q", "choices", {**place, "choices": ["unsure"]}),
    }


def test_what_no_control_can_show_stays_in_the_region() -> None:
    _, quote = task_of({"form": "new form", "other": "x", "tone": []})
    assert quote["meta"]["attributes"] == {"form": "new form", "other": "x", "tone": []}  # type: ignore[index]


def test_links_are_relations_unless_they_point_to_nothing() -> None:
    *_, last = task_of({}, Link("speaker", "k"), Link("speaker", "gone"))
    assert last == {
        "type": "relation", "from_id": "q", "to_id": "k", "direction": "right", "labels": ["speaker"],
    }  # fmt: skip


def test_the_configuration_has_every_label_and_its_fields() -> None:
    root = ElementTree.fromstring(configuration(SETTING))
    assert [one.get("value") for one in root.iter("Label")] == [QUOTE, "actor", "unknown"]
    assert [one.get("value") for one in root.iter("Relation")] == ["speaker"]
    fields = {one.get("name"): one for tag in ("Choices", "TextArea") for one in root.iter(tag)}
    assert list(fields) == [f"{QUOTE}.form", f"{QUOTE}.tone[]", "unsure", f"{QUOTE}.cue"]
    assert fields[f"{QUOTE}.form"].get("whenLabelValue") == QUOTE
    assert fields[f"{QUOTE}.tone[]"].get("choice") == "multiple"


def test_a_split_is_one_list_a_task_a_line() -> None:
    one = Example(Article(article_id(TEXT), TEXT, record_of(TEXT)), Layer("anna", "done", ()))
    begun = LabelStudio(SETTING, Losses())
    for number in (0, 1, 3):
        ((name, pieces),) = begun.files("test", [one] * number)
        data = b"".join(pieces)
        assert name == "test.json"
        assert len(orjson.loads(data)) == number
        assert data.splitlines()[0 :: number + 1] == [b"[", b"]"]
