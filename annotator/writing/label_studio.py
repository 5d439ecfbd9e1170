"""Label Studio: a list of tasks for each split, and the labelling configuration that their names belong to.

A label's attributes are controls of their own, called `label.attribute`, and `label.attribute[]` where several values
may be chosen: so their names alone say what a result of Label Studio is in our scheme.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

import orjson

from annotator.domain.annotation import Annotation, AttributeValue
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.scheme import Attribute, Label, Scheme
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, stem
from annotator.writing.meta import kept, lose_dangling, meta

Json = dict[str, Any]
_UNKNOWN = "#5f6368"
"""The colour of a label that the scheme does not know."""


class LabelStudio(FormatWriter):
    """`SPLIT.json` for each split, `config.xml` beside them."""

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._setting = setting
        self._losses = losses
        self._controls = controls(setting.scheme)

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """One list, a task a line."""
        yield f"{stem(split)}.json", self._tasks(examples)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """The configuration, for a project's settings."""
        yield "config.xml", [configuration(self._setting).encode()]

    def _tasks(self, examples: Iterable[Example]) -> Iterator[bytes]:
        between = b"[\n"
        for one in examples:
            lose_dangling(one, {a.id for a in one.layer.annotations}, self._losses)
            yield between + orjson.dumps(task(one, self._controls))
            between = b",\n"
        yield b"[\n]\n" if between == b"[\n" else b"\n]\n"


def task(one: Example, known: dict[tuple[str, str], Attribute]) -> Json:
    """A task with one finished annotation of it. `known`: see `controls`."""
    text = one.article.text
    result: list[Json] = []
    links: list[Json] = []
    ids = {a.id for a in one.layer.annotations}
    for a in one.layer.annotations:
        about = kept(a, links=False)
        del about["id"]
        about.pop("unsure", None)
        place = {"start": a.start, "end": a.end, "text": text[a.start : a.end]}
        region = {
            "id": a.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {**place, "labels": [a.label]},
            "meta": about,
        }
        result.append(region)
        if a.attributes:
            result += _fields(a, about, place, known)
        if a.unsure:
            result.append(_choices(a, "unsure", place, ["unsure"]))
        links += [
            {"type": "relation", "from_id": a.id, "to_id": x.to, "direction": "right", "labels": [x.type]}
            for x in a.links
            if x.to in ids
        ]
    return {"data": {"text": text, **meta(one)}, "annotations": [{"result": result + links}]}


def controls(scheme: Scheme) -> dict[tuple[str, str], Attribute]:
    """Attributes by the names of label and attribute."""
    return {(label.name, a.name): a for label in scheme.labels for a in label.attributes}


def _fields(a: Annotation, about: Json, place: Json, known: dict[tuple[str, str], Attribute]) -> list[Json]:
    """The results for attributes; those that no control can show stay in the region's own `meta`."""
    results, left = [], {}
    for name, value in about.pop("attributes").items():
        attribute = known.get((a.label, name))
        if attribute is None or not value or not attribute.accepts(value):
            left[name] = value
        elif attribute.values:
            chosen = value if isinstance(value, list) else [value]
            results.append(_choices(a, control_name(a.label, attribute), place, chosen))
        else:
            results.append(_words(a, control_name(a.label, attribute), place, value))
    if left:
        about["attributes"] = left
    return results


def _choices(a: Annotation, control: str, place: Json, chosen: list[str]) -> Json:
    return {
        "id": a.id,
        "from_name": control,
        "to_name": "text",
        "type": "choices",
        "value": {**place, "choices": chosen},
    }


def _words(a: Annotation, control: str, place: Json, words: AttributeValue) -> Json:
    return {
        "id": a.id,
        "from_name": control,
        "to_name": "text",
        "type": "textarea",
        "value": {**place, "text": [words]},
    }


def control_name(label: str, attribute: Attribute) -> str:
    """What the control of a label's attribute is called."""
    return f"{label}.{attribute.name}{'[]' if attribute.type == 'choices' else ''}"


def configuration(setting: DatasetInfo) -> str:
    """The labelling configuration: labels with colours and keys, relations, and a control for each attribute."""
    lines = ["<View>", "  <Relations>"]
    types = dict.fromkeys(link.type for label in setting.scheme.labels for link in label.links)
    lines += [f"    <Relation {_named(value=name)}/>" for name in types]
    lines += ["  </Relations>", '  <Labels name="label" toName="text">']
    for name in setting.labels:
        label = setting.scheme.label(name)
        colour = label.light.edge if label else _UNKNOWN
        key = {"hotkey": label.key} if label and label.key else {}
        lines.append(f"    <Label {_named(value=name, background=colour, **key)}/>")
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="symbol"/>']
    for known in filter(None, map(setting.scheme.label, setting.labels)):
        for attribute in known.attributes:
            lines += _control(known, attribute)
    lines += [
        '  <Choices name="unsure" toName="text" choice="multiple" perRegion="true">',
        '    <Choice value="unsure"/>',
        "  </Choices>",
        "</View>",
        "",
    ]
    return "\n".join(lines)


def _control(label: Label, attribute: Attribute) -> list[str]:
    """The control of an attribute, shown where a region with the label is selected."""
    name = control_name(label.name, attribute)
    where = {"perRegion": "true", "whenTagName": "label", "whenLabelValue": label.name}
    title = f"  <Header {_named(value=attribute.name, size='6', **where)}/>"
    if not attribute.values:
        area = _named(name=name, toName="text", maxSubmissions="1", editable="true", **where)
        return [title, f"  <TextArea {area}/>"]
    choice = "multiple" if attribute.type == "choices" else "single"
    lines = [title, f"  <Choices {_named(name=name, toName='text', choice=choice, **where)}>"]
    lines += [f"    <Choice {_named(value=value)}/>" for value in attribute.values]
    return [*lines, "  </Choices>"]


def _named(**attributes: str) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
