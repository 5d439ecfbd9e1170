"""Comments in the file: of several states of one comment the later holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.comment import Anchor, Comment
from annotator.domain.identity import HybridClock
from annotator.project.project import Project
from annotator.storage.comments import all_comments, comments_of
from annotator.storage.log import Edit, Log
from tests.making import STORY, article_id, project_with


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY) as project:
        yield project


def write(project: Project, layer: str, text: str | None, seconds: float = 9e9, uid: str = "c") -> None:
    made = None if text is None else Comment(uid, layer, "2026-11-23T10:00:00Z", text, Anchor(), 5).body()
    log = Log(project.store, "e" * 32, HybridClock(lambda: seconds))
    with project.store.transaction():
        log.append("comment", layer, [Edit("comment", uid, layer, made, 1, article_id(STORY))])


def forget_parents(project: Project) -> None:
    """As a merge leaves it: both states are heads."""
    project.store.connection.execute(
        "INSERT OR IGNORE INTO head SELECT article, layer, kind, object, id, gone FROM revision WHERE kind = 'comment'"
    )


@pytest.mark.parametrize(("last", "expected"), [("later", ["later"]), (None, [])])
def test_of_two_heads_the_later_holds(project: Project, last: str | None, expected: list[str]) -> None:
    write(project, "anna", "earlier")
    write(project, "anna", last)
    forget_parents(project)
    assert [comment.text for comment in comments_of(project.store, 1)] == expected


def test_the_same_id_in_two_layers_is_two_comments(project: Project) -> None:
    write(project, "anna", "mine")
    write(project, "ben", "his")
    assert sorted(comment.text for _, comment in all_comments(project.store)) == ["his", "mine"]
