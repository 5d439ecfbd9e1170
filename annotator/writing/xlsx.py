"""Tables of a dataset as a workbook of Excel."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.scratch import Scratch
from annotator.writing.format import DatasetInfo, File, FormatWriter, aside, pieces, stem
from annotator.writing.rows import Row
from annotator.writing.table import Table

TOO_LONG = "a cell of a workbook holds 32,767 characters"

_MOST_UNITS = 32_767
"""UTF-16 units of a cell."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them."""
# The same examples are to give the same bytes.
_MADE = datetime(2000, 1, 1)
_WIDTHS = {"article": 14, "headline": 40, "text": 50, "words": 50, "links": 40, "id": 14, "annotation": 14}
_WIDTH = 16
"""Of a column, in characters."""


class Xlsx(FormatWriter):
    """`dataset.xlsx`: the sheets `annotations` and `frames`; one that is full goes on in `annotations 2`.

    Cells are texts and numbers, never formulas, so none has to be changed.
    """

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._table = Table(setting, losses)
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The workbook; every row names its split."""
        yield f"{stem(split)}.xlsx", self._pieces(examples)

    def _pieces(self, examples: Iterable[Example]) -> Iterator[bytes]:
        with aside() as file:
            self._write(file, examples)
            yield from pieces(file)

    def _write(self, file: Any, examples: Iterable[Example]) -> None:
        # Only who writes such a table needs it.
        from xlsxwriter import Workbook

        # Rows go to temporary files as they come: memory does not grow with them. Those have names.
        with (
            Scratch() as scratch,
            Workbook(file, {"constant_memory": True, "tmpdir": str(scratch.as_folder())}) as book,
        ):
            book.set_properties({"created": _MADE})
            annotations = _Sheet(book, "annotations", self._table.titles)
            titles = self._table.frame_titles
            frames = _Sheet(book, "frames", titles) if titles else None
            for one in examples:
                for annotation, row in self._table.annotations(one):
                    cut = annotations.put(row)
                    lost = {"cut": cut} if cut else {}
                    self._losses.of_annotation(one.article, one.layer.analyst, annotation, lost, TOO_LONG)
                self._table.note_empty(one)
                if frames is not None:
                    # What is too long here is too long in the row of its annotation, which says so.
                    for row in self._table.frames(one):
                        frames.put(row)
            annotations.finish()
            if frames is not None:
                frames.finish()


class _Sheet:
    """A table that goes on in a further sheet where one is full."""

    def __init__(self, book: Any, name: str, titles: Sequence[str]) -> None:
        self._book = book
        self._name = name
        self._titles = titles
        self._bold = book.add_format({"bold": True})
        self._sheets = 0
        self._begin()

    def put(self, row: Row) -> list[str]:
        """Writes a row; gives the titles of the columns whose cells had to be cut."""
        if self._row >= MOST_ROWS:
            self.finish()
            self._begin()
        at, sheet, cut = self._row, self._sheet, []
        self._row += 1
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell)
            elif cell:
                shown = _fitting(cell)
                if shown is not cell:
                    cut.append(self._titles[column])
                sheet.write_string(at, column, shown)
        return cut

    def finish(self) -> None:
        """The sheet has all its rows."""
        self._sheet.autofilter(0, 0, self._row - 1, len(self._titles) - 1)

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        sheet = self._sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._titles):
            sheet.set_column(column, column, _WIDTHS.get(title, max(_WIDTH, min(len(title) + 4, 40))))
            sheet.write_string(0, column, _fitting(title), self._bold)
        self._row = 1


def _fitting(cell: str) -> str:
    """The cell as far as Excel takes it, which counts UTF-16 units."""
    if len(cell) * 2 <= _MOST_UNITS:
        return cell
    units = cell.encode("utf-16-le", "surrogatepass")
    if len(units) <= _MOST_UNITS * 2:
        return cell
    # Half a character at the end goes too.
    return units[: _MOST_UNITS * 2].decode("utf-16-le", "ignore")
