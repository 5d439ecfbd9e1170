"""Python's garbage collector, held back where it can only cost."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """For work that makes very many objects and no cycles: looking for some would cost a tenth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def kept_for_long() -> Iterator[None]:
    """For work whose result is very many objects that stay: the collector is held back, and never visits them.

    Looking through a million of them would hold up every thread for half a second, again and again. What is alive
    when the work ends is freed as ever when nothing refers to it, but not as part of a cycle.
    """
    with collector_paused():
        yield
        gc.freeze()
