"""Parquet files of Hugging Face rows with text, tags and spans, as this program writes them and others may."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from annotator.domain.article import Draft, Rejection
from annotator.reading.needs import needed
from annotator.reading.values import read_content

_AT_ONCE = 100


def read_parquet(name: str, file: BinaryIO) -> Iterator[Draft | Rejection]:
    """An article or a rejection for each row; `name` is the file's, as it is shown. Raises Problem without pyarrow."""
    with needed("pyarrow", "parquet", "reading it"):
        from pyarrow import ArrowException, parquet
    number = 0
    try:
        for rows in parquet.ParquetFile(file).iter_batches(batch_size=_AT_ONCE):
            for row in rows.to_pylist():
                number += 1
                yield _read(name, number, row)
    except (ArrowException, ValueError, OSError) as error:
        place = f"after row {number}, " if number else ""
        yield Rejection(name, None, f"{place}it is no Parquet file that can be read ({error})"[:300])


def _read(name: str, number: int, row: dict[str, Any]) -> Draft | Rejection:
    found = read_content(row, name)
    return Rejection(name, None, f"row {number}: {found.reason}") if isinstance(found, Rejection) else found
