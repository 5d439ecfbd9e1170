"""Merging is set union: whatever comes in, in whatever order and parts, the same is current."""

import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.storage import audit
from annotator.storage.chains import Arriving
from tests.storage.worlds import (
    OBJECTS,
    Machine,
    cited_name,
    cited_names,
    content,
    current,
    empty_store,
    hashes,
    merge,
    name_of,
    ordered,
    worlds,
)


def merged(files: list[list[Arriving]]) -> tuple[dict[str, object], set[bytes]]:
    """What a new project has after merging these files one by one; that it is sound is checked."""
    with tempfile.TemporaryDirectory() as folder:
        store = empty_store(Path(folder))
        with closing(store):
            for number, file in enumerate(files):
                merge(store, ordered(file), str(number))
            found = content(store), hashes(store)
            assert list(audit.faults(store)) == []
    return found


def in_parts(data: st.DataObject, world: list[Arriving]) -> list[list[Arriving]]:
    """Files that bring the world together, in any order; some revisions come more than once."""
    files: list[list[Arriving]] = [[] for _ in range(data.draw(st.integers(1, 4)))]
    for one in world:
        for number in data.draw(st.sets(st.integers(0, len(files) - 1), min_size=1, max_size=2)):
            files[number].append(one)
    return files


@settings(max_examples=30, deadline=None)
@given(worlds(), st.data())
def test_any_parts_in_any_order_give_the_same(world: list[Arriving], data: st.DataObject) -> None:
    files = in_parts(data, world)
    assert merged(files) == merged([world])


@settings(max_examples=30, deadline=None)
@given(worlds())
def test_what_nothing_supersedes_is_current_and_nothing_is_lost(world: list[Arriving]) -> None:
    found, kept = merged([world])
    expected = {name: current(world, name) for name in OBJECTS}
    heads = {(*name, revisions[0].hash) for name, revisions in expected.items() if revisions}
    forks = {(*name, one.hash) for name, revisions in expected.items() for one in revisions[1:]}
    assert (found["head"], found["fork"], found["awaited"]) == (heads, forks, set())
    assert kept == {one.hash for one in world}


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_merging_again_changes_nothing(world: list[Arriving]) -> None:
    assert merged([world, world]) == merged([world])


@settings(max_examples=20, deadline=None)
@given(worlds(), st.data())
def test_what_is_missing_of_a_history_is_awaited(world: list[Arriving], data: st.DataObject) -> None:
    part = [one for one in world if data.draw(st.booleans())]
    found, _ = merged([part])
    cited = {(*name_of(one), cited_name(parent)) for one in part for parent in one.content["parents"]}
    here = {(*name_of(one), name) for one in part for name in cited_names(one)}
    assert found["awaited"] == cited - here


def test_what_another_machine_did_under_this_ones_identity_leaves_no_gap_in_its_chain(tmp_path: Path) -> None:
    other = Machine("own")
    later = [other.write(OBJECTS[0], {"value": number}, number) for number in range(1, 5)][2:]
    with closing(empty_store(tmp_path)) as store:
        assert merge(store, later).result.clones == {"own"}
        assert store.rows("SELECT uid FROM device JOIN received ON device = id") == [("own~1",)]
