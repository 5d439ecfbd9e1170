"""The rows of a Hugging Face dataset in Parquet, with the columns' types inside each file as well."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.writing.format import DatasetInfo, File, FormatWriter, stem
from annotator.writing.huggingface import COLUMNS, TAGS, Type, front_matter, row, tag_names

ROWS = 200
"""Rows of a row group: as many are in memory at once."""


class HuggingFaceParquet(FormatWriter):
    """One file for each split; tags are numbers, named in the schema and in the card."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`data/train-00000-of-00001.parquet` and so on, rows in the order given."""
        yield path_of(split), self._pieces(examples)

    def card_head(self) -> str:
        """Features and files."""
        return front_matter(self._setting, path_of)

    def _pieces(self, examples: Iterable[Example]) -> Iterator[bytes]:
        # Not everybody has it installed, and nothing else needs it.
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        names = tag_names(self._setting)
        numbers = {name: number for number, name in enumerate(names)}
        schema = pyarrow.schema([(name, _arrow(pyarrow, kind)) for name, kind in COLUMNS.items()])
        schema = schema.with_metadata({"huggingface": _features(names)})
        sink = _Sink()
        rows = (row(one, self._setting, self._losses) for one in examples)
        with ParquetWriter(pyarrow.PythonFile(sink, "w"), schema) as writer:
            while group := list(islice(rows, ROWS)):
                for values in group:
                    values["ner_tags"] = [numbers[tag] for tag in values["ner_tags"]]
                writer.write_table(pyarrow.Table.from_pylist(group, schema))
                yield sink.taken()
        yield sink.taken()


class _Sink:
    """A file that hands on what was written to it since it was last asked."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def path_of(split: str | None) -> str:
    """The file of a split, within the folder."""
    return f"data/{stem(split)}-00000-of-00001.parquet"


def _arrow(pyarrow: Any, kind: Type) -> Any:
    """A type of COLUMNS as Arrow has it."""
    if type(kind) is list:
        return pyarrow.list_(_arrow(pyarrow, kind[0]))
    if type(kind) is dict:
        return pyarrow.struct([(name, _arrow(pyarrow, of)) for name, of in kind.items()])
    types = {
        "string": pyarrow.string(),
        "int32": pyarrow.int32(),
        "bool": pyarrow.bool_(),
        TAGS: pyarrow.int64(),
    }
    return types[str(kind)]


def _features(names: list[str]) -> bytes:
    """The types as `datasets` keeps them in a file's schema."""
    features = {name: _feature(kind, names) for name, kind in COLUMNS.items()}
    return orjson.dumps({"info": {"features": features}})


def _feature(kind: Type, names: list[str]) -> Any:
    if type(kind) is list:
        return {"feature": _feature(kind[0], names), "_type": "List"}
    if type(kind) is dict:
        return {name: _feature(of, names) for name, of in kind.items()}
    return {"names": names, "_type": "ClassLabel"} if kind == TAGS else {"dtype": kind, "_type": "Value"}
