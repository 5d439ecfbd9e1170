"""Registry files: a round trip without a difference, and faults told with their place."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.actor import ACTOR_TYPES, Actor, Role, one_line, tidied
from annotator.domain.problems import Problem
from annotator.project import actor_files, registry, undoing
from annotator.project.project import Project
from annotator.project.shipped import starter
from annotator.reading.actor_file import read_csv, read_json
from annotator.writing.actor_file import csv_pieces, json_pieces
from tests.making import project_with, scheme_of

WORDS = st.text(st.characters(codec="utf-8"), min_size=1).map(lambda t: one_line(f"x{t}x"))
FORMS = st.lists(WORDS, max_size=3).map(tuple)
OR_NOTHING = st.one_of(st.none(), WORDS)
ROLES = st.builds(
    Role, WORDS, OR_NOTHING, st.sampled_from([None, "2006"]), st.sampled_from([None, "2007-01"])
)
ACTORS = st.builds(
    Actor,
    WORDS,
    WORDS,
    st.sampled_from(ACTOR_TYPES),
    FORMS,
    FORMS,
    FORMS,
    st.lists(ROLES, max_size=2).map(tuple),
    st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
    OR_NOTHING,
).map(tidied)
SPECIAL = Actor(
    "a",
    '=1, "quoted"',
    "person",
    ("a|b", "c\\", "\\|", "d;e:f"),
    roles=(Role("Envoy; to|all\\", "state.kp", "2006-11"), Role("X", None, None, "2007")),
    external=(("wiki:data", "http://x|y;z"),),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty registry."""
    with project_with(tmp_path, scheme=scheme_of({"name": "thing"})) as project:
        yield project


def take(project: Project, text: str, name: str = "a.csv") -> actor_files.Imported:
    path = project.path.with_name(name)
    path.write_text(text, "utf-8")
    report = actor_files.import_entries(project, path).value
    return report


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actors=st.lists(ACTORS, max_size=3))
def test_what_is_written_is_read_without_a_difference(actors: list[Actor]) -> None:
    for read, pieces in ((read_csv, csv_pieces), (read_json, json_pieces)):
        stated = read("a", b"".join(pieces(actors)))
        assert [Actor(**one.fields) for one in stated] == actors


@pytest.mark.parametrize("name", ["r.csv", "r.json", "R.JSON"])
def test_a_registry_is_exported_and_imported_the_same(project: Project, tmp_path: Path, name: str) -> None:
    actor_files.add_starter(project)
    registry.add(project, SPECIAL.name, SPECIAL.type, "a", aliases=SPECIAL.aliases, roles=SPECIAL.roles)
    registry.merge(project, ["state.se"], "state.no")
    assert actor_files.export_entries(project, tmp_path / name) == len(starter()) + 1
    with Project.create(tmp_path / "other.annotator", scheme_of({"name": "x"}), "ben") as other:
        first = actor_files.import_entries(other, tmp_path / name)
        assert other.registry.entries == project.registry.entries
        assert (len(first.value.added), first.value.changed, first.change.kinds) == (
            len(starter()) + 1,
            [],
            {"actor"},
        )
        second = actor_files.import_entries(other, tmp_path / name)
        assert (len(second.value.same), bool(second.change)) == (len(starter()) + 1, False)


def test_an_import_changes_the_fields_that_the_file_states(project: Project) -> None:
    registry.add(project, "Kim", "person", "kim", aliases=("K.",), external=(("q", "1"),))
    report = take(
        project, "id;aliases;roles\nkim;Mr. Kim|Chol;Envoy;;2006\n".replace("Envoy;;2006", '"Envoy;;2006"')
    )
    kim = project.registry.stored("kim")
    assert report == actor_files.Imported(changed=["kim"])
    assert kim == Actor(
        "kim", "Kim", "person", ("Mr. Kim", "Chol"), (), (), (Role("Envoy", None, "2006"),), (("q", "1"),)
    )
    undoing.undo(project)
    assert project.registry.named("K.")


def test_an_entry_without_an_id_is_the_one_of_its_name_or_new(project: Project) -> None:
    registry.add(project, "Kim", "person", "kim")
    report = take(project, "name,type,aliases\nKim,person,K.\nKim,group,\n\n", "a.csv")
    assert report.changed == ["kim"]
    assert [len(uid) for uid in report.added] == [32]


def test_json_may_be_a_plain_list(project: Project) -> None:
    text = json.dumps([{"name": "Kim", "roles": [{"title": "Envoy"}]}])
    (uid,) = take(project, text, "a.json").added
    assert project.registry.stored(uid) == Actor(uid, "Kim", roles=(Role("Envoy"),))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.csv, line 1: it names no columns"),
        ("name,color\nKim,red\n", "a.csv, line 1: 'color' is no column"),
        ("name,name\nKim,Kim\n", "a.csv, line 1: a column stands there twice"),
        ("name,type\nKim,person\n\nX\n", "a.csv, line 4: it has 1 cells, but there are 2 columns"),
        ('name\n"two\nlines"\n" "x\n', "a.csv, line 4: it is no CSV"),
        ("name,type\nKim,planet\n", "a.csv, line 2: 'planet' is no type"),
        ("id,aliases\nx,Kim\n", "a.csv, line 2: An actor needs a name"),
        ("id,name\nx,Kim\ny,Y\nx,Kim\n", "a.csv, line 4: the entry x stands in a.csv, line 2 already"),
        ("name,external\nKim,Q5\n", "a.csv, line 2: 'Q5' is no external id"),
        ("name,roles\nKim,a;b;c;d;e\n", "a.csv, line 2: the role 'a;b;c;d;e' has more parts"),
        ("id,name,merged_into\nx,X,nobody\n", "a.csv, line 2: X cannot be merged into 'nobody'"),
        ("id,name,merged_into\nx,X,y\ny,Y,x\n", "cannot be merged into"),
    ],
)
def test_a_fault_of_a_csv_file_is_told_with_its_line(project: Project, text: str, told: str) -> None:
    with pytest.raises(Problem) as problem:
        take(project, text)
    assert told in str(problem.value)
    assert len(project.registry) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"name": "Kim"},\n{"name"}]', "a.json, line 2: it is not valid JSON"),
        ('{"people": []}', "a.json holds no list of actors"),
        ('[{"name": "Kim"}, 5]', "a.json, entry 2: it is not a JSON object"),
        ('[{"nom": "Kim"}]', "a.json, entry 1: it has an unknown field 'nom'"),
        ('[{"name": "Kim", "aliases": "K."}]', "a.json, entry 1: its aliases is not as"),
        ('[{"name": "Kim", "roles": [{"of": "x"}]}]', "a.json, entry 1: its roles is not as"),
        ('[{"name": "Kim", "roles": 5}]', "its roles is not as"),
        ('[{"name": "Kim", "roles": ["x"]}]', "its roles is not as"),
        ('[{"name": "Kim", "external": [["a"]]}]', "its external is not as"),
        ('[{"name": 5}]', "its name is not as"),
    ],
)
def test_a_fault_of_a_json_file_is_told_with_its_place(project: Project, text: str, told: str) -> None:
    with pytest.raises(Problem) as problem:
        take(project, text, "a.json")
    assert told in str(problem.value)


def test_files_that_cannot_be_are_told(project: Project, tmp_path: Path) -> None:
    for act in (actor_files.import_entries, actor_files.export_entries):
        with pytest.raises(Problem, match=r"neither a \.csv nor a \.json file"):
            act(project, tmp_path / "a.txt")
    with pytest.raises(Problem, match="cannot be read: No such file"):
        actor_files.import_entries(project, tmp_path / "none.csv")


def test_the_starter_registry_is_tidy() -> None:
    actors = {actor.id: actor for actor in starter()}
    assert [tidied(actor) for actor in starter()] == list(starter())
    assert list(actors) == sorted(actors)
    assert sum(actor.type == "state" for actor in starter()) == 197
    assert {actor.type for actor in starter()} <= set(ACTOR_TYPES) - {"person", "group"}


@pytest.mark.parametrize(
    ("words", "uid"),
    [
        ("U.S.", "state.us"),
        ("Washington", "state.us"),
        ("Americans", "state.us"),
        ("DPRK", "state.kp"),
        ("Britain", "state.gb"),
        ("Kremlin", "state.ru"),
        ("UAE", "state.ae"),
        ("Pentagon", "body.us.defense"),
        ("IAEA", "io.iaea"),
        ("U.N. Security Council", "io.un.sc"),
        ("북한", "state.kp"),
    ],
)
def test_the_starter_registry_knows_what_wires_write(words: str, uid: str) -> None:
    (found,) = [actor.id for actor in starter() for form, _ in actor.forms() if form == words]
    assert found == uid
