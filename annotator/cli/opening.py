"""Opening a project for a command."""

import argparse
from contextlib import suppress

from annotator.cli.output import Output
from annotator.domain.problems import Problem
from annotator.project import analysts, maintenance
from annotator.project.project import Project


def reading(options: argparse.Namespace) -> Project:
    """Open for reading alone."""
    return opened(options, writing=False)


def opened(options: argparse.Namespace, writing: bool = True) -> Project:
    """Open, with what there is to be said of it on standard error."""
    project = Project.open(options.project, options.analyst, writing)
    for sentence in maintenance.remarks(options.analyst, project, project.writable):
        Output(as_json=False).warn(sentence)
    return project


def whose_advice(options: argparse.Namespace, project: Project) -> str:
    """A sentence for commands that go by whose layer is meant, where that may be the wrong one; else ""."""
    return "" if options.analyst is not None else analysts.advice(project)


def best(options: argparse.Namespace, needed: bool = False) -> Project:
    """Open for writing, so that nobody changes the project meanwhile; for reading if that cannot be."""
    if not needed:
        with suppress(Problem):
            return opened(options)
        return reading(options)
    return opened(options)
