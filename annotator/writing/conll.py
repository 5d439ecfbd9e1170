"""CoNLL-2003: a token a line in four columns, the last one its tag; a blank line ends a sentence.

Articles begin with a line that is spelt exactly so: other spellings become an article of their own in some readers. The
columns for parts of speech and phrases say that nothing is known.
"""

import sys
from collections.abc import Iterable, Iterator

from annotator.domain.article import STATED, Article
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import NO_PLACE, Losses, parts
from annotator.writing.format import DatasetInfo, File, FormatWriter, stem
from annotator.writing.tokens import Tagged, sentences, tagged, tokenise

_BEGIN = "-DOCSTART- -X- O O\n\n"
_NONE = (sys.maxsize, sys.maxsize, None)
SPACED_LABEL = "its label holds white space, and the format separates columns by it"


class Conll(FormatWriter):
    """One file for each split; tags "B-" (the first token of an annotation), "I-" and "O"."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._labels = setting.labels
        self._spaced = {label for label in setting.labels if len(label.split()) != 1}
        self._losses = losses

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`train.conll` and so on, articles in the order given."""
        yield f"{stem(split)}.conll", map(self._document, examples)

    def _document(self, example: Example) -> bytes:
        text = example.article.text
        tokens = tokenise(text)
        fit = [one for one in example.layer.annotations if one.label not in self._spaced]
        found = tagged(tokens, fit, self._labels)
        self._tell(example, found)
        tags = self._tags(found)
        lines = [f"{text[start:end]} -X- O {tag}\n" for (start, end), tag in zip(tokens, tags, strict=True)]
        for _, last in _whole(sentences(text, tokens), found):
            lines[last - 1] += "\n"
        return (_BEGIN + "".join(lines)).encode()

    def _tags(self, found: Tagged) -> list[str]:
        return found.tags

    def _tell(self, example: Example, found: Tagged) -> None:
        article, layer, losses = example.article, example.layer, self._losses
        for one, why in found.lost:
            losses.of_annotation(article, layer.analyst, one, {"annotation": True}, why)
        for one in layer.annotations:
            if one.label in self._spaced:
                losses.of_annotation(article, layer.analyst, one, {"annotation": True}, SPACED_LABEL)
        for _, _, one in found.kept:
            lost = parts(one, "attributes", "links", "unsure")
            losses.of_annotation(article, layer.analyst, one, lost, NO_PLACE)
        losses.of_article(article, layer.analyst, {"article": _of_article(article)}, NO_PLACE)


class ConllBioes(Conll):
    """CoNLL-2003 with BIOES tags: "E-" for the last token of several, "S-" for a single one."""

    def _tags(self, found: Tagged) -> list[str]:
        tags = found.tags
        for first, last, one in found.kept:
            tags[last - 1] = f"{'S' if last - first == 1 else 'E'}-{one.label}"
        return tags


def _whole(ranges: list[tuple[int, int]], found: Tagged) -> list[tuple[int, int]]:
    """The sentences, but those that an annotation connects as one: in the format none goes on over a blank line."""
    joined: list[tuple[int, int]] = []
    kept = iter(found.kept)
    start, end, _ = next(kept, _NONE)
    for first, last in ranges:
        while end <= first:
            start, end, _ = next(kept, _NONE)
        if joined and start < first:
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _of_article(article: Article) -> list[str]:
    """What is known of an article and has no place in columns."""
    known = article.metadata
    names = ["id", "status", "spacing", "source"]
    names += ["zones"] if article.record.zones else []
    return names + [name for name in STATED if getattr(known, name)]
