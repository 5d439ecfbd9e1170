"""Exchange with colleagues by file, and what has two states since."""

import argparse
from dataclasses import asdict
from typing import Any

from annotator.cli.opening import best, opened, reading
from annotator.cli.output import Bar, Output
from annotator.domain.wording import number
from annotator.project import exchange, forks, signing

Options = argparse.Namespace


def run_share(options: Options, output: Output) -> int:
    with best(options, needed=options.since_last) as project:
        shared = exchange.share(project, options.file, options.analyst, options.since_last)
    counted = f"{number(shared.revisions, 'revision')}, {number(shared.articles, 'article')}"
    output.say(f"Wrote {shared.path}, the work of {shared.analyst}: {counted}.")
    signed = "It is not signed (install annotator[exchange])."
    output.say(signed if shared.key is None else f"It is signed with the key {signing.shown(shared.key)}.")
    output.result(asdict(shared) | {"path": str(shared.path)})
    return 0


def run_merge(options: Options, output: Output) -> int:
    with opened(options) as project, Bar("Merging") as bar:
        merges = exchange.merge(project, options.files, bar, options.trust)
    for report in merges.reports:
        output.say(exchange.told(report))
    if merges.backup is not None:
        output.say(f"The project as it was before is {merges.backup}.")
    for sentence in merges.refused:
        output.warn(sentence)
    output.result(
        {
            "merged": [asdict(report) | {"path": str(report.path)} for report in merges.reports],
            "refused": merges.refused,
            "backup": None if merges.backup is None else str(merges.backup),
        }
    )
    return 1 if merges.refused else 0


def run_forks(options: Options, output: Output) -> int:
    with reading(options) as project:
        found = forks.listed(project)
    for fork in found:
        about = f"{fork.headline}: " if fork.headline else ""
        output.say(f"{about}{fork.kind} {fork.object} in the layer {fork.layer}")
        for place, state in enumerate(fork.states):
            holds = " (holds)" if place == 0 else ""
            shown = "deleted" if state.body is None else _shown(state.body)
            output.say(f"    {state.made} {state.author}, device {state.device[:8]}{holds}: {shown}")
    if not found:
        output.say("Nothing has two states.")
    output.result({"forks": [asdict(fork) for fork in found]})
    return 0


def _shown(body: dict[str, Any]) -> str:
    """The simple values of a state."""
    return ", ".join(f"{name}={value}" for name, value in body.items() if isinstance(value, str | int))
