"""What every format writes: an article with one layer of it, in one split."""

from dataclasses import dataclass

from annotator.domain.annotation import Layer
from annotator.domain.article import Article


@dataclass(frozen=True, slots=True)
class Example:
    """An article with one layer, as the dataset is to hold it: chosen, by the conventions asked for, with pseudonyms.

    `split`: the name of its split, None in a dataset without splits. `group`: the id of the article after which its
    group of near-duplicates is called, None where groups were not asked for.
    """

    article: Article
    layer: Layer
    split: str | None = None
    group: str | None = None
