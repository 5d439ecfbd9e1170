"""A recipe is a value: plain both ways, and refused in a sentence where it makes no sense."""

from typing import Any

import pytest

from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem


def test_a_recipe_comes_back_from_its_plain_values() -> None:
    recipe = Recipe(
        "brat", "all", ("done",), ("actor",), ("body",), ("TASS",), "2006", "2007-01", merged=True
    )
    assert Recipe.from_values(recipe.values()) == recipe
    assert Recipe.from_values({}) == Recipe()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"colour": "red"}, "has no colour"),
        ({"statuses": "done"}, "is a list of words"),
        ({"statuses": [1]}, "is a list of words"),
        ({"statuses": ["finished"]}, "'finished' is no status"),
        ({"zones": ["foot"]}, "'foot' is no zone"),
        ({"merged": "yes"}, "merged of a recipe cannot be 'yes'"),
        ({"title": None}, "title of a recipe cannot be None"),
        ({"since": "1.11.2006"}, "is no date"),
        ({"since": "2007", "until": "2006-11"}, "Nothing lies between 2007 and 2006-11"),
        ({"split": "80/20"}, "split of a recipe is not built like one"),
    ],
)
def test_what_is_no_recipe_is_refused_with_the_reason(values: dict[str, Any], fault: str) -> None:
    with pytest.raises(Problem, match=fault):
        Recipe.from_values(values)


def test_a_year_holds_its_months() -> None:
    assert Recipe(since="2006-11", until="2006").until == "2006"


def test_a_pseudonym_follows_from_the_name_alone_and_stands_for_itself() -> None:
    assert pseudonym("anna") == pseudonym("anna") != pseudonym("ben")
    assert pseudonym(pseudonym("anna")) == pseudonym("anna")
    assert [pseudonym(name) for name in ("gold", "majority", "")] == ["gold", "majority", ""]
