"""A dataset as two tables: an annotation a row, and a frame a row."""

from collections.abc import Iterator, Mapping
from itertools import chain

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import NO_PLACE, Losses
from annotator.domain.frame import frame_labels, frames_of
from annotator.writing import frame_table
from annotator.writing.format import DatasetInfo
from annotator.writing.rows import Row

NO_COLUMN = "the scheme does not know it, so it has no column"
_BEFORE = (
    "article",
    "headline",
    "agency",
    "published",
    "layer",
    "split",
    "status",
    "start",
    "end",
    "text",
    "label",
)
_AFTER = ("links", "unsure", "author", "made", "origin", "id")
_BETWEEN = "; "
"""Between several values in one cell."""


class Table:
    """The two tables of a dataset, row by row; what they have no place for goes to the losses."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses
        pairs = [(label.name, a.name) for label in setting.scheme.labels for a in label.attributes]
        self._at = {pair: len(_BEFORE) + number for number, pair in enumerate(pairs)}
        self.titles = [*_BEFORE, *(f"{label}.{name}" for label, name in pairs), *_AFTER]
        labels = frame_labels(setting.scheme)
        self._columns = frame_table.columns_to_write(labels)
        self.frame_titles = ["layer", "split", *frame_table.titles(self._columns)] if labels else []
        self._last = ""

    def annotations(self, example: Example) -> Iterator[tuple[Annotation, Row]]:
        """A row below `titles` for each annotation of a layer."""
        self._note_article(example)
        article, layer, known = example.article, example.layer, example.article.metadata
        before = [
            article.id,
            known.headline,
            known.agency or "",
            known.published or "",
            layer.analyst,
            example.split or "",
            layer.status,
        ]
        empty = [""] * len(self._at)
        words = {one.id: article.text[one.start : one.end] for one in layer.annotations}
        for one in layer.annotations:
            row: list[str | int] = [*before, one.start, one.end, words[one.id], one.label, *empty]
            if one.attributes:
                self._fill(row, one, example)
            row += (
                _links(one, words) if one.links else "",
                "yes" if one.unsure else "",
                one.author,
                one.made,
                one.origin,
                one.id,
            )
            yield one, row

    def frames(self, example: Example) -> Iterator[Row]:
        """A row below `frame_titles` for each frame of a layer."""
        layer, setting = example.layer, self._setting
        before = (layer.analyst, example.split or "")
        found = frames_of(setting.scheme, example.article, layer.annotations, setting.name_of)
        return ([*before, *frame_table.row(one, self._columns)] for one in found)

    def _fill(self, row: list[str | int], one: Annotation, example: Example) -> None:
        unknown = {}
        for name, value in one.attributes.items():
            at = self._at.get((one.label, name))
            if at is None:
                unknown[name] = value
            else:
                row[at] = value if isinstance(value, str) else _BETWEEN.join(value)
        if unknown:
            lost = {"attributes": dict(sorted(unknown.items()))}
            self._losses.of_annotation(example.article, example.layer.analyst, one, lost, NO_COLUMN)

    def _note_article(self, example: Example) -> None:
        """What is not there of an article, once: its layers follow one another."""
        article = example.article
        if article.id == self._last:
            return
        self._last = article.id
        known = article.metadata
        lost = [name for name in ("place", "date_evidence", "language") if getattr(known, name)]
        lost += ["text", "source", *(["zones"] if article.record.zones else [])]
        self._losses.of_article(article, None, {"article": lost}, NO_PLACE)

    def note_empty(self, example: Example) -> None:
        """A layer without annotations has no row: that is listed."""
        if not example.layer.annotations:
            self._losses.of_article(example.article, example.layer.analyst, {"article": ["all"]}, NO_PLACE)


def _links(one: Annotation, words: Mapping[str, str]) -> str:
    return _BETWEEN.join(
        " ".join(chain((f"{link.type}:",), words.get(link.to, "").split(), (f"[{link.to}]",)))
        for link in one.links
    )
