"""`annotator review`, `feedback` and `gaps`: what is to be reviewed, what review changed, what the guideline lacks."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from annotator.cli.opening import opened, reading
from annotator.cli.output import Bar, Output
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.problems import Problem
from annotator.domain.reviewing.comparing import Variant
from annotator.domain.wording import number
from annotator.project import articles, visibility
from annotator.project.reviewing import comparison, deciding, feedback, gaps, queue
from annotator.project.reviewing.comparison import Comparison, Judged
from annotator.project.reviewing.feedback import ACCEPTED, CORRECTED, MISSED, REJECTED, UNREAD, Outcome
from annotator.project.reviewing.gaps import Gap
from annotator.project.reviewing.queue import Waiting

Options = argparse.Namespace

_OUTCOMES = {
    ACCEPTED: "accepted as it is",
    CORRECTED: "corrected",
    REJECTED: "rightly nothing",
    MISSED: "not marked",
}


def run_review(options: Options, output: Output) -> int:
    """The queue; or one article's cases, after what is agreed on was accepted and the review finished."""
    if options.article is None:
        if options.accept_agreed or options.finish:
            raise Problem(
                "--accept-agreed and --finish need an article. `annotator review PROJECT` lists them."
            )
        return _queue(options, output)
    writing = options.accept_agreed or options.finish
    with opened(options, writing=writing) as project:
        key = articles.key_of(project, options.article)
        if visibility.is_blind(project, key):
            raise Problem(
                "Your own layer of this article is open: submit it before you look at others' work."
            )
        found = comparison.of_article(project, key)
        accepted = deciding.agreed(found) if options.accept_agreed else []
        if accepted:
            deciding.settle(project, key, accepted)
        if options.finish:
            deciding.finish(project, key)
        if writing:
            found = comparison.of_article(project, key)
        article = articles.load(project, key)
    if options.accept_agreed:
        output.say(f"Accepted {number(len(accepted), 'case')} on which all agree.")
    for sentence in _sentences(article, found):
        output.say(sentence)
    output.result(_comparison_json(article, found) | {"accepted": len(accepted)})
    return 0


def _queue(options: Options, output: Output) -> int:
    with (
        reading(options) as project,
        Bar("Comparing layers") as bar,
    ):
        waiting = queue.articles(project)
        agreement = queue.agreements(project, waiting, bar)
    waiting.sort(key=lambda one: (agreement[one.key] is None, agreement[one.key] or 0.0))
    for one in waiting:
        output.say(_waiting_line(one, agreement[one.key]))
    if not waiting:
        output.say("Nothing can be reviewed yet: nobody has submitted a layer.")
    output.result({"articles": [_waiting_json(one, agreement[one.key]) for one in waiting]})
    return 0


def _waiting_line(one: Waiting, agreement: float | None) -> str:
    agree = f"{agreement:.0%} agree" if agreement is not None else "no pair to compare"
    open_ = f" ({number(one.open, 'layer')} still open)" if one.open else ""
    about = (
        f"{', '.join(one.layers)}{open_}; {agree}; {one.status}, {one.decided} of {one.annotations} decided"
    )
    return f"{one.id[:12]}  {one.headline}  ({about})"


def _waiting_json(one: Waiting, agreement: float | None) -> dict[str, Any]:
    known = {name: value for name, value in asdict(one).items() if name != "key"}
    return known | {"layers": list(one.layers), "agreement": agreement}


def _sentences(article: Article, found: Comparison) -> Iterator[str]:
    yield f"{article.metadata.headline}\nlayers {', '.join(found.layers) or 'none'}; {found.status}"
    for judged in found.cases:
        case = judged.case
        differ = ", ".join(case.conflicts) or "all agree"
        yield f"\n{case.start}–{case.end} “{article.text[case.start : case.end]}” ({judged.state}; {differ})"
        for variant in case.variants():
            yield f"  {', '.join(variant.layers)}: {_said(article, variant.annotation)}"
        if judged.decisions:
            reason = next((one.reason for one in judged.decisions if one.reason), "")
            said = _said(article, judged.gold)
            yield f"  gold: {said}{f' ({reason})' if reason else ''}"
    if found.orphans:
        yield f"\n{number(len(found.orphans), 'decision')} about what its author has taken back since."
    if found.added:
        yield f"\n{number(len(found.added), 'annotation')} that the reviewer added."


def _said(article: Article, one: Annotation | None) -> str:
    return f"{one.label} “{article.text[one.start : one.end]}”" if one else "nothing"


def _comparison_json(article: Article, found: Comparison) -> dict[str, Any]:
    return {
        "article": article.id,
        "headline": article.metadata.headline,
        "status": found.status,
        "layers": list(found.layers),
        "unsubmitted": list(found.unsubmitted),
        "left": list(found.left),
        "cases": [_case_json(article, judged) for judged in found.cases],
        "orphans": [one.body() for one in found.orphans],
        "added": [_annotation_json(article, one) for one in found.added],
    }


def _case_json(article: Article, judged: Judged) -> dict[str, Any]:
    case = judged.case
    return {
        "start": case.start,
        "end": case.end,
        "text": article.text[case.start : case.end],
        "state": judged.state,
        "conflict": case.conflict or None,
        "conflicts": list(case.conflicts),
        "opinions": [_opinion_json(article, variant) for variant in case.variants()],
        "gold": _annotation_json(article, judged.gold),
        "decisions": [one.body() for one in judged.decisions],
    }


def _opinion_json(article: Article, variant: Variant) -> dict[str, Any]:
    return {
        "analysts": list(variant.layers),
        "annotation": _annotation_json(article, variant.annotation),
    }


def _annotation_json(article: Article, one: Annotation | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"id": one.id, "text": article.text[one.start : one.end]} | one.body()


def run_feedback(options: Options, output: Output) -> int:
    """What review changed for one analyst; with --all also what was accepted as it is."""
    with (
        reading(options) as project,
        Bar("Reading decisions") as bar,
    ):
        analyst = project.analyst
        outcomes = feedback.of_analyst(project, analyst, bar, changed_only=not options.all)
        handed = feedback.handed_back(project, analyst)
    for one in handed:
        output.say(f"{one.article[:12]}  {one.headline}  handed back by {one.reviewer}: {one.note}")
    for outcome in outcomes:
        output.say(_outcome_line(outcome))
    if not outcomes:
        output.say(f"Review changed nothing of {analyst}'s.")
    months = feedback.reasons_by_month(outcomes)
    for month, counts in months.items():
        output.say(f"{month}: {', '.join(f'{reason} {count}' for reason, count in counts.most_common())}")
    output.result(
        {
            "analyst": analyst,
            "unread": sum(one.state == UNREAD for one in outcomes),
            "outcomes": [_outcome_json(one) for one in outcomes],
            "reasons": {month: dict(counts) for month, counts in months.items()},
            "handed_back": [_plain(asdict(one)) for one in handed],
        }
    )
    return 0


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Without the row id, which means nothing outside the file."""
    return {name: value for name, value in values.items() if name != "key"}


def _outcome_line(one: Outcome) -> str:
    where = f"{one.place[0]}–{one.place[1]} " if one.place else ""
    by = f", {one.reviewer}" if one.reviewer else ""
    note = f" – {one.decision.note}" if one.decision.note else ""
    said = f"{_OUTCOMES[one.outcome]}: {one.reason}{by}; {one.state}{note}"
    return f"{one.article[:12]}  {where}{one.label} “{one.words}”  ({said})"


def _outcome_json(one: Outcome) -> dict[str, Any]:
    shown: Mapping[str, Annotation | None] = {"mine": one.mine, "gold": one.gold}
    return {
        "article": one.article,
        "headline": one.headline,
        "outcome": one.outcome,
        "state": one.state,
        "label": one.label,
        "text": one.words,
        "differences": list(one.differences),
        "reason": one.reason,
        "note": one.decision.note,
        "reviewer": one.reviewer or None,
        "made": one.decision.made,
        **{name: {"id": version.id} | version.body() if version else None for name, version in shown.items()},
        "answer": one.answer.body() if one.answer else None,
    }


def run_gaps(options: Options, output: Output) -> int:
    """The guideline's gaps that reviewers met; with --open those that it has not answered since."""
    with (
        reading(options) as project,
        Bar("Reading decisions") as bar,
    ):
        found = gaps.found(project, bar)
    shown = [gap for gap in found if not (options.open and gap.answered)]
    for gap in shown:
        output.say(_gap_line(gap))
    if not shown:
        output.say("No gap of the guideline is open." if found else "No gap of the guideline was met.")
    output.result({"gaps": [_gap_json(gap) for gap in shown]})
    return 0


def _gap_line(gap: Gap) -> str:
    note = f": {gap.note}" if gap.note else ""
    answered, by = ", answered" if gap.answered else "", f"{gap.reviewer}, " if gap.reviewer else ""
    return f"{gap.label or 'no label'} “{gap.words}”{note}  ({gap.article[:12]}, {by}{gap.month}{answered})"


def _gap_json(gap: Gap) -> dict[str, Any]:
    start, end = gap.place or (None, None)
    return {
        "label": gap.label or None,
        "article": gap.article,
        "headline": gap.headline,
        "start": start,
        "end": end,
        "text": gap.words,
        "note": gap.note,
        "reviewer": gap.reviewer or None,
        "month": gap.month,
        "answered": gap.answered,
        "decisions": [one.body() for one in gap.decisions],
    }
