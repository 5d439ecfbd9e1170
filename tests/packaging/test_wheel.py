"""The folders beside the package get into the wheel, straight and through the sdist."""

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

pytest.importorskip("hatchling")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
INCLUDED = ("resources", "sample_articles")


def build(target: str, source: Path, into: Path) -> Path:
    """Builds with the hatchling of this environment, so nothing is fetched."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (archive,) = into.iterdir()
    return archive


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("folder", INCLUDED)
def test_wheel_brings_the_folders_beside_the_package(folder: str, wheel: Path) -> None:
    packed = contents(wheel)
    expected = files_below(ROOT / folder)
    assert expected
    for path in expected:
        assert packed[f"annotator/{path.relative_to(ROOT).as_posix()}"] == path.read_bytes()


def test_wheel_brings_every_module_and_no_test(wheel: Path) -> None:
    modules = {name for name in contents(wheel) if name.endswith(".py")}
    assert modules == {path.relative_to(ROOT).as_posix() for path in (ROOT / "annotator").rglob("*.py")}


def test_sdist_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    again = build("wheel", source, tmp_path / "wheel")
    assert contents(again) == contents(wheel)


def test_wheel_holds_the_licence_and_the_command(wheel: Path) -> None:
    packed = contents(wheel)
    information = "annotator-0.1.0.dist-info"
    assert f"{information}/licenses/LICENSE" in packed
    assert b"annotator = annotator.cli.main:run" in packed[f"{information}/entry_points.txt"]
