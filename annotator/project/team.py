"""Who works on the project, who is to annotate what, and how far that is.

Roles are a recorded setting, not protection: nothing here asks who somebody is. Assignments are objects of their own,
so that equal ones that two people make at the same time are one. An assigned article hides colleagues' annotations of
it from its analyst until they have submitted it: see `visibility`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotation import GOLD, OPEN_STATUSES, PROJECT_LAYER
from annotator.domain.assigning import USUAL_SHARE, Pair, draw, loads, meetings
from annotator.domain.change import Change
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.domain.team import ROLES, Member, assignment_id, rank
from annotator.domain.wording import number
from annotator.project import names
from annotator.project.project import Project, member_edit, new_seed
from annotator.storage import memberships as stored
from annotator.storage.log import Edit
from annotator.storage.reading import current_bodies

UNASSIGNED, ASSIGNED, ALL = "unassigned", "assigned", "all"
WHICH = (UNASSIGNED, ASSIGNED, ALL)
"""Which articles a draw is about: those that nobody has, those that somebody has, both."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How articles are to be drawn: `each` analysts for one, `doubled` percent of them for two at least.

    `seed` None: a new one is made. `keys`: only these articles (row ids) are looked at.
    """

    each: int = 1
    doubled: int = USUAL_SHARE
    seed: int | None = None
    which: str = UNASSIGNED
    keys: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a draw would give: analysts by article (row id), newly and in all. Nothing of it is written yet."""

    seed: int | None
    given: Mapping[int, tuple[str, ...]]
    before: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def assignments(self) -> int:
        """How many would be made."""
        return sum(map(len, self.given.values()))

    @property
    def loads(self) -> dict[str, int]:
        """How many articles each analyst would newly get."""
        return loads({str(key): names for key, names in self.given.items()})

    @property
    def meetings(self) -> dict[Pair, int]:
        """How many of these articles each two analysts would have in common, what they have already counted too."""
        both = {key: (*self.before.get(key, ()), *names) for key, names in self.given.items()}
        return meetings({str(key): names for key, names in both.items()})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a member is. Of what is assigned: not opened, opened, opened again after it was submitted, submitted.

    `besides`: layers of articles that were not assigned. `role` is "" for who is no member (any more).
    """

    name: str
    role: str
    waiting: int = 0
    opened: int = 0
    reopened: int = 0
    submitted: int = 0
    besides: int = 0

    @property
    def assigned(self) -> int:
        """How many articles they have been given."""
        return self.waiting + self.opened + self.reopened + self.submitted

    @property
    def words(self) -> str:
        """`4 articles assigned: 1 submitted, 1 reopened, 2 not opened; 1 layer of other articles`."""
        counts = (
            (self.submitted, "submitted"),
            (self.reopened, "reopened"),
            (self.opened, "opened"),
            (self.waiting, "not opened"),
        )
        parts = ", ".join(f"{count:,} {what}" for count, what in counts if count)
        besides = f"; {number(self.besides, 'layer')} of other articles" if self.besides else ""
        return f"{number(self.assigned, 'article')} assigned{': ' if parts else ''}{parts}{besides}"


@dataclass(frozen=True, slots=True)
class ArticleStanding:
    """How far an article is: a state ("assigned", "opened", "reopened", "submitted") by analyst, assigned or not.

    `assigned`: to whom it is assigned. `gold`: the status of the gold layer, "" if there is none.
    """

    key: int
    states: Mapping[str, str]
    assigned: tuple[str, ...]
    gold: str = ""

    @property
    def words(self) -> str:
        """`anna submitted, ben assigned, gold in review`."""
        said = [f"{name} {state}" for name, state in self.states.items()]
        return ", ".join(said + [f"gold {self.gold}"] * bool(self.gold)) or "nobody"


# Members


def members(project: Project) -> list[Member]:
    """The team, by name."""
    bodies = current_bodies(project.store, "member", PROJECT_LAYER)
    return sorted((Member.from_body(name, body) for name, body in bodies.items()), key=lambda one: one.name)


def role_of(project: Project, name: str) -> str:
    """The role that is recorded of somebody; "" if none is."""
    return next((one.role for one in members(project) if one.name == name), "")


def set_member(project: Project, name: str, role: str, seed: int | None = None) -> Change:
    """Takes somebody into the team, or gives them another role. It is a recorded setting and protects nothing.

    `seed` decides in which order they are given articles; a new member gets one, a present one keeps theirs.
    """
    if role not in ROLES:
        raise UnknownName(f"{role!r} is no role: {', '.join(ROLES)}.")
    name = names.of(project.store, name)
    before = next((one for one in members(project) if one.name == name), None)
    member = replace(before or Member(name, role, new_seed()), role=role)
    member = member if seed is None else replace(member, seed=seed)
    action = f"take {name} into the team" if before is None else f"make {name} {role}"
    return project.act(action, [] if member == before else [member_edit(member)])


def remove_member(project: Project, name: str) -> Change:
    """Takes somebody out of the team. Their layers and assignments stay."""
    if not role_of(project, name):
        raise UnknownName(f"{name!r} is not in the team.")
    return project.act(f"take {name} out of the team", [Edit("member", name, PROJECT_LAYER, None)])


# Assignments


def assignments(project: Project) -> dict[int, tuple[str, ...]]:
    """To whom each assigned article (row id) is assigned."""
    found: dict[int, list[str]] = {}
    for key, analyst in stored.all_assignments(project.store):
        found.setdefault(key, []).append(analyst)
    return {key: tuple(names) for key, names in found.items()}


def assign(project: Project, keys: Collection[int], analysts: Sequence[str]) -> Change:
    """Gives each of the articles to each of the analysts, in one action; who has it already keeps it."""
    return carry_out(project, by_hand(project, keys, analysts))


def by_hand(project: Project, keys: Collection[int], analysts: Sequence[str]) -> Plan:
    """What `assign` would give; writes nothing."""
    called = list(dict.fromkeys(names.of(project.store, name) for name in analysts))
    if not called or not keys:
        raise Problem("Nothing was assigned: name articles and analysts.")
    before = assignments(project)
    given = {key: tuple(n for n in called if n not in before.get(key, ())) for key in dict.fromkeys(keys)}
    return Plan(None, {key: some for key, some in given.items() if some}, before)


def plan(project: Project, analysts: Sequence[str], wish: Wish = Wish()) -> Plan:
    """Draws who gets what; writes nothing. Withdrawn articles are left out. See `domain.assigning.draw`."""
    before = assignments(project)
    shas = {sha: key for key, sha in _among(project, before, wish.which, wish.keys)}
    seed = new_seed() if wish.seed is None else wish.seed
    held = {sha: before[key] for sha, key in shas.items() if key in before}
    called = list(dict.fromkeys(names.of(project.store, name) for name in analysts))
    made = draw(list(shas), called, wish.each, wish.doubled, seed, held)
    return Plan(
        seed,
        {shas[sha]: some for sha, some in made.items()},
        {shas[sha]: some for sha, some in held.items()},
    )


def keys_among(project: Project, which: str) -> list[int]:
    """Row ids of the articles, not withdrawn, that nobody has, that somebody has, or of all."""
    return [key for key, _ in _among(project, assignments(project), which, None)]


def _among(
    project: Project, before: Mapping[int, object], which: str, keys: Collection[int] | None
) -> Iterator[tuple[int, str]]:
    """Row id and id of each."""
    if which not in WHICH:
        raise UnknownName(f"{which!r} says not which articles: {', '.join(WHICH)}.")
    wanted = None if keys is None else set(keys)
    for key, sha in stored.listed_articles(project.store):
        if (wanted is None or key in wanted) and which in (ALL, ASSIGNED if key in before else UNASSIGNED):
            yield key, sha


def carry_out(project: Project, made: Plan) -> Change:
    """Assigns what a plan says, in one action. Who was not in the team yet is, as an analyst, from now on."""
    names = {name for some in made.given.values() for name in some}
    fresh = sorted(names - {one.name for one in members(project)})
    name = f"assign {number(len(made.given), 'article')}"
    return project.act(name, _edits(project, made, fresh))


def _edits(project: Project, made: Plan, fresh: Iterable[str]) -> Iterator[Edit]:
    for name in fresh:
        yield member_edit(Member(name, seed=new_seed()))
    keys = list(made.given)
    shas, known = (
        stored.shas_of(project.store, keys),
        stored.ever_assigned(project.store, keys, PROJECT_LAYER),
    )
    for key, some in made.given.items():
        for name in some:
            body = {"analyst": name, "seed": made.seed}
            uid = assignment_id(shas[key], name)
            yield Edit("assignment", uid, PROJECT_LAYER, body, key, shas[key], fresh=uid not in known)


def take_back(
    project: Project,
    keys: Collection[int] | None = None,
    analysts: Collection[str] | None = None,
    begun: bool = False,
) -> Change:
    """Takes assignments back, in one action: of these articles (None: all), from these analysts (None: all).

    Those whose layer was opened or submitted stay, unless `begun`. Layers are never touched.
    """
    found = [
        (key, name, state)
        for key, name, state in stored.states(project.store, sorted(_assigned_among(project, keys)))
        if analysts is None or name in analysts
    ]
    gone = [(key, name) for key, name, state in found if begun or state == "assigned"]
    shas = stored.shas_of(project.store, sorted({key for key, _ in gone}))
    edits = (
        Edit("assignment", assignment_id(shas[key], name), PROJECT_LAYER, None, key, shas[key])
        for key, name in gone
    )
    return project.act(f"take back {number(len(gone), 'assignment')}", edits)


def _assigned_among(project: Project, keys: Collection[int] | None) -> set[int]:
    there = {key for key, _ in stored.all_assignments(project.store)}
    return there if keys is None else there & set(keys)


# In which order, and how far


def count_assigned(project: Project, analyst: str) -> int:
    """How many articles, not withdrawn, are assigned to somebody."""
    return stored.count_assigned(project.store, analyst)


def order_of(project: Project, analyst: str) -> list[int]:
    """Row ids of the articles, not withdrawn, that are assigned to somebody, in the order in which they get them.

    It is shuffled by the member's seed, so that no two start with the same, and stays as it is when more is assigned.
    """
    keys = stored.assigned_keys(project.store, analyst)
    return shuffled_for(project, analyst, keys)


def shuffled_for(project: Project, analyst: str, keys: Sequence[int]) -> list[int]:
    """Articles (row ids) in an analyst's order."""
    seed = next((one.seed for one in members(project) if one.name == analyst), 0)
    shas = stored.shas_of(project.store, keys)
    return sorted(keys, key=lambda key: rank(seed, shas[key]))


def standings(project: Project) -> list[Standing]:
    """How far everybody is: members, and others who have assignments or layers, by name."""
    roles = {one.name: one.role for one in members(project)}
    counts: dict[str, dict[str, int]] = {name: {} for name in roles}
    for name, state, count in stored.counts(project.store):
        counts.setdefault(name, {})["waiting" if state == "assigned" else state] = count
    for name, count in stored.besides(project.store).items():
        if name not in RESERVED_LAYERS:
            counts.setdefault(name, {})["besides"] = count
    return [Standing(name, roles.get(name, ""), **counts[name]) for name in sorted(counts)]


def article_standings(project: Project, keys: Sequence[int]) -> list[ArticleStanding]:
    """How far each of the articles is, in their order."""
    states: dict[int, dict[str, str]] = {key: {} for key in keys}
    assigned: dict[int, list[str]] = {key: [] for key in keys}
    gold: dict[int, str] = {}
    for key, name, state in stored.states(project.store, keys):
        states[key][name] = state
        assigned[key].append(name)
    for key, name, status, reopened in stored.statuses(project.store, keys):
        if name == GOLD:
            gold[key] = status
        elif name not in RESERVED_LAYERS and name not in states[key]:
            is_open = status in OPEN_STATUSES
            states[key][name] = ("reopened" if reopened else "opened") if is_open else "submitted"
    return [
        ArticleStanding(key, dict(sorted(states[key].items())), tuple(assigned[key]), gold.get(key, ""))
        for key in keys
    ]
