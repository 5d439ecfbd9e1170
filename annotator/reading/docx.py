"""Word documents: the text as it stands, tracked insertions included, deletions left out."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from xml.parsers.expat import ExpatError

from annotator.domain.article import Draft
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Problem
from annotator.reading import archives
from annotator.reading.encodings import Decoded
from annotator.reading.needs import needed
from annotator.reading.story import read_story

MAIN_PART = "word/document.xml"
_LARGEST = 256 * 1024 * 1024
"""Bytes of all parts together, unpacked; and pictures are not even unpacked."""
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"])
_CELLS = frozenset(["td", "th"])
_CELL_END = "\x00"
_LINES = frozenset(["li", "tr"])
_NO_WORD = "It is no Word document (or a damaged one)."


def read_docx(name: str, data: bytes, directions: ImportOptions = NONE) -> Iterator[Draft]:
    """The article of a document. Raises Problem if it is none, or holds no text."""
    with needed("mammoth", "documents", "reading Word documents"):
        import mammoth
    _check(data)
    try:
        # Pictures are left out. Files beside the document stay closed, which is the default, too.
        made = mammoth.convert_to_html(
            BytesIO(data), convert_image=lambda image: [], external_file_access=False
        )
    except (KeyError, OSError, ExpatError, *archives.DAMAGED) as error:
        raise Problem(_NO_WORD) from error
    page = _Paragraphs()
    page.feed(made.value)
    page.close()
    return read_story(name, data, Decoded(page.text, "utf-8"), directions)


class _Paragraphs(HTMLParser):
    """The text of mammoth's plain HTML: a blank line between paragraphs, none within lists and tables' rows."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self._end_line()
            self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in _CELLS:
            self.parts.append(_CELL_END)
        elif tag in _LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        """What was read so far."""
        text = re.sub(rf"\n*{_CELL_END}", "\t", "".join(self.parts))
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[\t ]+\n", "\n", text))

    def _end_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except archives.DAMAGED as error:
        raise Problem(_NO_WORD) from error
    if not any(part.filename == MAIN_PART for part in parts):
        raise Problem(_NO_WORD)
    if any(part.flag_bits & 1 for part in parts):
        raise Problem("It is protected by a password.")
    if sum(part.file_size for part in parts) > _LARGEST:
        raise Problem(f"Unpacked it is larger than {_LARGEST // 1024**2} MB, the limit for a document.")
