"""Rows of our Hugging Face datasets: the spans are what counts, tokens and tags were made from them."""

from typing import Any

Json = dict[str, Any]

_MADE = ("tokens", "ner_tags", "spans")


def is_row(content: Json) -> bool:
    """Whether a line is a row with text, tags and spans."""
    return "text" in content and all(key in content for key in _MADE)


def from_row(content: Json) -> Json:
    """A row of a dataset as a record of our own JSON lines: a layer, even if nothing is marked in it."""
    spans = content["spans"]
    article = {key: value for key, value in content.items() if key not in _MADE}
    if type(spans) is list:
        spans = [_annotation(span) if type(span) is dict else span for span in spans]
    return article | {"annotations": spans, "layer": content.get("layer") or True}


def _annotation(span: Json) -> Json:
    attributes = span.get("attributes")
    return span | {"attributes": _attributes(attributes)} if type(attributes) is list else span


def _attributes(pairs: list[Any]) -> Any:
    """Values by name; the pairs as they are where they are none, so that the line is rejected for them."""
    found: Json = {}
    for pair in pairs:
        name = pair.get("name") if type(pair) is dict else None
        if type(name) is not str or "value" not in pair:
            return pairs
        several = pair.get("several") is True or name in found
        before = found.get(name, [])
        found[name] = (
            [*(before if type(before) is list else [before]), pair["value"]] if several else pair["value"]
        )
    return found
