"""Plain text files: one article each, or a digest of several."""

from collections.abc import Iterator

from annotator.domain.article import Draft
from annotator.domain.import_options import NONE, ImportOptions
from annotator.reading.encodings import decode
from annotator.reading.story import read_story


def read_text(name: str, data: bytes, directions: ImportOptions = NONE) -> Iterator[Draft]:
    """The article in a text file's bytes, or its articles. Raises Problem if they are no text, or an empty one."""
    return read_story(name, data, decode(data, chosen=directions.encoding), directions)
