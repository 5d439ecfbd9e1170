"""doccano's own importer takes the files. It lives in an environment of its own: it needs old versions of much.

DOCCANO_PYTHON names its interpreter, else `.venv-doccano` is looked for.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

pytestmark = pytest.mark.consumer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def python() -> str:
    """The interpreter that has doccano."""
    found = Path(os.environ.get("DOCCANO_PYTHON", ROOT / ".venv-doccano/bin/python"))
    if not found.exists():
        pytest.skip(
            "could not find doccano: DOCCANO_PYTHON names no interpreter, and there is no .venv-doccano"
        )
    return str(found)


def brought(
    python: str, folder: Path, kind: str, overlapping: str, encoding: str = "Auto"
) -> list[dict[str, Any]]:
    """What doccano holds after it imported a dataset."""
    definitions = [path for name in ("labels.json", "relations.json") if (path := folder / name).exists()]
    words = [
        python,
        ROOT / "tests/consumers/doccano_import.py",
        folder / "dataset.jsonl",
        kind,
        encoding,
        overlapping,
    ]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'doccano.sqlite3'}"}
    done = subprocess.run(
        [*words, *definitions], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def spans(examples: list[Example]) -> list[list[list[Any]]]:
    return [sorted([a.start, a.end, a.label] for a in one.layer.annotations) for one in examples]


def test_doccano_holds_every_text_and_span(
    tmp_path: Path, python: str, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("doccano"), setting, examples)
    found = brought(python, tmp_path, "spans", "overlapping")
    assert [one["text"] for one in found] == [one.article.text for one in examples]
    assert [sorted(one["spans"]) for one in found] == spans(examples)
    assert [one["meta"]["article"] for one in found] == [one.article.id for one in examples]


def test_doccano_gives_the_labels_the_schemes_colours(
    tmp_path: Path, python: str, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("doccano"), setting, examples)
    found = brought(python, tmp_path, "spans", "overlapping")
    colours = {label.name: label.light.edge for label in setting.scheme.labels}
    assert {name: colour for one in found for name, colour in one["colours"].items()} == colours


def test_doccano_holds_every_link_as_a_relation(
    tmp_path: Path, python: str, setting: DatasetInfo, examples: list[Example]
) -> None:
    put(tmp_path, writer_named("doccano-relations"), setting, examples)
    found = brought(python, tmp_path, "relations", "overlapping")
    for one, held in zip(examples, found, strict=True):
        starts = {a.id: a.start for a in one.layer.annotations}
        links = [[x.type, a.start, starts[x.to]] for a in one.layer.annotations for x in a.links]
        assert held["relations"] == links
    assert [sorted(one["spans"]) for one in found] == spans(examples)


def test_doccano_drops_overlapping_spans_where_they_are_not_allowed(
    tmp_path: Path, python: str, setting: DatasetInfo, examples: list[Example]
) -> None:
    """What the list of formats says of it."""
    put(tmp_path, writer_named("doccano"), setting, examples)
    found = brought(python, tmp_path, "spans", "apart")
    assert sum(len(one["spans"]) for one in found) < sum(map(len, spans(examples)))
