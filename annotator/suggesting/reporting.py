"""Which reporting words govern a claim or a quotation, and whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.suggesting.clauses import claims
from annotator.suggesting.cues import Cue, Sentence
from annotator.suggesting.passage import Passage, Span
from annotator.suggesting.quotations import Quotation, quotations


@dataclass(frozen=True, slots=True)
class Report:
    """A cue in its sentence."""

    sentence: Sentence
    cue: Cue

    @property
    def words(self) -> str:
        """The cue as the text has it."""
        return self.sentence.words(self.cue.first, self.cue.last)

    @property
    def span(self) -> Span:
        """The cue with its helpers, in the text."""
        return self.sentence.tokens[self.cue.group].start, self.sentence.tokens[self.cue.last].end


def report_of(text: str, span: Span) -> Report | None:
    """The cue that governs a claim or a quotation; None where nothing reports it."""
    passage = Passage(text, (span[0] + span[1]) // 2 if span[1] - span[0] < 3_000 else span[0])
    if not passage.sentences:
        return None
    quotation = _quotation(passage, span)
    own = _of_claim(passage, span, quotation)
    if own or quotation is None:
        return own or _nearest(passage, span, quotation)
    return _nearest(passage, span, quotation) or _beside(passage, quotation)


def _quotation(passage: Passage, span: Span) -> Quotation | None:
    """The quotation whose words the span is, give or take its punctuation."""
    return next(
        (
            q
            for q in quotations(passage)
            if q.start < span[0] and abs(q.inner[1] - span[1]) < 3 and abs(q.inner[0] - span[0]) < 2
        ),
        None,
    )


def _of_claim(passage: Passage, span: Span, quotation: Quotation | None) -> Report | None:
    """The cue of the claim that the span is, or else of the innermost claim that holds it."""
    sentence = passage.sentence(span[0])
    found = [c for c in claims(passage, sentence) if c.cue is not None]
    same = [c for c in found if c.span == span or (c.start == span[0] and c.cue and c.cue[1] <= span[0])]
    holding = [c for c in found if c.start <= span[0] and span[1] <= c.end + 2]
    chosen = next(iter(same), None) or min(holding, key=lambda c: c.end - c.start, default=None)
    if chosen is None or chosen.cue is None:
        return None
    report = _report_at(passage, sentence, chosen.cue[0])
    if report and quotation and not same and _names_words(report, span) is not None:
        return _names_words(report, span)
    return report


def _names_words(report: Report, span: Span) -> Report | None:
    """Inside a claim the quoted words may be led by a verb of their own: "and called it …"."""
    sentence = report.sentence
    begins = sentence.tokens[report.cue.last].end
    inner = [
        cue
        for cue in sentence.cues
        if cue.opens is None
        and begins < sentence.tokens[cue.first].start < span[0]
        and not cue.according
        and not cue.reported
    ]
    return Report(sentence, inner[-1]) if inner and _is_name_verb(sentence, inner[-1]) else None


def _is_name_verb(sentence: Sentence, cue: Cue) -> bool:
    cues, word = sentence.lexicon.cues, sentence.tokens[cue.first].lower
    return word in cues.quote and word not in cues.strong


def _report_at(passage: Passage, span: Span, at: int) -> Report | None:
    sentence = Sentence(passage, span)
    return next(
        (Report(sentence, cue) for cue in sentence.cues if sentence.tokens[cue.first].start == at), None
    )


def _nearest(passage: Passage, span: Span, quotation: Quotation | None) -> Report | None:
    """The nearest cue in the sentences of the span that stands in no quotation; the last before it first."""
    start, end = passage.covering(*((quotation.start, quotation.end) if quotation else span))
    low, high = (quotation.start, quotation.end) if quotation else span
    reports = list(_outside(passage, start, end))
    before = [r for r in reports if r.span[1] <= low and not r.cue.reported]
    after = [r for r in reports if r.span[0] >= high and not r.cue.reported]
    if quotation is None and not before:
        return next(iter(after), None)
    trailing = [r for r in after if r.cue.opens is None]
    if trailing and (not before or passage.text[low - 1 : low + 1].strip() != passage.text[low : low + 1]):
        return trailing[0] if quotation and low <= start + 1 else (before[-1] if before else trailing[0])
    return before[-1] if before else next(iter(after), None)


def _outside(passage: Passage, start: int, end: int) -> Iterable[Report]:
    """The cues of the sentences of a stretch, those in quotations left out."""
    quoted = quotations(passage)
    for span in passage.sentences:
        if span[0] >= end or span[1] <= start:
            continue
        sentence = Sentence(passage, span)
        for cue in sentence.cues:
            at = sentence.tokens[cue.first].start
            if not any(q.inner[0] <= at < q.inner[1] for q in quoted):
                yield Report(sentence, cue)


def _beside(passage: Passage, quotation: Quotation) -> Report | None:
    """The cue of the quotation before, which this one continues, or of the next paragraph's if left open."""
    index = passage.sentence_index(quotation.start)
    if index:
        before = passage.sentences[index - 1]
        found = quotations(passage)
        quoting = any(q.start < before[1] and q.end > before[0] for q in found)
        reports = list(_outside(passage, *before)) if quoting else []
        if reports:
            return reports[-1]
    if quotation.closed:
        return None
    following = _next_paragraph(passage)
    quoted = quotations(following) if following else []
    if following is None or not quoted or quoted[0].start != following.low:
        return None
    return report_of(passage.text, quoted[0].inner)


def _next_paragraph(passage: Passage) -> Passage | None:
    text, at = passage.text, passage.high
    while at < len(text) and text[at].isspace():
        at += 1
    following = Passage(text, at, passage.lexicon) if at < len(text) else None
    return following if following and following.low > passage.high else None
