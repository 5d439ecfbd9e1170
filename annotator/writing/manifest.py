"""The manifest of a dataset: every file with its SHA-256, and what the dataset was made from and how.

It holds no moment and no machine: the same revisions and recipe give the same manifest. `reading.manifest` takes it
back.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.dataset.facts import Facts
from annotator.domain.dataset.pseudonyms import pseudonym
from annotator.domain.dataset.recipe import Recipe
from annotator.writing.format import Entry

SCHEMA = "annotator-dataset/1"


def manifest(facts: Facts, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The bytes of `manifest.json`; `entries` are all other files, by path."""
    yield orjson.dumps(values(facts, entries), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _called(recipe: Recipe) -> str | None:
    """The layer by the name that the dataset uses for it; exports understand that name too."""
    return recipe.layer if recipe.names or recipe.layer is None else pseudonym(recipe.layer)


def values(facts: Facts, entries: Sequence[Entry]) -> dict[str, Any]:
    """The manifest as plain values."""
    tally = facts.tally
    return {
        "schema": SCHEMA,
        "program": {"name": "annotator", "version": facts.program},
        "project": {"head": facts.head},
        "scheme": {"name": facts.scheme.name, "version": facts.scheme.version},
        "guideline": facts.guideline,
        "recipe": facts.recipe.values() | {"layer": _called(facts.recipe)},
        "seed": facts.recipe.split.seed if facts.recipe.split else None,
        "layers": sorted(tally.layers),
        "splits": list(facts.splits),
        "counts": {
            "articles": tally.articles.total(),
            "examples": tally.examples,
            "annotations": tally.annotations,
            "labels": dict(sorted(tally.by_label().items())),
            "articles_by_split": dict(sorted(tally.articles_by(0).items())) if facts.splits else {},
        },
        "lost": [
            {"what": what, "why": why, "cases": count} for (what, why), count in sorted(facts.lost.items())
        ],
        "leaks": facts.splitting.leaks,
        "files": [{"path": entry.path, "sha256": entry.sha256, "bytes": entry.bytes} for entry in entries],
    }
