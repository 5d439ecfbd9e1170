"""What a measure comes to: an exact number, or the reason why there is none."""

from enum import StrEnum
from fractions import Fraction


class Undefined(StrEnum):
    """Why a measure has no value. To call that 0 or 1 would mislead: both are values that mean something else."""

    NOTHING_MARKED = "nobody marked anything"
    FIRST_MARKED_NOTHING = "the first analyst marked nothing"
    SECOND_MARKED_NOTHING = "the second analyst marked nothing"
    NOTHING_COMPARED = "there is nothing to compare"
    NO_ARTICLES = "there is no article that both have annotated"
    NO_MATCHES = "no two annotations match, so there are no attributes to compare"
    ONE_VALUE = "only one value occurs, so agreement cannot be told from chance"
    TOO_FEW_CODERS = "fewer than two analysts"


Outcome = Fraction | Undefined
"""The exact value of a measure, or why it has none."""


def number(outcome: Outcome) -> float | None:
    """The value as a float; None where it is undefined."""
    return None if isinstance(outcome, Undefined) else float(outcome)


def why(outcome: Outcome) -> str | None:
    """Why there is no value; None where there is one."""
    return outcome.value if isinstance(outcome, Undefined) else None
