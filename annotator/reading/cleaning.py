"""Normalising a text that has offsets: what `normalise` removes moves them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from annotator.domain.normalise import normalise


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A normalised text, and how offsets of the raw text move; no `shift` where none does."""

    text: str
    changes: dict[str, int] = field(default_factory=dict)
    shift: "Shift | None" = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Moves half-open ranges of a raw text (code points) into its normalised text of `length`.

    `removed` are the raw positions of the line feeds in `\\r\\n`: of each pair one character is left.
    `head` counts what goes before the first character that stays, in characters of the replaced text.
    """

    removed: list[int]
    mark: int
    head: int
    length: int

    def move(self, start: int, end: int) -> tuple[int, int] | None:
        """The range in the normalised text; None if it begins or ends within something removed."""
        if self._splits_line_end(start) or self._splits_line_end(end):
            return None
        first, last = self._position(start), self._position(end)
        return (first, last) if 0 <= first < last <= self.length else None

    def _splits_line_end(self, at: int) -> bool:
        return bisect_left(self.removed, at) != bisect_right(self.removed, at)

    def _position(self, at: int) -> int:
        return at - self.mark - bisect_left(self.removed, at) - self.head


def clean(raw: str) -> Cleaned:
    """The normalised text with the shift of its offsets. Most texts are clean already: that is found fast."""
    # Nothing that `normalise` changes is printable, but for empty lines at the edges.
    if raw.replace("\n", "").replace("\t", "").isprintable() and raw[:1] != "\n" and raw[-1:] != "\n":
        return Cleaned(raw)
    done = normalise(raw)
    if len(done.text) == len(raw):
        return Cleaned(done.text, done.changes)
    return Cleaned(done.text, done.changes, _shift(raw, done.text))


def _shift(raw: str, text: str) -> Shift:
    mark = int(raw.startswith("\ufeff"))
    removed: list[int] = []
    at = raw.find("\r\n")
    while at >= 0:
        removed.append(at + 1)
        at = raw.find("\r\n", at + 2)
    replaced = len(raw) - mark - len(removed)
    # The text is what is left of the replaced one after line ends at both edges went.
    body = normalise(raw + "x").text
    head = replaced + 1 - len(body)
    return Shift(removed, mark, head, len(text))
