"""How a dataset is to be split: plain values both ways, and sentences for nonsense."""

from typing import Any

import pytest

from annotator.domain.dataset.plan import SplitPlan, fractions_from_text
from annotator.domain.problems import Problem


@pytest.mark.parametrize(
    ("text", "fractions"),
    [("80/10/10", (80, 10, 10)), ("90/10", (90, 10)), ("0.8/0.1/0.1", (80, 10, 10)), ("70, 30", (70, 30))],
)
def test_fractions_are_read_from_text(text: str, fractions: tuple[int, ...]) -> None:
    assert fractions_from_text(text) == fractions
    assert SplitPlan(fractions=fractions).fractions == fractions


@pytest.mark.parametrize(
    "text", ["", "80", "a/b", "80/20/10", "80/10", "110/-10", "100/0", "nan/1", "33.3/66.7"]
)
def test_what_is_no_split_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="is no split"):
        SplitPlan(fractions=fractions_from_text(text))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"kind": "colour"}, "no way to split"),
        ({"kind": "folds", "folds": 1}, "2 to 100 folds"),
        ({"kind": "date", "cuts": ["2006"]}, "3 splits by date have 2 cuts"),
        ({"kind": "date", "cuts": ["2007", "2006"]}, "the earlier ones first"),
        ({"kind": "date", "cuts": ["1.11.2006", "2007"]}, "Cuts are dates"),
        ({"agencies": [["TASS", "exam"]]}, "TASS cannot be in 'exam'"),
        ({"agencies": [["TASS"]]}, "not built like one"),
        ({"fractions": "80/20"}, "not built like one"),
        ({"seed": "x"}, "not built like one"),
        ({"background": 0}, "Background begins"),
        ({"speed": 3}, "A split has no speed"),
    ],
)
def test_values_that_are_no_plan_are_refused(values: dict[str, Any], fault: str) -> None:
    with pytest.raises(Problem, match=fault):
        SplitPlan.from_values(values)


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (SplitPlan(), ("train", "validation", "test")),
        (SplitPlan(fractions=(90, 10)), ("train", "test")),
        (SplitPlan("folds", folds=3), ("fold_1", "fold_2", "fold_3")),
        (SplitPlan("date", cuts=("2006", "2007-02")), ("train", "validation", "test")),
        (SplitPlan("agency", agencies=(("TASS", "test"),), seed=7), ("train", "validation", "test")),
    ],
)
def test_a_plan_comes_back_from_its_values(plan: SplitPlan, names: tuple[str, ...]) -> None:
    assert SplitPlan.from_values(plan.values()) == plan
    assert plan.names == names
    assert plan.sentence().endswith(".")
