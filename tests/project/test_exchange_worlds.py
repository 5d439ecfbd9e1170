"""Whatever analysts do on several machines, and however their files go round: in the end all have the same."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotator.domain.problems import Problem
from annotator.project import (
    annotating,
    articles,
    commenting,
    exchange,
    maintenance,
    signing,
    submitting,
    undoing,
)
from annotator.project.project import Project
from tests.making import STORY, bring, draft_of, layer, scheme_of
from tests.storage.worlds import content, hashes

PEOPLE = ("anna", "ben", "anna")
"""Who sits at each machine: Anna has two."""
SCHEME = scheme_of({"name": "actor"}, {"name": "quote"})
WORDS = [(0, 5), (6, 10), (20, 23), (30, 40)]


@dataclass
class World:
    """Projects on machines of their own; two may have one identity."""

    folder: Path
    projects: list[Project]
    files: int = 0

    @contextmanager
    def at(self, number: int) -> Iterator[Project]:
        """The project of a machine, with that machine's configuration."""
        os.environ["ANNOTATOR_CONFIG"] = str(self.folder / f"config {number}")
        yield self.projects[number]

    def add(self, analyst: str) -> None:
        """One more machine, with a project made there."""
        number = len(self.projects)
        os.environ["ANNOTATOR_CONFIG"] = str(self.folder / f"config {number}")
        self.projects.append(Project.create(self.folder / f"{number}.annotator", SCHEME, analyst))
        bring(self.projects[-1], draft_of(STORY))
        signing.sign("0")  # Makes the key, which a copied home folder has too.

    def copy(self, number: int) -> None:
        """The home folder of a machine is copied to another one, which has the same identity then."""
        with self.at(number) as project:
            maintenance.backup(project, self.folder / f"{len(self.projects)}.annotator")
        config = self.folder / f"config {len(self.projects)}"
        copytree(self.folder / f"config {number}", config)
        os.environ["ANNOTATOR_CONFIG"] = str(config)
        self.projects.append(
            Project.open(self.folder / f"{len(self.projects)}.annotator", self.projects[number].analyst)
        )

    def send(self, number: int, to: int, analyst: str, since_last: bool) -> None:
        """An analyst's work goes from a machine to another."""
        self.files += 1
        file = self.folder / f"{self.files}.exchange"
        with self.at(number) as project, suppress(Problem):  # There may be nothing to share.
            exchange.share(project, file, analyst, since_last)
        with self.at(to) as project:
            assert not file.exists() or exchange.merge(project, [file], trust=True).refused == []

    def exchange_all(self) -> None:
        """Everybody's work, by whomever it is held, goes to the first machine and from there to all."""
        others = range(1, len(self.projects))
        for number, to in [*((other, 0) for other in others), *((0, other) for other in others)]:
            for analyst in sorted(set(PEOPLE)):
                self.send(number, to, analyst, since_last=False)


def _tag(project: Project, key: int, pick: int) -> None:
    annotating.add(project, key, *WORDS[pick % len(WORDS)], ("actor", "quote")[pick % 2])


def _relabel(project: Project, key: int, pick: int) -> None:
    there = layer(project, key)
    if there:
        annotating.relabel(project, key, [there[pick % len(there)].id], ("quote", "actor")[pick % 2])


def _delete(project: Project, key: int, pick: int) -> None:
    there = layer(project, key)
    if there:
        annotating.delete(project, key, [there[pick % len(there)].id])


def _status(project: Project, key: int, pick: int) -> None:
    submitting.set_status(project, key, ("done", "in progress")[pick % 2])


def _withdraw(project: Project, key: int, pick: int) -> None:
    articles.withdraw(project, key, bool(pick % 2))


def _undo(project: Project, key: int, pick: int) -> None:
    """That an import was undone stays at home."""
    if undoing.next_undo(project) != "import":
        undoing.undo(project)


DEEDS: list[Callable[[Project, int, int], object]] = [
    *(_tag, _tag, _relabel, _relabel, _delete, _status, _withdraw),
    lambda project, key, pick: commenting.add(project, key, f"comment {pick}"),
    _undo,
    lambda project, key, pick: undoing.redo(project),
]

STEPS = st.lists(
    st.tuples(st.sampled_from(["do", "do", "do", "send", "copy"]), *[st.integers(0, 19)] * 3), max_size=20
)


def _live(world: World, steps: list[tuple[str, int, int, int]]) -> None:
    for what, one, other, pick in steps:
        number, to = one % len(world.projects), other % len(world.projects)
        if what == "copy" and len(world.projects) < len(PEOPLE) + 1:
            world.copy(number)
        elif what == "send" and to != number:
            world.send(number, to, PEOPLE[pick % len(PEOPLE)], since_last=pick > 9)
        elif what == "do":
            with world.at(number) as project, suppress(Problem):
                key = articles.key_of(project, exchange.stored.sha_of(project.store, 1))
                DEEDS[other % len(DEEDS)](project, key, pick)


@contextmanager
def begun() -> Iterator[World]:
    """A world in which everybody has a project with the same article."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), [])
        try:
            for analyst in PEOPLE:
                world.add(analyst)
            yield world
        finally:
            for project in world.projects:
                project.close()


@settings(max_examples=15, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(STEPS)
def test_in_the_end_all_have_the_same(steps: list[tuple[str, int, int, int]]) -> None:
    with begun() as world:
        _live(world, steps)
        made = set[bytes]().union(*(hashes(project.store) for project in world.projects))
        world.exchange_all()
        (first, *others) = [(hashes(one.store), content(one.store)) for one in world.projects]
        assert [other == first for other in others] == [True] * len(others)
        assert first[0] == made
        assert [maintenance.faults(project) for project in world.projects] == [[]] * len(world.projects)
