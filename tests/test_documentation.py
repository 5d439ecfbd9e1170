"""What README, docs and the other papers say is there: links, pictures, commands, licences; and they stay short."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from annotator import __version__
from annotator.cli.commands import COMMANDS
from annotator.writing.writers import WRITERS

ROOT = Path(__file__).parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)|(?:src|srcset)=\"([^\"]+)\"")
COMMAND = re.compile(r"(?:^    |`)annotator ([a-z]+)\b", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("paper", PAPERS, ids=short)
def test_links_and_pictures_are_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    targets = [match[1] or match[3] for match in LINK.finditer(text)]
    inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in inside if not (paper.parent / target).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=short)
def test_every_command_that_is_named_exists(paper: Path) -> None:
    named = set(COMMAND.findall(paper.read_text("utf-8")))
    assert named <= {*COMMANDS, "work"}


def test_every_command_has_its_row() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert [name for name in COMMANDS if not re.search(rf"`{name}[` ]", page)] == []


def test_every_format_has_its_row() -> None:
    page = (ROOT / "docs" / "datasets.md").read_text("utf-8")
    assert [writer.name for writer in WRITERS if f"`{writer.name}`" not in page] == []


@pytest.mark.parametrize(("name", "most"), [("README.md", 120), ("CONTRIBUTING.md", 150)])
def test_what_is_read_first_is_short(name: str, most: int) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= most


@pytest.mark.parametrize("paper", PAPERS, ids=short)
def test_every_page_of_the_documentation_is_in_a_list(paper: Path) -> None:
    if paper.parent in (ROOT / "docs", ROOT / "docs" / "decisions") and paper.name != "README.md":
        assert f"({paper.name})" in (paper.parent / "README.md").read_text("utf-8")


def test_every_picture_is_there_in_light_and_dark_and_is_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    names = [path.stem.rpartition("-") for path in pictures]
    assert {name for name, _, look in names if look == "light"} == {
        name for name, _, look in names if look == "dark"
    }
    assert [short(path) for path in pictures if path.stat().st_size > 300_000] == []


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT
    assert version("annotator") == __version__


def test_every_package_that_is_shipped_has_its_licence() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8").lower()
    extras = PROJECT["optional-dependencies"]
    shipped = [*PROJECT["dependencies"]]
    for extra in ("plots", "exchange", "documents", "spacy", "parquet", "xlsx"):
        shipped += extras[extra]
    names = [re.split(r"[<>=\[;! ]", requirement)[0].lower() for requirement in shipped]
    assert [name for name in names if name not in page] == []
