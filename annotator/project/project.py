"""One open project: the door that every mutation goes through. Bound to the thread that opened it.

What one can do with it stands in the modules beside this one, as functions that take a `Project`.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.domain.actor import Actor
from annotator.domain.annotation import ADJUDICATED, GOLD, PROJECT_LAYER, Annotation
from annotator.domain.change import AnnotationChange, Change
from annotator.domain.guideline import Guideline
from annotator.domain.identity import Clock, HybridClock, told_of
from annotator.domain.problems import Problem, Submitted
from annotator.domain.registry import Registry
from annotator.domain.scheme import Scheme, scheme_from_dict, scheme_to_dict
from annotator.domain.team import Member
from annotator.project import names
from annotator.project.settings import analyst_name, device_id
from annotator.project.shipped import default_scheme, guideline_for, starter
from annotator.project.undo_stack import UndoStack
from annotator.scratch import tidy
from annotator.storage import actions, audit, visibility
from annotator.storage import log as log_
from annotator.storage.articles import records_of, status_of, statuses_of, withdrawn_of
from annotator.storage.log import Edit, Log
from annotator.storage.reading import current_bodies
from annotator.storage.store import Store
from annotator.storage.submitted import is_submitted
from annotator.suggesting.mentions import Names

SUFFIX = ".annotator"

_CACHED = (("scheme", "scheme"), ("guideline", "guideline"), ("actor", "registry"), ("actor", "names"))
"""What a project keeps in memory, by the kind of object that it is read from."""

_MOST_TAKEN_OVER = 20
_MOST_LISTED = 1000
"""A change with more annotations than this is not listed one by one."""


class Project:
    """A project file, open for one analyst, for reading alone or for writing too."""

    def __init__(self, store: Store, analyst: str, device: str, wall: Clock | None = None) -> None:
        self.store = store
        self.analyst = analyst
        self._within: str | None = None
        self.device = device
        self.clock = HybridClock(wall) if wall else HybridClock()
        self.log = Log(store, device, self.clock)
        self._hidden: tuple[str, frozenset[int]] | None = None
        self._clock_told = told_of(self.clock, self.path.name)
        self.active = 0
        """Milliseconds of work that the next action records; the caller's to set. 0: none are recorded."""

    @classmethod
    def create(
        cls,
        path: Path,
        scheme: Scheme | None = None,
        analyst: str | None = None,
        guideline: Guideline | None = None,
    ) -> Self:
        """A new project file with a scheme (the default one if none is given) and its guideline, open for writing.

        Whoever makes it is recorded as its lead. If a label of the scheme points into the registry, that starts with
        the entries that ship with the program.
        """
        name, device = names.new(analyst), device_id()
        scheme = scheme or default_scheme()

        def begin(store: Store) -> None:
            cls(store, name, device)._begin(scheme, guideline or guideline_for(scheme))

        tidy(path.absolute().parent)
        return cls(Store.create(path, begin), name, device)

    def _begin(self, scheme: Scheme, guideline: Guideline) -> None:
        self.__dict__["guideline"] = guideline  # What the first action is made under is written by itself.
        lead = Member(self.analyst, "lead", new_seed())
        self.act("new project", _first_edits(scheme, guideline, lead), undoable=False)

    @classmethod
    def open(cls, path: Path, analyst: str | None = None, writing: bool = True) -> Self:
        """An existing project. Raises Problem with a sentence if that cannot be."""
        analyst_name(analyst, path)  # What is nobody's name is told before anything is opened.
        device = device_id()
        if writing:
            tidy(path.absolute().parent)
        store = Store.open(path, writing)
        with ExitStack() as opening:
            opening.push(partial(_end, store))
            project = cls(store, names.of(store, analyst), device)
            opening.pop_all()
        return project

    def close(self) -> None:
        """Closes the project file; there is never anything left to save."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the project file. An error that follows from damage to it is raised as Damaged instead."""
        _end(self.store, kind, error, trace)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.store.path

    @property
    def writable(self) -> bool:
        """Whether this project may be changed through here."""
        return self.store.writable

    @cached_property
    def scheme(self) -> Scheme:
        """Labels, attributes and links."""
        for _, _, head in log_.heads(self.store, "scheme", layer=PROJECT_LAYER, object_="scheme"):
            if head.body is not None:
                return scheme_from_dict(head.body)
        raise Problem(
            f"{self.path} holds no scheme: it is damaged. Restore a backup with `annotator restore`."
        )

    @cached_property
    def guideline(self) -> Guideline:
        """What is to be marked. A project that was made before there were guidelines has its scheme's."""
        for _, _, head in log_.heads(self.store, "guideline", layer=PROJECT_LAYER, object_="guideline"):
            if head.body is not None:
                return Guideline.from_body(head.body)
        return guideline_for(self.scheme)

    @cached_property
    def registry(self) -> Registry:
        """The actors that annotations point to."""
        bodies = current_bodies(self.store, "actor", PROJECT_LAYER)
        return Registry(Actor.from_body(uid, body) for uid, body in bodies.items())

    @cached_property
    def names(self) -> Names:
        """Every form under which texts name the actors of the registry."""
        return Names(self.registry.entries)

    @contextmanager
    def within(self, layer: str) -> Iterator[Self]:
        """Annotating goes to another layer meanwhile: a reviewer corrects in the gold layer. The author stays."""
        before, self._within = self._within, layer
        try:
            yield self
        finally:
            self._within = before

    @property
    def layer(self) -> str:
        """The layer that annotating goes to: the analyst's own, or that of `within`."""
        return self._within or self.analyst

    @property
    def hidden(self) -> frozenset[int]:
        """Row ids of the articles whose colleagues' annotations are hidden from the analyst; see `visibility`."""
        if self._hidden is None or self._hidden[0] != self.analyst:
            self._hidden = self.analyst, visibility.hidden(self.store, self.analyst)
        return self._hidden[1]

    @cached_property
    def undo_stack(self) -> UndoStack:
        """What the analyst can take back or do again on this device."""
        return UndoStack.of(actions.undoable_actions(self.store, self.device, self.analyst))

    def become(self, device: str) -> None:
        """What is done from now on is another device's: this one's identity turned out to be in use elsewhere."""
        self.device = device
        self.log = Log(self.store, device, self.clock)
        self.forget_actions()

    def forget_actions(self) -> None:
        """After a purge: the undo stack is read again from what the log still holds."""
        self.__dict__.pop("undo_stack", None)

    def act(
        self,
        name: str,
        edits: Iterable[Edit | None],
        undoes: tuple[int, str] | None = None,
        undoable: bool = True,
        about: Mapping[str, str | int] | None = None,
        through_locks: bool = False,
    ) -> Change:
        """Does one action: all its edits in one transaction, or none. Gives what it changed.

        `edits` may be a generator that reads from the project and adds texts to it; see `Log.append`.
        Every revision says under which version of the guideline it was made, and what `about` says besides.
        Raises Submitted where an annotation of mine would change in a layer that is submitted, unless
        `through_locks`: that is for what changes the whole project, and for who looks at the locks themselves.
        """
        if not through_locks:
            edits = self._of_open_layers(edits)
        odd, watched, stack = self._newly_odd(), _Watched(self.store), self.undo_stack
        timed = {} if undoes else self._about()
        about = {"guideline": self.guideline.version, **timed, **(about or {})}
        try:
            with self.store.transaction():
                done = self.log.append(name, self.analyst, edits, undoes, undoable, watched.note, about)
        except BaseException:
            self.log.forget()
            raise
        if done is not None and "active" in about:
            self.active = 0
        if done is not None and undoable:
            stack.push(actions.action_of(self.store, done))
        change = watched.change(name)
        self.forget(change)
        return replace(change, note=change.note or odd) if odd else change

    def _newly_odd(self) -> str:
        """What is to be said of the clock, once: when it becomes odd while one works."""
        before, self._clock_told = self._clock_told, told_of(self.clock, self.path.name)
        return "" if before else self._clock_told

    def _of_open_layers(self, edits: Iterable[Edit | None]) -> Iterator[Edit | None]:
        """The edits, up to one that would change what is locked: a submitted layer of mine, a finished review."""
        looked_at: set[tuple[int, str]] = set()
        for edit in edits:
            if edit is not None and edit.kind == "annotation" and edit.layer in (self.analyst, GOLD):
                at = edit.article or 0, edit.layer
                if at not in looked_at:
                    self._require_open(*at)
                looked_at.add(at)
            yield edit

    def _require_open(self, key: int, layer: str) -> None:
        if layer == GOLD and status_of(self.store, key, GOLD) == ADJUDICATED:
            raise Problem(
                f"The review of {self._called(key)} is finished. Reopen it to change what is in gold."
            )
        if layer != GOLD and is_submitted(self.store, key, layer):
            raise self.refusal(key)

    def refusal(self, key: int) -> Submitted:
        """What is raised where an annotation of my submitted layer of an article (row id) would change."""
        return Submitted(f"{self._called(key)} is submitted: it is locked. Reopen it to change it.", key)

    def _called(self, key: int) -> str:
        record = records_of(self.store, [key]).get(key)
        return f"“{record['headline']}”" if record and record["headline"] else "This article"

    def _about(self) -> dict[str, str | int]:
        """What an action's revisions say of how it was done."""
        return {"active": self.active} if self.active else {}

    def forget(self, change: Change) -> None:
        """Lets go of what was read from the project and is different now."""
        self._forget_hidden(change)
        if change.actors and self._took_over(change.actors):
            return
        for kind, name in _CACHED:
            if kind in change.kinds:
                self.__dict__.pop(name, None)

    def _forget_hidden(self, change: Change) -> None:
        """A layer that was opened or submitted is looked at by itself: that happens often, and the set may be large."""
        if self._hidden is None:
            return
        analyst, before = self._hidden
        touched = [article for article, layer in change.restated if layer == analyst]
        if "assignment" in change.kinds or change.listed or len(touched) > _MOST_TAKEN_OVER:
            self._hidden = None
            return
        if not touched:
            return
        now = visibility.hidden_among(self.store, analyst, touched)
        gone, come = {k for k in now if not now[k]} & before, {k for k in now if now[k]} - before
        if gone or come:
            self._hidden = analyst, (before - gone) | come

    def _took_over(self, uids: Collection[str]) -> bool:
        """Brings the registry and its names up to date where that is a moment's work; False where it is not.

        That is so for a few entries that nobody merged, as an analyst makes and names them while annotating.
        """
        held: Registry | None = self.__dict__.get("registry")
        if held is None or len(uids) > _MOST_TAKEN_OVER:
            return False
        bodies = current_bodies(self.store, "actor", PROJECT_LAYER, sorted(uids))
        after = [Actor.from_body(uid, body) for uid, body in bodies.items()]
        before = [actor for uid in uids if (actor := held.stored(uid)) is not None]
        gone = len(after) < len(uids)
        if gone or any(actor.merged_into is not None for actor in (*before, *after)):
            return False
        self.__dict__["registry"] = held.changed({actor.id: actor for actor in after})
        if "names" in self.__dict__:
            self.names.change(before, after)
        return True


def _end(
    store: Store, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
) -> None:
    """Closes a project file. Raises Damaged where `error`, which looks like one of ours, follows from damage to it."""
    damage = audit.behind(store, error) if isinstance(error, Exception) else None
    store.close()
    if damage is not None:
        raise damage from error


def _first_edits(scheme: Scheme, guideline: Guideline, lead: Member) -> Iterator[Edit]:
    yield Edit("scheme", "scheme", PROJECT_LAYER, scheme_to_dict(scheme), fresh=True)
    yield Edit("guideline", "guideline", PROJECT_LAYER, guideline.body(), fresh=True)
    yield member_edit(lead)._replace(fresh=True)
    if any(label.registry_attribute for label in scheme.labels):
        for actor in starter():
            yield actor_edit(actor)._replace(fresh=True)


def member_edit(member: Member) -> Edit:
    """The edit that gives a member of the team this state."""
    return Edit("member", member.name, PROJECT_LAYER, member.body())


def new_seed() -> int:
    """A number by which something is shuffled: nobody chose it."""
    return int.from_bytes(os.urandom(4), "big")


def actor_edit(actor: Actor) -> Edit:
    """The edit that gives an entry of the registry this state."""
    return Edit("actor", actor.id, PROJECT_LAYER, actor.body())


_OF_ARTICLES = {"article", "layer", "annotation"}
"""Kinds of objects that a Change lists in fields of their own."""


class _Watched:
    """Notes what edits change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._articles: set[str] = set()
        self._layers: set[tuple[str, str]] = set()
        self._annotations: list[AnnotationChange] | None = []
        self._listed = False
        self._kinds: set[str] = set()
        self._comments: set[str] = set()
        self._actors: set[str] = set()
        self._statuses: dict[tuple[str, str], str] | None = {}
        """What the layers said before, None when there are too many to look at."""

    def note(self, edits: list[Edit]) -> None:
        """Takes note of some edits that are written. What is derived from the log is as before them still."""
        self._kinds |= {edit.kind for edit in edits}
        records = [edit for edit in edits if edit.kind == "article" and edit.sha256]
        self._articles |= {edit.sha256 for edit in records if edit.sha256}
        self._listed = self._listed or self._come_or_go(records)
        layers = {
            (edit.sha256, edit.layer)
            for edit in edits
            if edit.kind not in ("article", "comment", "assignment") and edit.sha256
        }
        self._note_statuses(layers - self._layers)
        self._layers |= layers
        self._actors |= {edit.object for edit in edits if edit.kind == "actor"}
        self._comments |= {edit.sha256 for edit in edits if edit.kind == "comment" and edit.sha256}
        annotations = [edit for edit in edits if edit.kind == "annotation" and edit.sha256]
        if self._annotations is None or len(self._annotations) + len(annotations) > _MOST_LISTED:
            self._annotations = None
        else:
            self._annotations += [_listed(edit) for edit in annotations]

    def _note_statuses(self, layers: set[tuple[str, str]]) -> None:
        if self._statuses is None or len(self._statuses) + len(layers) > _MOST_TAKEN_OVER:
            self._statuses = None
        else:
            self._statuses |= statuses_of(self._store, layers)

    def _restated(self) -> frozenset[tuple[str, str]] | None:
        if self._statuses is None:
            return None
        now = statuses_of(self._store, self._layers)
        return frozenset(at for at in self._layers if now.get(at) != self._statuses.get(at))

    def _come_or_go(self, records: list[Edit]) -> bool:
        """Whether the list of articles gains or loses one by them; else records only say something else."""
        if any(edit.fresh or edit.body is None for edit in records):
            return True
        before = withdrawn_of(self._store, [edit.article or 0 for edit in records])
        return any(
            before.get(edit.article or 0) != (edit.body or {}).get("withdrawn", False) for edit in records
        )

    def change(self, name: str) -> Change:
        return Change(
            name,
            frozenset(self._articles),
            frozenset(self._layers),
            None if self._annotations is None else tuple(self._annotations),
            self._listed,
            frozenset(self._kinds - _OF_ARTICLES),
            frozenset(self._comments),
            frozenset(self._actors),
            statuses=self._restated(),
        )


def _listed(edit: Edit) -> AnnotationChange:
    after = None if edit.body is None else Annotation.from_body(edit.object, edit.body)
    return AnnotationChange(edit.sha256 or "", edit.layer, edit.object, after)
