"""brat: for each example a text and a file of lines about it, and the configuration for all.

What brat's lines cannot say exactly stands as JSON in a note of the annotation, so that it comes back: `names` has the
names that are spelt otherwise, `attributes` the texts, lists and values that are none of the scheme, `span` the span
where brat's does not reach its edges.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import NO_PLACE, Losses
from annotator.domain.scheme import Scheme
from annotator.writing.escaped import ascii_json
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter
from annotator.writing.jsonl import about
from annotator.writing.meta import lose_dangling

_OTHERS = re.compile(r"[^A-Za-z0-9_-]")
_ONLY_HYPHENS = re.compile(r"-*")
UNSURE = "unsure"
"""The flag of an annotation that somebody is unsure of."""


class Words:
    """One word for each name, whatever it is the name of; the same names give the same words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words: dict[str, str] = {}
        self._taken: set[str] = set()
        known = list(dict.fromkeys(names))
        # Names that are words already stay as they are: they are asked for first.
        for name in sorted(known, key=lambda name: _spelt(name) != name):
            self.of(name)

    def of(self, name: str) -> str:
        """The word for a name."""
        try:
            return self._words[name]
        except KeyError:
            word = self._words[name] = self._free(_spelt(name))
            self._taken.add(word)
            return word

    def _free(self, word: str) -> str:
        number, free = 2, word
        while free in self._taken:
            free, number = f"{word}_{number}", number + 1
        return free


def _spelt(name: str) -> str:
    word = _OTHERS.sub("_", name)
    return "_" if _ONLY_HYPHENS.fullmatch(word) else word


def words_of(setting: DatasetInfo) -> Words:
    """The words for all names of a scheme that stand in brat's lines."""
    names = list(setting.labels)
    for label in setting.scheme.labels:
        names += [link.type for link in label.links]
        for attribute in label.attributes:
            names += [attribute.name, *attribute.values]
    return Words(names)


def annotation_conf(setting: DatasetInfo, words: Words, other_links: Iterable[str]) -> str:
    """`annotation.conf`: entities, relations, no events, attributes. `other_links`: those the scheme does not know."""
    labels = [words.of(name) for name in setting.labels]
    relations = [*_relations(setting.scheme, words)]
    relations += [f"{words.of(name)}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in other_links]
    nesting = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    sections = {
        "entities": labels,
        "relations": [*relations, nesting],
        "events": [],
        "attributes": [*_attributes(setting.scheme, words), f"{UNSURE}\tArg:<ENTITY>"],
    }
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, ""))


def _relations(scheme: Scheme, words: Words) -> Iterator[str]:
    """A line for each type of link, from all labels that have it."""
    ends: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for label in scheme.labels:
        for link in label.links:
            sources, targets = ends.setdefault(link.type, ({}, {}))
            sources[words.of(label.name)] = None
            targets[words.of(link.to)] = None
    for name, (sources, targets) in ends.items():
        yield f"{words.of(name)}\tArg1:{'|'.join(sources)}, Arg2:{'|'.join(targets)}"


def _attributes(scheme: Scheme, words: Words) -> Iterator[str]:
    """A line for each choice, with the labels that have it and all their values."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for label, attributes in shown_values(scheme, words).items():
        for name, shown in attributes.items():
            labels, values = found.setdefault(name, ({}, {}))
            labels[words.of(label)] = None
            values |= dict.fromkeys(known.words[1] for known in shown.values())
    for name, (labels, values) in found.items():
        yield f"{words.of(name)}\tArg:{'|'.join(labels)}, Value:{'|'.join(values)}"


@dataclass(frozen=True, slots=True)
class Shown:
    """An attribute with one of its values: their words, and of those that are spelt otherwise the names."""

    words: tuple[str, str]
    names: dict[str, str]


def shown_values(scheme: Scheme, words: Words) -> dict[str, dict[str, dict[str, Shown]]]:
    """By label, attribute and value what has lines of its own: one choice of several values."""
    return {
        label.name: {
            a.name: {value: _shown(words, a.name, value) for value in a.values}
            for a in label.attributes
            if a.type == "choice" and a.name != UNSURE
        }
        for label in scheme.labels
    }


def _shown(words: Words, *names: str) -> Shown:
    name, value = map(words.of, names)
    spelt = zip((name, value), names, strict=True)
    return Shown((name, value), {word: said for word, said in spelt if word != said})


def visual_conf(setting: DatasetInfo, words: Words) -> str:
    """`visual.conf`: labels as the scheme calls them, in its colours."""
    lines = ["[labels]"]
    lines += [f"{words.of(name)} | {name}" for name in _spelt_otherwise(setting, words)]
    lines += ["", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:#e8eaed, borderColor:darken"]
    lines.append("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5")
    for name in setting.labels:
        if label := setting.scheme.label(name):
            lines.append(f"{words.of(name)}\tbgColor:{label.light.fill}, borderColor:{label.light.edge}")
    return "\n".join([*lines, ""])


def _spelt_otherwise(setting: DatasetInfo, words: Words) -> Collection[str]:
    """Names that can stand in a line of `visual.conf` and are not words themselves."""
    links = [link.type for label in setting.scheme.labels for link in label.links]
    return [
        name
        for name in dict.fromkeys([*setting.labels, *links])
        if words.of(name) != name and name.isprintable() and "|" not in name
    ]


_BREAKS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""Where brat, in Python, sees a line end: no line of it may hold one."""
_PLAIN = re.compile(r"[a-z0-9_-]{1,40}")
_LONGEST = 40
ONLY_LINE_ENDS = "it has line ends only, which a line of the format cannot hold"


class Brat(FormatWriter):
    """A folder for each split; `annotation.conf` and `visual.conf` above them all."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses
        self._words = words_of(setting)
        self._shown = shown_values(setting.scheme, self._words)
        self._known_links = {link.type for label in setting.scheme.labels for link in label.links}
        self._other_links: dict[str, None] = {}

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`ARTICLE.LAYER.txt` and `ARTICLE.LAYER.ann` for each example, so that layers of one article stay apart."""
        folder = f"{split}/" if split else ""
        for one in examples:
            name = f"{folder}{one.article.id}.{file_word(one.layer.analyst)}"
            yield f"{name}.txt", [one.article.text.encode()]
            yield f"{name}.ann", [self.lines(one).encode()]

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """The configuration."""
        conf = annotation_conf(self._setting, self._words, self._other_links)
        yield "annotation.conf", [conf.encode()]
        yield "visual.conf", [visual_conf(self._setting, self._words).encode()]

    def lines(self, one: Example) -> str:
        """All lines about an example: spans with what belongs to each, then relations."""
        text = one.article.text
        ids: dict[str, str] = {}
        lines: list[str] = []
        notes: list[str] = []
        flags = 0
        for a in one.layer.annotations:
            words = text[a.start : a.end]
            # No line end is printable: most spans are told from others by that, fast.
            placed = (f"{a.start} {a.end}", words, {}) if words.isprintable() else _placed(text, a)
            if placed is None:
                lost = {"annotation": True}
                self._losses.of_annotation(one.article, one.layer.analyst, a, lost, ONLY_LINE_ENDS)
                continue
            ids[a.id] = uid = f"T{len(ids) + 1}"
            place, shown, note = placed
            label = self._word(a.label, note)
            lines.append(f"{uid}\t{label} {place}\t{shown}")
            for name, value in self._attributes(a, note) if a.attributes or a.unsure else ():
                flags += 1
                lines.append(f"A{flags}\t{name} {uid} {value}" if value else f"A{flags}\t{name} {uid}")
            if a.links:
                for link in a.links:
                    self._word(link.type, note)
            if note:
                notes.append(f"#{len(notes) + 1}\tAnnotatorNotes {uid}\t{ascii_json(note).decode()}")
        self._lose(one, ids)
        return "\n".join([*lines, *self._relations(one, ids), *notes, ""])

    def _word(self, name: str, note: dict[str, Any]) -> str:
        """The word for a name; the note says what it stands for."""
        word = self._words.of(name)
        if word != name:
            note.setdefault("names", {})[word] = name
        return word

    def _attributes(self, a: Annotation, note: dict[str, Any]) -> list[tuple[str, str]]:
        """What stands in lines of attributes, name and value, "" for a flag; the rest goes into the note."""
        shown = self._shown.get(a.label, {})
        found: list[tuple[str, str]] = []
        left: dict[str, AttributeValue] = {}
        for name, value in sorted(a.attributes.items()):
            known = shown.get(name, {}).get(value) if isinstance(value, str) else None
            if known is None:
                left[name] = value
                continue
            found.append(known.words)
            if known.names:
                note.setdefault("names", {}).update(known.names)
        if left:
            note["attributes"] = left
        if a.unsure:
            found.append((UNSURE, ""))
        return found

    def _relations(self, one: Example, ids: dict[str, str]) -> Iterator[str]:
        number = 0
        for a in one.layer.annotations:
            for link in a.links:
                if a.id in ids and link.to in ids:
                    number += 1
                    word = self._words.of(link.type)
                    if link.type not in self._known_links:
                        self._other_links[link.type] = None
                    yield f"R{number}\t{word} Arg1:{ids[a.id]} Arg2:{ids[link.to]}"

    def _lose(self, one: Example, ids: dict[str, str]) -> None:
        lose_dangling(one, ids, self._losses)
        names = [name for name, value in about(one.article.record).items() if value]
        lost = {"article": [*names, "status"]}
        self._losses.of_article(one.article, one.layer.analyst, lost, NO_PLACE)


def _placed(text: str, a: Annotation) -> tuple[str, str, dict[str, Any]] | None:
    """A span's offsets, its words and its note, empty unless the span begins or ends with a line end.

    Where it crosses line ends it is in fragments, with a blank for each line end between its words; None if nothing
    is left of it.
    """
    words = text[a.start : a.end]
    if not _BREAKS.search(words):
        return f"{a.start} {a.end}", words, {}
    parts: list[tuple[int, int]] = []
    at = 0
    for found in _BREAKS.finditer(words + "\n"):
        if found.start() > at:
            parts.append((a.start + at, a.start + found.start()))
        at = found.end()
    if not parts:
        return None
    note = {} if (parts[0][0], parts[-1][1]) == a.span else {"span": [a.start, a.end]}
    place = ";".join(f"{start} {end}" for start, end in parts)
    return place, " ".join(text[start:end] for start, end in parts), note


def file_word(layer: str) -> str:
    """A layer's name as a part of a file's: where the two differ a checksum keeps them apart, on every disk."""
    if _PLAIN.fullmatch(layer):
        return layer
    word = re.sub(r"[^a-z0-9_-]", "_", layer.lower())[:_LONGEST]
    return f"{word}-{sha256(layer.encode()).hexdigest()[:8]}"
