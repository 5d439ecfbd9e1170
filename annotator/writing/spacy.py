"""spaCy's own files: documents with the annotations as spans, and a configuration that trains on them.

`doc.spans["sc"]` holds every annotation, over the tokens of spaCy's own rules for the language, so that a pipeline
meets the same ones later; one that begins or ends within a token is widened. `doc.ents` holds those that `tagged`
chooses.
What spaCy has no place for stands in `doc.user_data["annotator"]`: `article`, and `spans` by their ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.domain.dataset.example import Example, details
from annotator.domain.dataset.losses import OFF_TOKENS, Losses
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, stem
from annotator.writing.jsonl import about
from annotator.writing.spacy_config import config
from annotator.writing.tokens import tagged
from annotator.writing.unconnected import unconnected

KEY = "sc"
"""The group of spans that spaCy's span categorizer learns from unless told otherwise."""
USER_DATA = "annotator"
MOST_DOCUMENTS = 1000
MOST_TOKENS = 1_000_000
"""Of one file; what it holds is in memory at once."""
_VALIDATION = ("validation", "valid", "dev", "development", "test")


class Spacy(FormatWriter):
    """A folder for each split with files of at most 1,000 documents, and `config.cfg`."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses
        self._longest = 1

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """`train/0001.spacy` and so on, documents in the order given."""
        rest = iter(examples)
        for number, first in enumerate(rest, 1):
            yield f"{stem(split)}/{number:04}.spacy", self._file(first, rest)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """`config.cfg`: what is trained on the first split and tried on the one for that."""
        splits = self._setting.splits
        train = "train" if "train" in splits else stem(splits[0] if splits else None)
        dev = next((split for split in _VALIDATION if split in splits and split != train), train)
        nlp = _blank(self._setting.language)
        text = config(nlp.lang, nlp.config["nlp"]["tokenizer"], train, dev, KEY, self._longest)
        yield "config.cfg", [text.encode()]

    def _file(self, first: Example, rest: Iterator[Example]) -> Iterator[bytes]:
        """One file: the first example, and of the rest as many as it takes."""
        # Anew for each file: a vocabulary remembers every word that it has met.
        nlp = _blank(self._setting.language)
        from spacy.tokens import DocBin

        documents = DocBin(["ENT_IOB", "ENT_TYPE"], store_user_data=True)
        count, example = 0, first
        while True:
            document = self._document(nlp, example)
            documents.add(document)
            count += len(document)
            if len(documents) >= MOST_DOCUMENTS or count >= MOST_TOKENS:
                break
            following = next(rest, None)
            if following is None:
                break
            example = following
        yield documents.to_bytes()

    def _document(self, nlp: Any, example: Example) -> Any:
        article, layer = example.article, example.layer
        # Not through the pipeline, which refuses long texts.
        document = nlp.tokenizer(article.text)
        spans = []
        kept: dict[str, Any] = {}
        moved: dict[str, list[int]] = {}
        for one in layer.annotations:
            span = document.char_span(
                one.start, one.end, label=one.label, alignment_mode="expand", span_id=one.id
            )
            if span is None:
                self._losses.of_annotation(article, layer.analyst, one, {"annotation": True}, OFF_TOKENS)
                continue
            spans.append(span)
            kept[one.id] = details(one)
            self._longest = max(self._longest, len(span))
            if (span.start_char, span.end_char) != one.span:
                moved[one.id] = [span.start_char, span.end_char]
        document.spans[KEY] = spans
        self._set_entities(document, example, kept, moved)
        known = {"id": article.id, "layer": layer.analyst, "status": layer.status, "split": example.split}
        known |= {"group": example.group} | about(article.record)
        document.user_data[USER_DATA] = {"article": known, "spans": kept}
        return document

    def _set_entities(
        self, document: Any, example: Example, written: dict[str, Any], moved: dict[str, list[int]]
    ) -> None:
        """Fills `ents`, and tells what is not among them or was widened."""
        from spacy.tokens import Span

        text, layer = example.article.text, example.layer
        # spaCy refuses entities with white space at an edge, which it has tokens for.
        tokens = [(token.idx, token.idx + len(token)) for token in document]
        fit = [
            one for one in layer.annotations if text[one.start : one.end].strip() == text[one.start : one.end]
        ]
        found = tagged(tokens, fit, self._setting.labels)
        document.set_ents(
            [Span(document, first, last, label=one.label) for first, last, one in found.kept],
            default="outside",
        )
        why = {one.id: reason for one, reason in found.lost}
        kept = {one.id for _, _, one in found.kept}
        for one in layer.annotations:
            if one.id in written and one.id not in kept:
                lost = {"span": moved[one.id]} if one.id in moved else {}
                reason = why.get(one.id, OFF_TOKENS)
                self._losses.of_annotation(
                    example.article, layer.analyst, one, {**lost, "tags": True}, reason
                )


def _blank(language: str | None) -> Any:
    """spaCy's rules for a language; those for any where it has none, or needs yet another package for them."""
    # Not everybody has it installed, nothing else needs it, and it is slow to import.
    with unconnected():
        import spacy

    try:
        return spacy.blank(language or "en")
    except ImportError:
        return spacy.blank("xx")
