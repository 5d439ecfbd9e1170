"""Layers of several analysts read side by side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import articles, submitting
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage.log import Edit
from annotator.storage.reading import side_by_side
from tests.making import STORY, article_id, layer, project_with, tag

OTHER = "Another story about Oslo"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path, STORY, OTHER) as project:
        yield project


def test_each_article_comes_with_the_layers_that_it_has(project: Project) -> None:
    kim = tag(project, "Kim", "actor")
    submitting.set_status(project, 2, "done")
    first, second = side_by_side(project.store, [1, 2], ["anna", "ben"])
    assert (first.text, first.statuses, [uid for uid, _ in first.bodies["anna"]]) == (
        STORY, {"anna": "in progress"}, [kim],
    )  # fmt: skip
    assert (second.key, second.statuses, second.bodies) == (2, {"anna": "done"}, {"anna": []})


def test_of_two_current_states_the_later_one_holds(project: Project) -> None:
    uid = tag(project, "Kim", "actor")
    (one,) = layer(project)
    for end in (one.end - 1, one.end - 2):
        body = one.body() | {"end": end}
        project.act("change", [Edit("annotation", uid, "anna", body, 1, article_id(STORY), fresh=True)])
    assert len(layer(project)) == 3
    ((_, body),) = next(side_by_side(project.store, [1], ["anna"])).bodies["anna"]
    assert body["end"] == one.end - 2


def test_layers_that_were_opened(project: Project) -> None:
    tag(project, "Kim", "actor")
    ids = {1: article_id(STORY), 2: article_id(OTHER)}
    assert stored.opened_layers(project.store, ["anna", "ben"]) == {
        (1, ids[1]): {"anna": "in progress"},
        (2, ids[2]): {},
    }
    articles.withdraw(project, 1)
    assert stored.opened_layers(project.store, ["anna"]) == {(2, ids[2]): {}}
