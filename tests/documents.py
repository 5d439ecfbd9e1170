"""Makes small documents of the kinds that are read: Word, PDF, web page, mail, table, archive."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

HEADLINE = "Ministry rejects new herring limits"
PARAGRAPHS = (
    "MOSCOW, November 1 (RIA Novosti) - The fisheries ministry will not accept new limits on herring in the northern "
    "seas, its spokesman Oleg Vetrov told reporters on Wednesday.",
    "“We have heard the proposal, and we will not sign it,” he said. “The fish do not know where the border is.”",
    "Oslo and Reykjavik had proposed to cut the catch by a third from next year on, and threatened to close their "
    "ports to trawlers that ignore the limits.",
)

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str) -> str:
    """A paragraph of a Word document; a line feed in it is a line break."""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def docx(body: str, parts: Mapping[str, bytes] | None = None, before: str = "") -> bytes:
    """A Word document with that XML in its body; `before` goes above the root element."""
    return archive(
        {
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": (
                f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
            ).encode(),
            **(parts or {}),
        }
    )


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF document with those lines on its pages, one below the other."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = b" ".join(b"(%s) Tj T*" % _pdf_string(line) for line in lines)
        content = b"BT /F1 11 Tf 14 TL 72 760 Td " + shown + b" ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_table(objects)


def _pdf_string(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _with_table(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def protected(document: bytes, user: str, owner: str, algorithm: str = "AES-256") -> bytes:
    """A PDF document with passwords."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(document))
    writer.encrypt(user, owner, algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def page(
    paragraphs: Sequence[str] = PARAGRAPHS, title: str = HEADLINE, head: str = "", around: str = ""
) -> str:
    """A web page with an article, navigation, a notice about cookies, comments and a script."""
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><title>{escape(title)} | The Quay</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a> <a href='/weather'>Weather</a></nav>"
        "<div id='cookie-banner' class='cookie'>We use cookies to make this page better. <a>Accept all</a></div>"
        f"<article><h1>{escape(title)}</h1>{text}</article>{around}"
        "<section class='comments' id='comments'><h3>Comments</h3><p>Nonsense, writes harbour_cat, and goes on about "
        "the price of cod for a while.</p></section><footer>All rights reserved</footer>"
        "<script>fetch('http://tracker.example/')</script><img src='http://tracker.example/a.png'></body></html>"
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of those files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in parts.items():
            opened.writestr(name, data)
    return made.getvalue()
