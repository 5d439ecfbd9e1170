"""2,000 articles with 40,000 annotations written for other tools, beside a plain loop that writes the same records."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.scheme import scheme_from_toml
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.benchmarks import material
from tests.benchmarks.measuring import ROOT, cpu, heading, line

pytestmark = pytest.mark.benchmark

Json = dict[str, Any]
_META = ("headline", "agency", "place", "published", "date_evidence", "language", "source", "zones")


@pytest.fixture(scope="module")
def records() -> list[Json]:
    """The articles as plain values."""
    return list(material.records(2_000, material.WIRE_STORY, 2006))


@pytest.fixture(scope="module")
def examples(records: list[Json]) -> list[Example]:
    """The same as our objects."""
    return material.examples(records)


def about(values: Json, layer: str, status: str) -> Json:
    known = {key: values[key] for key in _META}
    return {"article": values["id"], **known, "layer": layer, "status": status, "split": None}


def kept(one: Json) -> Json:
    found = {"id": one["id"]}
    if one["attributes"]:
        found["attributes"] = dict(sorted(one["attributes"].items()))
    if one["links"]:
        found["links"] = one["links"]
    if one["unsure"]:
        found["unsure"] = True
    return found | {key: one[key] for key in ("author", "made", "origin")}


def doccano(values: Json, meta: Json) -> str:
    label = [[one["start"], one["end"], one["label"]] for one in values["annotations"]]
    details = [
        {key: one[key] for key in ("start", "end", "label")} | kept(one) for one in values["annotations"]
    ]
    return json.dumps({"text": values["text"], "label": label, **meta, "details": details}) + "\n"


def labelbuddy(values: Json, meta: Json) -> str:
    title = " ".join((values["headline"] or values["text"][:120]).split())[:120]
    annotations = [
        {
            "start_char": one["start"],
            "end_char": one["end"],
            "label_name": one["label"],
            "extra_data": json.dumps(kept(one), ensure_ascii=False, separators=(",", ":")),
        }
        for one in values["annotations"]
    ]
    whole = {"text": values["text"], "metadata": meta, "list_title": title, "annotations": annotations}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def label_studio(values: Json, meta: Json) -> str:
    result, links = [], []
    for one in values["annotations"]:
        place = {"start": one["start"], "end": one["end"], "text": values["text"][one["start"] : one["end"]]}
        about_it = {key: one[key] for key in ("author", "made", "origin")}
        result.append(
            _result(one["id"], "label", "labels", place | {"labels": [one["label"]]}) | {"meta": about_it}
        )
        for name, value in sorted(one["attributes"].items()):
            several = "[]" if isinstance(value, list) else ""
            value = place | {"choices": value if several else [value]}
            result.append(_result(one["id"], f"{one['label']}.{name}{several}", "choices", value))
        if one["unsure"]:
            result.append(_result(one["id"], "unsure", "choices", place | {"choices": ["unsure"]}))
        for link in one["links"]:
            ends = {"type": "relation", "from_id": one["id"], "to_id": link["to"], "direction": "right"}
            links.append(ends | {"labels": [link["type"]]})
    task = {"data": {"text": values["text"], **meta}, "annotations": [{"result": result + links}]}
    return json.dumps(task, ensure_ascii=False) + ",\n"


def _result(uid: str, control: str, kind: str, value: Json) -> Json:
    return {"id": uid, "from_name": control, "to_name": "text", "type": kind, "value": value}


def brat(values: Json, _meta: Json) -> str:
    """Spans, choices and relations as lines; names are taken for words."""
    lines, relations, ids = [], [], {one["id"]: f"T{n}" for n, one in enumerate(values["annotations"], 1)}
    flags = 0
    for one in values["annotations"]:
        uid, words = ids[one["id"]], values["text"][one["start"] : one["end"]].replace("\n", " ")
        lines.append(f"{uid}\t{one['label']} {one['start']} {one['end']}\t{words}\n")
        for name, value in one["attributes"].items():
            flags += 1
            lines.append(f"A{flags}\t{name} {uid} {value}\n")
        for link in one["links"]:
            relations.append(f"R{len(relations) + 1}\t{link['type']} Arg1:{uid} Arg2:{ids[link['to']]}\n")
    return values["text"] + "".join(lines + relations)


FLOORS: dict[str, Callable[[Json, Json], str]] = {
    "doccano": doccano,
    "labelbuddy": labelbuddy,
    "label-studio": label_studio,
    "brat": brat,
}


def plain(records: list[Json], floor: Callable[[Json, Json], str]) -> Iterator[bytes]:
    for values in records:
        yield floor(values, about(values, values["layer"] or "kim", values["status"] or "done")).encode()


@pytest.mark.parametrize("name", FLOORS)
def test_a_format_of_another_tool(name: str, records: list[Json], examples: list[Example]) -> None:
    scheme = scheme_from_toml((ROOT / "resources/schemes/default.toml").read_text("utf-8"))
    setting = DatasetInfo("stories", scheme, tuple(label.name for label in scheme.labels))

    def ours() -> int:
        begun = writer_named(name).begin(setting, Losses(lambda line: None))
        return sum(len(piece) for _, pieces in begun.files(None, examples) for piece in pieces)

    mine, written = min((cpu(ours) for _ in range(3)), key=lambda run: run[0])
    floor, least = min(
        (cpu(lambda: sum(map(len, plain(records, FLOORS[name])))) for _ in range(3)), key=lambda run: run[0]
    )
    heading(
        f"{name}: 2,000 articles with 40,000 annotations ({written / 1e6:.0f} MB, plainly {least / 1e6:.0f} MB)"
    )
    line("CPU, beside a plain loop with json", mine, floor, "s", "floor", "target 2")
