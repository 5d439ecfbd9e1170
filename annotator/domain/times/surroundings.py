"""What stands around a time in its sentence: tense, direction, the paragraph."""

import re

from annotator.domain.times.lexicon import GAP, one_of, words

_REACH = 160
"""How far around a time its verb is looked for, in code points."""

_FUTURE = one_of(
    *words(
        """will shall would won['’]t due scheduled slated expected expects? plans? planned planning hopes?
        intends? must should may might can could ought needs? upcoming forthcoming deadline leaves
        arrives departs begins starts opens ends expires meets visits travels returns resumes"""
    ),
    rf"(?:is|are|was|were){GAP}to",
    rf"set{GAP}(?:to|for)",
    rf"(?:going|about){GAP}to",
    rf"(?:postponed|delayed|adjourned|rescheduled){GAP}(?:to|until|till|for)",
    rf"(?:agreed|decided|vowed|pledged|promised|threatened|offered|invited|ordered|asked|urged|preparing|ready|wants?)"
    rf"(?:{GAP}\w+){{0,2}}?{GAP}to",
)
_VERB_GROUP = rf"(?:{GAP}(?:not|be|been|have|to|also|soon|likely))*(?:{GAP}[a-z]+\b)?"
_PAST = one_of(
    *words(
        """said says told was were did went met began came took held made gave saw won lost fell rose sent
        spoke wrote found struck hit shot broke brought bought built caught chose drew flew fought got
        grew heard kept knew paid ran sold spent stood taught thought threw understood withdrew became
        quit"""
    ),
    r"[a-z]{2,20}(?<!e)ed(?!\w)(?!\sby\b)",
)
_CUE = re.compile(rf"(?:\b(?P<future>{_FUTURE})\b|['’]ll\b(?P<short>)){_VERB_GROUP}|\b(?P<past>{_PAST})\b")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“«‘(]?[A-Z])|\n[ \t]*\n")
_NEAR = re.compile(
    r"[\s,]*(?:(?:on|in|at|late|early|by|until|till|before|from|the|it|him|her|them|us|me|reporters|journalists|that|for"
    r"|parliament|lawmakers|television|AFP|Reuters)[\s,]+)*"
)
_SINCE = re.compile(rf"\bsince{GAP}(?:the{GAP})?$", re.IGNORECASE)
_RELATIVE = re.compile(rf",?{GAP}(?:when|where|after{GAP}which)\b")
_POSSESSIVE = re.compile(r"['’]s?\b")

PAST, UNKNOWN, FUTURE = -1, 0, 1


def tense_at(text: str, start: int, end: int, direction: str) -> int:
    """Whether the sentence speaks of past (-1) or future (1) there; 0 when it does not tell.

    The verb right before counts, then a future right after, then the last verb before, then the first after.
    A time that something lasts until, or is to be done by, lies ahead unless a verb says otherwise.
    """
    before, after = _before(text, start), _after(text, end)
    last = None
    for found in _CUE.finditer(before):
        last = found
    first = _CUE.search(after)
    if first and _tense(first) == FUTURE and _belongs(after, first):
        return FUTURE
    if last and _NEAR.fullmatch(before, last.end()):
        return _tense(last)
    if first and _tense(first) == FUTURE and (not after[: first.start()].strip() or _RELATIVE.match(after)):
        return FUTURE
    if last:
        return _tense(last)
    if first:
        return _tense(first)
    if direction == "since" and _SINCE.search(before):
        return PAST
    return FUTURE if direction == "until" else UNKNOWN


def _tense(cue: re.Match[str]) -> int:
    return PAST if cue["past"] else FUTURE


def _belongs(after: str, first: re.Match[str]) -> bool:
    """Whether what comes after is the time's own: "Friday's summit would"."""
    return bool(_POSSESSIVE.match(after)) and len(after[: first.start()].split()) <= 3


def _before(text: str, start: int) -> str:
    window = text[max(0, start - _REACH) : start]
    cut = 0
    for found in _SENTENCE_END.finditer(window):
        cut = found.end()
    return window[cut:]


def _after(text: str, end: int) -> str:
    window = text[end : end + _REACH]
    found = _SENTENCE_END.search(window)
    return window[: found.start()] if found else window


_LEAST = rf"(?:(?:at{GAP}least|as{GAP}early{GAP}as|the{GAP}(?:day|night|morning){GAP}of){GAP})?"
_DIRECTION = re.compile(
    rf"(?<!\w)(?:(?P<since>since|as{GAP}of|(?:starting|beginning)(?:{GAP}(?:from|on|in))?|effective(?:{GAP}from)?)"
    rf"|(?P<until>until|till|by|no{GAP}later{GAP}than|up{GAP}(?:to|until)|through)"
    rf"|(?P<before>before|prior{GAP}to|ahead{GAP}of)|(?P<after>after|following)"
    rf"|(?P<about>around|circa|approximately|roughly|on{GAP}or{GAP}about)"
    rf"|(?P<loosely>about|some|nearly|almost|over|at{GAP}least|less{GAP}than|more{GAP}than)){GAP}{_LEAST}$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(rf"(?:{GAP}|,{GAP})?(?:on|onwards?|forward)(?=[\s,.;:]|$)(?!{GAP}\w)|{GAP}onwards?\b")
_FROM = re.compile(rf"(?<!\w)from{GAP}$", re.IGNORECASE)
_DIRECTION_REACH = 40


def direction_at(text: str, start: int, end: int, loosely: bool, floor: int) -> str:
    """Which way the words before the time point; "about two weeks ago" only if `loosely`: not "talks about Monday"."""
    before = text[max(floor, start - _DIRECTION_REACH) : start]
    found = _DIRECTION.search(before)
    if found:
        name = found.lastgroup or ""
        if name != "loosely":
            return name
        return "about" if loosely else ""
    after = text[end : end + _DIRECTION_REACH]
    return "since" if _FROM.search(before) and _ONWARDS.match(after) else ""
