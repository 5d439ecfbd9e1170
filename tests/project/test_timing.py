"""Active time: recorded with the action, shared out, shown without names."""

from pathlib import Path

import orjson
import pytest

from annotator.project import annotating, commenting, submitting, timing, undoing
from annotator.project.project import Project
from annotator.project.timing import Everybodys, Own
from tests.making import STORY, bring, draft_of, layer, project_with, reopened, scheme_of, span_of, tag


def tag_in(project: Project, ms: int, words: str, label: str = "actor") -> str:
    project.active = ms
    return tag(project, words, label)


def recorded(project: Project) -> list[object]:
    """What the log's revisions say of time, but for those of the new project and its import."""
    rows = project.store.rows("SELECT bytes FROM revision WHERE action > 2 ORDER BY id")
    return [orjson.loads(data)["action"].get("active") for (data,) in rows]


def test_an_action_records_the_time_once(project: Project) -> None:
    tag_in(project, 1500, "Kim")
    tag(project, "Oslo", "actor")
    assert recorded(project) == [1500, None]


def test_what_does_nothing_leaves_the_time_to_the_next_action(project: Project) -> None:
    kim = tag_in(project, 1500, "Kim")
    project.active = 700
    annotating.relabel(project, 1, [kim], "actor")
    annotating.set_unsure(project, 1, [kim], True)
    assert recorded(project) == [1500, 700]


def test_undo_and_redo_carry_no_time(project: Project) -> None:
    tag_in(project, 1500, "Kim")
    project.active = 900
    undoing.undo(project)
    undoing.redo(project)
    assert (recorded(project), project.active) == ([1500, None, None], 900)


def test_an_annotations_time_is_the_sum_of_what_was_done_to_it(project: Project) -> None:
    kim = tag_in(project, 1500, "Kim")
    project.active = 500
    annotating.set_unsure(project, 1, [kim], True)
    undoing.undo(project)
    assert timing.time_of(project, 1, kim) == 2000


def test_the_time_of_an_action_is_shared_out_among_its_annotations(project: Project) -> None:
    kim, oslo = tag_in(project, 1000, "Kim"), tag_in(project, 2000, "Oslo")
    project.active = 600
    annotating.relabel(project, 1, [kim, oslo], "claim")
    assert [timing.time_of(project, 1, uid) for uid in (kim, oslo)] == [1300, 2300]
    assert timing.times(project).mine == {"claim": Own(2, 3600, 1800)}


def test_a_comment_takes_its_time_with_it(project: Project) -> None:
    project.active = 5000
    commenting.add(project, 1, "why?")
    kim = tag(project, "Kim", "actor")
    assert (recorded(project), timing.time_of(project, 1, kim)) == ([5000, None], 0)


def test_imported_and_deleted_annotations_have_no_time(project: Project) -> None:
    start, end = span_of(STORY, "Oslo")
    bring(project, draft_of(STORY, [{"start": start, "end": end, "label": "actor"}]))
    annotating.delete(project, 1, [tag_in(project, 1500, "Kim")])
    assert len(layer(project)) == 1
    assert timing.times(project) == timing.Times({}, {})


def test_an_annotation_counts_under_the_label_that_it_has_now(project: Project) -> None:
    kim = tag_in(project, 1500, "Kim")
    annotating.relabel(project, 1, [kim], "claim")
    assert timing.times(project).mine == {"claim": Own(1, 1500, 1500)}


def test_labels_come_in_the_schemes_order(project: Project) -> None:
    for words, label in (("sign", "sanction"), ("Kim", "actor"), ("We agree", "quote")):
        tag_in(project, 1000, words, label)
    assert list(timing.times(project).mine) == ["actor", "quote", "sanction"]


@pytest.mark.parametrize("name", ["actor", 'é "x"\\', "long " * 40])
def test_a_label_of_any_name_is_read_from_the_bytes(tmp_path: Path, name: str) -> None:
    """Attributes may be called like the fields of an annotation."""
    attributes = [{"name": name, "type": "text"} for name in ("label", "end")]
    hard = scheme_of({"name": name, "key": "1", "line": "solid", "attribute": attributes})
    with project_with(tmp_path, STORY, scheme=hard) as project:
        kim, oslo = tag_in(project, 1500, "Kim", name), tag_in(project, 500, "Oslo", name)
        for uid, value in ((kim, "7"), (oslo, "none")):
            project.active = 500
            annotating.set_attribute(project, 1, [uid], "label", value)
        assert timing.times(project).mine == {name: Own(2, 3000, 1500)}


def test_everybodys_time_has_no_names_and_needs_two(project: Project) -> None:
    tag_in(project, 1000, "Kim")
    tag_in(project, 9000, "sign", "claim")
    project = reopened(project, "ben")
    tag_in(project, 3000, "Oslo")
    tag_in(project, 3000, "We agree", "quote")
    submitting.submit(project, 1)
    assert timing.times(project).mine == {"actor": Own(1, 3000, 3000), "quote": Own(1, 3000, 3000)}
    assert timing.times(project).everybodys == {"actor": Everybodys(2, 2000), "quote": Everybodys(1, 3000)}
    project.close()


def test_the_time_of_one_and_of_all_agree(project: Project) -> None:
    kim, quote = tag_in(project, 1000, "Kim"), tag_in(project, 2001, "We agree", "quote")
    project.active = 333
    annotating.link(project, 1, [quote], "speaker", kim)
    project.active = 301
    annotating.delete(project, 1, [kim])
    assert timing.time_of(project, 1, quote) == round(2001 + 333 + 301 / 2)
    assert timing.times(project).mine == {"quote": Own(1, 2484, 2484)}
