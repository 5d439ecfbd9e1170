"""Arbitrary work by one analyst, against a plain model: a list of states and a place in it."""

import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.domain.annotation import Annotation
from annotator.project import annotating, articles, maintenance, undoing
from annotator.project.project import Project
from tests.making import layer, project_with

TEXT = "Kim said “we agree” in Oslo 🐟 제재 the end"
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 9)).map(
    lambda pair: (pair[0], min(len(TEXT), sum(pair)))
)
LABELS = st.sampled_from(["actor", "claim", "quote"])
ATTRIBUTES = st.sampled_from([("cue", "said"), ("cue", None), ("kind", "threat"), ("mention", "pronoun")])
PICK = st.integers(0, 99)

Frame = tuple[int, int, str, tuple[tuple[str, Any], ...], tuple[tuple[str, str], ...]]
State = dict[str, Frame]


def frame(annotation: Annotation) -> Frame:
    attributes = tuple(sorted(annotation.attributes.items()))
    return (*annotation.span, annotation.label, attributes, tuple((x.type, x.to) for x in annotation.links))


class History(RuleBasedStateMachine):
    """The model: all states that can be undone to and redone to, and where among them we are."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        os.environ["ANNOTATOR_CONFIG"] = f"{self.folder.name}/configuration"
        self.project = project_with(Path(self.folder.name), TEXT)
        self.states: list[State] = [{}]
        self.at = 0

    @property
    def now(self) -> State:
        return self.states[self.at]

    def done(self, new: State) -> None:
        """Something was done: if it changed anything, nothing is left to be done again."""
        if new != self.now:
            del self.states[self.at + 1 :]
            self.states.append(new)
            self.at += 1

    def pick(self, number: int) -> str:
        return sorted(self.now)[number % len(self.now)]

    @rule(span=SPANS, label=LABELS)
    def add(self, span: tuple[int, int], label: str) -> None:
        (made,) = annotating.add(self.project, 1, *span, label).annotations or ()
        kind = self.project.scheme.label(label)
        assert kind is not None
        self.done(self.now | {made.id: (*span, label, tuple(sorted(kind.defaults().items())), ())})

    @precondition(lambda self: self.now)
    @rule(number=PICK, span=SPANS)
    def move(self, number: int, span: tuple[int, int]) -> None:
        uid = self.pick(number)
        annotating.move(self.project, 1, uid, *span)
        self.done(self.now | {uid: (*span, *self.now[uid][2:])})  # type: ignore[dict-item]

    @precondition(lambda self: self.now)
    @rule(numbers=st.lists(PICK, min_size=1, max_size=3), label=LABELS)
    def relabel(self, numbers: list[int], label: str) -> None:
        uids = {uid for number in numbers if self.now[uid := self.pick(number)][2] != label}
        annotating.relabel(self.project, 1, [self.pick(number) for number in numbers], label)
        kind = self.project.scheme.label(label)
        assert kind is not None
        new = dict(self.now)
        for uid in uids:
            start, end, _, attributes, links = self.now[uid]
            kept = {n: v for n, v in attributes if (a := kind.attribute(n)) and a.accepts(v)}
            new[uid] = (start, end, label, tuple(sorted((kind.defaults() | kept).items())), links)
        self.done({uid: self.with_fitting_links(found, new) for uid, found in new.items()})

    def with_fitting_links(self, found: Frame, all_: State) -> Frame:
        """Links whose slot is there and whose target is there and has the slot's label."""
        kind = self.project.scheme.label(found[2])
        assert kind is not None
        links = tuple(
            (type_, to)
            for type_, to in found[4]
            if to in all_ and (slot := kind.link(type_)) and slot.to == all_[to][2]
        )
        return (*found[:4], links)

    @precondition(lambda self: self.now)
    @rule(number=PICK, attribute=ATTRIBUTES)
    def set_attribute(self, number: int, attribute: tuple[str, str | None]) -> None:
        uid, (name, value) = self.pick(number), attribute
        annotating.set_attribute(self.project, 1, [uid], name, value)
        start, end, label, attributes, links = self.now[uid]
        kind = self.project.scheme.label(label)
        if kind is not None and kind.attribute(name):
            values = {n: v for n, v in attributes if n != name} | ({name: value} if value else {})
            self.done(self.now | {uid: (start, end, label, tuple(sorted(values.items())), links)})

    @precondition(lambda self: {found[2] for found in self.now.values()} >= {"actor", "quote"})
    @rule(first=PICK, second=PICK)
    def link(self, first: int, second: int) -> None:
        """A quote has one speaker."""
        quotes, actors = (
            sorted(uid for uid in self.now if self.now[uid][2] == x) for x in ("quote", "actor")
        )
        quote, actor = quotes[first % len(quotes)], actors[second % len(actors)]
        annotating.link(self.project, 1, [quote], "speaker", actor)
        self.done(self.now | {quote: (*self.now[quote][:4], (("speaker", actor),))})

    @precondition(lambda self: self.now)
    @rule(numbers=st.lists(PICK, min_size=1, max_size=2))
    def delete(self, numbers: list[int]) -> None:
        uids = [self.pick(number) for number in numbers]
        annotating.delete(self.project, 1, uids)
        left = {uid: found for uid, found in self.now.items() if uid not in uids}
        self.done({uid: self.with_fitting_links(found, left) for uid, found in left.items()})

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        undoing.undo(self.project)
        self.at -= 1

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        undoing.redo(self.project)
        self.at += 1

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.project.path, "anna")

    @invariant()
    def the_layer_is_as_the_model_says(self) -> None:
        found = layer(self.project)
        assert self.now == {annotation.id: frame(annotation) for annotation in found}
        text = articles.load(self.project, 1).text
        assert all(text[x.start : x.end] for x in found)

    @invariant()
    def undo_and_redo_are_offered_where_there_is_something(self) -> None:
        # The import of the article itself can be undone too.
        assert (undoing.next_undo(self.project) == "import") == (self.at == 0)
        assert (undoing.next_redo(self.project) is None) == (self.at + 1 == len(self.states))

    def teardown(self) -> None:
        assert maintenance.faults(self.project) == []
        self.project.close()
        self.folder.cleanup()


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
