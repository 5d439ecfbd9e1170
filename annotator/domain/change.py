"""What an action changed, so that each screen can decide for itself whether to refresh."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The result of one action.

    `annotations` are the ids it touched; `articles` the articles whose layer or metadata it touched
    (by SHA-256), `listed` whether the list of articles gained or lost members, `scheme` whether labels changed.
    """

    name: str
    articles: frozenset[str] = frozenset()
    annotations: tuple[str, ...] = ()
    layers: frozenset[tuple[str, str]] = frozenset()
    listed: bool = False
    scheme: bool = False

    def __bool__(self) -> bool:
        return bool(self.articles or self.annotations or self.layers or self.listed or self.scheme)
