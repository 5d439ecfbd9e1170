"""Code points and UTF-16 units of one text.

Everywhere in the program offsets are half-open and count Unicode code points of the stored text; only the
article view (Qt) and formats of other programs count otherwise, and they convert here.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property


class Offsets:
    """Converts positions of one text; an unknown inside position snaps to the character's start."""

    def __init__(self, text: str) -> None:
        self._astral: list[int] = []
        if len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            self._astral = [i for i, character in enumerate(text) if character > "\uffff"]

    def to_utf16(self, code_point: int) -> int:
        """Position in UTF-16 units of a position in code points."""
        if not self._astral:
            return code_point
        return code_point + bisect_left(self._astral, code_point)

    def from_utf16(self, unit: int) -> int:
        """Position in code points of a position in UTF-16 units; inside a pair: the pair's start."""
        if not self._astral:
            return unit
        return unit - bisect_right(self._astral_units, unit)

    @cached_property
    def _astral_units(self) -> list[int]:
        """UTF-16 position of the second half of each pair."""
        return [index + rank + 1 for rank, index in enumerate(self._astral)]
