"""Rows of a table as text: comma- or tab-separated values, for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

Row = Sequence[str | int]

MARK = "\ufeff".encode()
"""Spreadsheets take a file for UTF-8 that begins with it."""
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_AT_ONCE = 1000


class Values:
    """Turns rows into text after RFC 4180: UTF-8, lines end with CR LF.

    A cell that a spreadsheet would take for a formula begins with an apostrophe. Cells with line ends, quotes or
    separators are quoted.
    """

    def __init__(self, separator: str = ",") -> None:
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, delimiter=separator)

    def put(self, row: Row) -> None:
        """Takes a row."""
        self._writer.writerow([f"'{x}" if x.__class__ is str and x[:1] in _FORMULA else x for x in row])

    def taken(self) -> bytes:
        """The rows since the last time."""
        written = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        return written


def csv_pieces(titles: Sequence[str], rows: Iterable[Row], separator: str = ",") -> Iterator[bytes]:
    """A header, then the rows, as `Values` writes them."""
    values = Values(separator)
    values.put(titles)
    for number, row in enumerate(rows, 1):
        values.put(row)
        if number % _AT_ONCE == 0:
            yield values.taken()
    yield values.taken()
