"""The log: chained by hashes, canonical bytes, heads that follow it."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.identity import HybridClock
from annotator.storage import derived
from annotator.storage.actions import touched
from annotator.storage.audit import faults
from annotator.storage.log import Edit, Log, body_of, heads
from annotator.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "p.annotator")
    yield store
    store.close()


def log_of(store: Store, device: str = "d" * 32) -> Log:
    return Log(store, device, HybridClock(lambda: 1_000.0))


def append(store: Store, log: Log, *edits: Edit, name: str = "act") -> int | None:
    with store.transaction():
        return log.append(name, "anna", edits)


def edit(object_: str, value: object, layer: str = "anna") -> Edit:
    return Edit("thing", object_, layer, None if value is None else {"value": value})


def contents(store: Store) -> list[bytes]:
    return [data for (data,) in store.rows("SELECT bytes FROM revision ORDER BY id")]


def test_each_revision_names_the_hash_of_the_one_before(store: Store) -> None:
    log = log_of(store)
    append(store, log, edit("a", 1), edit("b", 2))
    append(store, log_of(store), edit("a", 3))
    hashes = [sha256(data).hexdigest() for data in contents(store)]
    assert [None, *hashes[:2]] == [orjson.loads(data)["previous"] for data in contents(store)]
    assert hashes == [digest.hex() for (digest,) in store.rows("SELECT hash FROM revision ORDER BY id")]


def test_each_device_has_its_own_chain(store: Store) -> None:
    for device in ("d" * 32, "e" * 32, "d" * 32):
        append(store, log_of(store, device), edit("a", device))
    found = [orjson.loads(data) for data in contents(store)]
    assert [revision["sequence"] for revision in found] == [1, 1, 2]
    assert found[2]["previous"] == sha256(contents(store)[0]).hexdigest()


def test_the_bytes_are_canonical_json(store: Store) -> None:
    """Sorted keys, UTF-8, nothing between: whoever parses and writes them anew gets the same bytes."""
    hard = 'é제"\\\n\u2028"body":{},"clock":5'
    append(store, log_of(store), Edit("thing", hard, hard, {"z": hard, "a": [1, None]}), name=hard)
    (data,) = contents(store)
    assert data == orjson.dumps(orjson.loads(data), option=orjson.OPT_SORT_KEYS)
    assert {"z": hard, "a": [1, None]} == body_of(data) == orjson.loads(data)["body"]


def test_what_is_said_about_an_action_is_in_each_of_its_revisions(store: Store) -> None:
    log = log_of(store)
    with store.transaction():
        log.append("act", "anna", [edit("a", 1), edit("b", 2)], about={"active": 1500, "guideline": "v2"})
    actions = [orjson.loads(data)["action"] for data in contents(store)]
    uid = f"{'d' * 32}:1"
    expected = {"active": 1500, "guideline": "v2", "id": uid, "name": "act", "undoes": None}
    assert actions == [expected] * 2
    assert list(faults(store)) == []
    assert contents(store)[0].startswith(b'{"action":{"active":1500,')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.text(), JSON, max_size=3), st.text(), st.text())
def test_a_body_is_found_without_parsing_the_rest(body: dict[str, object], name: str, after: str) -> None:
    data = orjson.dumps(
        {"action": {"name": name}, "body": body, "clock": 5, "layer": after}, option=orjson.OPT_SORT_KEYS
    )
    assert body == body_of(data)


def test_a_revision_names_the_ones_that_it_supersedes(store: Store) -> None:
    log = log_of(store)
    append(store, log, edit("a", 1))
    append(store, log, edit("a", 2))
    first, second = contents(store)
    assert orjson.loads(second)["parents"] == [["d" * 32, 1, sha256(first).hexdigest()]]


def test_the_same_object_of_another_layer_is_another_object(store: Store) -> None:
    """A colleague's change can never hide mine."""
    log = log_of(store)
    append(store, log, edit("a", 1, "anna"), edit("a", 2, "ben"))
    append(store, log, edit("a", 3, "ben"))
    found = {layer: head.body for layer, _, head in heads(store, "thing")}
    assert found == {"anna": {"value": 1}, "ben": {"value": 3}}


def test_an_object_that_one_action_changes_twice_has_one_head(store: Store) -> None:
    append(store, log_of(store), edit("a", 1), edit("b", 5), edit("a", 2))
    first, _, last = contents(store)
    assert orjson.loads(last)["parents"] == [["d" * 32, 1, sha256(first).hexdigest()]]
    assert [head.body for _, _, head in heads(store, "thing", object_="a")] == [{"value": 2}]
    states = {thing.object: (thing.before, thing.after) for thing in touched(store, 1)}
    assert states == {"a": (None, {"value": 2}), "b": (None, {"value": 5})}


def test_edits_may_read_what_was_written_before_a_none(store: Store) -> None:
    def edits() -> Iterator[Edit | None]:
        yield edit("a", 1)
        yield None
        (found,) = [head.body for _, _, head in heads(store, "thing", object_="a")]
        yield edit("b", found)

    with store.transaction():
        log_of(store).append("act", "anna", edits())
    assert [body_of(data) for data in contents(store)] == [{"value": 1}, {"value": {"value": 1}}]


def test_an_action_without_edits_is_none(store: Store) -> None:
    assert append(store, log_of(store)) is None
    assert store.row("SELECT count(*) FROM action") == (0,)


def test_an_action_spans_its_revisions(store: Store) -> None:
    log = log_of(store)
    append(store, log, edit("a", 1))
    append(store, log, edit("a", 2), edit("b", 1), edit("c", 1))
    assert store.rows("SELECT first_revision, last_revision FROM action ORDER BY id") == [(1, 1), (2, 4)]


def test_a_large_action_is_one_chain_too(store: Store) -> None:
    append(store, log_of(store), *(edit(str(number), number) for number in range(4500)))
    assert store.row("SELECT max(sequence), count(*) FROM revision") == (4500, 4500)
    assert store.row("SELECT last_revision FROM action") == (4500,)


def test_after_a_rollback_the_log_goes_on_without_a_gap(store: Store) -> None:
    log = log_of(store)

    def broken() -> Iterator[Edit]:
        yield edit("a", 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.transaction():
        log.append("act", "anna", broken())
    log.forget()
    append(store, log, edit("a", 2))
    assert store.rows("SELECT sequence FROM revision") == [(1,)]


EDITS = st.lists(
    st.builds(edit, st.sampled_from("abc"), st.none() | st.integers(0, 9), st.sampled_from(["anna", "ben"])),
    max_size=4,
    unique_by=lambda one: (one.object, one.layer),
)


@settings(max_examples=20, deadline=None)
@given(actions=st.lists(st.tuples(st.sampled_from("de"), EDITS), max_size=6))
def test_the_kept_heads_are_those_that_the_log_gives(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, list[Edit]]]
) -> None:
    store = Store.create(tmp_path_factory.mktemp("log") / "p.annotator")
    for device, edits in actions:
        append(store, log_of(store, device * 32), *edits)
    kept = {table: store.rows(f"SELECT * FROM {table}") for table in derived.TABLES}
    with store.transaction() as connection:
        derived.rebuild(connection)
    assert kept == {table: store.rows(f"SELECT * FROM {table}") for table in derived.TABLES}
    store.close()


def test_what_is_said_about_an_action_stands_in_each_of_its_revisions(store: Store) -> None:
    with store.transaction():
        log_of(store).append(
            "act", "anna", [edit("a", 1), edit("b", 2)], about={"guideline": "v", "active": 7}
        )

    found = [orjson.loads(data)["action"] for data in contents(store)]

    told = {"active": 7, "guideline": "v", "id": f"{'d' * 32}:1", "name": "act", "undoes": None}
    assert found == [told, told]
    assert contents(store)[0].startswith(b'{"action":{"active":7,"guideline":"v",')


def test_nothing_that_is_said_about_an_action_takes_the_place_of_its_name(store: Store) -> None:
    with store.transaction():
        log_of(store).append("act", "anna", [edit("a", 1)], about={"name": "other"})

    assert orjson.loads(contents(store)[0])["action"]["name"] == "act"
