"""Expressions that name a restrictive measure: the head word with the words that tell its kind."""

from dataclasses import dataclass

from annotator.suggesting.lexicon import Action
from annotator.suggesting.passage import Passage, Span, Token

_APART = 4
"""Words that may stand between a verb and its object: freeze the Swiss bank accounts."""
_GOODS = 3
"""Words of goods after "ban on"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A phrase (half-open), its head word's span, and the values that its words speak for."""

    start: int
    end: int
    head: Span
    values: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


def measures(passage: Passage, span: Span) -> list[Measure]:
    """The measures that a stretch of the passage names, in text order; none overlaps another."""
    tokens = passage.within(*span)
    found = [*_phrases(passage, span), *_actions(passage, tokens), *_headed(passage, tokens)]
    kept: list[Measure] = []
    for measure in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or measure.start >= kept[-1].end:
            kept.append(measure)
    return kept


def _near(passage: Passage, left: Token, right: Token) -> bool:
    return passage.text[left.end : right.start].strip() == "" and not left.possessive


def _values(passage: Passage, words: list[Token]) -> tuple[str, ...]:
    kinds = passage.lexicon.measures.kinds
    values: dict[str, None] = {}
    for token in words:
        lone = [token.lower] if token.lower in kinds else token.lower.split("-")
        values.update(dict.fromkeys(v for word in lone for v in kinds.get(word, ()) if v != "unspecified"))
    return tuple(values)


def _is_kind(passage: Passage, token: Token) -> bool:
    kinds = passage.lexicon.measures.kinds
    return token.lower in kinds and not (
        token.is_capital and not _starts_line(passage, token) and not token.word.isupper()
    )


def _starts_line(passage: Passage, token: Token) -> bool:
    return token.start <= passage.sentence(token.start)[0] + 1


def _headed(passage: Passage, tokens: list[Token]) -> list[Measure]:
    lexicon = passage.lexicon.measures
    found = []
    for index, token in enumerate(tokens):
        if token.lower not in lexicon.heads or _is_verb(passage, tokens, index):
            continue
        first = _kinds_from(passage, tokens, index)
        last = _goods_to(passage, tokens, index) if first == index else index
        if first == index == last and token.lower in lexicon.bare_never:
            continue
        words = tokens[first : last + 1]
        found.append(
            Measure(words[0].start, words[-1].end, (token.start, token.end), _values(passage, words))
        )
    return found


def _is_verb(passage: Passage, tokens: list[Token], index: int) -> bool:
    """Whether a head such as "ban" is a verb here: it follows "to" or a modal."""
    before = tokens[index - 1].lower if index else ""
    return before in passage.lexicon.clause.modal


def _kinds_from(passage: Passage, tokens: list[Token], head: int) -> int:
    """The index of the first word that tells the kind, "trade and financial sanctions" included."""
    first = at = head
    while at and _near(passage, tokens[at - 1], tokens[at]):
        before = tokens[at - 1]
        if _is_kind(passage, before):
            first = at = at - 1
        elif (
            before.lower in passage.lexicon.measures.coordinators and first < head and at == first and at > 1
        ):
            if not _is_kind(passage, tokens[at - 2]):
                break
            first = at = at - 2
        else:
            break
    return first


def _goods_to(passage: Passage, tokens: list[Token], head: int) -> int:
    """The index of the last word of the goods after "ban on"; the head's where persons or states follow."""
    lexicon, names, clause = passage.lexicon.measures, passage.lexicon.names, passage.lexicon.clause
    last, at = head, head + 1
    if tokens[head].lower not in lexicon.on_heads or at >= len(tokens) or tokens[at].lower not in lexicon.on:
        return head
    if not _near(passage, tokens[head], tokens[at]):
        return head
    for index in range(at + 1, min(len(tokens), at + 1 + _GOODS)):
        token = tokens[index]
        ends = (
            token.lower in names.openers or token.lower in clause.verbs or token.lower in clause.conjunctions
        )
        if (
            token.is_capital
            or ends
            or token.lower in names.nominals
            or not _near(passage, tokens[index - 1], token)
        ):
            break
        last = index
    return last


def _actions(passage: Passage, tokens: list[Token]) -> list[Measure]:
    found = []
    for index, token in enumerate(tokens):
        for action in passage.lexicon.measures.actions:
            last = _object(passage, tokens, index, action) if token.lower in action.verbs else None
            if last is not None:
                span = token.start, tokens[last].end
                found.append(Measure(*span, (token.start, token.end), action.values))
                break
    return found


def _object(passage: Passage, tokens: list[Token], verb: int, action: Action) -> int | None:
    """The index of a verb's object, if it follows with nothing but its own words between."""
    clause, names = passage.lexicon.clause, passage.lexicon.names
    ends = clause.verbs | clause.conjunctions | (names.of - {"of"})
    found = None
    for index in range(verb + 1, min(len(tokens), verb + 2 + _APART)):
        token = tokens[index]
        if passage.text[tokens[index - 1].end : token.start].strip(" '’s"):
            break
        if token.lower in action.objects:
            found = index
        elif found is not None or token.lower in ends:
            break
    return found


def _phrases(passage: Passage, span: Span) -> list[Measure]:
    pattern = passage.lexicon.measures.phrases
    if pattern is None:
        return []
    return [
        Measure(*m.span(), m.span(), _values(passage, passage.within(*m.span())))
        for m in pattern.finditer(passage.text, *span)
    ]


def nearest(found: list[Measure], at: int) -> Measure | None:
    """The measure at the place, or the nearest to it."""
    return min(found, key=lambda m: max(m.start - at, at - m.end, 0), default=None)


def wider(passage: Passage, measure: Measure) -> Span:
    """The noun phrase around a measure: with its adjectives, possessor and article."""
    tokens, names, lexicon = passage.tokens, passage.lexicon.names, passage.lexicon
    first = next(i for i, token in enumerate(tokens) if token.start == measure.start)
    ends = (names.openers | lexicon.clause.verbs | names.of) - lexicon.measures.degrees
    for _ in range(_APART + 1):
        before = tokens[first - 1] if first else None
        if before is None or passage.text[before.end : tokens[first].start].strip(" '’s"):
            break
        if before.lower in names.determiners or before.possessive:
            return before.start, measure.end
        if before.lower in ends or (not before.is_capital and before.lower in lexicon.cues.every):
            break
        first -= 1
    return tokens[first].start, measure.end
