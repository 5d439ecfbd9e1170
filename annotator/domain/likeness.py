"""Duplicates among articles: the same body, or near ones by the paragraphs that they share.

Agencies send a story again with another promotion line, with a new lead, cut to half, or as a paragraph of a longer
one. So bodies are compared, not files; and paragraphs, not whole bodies.

Two articles are near-duplicates when the paragraphs of the shorter one that are in the other one too, equal or alike,
make up at least a fifth of it. Of the shorter one, because a flash is a duplicate of the report that takes it up,
however long that is; a fifth, because a quotation that two reporters heard is about a paragraph of seven, while an
update keeps at least its background. Size is counted in different runs of three words, as likeness is. Short
paragraphs count for nothing, nor do those that stand in more than BACKGROUND different bodies: they are the agency's,
not the story's. (Splits of datasets go further: they keep together whatever shares a single paragraph.)
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple, TypeVar

from annotator.domain.article import Article
from annotator.domain.dataset.paragraphs import SHORTEST, Described, described, paragraphs, words_of
from annotator.domain.dataset.plan import BACKGROUND

NEAR = 0.2
"""The part of the shorter article that two share at least."""

SAME_BODY, NEARLY = "same body", "near"
"""Kinds of duplicates."""

_BODY = ("body",)
_MOST_PARAGRAPHS = 20_000
"""So many of an article are compared, from its beginning on: some megabytes of text."""
_PART = 1 << 20
_LONG_ENOUGH = 1 << 20
"""Code points among which there are words, if a body has any."""


class Profile(NamedTuple):
    """What is compared of an article. `body`: hash (16 bytes) of its body without white space, None where that is too
    short to be anybody's own; `paragraphs`: the different ones of the body that count."""

    body: bytes | None
    paragraphs: list[Described]


def profile(article: Article) -> Profile:
    """What is compared of an article: of its body zones, or of its whole text if it has none."""
    body = body_hash(article)  # First: of a large article no two copies are needed at once.
    found = (described(one) for one in islice(paragraphs(article, _BODY), _MOST_PARAGRAPHS))
    different = {one.identity: one for one in found if one is not None}
    return Profile(body, list(different.values()))


def body_hash(article: Article) -> bytes | None:
    """The hash of an article's body, see `Profile`."""
    zones = [zone for zone in article.record.zones if zone.kind in _BODY]
    body = "\n".join(article.text[zone.start : zone.end] for zone in zones) if zones else article.text
    return _hash(body)


def _hash(body: str) -> bytes | None:
    few = len(body.split(None, SHORTEST)) < SHORTEST
    if few and len(words_of(body[:_LONG_ENOUGH])) < SHORTEST:
        return None
    digest = blake2b(digest_size=16)
    for start in range(0, len(body), _PART):
        digest.update("".join(body[start : start + _PART].split()).encode())
    return digest.digest()


class Link(NamedTuple):
    """Two articles (row ids, the smaller first) that are duplicates: of which kind, and the part of the shorter one
    that they share (1 for the same body)."""

    one: int
    other: int
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Material:
    """What links are found in, by row ids of articles and paragraphs.

    `bodies`: the hash of each article's body; `sizes`: of each article (its paragraphs' sizes summed up);
    `standing`: an article's paragraphs that stand elsewhere too, equal or alike; `paragraphs`: the sizes of these;
    `alike`: for a paragraph the others that are alike.
    """

    bodies: Mapping[int, bytes | None]
    sizes: Mapping[int, int]
    standing: Mapping[int, Sequence[int]]
    paragraphs: Mapping[int, int]
    alike: Mapping[int, Sequence[int]]


def background(material: Material, most: int) -> set[int]:
    """The paragraphs that stand in more than `most` different bodies: they are the agency's, not the story's."""
    bodies: dict[int, set[object]] = defaultdict(set)
    for article, some in material.standing.items():
        for paragraph in some:
            bodies[paragraph].add(material.bodies[article] or article)
    return {paragraph for paragraph, different in bodies.items() if len(different) > most}


def links(material: Material) -> list[Link]:
    """The duplicates, by row ids: each of several with the same body with the first of them, and the near ones.

    Of copies whose paragraphs are the same too, the first one alone is compared with others.
    """
    copies: dict[Hashable, int] = {}
    firsts: dict[bytes, int] = {}
    found, compared = [], []
    for article in sorted(material.bodies):
        body = material.bodies[article]
        first = article if body is None else firsts.setdefault(body, article)
        if first != article:
            found.append(Link(first, article, SAME_BODY, 1.0))
        some = frozenset(material.standing.get(article, ()))
        version = body or article, material.sizes[article], some
        if copies.setdefault(version, article) == article:
            compared.append(article)
    near = _Near(material, compared)
    return sorted([*found, *near.links(compared)])


def links_of(material: Material, article: int) -> list[Link]:
    """The duplicates of one article, which need not be the first one of its links."""
    body = material.bodies[article]
    same = [
        other
        for other, its in material.bodies.items()
        if body is not None and its == body and other != article
    ]
    found = [Link(min(article, other), max(article, other), SAME_BODY, 1.0) for other in same]
    near = _Near(material, list(material.standing))
    return sorted([*found, *near.links([article])])


class _Near:
    """Finds near-duplicates among some articles."""

    def __init__(self, material: Material, articles: Sequence[int]) -> None:
        self._material = material
        self._holders: dict[int, list[int]] = defaultdict(list)
        for article in articles:
            for paragraph in material.standing.get(article, ()):
                self._holders[paragraph].append(article)
        self._background = background(material, BACKGROUND)
        self._counted: dict[int, dict[int, int]] = {}

    def links(self, articles: Iterable[int]) -> Iterator[Link]:
        """The near-duplicates of some articles among all; each pair once."""
        seen: set[tuple[int, int]] = set()
        for article in articles:
            for other in self._shared(article):
                pair = min(article, other), max(article, other)
                if pair in seen or self._are_copies(*pair):
                    continue
                seen.add(pair)
                share = self._share(*pair)
                if share >= NEAR:
                    yield Link(*pair, NEARLY, share)

    def _are_copies(self, one: int, other: int) -> bool:
        body = self._material.bodies[one]
        return body is not None and body == self._material.bodies[other]

    def _share(self, one: int, other: int) -> float:
        """The part of the shorter one that they share; of two of a length the greater part."""
        sizes = self._own_size(one), self._own_size(other)
        shorter = min(sizes)
        shared = max(
            self._shared(here).get(there, 0)
            for here, there, size in ((one, other, sizes[0]), (other, one, sizes[1]))
            if size == shorter
        )
        return shared / shorter

    def _own_size(self, article: int) -> int:
        """The size of an article without what is background."""
        material = self._material
        some = material.standing[article]
        return material.sizes[article] - sum(material.paragraphs[p] for p in some if p in self._background)

    def _shared(self, article: int) -> dict[int, int]:
        """How much of an article stands in others, by these."""
        if article not in self._counted:
            counts: dict[int, int] = defaultdict(int)
            for paragraph in self._material.standing.get(article, ()):
                if paragraph not in self._background:
                    for other in self._others(paragraph, article):
                        counts[other] += self._material.paragraphs[paragraph]
            self._counted[article] = dict(counts)
        return self._counted[article]

    def _others(self, paragraph: int, article: int) -> set[int]:
        others = set(self._holders[paragraph])
        for like in self._material.alike.get(paragraph, ()):
            if like not in self._background:
                others.update(self._holders[like])
        others.discard(article)
        return others


T = TypeVar("T", bound=Hashable)


def connected(pairs: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Groups of what is connected by pairs, directly or through others; in the order in which members come first."""
    parents: dict[T, T] = {}

    def root(one: T) -> T:
        parents.setdefault(one, one)
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    for one, other in pairs:
        first, second = root(one), root(other)
        parents[second] = first
    groups: dict[T, list[T]] = defaultdict(list)
    for one in parents:
        groups[root(one)].append(one)
    return list(groups.values())
