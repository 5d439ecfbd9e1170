"""Frames of small layers: what fills their slots, and who points at whom."""

import pytest

from annotator.domain.annotation import Annotation, AttributeValue, Link
from annotator.domain.article import Article, Metadata, Record, Source
from annotator.domain.frame import Column, Filler, Frame, columns_of, day_of, frame_labels, frames_of
from annotator.domain.frame_graph import edges, network
from annotator.domain.frame_times import by_column, by_filler, by_label, timeline
from annotator.domain.scheme import Scheme
from tests.making import scheme_of

TEXT = "Oslo: Moscow threatened Riga.\nRiga\nsaid Moscow lies. Ban on Riga by Moscow."


def who(name: str = "who", **rules: object) -> dict[str, object]:
    return {"name": name, "attribute": [{"name": "entry", "type": "registry"}], **rules}


def choice(name: str, *values: str, required: bool = False, type_: str = "choice") -> dict[str, object]:
    return {"name": name, "type": type_, "values": values, "required": required}


def slots(**to: str) -> list[dict[str, str]]:
    return [{"type": type_.replace("_", " "), "to": label} for type_, label in to.items()]


SCHEME = scheme_of(
    who(),
    {
        "name": "saying",
        "attribute": [choice("tone", "calm", "harsh", required=True), choice("cue", type_="text")],
        "link": slots(source="who", goes_on="saying"),
    },
    {
        "name": "act",
        "attribute": [choice("means", "trade", "arms", type_="choices")],
        "link": slots(by="who", on="who"),
    },
)


def annotation(
    words: str, label: str, uid: str = "", after: str = "", **given: AttributeValue | tuple[Link, ...]
) -> Annotation:
    start = TEXT.index(words, TEXT.index(after))
    links = given.pop("links", ())
    attributes = {name: value for name, value in given.items() if not isinstance(value, tuple)}
    assert isinstance(links, tuple)
    return Annotation(uid or words, start, start + len(words), label, attributes, links)


MOSCOW = annotation("Moscow", "who", entry="RU")
RIGA = annotation("Riga", "who", "riga", after="\n")
LIES = annotation("Moscow", "who", "named", after="said", entry="RU")
SAID = annotation("Moscow lies", "saying", tone="harsh", links=(Link("source", "riga"),))


def article(published: str | None = "2006-11-01") -> Article:
    return Article("a1", TEXT, Record(Metadata("News", published=published), (), Source("a.txt", "")))


def found(
    *annotations: Annotation, published: str | None = "2006-11-01", scheme: Scheme = SCHEME
) -> list[Frame]:
    names = {"RU": "Russia"}
    return list(frames_of(scheme, article(published), annotations, names.get))


def test_a_frame_holds_its_words_its_fillers_and_the_date_of_its_article() -> None:
    riga, named = Filler("riga", "Riga", None, "Riga"), Filler("named", "Moscow", "RU", "Russia")
    assert found(RIGA, LIES, SAID) == [
        Frame(
            "a1",
            "News",
            "Moscow lies",
            "saying",
            "harsh",
            "Moscow lies",
            {"source": (riga,), "goes on": ()},
            (named,),
            {"tone": "harsh"},
            "2006-11-01",
        )
    ]


def test_labels_without_slots_are_no_frames() -> None:
    assert [label.name for label in frame_labels(SCHEME)] == ["saying", "act"]
    assert found(MOSCOW, RIGA) == []
    assert found(MOSCOW, scheme=scheme_of(who())) == []


def test_words_over_two_lines_become_one() -> None:
    (frame,) = found(annotation("Riga\nsaid Moscow", "saying"))
    assert frame.words == "Riga said Moscow"


def test_an_unknown_entry_goes_by_its_id_and_a_link_to_nothing_is_left_out() -> None:
    unknown = annotation("Moscow", "who", "x", entry="SU")
    (frame,) = found(unknown, annotation("Ban", "act", links=(Link("by", "x"), Link("on", "gone"))))
    assert (frame.slots["by"][0].name, frame.slots["on"]) == ("SU", ())


def test_columns_are_slots_then_choices() -> None:
    columns = columns_of(frame_labels(SCHEME))
    assert [column.title for column in columns] == ["source", "goes on", "by", "on", "tone", "means"]
    assert [c.title for c in columns_of(frame_labels(SCHEME), ("text",))][4:] == ["cue"]


def test_a_slot_and_an_attribute_of_one_name_are_told_apart() -> None:
    scheme = scheme_of({"name": "a", "attribute": [choice("of", "x")], "link": slots(of="a")})
    assert [column.title for column in columns_of(scheme.labels)] == ["of (slot)", "of (attribute)"]


def test_a_cell_joins_several_values() -> None:
    act = annotation("Ban", "act", means=["trade", "arms"], links=(Link("by", "riga"), Link("by", "Moscow")))
    (frame,) = found(MOSCOW, RIGA, act)
    texts = {column.title: column.text(frame) for column in columns_of(SCHEME.labels)}
    assert texts == {
        "source": "",
        "goes on": "",
        "by": "Riga; Russia",
        "on": "",
        "tone": "",
        "means": "trade; arms",
    }


def triples(frames: list[Frame], scheme: Scheme = SCHEME) -> list[tuple[str, str, str]]:
    return [(edge.source.name, edge.target.name, edge.kind) for edge in edges(scheme, frames)]


def test_a_frame_with_two_slots_leads_from_the_first_to_the_second() -> None:
    act = annotation("Ban", "act", links=(Link("on", "riga"), Link("by", "Moscow")))
    assert triples(found(MOSCOW, RIGA, act)) == [("Russia", "Riga", "act")]


def test_a_frame_with_one_slot_leads_to_the_actors_inside_it() -> None:
    assert triples(found(RIGA, LIES, SAID)) == [("Riga", "Russia", "saying: harsh")]


def test_nobody_points_at_himself_and_nobody_twice_in_one_frame() -> None:
    whole = annotation(
        "Moscow threatened Riga.\nRiga\nsaid Moscow lies", "saying", links=(Link("source", "Moscow"),)
    )
    assert triples(found(MOSCOW, annotation("Riga", "who", "r1"), RIGA, LIES, whole)) == [
        ("Russia", "Riga", "saying")
    ]


def test_without_actors_a_frame_leads_from_its_own_words() -> None:
    scheme = scheme_of({"name": "claim", "link": slots(supports="thesis")}, {"name": "thesis"})
    thesis = annotation("Moscow lies", "thesis", "t")
    claim = annotation("Moscow threatened Riga", "claim", links=(Link("supports", "t"),))
    assert triples(found(thesis, claim, scheme=scheme), scheme) == [
        ("Moscow threatened Riga", "Moscow lies", "claim")
    ]


def test_a_network_keeps_the_strongest_and_says_how_many_it_left_out() -> None:
    act = annotation("Ban", "act", "b", links=(Link("by", "Moscow"), Link("on", "riga"), Link("on", "o")))
    frames = found(MOSCOW, RIGA, annotation("Oslo", "who", "o"), LIES, SAID, act)
    drawn = network(edges(SCHEME, frames), most=2)
    assert [(node.name, node.degree, node.frames) for node in drawn.nodes] == [
        ("Russia", 3, (0, 1)),
        ("Riga", 2, (0, 1)),
    ]
    assert [(a.source, a.target, a.label, a.count, a.kinds, a.frames) for a in drawn.arrows] == [
        (0, 1, "act", 1, (("act", 1),), (1,)),
        (1, 0, "saying", 1, (("saying: harsh", 1),), (0,)),
    ]
    assert drawn.left_out == 1


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2006-11-01", 732616), ("2006-11-01T14:25:00", 732616), ("--08-27", None), (None, None)],
)
def test_the_day_of_a_date(date: str | None, expected: int | None) -> None:
    assert day_of(date) == expected


def test_a_timeline_counts_what_it_cannot_show() -> None:
    dates = ("2006-11-02", "2006-11-01", "--08-27", None, "2006-11-01")
    frames = [frame for date in dates for frame in found(RIGA, SAID, published=date)]
    frames += found(SAID)
    drawn = timeline(frames, by_filler)
    assert drawn.rows == ("Riga",)
    assert [(p.frame, p.row, p.day, p.nth, p.of) for p in drawn.points] == [
        (1, 0, 732616, 0, 2),
        (4, 0, 732616, 1, 2),
        (0, 0, 732617, 0, 1),
    ]
    assert (drawn.undated, drawn.yearless, drawn.rowless, drawn.left_out) == (1, 1, 1, 0)


def test_rows_of_a_timeline_are_slots_labels_or_values() -> None:
    act = annotation("Ban", "act", means=["trade", "arms"], links=(Link("on", "riga"),))
    frames = found(RIGA, act, SAID)
    rows = [by_label, by_column(Column("slot", "on", "")), by_column(Column("attribute", "means", ""))]
    assert [timeline(frames, one).rows for one in rows] == [("act", "saying"), ("Riga",), ("arms", "trade")]
    assert timeline(frames, rows[2], most=1).left_out == 1
