"""`annotator salvage`: whatever is whole comes back, what is lost is named, and the damaged file is never written."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.project import annotating, articles, maintenance
from annotator.project.project import Project
from annotator.project.salvaging import Salvaged, salvage
from annotator.project.settings import device_id
from annotator.storage.pages import opened
from tests.making import STORY, layer, project_with, tag, words_of

PAGE = 4096
STORIES = [f"Story {number}\n\nTalks in Oslo, number {number}. " + "Words. " * 400 for number in range(12)]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A closed project with fourteen articles, annotated, which each test damages in its own way."""
    with project_with(tmp_path, STORY, *STORIES) as project:
        for key in range(2, 2 + len(STORIES)):
            tag(project, "Oslo", "actor", key)
        annotating.delete(project, 1, [tag(project, "Oslo", "actor")])
        tag(project, "Kim", "actor")
    return project.path


def salvaged(path: Path) -> tuple[Salvaged, Project]:
    """What came of it, which is whole."""
    before = path.read_bytes()
    made = salvage(path, path.with_name("new.annotator"), "anna")
    assert path.read_bytes() == before
    project = Project.open(made.path, "anna")
    assert maintenance.faults(project) == []
    return made, project


def put(path: Path, at: int, data: bytes) -> None:
    """Overwrites bytes of the file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def pages_of(path: Path, table: str) -> list[int]:
    """The pages with rows of a table, told by what SQLite says of where they lie."""
    connection = sqlite3.connect(path)
    (columns,) = connection.execute(f"SELECT count(*) FROM pragma_table_info('{table}')").fetchone()
    connection.close()
    pages = opened(path)
    return [
        number
        for number in range(2, pages.count + 1)
        if any(row and row.number is not None and len(row.values) == columns for row in pages.rows(number))
    ]


def headlines(project: Project) -> set[str]:
    keys = articles.listing(project, articles.ListQuery("anna"))
    return {row.headline for row in articles.rows(project, keys, "anna")}


def test_of_a_whole_project_nothing_is_lost(damaged: Path) -> None:
    identity = device_id()
    made, project = salvaged(damaged)
    with project:
        assert made.is_whole
        assert not made.renewed
        assert device_id() == identity
        assert words_of(project, layer(project)) == ["Kim"]
        annotating.add(project, 1, 0, 5, "actor")
        assert maintenance.faults(project) == []


@pytest.mark.parametrize("what", [b"Talks in Oslo, number 7", b'"label":"actor"'])
def test_what_is_lost_is_named_and_the_rest_is_there(damaged: Path, what: bytes) -> None:
    put(damaged, damaged.read_bytes().rindex(what), b"X")
    made, project = salvaged(damaged)
    with project:
        assert not made.is_whole
        assert len(made.lost) == 1
        assert len(headlines(project)) == 12 + ("label" in what.decode())
        assert made.renewed


def test_a_lost_text_takes_its_annotations_with_it_and_both_are_told(damaged: Path) -> None:
    put(damaged, damaged.read_bytes().index(b"Talks in Oslo, number 7"), b"X")
    made, project = salvaged(damaged)
    project.close()
    (lost,) = made.lost
    assert lost.sentence().startswith("“Story 7”")
    assert lost.sentence().endswith("its text is lost, and with it 1 annotation of anna.")


@pytest.mark.parametrize("table", ["revision", "article", "action"])
def test_any_page_of_a_table_may_be_gone(damaged: Path, table: str) -> None:
    data = damaged.read_bytes()
    for page in pages_of(damaged, table)[::7]:
        put(damaged, (page - 1) * PAGE, bytes(PAGE))
        made, project = salvaged(damaged)
        with project:
            assert len(headlines(project)) + len([one for one in made.lost if one.text]) == 13
        made.path.unlink()
        damaged.write_bytes(data)


@pytest.mark.parametrize("page", range(1, 12))
def test_what_leads_to_the_rows_may_be_gone(damaged: Path, page: int) -> None:
    """The first pages are the schema and the roots of the tables."""
    rows = {*pages_of(damaged, "revision"), *pages_of(damaged, "article")}
    put(damaged, (page - 1) * PAGE, bytes(PAGE))
    made, project = salvaged(damaged)
    with project:
        assert page in rows or len(headlines(project)) == 13
        assert page in rows or made.is_whole


def in_a_page_s_head(data: bytes) -> bytes:
    at = (data.rindex(b"Talks open in Oslo\n") // PAGE) * PAGE
    return data[:at] + b"\xff\xff\xff\xff\xff" + data[at + 5 :]


def with_bytes_put_in(data: bytes) -> bytes:
    return data[: 3 * PAGE + 5] + b"many bytes too many" + data[3 * PAGE + 5 :]


def with_pages_that_changed_places(data: bytes) -> bytes:
    one, other = (data.index(b"Talks in Oslo, number %d" % number) // PAGE * PAGE for number in (3, 9))
    out = bytearray(data)
    out[one : one + PAGE], out[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    return bytes(out)


@pytest.mark.parametrize(
    "damage", [in_a_page_s_head, with_bytes_put_in, with_pages_that_changed_places], ids=lambda f: f.__name__
)
def test_texts_that_are_whole_come_back_wherever_they_lie(
    damaged: Path, damage: Callable[[bytes], bytes]
) -> None:
    damaged.write_bytes(damage(damaged.read_bytes()))
    _, project = salvaged(damaged)
    with project:
        assert headlines(project) == {STORY.split("\n")[0], *(f"Story {n}" for n in range(12))}


def test_a_transaction_that_did_not_end_is_not_taken_over(damaged: Path) -> None:
    other = sqlite3.connect(damaged, isolation_level=None)
    other.execute("PRAGMA cache_size = 1")
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO layer (name) VALUES ('ghost')")
    rows = ((str(n) * 64)[:64] for n in range(10, 60))
    other.executemany(
        "INSERT INTO article (sha256, text) VALUES (?, hex(zeroblob(4000)))", [(r,) for r in rows]
    )
    data, journal = damaged.read_bytes(), damaged.with_name(f"{damaged.name}-journal").read_bytes()
    other.close()
    damaged.write_bytes(data)
    damaged.with_name(f"{damaged.name}-journal").write_bytes(journal)
    made, project = salvaged(damaged)
    project.close()
    assert made.is_whole
    assert damaged.with_name(f"{damaged.name}-journal").read_bytes() == journal


def test_a_text_whose_record_is_lost_is_listed_by_its_first_line(damaged: Path) -> None:
    data = damaged.read_bytes()
    at = data.index(b'"headline":"Story 4"')
    put(damaged, at, b"X")
    made, project = salvaged(damaged)
    with project:
        assert "Story 4" in headlines(project)
        assert [one.record for one in made.lost] == [True]


def test_what_was_purged_stays_purged(damaged: Path) -> None:
    with Project.open(damaged, "anna") as project:
        articles.purge(project, 3)
    made, project = salvaged(damaged)
    with project:
        assert made.is_whole
        assert project.store.row("SELECT count(*) FROM article WHERE text IS NULL") == (1,)


class Stopped(Progress):
    """Somebody cancels, after so many steps."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def step(self, done: int, total: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("steps", [0, 1, 3])
def test_cancelled_it_leaves_nothing(damaged: Path, steps: int, is_damaged: bool) -> None:
    if is_damaged:
        put(damaged, damaged.read_bytes().rindex(b"Talks in Oslo, number 7"), b"X")
    there = {path.name for path in damaged.parent.iterdir()}
    identity = device_id()
    with pytest.raises(Cancelled):
        salvage(damaged, damaged.with_name("new.annotator"), "anna", Stopped(steps))
    assert {path.name for path in damaged.parent.iterdir()} == there
    assert device_id() == identity


def test_what_is_written_afterwards_comes_from_the_new_identity(damaged: Path) -> None:
    before = device_id()
    put(damaged, damaged.read_bytes().rindex(b"Talks in Oslo, number 7"), b"X")
    made, project = salvaged(damaged)
    with project:
        assert made.renewed
        assert project.device == device_id() != before


def test_it_never_replaces_anything(damaged: Path) -> None:
    with pytest.raises(Problem, match="exists already"):
        salvage(damaged, damaged, "anna")


def test_a_file_in_which_nothing_is_found_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.annotator"
    path.write_bytes(b"nothing " * 4000)
    with pytest.raises(Problem, match="Nothing of a project was found"):
        salvage(path, tmp_path / "new.annotator", "anna")
    assert {found.name for found in tmp_path.iterdir()} == {"x.annotator"}


def test_a_project_that_is_open_elsewhere_is_not_read(damaged: Path) -> None:
    with Project.open(damaged, "anna"), pytest.raises(Problem, match="open in another window"):
        salvage(damaged, damaged.with_name("new.annotator"), "anna")
