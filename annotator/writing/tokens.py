"""Texts as tokens, and one tag for a token: what formats of rows need.

Our own rules, made so that the spans of analysts fall on boundaries: punctuation is a token of its own (so are hyphens,
signs of currencies and a possessive 's), "U.S." and "1,234.5" stay whole, and in scripts without spaces, and in Korean
where endings are written onto names, every character is a token.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.losses import OFF_TOKENS, OVERLAPS

Token = tuple[int, int]
"""Start and end in the text: half-open, code points."""

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters that are a token each: of scripts without spaces, and Korean."""
_LETTER = rf"[^\W_{_SINGLE}]"
# The same for the scripts that most articles are in: found by one look into a table.
_COMMON = (
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u05d0-\u05ea\u0621-\u064a]"
)
# Accents, vowel points and signs, joiners, variation selectors: they belong to the character before.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c56\u0cbc-\u0cd6"
    "\u0d3b-\u0d4d\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u00ad\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_TOKEN = re.compile(
    # Most tokens are this. What can follow a word's beginning in the other cases is no space.
    rf"{_COMMON}{{2,}}+(?=[ \n])|"
    # "U.S.", "U.S" before something else than a letter
    rf"(?:[^\W\d_{_SINGLE}]\.){{2,}}|[^\W\d_{_SINGLE}](?:\.[^\W\d_{_SINGLE}])+(?![\w.])"
    # the article in "l'Iran"
    rf"|[cdjlmnstCDJLMNST]['’](?={_LETTER}{{2}})"
    # a word or number with what may stand within it, but without a possessive 's
    rf"|(?:{_COMMON}++|{_LETTER})+(?:{_MARK}+{_LETTER}*|(?<=\d)[.,:](?=\d){_LETTER}+|['’ʼ](?![sS](?!\w)){_LETTER}+)*"
    r"|(?<=[\w.])['’ʼ][sS](?!\w)"
    # a flag; anything else, such as an emoji with its parts
    "|[\U0001f1e6-\U0001f1ff]{2}"
    rf"|\S(?:{_MARK}|[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|(?<=\u200d)[\u2190-\u2bff\U0001f000-\U0001faff])*"
)

_CLOSING = "\"'”’»›)\\]」』"
_BREAK = re.compile(
    # The first character is looked for by itself, which is fast.
    rf"[\n。！？.!?…؟۔।](?:(?<=\n)[^\S\n]*\n|(?<=[。！？])[。！？]*[{_CLOSING}]*"
    rf"|(?<=[.!?…؟۔।])[.!?…؟۔।]*[{_CLOSING}]*\s+(?=[\"'“‘«‹„(\[]*(\S)))"
)
_DOTTED = re.compile(r"(?:^|[^\w.])((?:[^\W\d_]\.)*[^\W\d_]|[^\W\d_]{2,8})$")
_TITLES = re.compile(
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Lt|Sgt|Capt|Cpl|Adm|Cmdr|Sen|Rep|Gov|Rev|Hon|St|Messrs|vs|Supt"
)
_BEFORE_NUMBERS = re.compile("Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|Art|vol|pp")
_OPENERS = re.compile(
    r"(?:The|A|An|In|On|At|He|She|It|But|And|They|We|This|That|There|Its|His|Her|If|When)\b"
)


def tokenise(text: str) -> list[Token]:
    """The tokens in text order: all that is not white space is in exactly one."""
    return [match.span() for match in _TOKEN.finditer(text)]


def sentences(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The sentences as half-open ranges of indices of `tokens`; every token is in exactly one.

    A blank line always ends one. So does a stop, with the closing quotes after it, before something that can begin
    a sentence; not the stop of an initial, of "Mr." or of "Dec. 8", and that of "U.S." only before a word such as
    "The".
    """
    found, first = [], 0
    for match in _BREAK.finditer(text):
        if not _ends_sentence(text, match):
            continue
        last = bisect_left(tokens, (match.end(),))
        if last > first:
            found.append((first, last))
            first = last
    if first < len(tokens):
        found.append((first, len(tokens)))
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence is one."""
    after = match[1]
    if after is None:
        return True
    if after.islower():
        return False
    if match[0].rstrip() != ".":
        return True
    before = _DOTTED.search(text, max(0, match.start() - 12), match.start())
    if before is None:
        return True
    word = before[1]
    if len(word) == 1:
        return not word.isupper()
    if "." in word:
        return _OPENERS.match(text, match.end()) is not None
    return not (_TITLES.fullmatch(word) or (after.isdigit() and _BEFORE_NUMBERS.fullmatch(word)))


def touched(tokens: Sequence[Token], one: Annotation) -> tuple[int, int]:
    """The half-open range of the tokens that an annotation touches; empty if it holds white space only."""
    first = bisect_left(tokens, (one.start,))
    if first and tokens[first - 1][1] > one.start:
        first -= 1
    return first, bisect_left(tokens, (one.end,))


def covered(tokens: Sequence[Token], one: Annotation) -> tuple[int, int] | None:
    """The tokens of an annotation; None if it begins or ends elsewhere than at a token's edge."""
    first, last = touched(tokens, one)
    if first < last and (tokens[first][0], tokens[last - 1][1]) == one.span:
        return first, last
    return None


@dataclass(frozen=True, slots=True)
class Tagged:
    """One tag for a token: "O", or "B-" and "I-" with the label.

    `kept`: the annotations among the tags in text order, each with the half-open range of its tokens. `lost`: the
    others in the order given, each with the reason.
    """

    tags: list[str]
    kept: list[tuple[int, int, Annotation]]
    lost: list[tuple[Annotation, str]]


def tagged(tokens: Sequence[Token], annotations: Sequence[Annotation], labels: Sequence[str]) -> Tagged:
    """One tag for a token: of annotations that overlap, as many as can be stay.

    What ends first is taken first, of those with one end the shortest, of equal spans the label that comes first in
    `labels`. No other choice keeps more of them, and the actors within a claim stay where the claim would take the
    place of them all; that long annotations suffer is why other formats exist. An annotation that begins or ends
    within a token, or in white space, has no tag.
    """
    tags = ["O"] * len(tokens)
    if not annotations:
        return Tagged(tags, [], [])
    rank = {label: number for number, label in enumerate(labels)}
    placed = [(covered(tokens, one), one) for one in annotations]
    kept: dict[str, tuple[int, int, Annotation]] = {}
    free = 0
    for (first, last), one in sorted(
        [(place, one) for place, one in placed if place is not None],
        key=lambda pair: (pair[0][1], -pair[0][0], rank.get(pair[1].label, len(rank)), pair[1].id),
    ):
        if first >= free:
            free = last
            kept[one.id] = first, last, one
            tags[first] = f"B-{one.label}"
            tags[first + 1 : last] = [f"I-{one.label}"] * (last - first - 1)
    lost = [(one, OVERLAPS if place else OFF_TOKENS) for place, one in placed if one.id not in kept]
    return Tagged(tags, list(kept.values()), lost)
