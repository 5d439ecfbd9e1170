"""PDF documents: the text of their pages, without running heads and page numbers, paragraphs made whole again."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from annotator.domain.article import Draft
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.encodings import Decoded
from annotator.reading.needs import needed
from annotator.reading.story import read_story
from annotator.reading.unwrapping import unwrapped

_LEAST_LETTERS = 20
"""A page has fewer only if it is a picture, or empty."""
_AT_EDGE = 2
"""Lines at the head and at the foot of a page that may be repeated on every page."""
_LEAST_PAGES = 3
_PROTECTED = "it is protected by a password; save a copy without one"


def read_pdf(name: str, data: bytes, directions: ImportOptions = NONE) -> Iterator[Draft]:
    """The article of a document. Raises Problem if it is damaged, protected, or holds pictures of text only."""
    with needed("pypdf", "documents", "reading PDF documents"):
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    try:
        reader = PdfReader(BytesIO(data))
        # Many documents have a password only for those who would change them.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problem(_PROTECTED)
        pages = [page.extract_text() for page in reader.pages]
    except DependencyError as error:
        raise Problem(_PROTECTED) from error
    except PyPdfError as error:
        raise Problem(f"It is no PDF document that can be read ({error})") from error
    letters = sum(character.isalpha() for page in pages for character in page)
    if letters < _LEAST_LETTERS * len(pages):
        raise Problem(
            f"its {len(pages)} pages hold no text, only pictures of it; let a program for text recognition (OCR) "
            "make a PDF with text of it"
        )
    # A paragraph may go on at the head of the next page.
    text = unwrapped(
        [line for page in _without_repeated([page.split("\n") for page in pages]) for line in page]
    )
    return read_story(name, data, Decoded(text, "utf-8"), directions)


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines without those that stand at the edge of most pages, whatever figures they hold.

    The head of the first page stays: its title may be what the others repeat.
    """
    pages = [[line.strip() for line in page] for page in pages]
    pages = [_trimmed(page) for page in pages]
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    repeated = {
        shape for shape, count in edges.items() if count >= _LEAST_PAGES and 2 * count > len(pages) and shape
    }
    return [
        _trimmed(_cut(page, repeated, 0 if number == 0 else _AT_EDGE)) for number, page in enumerate(pages)
    ]


def _edges(page: list[str]) -> list[str]:
    return page[:_AT_EDGE] + page[_AT_EDGE:][-_AT_EDGE:]


def _cut(page: list[str], repeated: set[str], head: int) -> list[str]:
    last = max(head, len(page) - _AT_EDGE)
    return [
        line
        for number, line in enumerate(page)
        if not ((number < head or number >= last) and _shape(line) in repeated)
    ]


def _trimmed(page: list[str]) -> list[str]:
    start, end = 0, len(page)
    while start < end and not page[start]:
        start += 1
    while end > start and not page[end - 1]:
        end -= 1
    return page[start:end]


def _shape(line: str) -> str:
    """A line with `#` for each figure: `Page 3 of 12` and `Page 4 of 12` are one."""
    return "".join("#" if character.isdigit() else character for character in line)
