"""`annotator correct`: what is known of an article, and the zones of its text, as an analyst sees them."""

import argparse
from typing import Any

from annotator.cli.output import Output
from annotator.cli.views import known_sentences
from annotator.domain.article import ZONE_KINDS
from annotator.domain.problems import Problem
from annotator.project import articles, correcting
from annotator.project.articles import line_values
from annotator.project.correcting import CORRECTABLE, DAY, MONTH, Corrections
from annotator.project.project import Project

Options = argparse.Namespace
NONE = "none"
"""What is typed for a date or a value that is not known, and for a range that is no zone."""

ARGUMENTS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    *(
        ((f"--{name}",), {"metavar": "TEXT", "help": f"its {name}; {NONE}: not known"})
        for name in CORRECTABLE
        if name != "published"
    ),
    (
        ("--published",),
        {"metavar": "DATE", "help": f"2006-11-01; --11-01 without a year; or {NONE}"},
    ),
    (
        ("--first",),
        {"choices": (DAY, MONTH), "help": "what stands first in its date, where that could be either"},
    ),
    (
        ("--zone",),
        {
            "nargs": 3,
            "action": "append",
            "default": [],
            "metavar": ("KIND", "START", "END"),
            "help": f"make characters START to END a zone: {', '.join(ZONE_KINDS)}; or {NONE}; repeatable",
        },
    ),
)


def run_correct(options: Options, output: Output) -> int:
    said = _said(options)
    with Project.open(options.project, options.analyst) as project:
        key = articles.key_of(project, options.article)
        change = correcting.correct_all(project, key, said)
        article = articles.load(project, key)
    output.say(f"Article {article.id[:12]}: {change.name}. Its history keeps what was there before.")
    for sentence in known_sentences(article):
        output.say(sentence)
    known = article.metadata
    output.result(
        {
            "article": article.id,
            "corrected": change.name,
            **{name: getattr(known, name) for name in (*CORRECTABLE, "date_evidence")},
            "date_readings": list(known.date_readings),
            "zones": line_values(article, None)["zones"],
        }
    )
    return 0


def _said(options: Options) -> Corrections:
    given = {name: getattr(options, name) for name in CORRECTABLE if getattr(options, name) is not None}
    values = {name: None if value == NONE else value for name, value in given.items()}
    if options.first and "published" in values:
        raise Problem("--published and --first both say what the date is. Give one of them.")
    if not (values or options.first or options.zone):
        raise Problem("Nothing was corrected: say what, such as --agency or --zone. See --help.")
    return Corrections(values, options.first, [_zone(*words) for words in options.zone])


def _zone(kind: str, start: str, end: str) -> tuple[str | None, int, int]:
    try:
        return None if kind == NONE else kind, int(start), int(end)
    except ValueError:
        raise Problem(f"--zone {kind} {start} {end}: START and END are numbers of characters.") from None
