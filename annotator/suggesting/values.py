"""Values of a new annotation's attributes, proposed from the words of its span and around it: see FILLS."""

from collections.abc import Callable

from annotator.suggesting.clauses import claims
from annotator.suggesting.measures import measures
from annotator.suggesting.names import kind_of_mention
from annotator.suggesting.passage import Passage, Span
from annotator.suggesting.quotations import Quotation, quotations
from annotator.suggesting.reporting import Report, report_of

Value = str | list[str]

_REFERENCES = {"name": "literal", "alias": "literal", "metonym": "metonym", "demonym": "demonym"}


def proposed(fill: str, text: str, span: tuple[int, int], form_kind: str | None = None) -> Value | None:
    """What the rule (one of FILLS) proposes for a span; None where it cannot tell.

    `form_kind`: how the registry's form names its actor, one of FORM_KINDS, if the words are such a form.
    """
    rule = _RULES.get(fill)
    return rule(text, span, form_kind) if rule and span[0] < span[1] else None


def _mention(text: str, span: Span, form_kind: str | None) -> Value | None:
    if form_kind:
        return "name"
    return kind_of_mention(Passage(text, span[0]), *span)


def _reference(_: str, __: Span, form_kind: str | None) -> Value | None:
    return _REFERENCES.get(form_kind) if form_kind else None


def _cue(text: str, span: Span, _: str | None) -> Value | None:
    report = report_of(text, span)
    return report.words if report else None


def _polarity(text: str, span: Span, _: str | None) -> Value | None:
    """What a verb of denying governs is denied."""
    report = report_of(text, span)
    if report is None:
        return None
    denying = report.sentence.lexicon.cues.denying
    return "denied" if any(word in denying for word in report.words.lower().split()) else None


def _form(text: str, span: Span, _: str | None) -> Value | None:
    passage = Passage(text, (span[0] + span[1]) // 2)
    holding = [q for q in quotations(passage) if q.start <= span[0] and span[1] <= q.end]
    if not holding:
        return None
    quotation = min(holding, key=lambda q: q.end - q.start)
    return "direct" if _is_whole(passage, quotation) else "mixed"


def _is_whole(passage: Passage, quotation: Quotation) -> bool:
    """Whether the marks hold all that is reported: a sentence of its own, or all that follows the cue."""
    sentence = passage.sentence(quotation.start)
    if quotation.start <= sentence[0] or _is_led(passage, sentence[0], quotation.start):
        return _is_sentence(passage, quotation)
    report = report_of(passage.text, quotation.inner)
    if report is None:
        return False
    if report.cue.opens is None:
        return _only_led(passage, report, quotation)
    return report.cue.opens in (quotation.start, quotation.inner[0]) and _ends(passage, sentence, quotation)


def _is_led(passage: Passage, start: int, at: int) -> bool:
    """Whether nothing, or a word of speech with a comma or colon, stands before a quotation in its sentence."""
    before = passage.text[start:at].rstrip()
    words = [token.lower for token in passage.within(start, at)]
    if not words or all(word in passage.lexicon.clause.leads for word in words):
        return True
    return before[-1] in ",:،："


def _is_sentence(passage: Passage, quotation: Quotation) -> bool:
    """A quotation that opens its sentence is the whole report unless the sentence's own verb goes on after it."""
    start, end = quotation.inner
    after = passage.text[quotation.end : quotation.end + 1]
    if (
        passage.text[end - 1] in ".?!…"
        or passage.text[end : end + 1] in (",", "،")
        or after in (",", "،", "", "\n")
    ):
        return True
    return not after.isspace() or end - start > 60 or quotation.end >= passage.high


def _only_led(passage: Passage, report: Report, quotation: Quotation) -> bool:
    """Whether a verb of saying and small words only lead to a quotation: replied with "…"."""
    word = report.sentence.tokens[report.cue.first].lower
    between = passage.within(report.span[1], quotation.start)
    clause = passage.lexicon.clause
    before = report.span[1] <= quotation.start
    return (
        before
        and word in passage.lexicon.cues.strong
        and all(t.lower in clause.between | clause.audience for t in between)
    )


def _ends(passage: Passage, sentence: Span, quotation: Quotation) -> bool:
    """Whether nothing but punctuation, or the next cue, follows a quotation in its sentence."""
    found = [c for c in claims(passage, sentence) if c.start >= quotation.end and c.cue]
    stop = min(
        (c.cue[0] for c in found if c.cue and c.cue[0] > quotation.end),
        default=max(sentence[1], quotation.end),
    )
    rest = [
        t for t in passage.within(quotation.end, stop) if t.lower not in passage.lexicon.clause.conjunctions
    ]
    return not rest


def _measure(text: str, span: Span, _: str | None) -> Value | None:
    passage = Passage(text, span[0])
    values: dict[str, None] = {}
    for measure in measures(passage, span):
        values.update(dict.fromkeys(measure.values))
    return list(values) if values else ["unspecified"]


_RULES: dict[str, Callable[[str, Span, str | None], Value | None]] = {
    "mention": _mention,
    "reference": _reference,
    "cue": _cue,
    "polarity": _polarity,
    "form": _form,
    "measure": _measure,
}
