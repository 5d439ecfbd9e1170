"""Purging takes an article out of the file for good: not a byte of it is left, and the rest is still whole."""

from pathlib import Path

import pytest

from annotator.domain.problems import Problem
from annotator.project import annotating, articles, importing, maintenance, searching, undoing
from annotator.project.project import Project
from tests.making import article_id, bring, draft_of, layer, project_with, reopened, tag

SECRET = "Xylophonists unveil zirconium quagmire\n\nВосьмидесятый, 비밀문서: Schadenfreude prevails."
OTHER = "Plain talks in Oslo"


@pytest.fixture
def purged(tmp_path: Path) -> Project:
    """A project of two articles, both annotated and indexed; the first was purged."""
    project = project_with(tmp_path, SECRET, OTHER)
    importing.index(project)
    quote = tag(project, "Schadenfreude", "quote")
    annotating.set_attribute(project, 1, [quote], "cue", "quizzically")
    tag(project, "Oslo", "actor", key=2)
    articles.purge(project, 1)
    return project


def test_no_word_of_the_article_is_left_in_the_file(purged: Project) -> None:
    purged.close()
    left = purged.path.read_bytes().lower()
    words = [word.strip(",.:").lower() for word in SECRET.split()] + ["quizzically"]
    # The index shortens words by what they share with their neighbours: look for their ends.
    assert [word for word in words if word[2:].encode() in left] == []


def test_the_rest_is_still_whole(purged: Project) -> None:
    with reopened(purged) as project:
        assert maintenance.faults(project) == []
        assert [row.id for row in articles.rows(project, [1, 2], "anna")] == [article_id(OTHER)]
        assert len(layer(project, 2)) == 1
        assert searching.matching(project, "Oslo") == [2]
        assert searching.matching(project, "Schadenfreude") == []


def test_it_is_final(purged: Project) -> None:
    report = bring(purged, draft_of(SECRET))
    assert [r.reason for r in report.rejected] == ["this article was purged from the project, which is final"]
    with pytest.raises(Problem):
        articles.key_of(purged, article_id(SECRET))
    purged.close()


def test_what_is_left_can_still_be_undone(purged: Project) -> None:
    assert undoing.next_undo(purged) == "tag actor"
    undoing.undo(purged)
    assert layer(purged, 2) == ()
    assert maintenance.faults(purged) == []
    purged.close()


def test_an_article_that_is_not_indexed_yet_can_be_purged(tmp_path: Path) -> None:
    with project_with(tmp_path, SECRET, OTHER) as project:
        articles.purge(project, 1)
        importing.index(project)
        assert searching.matching(project, "talks") == [2]
        assert maintenance.faults(project) == []


def test_the_guards_are_back_afterwards(purged: Project) -> None:
    """Opening for writing refuses a file that lacks one."""
    reopened(purged).close()
