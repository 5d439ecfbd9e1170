"""The readers: which files are read by what. A new format is one module and one row of this table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.domain.article import Draft, Rejection
from annotator.domain.problems import Problem
from annotator.reading.brat import read_brat
from annotator.reading.conll import read_conll
from annotator.reading.jsonl import read_json, read_jsonl
from annotator.reading.parquet import read_parquet
from annotator.reading.spacy import read_spacy
from annotator.reading.text import read_text
from annotator.reading.w3c import read_jsonld
from annotator.reading.xmi import read_xmi

LONGEST = 64 * 1024 * 1024
"""Bytes of the largest text file, or line of JSON, that is read."""
LARGEST_UNPACKED = 16 * LONGEST
"""Bytes of the largest packed file of many articles, unpacked, that is read."""

LINES_OF_BRAT, TEXT_OF_BRAT = ".ann", ".txt"
"""Suffixes of two files that are one article."""

Found = Iterator[Draft | Rejection]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the suffixes of its files (lower case), what it reads and loses in a sentence each."""

    name: str
    suffixes: tuple[str, ...]
    reads: str
    loses: str
    read: Callable[[str, BinaryIO], Found]


def _read_text(name: str, file: BinaryIO) -> Found:
    yield read_text(name, _whole(file, "one article"))


def _read_json(name: str, file: BinaryIO) -> Found:
    return read_json(name, _whole(file, "a file that is read at once"))


def _read_brat(name: str, file: BinaryIO) -> Found:
    text = Path(file.name).with_suffix(TEXT_OF_BRAT)
    try:
        with text.open("rb") as beside:
            return read_brat(name, _whole(file, "one article"), _whole(beside, "one article"))
    except FileNotFoundError as error:
        raise Problem(f"its text, {text.name}, is not beside it") from error


def _whole(file: BinaryIO, what: str) -> bytes:
    data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise Problem(f"it is larger than {LONGEST // 1024**2} MB, the limit for {what}")
    return data


def _read_xmi(name: str, file: BinaryIO) -> Found:
    return read_xmi(name, _whole(file, "one article"))


def _read_jsonl(name: str, file: BinaryIO) -> Found:
    return read_jsonl(name, _lines(file))


def _read_conll(name: str, file: BinaryIO) -> Found:
    return read_conll(name, _lines(file), LONGEST)


def _read_spacy(name: str, file: BinaryIO) -> Found:
    return read_spacy(name, file.read(LARGEST_UNPACKED), LARGEST_UNPACKED)


def _read_jsonld(name: str, file: BinaryIO) -> Found:
    return read_jsonld(name, file, LONGEST)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines as they end at `\\n` only; other line separators may stand inside JSON strings."""
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise Problem(f"a line is longer than {LONGEST // 1024**2} MB, the limit for one article")
        yield line


_LEFT_OUT = (
    "Keys that the contract does not name. Of Label Studio: all but one annotation of a task, relations without a "
    "label, and what is said of a whole text; of labelbuddy: free texts."
)

READERS = (
    Reader(
        "JSONL",
        (".jsonl", ".ndjson"),
        "One article a line, with its annotations and links, as this program, doccano, labelbuddy, Label Studio or "
        "another one writes it.",
        _LEFT_OUT,
        _read_jsonl,
    ),
    Reader(
        "CoNLL",
        (".conll", ".conll2003", ".bio", ".iob", ".iob2"),
        "Words in columns, the last one tags (IOB, BIO or BIOES); articles begin at -DOCSTART- lines.",
        "The other columns. The spacing is not in such a file: words are joined by a space, sentences by a line end.",
        _read_conll,
    ),
    Reader(
        "JSON",
        (".json",),
        "A list of such articles, or one, as Label Studio exports them.",
        _LEFT_OUT,
        _read_json,
    ),
    Reader(
        "Parquet",
        (".parquet",),
        "Rows of Hugging Face's datasets with text, tags and spans.",
        "Other columns. It needs pyarrow.",
        read_parquet,
    ),
    Reader(
        "spaCy",
        (".spacy",),
        "Documents with spans (all groups, if none is called sc), or with named entities where there are no spans.",
        "Everything else in them. It needs spaCy.",
        _read_spacy,
    ),
    Reader(
        "brat",
        (LINES_OF_BRAT,),
        "Lines of brat about the text beside them: spans, relations and attributes; of events their triggers.",
        "Arguments of events, normalisations, equivalences, and notes that are not our own.",
        _read_brat,
    ),
    Reader(
        "UIMA XMI",
        (".xmi",),
        "One article a file, with the spans of INCEpTION's custom layers and their relations.",
        "Layers of tools (tokens, sentences, parts of speech), and relations between what they hold.",
        _read_xmi,
    ),
    Reader(
        "W3C Web Annotation",
        (".jsonld",),
        "Annotations of texts in the folder `texts` beside the file, found by their SHA-256.",
        "Annotations of anything else, and selectors other than of positions and quotations.",
        _read_jsonld,
    ),
    Reader(
        "text",
        (".txt", ".text", ""),
        "One article a file, in any encoding; zones, agency, place and date are recognised.",
        "Nothing: the original bytes are kept.",
        _read_text,
    ),
)
"""Every reader, in the order in which they are shown."""


def reader_for(path: Path) -> Reader | None:
    """The reader for a file of that name, None if no reader knows its suffix."""
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def known_suffixes() -> tuple[str, ...]:
    """All suffixes that some reader knows, without the empty one."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes if suffix)


def read_file(path: Path, shown_name: str) -> Found:
    """The articles of a file, and what was rejected of it; never raises for what a file holds or lacks."""
    reader = reader_for(path)
    if reader is None:
        known = ", ".join(known_suffixes())
        yield Rejection(shown_name, None, f"no reader knows the suffix {path.suffix}; known are {known}")
        return
    try:
        with path.open("rb") as file:
            yield from reader.read(shown_name, file)
    except OSError as error:
        yield Rejection(shown_name, None, f"it cannot be read ({error.strerror or error})")
    except Problem as problem:
        yield Rejection(shown_name, None, _as_reason(str(problem)))


def _as_reason(sentence: str) -> str:
    """A sentence as it stands after the file's name and a colon."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
