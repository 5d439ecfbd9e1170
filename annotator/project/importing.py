"""Articles, and annotations of annotated formats, into a project: one action, one undo step."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.annotation import (
    IN_PROGRESS,
    OPEN_STATUSES,
    ORIGINS,
    PROJECT_LAYER,
    Annotation,
    Layer,
    Link,
)
from annotator.domain.article import Draft, DraftLayer, Record, Rejection
from annotator.domain.change import Change
from annotator.domain.gc_pause import collector_paused
from annotator.domain.identity import clock_seconds, new_id, timestamp
from annotator.domain.import_options import NONE
from annotator.domain.normalise import fingerprint
from annotator.domain.problems import Progress
from annotator.domain.wording import number
from annotator.project.articles import layer_of
from annotator.project.import_report import Report
from annotator.project.project import Project
from annotator.project.submitting import submissions
from annotator.storage import articles as stored
from annotator.storage.alike import describe_slice
from annotator.storage.log import Edit, heads
from annotator.storage.search import index_slice

Found = Draft | Rejection
State = dict[str, Any]
"""An annotation as a revision keeps it: JSON values by name, see `Annotation.body`."""


def read(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[Found]:
    """Everything that the files and folders hold, as it is recognised. Writes nothing that stays."""
    # The readers cost more than opening a project: only who reads pays for them.
    from annotator.reading.batch import Batch

    with Batch(paths) as batch:
        for _, found in batch.read(lambda _: NONE, progress or Progress()):
            yield found


def load_readers() -> None:
    """Imports the modules that read files and find times, which takes a moment, before they are wanted."""
    import annotator.domain.times.finding
    import annotator.reading.batch  # noqa: F401


def add(project: Project, found: Iterable[Found]) -> tuple[Report, Change]:
    """Adds what was read, annotations to the analyst's layer, in one transaction: all of it or, on an error, none.

    What is rejected is in the report with its reason; the rest goes in. A line that would change a layer that was
    submitted before is rejected; lines of one import are put together, whatever status they state.
    """
    report = Report()
    adder = _Adder(project, report)
    with collector_paused():
        change = project.act("import", adder.edits(found), through_locks=True)
    return report, change


def index_some(project: Project) -> int:
    """Indexes a slice of the articles that are not yet in the full-text index or, when all are, describes a slice of
    them for finding duplicates; gives how many they were."""
    return index_slice(project.store, 100) or describe_slice(project.store, 100)


def index(project: Project, progress: Progress | None = None) -> None:
    """Brings the full-text index, and what duplicates are found by, up to date, slice by slice."""
    while index_slice(project.store) or describe_slice(project.store):
        if progress is not None:
            progress.step(0, 0)


class _Adder:
    """Turns drafts into edits, inside the transaction of the import."""

    def __init__(self, project: Project, report: Report) -> None:
        self._project = project
        self._report = report
        self._now = timestamp(clock_seconds(project.clock.tick()))
        self._seen: set[str] = set()
        self._submitting: dict[int, tuple[str, bool]] = {}
        """Status that a layer is to have in the end, and whether it is new, by the article's row id."""

    def edits(self, found: Iterable[Found]) -> Iterator[Edit | None]:
        for one in found:
            if isinstance(one, Rejection):
                self._report.rejected.append(one)
            else:
                yield from self._article(one)
        # What is hashed of a submitted layer must be written before.
        yield None
        yield from submissions(self._project, self._submitting)

    def _article(self, draft: Draft) -> Iterator[Edit | None]:
        sha = fingerprint(draft.text)
        layer = [] if draft.layer is None else draft.layer.annotations
        states = [_state(values, self._project.analyst, self._now) for values in layer]
        fault = self._fault(states, draft.text)
        if fault is not None:
            self._reject(draft, fault)
            return
        if sha in self._seen:
            yield None  # What this import brought of the article must be written before it is read again.
        self._seen.add(sha)
        key = stored.add_text(self._project.store, sha, draft.text, draft.original)
        fresh = key is not None
        if key is None and stored.is_purged(self._project.store, sha):
            fault = "this article was purged from the project, which is final"
            self._reject(draft, fault)
            return
        if key is None:
            key = stored.key_of(self._project.store, sha)
            assert key is not None, "a text that could not be added is there"
        named = self._named(draft.layer, states)
        known = draft.layer is not None and not fresh
        present = layer_of(self._project, key, self._project.analyst) if known else None
        if present is not None:
            named = _new(named, present) if present.annotations else named
            if named and present.status not in OPEN_STATUSES:
                fault = _LOCKED.format(number(len(named), "annotation"))
                self._reject(draft, fault)
                return
        self._report.read += 1
        if fresh or not self._is_listed(key, sha):
            body = Record(draft.metadata, draft.zones, draft.source).body()
            yield Edit("article", sha, PROJECT_LAYER, body, key, sha, fresh=fresh)
            self._report.added.append(sha)
            self._report.open += [(draft.source.name, question) for question in draft.questions]
        else:
            self._report.already.append(sha)
        if draft.layer is not None:
            yield from self._layer(draft.layer.status, named, present, key, sha, fresh)

    def _reject(self, draft: Draft, fault: str) -> None:
        self._report.rejected.append(Rejection(draft.source.name, draft.line, fault))

    def _is_listed(self, key: int, sha: str) -> bool:
        found = heads(self._project.store, "article", key, PROJECT_LAYER, sha)
        return any(head.body is not None for _, _, head in found)

    def _fault(self, states: Iterable[State], text: str) -> str | None:
        """Why the scheme does not admit one of the annotations."""
        misfit = self._project.scheme.misfit
        for place, state in enumerate(states, 1):
            fault = misfit(state["label"], state["attributes"], [x["type"] for x in state["links"]])
            # The log keeps no numbers where words belong.
            if not (isinstance(state["author"], str) and isinstance(state["made"], str)):
                fault = f"its {'made' if isinstance(state['author'], str) else 'author'} is no text"
            if fault is not None:
                shown = text[state["start"] : state["end"]][:40]
                return f"annotation {place} ({shown!r}): {fault}"
        return None

    def _named(self, draft: DraftLayer | None, states: list[State]) -> list[tuple[str, State]]:
        stated = draft.annotations if draft else ()
        return [(values.get("id") or new_id(), s) for values, s in zip(stated, states, strict=True)]

    def _layer(
        self,
        status: str | None,
        named: list[tuple[str, State]],
        present: Layer | None,
        key: int,
        sha: str,
        fresh: bool,
    ) -> Iterator[Edit]:
        analyst = self._project.analyst
        now = self._submitting[key][0] if key in self._submitting else present.status if present else None
        wanted = status or now or IN_PROGRESS
        if now is not None and now not in OPEN_STATUSES and key not in self._submitting:
            wanted = now  # It was submitted before: what a file says of its status does not open it.
        if wanted not in OPEN_STATUSES and wanted != now:
            self._submitting[key] = wanted, fresh
        elif wanted != now:
            self._submitting.pop(key, None)
            yield Edit("layer", analyst, analyst, {"status": wanted}, key, sha, fresh)
        self._report.annotations += len(named)
        for uid, state in named:
            yield Edit("annotation", uid, analyst, state, key, sha, fresh)


_LOCKED = "the layer is submitted, and this would add {} to it; reopen it first, then import the line again"


def _state(values: dict[str, Any], analyst: str, now: str) -> State:
    """What the log keeps of the values that a reader found (`Annotation.body`); what is not stated has a default."""
    origin = values.get("origin")
    return {
        "attributes": values.get("attributes") or {},
        "author": values.get("author") or analyst,
        "end": values["end"],
        "label": values["label"],
        "links": [{"to": link["to"], "type": link["type"]} for link in values.get("links") or ()],
        "made": values.get("made") or now,
        "origin": origin if origin in ORIGINS else "imported",
        "start": values["start"],
        "unsure": bool(values.get("unsure")),
    }


def _new(named: list[tuple[str, State]], present: Layer) -> list[tuple[str, State]]:
    """The annotations that the layer does not hold yet, with ids that are free in it.

    Equal is what has the same span, label, attributes and mark, and links to the same places.
    """
    read = [Annotation.from_body(uid, state) for uid, state in named]
    likeness, likeness_there = _likeness(read), _likeness(present.annotations)
    held = {likeness_there(one): one.id for one in present.annotations}
    taken = {one.id for one in present.annotations}
    names = {one.id: held.get(likeness(one)) or (new_id() if one.id in taken else one.id) for one in read}
    fresh = [_renamed(one, names) for one in read if likeness(one) not in held]
    return [(one.id, one.body()) for one in fresh]


def _renamed(one: Annotation, names: dict[str, str]) -> Annotation:
    links = tuple(Link(link.type, names.get(link.to, link.to)) for link in one.links)
    return replace(one, id=names[one.id], links=links)


def _likeness(annotations: Sequence[Annotation]) -> Callable[[Annotation], tuple[object, ...]]:
    """A key under which annotations of different files are the same."""
    spans = {one.id: (one.start, one.end, one.label) for one in annotations}

    def key(one: Annotation) -> tuple[object, ...]:
        attributes = tuple(
            (n, tuple(v) if isinstance(v, list) else v) for n, v in sorted(one.attributes.items())
        )
        links = tuple(sorted((link.type, spans.get(link.to, (0, 0, ""))) for link in one.links))
        return one.start, one.end, one.label, attributes, links, one.unsure

    return key
