"""Words in columns with a tag each, as CoNLL-2003 and its relatives have them.

The first column is the word, the last one its tag, in any of the three spellings: IOB1 (an annotation begins with "B-"
only right after another one of its label), IOB2 ("B-" always) and BIOES ("E-" and "S-" as well; "L-" and "U-" are
other names of theirs). A word that continues nothing begins an annotation. A blank line ends a sentence and what is
open in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.article import Draft, Rejection
from annotator.reading.values import read_content

_DOCSTART = "-DOCSTART-"
_BEGINS, _GOES_ON, _ENDS = "BSU", "IEL", "ESLU"


@dataclass
class _Open:
    """An article while its lines are read; `line`: its first one (1-based). `fault`: why it is not one."""

    line: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    size: int = 0
    sentence_begins: bool = True
    annotations: list[dict[str, Any]] = field(default_factory=list)
    going_on: str | None = None
    fault: tuple[int, str] | None = None

    def blank(self) -> None:
        """A sentence ends."""
        self.sentence_begins, self.going_on = True, None

    def word(self, word: str, tag: str) -> str | None:
        """Takes a line; says what is wrong with its tag, None if nothing is."""
        if self.pieces:
            self.pieces.append("\n" if self.sentence_begins else " ")
            self.length += 1
        start, self.sentence_begins = self.length, False
        self.pieces.append(word)
        self.length += len(word)
        kind, _, label = tag.partition("-")
        if kind == "O" and not label:
            self.going_on = None
            return None
        if len(kind) != 1 or kind not in _BEGINS + _GOES_ON or not label:
            return f"{tag[:40]!r} is no tag: it is neither O nor one of B, I, E, S, L and U with a label after a hyphen"
        if kind in _GOES_ON and label == self.going_on:
            self.annotations[-1]["end"] = self.length
        else:
            self.annotations.append({"start": start, "end": self.length, "label": label})
        self.going_on = None if kind in _ENDS else label
        return None


def read_conll(name: str, lines: Iterable[bytes], longest: int) -> Iterator[Draft | Rejection]:
    """An article or a rejection for each `-DOCSTART-`, or one for a file without any.

    `name` is the file's, as it is shown; `longest`: bytes of the longest article that is read.
    """
    current = _Open(1)
    for number, line in enumerate(lines, 1):
        columns, fault = _columns(line, number)
        if columns and columns[0] == _DOCSTART:
            yield from _closed(name, current)
            current = _Open(number)
            continue
        current.size += len(line)
        if current.fault:
            continue
        if current.size > longest:
            fault = f"the article is longer than {longest // 1024**2} MB, the limit for one"
            current.pieces = []
        elif not fault and not columns:
            current.blank()
        elif not fault:
            fault = "it has one column, not a word and its tag" if len(columns) == 1 else None
            fault = fault or current.word(columns[0], columns[-1])
        current.fault = (number, fault) if fault else None
    yield from _closed(name, current)


def _columns(line: bytes, number: int) -> tuple[list[str], str | None]:
    """The first and the last column of a line (or its only one), and why it has none.

    White space of any kind separates columns.
    """
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        return [], "it is not in UTF-8"
    columns = text.split(None, 1)
    return columns[:1] + text.rsplit(None, 1)[-1:] if len(columns) > 1 else columns, None


def _closed(name: str, article: _Open) -> Iterator[Draft | Rejection]:
    """What the lines since the last article's end make: nothing, if there were none but blank ones."""
    if article.fault:
        yield Rejection(name, *article.fault)
    elif article.pieces:
        # Tags are a layer, even if all of them are O; what it is called is not known.
        content = {"text": "".join(article.pieces), "annotations": article.annotations, "layer": True}
        yield read_content(content, name, article.line)
