"""Numbers of many texts added up: they are those of the functions that take the spans themselves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from annotator.domain.agreement import alpha_u, cohen_kappa
from annotator.domain.agreement.figures import Figures, PairFigures
from annotator.domain.agreement.groups import LayerMarks
from annotator.domain.agreement.marks import Ground
from annotator.domain.agreement.pairings import Team
from annotator.domain.agreement.span_scores import overlap, strict
from annotator.domain.agreement.tally import Head
from annotator.domain.agreement.undefined import Undefined, number
from annotator.domain.agreement.unitizing import disagreement, merged, pooled
from tests.domain.agreement.layers import GROUND, SCOPE, TEXT, actor, claim, layer, layers

A, B, C = "anna", "ben", "chris"
BOTH = some.lists(some.tuples(layers(), layers()), min_size=1, max_size=4)


def team_of(*texts: tuple[LayerMarks, ...], analysts: tuple[str, ...] = (A, B)) -> Team:
    team = Team(analysts, SCOPE)
    for key, some_layers in enumerate(texts, 1):
        team.take_in(key, dict(zip(analysts, some_layers, strict=False)))
    return team


def figures_of(*texts: tuple[LayerMarks, ...]) -> PairFigures:
    team = team_of(*texts)
    return team.figures(team.pairings[A, B].total)


def spans(side: LayerMarks, label: str | None = None) -> list[tuple[int, int, str]]:
    return [mark[:3] for mark in side.marks if label in (None, mark.label)]


def units(side: LayerMarks, label: str) -> list[tuple[int, int]]:
    return [(start, end - start) for start, end in merged([span[:2] for span in spans(side, label)])]


def measures(figures: Figures) -> dict[str, object]:
    return dict(figures.measures())


@given(BOTH)
def test_scores_are_those_of_the_spans(texts: list) -> None:
    found = figures_of(*texts)
    for name, measure in (("strict", strict), ("overlap", overlap)):
        each = [measure(spans(first), spans(second)) for first, second in texts]
        assert found.all.units.score(sum(one.matched for one in each)).f1 == measures(found.all)[f"{name} f1"]
        assert found.all.found == (sum(one.reference for one in each), sum(one.other for one in each))


@given(BOTH)
def test_alpha_u_is_pooled_over_texts_and_labels(texts: list) -> None:
    found = figures_of(*texts)
    each = {
        label: [disagreement([units(one, label) for one in pair], 0, len(TEXT)) for pair in texts]
        for label in ("actor", "claim")
    }
    for label, some_texts in each.items():
        assert close(measures(found.labels[label])["alpha_u"], pooled(some_texts))
    assert close(
        measures(found.all)["alpha_u"], pooled([one for some_texts in each.values() for one in some_texts])
    )


def close(actual: object, expected: object) -> bool:
    if isinstance(actual, Fraction) and isinstance(expected, Fraction):
        return abs(actual - expected) < Fraction(1, 10**18)
    return actual == expected


@given(layers(), layers())
def test_alpha_u_of_one_text_is_that_of_its_units(first: LayerMarks, second: LayerMarks) -> None:
    actual = number(measures(figures_of((first, second)).labels["actor"])["alpha_u"])  # type: ignore[arg-type]
    assert actual == pytest.approx(alpha_u([units(first, "actor"), units(second, "actor")], 0, len(TEXT)))


@given(layers(), layers())
def test_kappa_asks_of_each_word_whether_it_is_marked(first: LayerMarks, second: LayerMarks) -> None:
    words = list(zip(GROUND.starts, GROUND.ends, strict=True))
    marked = [
        [any(a < end and start < b for a, b, _ in spans(side, "claim")) for start, end in words]
        for side in (first, second)
    ]
    table = [
        [sum(x is p and y is q for x, y in zip(*marked, strict=True)) for q in (True, False)]
        for p in (True, False)
    ]
    expected = cohen_kappa(table) if spans(first, "claim") or spans(second, "claim") else None
    assert number(measures(figures_of((first, second)).labels["claim"])["kappa"]) == expected  # type: ignore[arg-type]


@given(BOTH)
def test_quotients_are_the_measures(texts: list) -> None:
    for _, _, row in figures_of(*texts).rows():
        quotients = {name: top / bottom if bottom else None for name, top, bottom in row.quotients()}
        expected = {name: number(outcome) for name, outcome in row.measures()}
        assert quotients == pytest.approx(expected, abs=1e-12)


@given(BOTH)
def test_parts_that_are_joined_are_the_whole(texts: list) -> None:
    whole, joined = team_of(*texts), Team((A, B), SCOPE)
    for key, (first, second) in enumerate(texts, 1):
        part = Team((A, B), SCOPE)
        part.take_in(key, {A: first, B: second})
        joined.join(part)
    assert joined.keys == whole.keys
    assert joined.pairings[A, B].vectors == whole.pairings[A, B].vectors
    assert {k: v.alpha for k, v in joined.values.counts.items()} == {
        k: v.alpha for k, v in whole.values.counts.items()
    }


def test_parts_that_met_labels_of_no_scheme_in_another_order_can_be_joined() -> None:
    person, place = (actor(0, 3)._replace(label=label) for label in ("person", "place"))
    first, second = team_of((layer(person), layer(person))), team_of((layer(place, person), layer(person)))
    first.join(second)
    found = first.figures(first.pairings[A, B].total)
    assert {name: one.found for name, one in found.labels.items() if any(one.found)} == {
        "person": (2, 2),
        "place": (1, 0),
    }


def test_texts_that_only_one_annotated_do_not_count_for_the_pair() -> None:
    team = Team((A, B, C), SCOPE)
    team.take_in(1, {A: layer(actor(0, 3)), B: layer()}, unfinished=[B])
    team.take_in(2, {A: layer(actor(0, 3)), C: layer(actor(0, 3))})
    team.take_in(3, {A: layer(actor(0, 3))})
    heads = {pair: team.figures(pairing.total).head for pair, pairing in team.pairings.items()}
    assert heads == {(A, B): Head(1, 1, 10), (A, C): Head(1, 0, 10), (B, C): Head(0, 0, 0)}
    assert list(team.keys) == [1, 2]


def test_slices_of_texts_have_figures_of_their_own() -> None:
    team = Team((A, B), SCOPE)
    team.take_in(1, {A: layer(actor(0, 3)), B: layer(actor(0, 3))}, slices=[("agency", "AP")])
    team.take_in(2, {A: layer(actor(0, 3)), B: layer()}, slices=[("agency", "AFP")])
    slices = team.pairings[A, B].slices
    assert {one: team.figures(total).all.found for one, total in slices.items()} == {
        ("agency", "AP"): (1, 1),
        ("agency", "AFP"): (1, 0),
    }


def test_where_nobody_marked_anything_no_measure_has_a_value() -> None:
    assert set(measures(figures_of((layer(), layer())).all).values()) == {Undefined.NOTHING_MARKED}


def test_all_words_marked_by_both_leave_kappa_undefined() -> None:
    whole = layer(claim(0, len(TEXT)))
    found = measures(figures_of((whole, whole)).labels["claim"])
    assert (found["kappa"], found["alpha_u"]) == (Undefined.ONE_VALUE, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("One, two.", ["One", "two"]),
        ("1,5 нефти", ["1", "5", "нефти"]),
        ("制裁 UN", ["制", "裁", "UN"]),
        ("עִברִית", ["עִברִית"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    ground = Ground(text)
    assert [text[a:b] for a, b in zip(ground.starts, ground.ends, strict=True)] == words
