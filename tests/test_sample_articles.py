"""The sample articles and their annotations are what the README and the import promise."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, crosses, text_order
from annotator.domain.article import ZONE_KINDS
from annotator.domain.normalise import fingerprint, normalise
from annotator.domain.scheme import scheme_from_toml

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_articles"
TEXTS = sorted(SAMPLES.glob("*.txt"))
SCHEME = scheme_from_toml((ROOT / "resources/schemes/default.toml").read_text("utf-8"))
LEFT_TO_TRY = "reuters-2011-09-22-swiss-accounts.txt"
KEYS = [
    "schema",
    "id",
    "text",
    "headline",
    "agency",
    "place",
    "published",
    "date_evidence",
    "language",
    "source",
    "zones",
    "layer",
    "status",
    "split",
    "annotations",
]
SOURCE_KEYS = ["name", "sha256", "encoding", "url", "retrieved", "handling"]
ANNOTATION_KEYS = [
    "id",
    "start",
    "end",
    "text",
    "label",
    "attributes",
    "links",
    "unsure",
    "author",
    "made",
    "origin",
]

Line = dict[str, Any]


def read(analyst: str) -> list[Line]:
    # Not splitlines: only a line feed ends a line of JSONL.
    text = (SAMPLES / f"annotations-{analyst}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


LAYERS = {analyst: read(analyst) for analyst in ("anna", "ben")}
LINES = [line for lines in LAYERS.values() for line in lines]


def name(line: Line) -> str:
    return f"{line['layer']}-{line['source']['name']}"


def annotations(line: Line) -> list[Annotation]:
    return [Annotation.from_body(entry["id"], entry) for entry in line["annotations"]]


def content(line: Line) -> Counter[str]:
    """The annotations without who made them and when, and without what they link to."""
    return Counter(
        json.dumps([entry[key] for key in ("start", "end", "label", "attributes")])
        for entry in line["annotations"]
    )


every_line = pytest.mark.parametrize("line", LINES, ids=name)


@every_line
def test_line_belongs_to_the_file_it_names(line: Line) -> None:
    """Text, id and source hash are those of the file as it would be imported."""
    data = (SAMPLES / line["source"]["name"]).read_bytes()
    text = normalise(data.decode(line["source"]["encoding"])).text
    assert (text, fingerprint(text)) == (line["text"], line["id"])
    assert sha256(data).hexdigest() == line["source"]["sha256"]


@every_line
def test_offsets_hold_the_text_they_state(line: Line) -> None:
    """Offsets count code points, and no span begins or ends with white space."""
    for entry in line["annotations"]:
        assert line["text"][entry["start"] : entry["end"]] == entry["text"]
        assert entry["text"] == entry["text"].strip() != ""


@every_line
def test_annotations_are_of_the_default_scheme(line: Line) -> None:
    """Labels, attributes and their values, and kinds of links are known."""
    assert [SCHEME.fault(annotation) for annotation in annotations(line)] == [None] * len(line["annotations"])


@every_line
def test_links_stay_in_the_line(line: Line) -> None:
    """A link points to an annotation of the same line that has the label its slot takes."""
    label_of = {annotation.id: annotation.label for annotation in annotations(line)}
    for annotation in annotations(line):
        label = SCHEME.label(annotation.label)
        assert label is not None
        for link in annotation.links:
            slot = label.link(link.type)
            assert slot is not None
            assert label_of[link.to] == slot.to


@every_line
def test_keys_and_annotations_are_in_order(line: Line) -> None:
    """Keys stand in the order of the exchange format, annotations in that of the text."""
    assert list(line) == KEYS
    assert list(line["source"]) == SOURCE_KEYS
    assert {tuple(entry) for entry in line["annotations"]} == {tuple(ANNOTATION_KEYS)}
    assert annotations(line) == sorted(annotations(line), key=text_order)


@every_line
def test_zones_are_known_and_hold_the_annotations(line: Line) -> None:
    """Zones follow one another, the headline is one of them, and spans lie in headline or body."""
    ends = [position for zone in line["zones"] for position in (zone["start"], zone["end"])]
    assert ends == sorted(ends)
    assert {zone["kind"] for zone in line["zones"]} <= set(ZONE_KINDS)
    texts = {zone["kind"]: line["text"][zone["start"] : zone["end"]] for zone in line["zones"]}
    assert texts["headline"] == line["headline"]
    open_zones = [zone for zone in line["zones"] if zone["kind"] in SCHEME.annotated_zones]
    for entry in line["annotations"]:
        assert any(zone["start"] <= entry["start"] and entry["end"] <= zone["end"] for zone in open_zones)


@pytest.mark.parametrize("analyst", LAYERS)
def test_lines_are_in_order_and_signed(analyst: str) -> None:
    """Lines stand by id; layer and author are the analyst; no id occurs twice."""
    lines = LAYERS[analyst]
    assert [line["id"] for line in lines] == sorted({line["id"] for line in lines})
    entries = [entry for line in lines for entry in line["annotations"]]
    assert {analyst} == {line["layer"] for line in lines} | {entry["author"] for entry in entries}
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_one_article_is_left_to_try() -> None:
    """Anna has annotated every article but one, Ben one less."""
    done = {analyst: {line["source"]["name"] for line in lines} for analyst, lines in LAYERS.items()}
    assert {path.name for path in TEXTS} - done["anna"] == {LEFT_TO_TRY}
    assert done["anna"] - done["ben"] == {"reuters-2010-10-12-bank-ban-ar.txt"}


@pytest.mark.parametrize(("analyst", "missing"), [("anna", []), ("ben", ["kind", "status"])])
def test_only_ben_has_left_something_open(analyst: str, missing: list[str]) -> None:
    """He is still at work on the one article where required attributes are missing."""
    lines = LAYERS[analyst]
    found = [(line, what) for line in lines for a in annotations(line) for what in SCHEME.missing(a)]
    assert sorted(what for _, what in found) == missing
    assert {line["status"] for line, _ in found} <= {"in progress"}
    assert sum(line["status"] != "done" for line in lines) == (analyst == "ben")


def test_analysts_disagree() -> None:
    """In every article that both have annotated there is something to settle, and much that agrees."""
    anna = {line["id"]: content(line) for line in LAYERS["anna"]}
    for line in LAYERS["ben"]:
        both = anna[line["id"]] & content(line)
        assert anna[line["id"]] != content(line)
        assert both.total() > content(line).total() / 2


def test_one_pair_of_spans_crosses() -> None:
    """Ben's claim that ends inside a quote shows what the warning is about."""
    spans = [[annotation.span for annotation in annotations(line)] for line in LINES]
    assert sum(crosses(a, b) for line in spans for i, a in enumerate(line) for b in line[:i]) == 1


@pytest.mark.parametrize(
    ("file", "agency", "place", "published"),
    [
        ("afp-2022-05-17-emoji.txt", "AFP", "Vilnius", "2022-05-17"),
        ("ap-2008-02-19-nested-claims.txt", "AP", "Vienna", "2008-02-19"),
        ("dpa-undated-arms-embargo.txt", "dpa", "Brussels", None),
        ("reuters-2010-10-12-bank-ban-ar.txt", "Reuters", "بغداد", "2010-10-12"),
        ("ria-2007-03-09-enrichment.txt", "RIA Novosti", "Moscow", "2007-03-09T11:40:00"),
        ("tass-2017-08-21-freeze-ru.txt", "TASS", "Москва", "2017-08-21T14:20:00"),
        ("yonhap-12-08-import-ban.txt", "Yonhap", "Seoul", "--12-08"),
        ("yonhap-2016-03-14-banking-ko.txt", "Yonhap", "서울", "2016-03-14T10:25:00"),
    ],
)
def test_metadata(file: str, agency: str, place: str, published: str | None) -> None:
    """The date has the precision that is known; where day and month are in doubt it is unknown."""
    lines = [line for line in LINES if line["source"]["name"] == file]
    found = {(line["agency"], line["place"], line["published"]) for line in lines}
    assert found == {(agency, place, published)}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_file_needs_no_mending(path: Path) -> None:
    """It has a wire story's length and its row in the README; import changes only its last line end."""
    text = path.read_bytes().decode("utf-8")
    assert normalise(text).changes == {}
    assert 1200 <= len(text) <= 3000
    assert path.name in (SAMPLES / "README.md").read_text("utf-8")
