"""What changed between two datasets: articles, annotations, decisions and splits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson

At = tuple[str, str]
"""An article (its id) and the name of a layer of it, as the dataset calls it."""

Span = tuple[int, int, str]
"""Start and end (half-open, code points) and label."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotation as a dataset shows it.

    `content` stands for its attributes, links and mark (see `content_of`). `decisions` are the verdicts of the review
    on it.
    """

    span: Span
    content: str
    decisions: tuple[str, ...] = ()


def content_of(attributes: Mapping[str, Any], links: Sequence[Mapping[str, str]], unsure: bool) -> str:
    """16 hexadecimal digits that stand for what an annotation says beside its span and label."""
    values = attributes, links, unsure
    return sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Held:
    """What a dataset holds of an article with one layer; annotations by id."""

    split: str | None
    annotations: Mapping[str, Marked]


Contents = Mapping[At, Held]


@dataclass
class Difference:
    """What is in the new dataset, in the old one, or in both and not the same.

    `changed`: (where, id, before, now) with a word for what changed: "span", "label", "content" or "decisions".
    """

    articles_added: list[At] = field(default_factory=list)
    articles_gone: list[At] = field(default_factory=list)
    added: list[tuple[At, str, Marked]] = field(default_factory=list)
    gone: list[tuple[At, str, Marked]] = field(default_factory=list)
    changed: list[tuple[At, str, Marked, Marked, tuple[str, ...]]] = field(default_factory=list)
    moved: list[tuple[At, str | None, str | None]] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether the two hold the same."""
        return not any(
            (self.articles_added, self.articles_gone, self.added, self.gone, self.changed, self.moved)
        )

    def by_label(self) -> dict[str, Counter[str]]:
        """How many annotations were added, went, or changed, by label (the new one)."""
        found: dict[str, Counter[str]] = {}
        for what, several in (("added", self.added), ("gone", self.gone)):
            for _, _, one in several:
                found.setdefault(one.span[2], Counter())[what] += 1
        for _, _, _, now, _ in self.changed:
            found.setdefault(now.span[2], Counter())["changed"] += 1
        return dict(sorted(found.items()))

    def values(self) -> dict[str, Any]:
        """All of it as JSON holds it."""
        return {
            "articles": {
                "added": [_at(at) for at in self.articles_added],
                "gone": [_at(at) for at in self.articles_gone],
            },
            "annotations": {
                "added": [_at(at) | {"id": uid} | _marked(one) for at, uid, one in self.added],
                "gone": [_at(at) | {"id": uid} | _marked(one) for at, uid, one in self.gone],
                "changed": [
                    _at(at) | {"id": uid, "what": list(what), "before": _marked(old), "now": _marked(new)}
                    for at, uid, old, new, what in self.changed
                    if what != ("decisions",)
                ],
            },
            "decisions": [
                _at(at) | {"id": uid, "before": list(old.decisions), "now": list(new.decisions)}
                for at, uid, old, new, what in self.changed
                if "decisions" in what
            ],
            "splits": [_at(at) | {"before": old, "now": new} for at, old, new in self.moved],
        }


def difference(old: Contents, new: Contents) -> Difference:
    """Compares two datasets, in the order of articles and layers.

    Annotations are matched by id; where a dataset was made by a format without ids, by span and label.
    """
    found = Difference()
    for at in sorted(old.keys() | new.keys()):
        before, now = old.get(at), new.get(at)
        if before is None and now is not None:
            found.articles_added.append(at)
            found.added += [(at, uid, one) for uid, one in now.annotations.items()]
        elif before is not None and now is None:
            found.articles_gone.append(at)
            found.gone += [(at, uid, one) for uid, one in before.annotations.items()]
        elif before is not None and now is not None:
            if before.split != now.split:
                found.moved.append((at, before.split, now.split))
            _compare(at, before.annotations, now.annotations, found)
    return found


def _compare(at: At, old: Mapping[str, Marked], new: Mapping[str, Marked], found: Difference) -> None:
    for uid, one in old.items():
        if uid not in new:
            found.gone.append((at, uid, one))
        elif what := tuple(_differs(one, new[uid])):
            found.changed.append((at, uid, one, new[uid], what))
    found.added += [(at, uid, one) for uid, one in new.items() if uid not in old]


def _differs(old: Marked, new: Marked) -> Iterator[str]:
    if old.span[:2] != new.span[:2]:
        yield "span"
    if old.span[2] != new.span[2]:
        yield "label"
    if old.content != new.content:
        yield "content"
    if old.decisions != new.decisions:
        yield "decisions"


def _at(at: At) -> dict[str, str]:
    return {"article": at[0], "layer": at[1]}


def _marked(one: Marked) -> dict[str, Any]:
    start, end, label = one.span
    return {"start": start, "end": end, "label": label}
