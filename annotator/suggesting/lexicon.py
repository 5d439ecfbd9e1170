"""Words of a language that tell names, claims and measures apart: `resources/lexicons/xx.toml`.

A language without a file has an empty lexicon, and the rules fall back to capitals, quotation marks and
punctuation.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from annotator.places import resource

LANGUAGES = ("en", "ru")
"""Languages that have a lexicon."""

_NO_CUES = ("that", "to_words", "denying")
"""Lists of `cues` that are no cues by themselves."""
_SAMPLE = 3_000
"""How much of a text its language is told by, in code points."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Action:
    """Verbs that are a measure together with one of their objects: freeze accounts."""

    verbs: Words
    objects: Words
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that report, in lower case; each set as in `en.toml`. Cues of several words have spaces."""

    strong: Words = frozenset()
    weak: Words = frozenset()
    plain: Words = frozenset()
    to: Words = frozenset()
    addressee: Words = frozenset()
    told: Words = frozenset()
    nouns: Words = frozenset()
    quote: Words = frozenset()
    stance: Words = frozenset()
    according: Words = frozenset()
    that: Words = frozenset()
    to_words: Words = frozenset()
    denying: Words = frozenset()
    infinitives: bool = False
    every: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that open, join and end clauses."""

    between: Words = frozenset()
    audience: Words = frozenset()
    conjunctions: Words = frozenset()
    helpers: Words = frozenset()
    modal: Words = frozenset()
    conditional: Words = frozenset()
    relative: Words = frozenset()
    time: Words = frozenset()
    since: Words = frozenset()
    counted: Words = frozenset()
    past: Words = frozenset()
    verbs: Words = frozenset()
    leads: Words = frozenset()


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Words before those whom a link may mean."""

    against: Words = frozenset()
    by: Words = frozenset()
    prepositions: Words = frozenset()


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words in and around names."""

    titles: Words = frozenset()
    titles_of: Words = frozenset()
    particles: Words = frozenset()
    of: Words = frozenset()
    bodies: Words = frozenset()
    joined: Words = frozenset()
    inner_possessive: Words = frozenset()
    openers: Words = frozenset()
    pronouns: Words = frozenset()
    subjects: Words = frozenset()
    persons: Words = frozenset()
    determiners: Words = frozenset()
    nominals: Words = frozenset()
    modifiers: Words = frozenset()
    compounds: Words = frozenset()
    abbreviations: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Measures:
    """Words that name restrictive measures; `kinds` gives the values that a word speaks for."""

    heads: Words = frozenset()
    bare_never: Words = frozenset()
    on_heads: Words = frozenset()
    on: Words = frozenset()
    coordinators: Words = frozenset()
    degrees: Words = frozenset()
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    phrases: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of a language; `language` is "" where there is none."""

    language: str = ""
    frequent: Words = frozenset()
    cues: Cues = field(default_factory=Cues)
    clause: Clause = field(default_factory=Clause)
    links: LinkWords = field(default_factory=LinkWords)
    names: NameWords = field(default_factory=NameWords)
    measures: Measures = field(default_factory=Measures)


NO_LEXICON = Lexicon()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, read at the first call; an empty one where there is no file."""
    if language not in LANGUAGES:
        return NO_LEXICON
    return _from_toml(tomllib.loads(resource(f"lexicons/{language}.toml").read_text("utf-8")))


def lexicon_for(text: str) -> Lexicon:
    """The lexicon of the language in which a text is written, told by its script and its frequent words."""
    return lexicon(_language_of(text[:_SAMPLE]))


@lru_cache(64)
def _language_of(sample: str) -> str:
    if len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample)):
        return "ru"
    words = _WORD.findall(sample.lower())
    latin = [word for word in words if word.isascii()]
    if len(latin) * 2 < len(words):
        return ""
    frequent = sum(word in lexicon("en").frequent for word in latin)
    # A short text may well have none of them; a long one in another language has few.
    return "en" if len(latin) < 40 or frequent * 12 >= len(latin) else ""


def _from_toml(data: dict[str, Any]) -> Lexicon:
    given = data["cues"]
    cues = {name: _forms(words) for name, words in given.items() if name != "infinitives"}
    every = frozenset().union(*(words for name, words in cues.items() if name not in _NO_CUES))
    return Lexicon(
        data["language"],
        frozenset(data["frequent"]),
        Cues(**cues, infinitives=given.get("infinitives", False), every=every),
        Clause(**{name: frozenset(words) for name, words in data["clause"].items()}),
        LinkWords(**{name: frozenset(words) for name, words in data["links"].items()}),
        NameWords(**{name: frozenset(words) for name, words in data["names"].items()}),
        _measures(data["measures"]),
    )


def _measures(data: dict[str, Any]) -> Measures:
    kinds: dict[str, tuple[str, ...]] = {}
    for value, words in data["kinds"].items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), value)
    actions = [
        Action(_forms([a["verbs"]]), frozenset(a["objects"]), tuple(a["values"]))
        for a in data.get("verb", ())
    ]
    phrases = data.get("phrases")
    pattern = (
        re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in phrases), re.IGNORECASE) if phrases else None
    )
    names = ("heads", "bare_never", "on_heads", "on", "coordinators", "degrees")
    sets = {name: frozenset(data.get(name, ())) for name in names}
    return Measures(**sets, kinds=kinds, actions=tuple(actions), phrases=pattern)


def _forms(entries: list[str]) -> Words:
    """Every form: `say/says/said` has those written, `add*` its regular ones; cues of several words stay whole."""
    return frozenset(form for entry in entries for form in _forms_of(entry))


def _forms_of(entry: str) -> list[str]:
    if not entry.endswith("*"):
        return entry.split("/")
    verb = entry[:-1]
    stem = verb[:-1] if verb.endswith("e") else verb
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, f"{verb}{plural}", f"{stem}ed", f"{verb if verb.endswith('ee') else stem}ing"]
