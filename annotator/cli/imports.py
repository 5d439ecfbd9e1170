"""Importing on the command line: what is said of the files beforehand, a look without writing, the report."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotator.cli.opening import opened, reading, whose_advice
from annotator.cli.output import Bar, Output
from annotator.domain.article import QUESTIONS
from annotator.domain.import_options import FIELDS, ImportOptions
from annotator.domain.metadata_correction import DAY, MONTH
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project.import_report import remarks, save
from annotator.project.intake import Intake, Item
from annotator.project.project import Project

Options = argparse.Namespace
Argument = tuple[tuple[str, ...], dict[str, Any]]

ARGUMENTS: tuple[Argument, ...] = (
    (("--look",), {"action": "store_true", "help": "show what would be recognised, and write nothing"}),
    (("--encoding",), {"metavar": "NAME", "help": "the encoding of the files, such as cp1251 or koi8-r"}),
    (
        ("--column",),
        {
            "metavar": "FIELD=HEADER",
            "action": "append",
            "dest": "columns",
            "help": f"of a table: which column is what, of all that are to be read; fields are {', '.join(FIELDS)}",
        },
    ),
    (
        ("--repair",),
        {"action": "store_true", "help": "repair texts that were read in a wrong encoding before"},
    ),
    (("--split",), {"action": "store_true", "help": "make an article of each story of a digest"}),
    (
        ("--first",),
        {
            "choices": (DAY, MONTH),
            "help": "what stands first in dates that could be either, such as 01/11/2006",
        },
    ),
    (("--agency",), {"metavar": "NAME", "help": "the agency of all the articles"}),
    (
        ("--report",),
        {"type": Path, "metavar": "FILE", "help": "keep the report: text, or JSON if it ends with .json"},
    ),
)


def run_import(options: Options, output: Output) -> int:
    if options.look:
        with reading(options) as project, _read(project, options) as intake:
            return _tell_items(intake.items, output)
    with opened(options) as project, _read(project, options) as intake:
        advice = whose_advice(options, project)
        report, _ = intake.add(project)
        analyst = project.analyst
    if report.read:
        output.say(
            f"Read {number(report.read, 'article')}: {len(report.added)} added, {len(report.already)} already there; "
            f"{number(report.annotations, 'annotation')} added to {analyst}'s layer; {len(report.rejected)} rejected."
        )
    if advice and report.annotations:
        output.warn(advice)
    for rejection in report.rejected:
        output.warn(f"Rejected {rejection}.")
    if not report.read and not report.rejected:
        output.warn("Nothing readable was found.")
    for remark in remarks(report):
        output.say(remark)
    if options.report is not None:
        save(report, analyst, options.report)
    output.result({**report.values(), "analyst": analyst})
    return 0 if report.faultless else 1


@contextmanager
def _read(project: Project, options: Options) -> Iterator[Intake]:
    """Everything, read and corrected as the options say."""
    with Intake(options.paths, project.path, _directions(options)) as intake, Bar("Reading") as bar:
        numbers = [item.number for item in intake.read(project, bar) if not item.rejected]
        if options.first:
            intake.choose_order(numbers, options.first)
        if options.agency:
            intake.correct(numbers, agency=options.agency)
        yield intake


def _directions(options: Options) -> ImportOptions:
    return ImportOptions(options.encoding, _columns(options.columns or []), options.repair, options.split)


def _columns(said: list[str]) -> dict[str, str]:
    """`text=Body` for each column."""
    columns: dict[str, str] = {}
    for one in said:
        kind, equals, header = one.partition("=")
        if kind not in FIELDS or not equals or not header:
            raise Problem(f"--column {one}: say FIELD=HEADER, where the field is one of {', '.join(FIELDS)}.")
        columns[kind] = header
    if columns and "text" not in columns:
        raise Problem(
            "Say --column text=HEADER too: where columns are said, only those are read (the others are not recognised)."
        )
    return columns


def _tell_items(items: list[Item], output: Output) -> int:
    """What was recognised, an article after another."""
    for item in items:
        place = item.file if item.line is None else f"{item.file}, line {item.line}"
        output.say(f"{place}: rejected, {item.reason}." if item.rejected else f"{place} ({_form(item)})")
        if not item.rejected:
            for line in _lines(item):
                output.say(f"    {line}")
    output.result({"items": [asdict(item) for item in items]})
    return 0 if items and not any(item.rejected for item in items) else 1


def _form(item: Item) -> str:
    return f"{item.format or 'text'}, {item.encoding}" + (", already there" if item.is_there else "")


def _lines(item: Item) -> Iterator[str]:
    metadata = item.metadata
    yield metadata.headline
    where = ", ".join(filter(None, (metadata.agency, metadata.place)))
    day = metadata.published or (
        f"either {' or '.join(metadata.date_readings)}" if metadata.date_readings else "no date"
    )
    yield f"{where + ', ' if where else ''}{day}" + (
        f" ({metadata.date_evidence})" if metadata.date_evidence else ""
    )
    yield from (like.sentence() for like in item.like)
    yield from (f"To look at: {QUESTIONS[question]}." for question in item.questions)
