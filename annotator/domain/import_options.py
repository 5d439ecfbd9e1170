"""What an analyst says about a file before it is read; what is not said is recognised."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELDS = ("text", "headline", "agency", "place", "published", "url", "language")
"""What a column of a table can be."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`encoding` as Python names it; `columns`: the header of the column for each of FIELDS; `repair`: undo the damage
    of a wrong encoding; `split`: make an article of each story of a digest."""

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    repair: bool = False
    split: bool = False


NONE = ImportOptions()
