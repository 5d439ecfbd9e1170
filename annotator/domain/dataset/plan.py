"""How a dataset is to be split: by fractions, by date, by agency, or into folds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from annotator.domain.problems import Problem

KINDS = ("fractions", "date", "agency", "folds")

BACKGROUND = 50
"""A paragraph in more stories than this (copies of one count once) is background: it makes no near-duplicates."""

_NAMES: Mapping[int, tuple[str, ...]] = {2: ("train", "test"), 3: ("train", "validation", "test")}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MOST_FOLDS = 100


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """A plan. `fractions`: percentages of the splits, in their order (train, validation, test); not for folds.

    `cuts`: for a split by date, when each further split begins (`2006`, `2006-11` or `2006-11-01`), one fewer than
    splits; without, they follow from the fractions. `agencies`: for a split by agency, those that are said to be in a
    split, as (agency, split); the others are drawn. `folds`: how many, for that kind. `seed` decides what is drawn.
    `background`: see BACKGROUND.
    """

    kind: str = "fractions"
    fractions: tuple[int, ...] = (80, 10, 10)
    cuts: tuple[str, ...] = ()
    agencies: tuple[tuple[str, str], ...] = ()
    folds: int = 5
    seed: int = 0
    background: int = BACKGROUND

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Problem(f"{self.kind!r} is no way to split: {', '.join(KINDS)}.")
        if self.kind == "folds" and not 2 <= self.folds <= _MOST_FOLDS:
            raise Problem(f"There are 2 to {_MOST_FOLDS} folds, not {self.folds}.")
        if len(self.fractions) not in _NAMES or sum(self.fractions) != 100 or min(self.fractions) < 1:
            raise Problem(
                f"{'/'.join(map(str, self.fractions))} is no split: write two or three percentages that make 100, "
                "such as 80/10/10 or 90/10."
            )
        self._require_cuts()
        for agency, split in self.agencies:
            if split not in self.names:
                raise Problem(f"{agency} cannot be in {split!r}: the splits are {', '.join(self.names)}.")
        if self.background < 1:
            raise Problem(f"Background begins at 1 article or more, not {self.background}.")

    def _require_cuts(self) -> None:
        if self.kind != "date" or not self.cuts:
            return
        if len(self.cuts) != len(self.fractions) - 1:
            raise Problem(
                f"{len(self.fractions)} splits by date have {len(self.fractions) - 1} cuts between them."
            )
        if not all(map(_DATE.fullmatch, self.cuts)) or list(self.cuts) != sorted(set(self.cuts)):
            raise Problem("Cuts are dates such as 2006, 2006-11 or 2006-11-01, the earlier ones first.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the splits in their order."""
        if self.kind == "folds":
            return tuple(f"fold_{number}" for number in range(1, self.folds + 1))
        return _NAMES[len(self.fractions)]

    def sentence(self) -> str:
        """The plan in words, for a card."""
        parts = "/".join(map(str, self.fractions))
        if self.kind == "fractions":
            return f"Drawn by groups of near-duplicates, {parts} percent, seed {self.seed}."
        if self.kind == "folds":
            return f"{self.folds} folds, drawn by groups of near-duplicates, seed {self.seed}."
        if self.kind == "agency":
            said = ", ".join(f"{agency} in {split}" for agency, split in self.agencies)
            return f"By agency, {parts} percent, seed {self.seed}{f'; {said}' if said else ''}."
        cuts = f"a new split begins with {' and '.join(self.cuts)}" if self.cuts else f"{parts} percent"
        return f"By date, train on the past: {cuts}."

    def values(self) -> dict[str, Any]:
        """Plain JSON values that `from_values` reads back."""
        return {
            "kind": self.kind,
            "fractions": list(self.fractions),
            "cuts": list(self.cuts),
            "agencies": [list(pair) for pair in self.agencies],
            "folds": self.folds,
            "seed": self.seed,
            "background": self.background,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """The plan that plain values describe. Raises Problem where they describe none."""
        known = cls().values()
        if set(values) - set(known):
            raise Problem(f"A split has no {', '.join(sorted(set(values) - set(known)))}.")
        given = known | dict(values)
        numbers = ("folds", "seed", "background")
        if not isinstance(given["kind"], str) or any(type(given[name]) is not int for name in numbers):
            raise Problem("The split of a recipe is not built like one.")
        fractions, cuts = _list_of(int, given["fractions"]), _list_of(str, given["cuts"])
        if not isinstance(given["agencies"], list):
            raise Problem("The split of a recipe is not built like one.")
        pairs = [_list_of(str, pair) for pair in given["agencies"]]
        if any(len(pair) != 2 for pair in pairs):
            raise Problem("The split of a recipe is not built like one.")
        agencies = tuple((agency, split) for agency, split in pairs)
        return cls(given["kind"], fractions, cuts, agencies, *(given[name] for name in numbers))


def _list_of(kind: type, values: Any) -> tuple[Any, ...]:
    if not isinstance(values, list | tuple) or any(type(one) is not kind for one in values):
        raise Problem("The split of a recipe is not built like one.")
    return tuple(values)


def fractions_from_text(text: str) -> tuple[int, ...]:
    """The percentages of `80/10/10`, or of `0.8/0.1/0.1`. Raises Problem where the text is none."""
    parts = text.replace(",", "/").replace(" ", "").split("/")
    wrong = f"{text!r} is no split: write two or three percentages that make 100, such as 80/10/10 or 90/10."
    try:
        numbers = [float(part) for part in parts]
    except ValueError as error:
        raise Problem(wrong) from error
    if all(0 < number < 1 for number in numbers):
        numbers = [100 * number for number in numbers]
    if any(not 0 < number < 100 or abs(number - round(number)) > 1e-6 for number in numbers):
        raise Problem(wrong)
    return tuple(round(number) for number in numbers)
