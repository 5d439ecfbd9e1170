"""What a dataset is to be: one value that the window, the command line and the manifest share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self, get_type_hints

from annotator.domain.annotation import STATUSES
from annotator.domain.article import ZONE_KINDS
from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.problems import Problem

ALL_LAYERS = "all"

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a dataset is made. Every field has a default that means "nothing special".

    Choosing: `layer` is an analyst, `gold`, `majority` or `all` (None: gold if there is one, else one's own);
    `statuses`, `labels` and `agencies` are all if empty; `zones` are those that the scheme has annotated if empty;
    `since` and `until` (both included) are dates as `2006`, `2006-11` or `2006-11-01`; `reviewed`: only articles whose
    review is done.

    Conventions: `marks_inside` takes the quotation marks into quotations, `titles_inside` titles into names, `merged`
    makes one label of clauses and quotations. `names`: analysts under their own names, not pseudonyms.
    `times`: with the times that each article names, in formats that have a place for them.

    Splitting: `split` (None: none); `allow_leaks` writes the dataset although paragraphs stand in two splits.

    For the card, in the project's own words: `title`, `licence`, `rights`, `policy` (how differences are settled) and
    `gaps` (what is known to be missing or doubtful).
    """

    format: str = "jsonl"
    layer: str | None = None
    statuses: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    reviewed: bool = False
    marks_inside: bool = False
    titles_inside: bool = False
    merged: bool = False
    names: bool = False
    times: bool = False
    split: SplitPlan | None = None
    allow_leaks: bool = False
    title: str = ""
    licence: str = ""
    rights: str = ""
    policy: str = ""
    gaps: str = ""

    def __post_init__(self) -> None:
        _require_known("status", self.statuses, STATUSES)
        _require_known("zone", self.zones, ZONE_KINDS)
        for date in (self.since, self.until):
            if date is not None and not _DATE.fullmatch(date):
                raise Problem(f"{date!r} is no date. Write it as 2006, 2006-11 or 2006-11-01.")
        if self.since and self.until and not lies_between(self.since, None, self.until):
            raise Problem(f"Nothing lies between {self.since} and {self.until}: the first is the later one.")

    def values(self) -> dict[str, Any]:
        """Plain JSON values that `recipe_from` reads back to an equal recipe; what is as usual is there too."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
        return values | lists | {"split": None if self.split is None else self.split.values()}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """The recipe that plain values describe. Raises Problem where they describe none; unknown names count as
        none, for what they ask for would silently be left undone."""
        kinds = get_type_hints(cls)
        unknown = sorted(set(values) - set(kinds))
        if unknown:
            raise Problem(
                f"A recipe has no {', '.join(unknown)}. It was made by a newer program, or misspelt."
            )
        taken: dict[str, Any] = {}
        for name, value in values.items():
            taken[name] = _split_from(value) if name == "split" else _value(name, value, cls)
        return cls(**taken)


def lies_between(date: str, since: str | None, until: str | None) -> bool:
    """Whether a date (`2006-11-01…`) is in a span whose ends are included, each to its own precision."""
    after = since is None or date[: len(since)] >= since[: len(date)]
    return after and (until is None or date[: len(until)] <= until[: len(date)])


def _split_from(value: Any) -> SplitPlan | None:
    if value is not None and not isinstance(value, dict):
        raise Problem("The split of a recipe is not built like one.")
    return None if value is None else SplitPlan.from_values(value)


def _value(name: str, value: Any, recipe: type[Recipe]) -> Any:
    usual = next(field.default for field in fields(recipe) if field.name == name)
    if isinstance(usual, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise Problem(f"{name} of a recipe is a list of words, not {value!r}.")
        return tuple(value)
    right = isinstance(value, bool) if isinstance(usual, bool) else isinstance(value, str)
    if not right and not (usual is None and value is None):
        raise Problem(f"{name} of a recipe cannot be {value!r}.")
    return value


def _require_known(what: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise Problem(f"{value!r} is no {what}: {', '.join(known)}.")
