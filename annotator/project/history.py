"""The history of an article in words: who did what, when and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.metadata_correction import CALLED, CORRECTABLE, told_date
from annotator.domain.times.time_correction import TimeCorrection, written
from annotator.project import visibility
from annotator.project.commenting import threads_of
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage.actions import Entry, history


@dataclass(frozen=True, slots=True)
class Event:
    """One change to one object of an article. `what` says it in words, `how` where an annotation came from."""

    when: str
    who: str
    action: str
    layer: str
    kind: str
    object: str
    what: str
    how: str | None


def events(project: Project, key: int) -> Iterator[Event]:
    """Everything that happened to an article and its annotations, oldest first.

    Where colleagues' annotations must not be seen now (see `visibility`), what they did is left out.
    """
    text = stored.text_of(project.store, key)
    blind = visibility.is_blind(project, key)
    said = _comments_seen(project, key) if blind else frozenset()
    for entry in history(project.store, key):
        if not blind or _is_seen(project.analyst, entry, said):
            yield _event(entry, _what(entry, text))


def _comments_seen(project: Project, key: int) -> frozenset[str]:
    """Ids of the comments that may be seen."""
    return frozenset(one.id for thread in threads_of(project, key) for one in thread.comments)


def _is_seen(analyst: str, entry: Entry, said: frozenset[str]) -> bool:
    if entry.kind != "comment":
        return entry.layer in (analyst, PROJECT_LAYER)
    if entry.object in said:
        return True
    # A comment of mine that is gone is in no thread any more.
    state = entry.after or entry.before or {}
    return entry.layer == analyst and state["on"].get("layer") in (None, analyst)


def _event(entry: Entry, what: str) -> Event:
    state = entry.after or entry.before or {}
    return Event(
        timestamp(clock_seconds(entry.clock)),
        entry.author,
        entry.action if entry.undoes is None else f"undo or redo: {entry.action}",
        entry.layer,
        entry.kind,
        entry.object,
        what,
        state.get("origin"),
    )


def _what(entry: Entry, text: str) -> str:
    if entry.kind == "comment":
        return _comment(entry)
    if entry.kind == "layer":
        return _layer(entry)
    subject = _subject(entry, text)
    if entry.after is None:
        return f"{subject} removed"
    if entry.before is None:
        return f"{subject} added"
    before, after = entry.before, entry.after
    changes = [*_corrections(before, after, text)] if entry.kind == "article" else []
    changes += [
        f"{name} from {_value(before.get(name), text)} to {_value(after.get(name), text)}"
        for name in sorted(after)
        if before.get(name) != after.get(name) and not (entry.kind == "article" and name in _CORRECTED)
    ]
    return f"{subject}: {'; '.join(changes) or 'unchanged'}"


_CORRECTED = frozenset((*CORRECTABLE, "date_evidence", "date_readings", "zones", "times"))
"""What of an article's record is told in words of its own."""


def _corrections(before: dict[str, Any], after: dict[str, Any], text: str) -> Iterator[str]:
    """What was corrected in an article, from what to what."""
    for name in CORRECTABLE:
        if name != "published" and before[name] != after[name]:
            yield f"{CALLED[name]} from {_quoted(before[name])} to {_quoted(after[name])}"
    dates = told_date(before), told_date(after)
    if dates[0] != dates[1]:
        yield f"date from {dates[0]} to {dates[1]}"
    were, are = ([tuple(zone) for zone in body["zones"]] for body in (before, after))
    yield from (f"zone {_zone(one, text)} removed" for one in were if one not in are)
    yield from (f"zone {_zone(one, text)} added" for one in are if one not in were)
    yield from _times(before.get("times", ()), after.get("times", ()), text)


def _zone(zone: tuple[str, int, int], text: str) -> str:
    kind, start, end = zone
    return f"{kind} “{_short(' '.join(text[start:end].split()))}”"


def _times(before: Sequence[list[Any]], after: Sequence[list[Any]], text: str) -> Iterator[str]:
    """What was said of times, from what to what; what the rules find is told as that."""
    were = {tuple(body[:2]): TimeCorrection.from_body(body) for body in before}
    are = {tuple(body[:2]): TimeCorrection.from_body(body) for body in after}
    for place in sorted({*were, *are}):
        if were.get(place) != are.get(place):
            words = _short(" ".join(text[place[0] : place[1]].split()))
            yield f"time “{words}” from {_time(were.get(place))} to {_time(are.get(place))}"


def _time(said: TimeCorrection | None) -> str:
    if said is None:
        return "what the rules find"
    return written(said.value) if said.value else "no time"


def _quoted(value: str | None) -> str:
    return f"“{_short(value)}”" if value else "unknown"


def _comment(entry: Entry) -> str:
    """A comment in words: what was said, about what, and whether the thread is resolved by it."""
    before, after = entry.before, entry.after
    state: dict[str, Any] = after or before or {}
    place = f" on “{_short(state['quoted'])}”" if state["quoted"] else ""
    said = f"“{_short(state['text'])}”"
    if after is None:
        return f"{_RESOLUTIONS.get(state['resolves'], f'comment {said}')}{place} removed"
    if before is not None:
        return f"comment{place}: text from “{_short(before['text'])}” to {said}"
    if state["resolves"] is not None:
        words = f" with {said}" if state["text"] else ""
        return f"{_RESOLUTIONS[state['resolves']]}{place}{words} added"
    return f"{'answer' if state['thread'] else 'comment'} {said}{place} added"


def _layer(entry: Entry) -> str:
    """How far a layer came; the hash that was recorded when it was submitted is shown by its beginning."""
    before, after = entry.before, entry.after
    hash_ = (after or {}).get("hash")
    recorded = f", hash {hash_[:12]}" if hash_ else ""
    if after is None:
        return f"layer ({(before or {})['status']}) removed"
    if before is None:
        return f"layer ({after['status']}) added{recorded}"
    if before["status"] == after["status"]:
        return f"layer ({after['status']}): unchanged{recorded}"
    return f"layer: status from {before['status']} to {after['status']}{recorded}"


_RESOLUTIONS = {True: "resolution of the thread", False: "reopening of the thread"}


def _subject(entry: Entry, text: str) -> str:
    state: dict[str, Any] = entry.after or entry.before or {}
    if entry.kind == "annotation":
        # A deletion may arrive before what it deletes.
        return f"{state['label']} “{_short(text[state['start'] : state['end']])}”" if state else "annotation"
    if entry.kind == "assignment":
        return f"assignment to {state['analyst']}"
    return "article"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"


def _value(value: Any, text: str) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_value(v, text)}" for name, v in value.items()) or "nothing"
    if isinstance(value, list):
        return ", ".join(_value(v, text) for v in value) or "nothing"
    return "nothing" if value is None else str(value)
