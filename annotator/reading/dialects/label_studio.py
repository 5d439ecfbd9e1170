"""Label Studio's tasks, one a line or in a list, and its short form (`JSON_MIN`).

One task is one layer: of several annotations that are not cancelled the first that is marked as ground truth counts,
else the first. Labels of regions become annotations, their choices and texts attributes, labelled relations links.
"""

from typing import Any

from annotator.reading.dialects.meta import Json, named, rest, stated, without_dangling

_SEVERAL = "[]"
"""How the control of an attribute ends that takes several values, see writing.label_studio."""


def is_task(content: Json) -> bool:
    """Whether it is a task: an object `data`, no text of its own."""
    return type(content.get("data")) is dict and type(content.get("text")) is not str


def task(content: Json) -> Json | None:
    """The article with the annotations of one person; None if no text can be found in its data."""
    data = content["data"]
    done = _chosen(content)
    results = done.get("result") if done else []
    if type(results) is not list:
        return None
    text = _text(data, results)
    if text is None:
        return None
    found = {"text": text, **stated(data)}
    if done is not None:
        found["annotations"] = _annotations(results, text)
        found.setdefault("layer", "Label Studio")
    return found


def _chosen(content: Json) -> Json | None:
    """The annotation that is read; `completions` is what they were called before version 1.0."""
    key = "annotations" if "annotations" in content else "completions"
    several = content.get(key)
    several = several if type(several) is list else []
    done = [x for x in several if type(x) is dict and not x.get("was_cancelled") and not x.get("skipped")]
    truth = [one for one in done if one.get("ground_truth") is True]
    return next(iter(truth or done), None)


def _text(data: Json, results: list[Any]) -> str | None:
    """The text: what the results point to, `text`, or the only longer words that there are."""
    named = [one.get("to_name") for one in results if type(one) is dict]
    keys = [key for key in (*named[:1], "text") if type(key) is str]
    for key in keys:
        if type(data.get(key)) is str:
            return str(data[key])
    words = [value for value in data.values() if type(value) is str]
    return max(words, key=len) if len(words) == 1 else None


def _annotations(results: list[Any], text: str) -> list[Any]:
    """Regions as annotations; what cannot be one stays as it is, to be rejected."""
    found: list[Any] = []
    regions: dict[str, list[Json]] = {}
    for one in results:
        if type(one) is not dict:
            found.append(one)
        elif _is_region(one):
            made = _region(one, text)
            found += made
            regions.setdefault(named(one.get("id")), []).extend(made)
    for one in results:
        if type(one) is dict and not _is_region(one):
            _add(one, regions)
    return without_dangling(found)


def _is_region(one: Json) -> bool:
    kind = one.get("type")
    return type(kind) is str and kind.endswith("labels")


def _region(one: Json, text: str) -> list[Json]:
    """An annotation for each label of a region."""
    value = _value(one)
    labels = value.get(one["type"], value.get("labels"))
    labels = labels if type(labels) is list and labels else [None]
    start, end, words, uid = value.get("start"), value.get("end"), value.get("text"), one.get("id")
    made = []
    for number, label in enumerate(labels, 1):
        ours = {"start": start, "end": end, "label": label, **rest(one.get("meta"))}
        if type(uid) is str and uid:
            ours["id"] = uid if number == 1 else f"{uid}-{number}"
        if type(words) is str and not _same(words, start, end, text):
            ours["text"] = words
        made.append(ours)
    return made


def _value(one: Json) -> Json:
    value = one.get("value")
    return value if type(value) is dict else {}


def _same(words: str, start: Any, end: Any, text: str) -> bool:
    """Whether the words stand there; Label Studio writes a line's end within a region as two characters, `\\n`."""
    if type(start) is not int or type(end) is not int:
        return False
    there = text[start:end] if 0 <= start < end else ""
    return words in (there, there.replace("\r", "\\n").replace("\n", "\\n"))


def _add(one: Json, regions: dict[str, list[Json]]) -> None:
    """A choice, a text or a relation to the regions that it belongs to; what is said of the whole task is left."""
    if one.get("type") == "relation":
        _link(one, regions)
        return
    value = _value(one)
    control = one.get("from_name")
    chosen = value.get("choices" if one.get("type") == "choices" else "text")
    if type(control) is not str or one.get("type") not in ("choices", "textarea") or not chosen:
        return
    for region in regions.get(named(one.get("id")), ()):
        _set(region, control, one["type"], chosen)


def _set(region: Json, control: str, kind: str, chosen: Any) -> None:
    if control == "unsure":
        region["unsure"] = True
        return
    several = control.endswith(_SEVERAL)
    name = control.removesuffix(_SEVERAL)
    if type(region["label"]) is str:
        name = name.removeprefix(f"{region['label']}.")
    if type(chosen) is list and all(type(one) is str for one in chosen) and not several:
        chosen = "\n".join(chosen) if kind == "textarea" else chosen[0] if len(chosen) == 1 else chosen
    attributes = region.get("attributes")
    region["attributes"] = {**(attributes if type(attributes) is dict else {}), name: chosen}


def _link(one: Json, regions: dict[str, list[Json]]) -> None:
    """Labelled relations as links, both ways if they say so; others say nothing that a link could."""
    labels = one.get("labels")
    ends = (named(one.get("from_id")), named(one.get("to_id")))
    ways = {"left": [ends[::-1]], "bi": [ends, ends[::-1]]}.get(named(one.get("direction")), [ends])
    for label in labels if type(labels) is list else []:
        for source, target in ways:
            for region in regions.get(source, ())[:1]:
                links = region.get("links")
                region["links"] = [*(links if type(links) is list else ()), {"type": label, "to": target}]


def is_short(content: Json) -> bool:
    """Whether it is a task in the short form: a text, and under some name a list of regions with their labels."""
    return type(content.get("text")) is str and _regions_of(content) is not None


def _regions_of(content: Json) -> list[Any] | None:
    for found in content.values():
        if type(found) is list and found and type(found[0]) is dict and "labels" in found[0]:
            return found
    return None


def short(content: Json) -> Json:
    """The article of the short form; it has neither ids nor relations."""
    regions = _regions_of(content) or []
    results = [{"type": "labels", "value": one} for one in regions]
    return {
        "text": content["text"],
        **stated(content),
        "annotations": _annotations(results, content["text"]),
    }
