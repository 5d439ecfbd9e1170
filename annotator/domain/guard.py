"""Where a fault of our own stops: what one rule or one file would have given is left out, and the rest goes on.

Rules and readers look at words of strangers, which nobody can foresee all of. A fault is no secret: those who hear
(`heard_by`) get it, the program's log with its traceback, the user as a sentence; in a test it is a failure.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.domain.problems import Cancelled, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """What broke off ("The rules for times") and what it raised; `told`: the user hears of it in another way."""

    what: str
    error: Exception
    told: bool


_hearers: list[Callable[[Fault], object]] = []


@contextmanager
def heard_by(hear: Callable[[Fault], object]) -> Iterator[None]:
    """Meanwhile `hear` is called with every fault, on the thread that met it."""
    _hearers.append(hear)
    try:
        yield
    finally:
        _hearers.remove(hear)


@contextmanager
def guarded(what: str, instead: Callable[[Exception], Problem] | None = None) -> Iterator[None]:
    """Around something that `what` gives: a fault of ours in it is heard, and ends it; nothing else is lost.

    A Problem, Cancelled and OSError are no faults of ours and pass. `instead`: makes a Problem that is raised in place
    of the fault; so the user is told.
    """
    try:
        yield
    except (Problem, Cancelled, OSError):
        raise
    # The one place that catches everything: a rule may raise anything, and no article may be lost for it.
    except Exception as error:
        _hear(Fault(what, error, instead is not None))
        if instead is not None:
            raise instead(error) from error


def _hear(fault: Fault) -> None:
    for hear in _hearers:
        hear(fault)
    if not _hearers:
        import traceback  # Nobody listens: it is loud all the same.

        traceback.print_exception(fault.error)
