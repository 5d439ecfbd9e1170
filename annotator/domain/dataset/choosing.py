"""Which annotations of a layer go into a dataset, drawn and labelled by which conventions."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.domain.annotation import Annotation, Layer, text_order
from annotator.domain.article import Article, Zone
from annotator.domain.dataset.conventions import (
    Widen,
    merge_contents,
    merged_scheme,
    with_marks,
    with_titles,
)
from annotator.domain.dataset.example import links
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.scheme import Scheme

NOT_CHOSEN = "what it leads to is not in the dataset"
MERGED = "the parts of a merged span say different things"


class Chooser:
    """Applies a recipe to layers, one by one. `widen` finds the titles before a name (see `conventions`)."""

    def __init__(self, recipe: Recipe, scheme: Scheme, widen: Widen) -> None:
        self._recipe = recipe
        self._scheme = scheme
        self._units = {label.name: label.unit for label in scheme.labels}
        self._zones = frozenset(recipe.zones or scheme.annotated_zones)
        self._labels = frozenset(recipe.labels)
        self._widen = widen
        self._called: Callable[[str], str] = (lambda name: name) if recipe.names else pseudonym

    @property
    def scheme(self) -> Scheme:
        """The scheme of what comes out."""
        scheme = merged_scheme(self._scheme) if self._recipe.merged else self._scheme
        if not self._labels:
            return scheme
        kept = tuple(label for label in scheme.labels if label.name in self._labels)
        return replace(scheme, labels=kept) if kept else scheme

    def layer(self, article: Article, layer: Layer, losses: Losses) -> tuple[Layer, dict[str, str]]:
        """The layer as the dataset holds it; what the recipe did not ask to lose is told to `losses`.

        Offsets stay code points of the article's whole text. The second value says which annotations (ids) went into
        which by merging.
        """
        found, gone = self._in_zones(article, layer, losses), dict[str, str]()
        if self._recipe.merged:
            found, gone = self._merged(article, layer, found, losses)
        if self._labels:
            found = [one for one in found if one.label in self._labels]
        drawn = [self._drawn(article.text, one) for one in found] if self._redraws else found
        if len(drawn) < len(layer.annotations):
            drawn = [
                self._linked(article, layer, one, {other.id for other in drawn}, losses) for one in drawn
            ]
        if self._redraws or self._recipe.merged:
            drawn.sort(key=text_order)
        called = self._called
        named = [one if called(one.author) == one.author else _by(one, called(one.author)) for one in drawn]
        return Layer(called(layer.analyst), layer.status, tuple(named)), gone

    @property
    def _redraws(self) -> bool:
        return self._recipe.marks_inside or self._recipe.titles_inside

    def _in_zones(self, article: Article, layer: Layer, losses: Losses) -> list[Annotation]:
        """Keeps the annotations that lie in a zone of the kinds asked for. A text without zones is all body."""
        others = [zone for zone in article.record.zones if zone.kind not in self._zones]
        if not others and "body" in self._zones:
            return list(layer.annotations)
        kept = []
        for one in layer.annotations:
            kinds = _kinds(article.record.zones, one)
            if kinds & self._zones:
                kept.append(one)
            else:
                where = " and ".join(sorted(kinds))
                losses.of_annotation(
                    article, self._called(layer.analyst), one, {"annotation": True}, f"it lies in the {where}"
                )
        return kept

    def _merged(
        self, article: Article, layer: Layer, found: Sequence[Annotation], losses: Losses
    ) -> tuple[list[Annotation], dict[str, str]]:
        merged, gone = merge_contents(found, self._scheme)
        by_id = {one.id: one for one in merged}
        for one in found:
            into = by_id[gone.get(one.id, one.id)]
            lost = {n: v for n, v in one.attributes.items() if n not in into.attributes}
            if lost:
                losses.of_annotation(article, self._called(layer.analyst), one, {"attributes": lost}, MERGED)
        return list(merged), gone

    def _drawn(self, text: str, one: Annotation) -> Annotation:
        unit = self._units.get(one.label, "quotation" if self._recipe.merged else "")
        if self._recipe.marks_inside:
            one = with_marks(text, one, unit)
        return with_titles(text, one, unit, self._widen) if self._recipe.titles_inside else one

    def _linked(
        self, article: Article, layer: Layer, one: Annotation, there: set[str], losses: Losses
    ) -> Annotation:
        cut = [link for link in one.links if link.to not in there]
        if not cut:
            return one
        lost = {"links": links(cut)}
        losses.of_annotation(article, self._called(layer.analyst), one, lost, NOT_CHOSEN)
        return replace(one, links=tuple(link for link in one.links if link.to in there))


def _kinds(zones: Sequence[Zone], one: Annotation) -> set[str]:
    """The kinds of the zones that it shares a character with; body where it shares one with none."""
    return {z.kind for z in zones if z.start < one.end and one.start < z.end} or {"body"}


def _by(one: Annotation, author: str) -> Annotation:
    """A copy of an annotation under another author's name; quicker than `replace`, since there are many."""
    return Annotation(
        one.id,
        one.start,
        one.end,
        one.label,
        one.attributes,
        one.links,
        one.unsure,
        author,
        one.made,
        one.origin,
    )
