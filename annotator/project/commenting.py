"""Comments on annotations, ranges and articles: what each function does is one action and one undo step.

A comment lies in the layer of its author, whatever it is about, so that nobody's comment can hide another's.
"""

from dataclasses import dataclass, replace

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.comment import Anchor, Comment, Thread, threads
from annotator.domain.identity import LATEST, clock_seconds, new_id, timestamp
from annotator.domain.normalise import normalise
from annotator.domain.problems import Problem, UnknownName
from annotator.domain.scheme import RESERVED_LAYERS
from annotator.project import visibility
from annotator.project.articles import headline_of
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import comments as stored_comments
from annotator.storage.log import Edit, heads

_CONTEXT = 60
"""Code points shown on either side of what a thread is about."""
_LONGEST = 240
"""Code points kept of the words that a comment is about."""


@dataclass(frozen=True, slots=True)
class OpenThread:
    """An unresolved thread of the project: its article, and the words it is about with those around them."""

    key: int
    article: str
    headline: str
    thread: Thread
    mentions_me: bool
    before: str = ""
    text: str = ""
    after: str = ""


# Reading


def threads_of(project: Project, key: int) -> list[Thread]:
    """All threads of an article, resolved ones too, by the time of their first comment.

    Those that must not be seen now are left out: see `visibility.seen_threads`.
    """
    every = threads(stored_comments.comments_of(project.store, key), names(project))
    found = visibility.seen_threads(project, key, every)
    return [_placed(project, key, thread) for thread in found]


def open_threads(project: Project, analyst: str, most: int | None = None) -> list[OpenThread]:
    """The unresolved threads of the whole project: first those that mention the analyst, then the latest first.

    Those that must not be seen now are left out: see `visibility.seen_threads`.
    """
    by_article: dict[int, list[Comment]] = {}
    for key, comment in stored_comments.all_comments(project.store):
        by_article.setdefault(key, []).append(comment)
    known = names(project)
    found = [
        (key, thread)
        for key, comments in by_article.items()
        for thread in visibility.seen_threads(project, key, threads(comments, known))
        if not thread.resolved
    ]
    found.sort(key=lambda one: (analyst in one[1].mentions, one[1].latest.clock), reverse=True)
    return [_open(project, key, thread, analyst) for key, thread in found[:most]]


def _open(project: Project, key: int, thread: Thread, analyst: str) -> OpenThread:
    placed = _placed(project, key, thread)
    around = _around(stored.text_of(project.store, key), placed.on)
    article, headline = stored.sha_of(project.store, key), headline_of(project, key)
    return OpenThread(key, article, headline, placed, analyst in thread.mentions, *around)


def _around(text: str, on: Anchor) -> tuple[str, str, str]:
    """What stands before, in and after a range, on one line; nothing for the article."""
    if on.span is None:
        return "", "", ""
    start, end = on.span
    parts = text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]
    before, inside, after = (part.replace("\n", " ") for part in parts)
    return before, inside, after


def names(project: Project) -> list[str]:
    """The analysts that can be mentioned: whoever made something here, and who asks."""
    there = dict.fromkeys([*stored_comments.analysts(project.store), project.analyst])
    return [name for name in there if name not in RESERVED_LAYERS]


def _placed(project: Project, key: int, thread: Thread) -> Thread:
    """The thread with its annotation as it is now; where that was deleted, as it was last commented on."""
    on = thread.on
    if on.annotation is None or on.layer is None:
        return thread
    now = _annotation(project, key, on.layer, on.annotation)
    if now is None:
        return replace(thread, on=replace(on, gone=True))
    if now.span == on.span:
        return thread
    words = _words(stored.text_of(project.store, key), *now.span)
    return replace(thread, on=replace(on, start=now.start, end=now.end, quoted=words))


def _words(text: str, start: int, end: int) -> str:
    return text[start:end] if end - start <= _LONGEST else text[start : start + _LONGEST - 1] + "…"


def _annotation(project: Project, key: int, layer: str, uid: str) -> Annotation | None:
    """An annotation of anybody's layer as it is now; None if it is gone."""
    found = heads(project.store, "annotation", key, layer, uid)
    return next((Annotation.from_body(uid, head.body) for _, _, head in found if head.body is not None), None)


# Writing


def add(project: Project, key: int, text: str, on: Anchor = Anchor()) -> Change:  # noqa: B008 a value
    """Begins a thread about an annotation, a range or the article."""
    return project.act("comment", [beginning(project, key, text, on)[1]])


def beginning(project: Project, key: int, text: str, on: Anchor) -> tuple[str, Edit]:
    """The id of a new thread and the edit that begins it, for an action that does more."""
    comment = _new(project, _said(text), _anchored(project, key, on))
    return comment.id, _edit(project, key, comment.id, comment)


def answer(project: Project, key: int, thread: str, text: str) -> Change:
    """Says something more in a thread."""
    return _write(
        project, key, "answer a comment", _answering(project, _said(text), _thread(project, key, thread))
    )


def edit(project: Project, key: int, uid: str, text: str) -> Change:
    """Gives a comment of mine another text."""
    old, said = _mine(project, key, uid), _said(text)
    if said == old.text:
        return project.act("edit a comment", [])
    edited = timestamp(clock_seconds(project.clock.tick()))
    return _write(project, key, "edit a comment", replace(old, text=said, edited=edited))


def delete(project: Project, key: int, uid: str) -> Change:
    """Deletes a comment of mine. Answers to it stay."""
    _mine(project, key, uid)
    return project.act("delete a comment", [_edit(project, key, uid, None)])


def resolve(project: Project, key: int, thread: str, text: str = "") -> Change:
    """Closes a thread, with a last word if there is one."""
    return _settle(project, key, thread, True, text)


def reopen(project: Project, key: int, thread: str, text: str = "") -> Change:
    """Opens a resolved thread again."""
    return _settle(project, key, thread, False, text)


def _settle(project: Project, key: int, thread: str, resolves: bool, text: str) -> Change:
    there = _thread(project, key, thread)
    name = "resolve a thread" if resolves else "reopen a thread"
    if there.resolved == resolves and not text.strip():
        return project.act(name, [])
    made = _answering(project, normalise(text).text.strip(), there)
    return _write(project, key, name, replace(made, resolves=resolves))


def _new(project: Project, text: str, on: Anchor, thread: str | None = None) -> Comment:
    clock = project.clock.tick()
    now = clock_seconds(clock)
    return Comment(new_id(now), project.analyst, timestamp(now), text, on, clock, thread)


def _answering(project: Project, text: str, thread: Thread) -> Comment:
    """What is said last stands last, though a comment before it was made by a clock that was ahead."""
    made = _new(project, text, thread.on, thread.id)
    return replace(made, clock=min(max(made.clock, thread.latest.clock + 1), LATEST))


def _said(text: str) -> str:
    said = normalise(text).text.strip()
    if not said:
        raise Problem("A comment needs some words. Write them and send it again.")
    return said


def _anchored(project: Project, key: int, on: Anchor) -> Anchor:
    """The anchor with its words. Raises Problem if there is no such annotation or range."""
    text = stored.text_of(project.store, key)
    if on.annotation is not None:
        layer = on.layer or project.analyst
        there = _annotation(project, key, layer, on.annotation)
        if there is None or not visibility.sees(project, key, layer):
            raise UnknownName("That annotation is gone. Comment on the words instead.")
        words = _words(text, *there.span)
        return Anchor(on.annotation, layer, *there.span, words)
    if on.span is None:
        return Anchor()
    start, end = on.span
    if not 0 <= start < end <= len(text):
        raise Problem(f"{start}–{end} is no range of a text of {len(text)} characters. Select some words.")
    return Anchor(start=start, end=end, quoted=_words(text, start, end))


def _thread(project: Project, key: int, uid: str) -> Thread:
    found = next((thread for thread in threads_of(project, key) if thread.id == uid), None)
    if found is None:
        raise UnknownName("That thread is gone: its comments were deleted.")
    return found


def _mine(project: Project, key: int, uid: str) -> Comment:
    found = next((one for one in stored_comments.comments_of(project.store, key) if one.id == uid), None)
    if found is None:
        raise UnknownName("That comment is gone.")
    if found.author != project.analyst:
        raise Problem(f"That comment is {found.author}'s. Only they can change it; you can answer.")
    return found


def _write(project: Project, key: int, name: str, comment: Comment) -> Change:
    return project.act(name, [_edit(project, key, comment.id, comment)])


def _edit(project: Project, key: int, uid: str, comment: Comment | None) -> Edit:
    body = None if comment is None else comment.body()
    return Edit("comment", uid, project.analyst, body, key, stored.sha_of(project.store, key))
