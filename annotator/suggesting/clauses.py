"""Claims: the clauses that a sentence gives as somebody's words or thoughts, by the boundary rules."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from annotator.suggesting.cues import Cue, Sentence
from annotator.suggesting.passage import Passage, Span, stripped, unended
from annotator.suggesting.quotations import Quotation, quotations

_HEADLINE = 160
_ATTRIBUTED = re.compile(r"(?:\s[-–—]\s|:\s|\s--\s)(?=[^:,.]{2,60}$)")
_ATTRIBUTING = re.compile(r"^[^:,.\"“]{2,60}?:\s")
_LABEL = re.compile(r"^(?:\([A-Z ]{2,20}\)|[A-Z]+ ?\d?-)\s*")
_OPENING_MARKS = "\"'“„«‘"
_TRAIL = " \t\u00a0,;:–—-"


@dataclass(frozen=True, slots=True)
class Claim:
    """A reported clause (half-open) and its cue's span in the text; a headline's has none."""

    start: int
    end: int
    cue: Span | None = None

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


def claims(passage: Passage, span: Span) -> list[Claim]:
    """The claims of a sentence of the passage, in the order in which they begin."""
    sentence = Sentence(passage, span)
    if not sentence.tokens:
        return []
    quoted = [q for q in quotations(passage) if q.start < span[1] and q.end > span[0]]
    found = [*_headline(passage, span), *_by_cues(sentence, quoted)]
    whole = [claim for claim in found if claim.start < claim.end and not _is_quotation(claim, quoted)]
    return sorted({claim.span: claim for claim in whole}.values(), key=lambda c: (c.start, -c.end))


def _is_quotation(claim: Claim, quoted: list[Quotation]) -> bool:
    """A pure quotation is no claim."""
    return any(
        q.start <= claim.start + 1 and claim.end - 1 <= q.end and claim.start <= q.inner[0] for q in quoted
    )


def _by_cues(sentence: Sentence, quoted: list[Quotation]) -> list[Claim]:
    found: list[Claim] = []
    foreseen: list[Claim] = []
    for number, cue in enumerate(sentence.cues):
        words = sentence.tokens[cue.first].start, sentence.tokens[cue.last].end
        if any(q.inner[0] <= words[0] < q.inner[1] and q.start > sentence.start for q in quoted):
            continue
        for part in (_content(sentence, cue, number), _resumed(sentence, cue, number)):
            start, end = _tidy(sentence, *part)
            if start < end:
                (foreseen if cue.reported else found).append(Claim(start, end, words))
    return [*found, *_not_within(foreseen, found)]


def _not_within(claims_: list[Claim], others: list[Claim]) -> list[Claim]:
    """Drops spans that lie within another one."""
    spans = sorted(other.span for other in others)
    starts = [start for start, _ in spans]
    reach = [-1, *accumulate((end for _, end in spans), max)]
    return [claim for claim in claims_ if reach[bisect_right(starts, claim.start)] < claim.end]


def _content(sentence: Sentence, cue: Cue, number: int) -> Span:
    """What a cue reports; an empty span if that is nothing."""
    if cue.according:
        return _according(sentence, cue)
    if cue.opens is not None:
        return cue.opens, end_of(sentence, number)
    return _before_attribution(sentence, cue)


def _resumed(sentence: Sentence, cue: Cue, number: int) -> Span:
    """The rest of a claim that its attribution interrupts: "The EU, Norway argued, should pay"."""
    after, clause = cue.last + 1, sentence.lexicon.clause
    if cue.opens is not None or after >= len(sentence.tokens) or "," not in sentence.gap(after):
        return 0, 0
    goes_on = sentence.tokens[after].lower in clause.verbs | clause.conditional
    if not goes_on or not sentence.comma_before(cue.group - 1):
        return 0, 0
    return sentence.tokens[after].start, end_of(sentence, number)


def _tidy(sentence: Sentence, start: int, end: int) -> Span:
    """The span without what joins it to its surroundings."""
    start, end = stripped(sentence.text, start, end)
    while end > start and sentence.text[end - 1] in _TRAIL:
        end -= 1
    return start, end


def end_of(sentence: Sentence, number: int) -> int:
    """Where the claim of a sentence's cue ends: the sentence's end, the next cue on its level, a time clause."""
    cue = sentence.cues[number]
    _, stop = unended(sentence.text, (sentence.start, sentence.end))
    stop = _unmarked(sentence.text, sentence.start, stop)
    begin = cue.opens or sentence.tokens[cue.last].end
    for later, at, limit in _cuts(sentence):
        cuts = later > number and begin < at < stop and begin < limit
        if cuts and not _is_inner(sentence, cue, sentence.cues[later]):
            stop = at
            break
    if _in_relative(sentence, cue):
        stop = min(stop, _next_comma(sentence, begin, stop))
    return min(stop, _time_clause(sentence, cue, begin, stop))


def _unmarked(text: str, start: int, stop: int) -> int:
    """A stop inside the closing mark ends the sentence too: the mark stays, the stop goes with it."""
    closing = stop
    while closing > start and text[closing - 1] in "\"”»’'":
        closing -= 1
    bare = closing
    while bare > start and text[bare - 1] in ".":
        bare -= 1
    return bare if bare < closing else stop


def _cuts(sentence: Sentence) -> list[tuple[int, int, int]]:
    """See `Turns.cuts`."""
    if sentence.turns.cuts is None:
        found = ((number, _cut(sentence, cue)) for number, cue in enumerate(sentence.cues))
        sentence.turns.cuts = [(number, *cut) for number, cut in found if cut is not None]
    return sentence.turns.cuts


def _cut(sentence: Sentence, cue: Cue) -> Span | None:
    """Where a later cue ends the claim before it, and before what place that claim must have begun; None if it
    belongs to that claim."""
    tokens, clause = sentence.tokens, sentence.lexicon.clause
    here = tokens[cue.first].start
    if cue.according:
        return here, here
    if cue.reported:
        return None
    before = cue.group - 1
    if before < 0:
        return None
    if tokens[before].lower in clause.conjunctions:
        return tokens[before].start, here
    if sentence.comma_before(cue.group) and cue.group == cue.first:
        # ", said the minister": what follows is the speaker, and not a claim of a list.
        return tokens[cue.group].start, here
    subject = _subject_start(sentence, cue.group)
    if subject is None:
        return None
    lead, place = subject - 1, tokens[subject].start
    if lead >= 0 and tokens[lead].lower in clause.conjunctions:
        apart = sentence.comma_before(lead) or cue.group == cue.first
        return (tokens[lead].start, place) if apart and tokens[lead].lower != "or" else None
    return (place, place) if sentence.comma_before(subject) and cue.opens is None else None


def _is_inner(sentence: Sentence, cue: Cue, other: Cue) -> bool:
    """Whether a later cue is itself reported: it has no claim, or stands in the present after one in the past."""
    word = sentence.tokens[other.first].lower
    if other.according:
        return False
    cues = sentence.lexicon.cues
    if other.opens is None and word not in cues.strong | cues.quote:
        return not word.endswith("ing")
    past = _is_past(sentence, sentence.tokens[cue.last].lower) or _is_past(
        sentence, sentence.tokens[cue.first].lower
    )
    return past and word.endswith("s") and not _is_past(sentence, word)


def _subject_start(sentence: Sentence, group: int) -> int | None:
    """The index of the first word of the noun phrase before a verb; None if another clause's verb is nearer."""
    tokens, clause = sentence.tokens, sentence.lexicon.clause
    for index in range(group - 1, max(-1, group - 14), -1):
        lower = tokens[index].lower
        if lower in clause.conjunctions and not (
            index and tokens[index - 1].is_capital and tokens[index + 1].is_capital
        ):
            return index + 1 if index + 1 < group else None
        if lower in clause.verbs or lower in clause.relative or lower in sentence.lexicon.cues.that:
            return None
        if sentence.comma_before(index):
            return index
    return None


def _in_relative(sentence: Sentence, cue: Cue) -> bool:
    """Whether the cue stands in a relative clause that a comma opens."""
    for index in range(cue.group - 1, max(0, cue.group - 6), -1):
        if sentence.tokens[index].lower in sentence.lexicon.clause.relative:
            return sentence.comma_before(index)
        if sentence.comma_before(index):
            return False
    return False


def _next_comma(sentence: Sentence, begin: int, stop: int) -> int:
    at = sentence.text.find(",", begin, stop)
    return stop if at < 0 else at


def _time_clause(sentence: Sentence, cue: Cue, begin: int, stop: int) -> int:
    """Where a time clause of the reporting verb begins: one in the past after a promise or a threat."""
    for clause, at, apart, past in _times(sentence):
        if at >= stop:
            break
        if at > begin and (cue.infinitive or apart) and past < stop:
            return clause
    return stop


def _times(sentence: Sentence) -> list[tuple[int, int, bool, int]]:
    """See `Turns.times`."""
    if sentence.turns.times is not None:
        return sentence.turns.times
    clause, tokens = sentence.lexicon.clause, sentence.tokens
    found: list[tuple[int, int, bool, int]] = []
    past = sentence.end
    for index in range(len(tokens) - 1, -1, -1):
        token, before = tokens[index], tokens[index - 1]
        if token.lower in clause.since:
            apart = sentence.comma_before(index)
            counted = before.lower in clause.counted and not apart
            found.append((before.start if counted else token.start, token.start, apart, past))
        if _is_past(sentence, token.lower):
            past = token.start
    sentence.turns.times = found[::-1]
    return sentence.turns.times


def _is_past(sentence: Sentence, word: str) -> bool:
    """Whether a word may be a verb in the past."""
    return word.endswith("ed") or word in sentence.lexicon.clause.past


def _before_attribution(sentence: Sentence, cue: Cue) -> Span:
    """The clause before a trailing ", the minister said": from the sentence's beginning to that comma."""
    tokens = sentence.tokens
    inverted = cue.group and sentence.comma_before(cue.group)
    subject = cue.group if inverted else _attribution_start(sentence, cue)
    if subject is None or subject < 2 or not sentence.comma_before(subject) or not _is_over(sentence, cue):
        return 0, 0
    start, end = _content_start(sentence), tokens[subject - 1].end
    gap = sentence.gap(subject)
    mark = next((i for i, c in enumerate(gap) if c in ",،-–—"), 0)
    end += mark
    return start, end


def _attribution_start(sentence: Sentence, cue: Cue) -> int | None:
    """The index of the first word of the speaker before a cue, appositions left out of account."""
    tokens, clause = sentence.tokens, sentence.lexicon.clause
    for index in range(cue.group - 1, max(-1, cue.group - 14), -1):
        if tokens[index].lower in clause.verbs:
            return None
        if sentence.comma_before(index):
            return index
    return None


def _is_over(sentence: Sentence, cue: Cue) -> bool:
    """Whether the report ends with its speaker, time and place: no clause follows at once."""
    return cue.opens is None and not (cue.last + 1 < len(sentence.tokens) and _takes_object(sentence, cue))


def _takes_object(sentence: Sentence, cue: Cue) -> bool:
    word = " ".join(t.lower for t in sentence.tokens[cue.first : cue.last + 1])
    cues = sentence.lexicon.cues
    return word in cues.quote and word not in cues.strong


def _content_start(sentence: Sentence) -> int:
    """Where a sentence's own words begin: after "But" and the like."""
    first = sentence.tokens[0]
    if first.lower in sentence.lexicon.clause.leads and len(sentence.tokens) > 1:
        return sentence.tokens[1].start
    before = sentence.text[sentence.start]
    return sentence.start if before in _OPENING_MARKS else first.start


def _according(sentence: Sentence, cue: Cue) -> Span:
    """What is "according to" somebody: the rest after the comma, or all before it."""
    _, stop = unended(sentence.text, (sentence.start, sentence.end))
    place = sentence.tokens[cue.first].start
    if cue.first <= 1:
        comma = next((i for i in range(cue.last + 1, len(sentence.tokens)) if "," in sentence.gap(i)), None)
        return (sentence.tokens[comma].start, stop) if comma is not None else (0, 0)
    return _content_start(sentence), place


def _headline(passage: Passage, span: Span) -> list[Claim]:
    """A headline's claim before or after its source: "Talks go on - minister", "Minister: talks go on"."""
    text = passage.text[span[0] : span[1]]
    if not text or text[-1] in ".!?" or len(text) > _HEADLINE or span != passage.span:
        return []
    label = _LABEL.match(text)
    start = label.end() if label else 0
    trailing = _ATTRIBUTED.search(text, start)
    if trailing:
        before = text[start : trailing.start()]
        if len(before.split()) > len(text[trailing.end() :].split()):
            return [Claim(span[0] + start, span[0] + trailing.start())]
    leading = _ATTRIBUTING.match(text[start:])
    if leading:
        return [Claim(span[0] + start + leading.end(), span[1])]
    return []


def clause_spans(passage: Passage, at: int) -> tuple[list[Span], int]:
    """Spans that grow from parts of the claim at the caret to the sentence, and which is the claim."""
    if not passage.sentences:
        return [], 0
    sentence = passage.sentence(at)
    bare = unended(passage.text, sentence)
    found = claims(passage, sentence)
    chosen = _chosen(passage, found, at, sentence)
    if chosen is None:
        parts = _parts(passage, bare, at)
        return [*parts, bare, sentence], len(parts)
    holding = sorted(
        (c.span for c in found if c.start <= chosen[0] and chosen[1] <= c.end), key=lambda s: s[1] - s[0]
    )
    parts = _parts(passage, chosen, at)
    return [*parts, chosen, *holding, (chosen[0], bare[1]), bare, sentence], len(parts)


def _chosen(passage: Passage, found: list[Claim], at: int, sentence: Span) -> Span | None:
    """The innermost claim that holds the caret; else the quoted words there; else the nearest claim."""
    holding = [claim.span for claim in found if claim.start <= at <= claim.end]
    if holding:
        return min(holding, key=lambda s: s[1] - s[0])
    quoted = [q for q in quotations(passage) if q.start <= at <= q.end and q.start < sentence[1]]
    if quoted:
        return min((q.inner for q in quoted), key=lambda s: s[1] - s[0])
    near = sorted(found, key=lambda c: max(c.start - at, at - c.end))
    return near[0].span if near else None


def _parts(passage: Passage, span: Span, at: int) -> list[Span]:
    """Shorter beginnings of a clause that hold the caret: up to a comma or a conjunction after it."""
    start, stop = span
    joints = [
        token.start
        for token in passage.within(start, stop)
        if token.lower in passage.lexicon.clause.conjunctions and token.start > max(at, start)
    ]
    joints += [
        start + m.start() for m in re.finditer("[,;،，]", passage.text[start:stop]) if start + m.start() >= at
    ]
    ends = sorted(_without_joints(passage.text, start, sorted(joints)))
    return [(start, end) for end in ends if start < end < stop and start <= at <= end][:4]


def _without_joints(text: str, start: int, joints: list[int]) -> set[int]:
    """Where what stands before the joints (sorted) ends, without what trails: of a run of commas at the first."""
    ends: set[int] = set()
    before = end_before = start
    for joint in joints:
        end = joint
        while end > before and (text[end - 1].isspace() or text[end - 1] in _TRAIL):
            end -= 1
        before, end_before = joint, end_before if end == before else end
        ends.add(end_before)
    return ends
