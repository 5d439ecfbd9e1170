"""The guideline: what an analyst is to mark, a general part and an entry for each label, in Markdown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from annotator.domain.scheme import Scheme

GENERAL = ""
"""The name of the part that is about all labels."""
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_TOO_HIGH = re.compile(r"^#{1,2}(?=[ \t])", re.MULTILINE)
_VERSION_DIGITS = 12


@dataclass(frozen=True)
class Guideline:
    """(name, Markdown) pairs: the general part first, under the name "", then a label each."""

    entries: tuple[tuple[str, str], ...] = ()

    @cached_property
    def version(self) -> str:
        """12 hexadecimal digits that tell this wording from every other one."""
        return sha256(self.markdown().encode()).hexdigest()[:_VERSION_DIGITS]

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return dict(self.entries)

    def entry(self, name: str) -> str:
        """What it says of a label, or in general (name ""); "" where it says nothing."""
        return self._by_name.get(name, "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries in their order."""
        return tuple(self._by_name)

    def with_entry(self, name: str, text: str) -> Self:
        """Another wording of one entry, which may be new; an empty one takes it out."""
        wording = tidy(text, name)
        entries = {**self._by_name, name: wording}
        return type(self)(tuple((n, t) for n, t in entries.items() if t))

    def renamed(self, names: Iterable[tuple[str, str | None]]) -> Self:
        """Renames entries, given as (old, new); None for new takes the entry out."""
        new = dict(names)
        pairs = ((new.get(n, n), text) for n, text in self.entries)
        return type(self)(tuple({n: text for n, text in pairs if n is not None}.items()))

    def markdown(self) -> str:
        """One Markdown text, from which `from_markdown` reads an equal guideline."""
        parts = [text if name == GENERAL else f"## {name}\n\n{text}" for name, text in self._in_order()]
        return "\n\n".join(parts) + "\n" if parts else ""

    def _in_order(self) -> list[tuple[str, str]]:
        return sorted(self.entries, key=lambda entry: entry[0] != GENERAL)

    @classmethod
    def from_markdown(cls, text: str) -> Self:
        """A heading `## label` begins an entry; what stands before the first one is the general part."""
        parts = _HEADING.split(text.replace("\r\n", "\n"))
        named = zip([GENERAL, *parts[1::2]], parts[::2], strict=True)
        return cls(tuple((name, wording) for name, part in named if (wording := tidy(part, name))))

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return {"entries": [list(entry) for entry in self.entries]}

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> Self:
        """The guideline that a revision's body describes."""
        return cls(tuple((name, text) for name, text in body["entries"]))

    @classmethod
    def of(cls, scheme: Scheme) -> Self:
        """A guideline made of what the scheme itself says: what each label is about."""
        return cls(tuple((label.name, label.about) for label in scheme.labels if label.about))


def tidy(text: str, name: str) -> str:
    """An entry's text without blank edges; its headings stay below the one that the entry has itself."""
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    if name == GENERAL:
        return _HEADING.sub(r"### \1", text)
    return _TOO_HIGH.sub("###", text)


def changed_entries(old: Guideline, new: Guideline) -> tuple[str, ...]:
    """Names of the entries that two wordings do not share."""
    names = dict.fromkeys((*old.names, *new.names))
    return tuple(name for name in names if old.entry(name) != new.entry(name))
