"""Plain text files: one article each."""

from hashlib import sha256

from annotator.domain.article import Draft, Source
from annotator.domain.normalise import normalise
from annotator.domain.problems import Problem
from annotator.reading.encodings import decode
from annotator.reading.structure import recognise


def read_text(path_name: str, data: bytes) -> Draft:
    """The article in a text file's bytes. Raises Problem if they are no text, or an empty one."""
    decoded = decode(data)
    clean = normalise(decoded.text)
    if not clean.text.strip():
        raise Problem("The file holds no text.")
    found = recognise(clean.text, path_name)
    source = Source(path_name, sha256(data).hexdigest(), decoded.encoding)
    return Draft(clean.text, data, source, found.metadata, found.zones, changes=clean.changes)
