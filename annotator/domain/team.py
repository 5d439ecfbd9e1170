"""Who works on a project: members with their roles, and the order in which each is given the articles.

A role is a recorded setting that says who does what. It protects nothing: anybody who has the file can do everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

ROLES = ("analyst", "reviewer", "lead")
"""What somebody does here. A recorded setting, not protection."""

ROLES_ARE_SETTINGS = (
    "A role is a recorded setting that says who does what. It protects nothing: "
    "whoever has the file can do everything."
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team. `seed` decides in which order they are given their articles."""

    name: str
    role: str = "analyst"
    seed: int = 0

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return {"role": self.role, "seed": self.seed}

    @classmethod
    def from_body(cls, name: str, body: dict[str, Any]) -> Self:
        """The member that a revision's body describes."""
        return cls(name, body["role"], body["seed"])


def assignment_id(article: str, analyst: str) -> str:
    """The name of the object that gives an article (its id) to an analyst: the same wherever that is done."""
    return sha256(f"{article} {analyst}".encode()).hexdigest()[:32]


def rank(seed: int, name: str) -> bytes:
    """By what things are shuffled: the same seed gives the same order on every machine, in every version."""
    return sha256(f"{seed} {name}".encode()).digest()


def shuffled(seed: int, articles: Iterable[str]) -> list[str]:
    """Articles (their ids) in the order of a seed. Those that come later do not move the others."""
    return sorted(articles, key=lambda article: rank(seed, article))


def layer_hash(revisions: Iterable[str]) -> str:
    """What is recorded of a layer when it is submitted, from the hashes (hexadecimal) of its annotations' revisions."""
    return sha256("\n".join(sorted(revisions)).encode()).hexdigest()
