"""`annotator time`: how long annotations took."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

from annotator.cli.opening import reading
from annotator.cli.output import Output
from annotator.domain.wording import duration, number
from annotator.project import timing
from annotator.project.timing import Times


def run_time(options: Namespace, output: Output) -> int:
    """Your own times by label, and everybody's together."""
    with reading(options) as project:
        times, analyst = timing.times(project), project.analyst
    for sentence in _sentences(times):
        output.say(sentence)
    output.say(timing.WHAT_IS_MEASURED)
    output.result(
        {
            "analyst": analyst,
            "mine": {label: asdict(own) for label, own in times.mine.items()},
            "all_analysts": {label: asdict(one) for label, one in times.everybodys.items()},
        }
    )
    return 0


def _sentences(times: Times) -> Iterator[str]:
    """A line a label."""
    for label in times.labels:
        parts = []
        if own := times.mine.get(label):
            count, total = number(own.annotations, "annotation"), duration(own.total)
            parts.append(f"yours: {count}, {total} in all, median {duration(own.median)}")
        if all_ := times.everybodys.get(label):
            parts.append(
                f"all analysts: {number(all_.annotations, 'annotation')}, median {duration(all_.median)}"
            )
        yield f"{label}: {'; '.join(parts)}"
    if not times.labels:
        yield "No time was recorded yet. The window records it while annotations are made."
