"""What the view is told of an annotation: enough to draw it and to find it again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A range of the text (half-open, code points) with a label.

    `missing`: something required is not filled yet. `unsure`: the analyst has doubts. `hollow`: a proposal, not an
    annotation. `initial`: the colleague whose span it is, in review. `commented`: something unresolved was said about
    it. `says`: what its chip tells beside the label, such as a value, or in place of the label where it is `named`: the
    name of the actor that other words mean.
    """

    id: str
    start: int
    end: int
    label: str
    missing: bool = False
    unsure: bool = False
    hollow: bool = False
    initial: str = ""
    commented: bool = False
    says: str = ""
    named: bool = False

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Key of text order: by start, then longest first, then label, then id."""
        return self.start, -self.end, self.label, self.id

    @property
    def nearness(self) -> tuple[int, int, str, str]:
        """Key of nesting: the shortest is innermost and lies nearest to the text."""
        return self.end - self.start, self.start, self.label, self.id
