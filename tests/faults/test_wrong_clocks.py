"""Clocks that were ahead or behind, on one's own machine and on a colleague's: told, and nobody is locked out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cli.main import main
from annotator.domain.identity import LATEST, HybridClock, clock_seconds, told_of
from annotator.project import annotating, commenting, exchange, maintenance, submitting
from annotator.project.exchange import Merges
from annotator.project.project import Project
from annotator.project.reviewing import deciding, feedback
from annotator.project.settings import device_id
from annotator.storage.store import Store
from tests.making import STORY, layer, project_with, tag

DAY = 24 * 3600.0
TODAY = datetime(2026, 11, 23, tzinfo=UTC).timestamp()
AHEAD = TODAY + 730 * DAY

At = Callable[[str, float], Project]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    """Opens somebody's project on their machine, whose clock shows that time; it is made there at first."""

    def open_(name: str, now: float) -> Project:
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / f"config of {name}"))
        folder = tmp_path / name
        if not folder.exists():
            folder.mkdir()
            with monkeypatch.context() as patch:
                patch.setattr("annotator.domain.identity.time.time", lambda: TODAY - 30 * DAY)
                project_with(folder, STORY, analyst=name).close()
        return Project(Store.open(folder / "news.annotator", True), name, device_id(), lambda: now)

    return open_


def share(project: Project, name: str) -> Path:
    path = project.path.parent / name
    exchange.share(project, path)
    return path


def merge(project: Project, path: Path) -> Merges:
    merges = exchange.merge(project, [path])
    assert merges.refused == []
    assert maintenance.faults(project) == []
    return merges


@pytest.mark.parametrize("years", [2, 20, 200])
def test_who_had_a_clock_that_was_ahead_shares_and_goes_on_in_their_own_time(at: At, years: int) -> None:
    with at("anna", TODAY + years * 365 * DAY) as anna:
        uid = tag(anna, "Kim", "actor")
    with at("anna", TODAY) as anna:
        assert "is of 2" in told_of(anna.clock, anna.path.name)
        annotating.relabel(anna, 1, [uid], "quote")
        assert clock_seconds(anna.clock.tick()) == pytest.approx(TODAY, abs=1)
        file = share(anna, "anna.exchange")
    with at("ben", TODAY) as ben:
        report = merge(ben, file).reports[0]
        assert report.ahead.startswith(str(2026 + years)[:3])
        assert "ahead of this machine's" in exchange.told(report)
        assert [one.label for one in layer(ben, 1, "anna")] == ["quote"]
        assert clock_seconds(ben.clock.tick()) == pytest.approx(TODAY, abs=1)


def test_a_colleague_whose_own_clock_is_years_behind_takes_the_file_all_the_same(at: At) -> None:
    with at("anna", TODAY) as anna:
        tag(anna, "Kim", "actor")
        file = share(anna, "anna.exchange")
    at("ben", TODAY).close()
    with at("ben", 1000.0) as ben:
        merge(ben, file)
        assert len(layer(ben, 1, "anna")) == 1
        tag(ben, "Kim", "actor")
        back = share(ben, "ben.exchange")
        assert clock_seconds(ben.clock.tick()) > TODAY - 31 * DAY
    with at("anna", TODAY) as anna:
        merge(anna, back)


def test_a_clock_that_jumps_while_one_works_is_told_once_with_the_first_change(at: At) -> None:
    now = [TODAY]
    at("anna", TODAY).close()
    with at("anna", TODAY) as opened:
        store = opened.store
        project = Project(store, "anna", opened.device, lambda: now[0])
        assert submitting.set_status(project, 1, "in progress").note == ""
        now[0] = AHEAD
        assert "says 2028-11-22" in annotating.add(project, 1, 0, 5, "actor").note
        assert annotating.add(project, 1, 6, 10, "actor").note == ""
        now[0] = TODAY + 60
        annotating.add(project, 1, 14, 18, "actor")
        assert clock_seconds(project.clock.tick()) == pytest.approx(now[0], abs=1)


def test_the_command_line_tells_of_an_odd_clock(
    at: At, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at("anna", AHEAD) as anna:
        tag(anna, "Kim", "actor")
    monkeypatch.setattr("annotator.domain.identity.time.time", lambda: TODAY)
    assert main(["share", str(anna.path), str(tmp_path / "x.exchange"), "--analyst", "anna"]) == 0
    assert "is of 2028-11-22, but this machine's clock says 2026-11-23" in capsys.readouterr().err


def test_what_was_done_after_a_change_with_a_clock_ahead_holds_whatever_its_own_clock_says(at: At) -> None:
    with at("anna", AHEAD) as anna:
        anna.act("add an actor", [_actor("ahead")])
        first = share(anna, "first.exchange")
    with at("ben", TODAY) as ben:
        merge(ben, first)
        ben.act("change an actor", [_actor("today")])
        back = share(ben, "ben.exchange")
    with at("anna", TODAY) as anna:
        merge(anna, back)
        assert [one.name for one in anna.registry.active if one.id == "kim"] == ["today"]


def _actor(name: str) -> object:
    from annotator.domain.actor import Actor
    from annotator.project.project import actor_edit

    return actor_edit(Actor("kim", name))


def test_a_thread_that_was_resolved_in_the_future_can_be_opened_again(at: At) -> None:
    with at("anna", AHEAD) as anna:
        commenting.add(anna, 1, "Is this right?")
        thread = commenting.threads_of(anna, 1)[0].id
        commenting.resolve(anna, 1, thread)
    with at("anna", TODAY) as anna:
        commenting.reopen(anna, 1, thread, "No.")
        (found,) = commenting.threads_of(anna, 1)
        assert (found.resolved, [one.text for one in found.comments]) == (
            False,
            ["Is this right?", "", "No."],
        )


@pytest.mark.parametrize(("submits", "hands_back"), [(AHEAD, TODAY), (TODAY, AHEAD)])
def test_what_was_handed_back_waits_until_it_is_submitted_again_whichever_clock_was_ahead(
    at: At, submits: float, hands_back: float
) -> None:
    with at("anna", submits) as anna:
        submitting.submit(anna, 1)
    with at("anna", hands_back) as anna:
        deciding.hand_back(anna, 1, "anna", "Look again.")
        assert len(feedback.handed_back(anna)) == 1
    with at("anna", TODAY) as anna:
        submitting.reopen(anna, 1)
        submitting.submit(anna, 1)
        assert feedback.handed_back(anna) == []


@given(st.lists(st.tuples(st.floats(-1e12, 1e15), st.integers(1, LATEST))))
def test_whatever_the_clocks_say_a_stamp_can_be_stored_and_follows_what_was_believed(
    moves: list[tuple[float, int]],
) -> None:
    now = [TODAY]
    clock = HybridClock(lambda: now[0])
    clock.begin(1, 0)
    for wall, stamp in moves:
        now[0] = wall
        clock.meet(stamp)
        believed = stamp <= clock.believed()
        made = clock.tick()
        assert 0 < made <= LATEST + len(moves)
        assert made > stamp or not believed


def test_a_stamp_years_ahead_is_not_followed() -> None:
    clock = HybridClock(lambda: TODAY)
    clock.begin(1, 0)
    clock.meet(int(AHEAD * 1000) << 16)
    assert clock_seconds(clock.tick()) == TODAY
