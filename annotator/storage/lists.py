"""The rows of the lists, held against the revisions that they are computed from, as articles leave the project.

By these rows it is chosen what leaves: a damaged one would leave something out, or put it where it does not belong.
"""

from collections.abc import Iterable, Mapping, Sequence

from annotator.domain.annotation import IN_PROGRESS, Annotation
from annotator.domain.article import Article
from annotator.storage.log import body_of
from annotator.storage.sealing import CURRENT, Broken
from annotator.storage.store import LISTED, Store, listed

_OF_LAYERS = (
    "FROM layer_row JOIN layer ON layer.id = layer_row.layer LEFT JOIN head ON head.article = layer_row.article "
    "AND head.layer = layer_row.layer AND head.kind = 'layer' AND head.object = layer.name AND NOT head.gone "
    "LEFT JOIN revision ON revision.id = head.revision"
)


def require_lists(
    store: Store,
    keys: Sequence[int],
    layers: Sequence[str],
    texts: Mapping[int, Article],
    annotations: Mapping[tuple[int, str], Iterable[Annotation]],
) -> None:
    """Raises Damaged for the first row about the articles that says something else than their revisions."""
    _require_articles(store, keys, texts)
    rows = store.rows(
        f"SELECT layer_row.article, layer.name, status, annotations, "
        f"CASE WHEN head.revision IS NOT NULL THEN {CURRENT} END {_OF_LAYERS} "
        f"WHERE layer_row.article IN {LISTED} AND layer.name IN {LISTED}",
        [listed(keys), listed(layers)],
    )
    for key, layer, status, count, data in rows:
        there = {one.id for one in annotations.get((key, layer), ())}
        # Nobody ever said how far a layer is in which something was made first.
        said = IN_PROGRESS if data is None else body_of(data)["status"]
        if count != len(there) or status != said:
            raise store.damaged(Broken(key, f"layer of {layer}"))


def _require_articles(store: Store, keys: Sequence[int], texts: Mapping[int, Article]) -> None:
    rows = store.rows(
        "SELECT article, headline, agency, place, published, withdrawn FROM article_row "  # noqa: S608 marks only
        f"WHERE article IN {LISTED}",
        [listed(keys)],
    )
    for key, *row in rows:
        about = texts[key].record.metadata
        said = [about.headline or "", about.agency or "", about.place or "", about.published or ""]
        if row != [*said, texts[key].record.withdrawn]:
            raise store.damaged(Broken(key, "row in the list"))
