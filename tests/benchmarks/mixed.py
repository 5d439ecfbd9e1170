"""A folder of collected stories: saved pages, PDF and Word documents, mails, texts; and its parsers alone."""

import textwrap
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from tests import documents
from tests.benchmarks import material

SHARES = (("html", 4), ("pdf", 2), ("docx", 2), ("eml", 1), ("txt", 1))
"""How many of ten files are of each kind."""
_RUN = 4
"""Words of a run in a Word document."""
_LINES = 48
"""Lines on a page of a PDF document."""


_HEAD = f"<style>{'.teaser-box a:hover {color: #123456; margin: 0 auto;} ' * 200}</style>"
_AROUND = (
    "<aside>"
    + "".join(
        f"<div class='teaser'><a href='/news/{number}.html'><img src='/{number}.jpg'><h4>Catch {number}</h4></a></div>"
        for number in range(400)
    )
    + f"</aside><script>{'window.dataLayer.push({event: 1});' * 200}</script>"
)
"""What stands around the article on a saved page: some 60 kB in 1,600 elements, as most have that and more."""


def write_folder(folder: Path, count: int) -> None:
    """Writes so many files into subfolders of a hundred."""
    kinds = [kind for kind, share in SHARES for _ in range(share)]
    for number, record in enumerate(material.records(count, material.WIRE_STORY, 2006)):
        title, *paragraphs = [part for part in record["text"].split("\n") if part.strip()]
        kind = kinds[number % len(kinds)]
        place = folder / f"{number // 100:03}" / f"story-{number}.{kind}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_MAKERS[kind](title, paragraphs))


def _html(title: str, paragraphs: list[str]) -> bytes:
    return documents.page(paragraphs, title, _HEAD, _AROUND).encode()


def _pdf(title: str, paragraphs: list[str]) -> bytes:
    lines = [title.encode("cp1252", "replace").decode("cp1252"), ""]
    for one in paragraphs:
        lines += [*textwrap.wrap(one.encode("cp1252", "replace").decode("cp1252"), 90), ""]
    return documents.pdf([lines[at : at + _LINES] for at in range(0, len(lines), _LINES)])


def _docx(title: str, paragraphs: list[str]) -> bytes:
    return documents.docx("".join(map(_word_paragraph, (title, *paragraphs))))


def _word_paragraph(text: str) -> str:
    """Word parts a paragraph into runs wherever somebody has typed or corrected."""
    words = text.split(" ")
    runs = (" ".join(words[at : at + _RUN]) for at in range(0, len(words), _RUN))
    look = "<w:rPr><w:rFonts w:ascii='Calibri'/><w:sz w:val='22'/><w:lang w:val='en-GB'/></w:rPr>"
    shown = "".join(
        f"<w:r w:rsidRPr='00A11B2C'>{look}<w:t xml:space='preserve'>{escape(run)} </w:t></w:r>"
        for run in runs
    )
    return f"<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{shown}</w:p>"


def _eml(title: str, paragraphs: list[str]) -> bytes:
    body = "\n\n".join(paragraphs)
    head = f"From: desk@example.org\nSubject: {title}\nDate: Wed, 1 Nov 2006 14:25:00 +0300\n"
    return (
        f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n".encode()
    )


def _txt(title: str, paragraphs: list[str]) -> bytes:
    return "\n\n".join((title, *paragraphs)).encode()


_MAKERS: dict[str, Callable[[str, list[str]], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "eml": _eml,
    "txt": _txt,
}


def parse(folder: Path) -> int:
    """Has every file read by its library, called as the readers call it, and by nothing else."""
    import email
    from email import policy

    import mammoth
    from pypdf import PdfReader
    from trafilatura import bare_extraction

    parsers: dict[str, Callable[[bytes], object]] = {
        ".html": lambda data: bare_extraction(
            data.decode(),
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        ),
        ".pdf": lambda data: [page.extract_text() for page in PdfReader(BytesIO(data)).pages],
        ".docx": lambda data: mammoth.convert_to_html(BytesIO(data), convert_image=lambda _: []),
        ".eml": lambda data: (
            email.message_from_bytes(data, policy=policy.default).get_body().get_payload(decode=True)
        ),  # type: ignore[union-attr]
        ".txt": bytes.decode,
    }
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        parsers[path.suffix](path.read_bytes())
    return len(files)
