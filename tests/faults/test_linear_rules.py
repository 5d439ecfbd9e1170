"""The rules on texts that were made to be slow: what they cost grows with the text, and no faster.

CPU time is measured, in children that a timer of the system ends, so that nothing can hang. How long a megabyte may
take is told in loops of plain Python, measured beside it: a slow machine has its own measure.
"""

import subprocess
import sys
import time

import pytest

from tests.faults.linear import FILLERS, JOBS, KILLED

pytestmark = pytest.mark.slow

_QUARTER, _SMALL, _MEGABYTE = 1 << 15, 1 << 17, 1 << 20
_MOST_GROWTH = 9.0
"""Four times the text; sixteen is what a quadratic rule takes."""
_TOO_SHORT = 0.02
"""Seconds below which a time says nothing."""
_MOST = 2.0
"""Seconds of CPU time for a megabyte, where the loop below takes `_LOOP` seconds."""
_LOOP = 0.10
_ALLOWED = {
    "reading, a line": 2,
    "reading, lines": 2,
    "suggesting.mentions": 2,
    "suggesting.values": 2,
    "domain.times, finding": 8,
}
"""How many times as long some jobs may take: those of many rules or calls (thirty of values), and a text that names a
time in every seven code points, of which each has its tense and its days to be found."""


def _seconds(job: str, length: int, fillers: list[str]) -> dict[str, float | None]:
    """What the job took of each filler; None where its process was ended."""
    found: dict[str, float | None] = {}
    while left := [name for name in fillers if name not in found]:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.faults.linear", job, str(length), *left],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode in (0, KILLED), ended.stderr
        assert ended.stdout, ended.stderr
        for line in ended.stdout.splitlines():
            filler, _, taken = line.partition("\t")
            found[filler] = float(taken) if taken else None
    return found


def _slowness() -> float:
    """How many times slower this machine is, at this moment, than the one that the limits were set on; 1 at least."""

    def loop() -> float:
        begun = time.process_time()
        words: dict[str, int] = {}
        for number in range(400_000):
            word = str(number % 1_000)
            words[word] = words.get(word, 0) + 1
        return time.process_time() - begun

    return max(1.0, min(loop() for _ in range(3)) / _LOOP)


@pytest.mark.parametrize("job", JOBS)
def test_a_rule_takes_time_in_proportion_to_the_text(job: str) -> None:
    quarter = _seconds(job, _QUARTER, list(FILLERS))
    small = _seconds(job, _SMALL, list(FILLERS))
    assert None not in small.values(), [filler for filler, taken in small.items() if taken is None]
    doubtful = []
    for filler, taken in small.items():
        before = quarter[filler]
        assert taken is not None
        assert before is not None
        if taken > _TOO_SHORT and taken > _MOST_GROWTH * before:
            doubtful.append(filler)
    for filler in doubtful:
        # The least of several runs: what others do on the machine only ever adds to it.
        least = [
            min(_seconds(job, length, [filler])[filler] or 99.0 for _ in range(3))
            for length in (_QUARTER, _SMALL)
        ]
        assert least[1] < _MOST_GROWTH * max(least[0], _TOO_SHORT / 4), (filler, least)


@pytest.mark.parametrize("job", JOBS)
def test_a_rule_takes_two_seconds_for_a_megabyte_at_the_most(job: str, in_full: bool) -> None:
    # What costs no more than in proportion, see above, is measured on an eighth, unless all faults are tried in full.
    length = _MEGABYTE if in_full else _MEGABYTE // 8
    most = _MOST * _slowness() * _ALLOWED.get(job, 1) * length / _MEGABYTE
    taken = _seconds(job, length, list(FILLERS))
    slow = [filler for filler, seconds in taken.items() if seconds is None or seconds > most]
    least = {filler: [_seconds(job, length, [filler])[filler] for _ in range(2)] for filler in slow}
    assert not {
        filler: runs for filler, runs in least.items() if all(run is None or run > most for run in runs)
    }, most
