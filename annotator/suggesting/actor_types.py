"""What kind of actor a name is likely to belong to: from the words of the name and the title before it."""

import re

from annotator.suggesting.lexicon import lexicon_for

_BEFORE = 60
"""Code points before a name in which its title stands."""
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:[ -][^\W\d_a-z][\w’'.-]*){1,3}")

_THINGS = frozenset({"it", "its", "itself"})
_KEYWORDS = (
    ("international organisation", {"nations", "union", "league", "alliance", "international", "treaty"}),
    (
        "body",
        {"ministry", "council", "parliament", "court", "agency", "committee", "department", "commission",
         "government", "office", "congress", "senate", "assembly", "army", "navy", "guard", "guards", "bureau"},
    ),
    (
        "organisation",
        {"company", "corporation", "corp", "inc", "ltd", "bank", "group", "university", "institute", "party",
         "association", "federation", "foundation", "shipping", "trading", "airlines", "news", "times", "press"},
    ),
    ("group", {"rebels", "militia", "brigades", "front", "movement", "protesters"}),
)  # fmt: skip
"""Words that tell the type of a name; the first type of which a word is in it wins."""


def likely(text: str, span: tuple[int, int]) -> str:
    """The likeliest type (one of ACTOR_TYPES) of the actor that the words of a span (half-open) name."""
    words = text[span[0] : span[1]]
    parts = {part.casefold().strip(".,") for part in words.split()}
    for type_, keywords in _KEYWORDS:
        if parts & keywords:
            return type_
    if _has_title(text, span[0]) or _CAPITALISED.fullmatch(words):
        return "person"
    return "organisation"


def is_person(words: str) -> bool | None:
    """Whether a pronoun means a person; None for one that tells nothing ("they"), and for other words."""
    names, word = lexicon_for(words).names, words.casefold()
    if word in names.persons:
        return True
    return False if word in _THINGS else None


def _has_title(text: str, start: int) -> bool:
    before = text[max(0, start - _BEFORE) : start].rstrip()
    titles = lexicon_for(text).names.titles
    last = before.rsplit(None, 1)[-1:] if before else []
    return bool(last) and last[0].casefold() in titles
