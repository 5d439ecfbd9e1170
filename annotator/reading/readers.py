"""The readers: which files are read by what. A new format is one module and one row of this table."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.domain.article import Rejection
from annotator.domain.import_options import ImportOptions
from annotator.domain.problems import Problem
from annotator.reading import archives
from annotator.reading.boundary import Found, guarded
from annotator.reading.brat import read_brat
from annotator.reading.columns import read_table
from annotator.reading.conll import read_conll
from annotator.reading.docx import read_docx
from annotator.reading.html import read_html
from annotator.reading.jsonl import read_json, read_jsonl
from annotator.reading.mail import read_mail
from annotator.reading.opening import open_file
from annotator.reading.parquet import read_parquet
from annotator.reading.pdf import read_pdf
from annotator.reading.spacy import read_spacy
from annotator.reading.story import read_text
from annotator.reading.w3c import read_jsonld
from annotator.reading.xmi import read_xmi

LONGEST = 64 * 1024 * 1024
"""Bytes of the largest text file, or line of JSON, that is read."""
LARGEST_UNPACKED = 16 * LONGEST
"""Bytes of the largest packed file of many articles, unpacked, that is read."""

LARGEST_DOCUMENT = 4 * LONGEST
"""Bytes of the largest document with pictures and the like in it that is read."""

LINES_OF_BRAT, TEXT_OF_BRAT = ".ann", ".txt"
"""Suffixes of two files that are one article."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the suffixes of its files (lower case), what it reads and loses in a sentence each.

    `apart`: it is read in a child process, as its parser is large. `alone`: it needs no other file beside its own.
    """

    name: str
    suffixes: tuple[str, ...]
    reads: str
    loses: str
    read: Callable[[str, BinaryIO, ImportOptions], Found]
    apart: bool = False
    alone: bool = True


def _at_once(
    read: Callable[[str, bytes, ImportOptions], Found], most: int, what: str
) -> Callable[[str, BinaryIO, ImportOptions], Found]:
    """A reader of whole files of up to `most` bytes."""

    def read_whole(name: str, file: BinaryIO, directions: ImportOptions) -> Found:
        return read(name, _whole(file, what, most), directions)

    return read_whole


def _plain(read: Callable[[str, BinaryIO], Found]) -> Callable[[str, BinaryIO, ImportOptions], Found]:
    """A reader that nothing needs to be said to."""
    return lambda name, file, _: read(name, file)


def _whole(file: BinaryIO, what: str, most: int = LONGEST) -> bytes:
    # Room is made for as much as is asked for, whether it is there or not.
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > most:
        raise Problem(f"it is larger than {most // 1024**2} MB, the limit for {what}")
    return file.read(size)


def _read_json(name: str, file: BinaryIO) -> Found:
    return read_json(name, _whole(file, "a file that is read at once"))


def _read_brat(name: str, file: BinaryIO) -> Found:
    text = Path(file.name).with_suffix(TEXT_OF_BRAT)
    try:
        with open_file(text) as beside:
            return read_brat(name, _whole(file, "one article"), _whole(beside, "one article"))
    except FileNotFoundError as error:
        raise Problem(f"its text, {text.name}, is not beside it") from error


def _read_xmi(name: str, file: BinaryIO) -> Found:
    return read_xmi(name, _whole(file, "one article"))


def _read_jsonl(name: str, file: BinaryIO) -> Found:
    return read_jsonl(name, _lines(file))


def _read_conll(name: str, file: BinaryIO) -> Found:
    return read_conll(name, _lines(file), LONGEST)


def _read_spacy(name: str, file: BinaryIO) -> Found:
    return read_spacy(name, _whole(file, "packed documents", LARGEST_UNPACKED), LARGEST_UNPACKED)


def _read_jsonld(name: str, file: BinaryIO) -> Found:
    return read_jsonld(name, file, LONGEST)


def _read_table(name: str, file: BinaryIO, directions: ImportOptions) -> Found:
    return read_table(name, file, LONGEST, directions)


def _read_mail(name: str, data: bytes, directions: ImportOptions) -> Found:
    return read_mail(name, data, directions, _read_attached)


def _read_attached(name: str, file: BinaryIO, directions: ImportOptions) -> Found:
    """What is attached to a mail, by its name; mails within mails up to some depth."""
    reader = reader_for(Path(name))
    if reader is None or not reader.alone:
        yield Rejection(name, None, "attachments of that kind are not read; save it and import it by itself")
    elif name.count(".eml/") > _DEEPEST_MAIL:
        yield Rejection(name, None, "it lies too deep within mails")
    else:
        yield from read_open(reader, name, file, directions)


def _read_archive(name: str, _file: BinaryIO) -> Found:
    yield Rejection(
        name, None, "archives are opened only where they lie in a folder or an archive; unpack it first"
    )


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines as they end at `\\n` only; other line separators may stand inside JSON strings."""
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise Problem(f"a line is longer than {LONGEST // 1024**2} MB, the limit for one article")
        yield line


_DEEPEST_MAIL = 4
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
        _plain(_read_jsonl),
    ),
    Reader(
        "CoNLL",
        (".conll", ".conll2003", ".bio", ".iob", ".iob2"),
        "Words in columns, the last one tags (IOB, BIO or BIOES); articles begin at -DOCSTART- lines.",
        "The other columns. The spacing is not in such a file: words are joined by a space, sentences by a line end.",
        _plain(_read_conll),
    ),
    Reader(
        "JSON",
        (".json",),
        "A list of such articles, or one, as Label Studio exports them.",
        _LEFT_OUT,
        _plain(_read_json),
    ),
    Reader(
        "Parquet",
        (".parquet",),
        "Rows of Hugging Face's datasets with text, tags and spans.",
        "Other columns. It needs pyarrow.",
        _plain(read_parquet),
        apart=True,
    ),
    Reader(
        "spaCy",
        (".spacy",),
        "Documents with spans (all groups, if none is called sc), or with named entities where there are no spans.",
        "Everything else in them. It needs spaCy.",
        _plain(_read_spacy),
        apart=True,
    ),
    Reader(
        "brat",
        (LINES_OF_BRAT,),
        "Lines of brat about the text beside them: spans, relations and attributes; of events their triggers.",
        "Arguments of events, normalisations, equivalences, and notes that are not our own.",
        _plain(_read_brat),
        alone=False,
    ),
    Reader(
        "UIMA XMI",
        (".xmi",),
        "One article a file, with the spans of INCEpTION's custom layers and their relations.",
        "Layers of tools (tokens, sentences, parts of speech), and relations between what they hold.",
        _plain(_read_xmi),
        apart=True,
    ),
    Reader(
        "W3C Web Annotation",
        (".jsonld",),
        "Annotations of texts in the folder `texts` beside the file, found by their SHA-256.",
        "Annotations of anything else, and selectors other than of positions and quotations.",
        _plain(_read_jsonld),
        alone=False,
    ),
    Reader(
        "text",
        (".txt", ".text", ""),
        "One article a file, in any encoding; zones, agency, place and date are recognised.",
        "Nothing: the original bytes are kept.",
        _at_once(read_text, LONGEST, "one article"),
    ),
    Reader(
        "HTML",
        (".html", ".htm", ".xhtml", ".shtml"),
        "The article of a saved web page, with the title, date, address and language that the page states.",
        "Navigation, comments, advertisements, pictures, links. The original bytes are kept.",
        _at_once(read_html, LONGEST, "a page"),
        apart=True,
    ),
    Reader(
        "Word",
        (".docx", ".docm"),
        "The text of a document, tracked insertions included, tracked deletions left out.",
        "Pictures, comments and looks. The original bytes are kept.",
        _at_once(read_docx, LARGEST_DOCUMENT, "a document"),
        apart=True,
    ),
    Reader(
        "PDF",
        (".pdf",),
        "The text of the pages, lines joined into paragraphs.",
        "Pictures and looks; running heads and page numbers. The original bytes are kept.",
        _at_once(read_pdf, LARGEST_DOCUMENT, "a document"),
        apart=True,
    ),
    Reader(
        "mail",
        (".eml", ".mht", ".mhtml"),
        "The text of a mail or of a page saved with all its parts, and every attachment that can be read.",
        "Pictures and signatures. The original bytes are kept.",
        _at_once(_read_mail, LARGEST_DOCUMENT, "a mail"),
        apart=True,
    ),
    Reader(
        "table",
        (".csv", ".tsv", ".tab"),
        "An article a row; the columns for text, headline, agency, place, date, address and language are recognised by "
        "their names or said by you.",
        "The other columns.",
        _read_table,
    ),
    Reader(
        "zip",
        (archives.SUFFIX,),
        "An archive of files of any of these kinds.",
        "Files of other kinds.",
        _plain(_read_archive),
        alone=False,
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


def read_open(reader: Reader, name: str, file: BinaryIO, directions: ImportOptions) -> Found:
    """What an open file holds; never raises for that."""

    def found() -> Found:
        # Some readers look at the file before they are asked for anything.
        yield from reader.read(name, file, directions)

    return guarded(name, found())
