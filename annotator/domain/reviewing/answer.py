"""What an analyst says to a decision about their work."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


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
