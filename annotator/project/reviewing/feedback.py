"""What review made of an analyst's work: to be read, agreed with or objected to by its author."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from annotator.domain.annotation import GOLD, Annotation
from annotator.domain.change import Change
from annotator.domain.comment import Anchor, mention
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import Problem, Progress
from annotator.domain.reviewing.decision import Answer, Decision
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import commenting, visibility
from annotator.project.articles import headline_of, status_of
from annotator.project.project import Project
from annotator.project.reviewing.comparison import At, difference_to_gold, is_submitted
from annotator.storage import articles as stored
from annotator.storage import reviewing
from annotator.storage.log import Edit
from annotator.storage.reading import annotations_of

ACCEPTED, CORRECTED, REJECTED, MISSED = "accepted", "corrected", "rejected", "missed"
UNREAD, AGREED, OBJECTED = "unread", "agreed", "objected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision means for one analyst.

    `mine` is what was judged, as it is now; None if it was MISSED or is gone. `gold` is what stands there, None if
    rightly nothing does. `differences`: how they differ (see `comparing.CONFLICTS`). `words`: what `mine`, else
    `gold`, stands on. `answer`: what the analyst said to it; one given before it was decided again does not count.
    """

    key: int
    article: str
    headline: str
    decision: Decision
    outcome: str
    mine: Annotation | None
    gold: Annotation | None
    differences: tuple[str, ...]
    words: str
    answer: Answer | None

    @property
    def about(self) -> str:
        """What an answer to it refers to."""
        return self.gold.id if self.outcome == MISSED and self.gold else self.decision.id

    @property
    def at(self) -> tuple[int, str]:
        """A name for it in the project that stays the same."""
        return self.key, self.about

    @property
    def label(self) -> str:
        """The label that was marked, else the one that should have been."""
        one = self.mine or self.gold
        return one.label if one else ""

    @property
    def reason(self) -> str:
        """The reviewer's, else how they differ."""
        return self.decision.reason or (self.differences[0] if self.differences else self.outcome)

    @property
    def state(self) -> str:
        """UNREAD, AGREED or OBJECTED."""
        if self.answer is None:
            return UNREAD
        return AGREED if self.answer.agrees else OBJECTED

    @property
    def place(self) -> tuple[int, int] | None:
        """Where it is in the text (half-open, code points)."""
        one = self.mine or self.gold
        return one.span if one else None

    @property
    def reviewer(self) -> str:
        """Who decided; "" where names were hidden from them, as theirs is in return."""
        return "" if self.decision.hidden else self.decision.reviewer


def analysts(project: Project) -> list[str]:
    """Whose work can have been reviewed; the one who asks comes first."""
    names = dict.fromkeys([project.analyst, *stored.layer_names(project.store)])
    return [name for name in names if name not in RESERVED_LAYERS]


def of_analyst(
    project: Project,
    analyst: str,
    progress: Progress | None = None,
    changed_only: bool = True,
    only: Collection[int] | None = None,
) -> list[Outcome]:
    """What review made of an analyst's work, by article and place.

    Articles whose layers the asker may not see yet are left out; `changed_only` leaves out what was accepted.
    `only`: row ids of the articles that are looked at; else all are.
    """
    progress = progress or Progress()
    answers = {
        (key, about): Answer.from_body(body) for key, about, body in _bodies(project, "answer", analyst, only)
    }
    found: list[Outcome] = []
    rows = _bodies(project, "decision", GOLD, only)
    # What was handed back is no first pass any more: its author needs the review to go over it again.
    hidden = visibility.hidden(project) - {one.key for one in handed_back(project, project.analyst)}
    for number, (key, group) in enumerate(groupby(rows, lambda row: row[0])):
        progress.step(number, 0)
        if key not in hidden:
            decisions = {one.at: one for one in (Decision.from_body(body) for _, _, body in group)}
            found += _of_article(project, key, analyst, decisions, answers)
    return [one for one in found if not changed_only or one.outcome != ACCEPTED]


def _bodies(
    project: Project, kind: str, layer: str, only: Collection[int] | None
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    if only is None:
        yield from reviewing.of_project(project.store, kind, layer)
        return
    for key in sorted(only):
        for name, body in reviewing.of_article(project.store, key, kind, layer).items():
            yield key, name, body


def _of_article(
    project: Project,
    key: int,
    analyst: str,
    decisions: Mapping[At, Decision],
    answers: Mapping[tuple[int, str], Answer],
) -> list[Outcome]:
    about = [one for one in decisions.values() if one.layer == analyst or analyst in one.missed]
    if not about:
        return []
    gold = {one.id: one for one in annotations_of(project.store, key, GOLD)}
    mine = {one.id: one for one in annotations_of(project.store, key, analyst)}
    text, article = stored.text_of(project.store, key), stored.sha_of(project.store, key)
    headline = headline_of(project, key)
    found: dict[str, Outcome] = {}
    for decision in about:
        stands = gold.get(decision.gold) if decision.gold else None
        judged = mine.get(decision.annotation) if decision.layer == analyst else None
        outcome, differ = _outcome(decision, analyst, judged, stands, decisions)
        shown = judged or stands
        if outcome == MISSED and stands is None:
            continue
        words = text[shown.start : shown.end] if shown else ""
        one = Outcome(key, article, headline, decision, outcome, judged, stands, differ, words, None)
        found[one.about] = _answered(one, answers.get((key, one.about)))
    return sorted(found.values(), key=lambda one: one.place or (0, 0))


def _outcome(
    decision: Decision,
    analyst: str,
    judged: Annotation | None,
    stands: Annotation | None,
    decisions: Mapping[At, Decision],
) -> tuple[str, tuple[str, ...]]:
    if decision.layer != analyst:
        return MISSED, ("missing",)
    if stands is None:
        return REJECTED, ()
    differ = difference_to_gold(judged, analyst, stands, decisions) if judged else ()
    return (CORRECTED if differ else ACCEPTED), differ


def _answered(one: Outcome, answer: Answer | None) -> Outcome:
    if answer is None or answer.decided != one.decision.made:
        return one
    return replace(one, answer=answer)


def agree(project: Project, outcomes: Collection[Outcome]) -> Change:
    """Says that one has read decisions and goes along with them."""
    edits = [_answer_edit(project, one, True, None) for one in outcomes if one.state != AGREED]
    return project.act("agree with review", edits)


def object_to(project: Project, one: Outcome, why: str) -> Change:
    """Objects to a decision: the reason begins a thread that the reviewer can answer."""
    if not why.strip():
        raise Problem("An objection needs some words. Say why, then send it again.")
    if one.mine is not None:
        anchor = Anchor.of(one.mine.id, project.analyst)
    elif one.gold is not None:
        anchor = Anchor.of(one.gold.id, GOLD)
    else:
        anchor = Anchor()
    said = f"{mention(one.decision.reviewer)} {why.strip()}"
    thread, comment = commenting.beginning(project, one.key, said, anchor)
    return project.act("object to review", [comment, _answer_edit(project, one, False, thread)])


def _answer_edit(project: Project, one: Outcome, agrees: bool, thread: str | None) -> Edit:
    made = timestamp(clock_seconds(project.clock.tick()))
    answer = Answer(one.about, one.decision.made, agrees, thread, made)
    return Edit("answer", one.about, project.analyst, answer.body(), one.key, one.article)


def reasons_by_month(outcomes: Collection[Outcome]) -> dict[str, Counter[str]]:
    """How often each reason was given, by month (`2026-11`), in the order of time."""
    months: dict[str, Counter[str]] = {}
    for one in sorted(outcomes, key=lambda outcome: outcome.decision.made):
        months.setdefault(one.decision.made[:7], Counter())[one.reason] += 1
    return months


@dataclass(frozen=True, slots=True)
class HandedBack:
    """An article that a reviewer gave back to its author. `thread`: the comment that says why."""

    key: int
    article: str
    headline: str
    analyst: str
    reviewer: str
    note: str
    made: str
    thread: str

    @property
    def sentence(self) -> str:
        """Who handed it back, and why, on one line."""
        note = " ".join(self.note.split())
        return f"Handed back by {self.reviewer}{f': {note}' if note else ''}"


def handed_back(project: Project, analyst: str | None = None) -> list[HandedBack]:
    """What was handed back (to one analyst) and not submitted again since."""
    rows = reviewing.of_project(project.store, "handback", GOLD)
    return list(_waiting(project, (row for row in rows if analyst in (None, row[1]))))


def handed_back_here(project: Project, key: int, analyst: str) -> HandedBack | None:
    """Why an article was handed back to an analyst and waits; None if it does not."""
    body = reviewing.of_article(project.store, key, "handback", GOLD).get(analyst)
    return next(_waiting(project, [(key, analyst, body)] if body else []), None)


def _waiting(project: Project, rows: Iterable[tuple[int, str, dict[str, Any]]]) -> Iterator[HandedBack]:
    for key, name, body in rows:
        if not _submitted_since(project, key, name, body["clock"]):
            article, headline = stored.sha_of(project.store, key), headline_of(project, key)
            told = (body[field] for field in ("reviewer", "note", "made", "thread"))
            yield HandedBack(key, article, headline, name, *told)


def _submitted_since(project: Project, key: int, analyst: str, clock: int) -> bool:
    submitted = reviewing.clock_of(project.store, key, "layer", analyst)
    since = submitted > clock
    if max(submitted, clock) > project.clock.believed():
        # A clock was ahead: what counts is in which order both came here.
        since = reviewing.last_of(project.store, key, "layer", analyst, analyst) > reviewing.last_of(
            project.store, key, "handback", GOLD, analyst
        )
    return since and is_submitted(status_of(project, key, analyst))
