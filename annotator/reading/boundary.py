"""Where strangers' bytes meet readers: the one place at which any error whatever becomes the reason of a rejection.

A reader is meant to say what is wrong with a file; what it raises in a way that nobody foresaw must not take the other
files with it. It is no secret either: it goes to the log with its traceback, and its kind into the reason.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import orjson

from annotator.domain import guard
from annotator.domain.article import Draft, Rejection
from annotator.domain.problems import Problem, as_reason
from annotator.reading.messages import reason_of

Found = Iterator[Draft | Rejection]


def guarded(name: str, found: Iterable[Draft | Rejection]) -> Found:
    """What a reader finds in the file of that name; what it raises instead of the rest is one rejection.

    What came before that stays.
    """
    after: int | None = None
    try:
        with told(name):
            for one in found:
                after = one.line or after
                yield _checked(one)
    except _Unforeseen as problem:
        yield Rejection(name, None, f"{_place(after)}{problem}")
    except Problem as problem:
        yield Rejection(name, None, as_reason(str(problem)))
    except OSError as error:
        yield Rejection(name, None, f"{_place(after)}it cannot be read ({error.strerror or error})")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Around what looks at the file of that name: whatever is raised, but OSError, is a Problem outside."""
    with guard.guarded(
        f"Reading {name}", lambda error: _Unforeseen(reason_of(type(error).__name__, str(error)))
    ):
        yield


class _Unforeseen(Problem):
    """What a reader raised that is no sentence; `str` is the reason of a rejection."""


def _place(after: int | None) -> str:
    return f"after line {after:,} " if after else ""


def _checked(one: Draft | Rejection) -> Draft | Rejection:
    """What was found, if it can be kept: words that are no Unicode, numbers beyond 64 bits and the like cannot."""
    if isinstance(one, Draft):
        try:
            orjson.dumps((one.metadata, one.source, one.layer))
        except TypeError as error:
            return Rejection(one.source.name, one.line, f"it holds what cannot be kept ({error})")
    return one
