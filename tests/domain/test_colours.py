"""Colours of labels: contrast, differences for every kind of vision, proposals."""

from itertools import combinations

import pytest

from annotator.domain.colours import (
    INK,
    LEAST_CONTRAST,
    LEAST_DISTANCE,
    PAPER,
    contrast,
    difference,
    distance,
    fill_of,
    free_line,
    is_colour,
    lab,
    nearest,
    propose,
)
from annotator.domain.scheme import Colours
from annotator.project.shipped import shipped_schemes

# Published test pairs: Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (2005), table 1.
PUBLISHED = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


@pytest.mark.parametrize("row", PUBLISHED.strip().split("\n"))
def test_differences_are_those_that_were_published(row: str) -> None:
    l1, a1, b1, l2, a2, b2, expected = map(float, row.split())

    assert difference((l1, a1, b1), (l2, a2, b2)) == pytest.approx(expected, abs=5e-5)
    assert difference((l2, a2, b2), (l1, a1, b1)) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#777777", 1), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_guidelines_for_the_web(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#ffffff", (100, 0, 0)), ("#000000", (0, 0, 0)), ("#ff0000", (53.24, 80.09, 67.20))],
)
def test_lab_values_are_the_known_ones(colour: str, expected: tuple[float, float, float]) -> None:
    assert lab(colour) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia", "tritanopia"])
def test_greys_look_the_same_to_everybody(vision: str) -> None:
    assert difference(lab("#808080"), lab("#808080", vision)) < 0.1


def test_red_and_green_are_nearer_without_red_or_green_cones() -> None:
    far, vision = distance("#b02020", "#5a6a00")

    assert vision in ("protanopia", "deuteranopia")
    assert far < difference(lab("#b02020"), lab("#5a6a00")) / 3


def test_the_nearest_colour_is_named() -> None:
    found = nearest("#052ba3", [("claim", "#b35202"), ("other", "#0a2fa0")])

    assert found is not None
    assert found[2] == "other"
    assert nearest("#052ba3", []) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [one.name for one in shipped_schemes()])
def test_shipped_schemes_are_legible_and_told_apart_by_everybody(name: str, theme: str) -> None:
    (scheme,) = (one.scheme for one in shipped_schemes() if one.name == name)
    colours: list[Colours] = [getattr(label, theme) for label in scheme.labels]

    assert min(contrast(one.edge, PAPER[theme]) for one in colours) >= LEAST_CONTRAST
    assert min(contrast(one.fill, INK[theme]) for one in colours) >= LEAST_CONTRAST
    assert min(distance(a.edge, b.edge)[0] for a, b in combinations(colours, 2)) >= LEAST_DISTANCE


def test_the_default_schemes_least_distance_is_the_one_it_was_designed_for() -> None:
    (labels,) = (one.scheme.labels for one in shipped_schemes() if one.name == "default")

    least = min(distance(a.light.edge, b.light.edge)[0] for a, b in combinations(labels, 2))

    assert least == pytest.approx(20.9, abs=0.05)


def test_a_proposed_colour_is_legible_and_far_from_the_others() -> None:
    taken = [(label.light, label.dark) for label in shipped_schemes()[0].scheme.labels]

    light, dark = propose(taken)

    assert contrast(light.edge, PAPER["light"]) >= LEAST_CONTRAST
    assert contrast(dark.edge, PAPER["dark"]) >= LEAST_CONTRAST
    assert min(distance(light.edge, one.edge)[0] for one, _ in taken) > LEAST_DISTANCE
    assert min(distance(dark.edge, one.edge)[0] for _, one in taken) > LEAST_DISTANCE


def test_the_first_label_gets_a_colour_too() -> None:
    light, dark = propose([])

    assert is_colour(light.edge)
    assert is_colour(dark.fill)


@pytest.mark.parametrize(
    ("edge", "theme", "fill"), [("#052ba3", "light", "#d7ddf0"), ("#7d85fd", "dark", "#2f3149")]
)
def test_a_fill_is_the_paper_with_a_little_of_the_edge(edge: str, theme: str, fill: str) -> None:
    assert fill_of(edge, theme) == fill


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        ([], "solid"),
        (["solid", "dash"], "dot"),
        (["solid", "dash", "dot", "dash-dot"], "solid"),
        (["solid", "dash", "dot", "dash-dot", "solid"], "dash"),
    ],
)
def test_a_line_that_is_free_is_taken_first(taken: list[str], line: str) -> None:
    assert free_line(taken) == line


@pytest.mark.parametrize(
    ("text", "expected"), [("#1a2B3c", True), ("1a2b3c", False), ("#12345", False), ("#12345g", False)]
)
def test_a_colour_is_six_hexadecimal_digits(text: str, expected: bool) -> None:
    assert is_colour(text) is expected
