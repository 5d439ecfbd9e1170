"""Label Studio's SDK takes the configuration, and finds every region valid under it."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


@pytest.fixture
def written(
    tmp_path: Path, setting: DatasetInfo, examples: list[Example]
) -> tuple[Any, list[dict[str, Any]]]:
    """The configuration as the SDK reads it, and the tasks."""
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    put(tmp_path, writer_named("label-studio"), setting, examples)
    config = interface.LabelInterface((tmp_path / "config.xml").read_text("utf-8"))
    return config, orjson.loads((tmp_path / "dataset.json").read_bytes())


def test_the_configuration_is_valid(written: tuple[Any, list[dict[str, Any]]], setting: DatasetInfo) -> None:
    config, _ = written
    config.validate()
    assert set(config.get_control("label").labels) == set(setting.labels)


def test_every_task_has_what_the_configuration_wants(written: tuple[Any, list[dict[str, Any]]]) -> None:
    config, tasks = written
    assert len(tasks) == 4
    assert all(config.validate_task({"data": task["data"]}) for task in tasks)


def test_every_annotation_is_valid(written: tuple[Any, list[dict[str, Any]]]) -> None:
    config, tasks = written
    annotations = [one for task in tasks for one in task["annotations"]]
    assert [config.validate_prediction(one, return_errors=True) for one in annotations] == [[]] * 4
    kinds = {result["type"] for one in annotations for result in one["result"]}
    assert kinds == {"labels", "choices", "textarea", "relation"}


def test_the_sdk_would_see_a_name_that_is_not_in_the_configuration(
    written: tuple[Any, list[dict[str, Any]]],
) -> None:
    """Else the tests above would show nothing."""
    config, tasks = written
    annotation = next(one for task in tasks for one in task["annotations"] if one["result"])
    annotation["result"][0]["value"]["labels"] = ["nothing"]
    assert not config.validate_annotation(annotation)
