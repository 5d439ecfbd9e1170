"""Mails: their text and what is attached, whatever they were packed in."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from annotator.domain.article import Draft, Rejection
from annotator.reading.files import read_file
from tests.documents import HEADLINE, PARAGRAPHS, docx, page, paragraph

pytest.importorskip("trafilatura")
pytest.importorskip("mammoth")

BODY = "\n\n".join(PARAGRAPHS)


def mail(subject: str = HEADLINE, body: str = BODY, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "desk@quay.example", "analyst@quay.example", subject
    made["Date"] = "Wed, 01 Nov 2006 16:02:00 +0300"
    made.set_content(body, charset=charset)
    return made


def read(tmp_path: Path, message: EmailMessage | bytes, name: str = "a.eml") -> list[Draft | Rejection]:
    path = tmp_path / name
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return list(read_file(path, name))


def test_the_subject_is_the_headline_and_the_day_is_evidence(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, mail(f"Fwd: RE: {HEADLINE}"))
    assert isinstance(draft, Draft)
    assert draft.text == f"{HEADLINE}\n\n{BODY}"
    assert draft.metadata.headline == HEADLINE
    assert draft.metadata.published == "2006-11-01"
    assert draft.metadata.date_evidence == "spelled month in the dateline, year from the date of the mail"


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8"])
def test_the_stated_charset_counts(tmp_path: Path, charset: str) -> None:
    words = "Министерство рыболовства не согласится на новые ограничения."
    (draft,) = read(tmp_path, mail("Ограничения", words, charset))
    assert isinstance(draft, Draft)
    assert draft.text == f"Ограничения\n\n{words}"


def test_of_a_mail_with_a_page_alone_the_page_is_read(tmp_path: Path) -> None:
    made = mail()
    made.set_content(page(), subtype="html")
    (draft,) = read(tmp_path, made)
    assert isinstance(draft, Draft)
    assert draft.text == f"{HEADLINE}\n\n{BODY}"


def test_what_is_attached_is_read_too(tmp_path: Path) -> None:
    made, inner = mail(), mail("Inner", "OSLO, May 4 (AP) - Envoys met.")
    word = docx(paragraph("OSLO, May 5 (AP) - Envoys met again."))
    made.add_attachment(word, maintype="application", subtype="octet-stream", filename="../press.docx")
    made.add_attachment(inner)
    made.add_attachment(b"GIF8", maintype="image", subtype="gif", filename="logo.gif")
    made.add_attachment(b"x", maintype="application", subtype="x", filename="a.xlsx")
    found = read(tmp_path, made)
    assert [one.source.name if isinstance(one, Draft) else one.file for one in found] == [
        "a.eml",
        "a.eml/press.docx",
        "a.eml/mail.eml",
        "a.eml/a.xlsx",
    ]
    assert isinstance(found[-1], Rejection)


def test_mails_within_mails_end_somewhere(tmp_path: Path) -> None:
    made = mail("0", "The innermost one.")
    for level in range(1, 12):
        outer = mail(str(level), f"Text of level {level}.")
        outer.add_attachment(made)
        made = outer
    *drafts, last = read(tmp_path, made)
    assert all(isinstance(one, Draft) for one in drafts)
    assert isinstance(last, Rejection)
    assert last.reason == "it lies too deep within mails"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is no mail: it has no headers"),
        (b"Just a text.\nWith lines.", "it is no mail: it has no headers"),
        (b"Subject: a\n\n", "the mail holds no text"),
    ],
)
def test_what_is_no_mail_is_rejected(tmp_path: Path, data: bytes, reason: str) -> None:
    (found,) = read(tmp_path, data)
    assert found == Rejection("a.eml", None, reason)


def test_a_page_saved_with_its_parts_is_read(tmp_path: Path) -> None:
    made = EmailMessage()
    made["MIME-Version"], made["Subject"] = "1.0", "The Quay"
    made.set_content(page(), subtype="html")
    made["Content-Location"] = "https://quay.example/herring"
    made.add_related(b"body {}", maintype="text", subtype="css", cid="<css>")
    (draft,) = read(tmp_path, made, "a.mhtml")
    assert isinstance(draft, Draft)
    assert draft.text == f"{HEADLINE}\n\n{BODY}"
