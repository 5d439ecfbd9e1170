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


LATEST = 1 << 59
"""No stamp is greater: that of a day in 2248. What a clock shows beyond is no time."""
_DAY = 24 * 3600 * 1000 << 16
_YEAR = 366 * _DAY


class HybridClock:
    """A clock that never goes back: milliseconds since 1970 times 65,536, plus a counter.

    After `seen(stamp)` later stamps are greater than it. After `meet(stamp)` of a colleague's or an earlier revision
    they are so unless it is more than a day ahead of this machine's clock: then one of the two is wrong, and whoever
    follows the other one would be wrong with it for ever. That what was done later counts does not depend on stamps,
    see `storage.lineage`.
    """

    def __init__(self, wall: Clock | None = None) -> None:
        self._wall = wall or time.time
        self._last = self._newest = self._held = 0
        self._least: int | None = None
        self._odd: tuple[float, float] | None = None
        self._lock = threading.Lock()

    def begin(self, least: int, newest: int) -> None:
        """Goes on after the log of a project whose newest stamp is `newest` (0: it has none).

        `least` is the stamp before which this machine's clock is surely wrong.
        """
        self._least = least
        self.meet(newest)

    def tick(self) -> int:
        """The next stamp, greater than every one since the clock was set right, if it was ahead once."""
        with self._lock:
            now = self._now()
            self._notice(now)
            self._let_go(now)
            self._last = max(self._last + 1, now)
            self._newest = max(self._newest, self._last)
            return self._last

    def seen(self, stamp: int) -> None:
        """Never tick below that stamp, whatever the machine's clock says."""
        with self._lock:
            self._held = max(self._held, stamp)
            self._last = max(self._last, stamp)

    def meet(self, stamp: int) -> None:
        """Never tick below a stamp that exists already, if that can be believed."""
        with self._lock:
            self._newest = max(self._newest, stamp)
            self._let_go(self._now())
            if stamp <= self._believed():
                self._last = max(self._last, stamp)

    def believed(self) -> int:
        """The greatest stamp that is followed."""
        with self._lock:
            return self._believed()

    def _let_go(self, now: int) -> None:
        """Follows the machine's clock back, if that was ahead and was set right."""
        if self._least is not None and now >= self._least and self._last > now + _DAY:
            self._last = max(now, self._held)

    def _believed(self) -> int:
        now = self._now()
        return LATEST if self._least is not None and now < self._least else now + _DAY

    def _now(self) -> int:
        now = int(self._wall() * 1000) << 16
        return now if 0 < now <= LATEST else 0

    def oddity(self) -> tuple[float, float] | None:
        """Seconds since 1970 of this machine's clock and of the newest stamp, if they cannot both be right.

        That is where the newest stamp is more than a day ahead, or was more than a year old when the clock was asked
        next: a jump is given once.
        """
        with self._lock:
            self._notice(self._now())
            odd, self._odd = self._odd, None
            return odd

    def _notice(self, now: int) -> None:
        if self._newest and not self._newest - _DAY <= now <= self._newest + _YEAR:
            self._odd = clock_seconds(now), clock_seconds(self._newest)


def told_of(clock: HybridClock, log: str) -> str:
    """A sentence where a machine's clock and the newest action of a log, called so, cannot both be right; else ""."""
    odd = clock.oddity()
    if odd is None:
        return ""
    now, newest = (timestamp(seconds)[:10] for seconds in odd)
    if now > newest:
        return (
            f"This machine's clock says {now}, but the newest action in {log} is of {newest}. "
            "If that is not today's date, set the clock right before you go on."
        )
    return (
        f"The newest action in {log} is of {newest}, but this machine's clock says {now}. If it is wrong now, set it "
        "right; if it was ahead once, go on: what you do from now on bears its own time again, and colleagues can "
        "merge all of it."
    )


def clock_seconds(stamp: int) -> float:
    """Seconds since 1970 of a stamp."""
    return (stamp >> 16) / 1000


def born(uid: str) -> int:
    """The stamp of the time at which an identifier was made by `new_id`; LATEST if it is none."""
    try:
        stamp = int(uid, 16) >> 80 << 16
    except ValueError:
        return LATEST
    return stamp if len(uid) == 32 and 0 < stamp <= LATEST else LATEST
