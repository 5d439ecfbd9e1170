"""What a dataset lacks of the layers it was made from: each case is listed, and counted by its reason.

A line of the list (`lost.jsonl`) has the keys article, layer, annotation, label, start, end, text, lost and why; what
does not apply is null. `lost` says what is not there:

- `{"annotation": true}`: the whole annotation
- `{"attributes": {name: value}}`, `{"links": [{"type", "to"}]}`, `{"unsure": true}`: parts of one that is there
- `{"span": [start, end]}`: it is there, but at these offsets (half-open, code points)
- `{"tags": true}`: it is there as a span, but not among the tags of the tokens
- `{"article": [names]}`: what is not there of an article: "zones", "agency", …, or "all" of it; then `near` names the
  articles that it shares paragraphs with, if those are why
- `{"cut": [columns]}`: these cells of a table hold the beginning only
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.dataset.example import links

OVERLAPS = "it overlaps another one, and the format has one tag for a token"
NO_PLACE = "the format has no place for it"
NO_TARGET = "what it points to is not in the dataset"
OFF_TOKENS = "it begins or ends inside a token"


class Losses:
    """Takes the cases one by one; memory does not grow with their number.

    `keep` is given each line of the list as bytes. `counts`: how many cases by (what, why).
    """

    def __init__(self, keep: Callable[[bytes], object] | None = None) -> None:
        self._keep = keep
        self.counts: Counter[tuple[str, str]] = Counter()

    def of_annotation(
        self, article: Article, layer: str, one: Annotation, lost: dict[str, Any], why: str
    ) -> None:
        """Something of an annotation is lost; `lost` as described above, empty if nothing is."""
        if not lost:
            return
        for what in lost:
            self.counts[what, why] += 1
        if self._keep is not None:
            self._keep(
                _line(
                    {
                        "article": article.id,
                        "layer": layer,
                        "annotation": one.id,
                        "label": one.label,
                        "start": one.start,
                        "end": one.end,
                        "text": article.text[one.start : one.end],
                        "lost": lost,
                        "why": why,
                    }
                )
            )

    def of_article(
        self,
        article: Article,
        layer: str | None,
        lost: dict[str, Any],
        why: str,
        near: Sequence[str] | None = None,
    ) -> None:
        """Something of an article is lost in a layer (None: in all); `near`: other articles (ids) that are why."""
        if not lost:
            return
        for what in lost:
            self.counts[what, why] += 1
        if self._keep is not None:
            nothing = {"annotation": None, "label": None, "start": None, "end": None, "text": None}
            said = {"article": article.id, "layer": layer, **nothing, "lost": lost, "why": why}
            self._keep(_line(said if near is None else said | {"near": list(near)}))


def parts(one: Annotation, *names: str) -> dict[str, Any]:
    """The parts ("attributes", "links", "unsure") that an annotation has, as `Losses` takes them."""
    lost: dict[str, Any] = {}
    if one.attributes and "attributes" in names:
        lost["attributes"] = dict(sorted(one.attributes.items()))
    if one.links and "links" in names:
        lost["links"] = links(one.links)
    if one.unsure and "unsure" in names:
        lost["unsure"] = True
    return lost


def _line(values: dict[str, Any]) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)
