"""Saved web pages: the article without navigation, comments and notices about cookies. Nothing is fetched.

Only this module knows trafilatura and the HTML parser of lxml; they are loaded when the first page is read.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from annotator.domain.article import Draft
from annotator.domain.dates import IN_PAGE
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.encodings import Decoded, decode
from annotator.reading.needs import needed
from annotator.reading.story import Beside, read_story

_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.\-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(
    r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})(?:[-_][\w-]*)?[\"'\s>]", re.IGNORECASE
)
_ITEM = ("- ", "| ")
"""What the lines of lists and tables begin with."""
_WHOLE = re.compile(
    r"^\s*(<\?xml[^>]*\?>\s*)?(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as a page does, whatever the name of their file is."""
    return _WHOLE.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf").decode("latin-1")) is not None


def read_html(name: str, data: bytes, directions: ImportOptions = NONE) -> Iterator[Draft]:
    """The article of a page. Raises Problem if it holds none that can be found."""
    return read_page(name, data, _decoded(data, directions.encoding), directions)


def read_page(
    name: str, data: bytes, decoded: Decoded, directions: ImportOptions, beside: Beside | None = None
) -> Iterator[Draft]:
    """Like `read_html`, for decoded text. `data`: the original bytes; `beside` overrides what the page states."""
    with needed("trafilatura", "documents", "reading web pages"):
        import trafilatura  # noqa: F401 the parts below say less clearly what is missing

    page = _DECLARATION.sub("", decoded.text, count=1).replace("\x00", " ")
    found = _extracted(page)
    text = _text(found, page)
    if not text.strip():
        raise Problem("The page holds no text of an article.")
    said = _beside(found, page)
    if beside:
        said = Beside(
            beside.headline or said.headline,
            beside.published or said.published,
            beside.where if beside.published else said.where,
            beside.url or said.url,
            beside.language or said.language,
        )
    return read_story(name, data, Decoded(text, decoded.encoding, decoded.certain), directions, said)


def _decoded(data: bytes, chosen: str | None) -> Decoded:
    declared = _CHARSET.search(data[:_HEAD])
    return decode(data, declared[1].decode("ascii") if declared else None, chosen)


def _extracted(page: str) -> Any:
    """What trafilatura finds; None if it takes the page for empty."""
    from trafilatura import bare_extraction

    return bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # Of dates only those count that the page states for itself; guesses from its text are no evidence.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _text(found: Any, page: str) -> str:
    """The title and the paragraphs, with blank lines between them."""
    from trafilatura import html2txt

    lines = [line.strip() for line in (found.text if found and found.text else html2txt(page)).split("\n")]
    lines = [line for line in lines if line]
    title = " ".join((found.title or "").split()) if found else ""
    if title and title not in lines[:6]:
        lines.insert(0, title)
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        in_list = line.startswith(_ITEM) and before.startswith(_ITEM)
        parts.append(f"\n{line}" if in_list else f"\n\n{line}")
    return "".join(parts).strip("\n")


def _beside(found: Any, page: str) -> Beside:
    language = _LANGUAGE.search(page[: 4 * _HEAD])
    published = _day(found.date) if found else None
    return Beside(
        " ".join((found.title or "").split()) if found else "",
        published,
        IN_PAGE if published else "",
        found.url if found and isinstance(found.url, str) else None,
        language[1].lower() if language else None,
    )


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if isinstance(written, str) else None
    except ValueError:
        return None
