"""What the program knows of a dataset that it has just written: for its card and its manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dataset.tally import Tally
from annotator.domain.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Review:
    """How differences were settled in the articles of the dataset.

    `reviewed`: articles whose review is done; `decisions`: all verdicts, and by reason those against somebody;
    `reviewers`: by their names or pseudonyms.
    """

    reviewed: int = 0
    decisions: int = 0
    taken: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    reviewers: Mapping[str, int] = field(default_factory=dict)
    blind: int = 0


@dataclass(frozen=True, slots=True)
class Splitting:
    """How the splits came about: the plan in a sentence, what was left out by reason, and the leak check's outcome.

    `leaks`: how many paragraphs stand in two splits; None where the dataset has no splits.
    """

    plan: str = ""
    groups: int = 0
    largest_group: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    leaks: int | None = None
    background: int = 0
    balance: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a card and a manifest tell.

    `keeps` and `loses`: what the format does; `lost`: how many cases by (what, why). `agreement`: as
    `project.agreement.as_values` gives it, None where it was not measured, with `no_agreement` saying why.
    `hidden`: layers left out because of the blind first pass; `undated`: articles left out for want of a date.
    `not_in`: listed articles of the project that are not in the dataset. `head`: the project's head hash.
    """

    name: str
    recipe: Recipe
    scheme: Scheme
    guideline: str
    format: tuple[str, str, str]
    tally: Tally
    lost: Mapping[tuple[str, str], int]
    program: str
    head: str
    splits: tuple[str, ...] = ()
    splitting: Splitting = Splitting()
    review: Review = Review()
    agreement: Mapping[str, Any] | None = None
    no_agreement: str = ""
    hidden: int = 0
    undated: int = 0
    not_in: int = 0
    single: int = 0
