"""Duplicates in a project: articles with the same body, and near ones, which share paragraphs (see
`domain.duplicates` for when two are that). Withdrawn articles are nobody's duplicates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.article import Article, Draft, Record
from annotator.domain.difference import Row, rows
from annotator.domain.gc_pause import collector_paused
from annotator.domain.likeness import SAME_BODY, Link, Profile, connected, links, links_of, profile
from annotator.domain.normalise import fingerprint
from annotator.domain.problems import Progress
from annotator.project.articles import key_of, load
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage.alike import NEW, Shelf, is_complete
from annotator.storage.datasets import articles_by_key


@dataclass(frozen=True, slots=True)
class Like:
    """An article (its id) that another one is a duplicate of. `share`: the part of the shorter one that they share, 0
    to 1, by its runs of three words; 1 for the same body. `called`: its headline, or where it has none its id.
    `number`: where it is not in the project but in the same import, its number there."""

    article: str
    kind: str
    share: float
    called: str
    number: int | None = None

    def sentence(self) -> str:
        """What to say of the other one."""
        if self.kind == SAME_BODY:
            return f"Same body as “{self.called}”."
        return f"Near-duplicate of “{self.called}” ({self.share:.0%} of the shorter one shared)."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles (ids) that make a group one, with the kind of duplicates that they are and what they share."""

    one: str
    other: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """Articles (ids, as they came into the file) that are duplicates of one another, directly or through others.

    `pairs` says why, in the same order: of several with the same body each beside the first of them.
    """

    articles: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two articles side by side: each paragraph of either is in one of the rows."""

    one: Article
    other: Article
    rows: Sequence[Row]


def like(project: Project, draft: Draft) -> list[Like]:
    """What an article that is about to be imported is a duplicate of: the same body first, then by what they share.

    The article itself, where the project has it already, does not count; nor does what is not described yet, see
    `importing.index_some`.
    """
    found = around(
        Shelf.of(project.store), profile_of(draft), stored.key_of(project.store, fingerprint(draft.text))
    )
    return named(project, found)


def profile_of(draft: Draft) -> Profile:
    """What is compared of an article that is about to be imported."""
    return profile(Article("", draft.text, Record(draft.metadata, draft.zones, draft.source)))


def around(shelf: Shelf, found: Profile, key: int | None = None) -> list[tuple[int, str, float]]:
    """(row id, kind, share) of what is kept on a shelf and is a duplicate of an article, which may be kept there too
    (`key`): the same body first, then by what they share."""
    if shelf.is_empty:
        return []
    material = shelf.material_around(found, NEW if key is None else key)
    pairs = ((_other(link), link.kind, link.share) for link in links_of(material, NEW))
    return sorted(pairs, key=lambda one: (one[1] != SAME_BODY, -one[2], one[0]))


def _other(link: Link) -> int:
    return link.other if link.one == NEW else link.one


def named(project: Project, found: Iterable[tuple[int, str, float]]) -> list[Like]:
    """Duplicates, given as (row id, kind, share), with the ids and headlines of their articles."""
    found = list(found)
    records = stored.records_of(project.store, [key for key, _, _ in found])
    made = []
    for key, kind, share in found:
        sha = stored.sha_of(project.store, key)
        made.append(Like(sha, kind, share, records.get(key, {}).get("headline") or sha[:12]))
    return made


def groups(project: Project, progress: Progress | None = None) -> list[Group]:
    """All groups of duplicates, by when the first article of each came into the file.

    What is not described yet is described for the time being, so that nothing is missing; that takes its time. Raises
    Cancelled when `progress` does.
    """
    with collector_paused():
        return _grouped(articles_by_key(project.store), _all_links(project, progress or Progress()))


def keys_by_group(project: Project, progress: Progress | None = None) -> list[list[int]]:
    """The row ids of the articles of each group, ascending; see `groups`."""
    with collector_paused():
        found = _all_links(project, progress or Progress())
        return sorted(sorted(group) for group in connected((link.one, link.other) for link in found))


def _all_links(project: Project, progress: Progress) -> list[Link]:
    progress.step(0, 0)
    if is_complete(project.store):
        return links(Shelf.of(project.store).material(progress))
    shelf = Shelf.temporary()
    try:
        shelf.take_over(project.store)
        return links(shelf.material(progress))
    finally:
        shelf.close()


def _grouped(ids: dict[int, str], found: list[Link]) -> list[Group]:
    groups_ = sorted(sorted(group) for group in connected((link.one, link.other) for link in found))
    numbers = {key: number for number, group in enumerate(groups_) for key in group}
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for link in sorted(found):
        pairs[numbers[link.one]].append(Pair(ids[link.one], ids[link.other], link.kind, link.share))
    return [
        Group(tuple(ids[key] for key in group), tuple(pairs[number])) for number, group in enumerate(groups_)
    ]


def others_of(project: Project, key: int) -> list[int]:
    """Row ids of the articles that one (its row id) is a duplicate of, the closest first; not those that are so only
    through others. What is not described yet is not found."""
    found = around(Shelf.of(project.store), profile(load(project, key)), key)
    return [other for other, _, _ in found]


def difference(project: Project, one: str, other: str) -> Difference:
    """Two articles (ids, or unique beginnings of them) side by side, paragraph by paragraph. Raises Problem where there
    is no such article."""
    left, right = (load(project, key_of(project, article)) for article in (one, other))
    return Difference(left, right, rows(left.text, right.text))
