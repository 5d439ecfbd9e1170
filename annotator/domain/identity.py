"""Identifiers and the clock of revisions."""

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], float]
"""Seconds since 1970, as `time.time`."""


def new_id(now: float | None = None) -> str:
    """32 hexadecimal digits, ordered by time (the layout of UUID version 7)."""
    milliseconds = int((time.time() if now is None else now) * 1000) & (1 << 48) - 1
    random = int.from_bytes(os.urandom(10), "big")
    high = random >> 68
    low = random & (1 << 62) - 1
    return f"{milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"


def timestamp(now: float) -> str:
    """`2026-11-23T10:00:00Z`."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class HybridClock:
    """A clock that never goes back: milliseconds since 1970 times 65,536, plus a counter.

    After `seen(stamp)` of a colleague's or an earlier revision, later stamps are greater than it.
    """

    def __init__(self, wall: Clock = time.time) -> None:
        self._wall = wall
        self._last = 0
        self._lock = threading.Lock()

    def tick(self) -> int:
        """The next stamp, greater than every one before."""
        with self._lock:
            self._last = max(self._last + 1, int(self._wall() * 1000) << 16)
            return self._last

    def seen(self, stamp: int) -> None:
        """Never tick below a stamp that exists already."""
        with self._lock:
            self._last = max(self._last, stamp)


def clock_seconds(stamp: int) -> float:
    """Seconds since 1970 of a stamp."""
    return (stamp >> 16) / 1000
