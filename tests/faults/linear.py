"""What the rules cost in CPU time on texts that were made to be slow: run as a child, so that nothing can hang.

python -m tests.faults.linear JOB CODE_POINTS FILLER …
"""

import signal
import sys
import time
from collections.abc import Callable
from hashlib import sha256

from annotator.domain import dates, likeness, normalise, query, words
from annotator.domain.actor import Actor
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Record, Source
from annotator.domain.offsets import Offsets
from annotator.domain.problems import Problem
from annotator.domain.times import time_correction
from annotator.domain.times.finding import find_times
from annotator.reading import (
    agencies,
    cleaning,
    datelines,
    digests,
    east_asian,
    encodings,
    marks,
    mojibake,
    places,
    plausibility,
    unwrapping,
)
from annotator.reading.story import read_text
from annotator.reading.structure import recognise
from annotator.suggesting import actor_types, mentions, targets, units, values
from annotator.suggesting.lexicon import lexicon_for
from annotator.suggesting.passage import Passage
from annotator.suggesting.quotations import quotations

LIMIT = 30.0
"""Seconds of CPU time that one job may take of one text; then its process is ended."""

KILLED = -signal.SIGPROF
"""How a process ends that took longer."""

FILLERS = {
    "opening brackets": "(",
    "brackets": "[]",
    "closing brackets": ")] ",
    "quotes": "“”\"'„«",
    "straight quotes": '"',
    "apostrophes": "'",
    "quoted words": "\"a' 'b\" “c ",
    "digits": "1",
    "figures": "1.1,",
    "years": "2006 ",
    "capitals": "A",
    "capital words": "KIM NAM ",
    "capitals and dashes": "A-",
    "said that that": "Said that that ",
    "said": "said ",
    "said, with commas": "he said, ",
    "since and after": "said to stop since it ended, ",
    "dashes": "-",
    "long dashes": "–—",
    "spaced dashes": "— ",
    "spaces": " ",
    "lines": "\n",
    "blank lines": " \n",
    "tabs": "\t",
    "commas": ",",
    "stops": ".",
    "colons": ": ",
    "slashes": "/",
    "of": "of ",
    "capital of": "Kim of the ",
    "abbreviations": "Mr. ",
    "months": "May ",
    "days of months": "1 May, ",
    "on Monday": "on Monday ",
    "the": "the ",
    "sanctions": "trade and financial sanctions ",
    "ban on": "ban on oil and ",
    "letters": "a",
    "dotted letters": "a.",
    "dotted letters in a sentence": "a." * 4_000 + " b.\n",
    "capitals with dots": "U.S. ",
    "marks": "a\u0301\u0301",
    "marks alone": "\u0301",
    "emoji": "🇺🇸👩‍💻",
    "joiners": "\u200d",
    "ideographs": "说",
    "Korean": "서울은 ",
    "damaged Cyrillic": "РњРѕ ",
    "accents": "é ",
    "datelines in a line": "MOSCOW, Nov 1 (Reuters) - ",
    "datelines": "MOSCOW, Nov 1 (Reuters) - Talks\n",
    "datelines apart": "A title\n\nMOSCOW, Nov 1 (Reuters) - Talks go on.\n\n",
    "bylines": "By John Smith\n",
    "capital bylines": "BY JOHN SMITH, STAFF WRITER\n",
    "bylines and dates": "A title\nBy John Smith\nNov 1, 2006\n",
    "short lines": "a\n",
    "bracket lines": "(\n",
    "dates": "November 1, 2006\n",
    "fields": "DATE=1\n",
    "sentences": "He said so. ",
    "paragraphs": "He said so.\n\n",
    "addresses": "http://a.b/",
    "backslashes and nulls": "\\\x01",
    "Windows lines": "a\r\n",
    "filters": 'label:"a" ',
}


def text_of(filler: str, length: int) -> str:
    """So many code points of a filler."""
    piece = FILLERS[filler]
    return (piece * (length // len(piece) + 1))[:length]


def _quietly(what: Callable[[str], object]) -> Callable[[str], object]:
    """What is typed may be refused."""

    def tried(text: str) -> object:
        try:
            return what(text)
        except Problem:
            return None

    return tried


def _edges(text: str) -> None:
    for at in (0, len(text) // 2, len(text) - 1, len(text)):
        words.word_at(text, at)
        words.next_edge(text, at)
        words.previous_edge(text, at)
        words.next_start(text, at)
        words.previous_end(text, at)
    words.snap(text, 0, len(text))
    words.snap(text, len(text) // 2, len(text))


def _offsets(text: str) -> None:
    offsets = Offsets(text)
    offsets.from_utf16(offsets.to_utf16(len(text)))


def _article(text: str) -> None:
    record = Record(Metadata(), (), Source("a.txt", ""))
    likeness.profile(Article(sha256(text.encode()).hexdigest(), text, record))


def _spans(text: str) -> list[tuple[int, int]]:
    middle = len(text) // 2
    return [
        (0, 5),
        (middle, middle + 7),
        (middle - 900, middle + 900),
        (len(text) - 5, len(text)),
        (0, len(text)),
    ]


def _keys(text: str) -> None:
    for at in (0, len(text) // 2, len(text)):
        for unit in ("word", "name", "quotation", "clause", "measure"):
            units.ladder(text, at, unit, NAMES)
        quotations(Passage(text, at))


def _values(text: str) -> None:
    for span in _spans(text):
        for fill in ("mention", "reference", "cue", "polarity", "form", "measure"):
            values.proposed(fill, text, span)


def _targets(text: str) -> None:
    step = len(text) // 100
    some = [Annotation(str(n), n * step, n * step + 5, "actor") for n in range(100)]
    for near in ("any", "cue", "before", "after"):
        for span in _spans(text):
            targets.ranked(text, near, span, some)


_FORMS = ("Kim", "Reuters", "MOSCOW", "A", "1", "a", "said", "of", "서울", "说", "U.S.", "a.", "May")
NAMES = mentions.Names([Actor(f"a{n}", form, aliases=(f"{form} {form}",)) for n, form in enumerate(_FORMS)])


def _mentions(text: str) -> None:
    for _ in NAMES.all_in(text):
        pass
    NAMES.at(text, len(text) // 2)
    NAMES.of(text)


def _again(text: str) -> None:
    mentions.occurrences(text, [*_FORMS, text[:2], text[: len(text) // 3]])


def _guesses(text: str) -> None:
    NAMES.guess(text)
    NAMES.sure(text)


def _types(text: str) -> None:
    actor_types.likely(text, (len(text) // 2, len(text) // 2 + 5))
    actor_types.is_person(text)
    lexicon_for(text)


def _line(text: str) -> None:
    """Rules for a single line, given all of the text as one."""
    for rule in (
        marks.is_promotion, marks.is_boilerplate, marks.is_slug, marks.is_section, marks.is_byline,
        marks.is_place_line, marks.could_be_place_line, marks.place_of, marks.date_line, marks.is_tail,
        marks.is_credit_start, marks.is_name, marks.is_sentence, agencies.known_agency, agencies.agency_line,
        places.is_place, places.is_known_place, places.title_case, datelines.find_dateline,
        lambda line: list(east_asian.east_asian(line)), lambda line: marks.looks_like_section(line, True),
    ):  # fmt: skip
        rule(text)


def _lines(text: str) -> None:
    """Rules for a single line, over each line of the text."""
    for start in range(0, len(text), 250):
        _line(text[start : start + 250])


def _dates(text: str) -> None:
    dates.find_spelled(text)
    dates.find_numeric(text)
    dates.stamp_in_name(text)
    dates.is_known_date(text)


def _decoding(text: str) -> None:
    encodings.decode(text.encode())
    encodings.decode(b"\xff\xfe" + text.encode("utf-16-le"))


def _guessing(text: str) -> None:
    data = text.encode("cp1251", "replace")
    encodings.decode(b"\xcc" + data[1:])
    encodings.alternatives(data)
    plausibility.plausibility(text, "cp1251")


def _story(text: str) -> None:
    list(read_text("2006-11-01.txt", text.encode()))


JOBS: dict[str, Callable[[str], object]] = {
    "domain.words, edges": _edges,
    "domain.words, all": lambda text: sum(1 for _ in words.words_in(text, 0, len(text))),
    "domain.dates": _dates,
    "domain.query": _quietly(query.parsed),
    "domain.offsets": _offsets,
    "domain.normalise": lambda text: (normalise.normalise(text), normalise.fingerprint(text)),
    "domain.duplicates": _article,
    "domain.times, finding": lambda text: find_times(text, "2006-11-01"),
    "domain.times, correcting": _quietly(time_correction.read),
    "reading.structure": recognise,
    "reading.digests": lambda text: (digests.stories(text), digests.is_index(text)),
    "reading.cleaning": cleaning.clean,
    "reading.unwrapping": lambda text: unwrapping.unwrapped(text.split("\n")),
    "reading.mojibake": mojibake.repaired,
    "reading.encodings": _quietly(_decoding),
    "reading.encodings, guessing": _quietly(_guessing),
    "reading, a line": _line,
    "reading, lines": _lines,
    "reading.story": _quietly(_story),
    "suggesting.units": _keys,
    "suggesting.values": _values,
    "suggesting.targets": _targets,
    "suggesting.mentions": _mentions,
    "suggesting.mentions, again": _again,
    "suggesting.mentions, guess": _guesses,
    "suggesting.actor_types": _types,
}


def main(job: str, length: str, *fillers: str) -> None:
    """Prints the filler's number when it begins, and the seconds of CPU time that the job took of it."""
    JOBS[job](text_of("sentences", 500))
    for filler in fillers:
        sys.stdout.write(f"{filler}\t")
        sys.stdout.flush()
        text = text_of(filler, int(length))
        # Without a handler the signal ends the process, in the middle of a pattern too.
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        begun = time.process_time()
        JOBS[job](text)
        taken = time.process_time() - begun
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(f"{taken:.6f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
