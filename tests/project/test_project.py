"""One open project: made, opened, closed; for whom, and what a failure leaves."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from annotator.domain.problems import Problem
from annotator.project.project import Project
from annotator.project.settings import Place, Settings, analyst_name, device_id
from annotator.project.shipped import default_scheme, scheme_from_file
from tests.making import STORY, layer, project_with, reopened, scheme_of, tag


def test_a_new_project_keeps_its_scheme(tmp_path: Path) -> None:
    scheme = scheme_of({"name": "thing", "attribute": [{"name": "a", "type": "text"}]}, crossing="forbid")
    project = reopened(project_with(tmp_path, scheme=scheme))
    assert project.scheme == scheme
    project.close()


def test_without_a_scheme_it_has_the_default_one(project: Project) -> None:
    assert project.scheme == default_scheme()


def test_a_scheme_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    for name, told in (("none.toml", "cannot be read: No such file"), ("binary.toml", "is not UTF-8 text")):
        with pytest.raises(Problem, match=told):
            scheme_from_file(tmp_path / name)


def test_a_project_that_could_not_be_made_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="reserved"):
        Project.create(tmp_path / "p.annotator", analyst="gold")
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_its_scheme_is_damaged(project: Project) -> None:
    project.store.connection.execute("DELETE FROM head WHERE kind = 'scheme'")
    with Project.open(project.path, "anna", writing=False) as reading, pytest.raises(Problem) as problem:
        _ = reading.scheme
    assert "holds no scheme" in str(problem.value)


def test_a_project_is_readable_while_another_one_writes_it(project: Project) -> None:
    with Project.open(project.path, "ben", writing=False) as reading:
        tag(project, "Kim", "actor")
        assert not reading.writable
        assert len(layer(reading, analyst="anna")) == 1


def stamps_after(folder: Path, ahead: float) -> list[int]:
    """The stamps of two actions: one by a clock so many seconds ahead, the other when it was set right."""
    project_with(folder, STORY).close()
    project = Project.open(folder / "news.annotator", "anna")
    project.clock.seen(project.clock.tick() + (int(ahead * 1000) << 16))
    tag(project, "Kim", "actor")
    project = reopened(project)
    tag(project, "Oslo", "actor")
    stamps = [clock for (clock,) in project.store.rows("SELECT clock FROM action ORDER BY id DESC LIMIT 2")]
    project.close()
    return stamps[::-1]


def test_time_goes_on_after_a_clock_that_ran_an_hour_ahead(tmp_path: Path) -> None:
    first, second = stamps_after(tmp_path, 3600)
    assert second > first


def test_a_clock_that_ran_years_ahead_is_not_followed_once_it_is_set_right(tmp_path: Path) -> None:
    first, second = stamps_after(tmp_path, 3e8)
    assert second < first


@pytest.mark.parametrize(
    ("stated", "saved", "name"),
    [("ben", "anna", "ben"), (None, "anna", "anna"), (" ben ", "", "ben"), ("Анна 안나", "", "Анна 안나")],
)
def test_the_analyst_is_the_stated_one_else_the_settings(stated: str | None, saved: str, name: str) -> None:
    Settings(analyst=saved).save()
    assert name == analyst_name(stated)


def test_without_any_name_the_login_is_the_analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "carla")
    assert analyst_name() == "carla"


def test_the_device_keeps_its_identity(configuration: Path, at_another_device: Callable[[], None]) -> None:
    here = device_id()
    assert here == device_id()
    assert configuration.stat().st_mode & 0o077 == 0
    at_another_device()
    assert here != device_id()


def test_a_damaged_identity_is_made_anew(configuration: Path) -> None:
    configuration.mkdir()
    (configuration / "device").write_text("short")
    assert len(device_id()) == 32
    (configuration / "device").write_bytes(b"\xff" * 32)
    with pytest.raises(Problem, match="Delete it, and a new identity is made"):
        device_id()


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b'"x"',
    b'{"analyst": 5, "recent": "x", "font_size": null, "unknown": 1}',
    b'{"recent": [1], "shortcuts": {"undo": "Ctrl+U", "redo": [2]}, "places": {"/a": 3}, "airy": 1}',
    b"\xff",
]


@pytest.mark.parametrize("stored", DAMAGED)
def test_damaged_settings_are_forgotten(configuration: Path, stored: bytes) -> None:
    configuration.mkdir()
    (configuration / "settings.json").write_bytes(stored)
    assert Settings() == Settings.load()


def test_settings_are_kept_and_the_latest_projects_come_first(configuration: Path) -> None:
    settings = Settings(analyst="anna")
    for number in [*range(15), 3]:
        settings.remember(Path(f"/projects/{number}.annotator"))
    settings.save()
    assert settings == Settings.load()
    assert [Path(path).stem for path in settings.recent[:3]] == ["3", "14", "13"]
    assert len(settings.recent) == 12
    assert orjson.loads((configuration / "settings.json").read_bytes())["analyst"] == "anna"


def test_what_is_whole_in_damaged_settings_is_kept(configuration: Path) -> None:
    configuration.mkdir()
    stored = {
        "shortcuts": {"undo": ["Ctrl+U"], "redo": [1]},
        "places": {"/a": {"caret": 7, "top": "x", "hidden": ["details"]}},
    }
    (configuration / "settings.json").write_bytes(orjson.dumps(stored))
    expected = Settings(shortcuts={"undo": ["Ctrl+U"]}, places={"/a": Place(caret=7, hidden=["details"])})
    assert expected == Settings.load()


def test_the_place_in_a_project_is_kept_while_it_is_among_the_recent_ones() -> None:
    settings, here = Settings(), Path("/projects/here.annotator")
    settings.remember(here)
    settings.keep_place(here, Place(article="ab", caret=5))
    assert settings.place(here) == Place(article="ab", caret=5)
    for number in range(12):
        settings.remember(Path(f"/projects/{number}.annotator"))
    assert settings.place(here) == Place()
    assert len(settings.places) == 12


def test_the_command_used_last_comes_first() -> None:
    settings = Settings(used=["undo", "redo"])
    settings.note_use("redo")
    assert settings.used == ["redo", "undo"]


def test_a_configuration_that_cannot_be_written_is_told(configuration: Path) -> None:
    configuration.write_text("a file where the folder should be")
    with pytest.raises(Problem, match="cannot be"):
        device_id()
