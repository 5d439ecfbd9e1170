"""Checking a project, copying it, and putting a copy back."""

import argparse

from annotator.cli.opening import best, reading
from annotator.cli.output import Bar, Output
from annotator.domain.problems import Damaged, as_reason
from annotator.project import maintenance, salvaging
from annotator.project.project import Project

Options = argparse.Namespace


def run_check(options: Options, output: Output) -> int:
    mended = False
    with best(options, needed=options.mend) as project, Bar("Checking") as bar:
        faults = maintenance.faults(project, bar)
        if faults and options.mend:
            faults, mended = _mended(project, faults, bar)
        gaps = maintenance.gaps(project)
    if mended:
        output.say(
            "The tables of current states and lists, the index of words and what duplicates are found by "
            "were rebuilt."
        )
    for fault in faults:
        output.warn(f"{options.project}: {fault}.")
    if not faults:
        output.say(
            f"{options.project} is whole: every hash is right, the derived tables are what the log gives."
        )
    for gap in gaps:
        output.say(f"That is no damage: {gap}.")
    output.result({"project": str(options.project), "faults": faults, "mended": mended, "gaps": gaps})
    return 1 if faults else 0


def _mended(project: Project, faults: list[str], bar: Bar) -> tuple[list[str], bool]:
    """What is wrong after mending, and whether anything was rebuilt: from a damaged log nothing can be."""
    try:
        maintenance.mend(project, bar)
    except Damaged as problem:
        return [*faults, f"nothing was rebuilt: {as_reason(str(problem))}"], False
    return maintenance.faults(project, bar), True


def run_backup(options: Options, output: Output) -> int:
    with reading(options) as project, Bar("Copying") as bar:
        maintenance.backup(project, options.file, bar)
    output.say(f"{options.file} is a verified copy of {options.project}.")
    output.result({"backup": str(options.file)})
    return 0


def run_restore(options: Options, output: Output) -> int:
    aside = maintenance.restore(options.file, options.project)
    output.say(f"{options.project} is now as {options.file} has it.")
    if aside is not None:
        output.say(f"What was there before is {aside}.")
    output.result({"project": str(options.project), "set_aside": None if aside is None else str(aside)})
    return 0


def run_salvage(options: Options, output: Output) -> int:
    with Bar("Salvaging") as bar:
        made = salvaging.salvage(options.project, options.new, options.analyst, bar)
    for sentence in made.sentences():
        output.say(sentence)
    output.result(
        {
            "project": str(made.path),
            "articles": made.articles,
            "revisions": made.revisions,
            "lost": [_lost(one) for one in made.lost],
            "unknown_revisions": made.unknown,
            "unclear_pages": made.unclear,
            "new_identity": made.renewed,
        }
    )
    return 0 if made.is_whole else 1


def _lost(one: salvaging.Lost) -> dict[str, object]:
    current = [
        {"layer": layer, "kind": kind, "count": count} for (layer, kind), count in sorted(one.current.items())
    ]
    return {
        "article": one.id or None,
        "headline": one.headline,
        "text": one.text,
        "record": one.record,
        "original": one.original,
        "current": current,
        "earlier_states": one.earlier,
    }
