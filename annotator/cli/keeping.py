"""Checking a project, copying it, and putting a copy back."""

import argparse

from annotator.cli.opening import best, reading
from annotator.cli.output import Bar, Output
from annotator.project import keeping

Options = argparse.Namespace


def run_check(options: Options, output: Output) -> int:
    mended = False
    with best(options, needed=options.mend) as project, Bar("Checking") as bar:
        faults = keeping.faults(project, bar)
        if faults and options.mend:
            keeping.mend(project)
            faults, mended = keeping.faults(project, bar), True
    for fault in faults:
        output.warn(f"{options.project}: {fault}.")
    if not faults:
        output.say(
            f"{options.project} is whole: every hash is right, the derived tables are what the log gives."
        )
    output.result({"project": str(options.project), "faults": faults, "mended": mended})
    return 1 if faults else 0


def run_backup(options: Options, output: Output) -> int:
    with reading(options) as project, Bar("Copying") as bar:
        keeping.backup(project, options.file, bar)
    output.say(f"{options.file} is a verified copy of {options.project}.")
    output.result({"backup": str(options.file)})
    return 0


def run_restore(options: Options, output: Output) -> int:
    aside = keeping.restore(options.file, options.project)
    output.say(f"{options.project} is now as {options.file} has it.")
    if aside is not None:
        output.say(f"What was there before is {aside}.")
    output.result({"project": str(options.project), "set_aside": None if aside is None else str(aside)})
    return 0
