"""brat's folders: a file of lines about the text that lies beside it under the same name.

Spans become annotations, relations links, attributes attributes; a flag that is not our own mark has the value "true".
Of events the trigger is an annotation, and their attributes are its own; what else they say, normalisations,
equivalences and notes that are not ours are left out. A span in parts is one span if there is only white space between
them. An empty file says nothing: brat makes one for every text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

import orjson

from annotator.domain.article import Draft, Rejection
from annotator.reading.encodings import decode
from annotator.reading.values import Fault, draft_of

Json = dict[str, Any]
Match = re.Match[str]
_SPAN = re.compile(
    r"(T\S+)\t(\S+) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*) *(?:\t(.*))?", re.ASCII
)
_RELATION = re.compile(r"(R\S+)\t(\S+) [^\s:]+:(\S+) [^\s:]+:(\S+)\s*", re.ASCII)
_ATTRIBUTE = re.compile(r"([AM]\S+)\t(\S+) (\S+)(?: (.+))?", re.ASCII)
_EVENT = re.compile(r"(E\S+)\t[^\s:]+:(\S+)(?: .*)?\s*", re.ASCII)
_NOTE = re.compile(r"(#\S*)\tAnnotatorNotes (\S+)\t(.*)", re.ASCII)
_PASSED_OVER = ("N", "#", "*")
_MARK = 12
"""Hexadecimal digits before an id that make it one of its file."""
_FLAG = "true"
_UNSURE = "unsure"


def read_brat(name: str, lines: bytes, text: bytes) -> Iterator[Draft | Rejection]:
    """The article of a text with its lines, or why there is none. Raises Problem if the text is no text.

    `name`: of the file of lines, as it is shown.
    """
    try:
        raw, encoding = _decoded(text)
        # brat counts again in each file: what its ids are of belongs to them.
        mark = sha256(text + lines).hexdigest()[:_MARK]
        content = {"text": raw, "annotations": _Lines(raw, mark).annotations(_decoded_lines(lines))}
        draft = draft_of(content, name)
    except _FaultyLine as faulty:
        yield Rejection(name, faulty.number, str(faulty))
        return
    except Fault as fault:
        yield Rejection(name, None, str(fault))
        return
    source = replace(draft.source, sha256=sha256(text).hexdigest(), encoding=encoding)
    yield replace(draft, original=text, source=source)


class _FaultyLine(Exception):
    """Why a line (from 1) makes the file one that is rejected, as part of a sentence."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number = number


def _decoded(text: bytes) -> tuple[str, str]:
    """The text with the characters that brat counts, a byte order mark among them, and its encoding."""
    try:
        return text.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        decoded = decode(text)
        return decoded.text, decoded.encoding


def _decoded_lines(lines: bytes) -> list[str]:
    try:
        return lines.removeprefix(b"\xef\xbb\xbf").decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise Fault("its lines are not in UTF-8") from error


class _Lines:
    """What the lines about one text say, line by line; then what belongs together is put together."""

    def __init__(self, text: str, mark: str) -> None:
        self._text = text
        self._mark = mark
        self._spans: dict[str, Json] = {}
        self._triggers: dict[str, str] = {}
        self._notes: dict[str, Json] = {}
        self._relations: list[tuple[int, Match]] = []
        self._attributes: list[tuple[int, Match]] = []

    def annotations(self, lines: list[str]) -> list[Json]:
        """Annotations in our shape, in the order of the lines. Raises _FaultyLine."""
        for number, line in enumerate(lines, 1):
            line = line.removesuffix("\r")
            if line.strip():
                self._take(number, line)
        for number, found in self._attributes:
            self._add_attribute(number, found)
        for number, found in self._relations:
            self._add_link(number, found)
        for uid, note in self._notes.items():
            if uid in self._spans:
                _add_note(self._spans[uid], note, self._text)
        for uid, one in self._spans.items():
            one["label"] = self._name(uid, one["label"])
        return list(self._spans.values())

    def _take(self, number: int, line: str) -> None:
        kinds: dict[str, tuple[re.Pattern[str], Callable[[int, Match], None]]] = {
            "T": (_SPAN, self._add_span),
            "R": (_RELATION, lambda number, found: self._relations.append((number, found))),
            "A": (_ATTRIBUTE, lambda number, found: self._attributes.append((number, found))),
            "M": (_ATTRIBUTE, lambda number, found: self._attributes.append((number, found))),
            "E": (_EVENT, lambda _, found: self._triggers.update({found[1]: found[2]})),
        }
        if line[0] in _PASSED_OVER:
            self._keep_note(line)
            return
        pattern, take = kinds.get(line[0], (None, None))
        found = pattern.fullmatch(line) if pattern else None
        if found is None or take is None:
            raise _FaultyLine(number, f"it is no line of brat: {line[:40]!r}")
        take(number, found)

    def _keep_note(self, line: str) -> None:
        found = _NOTE.fullmatch(line)
        if found is None or not found[3].startswith("{"):
            return
        try:
            values = orjson.loads(found[3])
        except orjson.JSONDecodeError:
            return
        if type(values) is dict:
            self._notes[found[2]] = values

    def _add_span(self, number: int, found: Match) -> None:
        uid, label, places, words = found.groups()
        if uid in self._spans:
            raise _FaultyLine(number, f"{uid} occurs twice")
        parts = [(int(start), int(end)) for start, end in (place.split(" ") for place in places.split(";"))]
        for (start, end), (following, _) in pairwise(parts):
            between = self._text[end:following]
            if following < end or start >= end or between.strip():
                why = f"{uid} ({label[:40]}) is in parts with more than white space between them"
                raise _FaultyLine(number, why)
        if words is not None and not self._stands(parts, words):
            start, end = parts[0][0], parts[-1][1]
            shown = self._text[start:end][:40]
            raise _FaultyLine(
                number, f"the text of {uid} is not what stands at {start:,} to {end:,}: {shown!r}"
            )
        self._spans[uid] = {
            "id": f"{self._mark}-{uid}",
            "start": parts[0][0],
            "end": parts[-1][1],
            "label": label,
        }

    def _stands(self, parts: list[tuple[int, int]], words: str) -> bool:
        """Whether the words are those of the parts, with blanks for line ends; what brat allows after them is left."""
        wanted = " ".join(self._text[start:end] for start, end in parts)
        for spelt in (wanted, wanted.replace("\r", " ").replace("\n", " ")):
            rest = words[len(spelt) :]
            if words.startswith(spelt) and (not rest or rest[0].isspace()):
                return True
        return False

    def _meant(self, number: int, uid: str) -> str:
        """The id of the annotation that an id means; that of an event is its trigger's."""
        meant = self._triggers.get(uid, uid)
        if meant not in self._spans:
            raise _FaultyLine(number, f"there is no annotation {uid[:40]}")
        return meant

    def _name(self, uid: str, word: str) -> str:
        """The name that a word stands for in what belongs to an annotation."""
        names = self._notes.get(uid, {}).get("names")
        name = names.get(word) if type(names) is dict else None
        return name if type(name) is str else word

    def _add_attribute(self, number: int, found: Match) -> None:
        _, word, stated, value = found.groups(default="")
        uid, value = self._meant(number, stated), value.strip()
        one = self._spans[uid]
        if word == _UNSURE and not value:
            one["unsure"] = True
            return
        name = self._name(uid, word)
        said = self._name(uid, value) if value else _FLAG
        attributes = one.setdefault("attributes", {})
        before = attributes.get(name)
        attributes[name] = said if before is None else [*(before if type(before) is list else [before]), said]

    def _add_link(self, number: int, found: Match) -> None:
        _, word, source, target = found.groups()
        uid, to = self._meant(number, source), self._spans[self._meant(number, target)]
        link = {"type": self._name(uid, word), "to": to["id"]}
        self._spans[uid].setdefault("links", []).append(link)


def _add_note(one: Json, note: Json, text: str) -> None:
    """What a note of ours says of an annotation; a span may reach further by white space only."""
    attributes, span = note.get("attributes"), note.get("span")
    if type(attributes) is dict:
        one["attributes"] = {**one.get("attributes", {}), **attributes}
    if type(span) is list and len(span) == 2 and type(span[0]) is type(span[1]) is int:
        start, end = span
        reaches = 0 <= start <= one["start"] and one["end"] <= end <= len(text)
        if reaches and not (text[start : one["start"]] + text[one["end"] : end]).strip():
            one["start"], one["end"] = start, end
