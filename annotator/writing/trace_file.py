"""Where every span of a dataset comes from: a line of JSON for each example, whatever the dataset's own format.

It names the article by its SHA-256 and its source's, each annotation with the SHA-256 of the revision that says so in
the project's log, its author, and the decisions of the review behind it. `reading.trace` takes it back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.dataset.difference import content_of
from annotator.domain.dataset.example import Example, links


def line(one: Example, origins: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The line of an example. `origins`: by annotation id what is known of it beyond the annotation itself."""
    article = one.article
    source = article.record.source
    values = {
        "article": article.id,
        "layer": one.layer.analyst,
        "status": one.layer.status,
        "split": one.split,
        "group": one.group,
        "source": {"name": source.name, "sha256": source.sha256},
        "annotations": [annotation(found, origins.get(found.id, {})) for found in one.layer.annotations],
    }
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)


def annotation(one: Annotation, origin: Mapping[str, Any]) -> dict[str, Any]:
    """An annotation as a line of the trace names it.

    `content` stands for attributes, links and mark, so that two datasets can be compared. `revision`: None for one
    that the export worked out itself; then `parts` names the annotations behind it.
    """
    return {
        "id": one.id,
        "start": one.start,
        "end": one.end,
        "label": one.label,
        "content": content_of(one.attributes, links(one.links), one.unsure),
        "author": one.author,
        "revision": origin.get("revision"),
        "parts": origin.get("parts", []),
        "decisions": origin.get("decisions", []),
    }


def decision(values: Mapping[str, Any], called: Sequence[str]) -> dict[str, Any]:
    """A decision as the trace names it; `called`: layer and reviewer, by the names that the dataset uses.

    Notes stay at home: they are free text, and may name people.
    """
    layer, reviewer = called
    return {
        "layer": layer,
        "annotation": values["annotation"],
        "revision": values["revision"],
        "taken": values["taken"],
        "conflict": values["conflict"],
        "reason": values["reason"],
        "reviewer": reviewer,
        "made": values["made"],
        "hidden": values["hidden"],
    }
