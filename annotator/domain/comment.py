"""Comments and the threads they form. A thread belongs to an annotation, a range of the text, or the article."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a thread is about: an annotation of an analyst's layer, a range (half-open, code points), or the article.

    An annotation's range and words are those last known: they outlive it. `gone`: it was deleted since.
    """

    annotation: str | None = None
    layer: str | None = None
    start: int | None = None
    end: int | None = None
    quoted: str = ""
    gone: bool = False

    @classmethod
    def at(cls, start: int, end: int) -> Self:
        """A range of the text."""
        return cls(start=start, end=end)

    @classmethod
    def of(cls, annotation: str, layer: str) -> Self:
        """An annotation of somebody's layer."""
        return cls(annotation, layer)

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it is in the text; None for the whole article."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    def body(self) -> dict[str, Any]:
        """What a revision stores of it, the words apart: JSON values."""
        stated = {"annotation": self.annotation, "layer": self.layer, "start": self.start, "end": self.end}
        return {name: value for name, value in stated.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Comment:
    """What one analyst said. `thread` is the id of the thread's first comment, None for that one itself.

    `resolves`: True closes the thread, False opens it again, None says nothing of that. `clock`: when it was
    made, by the hybrid clock: the order of a thread. `made` and `edited` are timestamps for people.
    """

    id: str
    author: str
    made: str
    text: str
    on: Anchor
    clock: int
    thread: str | None = None
    resolves: bool | None = None
    edited: str | None = None

    @property
    def thread_id(self) -> str:
        """The thread that it belongs to."""
        return self.thread or self.id

    def body(self) -> dict[str, Any]:
        """What a revision stores of it: JSON values."""
        return {
            "author": self.author,
            "clock": self.clock,
            "edited": self.edited,
            "made": self.made,
            "on": self.on.body(),
            "quoted": self.on.quoted,
            "resolves": self.resolves,
            "text": self.text,
            "thread": self.thread,
        }

    @classmethod
    def from_body(cls, uid: str, body: dict[str, Any]) -> Self:
        """The comment that a revision's body describes."""
        return cls(
            uid,
            body["author"],
            body["made"],
            body["text"],
            Anchor(**body["on"], quoted=body["quoted"]),
            body["clock"],
            body["thread"],
            body["resolves"],
            body["edited"],
        )


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments that answer one another, oldest first. `mentions`: the analysts that they name with an @."""

    id: str
    on: Anchor
    comments: tuple[Comment, ...]
    resolved: bool
    participants: tuple[str, ...]
    mentions: frozenset[str]

    @property
    def first(self) -> Comment | None:
        """The comment that began it; None if that was deleted and answers remain."""
        return self.comments[0] if self.comments[0].thread is None else None

    @property
    def latest(self) -> Comment:
        """The last thing said or done in it."""
        return self.comments[-1]


def threads(comments: Iterable[Comment], names: Sequence[str] = ()) -> list[Thread]:
    """The threads that comments form, by the time of their first comment; `names` are the analysts one can mention.

    Where nothing was said (only a resolution of what was deleted remains) there is no thread.
    """
    grouped: dict[str, list[Comment]] = {}
    for comment in sorted(comments, key=lambda one: (one.clock, one.id)):
        grouped.setdefault(comment.thread_id, []).append(comment)
    return [_thread(uid, some, names) for uid, some in grouped.items() if any(one.text for one in some)]


def _thread(uid: str, comments: list[Comment], names: Sequence[str]) -> Thread:
    comments.sort(key=lambda one: one.thread is not None)
    said = [one.resolves for one in comments if one.resolves is not None]
    return Thread(
        uid,
        comments[0].on,
        tuple(comments),
        bool(said) and bool(said[-1]),
        tuple(dict.fromkeys(one.author for one in comments)),
        frozenset(name for one in comments for name in mentioned(one.text, names)),
    )


def mentioned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand after an @, in the order of the text, each once.

    Of several that fit the longest is meant; quotation marks (@"Anna Lee") say where a name ends. An @ inside
    a word is none, nor is a name that goes on: `anna@example.org`, `@annabel`.
    """
    known = sorted(names, key=len, reverse=True)
    text = unicodedata.normalize("NFC", text)
    found = (_name_at(text, at + 1, known) for at, character in enumerate(text) if character == "@")
    return tuple(dict.fromkeys(name for name in found if name is not None))


_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}


def _name_at(text: str, start: int, known: Sequence[str]) -> str | None:
    """Which of the known names stands there, after an @."""
    if start > 1 and (text[start - 2].isalnum() or text[start - 2] in "_."):
        return None
    closing = _QUOTES.get(text[start : start + 1])
    if closing is not None:
        end = text.find(closing, start + 1)
        inside = text[start + 1 : end].strip() if end > 0 else ""
        return next((name for name in known if _equal(inside, name)), None)
    return next((name for name in known if _stands(text, start, name)), None)


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(unicodedata.normalize("NFC", name))
    goes_on = text[end : end + 1].isalnum() or text[end : end + 1] == "_"
    return not goes_on and _equal(text[start:end], name)


def _equal(said: str, name: str) -> bool:
    return said.casefold() == unicodedata.normalize("NFC", name).casefold()


def mention(name: str) -> str:
    """How a name is written so that `mentioned` finds it."""
    return f"@{name}" if all(character.isalnum() or character in "_-" for character in name) else f'@"{name}"'
