"""The history of an article in words: who did what, when and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.identity import clock_seconds, timestamp
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
    """Everything that happened to an article and its annotations, oldest first."""
    text = stored.text_of(project.store, key)
    for entry in history(project.store, key):
        action = entry.action if entry.undoes is None else f"undo or redo: {entry.action}"
        state = entry.after or entry.before or {}
        yield Event(
            timestamp(clock_seconds(entry.clock)),
            entry.author,
            action,
            entry.layer,
            entry.kind,
            entry.object,
            _what(entry, text),
            state.get("origin"),
        )


def _what(entry: Entry, text: str) -> str:
    if entry.kind == "comment":
        return _comment(entry)
    subject = _subject(entry, text)
    if entry.before is None:
        return f"{subject} added"
    if entry.after is None:
        return f"{subject} removed"
    before, after = entry.before, entry.after
    changes = [
        f"{name} from {_value(before.get(name), text)} to {_value(after.get(name), text)}"
        for name in sorted(after)
        if before.get(name) != after.get(name)
    ]
    return f"{subject}: {'; '.join(changes) or 'unchanged'}"


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


_RESOLUTIONS = {True: "resolution of the thread", False: "reopening of the thread"}


def _subject(entry: Entry, text: str) -> str:
    state: dict[str, Any] = entry.after or entry.before or {}
    if entry.kind == "annotation":
        return f"{state['label']} “{_short(text[state['start'] : state['end']])}”"
    if entry.kind == "layer":
        return f"layer ({state.get('status')})"
    return "article"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"


def _value(value: Any, text: str) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_value(v, text)}" for name, v in value.items()) or "nothing"
    if isinstance(value, list):
        return ", ".join(_value(v, text) for v in value) or "nothing"
    return "nothing" if value is None else str(value)
