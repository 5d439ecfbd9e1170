"""Comments: in their author's layer, undone one by one, never in the way of anybody's work."""

from collections.abc import Callable

import pytest

from annotator.domain.comment import Anchor, Thread
from annotator.domain.problems import Problem, UnknownName
from annotator.project import annotating, articles, commenting, history, maintenance, undoing
from annotator.project.project import Project
from tests.making import STORY, article_id, bring, draft_of, one, reopened, span_of, tag


def said(thread: Thread) -> list[tuple[str, str]]:
    return [(comment.author, comment.text) for comment in thread.comments]


def only(project: Project, key: int = 1) -> Thread:
    (thread,) = commenting.threads_of(project, key)
    return thread


def test_a_comment_on_an_annotation_a_range_or_the_article_begins_a_thread(project: Project) -> None:
    kim, range_ = tag(project, "Kim", "actor"), span_of(STORY, "sign")
    for on in (Anchor.of(kim, "anna"), Anchor.at(*range_), Anchor()):
        commenting.add(project, 1, " why? \r\n", on)
    assert [(t.on, said(t)) for t in commenting.threads_of(project, 1)] == [
        (Anchor(kim, "anna", *span_of(STORY, "Kim"), "Kim"), [("anna", "why?")]),
        (Anchor(None, None, *range_, "sign"), [("anna", "why?")]),
        (Anchor(), [("anna", "why?")]),
    ]


def test_a_comment_says_which_article_it_changed_and_opens_no_layer(project: Project) -> None:
    change = commenting.add(project, 1, "why?")
    assert (change.kinds, change.comments) == ({"comment"}, {article_id(STORY)})
    assert (change.layers, change.articles, change.listed) == (frozenset(), frozenset(), False)
    assert articles.status_of(project, 1, "anna") == "new"
    assert articles.layers(project, 1) == []
    assert maintenance.faults(project) == []


def test_analysts_answer_one_another_each_in_their_own_layer(project: Project) -> None:
    commenting.add(project, 1, "@ben: a claim?")
    project = reopened(project, "ben")
    commenting.answer(project, 1, only(project).id, "a quote")
    thread = only(project)
    assert said(thread) == [("anna", "@ben: a claim?"), ("ben", "a quote")]
    assert (thread.participants, thread.mentions) == (("anna", "ben"), {"ben"})
    project.close()


def test_the_last_who_settles_a_thread_is_right(project: Project) -> None:
    commenting.add(project, 1, "why?")
    uid = only(project).id
    states = []
    for settle in (commenting.resolve, commenting.reopen, commenting.resolve):
        settle(project, 1, uid)
        states.append(only(project).resolved)
    undoing.undo(project)
    assert [*states, only(project).resolved] == [True, False, True, False]


def test_settling_what_is_settled_does_nothing_unless_something_is_said(project: Project) -> None:
    commenting.add(project, 1, "why?")
    uid = only(project).id
    assert not commenting.reopen(project, 1, uid)
    assert commenting.resolve(project, 1, uid, "done")
    assert not commenting.resolve(project, 1, uid)
    assert said(only(project)) == [("anna", "why?"), ("anna", "done")]


def test_editing_keeps_the_place_in_the_thread_and_can_be_undone(project: Project) -> None:
    commenting.add(project, 1, "wyh?")
    first = only(project).comments[0]
    commenting.answer(project, 1, first.id, "because")
    commenting.edit(project, 1, first.id, "why?")
    thread = only(project)
    assert said(thread) == [("anna", "why?"), ("anna", "because")]
    assert thread.comments[0].edited is not None
    undoing.undo(project)
    assert only(project).comments[0] == first


def test_deleting_the_first_comment_keeps_the_answers(project: Project) -> None:
    commenting.add(project, 1, "why?", Anchor.at(0, 5))
    uid = only(project).id
    commenting.answer(project, 1, uid, "because")
    commenting.delete(project, 1, uid)
    thread = only(project)
    assert (thread.id, thread.first, thread.on.quoted, said(thread)) == (
        uid,
        None,
        "Talks",
        [("anna", "because")],
    )
    commenting.answer(project, 1, uid, "still")
    undoing.undo(project)
    undoing.undo(project)
    assert said(only(project)) == [("anna", "why?"), ("anna", "because")]


@pytest.mark.parametrize("change", [commenting.delete, lambda p, key, uid: commenting.edit(p, key, uid, "x")])
def test_nobody_changes_a_colleagues_comment(project: Project, change: Callable[..., object]) -> None:
    commenting.add(project, 1, "why?")
    project = reopened(project, "ben")
    with pytest.raises(Problem, match="That comment is anna's"):
        change(project, 1, only(project).id)
    project.close()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda p: commenting.add(p, 1, " \n"), "needs some words"),
        (lambda p: commenting.add(p, 1, "x", Anchor.at(5, 5)), "5–5 is no range"),
        (lambda p: commenting.add(p, 1, "x", Anchor.at(0, 999)), "is no range"),
        (lambda p: commenting.add(p, 1, "x", Anchor.of("none", "anna")), "annotation is gone"),
        (lambda p: commenting.answer(p, 1, "none", "x"), "thread is gone"),
        (lambda p: commenting.edit(p, 1, "none", "x"), "comment is gone"),
    ],
)
def test_what_cannot_be_said_is_refused(
    project: Project, wrong: Callable[[Project], object], sentence: str
) -> None:
    with pytest.raises(Problem, match=sentence):
        wrong(project)
    assert commenting.threads_of(project, 1) == []


def test_a_thread_follows_its_annotation_and_outlives_it(project: Project) -> None:
    kim = tag(project, "Kim", "actor")
    commenting.add(project, 1, "who?", Anchor.of(kim, "anna"))
    start, end = span_of(STORY, "said Kim")
    annotating.move(project, 1, kim, start, end)
    assert only(project).on == Anchor(kim, "anna", start, end, "said Kim")
    annotating.delete(project, 1, [kim])
    assert only(project).on == Anchor(kim, "anna", *span_of(STORY, "Kim"), "Kim", gone=True)


def test_a_colleagues_annotation_can_be_commented_on(project: Project) -> None:
    kim = tag(project, "Kim", "actor")
    project = reopened(project, "ben")
    commenting.add(project, 1, "sure?", Anchor.of(kim, "anna"))
    assert (only(project).on.layer, articles.status_of(project, 1, "ben")) == ("anna", "new")
    project = reopened(project, "anna")
    assert one(project, kim).label == "actor"
    project.close()


def test_a_long_quotation_is_shortened(project: Project) -> None:
    bring(project, draft_of("word " * 100))
    commenting.add(project, 2, "long", Anchor.at(0, 499))
    assert only(project, 2).on.quoted == ("word " * 48)[:239] + "…"


def test_open_threads_that_mention_me_come_first_then_the_latest(project: Project) -> None:
    bring(project, draft_of("Another story about Oslo"))
    commenting.add(project, 1, "for @anna", Anchor.at(*span_of(STORY, "minister")))
    for key, words in ((1, "older"), (2, "newer"), (1, "done")):
        commenting.add(project, key, words)
    commenting.resolve(project, 1, commenting.threads_of(project, 1)[-1].id)
    found = commenting.open_threads(project, "anna")
    assert [(t.thread.latest.text, t.key, t.mentions_me) for t in found] == [
        ("for @anna", 1, True),
        ("newer", 2, False),
        ("older", 1, False),
    ]
    assert commenting.open_threads(project, "anna", most=2) == found[:2]
    assert (found[0].headline, found[0].before, found[0].text) == (
        "Talks open in Oslo",
        "Talks open in Oslo  The ",
        "minister",
    )


def test_threads_of_withdrawn_articles_wait_for_nobody(project: Project) -> None:
    commenting.add(project, 1, "why?")
    articles.withdraw(project, 1)
    assert commenting.open_threads(project, "anna") == []
    assert len(commenting.threads_of(project, 1)) == 1


def test_whoever_made_something_can_be_mentioned(project: Project) -> None:
    tag(project, "Kim", "actor")
    project = reopened(project, "ben")
    assert commenting.names(project) == ["anna", "ben"]
    project.close()


def test_the_history_tells_comments(project: Project) -> None:
    commenting.add(project, 1, "wyh?", Anchor.at(*span_of(STORY, "Oslo")))
    uid = only(project).id
    commenting.edit(project, 1, uid, "why?")
    commenting.answer(project, 1, uid, "because")
    commenting.resolve(project, 1, uid)
    commenting.reopen(project, 1, uid, "no")
    commenting.delete(project, 1, uid)
    assert [(e.action, e.what) for e in history.events(project, 1)][1:] == [
        ("comment", "comment “wyh?” on “Oslo” added"),
        ("edit a comment", "comment on “Oslo”: text from “wyh?” to “why?”"),
        ("answer a comment", "answer “because” on “Oslo” added"),
        ("resolve a thread", "resolution of the thread on “Oslo” added"),
        ("reopen a thread", "reopening of the thread on “Oslo” with “no” added"),
        ("delete a comment", "comment “why?” on “Oslo” removed"),
    ]


def test_purging_an_article_takes_what_was_said_about_it(project: Project) -> None:
    commenting.add(project, 1, "a secret")
    articles.purge(project, 1)
    assert commenting.open_threads(project, "anna") == []
    assert b"a secret" not in project.path.read_bytes()


def test_a_thread_that_is_gone_cannot_be_answered(project: Project) -> None:
    commenting.add(project, 1, "why?")
    uid = only(project).id
    commenting.delete(project, 1, uid)
    with pytest.raises(UnknownName):
        commenting.answer(project, 1, uid, "because")
