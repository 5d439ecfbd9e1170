"""The name under the caret: a registry form, a run of capitals without its titles, or a nominal."""

from annotator.suggesting.mentions import Names
from annotator.suggesting.passage import Passage, Span, Token

_GAPS = (" ", "\u00a0", "  ", " \u00a0")
_MOST = 12
"""Words that a name has at most, titles included."""
_HYPHENS = "-‐‑"


def name_spans(passage: Passage, at: int, names: Names | None) -> tuple[list[Span], int]:
    """Spans from the word to the name with its titles, each holding the one before, and which is the name."""
    index = passage.index_at(at)
    if index is None:
        return [], 0
    token = passage.tokens[index]
    word = (token.start, token.end)
    name, wide = _found(passage, index)
    named = names.at(passage.text, min(max(at, token.start), token.end)) if names else None
    registered = (named.start, named.end) if named else word
    smaller = [word]
    if named and _wins(passage, registered, name):
        smaller, name = [word, name], registered
    elif named:
        smaller.append(registered)
    spans = [s for s in smaller if name[0] <= s[0] and s[1] <= name[1] and s != name]
    spans.sort(key=lambda s: s[1] - s[0])
    spans = [s for i, s in enumerate(spans) if not i or (s != spans[i - 1] and _holds(s, spans[i - 1]))]
    wide = (min(wide[0], name[0]), max(wide[1], name[1]))
    return [*spans, name, *([wide] if wide != name else [])], len(spans)


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _wins(passage: Passage, registered: Span, name: Span) -> bool:
    """Whether a registry form is what is meant: it holds the run, or the run is a headline's or goes across it."""
    if _holds(registered, name):
        return registered != name
    return not _holds(name, registered) or _is_title_case(passage, name)


def _is_title_case(passage: Passage, span: Span) -> bool:
    """Whether the line is set in headline capitals, which tell no names apart."""
    start, end = passage.sentence(span[0])
    words = [token for token in passage.within(start, end) if token.word[0].isalpha() and len(token.word) > 3]
    capitals = sum([token.is_capital for token in words])
    return passage.text[end - 1] not in ".!?" and len(words) > 4 and capitals * 4 > len(words) * 3


def _found(passage: Passage, index: int) -> tuple[Span, Span]:
    """The name or nominal that the word belongs to, and the same with titles and modifiers."""
    token, words = passage.tokens[index], passage.lexicon.names
    if _in_name(passage, index):
        return _capitalised(passage, index)
    if token.lower in words.nominals or token.lower in words.titles or token.lower in words.modifiers:
        return _nominal(passage, index)
    follows = index + 1 < len(passage.tokens) and _joins(passage, index, index + 1)
    if token.lower in words.determiners and token.lower not in words.pronouns and follows:
        following = passage.tokens[index + 1]
        if _in_name(passage, index + 1) or following.lower in words.nominals:
            span, wide = _found(passage, index + 1)
            return span, (min(token.start, wide[0]), wide[1])
    return _compound(passage, token)


def _compound(passage: Passage, token: Token) -> tuple[Span, Span]:
    """The word; of a compound such as "Iran-backed" the name in it first."""
    whole = (token.start, token.end)
    head, hyphen, tail = token.word.rpartition("-")
    if hyphen and head[:1].isupper() and tail in passage.lexicon.names.compounds:
        return (token.start, token.start + len(head)), whole
    return whole, whole


def _in_name(passage: Passage, index: int) -> bool:
    """Whether the word can be part of a name: a capital that does not stand for a sentence's beginning only."""
    token, words = passage.tokens[index], passage.lexicon.names
    if not token.is_capital or _is_compound(passage, token):
        return token.lower in words.particles and _within_run(passage, index)
    if token.lower in words.openers and not (
        token.word.isupper() and len(token.word) > 1 and token.lower == "us"
    ):
        return False
    return not (_begins_sentence(passage, index) and _is_common(passage, index))


def _is_compound(passage: Passage, token: Token) -> bool:
    head, hyphen, tail = token.word.rpartition("-")
    return bool(hyphen) and bool(head) and tail in passage.lexicon.names.compounds


def _within_run(passage: Passage, index: int) -> bool:
    """Whether a particle stands between capitals that belong together."""
    tokens, names = passage.tokens, passage.lexicon.names
    small = names.particles | names.of | names.determiners
    left = right = index
    while left > 0 and tokens[left].lower in small and not tokens[left].is_capital:
        left -= 1
    while right < len(tokens) - 1 and tokens[right].lower in small and not tokens[right].is_capital:
        right += 1
    ends = tokens[left].is_capital and tokens[right].is_capital
    return ends and right - left < 5 and all(_continues(passage, i, i + 1) for i in range(left, right))


def _begins_sentence(passage: Passage, index: int) -> bool:
    """Whether a word has its capital from its place: first in a sentence, a quotation or after a colon."""
    start = passage.tokens[index].start
    sentence, _ = passage.sentence(start)
    before = passage.text[sentence:start].rstrip()
    return len(before) <= 1 or passage.text[start - 1] in "\"“„«‘'*•(" or before[-1] in ":*•"


def _is_common(passage: Passage, index: int) -> bool:
    """Whether a sentence's first word is in capitals for that reason only: it is known in small letters."""
    token, lexicon = passage.tokens[index], passage.lexicon
    if token.word.isupper() and len(token.word) > 1:
        return False
    known = token.lower in lexicon.cues.every or token.lower in lexicon.measures.kinds
    if (
        index + 1 < len(passage.tokens)
        and passage.tokens[index + 1].is_capital
        and token.lower in lexicon.names.titles
    ):
        return False
    if known or token.lower in lexicon.names.nominals:
        return not (index + 1 < len(passage.tokens) and passage.tokens[index + 1].is_capital)
    return any(t.word == token.lower for t in passage.tokens)


def _joins(passage: Passage, left: int, right: int) -> bool:
    """Whether nothing but a space (or an initial's full stop) parts two words."""
    a, b = passage.tokens[left], passage.tokens[right]
    if a.possessive:
        return (
            a.word.lower() + passage.text[a.end : a.end + 2].lower() in passage.lexicon.names.inner_possessive
        )
    gap = passage.text[a.end : b.start]
    if gap in _GAPS:
        return True
    if gap in ("' ", "’ "):
        return f"{a.lower}{gap[0]}" in passage.lexicon.names.inner_possessive
    short = len(a.word) == 1 or a.lower in passage.lexicon.names.abbreviations
    return gap in (". ", ".\u00a0", ".") and short and a.is_capital


def _capitalised(passage: Passage, index: int) -> tuple[Span, Span]:
    first, last = _run(passage, index)
    start, stop = _without_titles(passage, first, last)
    if start > stop:
        start, stop = first, last
    tokens = passage.tokens
    wide_from = _left_titles(passage, first)
    return _span(passage, start, stop), (tokens[wide_from].start, _span(passage, first, last)[1])


def _span(passage: Passage, first: int, last: int) -> Span:
    """From one word to another; the full stop of "Bosnia & Co." stays outside."""
    return passage.tokens[first].start, passage.tokens[last].end


def _run(passage: Passage, index: int) -> Span:
    """Indices of the first and the last word of the capitalised run."""
    first = last = index
    while first > 0 and last - first < _MOST and _continues(passage, first - 1, first):
        first -= 1
    while last + 1 < len(passage.tokens) and last - first < _MOST and _continues(passage, last, last + 1):
        last += 1
    tokens, particles = passage.tokens, passage.lexicon.names.particles
    determiners = passage.lexicon.names.determiners
    while (
        last > first
        and not tokens[last].is_capital
        and tokens[last].lower in particles | determiners | {"and"}
    ):
        last -= 1
    while first < last and not tokens[first].is_capital:
        first += 1
    return first, last


def _continues(passage: Passage, left: int, right: int) -> bool:
    """Whether two neighbouring words belong to one name."""
    if not _joins(passage, left, right):
        return False
    a, b = passage.tokens[left], passage.tokens[right]
    if a.is_capital and b.is_capital:
        return _in_name_alone(passage, left) and _in_name_alone(passage, right)
    if a.is_capital:
        return _in_name_alone(passage, left) and _bridges(passage, left, right)
    start = right - 1
    while start > 0 and not passage.tokens[start].is_capital and right - start < 4:
        start -= 1
    between = range(start, right)
    joined = all(_joins(passage, i, i + 1) for i in between)
    return passage.tokens[start].is_capital and joined and _bridges(passage, start, start + 1)


def _in_name_alone(passage: Passage, index: int) -> bool:
    token = passage.tokens[index]
    return token.is_capital and _in_name(passage, index)


def _bridges(passage: Passage, left: int, at: int) -> bool:
    """Whether small words after the capital at `left` lead on to another capital of the same name."""
    tokens, words = passage.tokens, passage.lexicon.names
    link = tokens[at].lower
    after = at + 1
    small = words.determiners if link in words.of else words.particles - words.of
    if after < len(tokens) and tokens[after].lower in small and not tokens[after].is_capital:
        after += 1
    if (
        after >= len(tokens)
        or not tokens[after].is_capital
        or not all(_joins(passage, i, i + 1) for i in range(at, after))
    ):
        return False
    if link == "and":
        return tokens[after].lower in words.joined and _has_body(passage, left)
    if link in words.of:
        return _has_body(passage, left) or (link == "of" and _takes_of(passage, left))
    return link in words.particles and not _begins_sentence(passage, left) | (
        tokens[left].lower in words.openers
    )


def _has_body(passage: Passage, at: int) -> bool:
    """Whether the run that ends at a word names a body, which may be "of" something."""
    tokens, bodies = passage.tokens, passage.lexicon.names.bodies
    for index in range(at, max(-1, at - 6), -1):
        if tokens[index].lower in bodies and tokens[index].is_capital:
            return True
        if not tokens[index].is_capital and tokens[index].lower not in passage.lexicon.names.of | {
            "and",
            "the",
        }:
            return False
    return False


def _takes_of(passage: Passage, left: int) -> bool:
    """Whether a title or a single capital is continued by "of": Secretary of State, Gulf of Aden; no person is."""
    tokens = passage.tokens
    if tokens[left].lower in passage.lexicon.names.titles:
        return True
    return not (left and tokens[left - 1].is_capital and _joins(passage, left - 1, left))


def _title_length(passage: Passage, at: int, last: int) -> int:
    """How many words from `at` on are a title, "of" and its office included; 0 if none is."""
    tokens, words = passage.tokens, passage.lexicon.names
    for length in range(min(6, last - at + 1), 2, -1):
        if " ".join(token.lower for token in tokens[at : at + length]) in words.titles_of:
            return length
    return 1 if tokens[at].lower in words.titles else 0


def _without_titles(passage: Passage, first: int, last: int) -> Span:
    """Indices of the name after the last title in a run; an empty range where it is a title only."""
    at = first
    start = first
    while at <= last:
        length = _title_length(passage, at, last)
        if length and not _is_office(passage, at, last):
            start = at + length
        at += length or 1
    return start, last


def _is_office(passage: Passage, at: int, last: int) -> bool:
    """Whether a title word is part of a body's name: General Assembly, Prime Minister's Office."""
    tokens, words = passage.tokens, passage.lexicon.names
    rest = [token.lower for token in tokens[at + 1 : last + 1]]
    return (
        tokens[at].possessive
        or (bool(rest) and any(word in words.bodies for word in rest))
        or (
            at > 0
            and at == last
            and tokens[at].lower in ("general", "head", "chief")
            and tokens[at - 1].is_capital
        )
    )


def _left_titles(passage: Passage, first: int) -> int:
    """The index of the first word of small-letter titles and modifiers before a run: "foreign minister Lavrov"."""
    words, tokens = passage.lexicon.names, passage.tokens
    at = first
    while at > 0 and _joins(passage, at - 1, at):
        before = tokens[at - 1]
        known = (
            before.lower in words.titles
            or before.lower in words.modifiers
            or before.lower in words.determiners
        )
        if not known and not (at < first and _is_adjective(passage, at - 1)):
            break
        at -= 1
        if before.lower in words.determiners:
            break
    return at


def _is_adjective(passage: Passage, index: int) -> bool:
    """Whether a capital before a nominal tells of whom it is: Russian minister."""
    token = passage.tokens[index]
    return token.is_capital and not token.possessive and token.lower not in passage.lexicon.names.openers


def _nominal(passage: Passage, index: int) -> tuple[Span, Span]:
    """The noun with what tells of whom and for what; where a person's name follows, that name."""
    tokens, words = passage.tokens, passage.lexicon.names
    last = index
    while last + 1 < len(tokens) and _joins(passage, last, last + 1) and _goes_on(passage, last + 1):
        last += 1
    if tokens[last].lower not in words.nominals and tokens[last].lower not in words.titles:
        return _compound(passage, tokens[index])
    named = last + 1
    if tokens[last].lower in words.titles and _is_named(passage, last, named):
        return _capitalised(passage, named)
    first = index
    while first > 0 and _joins(passage, first - 1, first) and _modifies(passage, first - 1):
        first -= 1
    wide = first
    if first > 0 and not tokens[first - 1].possessive and _joins(passage, first - 1, first):
        wide = first - 1 if tokens[first - 1].lower in words.determiners else first
    return _span(passage, first, last), _span(passage, wide, last)


def _is_named(passage: Passage, last: int, named: int) -> bool:
    """Whether a name follows a title."""
    joined = named < len(passage.tokens) and _joins(passage, last, named)
    return (
        joined
        and _in_name_alone(passage, named)
        and passage.tokens[named].lower not in passage.lexicon.names.titles
    )


def _goes_on(passage: Passage, index: int) -> bool:
    token, words = passage.tokens[index], passage.lexicon.names
    return not token.is_capital and (token.lower in words.titles or token.lower in words.nominals)


def _modifies(passage: Passage, index: int) -> bool:
    """Whether a word before a nominal belongs to it: deputy, foreign, Russian."""
    token = passage.tokens[index]
    if token.lower in passage.lexicon.names.modifiers:
        return True
    if not _is_adjective(passage, index) or is_pronoun(passage, token):
        return False
    return not (_begins_sentence(passage, index) and _is_common(passage, index))


def is_pronoun(passage: Passage, token: Token) -> bool:
    """Whether the word stands for a name."""
    return token.lower in passage.lexicon.names.pronouns


def kind_of_mention(passage: Passage, start: int, end: int) -> str:
    """name, nominal or pronoun."""
    tokens = passage.within(start, end)
    if not tokens:
        return "name"
    words = passage.lexicon.names
    if len(tokens) == 1 and tokens[0].lower in words.pronouns and not _is_acronym(tokens[0]):
        return "pronoun"
    head = tokens[-1]
    if head.lower in words.nominals or head.lower in words.titles:
        small = not head.is_capital
        alone = len(tokens) == 1 and head.start == passage.sentence(start)[0]
        return "nominal" if small or alone else "name"
    if all(
        not token.word[0].isupper() and token.word[0].lower() != token.word[0].upper() for token in tokens
    ):
        return "nominal"
    return "name"


def _is_acronym(token: Token) -> bool:
    """US is no pronoun; I is."""
    return token.word.isupper() and len(token.word) > 1
