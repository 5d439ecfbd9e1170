"""A reviewer's verdict on one revision of one annotation, and what became of that annotation."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self

REASONS = {
    "boundary": "begins or ends elsewhere",
    "label": "is something else",
    "guideline gap": "the guideline does not say",
    "ambiguous text": "the text can be read both ways",
    "slip": "an oversight",
    "other": "see the note",
}
"""Why a reviewer decided against somebody, and what the code means."""

GUIDELINE_GAP = "guideline gap"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on the `annotation` of a `layer` in the state with the hash `revision`.

    `gold` is the id of the annotation that stands for it in the gold layer, None if rightly nothing does. `taken`:
    the gold annotation was made from this one; else another layer's was preferred. `conflict` is how the layers
    differed then. `missed`: the analysts who had marked nothing there. `hidden`: names were hidden from the reviewer.
    """

    layer: str
    annotation: str
    revision: str
    gold: str | None
    taken: bool
    conflict: str
    reason: str
    note: str
    missed: tuple[str, ...]
    reviewer: str
    made: str
    hidden: bool

    @property
    def id(self) -> str:
        """The name of the object that keeps it: there is one decision about an annotation, the latest."""
        return decision_id(self.layer, self.annotation)

    @property
    def at(self) -> tuple[str, str]:
        """Layer and id of what was judged."""
        return self.layer, self.annotation

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return asdict(self) | {"missed": list(self.missed)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """The decision that a revision's body describes."""
        return cls(**{**body, "missed": tuple(body["missed"])})


def decision_id(layer: str, annotation: str) -> str:
    """The name under which the decision about an annotation is kept."""
    return f"{layer}/{annotation}"


def gold_id(layer: str, annotation: str) -> str:
    """The id of the gold annotation that is made for a case with this first member.

    The same on every machine: two reviewers who settle one case apart change one annotation, and the difference shows.
    """
    return sha256(f"gold/{layer}/{annotation}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Answer:
    """`about`: the id of the decision's object, or of the gold annotation that was missed. `decided`: when that was.

    `thread` is the id of the thread of comments that an objection began.
    """

    about: str
    decided: str
    agrees: bool
    thread: str | None
    made: str

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return asdict(self)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """The answer that a revision's body describes."""
        return cls(**body)


def by_gold(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions of one article behind each gold annotation, by its id: what was taken first, then by layer.

    A gold annotation that a reviewer made without a case has no decision and is left out.
    """
    found: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda one: (not one.taken, *one.at)):
        if decision.gold is not None:
            found.setdefault(decision.gold, []).append(decision)
    return found
