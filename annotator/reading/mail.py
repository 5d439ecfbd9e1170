"""Mails (.eml) and pages saved with everything in them (.mht): the text, and what is attached that can be read."""

import email
import re
from collections.abc import Callable, Iterator
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from io import BytesIO
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from annotator.domain.article import Draft, Rejection
from annotator.domain.dates import OF_MAIL
from annotator.domain.import_options import ImportOptions
from annotator.domain.naming import shown_name
from annotator.domain.problems import Problem
from annotator.reading.encodings import Decoded, decode
from annotator.reading.html import read_page
from annotator.reading.story import Beside, read_story

Found = Iterator[Draft | Rejection]
ReadAttached = Callable[[str, BinaryIO, ImportOptions], Found]
"""Reads a file that is attached, by its name."""

_MOST_PARTS = 500
_OF_EMAIL = (
    MessageError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    AssertionError,
)
"""What Python's parser raises for headers and parts that are not as they should be."""
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|отв|fw)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_KINDS = ("plain", "html")
_NOT_READ = frozenset([".p7s", ".p7m", ".asc", ".sig", ".ics", ".vcf", ".css", ".js"])


class _Short(policy.EmailPolicy):
    """Python's own way of reading mails, with headers cut: taking a long one apart takes the square of its length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_LONGEST_HEADER = 2000
_SHORT = _Short()


def read_mail(name: str, data: bytes, directions: ImportOptions, read_attached: ReadAttached) -> Found:
    """The article of a mail, then those of its attachments under `mail.eml/press.pdf`.

    Raises Problem if it is no mail, or holds nothing at all to read.
    """
    message = _parsed(data)
    try:
        body = message.get_body(_KINDS)
        attached = list(islice(message.iter_attachments(), _MOST_PARTS)) if message.is_multipart() else []
    except _OF_EMAIL as error:
        raise Problem(f"The mail is damaged: its parts cannot be told apart ({error}).") from error
    texts = [] if body is None else list(_from_body(name, data, body, message, directions))
    yield from texts
    named = [(shown, part) for part in attached if (shown := _name(part))]
    for shown, part in named:
        yield from read_attached(f"{name}/{shown}", BytesIO(_content(part)), directions)
    if not texts and not named:
        raise Problem("The mail holds no text.")


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=_SHORT)
    except _OF_EMAIL as error:
        raise Problem(f"The mail is damaged ({error}).") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Problem("It is no mail: it has no headers.")
    return message


def _name(part: MIMEPart) -> str:
    """The file name of what is attached, without folders; empty for what nobody reads: pictures, signatures."""
    if part.get_content_type() == "message/rfc822":
        return "mail.eml"
    if part.get_content_maintype() == "image" or part.is_multipart():
        return ""
    try:
        named = PurePosixPath((part.get_filename() or "").replace("\\", "/"))
    except _OF_EMAIL:
        return ""
    return "" if named.suffix.lower() in _NOT_READ else shown_name(named.name)


def _content(part: MIMEPart) -> bytes:
    try:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        content = part.get_payload(decode=True)
    except _OF_EMAIL as error:
        raise Problem(f"A part of the mail is damaged ({error}).") from error
    return content if isinstance(content, bytes) else b""


def _from_body(
    name: str, data: bytes, body: MIMEPart, message: EmailMessage, directions: ImportOptions
) -> Iterator[Draft]:
    content = _content(body)
    if not content.strip():
        return
    decoded = decode(content, _charset(body), directions.encoding)
    subject = _REPLY.sub("", " ".join(_header(message, "subject").split()))
    day = _day(message)
    beside = Beside(published=day, where=OF_MAIL if day else "", url=_address(body))
    if body.get_content_subtype() == "html":
        yield from read_page(name, data, decoded, directions, beside)
        return
    text = decoded.text
    if subject and subject not in text[:500]:
        text = f"{subject}\n\n{text}"
    yield from read_story(name, data, Decoded(text, decoded.encoding, decoded.certain), directions, beside)


def _day(message: EmailMessage) -> date | None:
    """The day on which it was sent, if that is known."""
    try:
        sent = getattr(message["date"], "datetime", None)
    except _OF_EMAIL:
        return None
    return sent.date() if sent is not None else None


def _address(body: MIMEPart) -> str | None:
    """Where a saved page came from."""
    found = _header(body, "content-location")
    return found if found.startswith(("http:", "https:")) else None


def _header(part: MIMEPart, name: str) -> str:
    """What a header says, as far as it can be read; bytes without a meaning in it are U+FFFD."""
    try:
        return str(part[name] or "").encode("utf-8", "replace").decode()
    except _OF_EMAIL:
        return ""


def _charset(body: MIMEPart) -> str | None:
    """The encoding that a part states."""
    try:
        return body.get_content_charset()
    except _OF_EMAIL:
        return None
