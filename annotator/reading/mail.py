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
from annotator.domain.directions import Directions
from annotator.domain.problems import Problem
from annotator.reading.encodings import Decoded, decode
from annotator.reading.html import read_page
from annotator.reading.story import Beside, read_story

Found = Iterator[Draft | Rejection]
ReadAttached = Callable[[str, BinaryIO, Directions], Found]
"""Reads a file that is attached, by its name."""

_MOST_PARTS = 500
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|отв|fw)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_KINDS = ("plain", "html")
_NOT_READ = frozenset([".p7s", ".p7m", ".asc", ".sig", ".ics", ".vcf", ".css", ".js"])


def read_mail(name: str, data: bytes, directions: Directions, read_attached: ReadAttached) -> Found:
    """The article of a mail, then those of its attachments under `mail.eml/press.pdf`.

    Raises Problem if it is no mail, or holds nothing at all to read.
    """
    message = _parsed(data)
    body = message.get_body(_KINDS)
    texts = [] if body is None else list(_from_body(name, data, body, message, directions))
    yield from texts
    attached = list(islice(message.iter_attachments(), _MOST_PARTS)) if message.is_multipart() else []
    named = [(shown, part) for part in attached if (shown := _name(part))]
    for shown, part in named:
        yield from read_attached(f"{name}/{shown}", BytesIO(_content(part)), directions)
    if not texts and not named:
        raise Problem("The mail holds no text.")


def _parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
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
    except (MessageError, ValueError, IndexError):
        return ""
    return "" if named.suffix.lower() in _NOT_READ else named.name


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _from_body(
    name: str, data: bytes, body: MIMEPart, message: EmailMessage, directions: Directions
) -> Iterator[Draft]:
    content = _content(body)
    if not content.strip():
        return
    decoded = decode(content, body.get_content_charset(), directions.encoding)
    subject = _REPLY.sub("", " ".join(str(message["subject"] or "").split()))
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
    """The day on which it was sent."""
    try:
        sent = getattr(message["date"], "datetime", None)
    except (MessageError, ValueError, IndexError):
        return None
    return sent.date() if sent is not None else None


def _address(body: MIMEPart) -> str | None:
    """Where a saved page came from."""
    found = body["content-location"]
    return str(found) if found and str(found).startswith(("http:", "https:")) else None
