"""The layers of an article side by side, with what was decided about them so far."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotation import GOLD, IN_PROGRESS, IN_REVIEW, Annotation, Layer, text_order
from annotator.domain.gc_pause import collector_paused
from annotator.domain.reviewing.comparing import Case, compare, content_of, differences
from annotator.domain.reviewing.decision import Decision, by_gold
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import visibility
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import reviewing

OPEN, DECIDED, STALE = "open", "decided", "stale"

WIDE = ("change the scheme", "merge actors", "unmerge actor", "split actor", "remove actor")
"""Actions that change annotations all over the project: what they did makes no decision stale."""

At = tuple[str, str]
"""Layer and id of an annotation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what was decided about it.

    `state`: OPEN, DECIDED, or STALE where something that was judged changed since, or somebody joined. `decisions`:
    those about its members. `gold`: what stands for it in the gold layer. `hashes`: those of the revisions that
    stand, in the order of the members.
    """

    case: Case
    state: str
    decisions: tuple[Decision, ...]
    gold: Annotation | None
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Layers of one article side by side.

    `layers`: whose are compared, in their order; `unsubmitted`: those of them that are not submitted yet;
    `left`: other layers of the article. `orphans`: decisions on annotations that their authors have taken back
    since. `added`: gold annotations that no decision accounts for. `status` is that of the gold layer, "new" if
    nothing was decided. `hashes`: of the revision of each annotation that stands, and of those that count as equal.
    """

    key: int
    layers: tuple[str, ...]
    unsubmitted: tuple[str, ...]
    left: tuple[str, ...]
    cases: tuple[Judged, ...] = ()
    orphans: tuple[Decision, ...] = ()
    added: tuple[Annotation, ...] = ()
    status: str = "new"
    hashes: Mapping[At, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def count(self, state: str) -> int:
        """How many cases are in a state."""
        return sum(judged.state == state for judged in self.cases)

    @property
    def conflicts(self) -> int:
        """How many cases are not decided, or stale, and not agreed on by all."""
        return sum(judged.state != DECIDED and bool(judged.case.conflicts) for judged in self.cases)


def of_article(project: Project, key: int, layers: Sequence[str] | None = None) -> Comparison:
    """Compares layers of an article: those given, else what `comparable` chooses; none where none may be seen yet."""
    if visibility.is_blind(project, key):
        return Comparison(key, (), (), ())
    with collector_paused():
        return _of_article(project, key, layers)


def _of_article(project: Project, key: int, layers: Sequence[str] | None) -> Comparison:
    there = _analysts(project, key)
    chosen = tuple(comparable(project, key) if layers is None else [name for name in layers if name in there])
    standing = reviewing.standing(project.store, key, [*chosen, GOLD], WIDE)
    hashes = {(one.layer, one.object): (one.hash, *one.equal) for one in standing}
    made: dict[str, list[Annotation]] = defaultdict(list)
    for one in standing:
        made[one.layer].append(Annotation.from_body(one.object, one.body))
    compared = [Layer(name, there[name], tuple(sorted(made[name], key=text_order))) for name in chosen]
    found = Comparison(
        key,
        chosen,
        tuple(name for name in chosen if not is_submitted(there[name])),
        tuple(name for name in there if name not in chosen),
        hashes=hashes,
    )
    return _with_decisions(project, found, compare(compared), made[GOLD])


def decided_since(project: Project, found: Comparison) -> Comparison:
    """The comparison after something was decided; the layers themselves have not changed since."""
    with collector_paused():
        standing = reviewing.standing(project.store, found.key, [GOLD], WIDE)
        gold = [Annotation.from_body(one.object, one.body) for one in standing]
        return _with_decisions(project, found, [judged.case for judged in found.cases], gold)


def _with_decisions(
    project: Project, found: Comparison, cases: Sequence[Case], standing: Sequence[Annotation]
) -> Comparison:
    gold = {one.id: one for one in standing}
    decisions = decisions_of(project, found.key)
    named = {decision.gold for decision in decisions.values()}
    return replace(
        found,
        cases=tuple(_judged(case, decisions, gold, found.hashes) for case in cases),
        orphans=tuple(
            one for at, one in decisions.items() if one.layer in found.layers and at not in found.hashes
        ),
        added=tuple(sorted((one for one in standing if one.id not in named), key=text_order)),
        status=status_of(project, found.key),
    )


def comparable(project: Project, key: int) -> list[str]:
    """The analysts whose layers are compared: those that are submitted; all that were opened where none is."""
    there = _analysts(project, key)
    return [name for name, status in there.items() if is_submitted(status)] or list(there)


def is_submitted(status: str) -> bool:
    """Whether an analyst with this status of a layer is through with it."""
    return status not in ("new", IN_PROGRESS)


def _analysts(project: Project, key: int) -> dict[str, str]:
    """The analysts' layers of an article with their status; never opened ones and what may not be seen are left out."""
    if visibility.is_blind(project, key):
        return {}
    return {
        name: status
        for name, status, _ in stored.layers_of(project.store, key)
        if name not in RESERVED_LAYERS and status != "new"
    }


def status_of(project: Project, key: int) -> str:
    """How far the gold layer of an article is: "new", IN_REVIEW or ADJUDICATED."""
    found = stored.status_of(project.store, key, GOLD)
    return IN_REVIEW if found == IN_PROGRESS else found


def decisions_of(project: Project, key: int) -> dict[At, Decision]:
    """The decisions of an article by what they judge; none where the analyst may not see them yet."""
    if visibility.is_blind(project, key):
        return {}
    bodies = reviewing.of_article(project.store, key, "decision", GOLD)
    found = (Decision.from_body(body) for body in bodies.values())
    return {decision.at: decision for decision in found}


def provenance(project: Project, key: int) -> dict[str, list[Decision]]:
    """The decisions behind each gold annotation of an article (see `by_gold`)."""
    return by_gold(decisions_of(project, key).values())


def _judged(
    case: Case,
    decisions: Mapping[At, Decision],
    gold: Mapping[str, Annotation],
    hashes: Mapping[At, tuple[str, ...]],
) -> Judged:
    about = tuple(decisions[member.at] for member in case.members if member.at in decisions)
    stands = next((gold[one.gold] for one in about if one.gold and one.gold in gold), None)
    current = tuple(hashes[member.at][0] for member in case.members)
    return Judged(case, _state(case, about, hashes), about, stands, current)


def _state(case: Case, about: Collection[Decision], hashes: Mapping[At, tuple[str, ...]]) -> str:
    if not about:
        return OPEN
    whole = len(about) == len(case.members)
    unchanged = all(decision.revision in hashes[decision.at] for decision in about)
    return DECIDED if whole and unchanged else STALE


def difference_to_gold(
    judged: Annotation, layer: str, gold: Annotation, decisions: Mapping[At, Decision]
) -> tuple[str, ...]:
    """How an annotation differs from what stands for it in the gold layer; empty where it was accepted as it is."""

    def stands(at: At) -> str | None:
        return decisions[at].gold if at in decisions else None

    ours = content_of(judged, layer, stands)
    theirs = content_of(gold, GOLD, lambda at: at[1])
    return differences(ours, theirs)
