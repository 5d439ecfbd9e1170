"""A text with what its source says beside it, as drafts: one, or one for each story of a digest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from annotator.domain.article import Draft, Metadata, Source
from annotator.domain.dates import Stamp
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.normalise import Normalised, normalise
from annotator.domain.problems import Problem
from annotator.reading.digests import is_index, stories
from annotator.reading.encodings import Decoded, decode
from annotator.reading.mojibake import repaired
from annotator.reading.structure import recognise


@dataclass(frozen=True, slots=True)
class Beside:
    """What a source says of a text beside it. `published` with the words for where that stands."""

    headline: str = ""
    published: date | None = None
    where: str = ""
    url: str | None = None
    language: str | None = None

    @property
    def stamp(self) -> Stamp | None:
        """Its date as evidence."""
        return Stamp(self.published, self.where) if self.published else None


def read_text(name: str, data: bytes, directions: ImportOptions = NONE) -> Iterator[Draft]:
    """The article in a text file's bytes, or its articles. Raises Problem if they are no text, or an empty one."""
    return read_story(name, data, decode(data, chosen=directions.encoding), directions)


def read_story(
    name: str, data: bytes, decoded: Decoded, directions: ImportOptions, beside: Beside | None = None
) -> Iterator[Draft]:
    """The article or articles of a text; `data` is what it was decoded from, `name` the file's as it is shown.

    Raises Problem if the text is blank.
    """
    beside = beside or Beside()
    mended = repaired(decoded.text)
    clean = normalise(mended if mended is not None and directions.repair else decoded.text)
    if not clean.text.strip():
        raise Problem("The file holds no text.")
    asked = [] if decoded.certain or directions.encoding else ["encoding"]
    if mended is not None and not directions.repair:
        asked.append("mojibake")
    encoding = decoded.encoding
    # Of a large text there is room for a few, and who takes the article may take long.
    del decoded, mended
    parts = stories(clean.text)
    if directions.split and len(parts) > 1:
        yield from _parts(name, clean, parts, encoding, tuple(asked), beside)
        return
    if len(parts) > 1 and not directions.split:
        asked.append("digest")
    elif is_index(clean.text):
        asked.append("index")
    source = Source(name, sha256(data).hexdigest(), encoding, url=beside.url)
    yield _draft(clean, data, source, tuple(asked), beside)


def _parts(
    name: str,
    clean: Normalised,
    parts: list[tuple[int, int]],
    encoding: str,
    asked: tuple[str, ...],
    beside: Beside,
) -> Iterator[Draft]:
    """The stories of a digest; the original of each is its own part. What is said of the whole is of none."""
    of_each = Beside(published=beside.published, where=beside.where, url=beside.url, language=beside.language)
    for number, (start, end) in enumerate(parts, 1):
        part = normalise(clean.text[start:end])
        original = part.text.encode()
        source = Source(f"{name}#{number}", sha256(original).hexdigest(), encoding, url=beside.url)
        yield _draft(replace(part, changes=clean.changes), original, source, asked, of_each)


def _draft(
    clean: Normalised, original: bytes, source: Source, asked: tuple[str, ...], beside: Beside
) -> Draft:
    found = recognise(clean.text, f"{source.name} {source.url or ''}".strip(), beside.stamp)
    metadata = replace(
        found.metadata,
        headline=beside.headline or found.metadata.headline,
        language=beside.language or found.metadata.language,
    )
    return Draft(
        clean.text,
        original,
        source,
        metadata,
        found.zones,
        changes=clean.changes,
        questions=(*asked, *date_asked(metadata)),
    )


def date_asked(metadata: Metadata) -> tuple[str, ...]:
    """The question for the date, if it is open."""
    return ("date",) if metadata.date_readings else ()
