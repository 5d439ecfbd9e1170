"""What kind of actor a name is likely to belong to: from the words of the name and the title before it."""

import re

from annotator.suggesting.lexicon import lexicon_for

_BEFORE = 60
"""Code points before a name in which its title stands."""
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:[ -][^\W\d_a-z][\w’'.-]*){1,3}")

_GIVEN = 2
"""Given names that may stand between a title and a surname."""
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


def likely(text: str, span: tuple[int, int], name: str = "") -> str:
    """The likeliest type (one of ACTOR_TYPES) of the actor that the words of a span (half-open) mean in the text.

    `name`: what the actor is called, where that is not the words: "the foreign minister" is called Ingrid Solvang.
    """
    words = text[span[0] : span[1]]
    if name and is_person(words):
        return "person"
    called = name or words
    parts = {part.casefold().strip(".,") for part in called.split()}
    for type_, keywords in _KEYWORDS:
        if parts & keywords:
            return type_
    if is_person(words) or _has_title(text, called) or _CAPITALISED.fullmatch(called):
        return "person"
    return "organisation"


def is_person(words: str) -> bool | None:
    """Whether a pronoun or a nominal ("the foreign minister", "the ministry") means a person; None if it may."""
    names, word = lexicon_for(words).names, words.casefold()
    if word in names.persons:
        return True
    if word in _THINGS:
        return False
    head = word.partition(" of ")[0].split()[-1:]
    if names.titles.intersection(head):
        return True
    return False if names.bodies.intersection(head) else None


def _has_title(text: str, words: str) -> bool:
    """Whether a title stands before the words anywhere: "Solvang" is the "Minister Ingrid Solvang" of below."""
    titles = lexicon_for(text).names.titles
    places = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return any(_last_before(text, place.start(), titles) in titles for place in places)


def _last_before(text: str, start: int, titles: frozenset[str]) -> str:
    """The last word before a place in its line, given names left out."""
    line = text[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1].split()
    words = [word.casefold().rstrip(".") for word in line]
    given = 0
    while (
        given < min(_GIVEN, len(line)) and line[-1 - given][0].isupper() and words[-1 - given] not in titles
    ):
        given += 1
    return words[-1 - given] if given < len(words) else ""
