"""A scheme as TOML comes back as it was, whatever its texts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.scheme import FILLS, LINES, NEARNESS, UNITS, Scheme, scheme_from_dict, scheme_from_toml
from annotator.domain.scheme_toml import scheme_to_toml
from annotator.project.shipped import Shipped, shipped_schemes

WORD = st.text(min_size=1, max_size=8)
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
COLOURS = st.fixed_dictionaries({"edge": COLOUR, "fill": COLOUR})
ATTRIBUTE = st.fixed_dictionaries(
    {"name": WORD, "type": st.sampled_from(["choice", "choices"]), "values": st.lists(WORD, unique=True)},
    optional={"required": st.booleans(), "fill": st.sampled_from(FILLS)},
)
LINK = st.fixed_dictionaries(
    {"type": WORD, "near": st.sampled_from(NEARNESS), "least": st.integers(0, 3)},
    optional={"most": st.integers(0, 3), "unless": st.dictionaries(WORD, WORD, max_size=2)},
)
LABEL = st.fixed_dictionaries(
    {
        "name": WORD,
        "line": st.sampled_from(LINES),
        "unit": st.sampled_from(UNITS),
        "about": st.text(),
        "light": COLOURS,
        "dark": COLOURS,
        "attribute": st.lists(ATTRIBUTE, max_size=3, unique_by=lambda one: one["name"]),
        "link": st.lists(LINK, max_size=2, unique_by=lambda one: one["type"]),
    }
)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    labels = draw(st.lists(LABEL, min_size=1, max_size=3, unique_by=lambda one: one["name"]))
    for label in labels:
        for link in label["link"]:
            link["to"] = draw(st.sampled_from(labels))["name"]
    return scheme_from_dict({"name": draw(WORD), "version": draw(st.integers(1, 99)), "label": labels})


@given(schemes())
def test_any_scheme_survives_toml(scheme: Scheme) -> None:
    assert scheme_from_toml(scheme_to_toml(scheme)) == scheme


@pytest.mark.parametrize("shipped", shipped_schemes(), ids=lambda one: one.name)
def test_shipped_schemes_survive_it_too(shipped: Shipped) -> None:
    assert scheme_from_toml(scheme_to_toml(shipped.scheme)) == shipped.scheme


def test_it_is_laid_out_for_people() -> None:
    text = scheme_to_toml(shipped_schemes()[0].scheme)
    assert 'light = { edge = "#052ba3", fill = "#d7ddf0" }\n' in text
    assert '[[label.link]]\ntype = "claimant"\nto = "actor"\n' in text
    assert 'unless = { "attribution" = "unnamed" }\n' in text
