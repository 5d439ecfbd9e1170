"""Whom a link means: candidates ranked by where they stand, see NEARNESS."""

from collections.abc import Callable, Collection, Sequence

from annotator.domain.annotation import Annotation
from annotator.suggesting.clauses import end_of
from annotator.suggesting.cues import Sentence
from annotator.suggesting.lexicon import Lexicon
from annotator.suggesting.passage import Passage, Span, Token
from annotator.suggesting.reporting import Report, report_of

_FAR = 10_000_000
_PARAGRAPHS = 3
"""How many paragraphs, its own included, the one that a pronoun stands for is looked for."""
_HOPS = 2
"""How often the one that a pronoun stands for may be told by another pronoun."""


def ranked(
    text: str,
    near: str,
    span: tuple[int, int],
    candidates: Sequence[Annotation],
    taken: Collection[str] = (),
) -> list[Annotation]:
    """The candidates for a slot of the annotation at `span`, the likeliest first, by the slot's rule `near`.

    `taken`: ids that the same annotation points to already; they come last.
    """
    if not candidates:
        return []
    scores = _RULES.get(near, _any)(text, span, candidates, taken)
    return sorted(
        candidates, key=lambda c: (c.id in taken, c.span == span, scores[c.id], c.start, c.end, c.id)
    )


def _distance(span: Span, one: Annotation) -> int:
    return max(one.start - span[1], span[0] - one.end, 0)


def _holds(span: Span, one: Annotation) -> bool:
    return span[0] <= one.start and one.end <= span[1]


def _any(_: str, span: Span, candidates: Sequence[Annotation], __: Collection[str] = ()) -> dict[str, float]:
    return {c.id: _distance(span, c) for c in candidates}


def _earlier(span: Span, one: Annotation) -> float:
    """Nearest earlier first, then later ones, then those inside the span."""
    if _holds(span, one):
        return _FAR + one.start - span[0]
    return _distance(span, one) if one.end <= span[0] else _FAR / 2 + _distance(span, one)


def _cue(text: str, span: Span, candidates: Sequence[Annotation], _: Collection[str]) -> dict[str, float]:
    scores = {c.id: _earlier(span, c) for c in candidates}
    report = report_of(text, span)
    if report is None:
        line = Passage(text, span[0]).span
        beside = [c for c in candidates if line[0] <= c.start and c.end <= line[1] and not _holds(span, c)]
        return scores | {c.id: _distance(span, c) - _FAR for c in beside}
    outside = [c for c in candidates if not _holds(span, c)]
    for place, one in enumerate(_speakers(report, outside)):
        scores[one.id] = place - 2 * _FAR
    return scores


def _speakers(report: Report, candidates: Sequence[Annotation], hops: int = _HOPS) -> list[Annotation]:
    """The actors that may be the subject of a cue, likeliest first."""
    sentence, cue = report.sentence, report.cue
    within = [c for c in candidates if sentence.start <= c.start and c.end <= sentence.end]
    start, end = report.span
    after = sorted((c for c in within if c.start >= end), key=lambda c: (c.start, -c.end))
    before = sorted((c for c in within if c.end <= start), key=lambda c: (-c.end, c.start))
    if cue.according or _is_inverted(report, after):
        return after
    subject = _subject(report, before)
    if subject is None and (pronoun := _pronoun(report)):
        return _antecedents(report, pronoun, candidates, hops)
    return [subject, *(c for c in before if c is not subject)] if subject else before


def _is_inverted(report: Report, after: list[Annotation]) -> bool:
    """Whether the subject follows its cue: ", said the minister"."""
    sentence, cue = report.sentence, report.cue
    if not sentence.comma_before(cue.group) or cue.opens is not None or not after:
        return False
    head = sentence.text[report.span[0] : after[0].start]
    word = sentence.tokens[cue.first].lower
    return not any(mark in head for mark in ",.;") and not word.endswith("ing") and _closes(report)


def _closes(report: Report) -> bool:
    """Whether the comma before a cue ends what is reported, and no apposition."""
    gap = report.sentence.gap(report.cue.group)
    first = report.sentence.text[report.sentence.start]
    return any(mark in gap for mark in '"”»“’') or first not in '"“«„'


def _subject(report: Report, before: list[Annotation]) -> Annotation | None:
    """The candidate that is the subject of a cue: directly before it, before an apposition or a relative clause,
    or before the verb that the cue is joined to."""
    sentence, cue = report.sentence, report.cue
    group = cue.group
    lead = sentence.tokens[group - 1].lower if group else ""
    clause = sentence.lexicon.clause
    participle = sentence.tokens[cue.first].lower.endswith("ing") and sentence.comma_before(group)
    if lead in clause.conjunctions or participle:
        return _joined_subject(report, before)
    if lead in clause.relative:
        return next((c for c in before if c.end <= sentence.tokens[group - 1].start), None)
    if sentence.comma_before(group):
        return _before_apposition(report, before)
    if _pronoun(report) and not any(c.end == sentence.tokens[group - 1].end for c in before):
        return None
    low = _clause_start(report)
    own = [c for c in before if c.start >= low]
    return _head(sentence.text, sentence.lexicon, own) if own else (before[0] if before else None)


def _head(text: str, lexicon: Lexicon, own: list[Annotation]) -> Annotation:
    """The subject among the candidates of its noun phrase: not one that a preposition leads."""
    free = [c for c in own if _word_before(text, c.start, lexicon) not in lexicon.links.prepositions]
    return free[0] if free else own[0]


def _clause_start(report: Report) -> int:
    """Where the noun phrase before a cue begins: after the last punctuation, verb or conjunction."""
    sentence = report.sentence
    clause = sentence.lexicon.clause
    for index in range(report.cue.group - 1, -1, -1):
        token = sentence.tokens[index]
        if token.lower in clause.verbs or token.lower in sentence.lexicon.cues.that:
            return token.end
        if sentence.comma_before(index):
            return token.start
    return sentence.start


def _before_apposition(report: Report, before: list[Annotation]) -> Annotation | None:
    """With a comma before the cue: who stands before the apposition, or is all of it."""
    sentence, group = report.sentence, report.cue.group
    comma = next((i for i in range(group - 1, 0, -1) if sentence.comma_before(i)), None)
    if comma is None:
        return before[0] if before else None
    opens = sentence.tokens[comma].start
    inside = [c for c in before if c.start >= opens]
    outside = [c for c in before if c.end <= opens]
    if inside and (not outside or inside[-1].start == opens):
        return inside[-1]
    return outside[0] if outside else None


def _joined_subject(report: Report, before: list[Annotation]) -> Annotation | None:
    """The subject of the verb that a cue is joined to by "and" or as a participle."""
    sentence, place = report.sentence, report.sentence.tokens[report.cue.first].start
    for number in range(sentence.cues.index(report.cue) - 1, -1, -1):
        cue = sentence.cues[number]
        if cue.reported or _is_inside(sentence, number, place):
            continue
        other = Report(sentence, cue)
        found = _subject(other, [c for c in before if c.end <= other.span[0]])
        if found or _pronoun(other):
            return found
    return _first_subject(report.sentence.text, report.sentence.lexicon, before)


def _first_subject(text: str, lexicon: Lexicon, before: list[Annotation]) -> Annotation | None:
    free = [c for c in before if _word_before(text, c.start, lexicon) not in lexicon.links.prepositions]
    return next(reversed(free or before), None)


def _pronoun(report: Report) -> Token | None:
    """A pronoun that is the subject of the cue, or of the verb it is joined to."""
    sentence, names = report.sentence, report.sentence.lexicon.names
    group = report.cue.group
    before = sentence.tokens[group - 1] if group else None
    if before and before.lower in names.subjects and before.lower not in sentence.lexicon.clause.relative:
        return before
    first = sentence.tokens[0]
    return (
        first
        if first.lower in names.subjects
        and group > 1
        and before
        and (before.lower in sentence.lexicon.clause.conjunctions or sentence.comma_before(group))
        else None
    )


def _is_inside(sentence: Sentence, number: int, place: int) -> bool:
    """Whether a cue is part of what an earlier one reports, with a later place joined to that one."""
    start = sentence.tokens[sentence.cues[number].first].start
    return any(
        other.opens is not None and other.opens <= start < end_of(sentence, earlier) <= place
        for earlier, other in enumerate(sentence.cues[:number])
    )


def _antecedents(
    report: Report, pronoun: Token, candidates: Sequence[Annotation], hops: int
) -> list[Annotation]:
    """Whom a pronoun may stand for: itself if it is marked, who spoke last, persons for "he", then who is near."""
    sentence = report.sentence
    text, persons = sentence.text, sentence.lexicon.names.persons
    earlier = [c for c in candidates if c.start <= pronoun.start]
    marked = [c for c in earlier if c.start == pronoun.start]
    if hops < _HOPS and (marked or not hops):
        return marked  # Who spoke last is asked, and a marked pronoun is the answer.
    spoke = _last_speaker(report, [c for c in earlier if c.end <= sentence.start], hops - 1)

    def likely(one: Annotation) -> tuple[bool, bool, bool, int]:
        words = text[one.start : one.end]
        person = " " in words or words.lower() in persons
        unfit = pronoun.lower in persons and not person
        return one.start != pronoun.start, one is not spoke, unfit, pronoun.start - one.end

    return sorted(earlier, key=likely)


def _last_speaker(asking: Report, candidates: list[Annotation], hops: int) -> Annotation | None:
    """The subject of the last cue before a sentence, in its paragraph or one of those before."""
    passage, stop = asking.sentence.passage, asking.sentence.start
    for _ in range(_PARAGRAPHS):
        for span in reversed([s for s in passage.sentences if s[1] <= stop]):
            if not any(span[0] <= one.start <= span[1] for one in candidates):
                continue  # Nobody is named there, and finding its words out takes the time.
            sentence = Sentence(passage, span)
            for cue in reversed(sentence.cues):
                report = Report(sentence, cue)
                found = next(iter(_speakers(report, candidates, hops)), None) if _speaks(report) else None
                if found and span[0] <= found.start:
                    return found
        before = _previous_paragraph(passage)
        if before is None:
            return None
        passage = before
    return None


def _speaks(report: Report) -> bool:
    """Whether somebody speaks by a cue: it is not wished, and no noun such as "the report"."""
    cues, word = report.sentence.lexicon.cues, report.sentence.tokens[report.cue.first].lower
    return not report.cue.reported and (report.cue.opens is not None or word in cues.strong | cues.quote)


def _previous_paragraph(passage: Passage) -> Passage | None:
    text, at = passage.text, passage.low
    while at > 0 and text[at - 1].isspace():
        at -= 1
    before = Passage(text, at, passage.lexicon) if at > 0 else None
    return before if before and before.high <= at and before.low < passage.low else None


def _word_before(text: str, at: int, lexicon: Lexicon) -> str:
    """The word before a place, articles left out."""
    words = text[max(0, at - 40) : at].lower().split()
    while words and words[-1] in lexicon.names.determiners:
        words.pop()
    return words[-1] if words else ""


def _sender(
    text: str, span: Span, candidates: Sequence[Annotation], _: Collection[str] = ()
) -> dict[str, float]:
    passage = Passage(text, span[0])
    low, high = passage.sentence(span[0]) if passage.sentences else passage.span
    scores: dict[str, float] = {}
    for one in candidates:
        distance = _distance(span, one)
        led = _word_before(text, one.start, passage.lexicon)
        if _holds(span, one):
            scores[one.id] = _FAR
        elif one.end <= span[0] and _possesses(passage, one, span):
            scores[one.id] = distance - 3 * _FAR
        elif one.start >= span[1] and one.end <= high and led in passage.lexicon.links.by:
            scores[one.id] = distance - 2 * _FAR
        elif one.end <= span[0]:
            # A subject stands behind no preposition; the sentence's own before those of earlier ones.
            scores[one.id] = (
                distance
                + (4_000 if led in passage.lexicon.links.prepositions else 0)
                + (0 if one.start >= low else 10_000)
            )
        else:
            scores[one.id] = _FAR / 4 + distance
    return scores


def _possesses(passage: Passage, one: Annotation, span: Span) -> bool:
    """Whether a candidate stands directly before the measure, or its possessive with adjectives between."""
    between = passage.text[one.end : span[0]]
    if between in (" ", "\u00a0"):
        return True
    if between[:2].lower() not in ("'s", "’s") and between[:1] not in ("'", "’"):
        return False
    words = passage.within(one.end + 2, span[0])
    return len(words) <= 3 and not any(mark in between[2:] for mark in ',.;:"“”')


def _target(
    text: str, span: Span, candidates: Sequence[Annotation], taken: Collection[str]
) -> dict[str, float]:
    passage = Passage(text, span[0])
    low, high = passage.sentence(span[0]) if passage.sentences else passage.span
    sender = None
    if not taken:
        by_sender = _sender(text, span, candidates)
        sender = min(candidates, key=lambda c: by_sender[c.id]).id
    scores: dict[str, float] = {}
    for one in candidates:
        distance = _distance(span, one)
        within = low <= one.start and one.end <= high
        if _holds(span, one):
            # "bar nine businessmen": whom the measure is against stands inside it.
            scores[one.id] = -3 * _FAR
        elif (
            one.start >= span[1]
            and within
            and _word_before(text, one.start, passage.lexicon) not in passage.lexicon.links.by
        ):
            scores[one.id] = distance + _after(passage, span, one)
        else:
            scores[one.id] = distance + (0 if within else 20_000) + (0 if one.end <= span[0] else 40_000)
        if one.id == sender:
            scores[one.id] += 30_000
    return scores


def _after(passage: Passage, span: Span, one: Annotation) -> float:
    """How well a candidate after the measure stands: led to by "on" or "against", or beyond a comma or a cue."""
    between = [t.lower for t in passage.within(span[1], one.start)]
    lexicon = passage.lexicon
    apart = "," in passage.text[span[1] : one.start] or not lexicon.cues.every.isdisjoint(between)
    if apart:
        return 5_000
    follows = not lexicon.links.against.isdisjoint(between) and lexicon.clause.verbs.isdisjoint(between)
    return -2 * _FAR if follows else -_FAR / 2


_RULES: dict[str, Callable[[str, Span, Sequence[Annotation], Collection[str]], dict[str, float]]] = {
    "any": _any,
    "cue": _cue,
    "before": _sender,
    "after": _target,
}
