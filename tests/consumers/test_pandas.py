"""pandas, as an analyst would use it, reads our tables."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.dataset.example import Example
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import writer_named
from tests.writing.conftest import put

pandas = pytest.importorskip("pandas")
pytestmark = pytest.mark.consumer


def table(folder: Path, name: str, of: str) -> Any:
    """A table with its texts as they are written."""
    if name == "xlsx":
        pytest.importorskip("openpyxl")
        return pandas.read_excel(folder / "dataset.xlsx", sheet_name=of, keep_default_na=False)
    separator = "," if name == "csv" else "\t"
    return pandas.read_csv(folder / f"{of}.{name}", sep=separator, keep_default_na=False)


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_it_sees_each_annotation_with_its_text(
    tmp_path: Path, name: str, setting: DatasetInfo, examples: list[Example]
) -> None:
    writer = writer_named(name)
    if not writer.available:
        pytest.skip("xlsxwriter is not installed")
    put(tmp_path, writer, setting, examples)
    found = table(tmp_path, name, "annotations")
    ours = [(one.article, a) for one in examples for a in one.layer.annotations]
    assert list(found["id"]) == [a.id for _, a in ours]
    assert list(found["text"]) == [article.text[a.start : a.end] for article, a in ours]
    assert list(zip(found["start"], found["end"], strict=True)) == [a.span for _, a in ours]
    assert list(found["sanction.measure"]).count("arms; trade") == 1


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_it_sees_the_frames(tmp_path: Path, name: str, setting: DatasetInfo, examples: list[Example]) -> None:
    writer = writer_named(name)
    if not writer.available:
        pytest.skip("xlsxwriter is not installed")
    put(tmp_path, writer, setting, examples)
    found = table(tmp_path, name, "frames")
    assert set(found["speaker"]) == {"", "Kim Il-nam 🐟🇷🇺"}
    assert set(found["sender"]) == {"", "European Union"}
