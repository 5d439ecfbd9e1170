"""The scheme: read from TOML, kept as plain values, asked what an annotation lacks and what it may not have."""

import tomllib
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.problems import Problem
from annotator.domain.scheme import (
    Attribute,
    Label,
    Scheme,
    scheme_from_dict,
    scheme_from_toml,
    scheme_to_dict,
)
from annotator.project.shipped import default_scheme

DEFAULT = default_scheme()
COLOURS = """
light = { edge = "#000000", fill = "#ffffff" }
dark = { edge = "#ffffff", fill = "#000000" }
"""
PLAIN = f'name = "plain"\n[[label]]\nname = "a"\n{COLOURS}'


def test_the_default_scheme_has_the_four_labels_under_their_keys() -> None:
    assert [label.name for label in DEFAULT.labels] == ["actor", "claim", "quote", "sanction"]
    assert [label.key for label in DEFAULT.labels] == ["1", "2", "3", "4"]
    assert DEFAULT.annotated_zones == ("headline", "body")


@pytest.mark.parametrize("scheme", [DEFAULT, scheme_from_toml(PLAIN)], ids=["default", "plain"])
def test_plain_values_give_an_equal_scheme(scheme: Scheme) -> None:
    assert scheme == scheme_from_dict(scheme_to_dict(scheme))


def test_what_a_scheme_does_not_state_has_a_default() -> None:
    scheme = scheme_from_toml(PLAIN)
    assert (scheme.same_label_overlap, scheme.crossing, scheme.version) == ("warn", "warn", 1)
    assert tuple(getattr(scheme.labels[0], name) for name in ("key", "line", "attributes", "links")) == (
        "",
        "solid",
        (),
        (),
    )


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("name = ", "my.toml is not valid TOML"),
        ("", "'label' is missing"),
        ('name = "x"\nlabel = []', "it has no label"),
        ("label = 5", "is no scheme"),
        ('label = ["a"]', "is no scheme"),
        (PLAIN.replace('name = "plain"', ""), "'name' is missing"),
        (PLAIN.replace("light", "bright"), "'light' is missing"),
        (PLAIN.replace("edge", "border"), "is no scheme"),
        (PLAIN + f'[[label]]\nname = "a"\n{COLOURS}', "two labels have the same name"),
        (PLAIN + f'key = "1"\n[[label]]\nname = "b"\nkey = "1"\n{COLOURS}', "two labels have the same key"),
        (PLAIN + 'line = "wavy"', "the line of a label is one of solid, dash, dot, dash-dot"),
        (PLAIN + '[[label.attribute]]\nname = "x"\ntype = "number"', "an attribute's type is one of choice"),
        (PLAIN + '[[label.attribute]]\nname = "x"', "'type' is missing"),
        (PLAIN + '[[label.link]]\ntype = "to"\nto = "z"', "link to of a points to no label: z"),
        (PLAIN + '[[label.link]]\ntype = "to"\nto = "a"\nleast = "one"', "is no scheme"),
        ('crossing = "never"\n' + PLAIN, "a rule is one of warn, forbid, allow"),
        ('version = "first"\n' + PLAIN, "is no scheme"),
    ],
)
def test_a_faulty_scheme_is_refused_with_the_reason(toml: str, told: str) -> None:
    with pytest.raises(Problem) as problem:
        scheme_from_toml(toml, "my.toml")
    assert told in str(problem.value)
    assert "my.toml" in str(problem.value)


@pytest.mark.parametrize(
    ("label", "defaults"),
    [
        ("actor", {"mention": "name", "reference": "literal"}),
        ("claim", {"attribution": "named", "polarity": "affirmed"}),
        ("quote", {"form": "direct", "kind": "none"}),
        ("sanction", {"measure": ["unspecified"], "objective": ["unspecified"]}),
    ],
)
def test_a_label_starts_with_the_first_value_unless_it_must_be_chosen(
    label: str, defaults: dict[str, Any]
) -> None:
    found = DEFAULT.label(label)
    assert found is not None
    assert defaults == found.defaults()


def of(label: str, attributes: dict[str, Any] | None = None, *links: tuple[str, str]) -> Annotation:
    return Annotation("x", 0, 1, label, attributes or {}, tuple(Link(*link) for link in links))


@pytest.mark.parametrize(
    ("annotation", "missing"),
    [
        (of("actor"), ()),
        (of("claim"), ("kind", "claimant")),
        (of("claim", {"kind": "fact"}), ("claimant",)),
        (of("claim", {"kind": "fact", "attribution": "named"}), ("claimant",)),
        (of("claim", {"kind": "fact", "attribution": "unnamed"}), ()),
        (of("claim", {}, ("claimant", "y")), ("kind",)),
        (of("quote"), ("speaker",)),
        (of("quote", {}, ("continues", "y")), ("speaker",)),
        (of("quote", {}, ("speaker", "y")), ()),
        (of("sanction", {"status": ""}), ("status",)),
        (of("unheard-of"), ()),
    ],
)
def test_what_an_annotation_lacks_is_named(annotation: Annotation, missing: tuple[str, ...]) -> None:
    """A claim of an unnamed source needs no claimant."""
    assert missing == DEFAULT.missing(annotation)


@pytest.mark.parametrize(
    ("annotation", "fault"),
    [
        (of("actor", {"actor": "anything", "mention": "pronoun"}), None),
        (of("sanction", {"measure": ["trade", "arms"]}, ("sender", "y")), None),
        (of("claim", {"cue": "said"}), None),
        (of("unheard-of"), "label 'unheard-of' is not in the scheme (actor, claim, quote, sanction)"),
        (of("actor", {"form": "direct"}), "actor has no attribute 'form'"),
        (
            of("quote", {"form": "loud"}),
            "'loud' is no value of quote form (it takes direct, mixed, indirect)",
        ),
        (of("quote", {"form": ["direct"]}), "is no value of quote form"),
        (of("quote", {"cue": 5}), "5 is no value of quote cue"),
        (of("sanction", {"measure": "trade"}), "'trade' is no value of sanction measure"),
        (of("sanction", {"measure": ["trade", "tea"]}), "is no value of sanction measure"),
        (of("actor", {}, ("speaker", "y")), "actor has no link 'speaker'"),
    ],
)
def test_what_the_scheme_does_not_admit_is_named(annotation: Annotation, fault: str | None) -> None:
    found = DEFAULT.fault(annotation)
    assert found is None if fault is None else fault in (found or "")


def test_the_file_says_the_same_as_the_scheme_that_it_gives() -> None:
    """Nothing of the file is read past: every name and value in it is in the scheme."""
    kept = scheme_to_dict(scheme_from_toml(PLAIN))
    stated = tomllib.loads(PLAIN)
    assert stated["label"][0].items() <= kept["label"][0].items()


def with_attributes(*attributes: dict[str, Any]) -> Label:
    """A label that has these attributes."""
    colours = {
        "light": {"edge": "#000000", "fill": "#ffffff"},
        "dark": {"edge": "#ffffff", "fill": "#000000"},
    }
    return scheme_from_dict(
        {"name": "s", "label": [colours | {"name": "x", "attribute": list(attributes)}]}
    ).labels[0]


def test_values_are_set_by_the_keys_of_the_scheme_and_by_no_others():
    label = with_attributes(
        {"name": "kind", "type": "choice", "values": ["fact", "threat"], "keys": ["q", ""]},
        {"name": "mood", "type": "choice", "values": ["quiet", "up"]},
    )
    assert label.value_keys() == {"q": ("kind", "fact")}


def test_where_the_scheme_gives_no_keys_each_value_has_a_letter_of_its_own():
    label = with_attributes({"name": "mood", "type": "choice", "values": ["quiet", "up", "uu"]})
    assert label.value_keys(taken={"u"}) == {"q": ("mood", "quiet"), "p": ("mood", "up")}


def test_every_key_that_the_default_scheme_gives_sets_its_value():
    for label in DEFAULT.labels:
        given = {
            k: (a.name, v)
            for a in label.attributes
            if a.keys
            for k, v in zip(a.keys, a.values, strict=True)
            if k
        }

        keys = label.value_keys()

        assert given.items() <= keys.items()


def test_the_default_scheme_leaves_the_keys_of_commands_alone():
    given = {key for label in DEFAULT.labels for a in label.attributes for key in a.keys}

    assert not given & set("lunkmj")


@pytest.mark.parametrize(
    ("type_", "required", "present", "value", "then"),
    [
        ("choice", False, None, "fact", "fact"),
        ("choice", False, "fact", "fact", None),
        ("choice", False, "threat", "fact", "fact"),
        ("choice", True, "fact", "fact", "fact"),
        ("choices", False, ["fact"], "threat", ["threat"]),
        ("choices", False, ["threat"], "threat", None),
        ("choices", False, None, "threat", ["threat"]),
    ],
)
def test_choosing_a_value_sets_it_and_choosing_it_again_takes_it_away(
    type_: str, required: bool, present: Any, value: str, then: Any
) -> None:
    attribute = Attribute("kind", type_, ("fact", "threat"), required=required)
    assert attribute.pressed(present, value) == then
