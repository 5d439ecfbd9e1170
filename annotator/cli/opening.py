"""Opening a project for a command."""

import argparse
from contextlib import suppress

from annotator.domain.problems import Problem
from annotator.project.project import Project


def reading(options: argparse.Namespace) -> Project:
    """Open for reading alone."""
    return Project.open(options.project, options.analyst, writing=False)


def best(options: argparse.Namespace, needed: bool = False) -> Project:
    """Open for writing, so that nobody changes the project meanwhile; for reading if that cannot be."""
    if not needed:
        with suppress(Problem):
            return Project.open(options.project, options.analyst)
        return reading(options)
    return Project.open(options.project, options.analyst)
