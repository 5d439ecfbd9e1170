"""An article: an imported text with its zones and metadata. The text never changes; the rest may."""

from dataclasses import dataclass, field
from typing import Any, Self

from annotator.domain.naming import shown_name
from annotator.domain.times.time_correction import TimeCorrection

ZONE_KINDS = (
    "promotion",
    "boilerplate",
    "section",
    "headline",
    "agency",
    "byline",
    "dateline",
    "body",
    "tail",
)
"""What a zone can be; headline and body are annotated, the others are shown dimmed."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A range of the stored text (half-open, code points)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from. `sha256` is of the original bytes."""

    name: str
    sha256: str
    encoding: str = "utf-8"
    url: str | None = None
    retrieved: str | None = None
    handling: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text.

    `published` has the precision that is known: `2006-11-01T14:25:00`, `2008-02-20`, `--08-27` (no year)
    or None; `date_evidence` says how it is known. When the order of day and month cannot be told,
    `published` is None and `date_readings` holds the possible values.
    """

    headline: str = ""
    agency: str | None = None
    place: str | None = None
    published: str | None = None
    date_evidence: str | None = None
    date_readings: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about an article that may change, as the log keeps it."""

    metadata: Metadata
    zones: tuple[Zone, ...]
    source: Source
    withdrawn: bool = False
    times: tuple[TimeCorrection, ...] = ()
    """What analysts said of the times that the text names."""

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values, zones as [kind, start, end]; `times` only where there are some."""
        return {
            **{name: getattr(self.metadata, name) for name in _METADATA},
            "date_readings": list(self.metadata.date_readings),
            "source": {name: getattr(self.source, name) for name in _SOURCE},
            "withdrawn": self.withdrawn,
            "zones": [[zone.kind, zone.start, zone.end] for zone in self.zones],
            **({"times": [one.body() for one in self.times]} if self.times else {}),
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> Self:
        """The record that a revision's body describes."""
        metadata = {name: body[name] for name in _METADATA}
        return cls(
            Metadata(**metadata | {"date_readings": tuple(body["date_readings"])}),
            tuple(Zone(kind, start, end) for kind, start, end in body["zones"]),
            Source(**body["source"]),
            body["withdrawn"],
            tuple(TimeCorrection.from_body(one) for one in body.get("times", ())),
        )


STATED = ("headline", "agency", "place", "published", "date_evidence", "language")
"""What the formats say of an article, in their order; `Metadata` has it under the same names."""
_METADATA = tuple(Metadata.__dataclass_fields__)
_SOURCE = tuple(Source.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the project with its record. `id` is the SHA-256 of the text."""

    id: str
    text: str
    record: Record

    @property
    def metadata(self) -> Metadata:
        """What is known of it beside its text."""
        return self.record.metadata


QUESTIONS = {
    "encoding": "the encoding is a guess",
    "mojibake": "the text seems to have been read in a wrong encoding before; it can be repaired",
    "digest": "the file seems to hold several stories; it can be split",
    "index": "it seems to be a list of headlines, not a story",
    "date": "day and month of its date could be either",
    "columns": "which columns hold what is a guess",
}
"""What reading can leave open, in a sentence each."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a reader found it, not yet in a project. `text` is normalised.

    `layer` is what an annotated source brings along, still unchecked. `questions` are those of QUESTIONS that an
    analyst should answer before it is annotated; unanswered, nothing is done.
    """

    text: str
    original: bytes
    source: Source
    metadata: Metadata
    zones: tuple[Zone, ...]
    line: int | None = None
    layer: "DraftLayer | None" = None
    changes: dict[str, int] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLayer:
    """Annotations as an annotated source states them: plain JSON values, checked on import.

    `name` and `split`: what the source calls the layer, and the split that it was in, if it says so.
    """

    status: str | None
    annotations: list[dict[str, Any]]
    name: str | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was not imported: file, line (1-based, None for the whole file) and the reason.

    File and reason can always be shown and written, whatever bytes the name of the file is made of.
    """

    file: str
    line: int | None
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", shown_name(self.file))
        object.__setattr__(self, "reason", shown_name(self.reason))

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.reason}"
