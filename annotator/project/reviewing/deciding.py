"""What a reviewer does. Each function is one action and one undo step; nobody's layer is changed by it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotation import ADJUDICATED, GOLD, IN_REVIEW, Annotation, Link
from annotator.domain.change import Change
from annotator.domain.comment import Anchor
from annotator.domain.gc_pause import collector_paused
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import Problem
from annotator.domain.reviewing.decision import REASONS, Decision, gold_id
from annotator.domain.wording import number
from annotator.project import commenting, visibility
from annotator.project.project import Project
from annotator.project.reviewing import comparison
from annotator.project.reviewing.comparison import DECIDED, At, Judged
from annotator.storage import articles as stored
from annotator.storage import reviewing
from annotator.storage.log import Edit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about a case.

    `judged`: layer and id of each member, with the hash of the revision that the reviewer saw. `taken`: the one that
    goes into the gold layer; None if rightly nothing does. `conflict`: how the layers differed.
    """

    judged: tuple[tuple[At, str], ...]
    taken: At | None
    conflict: str = ""
    reason: str = ""
    note: str = ""
    missed: tuple[str, ...] = ()
    hidden: bool = False


def verdict(
    judged: Judged, taken: At | None, reason: str = "", note: str = "", hidden: bool = False
) -> Verdict:
    """The verdict that takes one member of a case, or none of them."""
    case = judged.case
    seen = tuple(zip((member.at for member in case.members), judged.hashes, strict=True))
    missed = case.lacking if taken is not None else ()
    return Verdict(seen, taken, case.conflict, reason, note, missed, hidden)


def agreed(found: comparison.Comparison, label: str | None = None) -> list[Verdict]:
    """The verdicts that accept whatever no two layers differ about and nobody decided yet; `label`: only of that one.

    Of a single layer that is all that is left.
    """
    return [
        _first(judged)
        for judged in found.cases
        if judged.state != DECIDED
        and not judged.case.conflicts
        and label in (None, judged.case.members[0].annotation.label)
    ]


def by_majority(found: comparison.Comparison) -> list[Verdict]:
    """The verdicts that follow more than half of the layers, where that many agree and nobody decided yet."""
    verdicts = []
    for judged in found.cases:
        most = judged.case.majority() if judged.state != DECIDED else None
        if most is not None and len(found.layers) > 1:
            taken = (most.layers[0], most.annotation.id) if most.annotation else None
            verdicts.append(verdict(judged, taken))
    return verdicts


def _first(judged: Judged) -> Verdict:
    return verdict(judged, judged.case.members[0].at)


def settle(project: Project, key: int, verdicts: Sequence[Verdict]) -> Change:
    """Decides cases of an article. The gold layer follows, with the links between what is in it.

    Raises Problem where somebody changed what is judged since the reviewer saw it, or the review is finished.
    """
    _require_open(project, key)
    name = _name(verdicts)
    with collector_paused():
        return project.act(name, _Settling(project, key).edits(verdicts) if verdicts else [])


def _name(verdicts: Sequence[Verdict]) -> str:
    if len(verdicts) != 1:
        return f"decide {number(len(verdicts), 'case')}"
    return "decide: rightly nothing" if verdicts[0].taken is None else "decide a case"


def give_reason(project: Project, key: int, about: Collection[At], reason: str, note: str | None) -> Change:
    """Says why something was decided as it was; `note` None leaves the note as it is."""
    _require_reason(reason)
    decisions = comparison.decisions_of(project, key)
    edits = []
    for at in about:
        if at not in decisions:
            raise Problem("Nothing was decided about this yet. Decide first; then say why.")
        old = decisions[at]
        new = replace(old, reason=reason, note=old.note if note is None else note.strip())
        if new != old:
            edits.append(_decision_edit(project, key, new))
    return project.act(f"reason: {reason or 'none'}", edits)


def take_back(project: Project, key: int, about: Collection[At], keep: bool = False) -> Change:
    """Opens a case again: its decisions and what they put into the gold layer are gone.

    `keep` leaves the gold annotations, as if the reviewer had made them: for what an author has taken back since.
    """
    _require_open(project, key)
    return project.act("open a case again", _Settling(project, key).reopened(about, keep))


class _Settling:
    """The state of one article's review while verdicts are applied."""

    def __init__(self, project: Project, key: int) -> None:
        self._project, self._key = project, key
        self._decisions = comparison.decisions_of(project, key)
        names = [name for name, _, _ in stored.layers_of(project.store, key)]
        standing = reviewing.standing(project.store, key, names, comparison.WIDE)
        self._hashes = {(one.layer, one.object): one.hash for one in standing}
        annotations = {
            (one.layer, one.object): Annotation.from_body(one.object, one.body) for one in standing
        }
        self._gold = {uid: one for (layer, uid), one in annotations.items() if layer == GOLD}
        self._sources = {at: one for at, one in annotations.items() if at[0] != GOLD}
        self._before = dict(self._decisions), dict(self._gold)
        self._taken: set[At] = set()

    def edits(self, verdicts: Iterable[Verdict]) -> Iterator[Edit]:
        """What has to be written for the verdicts."""
        for one in verdicts:
            self._apply(one)
        self._link()
        yield from self._differences()

    def reopened(self, about: Collection[At], keep: bool) -> Iterator[Edit]:
        """What has to be written to forget decisions; what others still put into the gold layer stays there."""
        gone = [self._decisions.pop(at) for at in about if at in self._decisions]
        named = {decision.gold for decision in self._decisions.values()}
        for gold in {decision.gold for decision in gone} - named:
            if gold is not None and not keep:
                self._drop(gold)
        yield from self._differences()

    def _apply(self, one: Verdict) -> None:
        _require_reason(one.reason)
        for at, digest in one.judged:
            if self._hashes.get(at) != digest:
                raise Problem(f"{at[0]} changed this meanwhile. Look at it again, then decide.")
        known = (self._decisions[at].gold for at, _ in one.judged if at in self._decisions)
        stands = next((gold for gold in known if gold is not None), None)
        gold = (stands or gold_id(*one.judged[0][0])) if one.taken is not None else None
        if one.taken is None and stands is not None:
            self._drop(stands)
        elif one.taken is not None and gold is not None:
            self._gold[gold] = replace(self._sources[one.taken], id=gold, links=(), unsure=False)
            self._taken.add(one.taken)
        now = timestamp(clock_seconds(self._project.clock.tick()))
        for (layer, uid), digest in one.judged:
            self._decisions[layer, uid] = Decision(
                layer,
                uid,
                digest,
                gold,
                (layer, uid) == one.taken,
                one.conflict,
                one.reason,
                one.note.strip(),
                one.missed,
                self._project.analyst,
                now,
                one.hidden,
            )

    def _drop(self, gold: str) -> None:
        """Takes an annotation out of the gold layer, and the links to it."""
        self._gold.pop(gold, None)
        for uid, one in self._gold.items():
            if any(link.to == gold for link in one.links):
                self._gold[uid] = replace(one, links=tuple(link for link in one.links if link.to != gold))

    def _link(self) -> None:
        """Draws in the gold layer the links that what was taken has to what stands there.

        What was just taken gets all of its own; what stood there before, those to what has just come.
        """
        fresh = {self._decisions[at].gold for at in self._taken}
        for at, decision in self._decisions.items():
            source = self._sources.get(at)
            if not decision.taken or decision.gold not in self._gold or source is None:
                continue
            whole = decision.gold in fresh
            links = [made for made in self._leading(at[0], source) if whole or made.to in fresh]
            one = self._gold[decision.gold]
            kept = [] if whole else [link for link in one.links if link not in links]
            self._gold[decision.gold] = replace(one, links=tuple(dict.fromkeys((*kept, *links))))

    def _leading(self, layer: str, source: Annotation) -> Iterator[Link]:
        """The links of an annotation, to the gold annotations that stand for their targets."""
        for link in source.links:
            about = self._decisions.get((layer, link.to))
            if about is not None and about.gold is not None and about.gold in self._gold:
                yield Link(link.type, about.gold)

    def _differences(self) -> Iterator[Edit]:
        project, key = self._project, self._key
        decisions, gold = self._before
        article = stored.sha_of(project.store, key)
        if comparison.status_of(project, key) == "new":
            yield Edit("layer", GOLD, GOLD, {"status": IN_REVIEW}, key, article)
        for at in decisions.keys() - self._decisions.keys():
            yield Edit("decision", decisions[at].id, GOLD, None, key, article)
        for at, decision in self._decisions.items():
            if decisions.get(at) != decision:
                yield _decision_edit(project, key, decision)
        for uid in gold.keys() - self._gold.keys():
            yield Edit("annotation", uid, GOLD, None, key, article)
        for uid, one in self._gold.items():
            if gold.get(uid) != one:
                yield Edit("annotation", uid, GOLD, one.body(), key, article)


def _decision_edit(project: Project, key: int, decision: Decision) -> Edit:
    return Edit("decision", decision.id, GOLD, decision.body(), key, stored.sha_of(project.store, key))


def _require_reason(reason: str) -> None:
    if reason and reason not in REASONS:
        raise Problem(f"{reason!r} is no reason: {', '.join(REASONS)}.")


def _require_open(project: Project, key: int) -> None:
    if visibility.is_blind(project, key):
        raise Problem("Your own layer of this article is open: submit it first, then review the others'.")
    if comparison.status_of(project, key) == ADJUDICATED:
        raise Problem("The review of this article is finished. Reopen it to decide anew.")


def finish(project: Project, key: int) -> Change:
    """Says that everything in the article is decided. Raises Problem where something is not."""
    found = comparison.of_article(project, key)
    left = sum(judged.state != DECIDED for judged in found.cases) + len(found.orphans)
    if left:
        raise Problem(f"{number(left, 'case')} of this article must be decided first.")
    return _set_status(project, key, ADJUDICATED, "finish the review")


def reopen(project: Project, key: int) -> Change:
    """Opens a finished review again."""
    return _set_status(project, key, IN_REVIEW, "reopen the review")


def _set_status(project: Project, key: int, status: str, name: str) -> Change:
    article = stored.sha_of(project.store, key)
    edit = Edit("layer", GOLD, GOLD, {"status": status}, key, article)
    return project.act(name, [] if comparison.status_of(project, key) == status else [edit])


def hand_back(project: Project, key: int, analyst: str, note: str) -> Change:
    """Asks an analyst to go over a layer again, in a comment on the article that begins a thread."""
    there: Mapping[str, str] = {name: status for name, status, _ in stored.layers_of(project.store, key)}
    if analyst not in there:
        raise Problem(f"{analyst} has no layer of this article to hand back.")
    thread, comment = commenting.beginning(project, key, f"@{analyst} {note.strip()}", Anchor())
    clock = project.clock.tick()
    body = {
        "analyst": analyst,
        "clock": clock,
        "made": timestamp(clock_seconds(clock)),
        "note": note.strip(),
        "reviewer": project.analyst,
        "thread": thread,
    }
    article = stored.sha_of(project.store, key)
    return project.act(
        f"hand back to {analyst}", [comment, Edit("handback", analyst, GOLD, body, key, article)]
    )
