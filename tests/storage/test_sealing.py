"""Nothing damaged is read, shown or handed on as if it were whole: a sentence names the article and the way out."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Damaged
from annotator.project import annotating, articles, exchange, history, importing, maintenance
from annotator.project.exporting.run import export
from annotator.project.project import Project
from annotator.storage.store import Store
from tests.making import STORY, project_with, tag
from tests.storage.test_audit import damage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with two articles; in the first there are two annotations."""
    with project_with(tmp_path, STORY, "Another one") as project:
        tag(project, "Oslo", "actor")
        tag(project, "Kim", "actor")
        importing.index(project)
    return project.path


def show(project: Project, _: Path) -> None:
    articles.load(project, 1)
    articles.layers(project, 1)


def events(project: Project, _: Path) -> None:
    list(history.events(project, 1))


def exported(project: Project, folder: Path) -> None:
    export(project, folder / "data", Recipe("jsonl", "anna"))


def shared(project: Project, folder: Path) -> None:
    exchange.share(project, folder / "anna.exchange")


def backed_up(project: Project, folder: Path) -> None:
    maintenance.backup(project, folder / "backup.annotator")


DIGIT = (
    "UPDATE revision SET bytes = CAST(replace(bytes, '\"start\":', '\"start\":1') AS BLOB) "
    "WHERE kind = 'annotation'"
)
LAYER = "UPDATE revision SET layer = (SELECT id FROM layer WHERE name = 'project') WHERE kind = 'annotation'"
TEXT = "UPDATE article SET text = replace(text, 'Oslo', 'Osla') WHERE id = 1"
BAD_UTF_8 = "UPDATE article SET text = CAST(x'ff41' AS TEXT) WHERE id = 1"
STRAYED = (
    "UPDATE head SET revision = (SELECT revision FROM head WHERE kind = 'annotation' ORDER BY object LIMIT 1) "
    "WHERE kind = 'annotation'"
)
NOWHERE = "UPDATE head SET revision = 99999 WHERE kind = 'annotation'"
COUNT = "UPDATE layer_row SET annotations = 1"
STATUS = "UPDATE layer_row SET status = 'done'"
DATE = "UPDATE article_row SET published = '2001-01-01' WHERE article = 1"
ALL = (show, events, exported, shared, backed_up)
READ = (show, exported)

CASES = (
    [(one, statement) for one in ALL for statement in (DIGIT, LAYER)]
    + [(one, statement) for one in (show, exported, shared, backed_up) for statement in (TEXT, BAD_UTF_8)]
    + [(one, statement) for one in READ for statement in (STRAYED, NOWHERE)]
    + [(exported, statement) for statement in (COUNT, STATUS, DATE)]
)


@pytest.mark.parametrize(("leave", "statement"), CASES, ids=lambda one: getattr(one, "__name__", None))
def test_what_is_damaged_does_not_leave(
    path: Path, leave: Callable[[Project, Path], None], statement: str
) -> None:
    damage(path, statement)
    folder = path.parent / "out"
    folder.mkdir()
    with Project.open(path, "anna", writing=False) as project:
        with pytest.raises(Damaged, match="annotator salvage") as problem:
            leave(project, folder)
        articles.load(project, 2)
    assert "Talks open in Oslo" in str(problem.value)
    assert not list(folder.iterdir())


def test_a_damaged_backup_is_not_put_back_and_nothing_is_moved(path: Path) -> None:
    target = path.with_name("other.annotator")
    Store.create(target).close()
    damage(path, DIGIT)
    with pytest.raises(Damaged, match="nothing was replaced"):
        maintenance.restore(path, target)
    with closing(Store.open(target, writing=False)) as store:
        assert store.rows("SELECT * FROM revision") == []


@pytest.mark.parametrize("statement", [DIGIT, TEXT, BAD_UTF_8])
def test_a_damaged_file_is_not_opened_for_writing(path: Path, statement: str) -> None:
    damage(path, statement)
    before = path.read_bytes()
    with pytest.raises(Damaged, match="annotator salvage"):
        Project.open(path, "anna")
    assert path.read_bytes() == before


def test_a_clock_that_no_revision_has_is_not_gone_on_from(path: Path) -> None:
    damage(path, "UPDATE action SET clock = clock + (1 << 56) WHERE id = 2")
    with pytest.raises(Damaged, match="latest action"):
        Project.open(path, "anna")


def test_what_is_damaged_is_not_changed_further(path: Path) -> None:
    with Project.open(path, "anna") as project:
        first = articles.layers(project, 1)[0].annotations[0]
        damage(path, DIGIT)
        with pytest.raises(Damaged):
            annotating.set_unsure(project, 1, [first.id], True)


def test_an_error_that_follows_from_damage_is_told_as_that(path: Path) -> None:
    damage(path, "UPDATE article_row SET headline = x'00' WHERE article = 1")
    with (
        pytest.raises(Damaged, match="table article_row"),
        Project.open(path, "anna", writing=False) as project,
    ):
        raise TypeError(project)


def test_an_error_of_ours_stays_one(path: Path) -> None:
    with pytest.raises(TypeError), Project.open(path, "anna", writing=False) as project:
        raise TypeError(project)
