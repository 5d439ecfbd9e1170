"""`annotator correct`: what is known of an article, and the zones of its text, as an analyst sees them."""

import argparse
from typing import Any

from annotator.cli.opening import opened
from annotator.cli.output import Output
from annotator.cli.views import known_sentences
from annotator.domain.article import ZONE_KINDS
from annotator.domain.metadata_correction import CORRECTABLE, DAY, MONTH
from annotator.domain.problems import Problem
from annotator.project import article_correction, articles
from annotator.project.article_correction import AS_FOUND, Corrections
from annotator.project.articles import line_values

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
    (
        ("--time",),
        {
            "nargs": 3,
            "action": "append",
            "default": [],
            "metavar": ("TIME", "START", "END"),
            "help": f"characters START to END name this time: 2006-11-01, 2006-11, 2006, or 2006-10-18/2006-10-19; "
            f"{NONE}: no time; {AS_FOUND}: what the rules find; repeatable",
        },
    ),
)


def run_correct(options: Options, output: Output) -> int:
    said = _said(options)
    with opened(options) as project:
        key = articles.key_of(project, options.article)
        change = article_correction.correct_all(project, key, said)
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
    if not (values or options.first or options.zone or options.time):
        raise Problem("Nothing was corrected: say what, such as --agency or --zone. See --help.")
    zones = [_range("--zone", *words) for words in options.zone]
    times = [_range("--time", *words) for words in options.time]
    return Corrections(values, options.first, zones, [(start, end, time) for time, start, end in times])


def _range(option: str, what: str, start: str, end: str) -> tuple[str | None, int, int]:
    try:
        return None if what == NONE else what, int(start), int(end)
    except ValueError:
        raise Problem(f"{option} {what} {start} {end}: START and END are numbers of characters.") from None
