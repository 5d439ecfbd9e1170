"""Names as brat can spell them, and its configuration.

In brat a name is one word of ASCII letters, digits, `_` and `-`. A name that is none is spelt with `_` for each other
character; where that word is taken by another name, a number is put behind it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.scheme import Scheme
from annotator.writing.format import DatasetInfo

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
