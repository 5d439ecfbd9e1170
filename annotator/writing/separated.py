"""Tables of a dataset as comma- or tab-separated values, for spreadsheets."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, aside, pieces
from annotator.writing.rows import MARK, Row, Values, csv_pieces
from annotator.writing.table import Table


class Separated(FormatWriter):
    """`annotations.csv`, and `frames.csv` beside it where the scheme has frames.

    Examples come but once: the frames are put aside while the annotations are written.
    """

    separator, suffix = ",", ".csv"

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._table = Table(setting, losses)
        self._aside = aside()
        self._frames = Values(self.separator)
        self._frames.put(self._table.frame_titles)
        self._aside.write(MARK)

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The table of annotations; every row names its split."""
        after = f".{split}" if split else ""
        yield f"annotations{after}{self.suffix}", self._annotations(examples)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """The table of frames."""
        with self._aside as file:
            if self._table.frame_titles:
                file.write(self._frames.taken())
                yield f"frames{self.suffix}", pieces(file)

    def _annotations(self, examples: Iterable[Example]) -> Iterator[bytes]:
        yield MARK
        yield from csv_pieces(self._table.titles, self._rows(examples), self.separator)

    def _rows(self, examples: Iterable[Example]) -> Iterator[Row]:
        table = self._table
        for one in examples:
            for _, row in table.annotations(one):
                yield row
            table.note_empty(one)
            for frame in table.frames(one):
                self._frames.put(frame)
            self._aside.write(self._frames.taken())


class TabSeparated(Separated):
    """Tables as CSV writes them, with tabs between the cells, in `.tsv` files."""

    separator, suffix = "\t", ".tsv"
