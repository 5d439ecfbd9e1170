"""TEMPORARY shim until branch splits is merged."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SplitPlan:
    seed: int = 0

    def values(self) -> dict[str, Any]:
        return {"seed": self.seed}

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "SplitPlan":
        return cls(**values)
