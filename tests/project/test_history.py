"""The history in words: who did what, when and how."""

from annotator.project import annotating, articles, history, undoing
from annotator.project.project import Project
from tests.making import STORY, bring, draft_of, reopened, span_of, tag


def told(project: Project) -> list[tuple[str, str, str]]:
    return [(event.who, event.action, event.what) for event in history.events(project, 1)]


def test_each_change_is_told_with_what_it_was_before(project: Project) -> None:
    kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
    annotating.set_attribute(project, 1, [quote], "cue", "said")
    annotating.link(project, 1, [quote], "speaker", kim)
    annotating.delete(project, 1, [kim])
    defaults = "form=direct, kind=none"
    assert told(project) == [
        ("anna", "import", "article added"),
        ("anna", "tag actor", "actor “Kim” added"),
        ("anna", "tag quote", "quote “We agree” added"),
        ("anna", "set cue", f"quote “We agree”: attributes from {defaults} to cue=said, {defaults}"),
        ("anna", "link speaker", f"quote “We agree”: links from nothing to to={kim}, type=speaker"),
        ("anna", "delete annotation", "actor “Kim” removed"),
        ("anna", "delete annotation", f"quote “We agree”: links from to={kim}, type=speaker to nothing"),
    ]


def test_everybodys_work_is_told_in_the_order_of_time(project: Project) -> None:
    tag(project, "Kim", "actor")
    project = reopened(project, "ben")
    tag(project, "Oslo", "actor")
    project = reopened(project, "clara")
    assert [(event.who, event.layer) for event in history.events(project, 1)] == [
        ("anna", "project"),
        ("anna", "anna"),
        ("ben", "ben"),
    ]
    times = [event.when for event in history.events(project, 1)]
    assert times == sorted(times)
    project.close()


def test_an_undo_is_told_as_one(project: Project) -> None:
    tag(project, "Kim", "actor")
    undoing.undo(project)
    undoing.redo(project)
    assert told(project)[2:] == [
        ("anna", "undo or redo: tag actor", "actor “Kim” removed"),
        ("anna", "undo or redo: tag actor", "actor “Kim” added"),
    ]


def test_how_an_annotation_came_to_be_is_told(project: Project) -> None:
    start, end = span_of(STORY, "Kim")
    bring(project, draft_of(STORY, [{"start": start, "end": end, "label": "actor"}], "new"))
    annotating.add(project, 1, 0, 5, "actor", origin="suggestion")
    events = list(history.events(project, 1))[1:]
    assert [(event.kind, event.how) for event in events] == [
        ("layer", None),
        ("annotation", "imported"),
        ("annotation", "suggestion"),
    ]
    assert events[0].what == "layer (new) added"


def test_a_withdrawal_stays_in_the_history(project: Project) -> None:
    articles.withdraw(project, 1)
    assert told(project)[-1] == ("anna", "withdraw article", "article: withdrawn from False to True")


def test_a_long_span_is_shortened(project: Project) -> None:
    annotating.add(project, 1, 0, len(STORY), "claim")
    what = told(project)[-1][2]
    assert what.endswith("…” added")
    assert len(what) < 80
