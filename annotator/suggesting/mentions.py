"""Where a text names actors of the registry, and where it has given words again.

A form counts where it stands as whole words, in its own case: with a possessive ending ("Iran's") it does,
inside a compound ("Iran-backed", "anti-Iran", "Iran-Iraq talks") it does not, since an adjective is no mention.
Forms of four letters and more also count in capitals throughout ("IRAN"). Korean particles may follow a form.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.actor import FORM_KINDS, Actor
from annotator.domain.registry import Registry

_CHUNK = re.compile(r"[^\W_]+")
_HYPHENS = "-‐‑"
_APOSTROPHES = "'’ʼ"
_PARTICLE = re.compile(
    "(?:[은는이가을를의에와과도로만나측]|이나|으로|에서|에게|에는|에도|에서는|까지|부터|처럼|보다|라고|이라고|측은)(?![^\\W_])"
)
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
_LEAST_LIKELY, _SURE = 0.5, 2.0
"""Scores from which on an actor may be meant, and is meant if no other comes near."""
_LEAST_IN_CAPITALS = 4
_AROUND = 200
"""How far left of a caret a form may begin, in code points."""


@dataclass(frozen=True, slots=True)
class Named:
    """A form of an actor in a text (half-open); `kind` as in FORM_KINDS."""

    start: int
    end: int
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Form:
    words: str
    actor: str
    kind: str
    dense: bool = False


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether the span is cut out of no word or compound; a possessive ending may follow it."""
    if start and not _ends_before(text, start):
        return False
    if end >= len(text):
        return True
    after = text[end]
    if after.isalnum():
        return _is_ideograph(after) or _PARTICLE.match(text, end) is not None
    if after in _APOSTROPHES:
        return not text[end + 1 : end + 2].isalnum() or _is_possessive(text, end)
    if after in _HYPHENS:
        return not text[end + 1 : end + 2].isalnum()
    return not (after == "." and text[end + 1 : end + 3][1:] == "." and text[end - 1].isupper()) and not (
        after > "\u02ff" and _MARKS.match(after)
    )


def _ends_before(text: str, start: int) -> bool:
    before = text[start - 1]
    if before.isalnum():
        return _is_ideograph(before) and _is_ideograph(text[start])
    if before in "@#_":
        return False
    joins = before in _HYPHENS or before in _APOSTROPHES
    return not (joins and start > 1 and text[start - 2].isalnum())


def _is_possessive(text: str, at: int) -> bool:
    return text[at + 1] in "sS" and not text[at + 2 : at + 3].isalnum()


def _is_ideograph(character: str) -> bool:
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
    )


def _is_dense(character: str) -> bool:
    """Of a script whose words are written together: with the next one, or with their particles."""
    return _is_ideograph(character) or "\uac00" <= character <= "\ud7a3"


def bare(words: str) -> str:
    """The words without white space around them and without a possessive ending."""
    words = words.strip()
    return words[:-2] if len(words) > 2 and words[-2] in _APOSTROPHES and words[-1] in "sS" else words


class Names:
    """All forms of a registry, ready to be looked for."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        registry = Registry(actors)
        self._by_first: dict[str, list[_Form]] = defaultdict(list)
        self._in_capitals: dict[str, list[_Form]] = defaultdict(list)
        self._by_words: dict[str, list[_Form]] = defaultdict(list)
        self._dense: list[_Form] = []
        for actor in registry.entries:
            survivor = registry.entry(actor.id) or actor
            for words, kind in actor.forms():
                self._add(words.strip(), survivor.id, kind)
        for index in (self._by_first, self._in_capitals, self._by_words):
            for forms in index.values():
                _sort(forms)
        _sort(self._dense)
        self._persons = {actor.id for actor in registry.entries if actor.type == "person"}
        self._rare: dict[str, set[str]] | None = None

    def change(self, before: Iterable[Actor], after: Iterable[Actor]) -> None:
        """Takes over other states of some entries, of which none is or was merged: a moment's work, however many
        entries there are."""
        for actor in before:
            for words, kind in actor.forms():
                self._drop(words.strip(), actor.id, kind)
            self._persons.discard(actor.id)
        for actor in after:
            for words, kind in actor.forms():
                for forms in self._add(words.strip(), actor.id, kind):
                    _sort(forms)
            if actor.type == "person":
                self._persons.add(actor.id)
        self._rare = None

    def _add(self, words: str, actor: str, kind: str) -> list[list[_Form]]:
        """Notes a form; gives the lists that it was added to."""
        first = _CHUNK.search(words)
        if first is None:
            return []
        form = _Form(words, actor, kind, _is_ideograph(words[0]) or _is_dense(words[-1]))
        lists = self._lists(form, first)
        for forms in lists:
            forms.append(form)
        return lists

    def _drop(self, words: str, actor: str, kind: str) -> None:
        first = _CHUNK.search(words)
        if first is None:
            return
        form = _Form(words, actor, kind, _is_ideograph(words[0]) or _is_dense(words[-1]))
        for forms in self._lists(form, first):
            if form in forms:
                forms.remove(form)

    def _lists(self, form: _Form, first: re.Match[str]) -> list[list[_Form]]:
        """Where a form is looked up: by its words and, unless its script is dense, by its first word."""
        lists = [self._by_words[form.words]]
        if form.dense:
            lists.append(self._dense)
        elif first.start() == 0:
            lists.append(self._by_first[first[0]])
            if len(form.words) >= _LEAST_IN_CAPITALS and not form.words.isupper():
                lists.append(self._in_capitals[first[0].upper()])
        return lists

    def _word_index(self) -> dict[str, set[str]]:
        """Ids of the actors in whose forms a word (in lower case) stands; made when something is first guessed."""
        if self._rare is None:
            self._rare = defaultdict(set)
            for forms in self._by_words.values():
                for form in forms:
                    for word in _CHUNK.findall(form.words):
                        self._rare[word.lower()].add(form.actor)
        return self._rare

    def of(self, words: str) -> list[tuple[str, str]]:
        """(actor id, kind of form) that exactly these words name; the name kinds first, each actor once."""
        plain = " ".join(bare(words).split())
        found = self._by_words.get(plain) or self._capital_forms(plain)
        best: dict[str, str] = {}
        for form in sorted(found, key=lambda f: FORM_KINDS.index(f.kind)):
            best.setdefault(form.actor, form.kind)
        return list(best.items())

    def _capital_forms(self, words: str) -> list[_Form]:
        first = _CHUNK.match(words)
        if first is None or not words.isupper():
            return []
        return [f for f in self._in_capitals.get(first[0], ()) if f.words.upper() == words]

    def at(self, text: str, at: int) -> Named | None:
        """The longest form that holds the caret position `at`, or else that ends there; None where none does."""
        low, high = max(0, at - _AROUND), min(len(text), at + _AROUND)
        touching = [named for named in self._all(text, low, high) if named.start <= at <= named.end]
        return max(touching, key=lambda n: (n.start <= at < n.end, n.end - n.start), default=None)

    def all_in(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
        """Every form in text order, the longest where several begin; none overlaps another."""
        last = start
        for named in self._all(text, start, len(text) if end is None else end):
            if named.start >= last:
                yield named
                last = named.end

    def _all(self, text: str, start: int, end: int) -> Iterator[Named]:
        """Forms in text order, one for each position where any begins; they may overlap."""
        dense = self._dense_in(text, start, end)
        if not dense:
            return self._spaced_in(text, start, end)
        return iter(sorted([*dense, *self._spaced_in(text, start, end)], key=lambda n: (n.start, -n.end)))

    def _spaced_in(self, text: str, start: int, end: int) -> Iterator[Named]:
        by_first, in_capitals = self._by_first, self._in_capitals
        for match in _CHUNK.finditer(text, start, end):
            word = match[0]
            if word in by_first:
                named = _longest(text, match.start(), end, by_first[word])
                if named:
                    yield named
                    continue
            if word in in_capitals and word.isupper():
                named = _longest(text, match.start(), end, in_capitals[word], capitals=True)
                if named:
                    yield named

    def _dense_in(self, text: str, start: int, end: int) -> list[Named]:
        """Forms of scripts whose words are not told apart by spaces: looked for one by one."""
        if not self._dense or text.isascii():
            return []
        return [
            Named(at, at + len(form.words), form.actor, form.kind)
            for form in self._dense
            for at in _found(text, form.words, start, end)
        ]

    def guess(self, words: str) -> list[str]:
        """Ids of actors that this unknown form may name too, likeliest first: the exact form, a person's
        surname, initials, an inflected form, rare words in common."""
        return [actor for actor, _ in self._scored(words)]

    def sure(self, words: str) -> str | None:
        """The one that is meant beyond doubt: well ahead of all others; None where somebody has to be asked."""
        (first, best), (_, second) = [*self._scored(words), (None, 0.0), (None, 0.0)][:2]
        return first if best >= max(_SURE, second + 1) else None

    def _scored(self, words: str) -> list[tuple[str, float]]:
        """(actor id, how likely it is meant) of all that may be, likeliest first."""
        plain = bare(words)
        scores: dict[str, float] = defaultdict(float)
        for actor, _ in self.of(plain):
            scores[actor] += 10
        for form in (form for forms in self._by_words.values() for form in forms):
            scores[form.actor] = max(scores[form.actor], self._likeness(plain, form))
        for word in {word.lower() for word in _CHUNK.findall(plain)}:
            sharing = self._word_index().get(word, ())
            for actor in sharing:
                scores[actor] += 1 / len(sharing) if len(word) > 2 else 0
        likely = [(actor, score) for actor, score in scores.items() if score >= _LEAST_LIKELY]
        return sorted(likely, key=lambda found: (-found[1], found[0]))

    def _likeness(self, plain: str, form: _Form) -> float:
        of_form = _CHUNK.findall(form.words)
        letters = plain.replace(".", "").replace(" ", "")
        if (
            form.actor in self._persons
            and form.kind in ("name", "alias")
            and plain in (of_form[-1], of_form[0])
        ):
            return 4 if plain == of_form[-1] else 3
        if form.actor in self._persons and plain.endswith(f" {form.words}"):
            # A surname is known, and here it is with the first name.
            return 3
        initials = "".join([word[0] for word in of_form if word[0].isupper()])
        if len(letters) > 1 and letters == initials:
            return 3
        if len(initials) > 1 and "".join(w[0] for w in _CHUNK.findall(plain) if w[0].isupper()) == form.words:
            return 3
        if len(of_form) == 1 and _same_stem(plain, of_form[0]):
            return 2.5 if form.kind == "demonym" else 2
        begins = form.kind in ("name", "alias") and form.words.startswith(f"{plain} ")
        return 1 if begins or any(_same_stem(plain, word) for word in of_form) else 0


def _sort(forms: list[_Form]) -> None:
    """The longest first; of equal ones names before aliases, metonyms and demonyms."""
    forms.sort(key=lambda f: (-len(f.words), FORM_KINDS.index(f.kind)))


def _same_stem(word: str, other: str) -> bool:
    """Whether two words differ in an ending only: Зарубина, Зарубин."""
    least = max(4, min(len(word), len(other)) - 1)
    return word != other and word[:least] == other[:least] and abs(len(word) - len(other)) <= 3


def _longest(text: str, at: int, end: int, forms: list[_Form], capitals: bool = False) -> Named | None:
    """The longest of the forms (sorted so) that stands at a position as whole words."""
    for form in forms:
        stop = at + len(form.words)
        if stop > end:
            continue
        same = text[at:stop] == form.words.upper() if capitals else text.startswith(form.words, at)
        if same and is_whole(text, at, stop):
            return Named(at, stop, form.actor, form.kind)
    return None


def _found(text: str, form: str, start: int, end: int) -> list[int]:
    """Where the form stands as whole words."""
    found: list[int] = []
    at = text.find(form, start, end)
    while at >= 0:
        if is_whole(text, at, at + len(form)):
            found.append(at)
        at = text.find(form, at + len(form), end)
    return found


def occurrences(text: str, forms: Collection[str]) -> list[tuple[int, int]]:
    """Every whole-word occurrence of any of the forms, in text order; where two overlap, the longer one."""
    spans: list[tuple[int, int]] = []
    for form in sorted({*forms} - {""}, key=len, reverse=True) if len(forms) > 1 else forms:
        hits = [(at, at + len(form)) for at in _found(text, form, 0, len(text))] if form else []
        if hits:
            spans = sorted([*spans, *(hit for hit in hits if _is_free(spans, *hit))]) if spans else hits
    return spans


def _is_free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the span overlaps none of these, which are sorted and do not overlap one another."""
    after = bisect_left(spans, (start, start))
    return not (after < len(spans) and spans[after][0] < end) and not (after and spans[after - 1][1] > start)
