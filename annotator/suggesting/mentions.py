"""Where registry entries are named in a text, and where the same words stand again. Half-open code points.

A form is named where it stands as whole words. A word joined to another by a hyphen does not count: "Iran-backed"
is an adjective and "anti-U.S." another word, and the scheme marks no adjectives. A possessive 's is left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from annotator.domain.actor import FORM_KINDS
from annotator.domain.registry import Registry

_WORD = re.compile(r"[^\W_]+")
_HYPHENS = "-‐‑"
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "al", "von", "van", "bin"])
_SHORTEST_IN_CAPITALS = 4
"""Shorter forms are not looked for in capitals: "Oman" may be shouted, "Us" may not."""
_MOST_GUESSED = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a form of an actor stands. `kind` is one of FORM_KINDS."""

    start: int
    end: int
    actor: str
    kind: str


class Names:
    """Every form of a registry, for looking up. Entries that were merged stand for the one they went into."""

    def __init__(self, registry: Registry) -> None:
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._by_first: dict[str, list[str]] = {}
        self._entries = registry.active
        for actor in registry.entries:
            survivor = registry.entry(actor.id) or actor
            for form, kind in actor.forms():
                self._add(form, survivor.id, kind)
        for forms in self._by_first.values():
            forms.sort(key=len, reverse=True)
        for known in self._forms.values():
            known.sort(key=lambda pair: FORM_KINDS.index(pair[1]))
        self._rare: dict[str, set[str]] | None = None

    def _add(self, form: str, actor: str, kind: str) -> None:
        shouted = form.upper()
        for written in {form, shouted} if len(form) >= _SHORTEST_IN_CAPITALS else {form}:
            first = _WORD.search(written)
            if first is None or first.start() != 0:
                continue
            known = self._forms.get(written)
            if known is None:
                known = self._forms[written] = []
                self._by_first.setdefault(first.group(), []).append(written)
            if (actor, kind) not in known:
                known.append((actor, kind))

    def of(self, words: str) -> list[tuple[str, str]]:
        """(actor id, kind of form) of everything that is called exactly so; names before aliases and metonyms."""
        return list(self._forms.get(without_possessive(words), ()))

    def at(self, text: str, at: int) -> Named | None:
        """The longest form that holds the caret position or touches it."""
        low = max(0, at - 120)
        while low > 0 and (text[low - 1].isalnum() or text[low - 1] in _HYPHENS):
            low -= 1
        found = [
            (start, start + len(form), form)
            for word in _WORD.finditer(text, low, min(len(text), at + 60))
            if (start := word.start()) <= at
            for form in self._by_first.get(word.group(), ())
            if start + len(form) >= at and _stands(text, start, form)
        ]
        if not found:
            return None
        start, end, form = max(found, key=lambda f: (f[1] - f[0], f[0]))
        return Named(start, end, *self._forms[form][0])

    def all_in(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Every place of a part of the text where a form stands, the longest where they overlap."""
        last = len(text) if end is None else end
        free = start
        for word in _WORD.finditer(text, start, last):
            begin = word.start()
            forms = self._by_first.get(word.group())
            if forms is None or begin < free:
                continue
            form = next((f for f in forms if begin + len(f) <= last and _stands(text, begin, f)), None)
            if form is not None:
                free = begin + len(form)
                yield Named(begin, free, *self._forms[form][0])

    def guess(self, words: str) -> list[str]:
        """Ids of entries that an unknown form may belong to, likeliest first: initials, or rare words in common."""
        sought = [w for w in _words(without_possessive(words)) if w not in _SMALL]
        if self._rare is None:
            self._rare = self._index_words()
        scores: Counter[str] = Counter()
        for word in sought:
            sharing = self._rare.get(word, set())
            for actor in sharing:
                scores[actor] += round(1000 / len(sharing))
        compact = words.replace(".", "")
        if 2 <= len(compact) <= 6 and compact.isupper():
            for actor in self._entries:
                initials = "".join(w[0] for w in _words(actor.name) if w not in _SMALL).upper()
                scores[actor.id] += 800 * (initials == compact)
        ranked = sorted(((score, uid) for uid, score in scores.items() if score), key=lambda s: (-s[0], s[1]))
        return [uid for _, uid in ranked[:_MOST_GUESSED]]

    def _index_words(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for actor in self._entries:
            for form, kind in actor.forms():
                if kind in ("name", "alias"):
                    for word in _words(form):
                        index[word].add(actor.id)
        return index


def _words(form: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(form)]


def without_possessive(words: str) -> str:
    """The words without 's at their end."""
    return words[:-2] if len(words) > 2 and words[-2] in "'’ʼ" and words[-1] in "sS" else words


def _stands(text: str, start: int, form: str) -> bool:
    """Whether the form stands at this place as whole words."""
    return text.startswith(form, start) and _is_whole(text, start, start + len(form))


def _is_whole(text: str, start: int, end: int) -> bool:
    if start > 0:
        before = text[start - 1]
        if before.isalnum() or before == "_":
            return False
        if before in _HYPHENS and start > 1 and text[start - 2].isalnum():
            return False
    if end < len(text):
        after = text[end]
        if after.isalnum() or after == "_":
            return False
        if after in _HYPHENS and end + 1 < len(text) and text[end + 1].isalnum():
            return False
    return True


def occurrences(text: str, forms: Collection[str]) -> list[tuple[int, int]]:
    """Every place where one of the forms stands as whole words, in text order, the longest where they overlap."""
    found = []
    for form in forms:
        at = text.find(form) if form else -1
        while at >= 0:
            end = at + len(form)
            if _is_whole(text, at, end):
                found.append((at, end))
            at = text.find(form, end)
    if len(forms) > 1 and len(found) > 1:
        found = _longest(found)
    return found


def _longest(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
