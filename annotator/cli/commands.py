"""The commands, one function each, and the table of what can be typed after them."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.cli import (
    article_commands,
    correcting,
    datasets,
    exchange,
    finding,
    imports,
    maintenance,
    reviews,
    schemes,
    window,
)
from annotator.cli import teams as team_
from annotator.cli.actors import run_actors
from annotator.cli.agreement import run_agreement
from annotator.cli.duplicates import run_duplicates
from annotator.cli.frames import run_frames
from annotator.cli.output import Output
from annotator.cli.times import run_time
from annotator.domain.assigning import USUAL_SHARE
from annotator.domain.query import FILTERS
from annotator.domain.team import ROLES
from annotator.project import demo
from annotator.project.concordance import ORDERS
from annotator.project.project import SUFFIX, Project
from annotator.project.settings import remember_analyst
from annotator.project.shipped import named_or_in_file
from annotator.project.team import UNASSIGNED, WHICH

Options = argparse.Namespace
Argument = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True)
class Command:
    """A command: what it does in a line, what it takes, and the function that does it."""

    about: str
    arguments: tuple[Argument, ...]
    run: Callable[[Options, Output], int]


def run_demo(options: Options, output: Output) -> int:
    sample = demo.build(options.dir)
    made = "built" if sample.fresh else "already there, and kept as it was"
    output.say(f"The sample project is {sample.project} ({made}).")
    output.say(f"Its dataset is {sample.dataset.path}: {datasets.counts(sample.dataset)}.")
    files = {"project": str(sample.project), "dataset": str(sample.dataset.path)}
    if window.has_screen():
        output.result(files)
        return window.open_window(sample.project, sample.analyst)
    picture = options.dir / "window.png"
    window.picture(sample.project, picture, sample.analyst)
    output.say(f"There is no screen here, so the window was not opened; {picture} shows it.")
    output.result(files | {"picture": str(picture)})
    return 0


def run_new(options: Options, output: Output) -> int:
    path = options.project if options.project.suffix else options.project.with_suffix(SUFFIX)
    scheme, guideline = named_or_in_file(options.scheme)
    with Project.create(path, scheme, options.analyst, guideline) as project:
        labels = [label.name for label in project.scheme.labels]
        if options.analyst is not None:
            remember_analyst(path, project.analyst)
        output.say(f"Made {path} for {project.analyst}, with the labels {', '.join(labels)}.")
        output.result({"project": str(path), "analyst": project.analyst, "labels": labels})
    return 0


_PROJECT: Argument = (("project",), {"type": Path, "metavar": "PROJECT", "help": "the project file"})
_ARTICLE: Argument = (("article",), {"metavar": "ARTICLE", "help": "an article's id, or the beginning of it"})
_ANALYST: Argument = (
    ("--analyst",),
    {"metavar": "NAME", "help": "whose layer; else the one used there before, the settings', the login's"},
)


def _flag(name: str, about: str) -> Argument:
    return (name,), {"action": "store_true", "help": about}


def _path(name: str, about: str, **settings: Any) -> Argument:
    return (name,), {"type": Path, "help": about} | settings


COMMANDS = {
    "demo": Command(
        "builds the sample project, exports its dataset and opens the window",
        (_path("--dir", "where it goes (default: demo)", metavar="DIR", default=Path("demo")),),
        run_demo,
    ),
    "new": Command(
        "makes a new project file",
        (
            _PROJECT,
            (
                ("--scheme",),
                {
                    "metavar": "NAME|FILE",
                    "default": "default",
                    "help": "default, entities, argument, or a TOML file",
                },
            ),
            _ANALYST,
        ),
        run_new,
    ),
    "scheme": Command(
        "shows the labels of a project, writes them to a file, or takes those of a file",
        (
            _PROJECT,
            _path("--export", "write the scheme, and its guideline beside it", metavar="FILE"),
            (("--use",), {"metavar": "NAME|FILE", "help": "make this the project's scheme"}),
            _flag("--keep", "keep annotations that it does not know"),
            _ANALYST,
        ),
        schemes.run_scheme,
    ),
    "import": Command(
        "brings in articles, and the annotations of annotated formats",
        (
            _PROJECT,
            _path("paths", "files and folders", metavar="PATH", nargs="+"),
            *imports.ARGUMENTS,
            _ANALYST,
        ),
        imports.run_import,
    ),
    "articles": Command(
        "lists the articles",
        (_PROJECT, _flag("--withdrawn", "list the withdrawn ones"), _ANALYST),
        article_commands.run_articles,
    ),
    "withdraw": Command(
        "takes an article out of lists and exports; its history stays",
        (_PROJECT, _ARTICLE, _flag("--undo", "put it back"), _ANALYST),
        article_commands.run_withdraw,
    ),
    "correct": Command(
        "corrects what is known of an article, and the zones of its text; its history keeps what was there",
        (_PROJECT, _ARTICLE, *correcting.ARGUMENTS, _ANALYST),
        correcting.run_correct,
    ),
    "purge": Command(
        "removes an article from the file for good",
        (_PROJECT, _ARTICLE, _flag("--yes", "do not ask for the word"), _ANALYST),
        article_commands.run_purge,
    ),
    "show": Command(
        "shows one article with its layers", (_PROJECT, _ARTICLE, _ANALYST), article_commands.run_show
    ),
    "search": Command(
        "finds articles, annotations or words in context",
        (
            _PROJECT,
            (
                ("words",),
                {
                    "nargs": "+",
                    "metavar": "WORDS",
                    "help": "all must occur; sanction* is a beginning; filters: "
                    + ", ".join(f"{name}:" for name in FILTERS)
                    + ", and ATTRIBUTE=VALUE",
                },
            ),
            _flag("--annotations", "list the annotations that the filters ask for, with the words in them"),
            _flag("--concordance", "list every occurrence of the words with what stands around it"),
            (
                ("--sort",),
                {"choices": ORDERS, "default": ORDERS[0], "help": "the order of a concordance"},
            ),
            (
                ("--most",),
                {"type": int, "default": 100, "metavar": "N", "help": "articles or lines to print (100)"},
            ),
            _ANALYST,
        ),
        finding.run_search,
    ),
    "duplicates": Command(
        "lists groups of articles that share their body or paragraphs; of two articles the difference",
        (
            _PROJECT,
            (("articles",), {"metavar": "ARTICLE", "nargs": "*", "help": "two articles' ids: compare them"}),
            _ANALYST,
        ),
        run_duplicates,
    ),
    "export": Command(
        "writes a dataset",
        (
            _PROJECT,
            _path("out", "a file for the data alone, or a new folder for all of it", metavar="OUT"),
            (("--recipe",), {"metavar": "NAME", "help": "a recipe of the project; options go before it"}),
            *datasets.CHOICES,
            _flag("--replace", "a dataset that is in OUT gives way"),
            _ANALYST,
        ),
        datasets.run_export,
    ),
    "recipes": Command(
        "lists the recipes of datasets, saves or removes one",
        (
            _PROJECT,
            (("--save",), {"metavar": "NAME", "help": "keep the options that follow under a name"}),
            (("--remove",), {"metavar": "NAME", "help": "take one away"}),
            *datasets.CHOICES,
            _ANALYST,
        ),
        datasets.run_recipes,
    ),
    "verify": Command(
        "checks a dataset against its manifest, and against a project's log",
        (
            _path("folder", "the folder of the dataset", metavar="FOLDER"),
            _path("--project", "look every annotation up in this project", metavar="PROJECT"),
        ),
        datasets.run_verify,
    ),
    "diff": Command(
        "says what changed between two datasets",
        (
            _path("old", "a folder or file", metavar="OLD"),
            _path("new", "a folder or file", metavar="NEW"),
        ),
        datasets.run_diff,
    ),
    "actors": Command(
        "lists the registry of actors, imports or exports it",
        (
            _PROJECT,
            _path("--import", "take in the entries of a .csv or .json file", metavar="FILE", dest="taken"),
            _path("--export", "write all entries to a .csv or .json file", metavar="FILE"),
            _ANALYST,
        ),
        run_actors,
    ),
    "share": Command(
        "writes an analyst's work to a file for colleagues",
        (
            _PROJECT,
            _path("file", "the file; what was there is replaced", metavar="FILE"),
            _flag("--since-last", "only what came since it was shared last"),
            _ANALYST,
        ),
        exchange.run_share,
    ),
    "merge": Command(
        "takes over the work of colleagues; doing it twice changes nothing",
        (
            _PROJECT,
            _path("files", "files of `annotator share`", metavar="FILE", nargs="+"),
            (
                ("--trust", "--trust-new-key"),
                {
                    "action": "store_true",
                    "help": "take files too of which it is doubtful whose they are; their keys are known from now on",
                },
            ),
            _ANALYST,
        ),
        exchange.run_merge,
    ),
    "forks": Command(
        "lists what has two states, of two machines, that differ", (_PROJECT, _ANALYST), exchange.run_forks
    ),
    "formats": Command("lists every format, what it keeps and loses", (), datasets.run_formats),
    "history": Command(
        "tells who did what to an article, when and how",
        (_PROJECT, _ARTICLE, _ANALYST),
        article_commands.run_history,
    ),
    "frames": Command(
        "lists who says and does what: annotations with what their links point to",
        (
            _PROJECT,
            (("article",), {"metavar": "ARTICLE", "nargs": "?", "help": "only this one's (its id)"}),
            (("--label",), {"metavar": "L", "help": "only those of this label"}),
            _path("--export", "writes a table, as .csv or .jsonl", metavar="FILE"),
            _ANALYST,
        ),
        run_frames,
    ),
    "review": Command(
        "lists what can be reviewed, least agreement first; of an article its cases",
        (
            _PROJECT,
            (("article",), {"metavar": "ARTICLE", "nargs": "?", "help": "show this one's cases (its id)"}),
            _flag("--accept-agreed", "accept whatever no two layers differ about"),
            _flag("--finish", "say that everything in the article is decided"),
            _ANALYST,
        ),
        reviews.run_review,
    ),
    "feedback": Command(
        "tells what review changed in your work, and why",
        (_PROJECT, _flag("--all", "also what was accepted as it is"), _ANALYST),
        reviews.run_feedback,
    ),
    "gaps": Command(
        "lists cases that the guideline does not settle",
        (_PROJECT, _flag("--open", "only those that it has not answered since"), _ANALYST),
        reviews.run_gaps,
    ),
    "agreement": Command(
        "tells how far analysts agree, pair by pair",
        (
            _PROJECT,
            (
                ("--analysts",),
                {"nargs": "+", "metavar": "NAME", "help": "whose layers; default: everybody's"},
            ),
            _flag("--intervals", "confidence intervals, by resampling the articles"),
            _flag("--details", "which labels are confused, and how boundaries differ"),
            _ANALYST,
        ),
        run_agreement,
    ),
    "time": Command("tells how long your annotations took, for planning", (_PROJECT, _ANALYST), run_time),
    "team": Command(
        "tells who works on the project and how far; a role is a recorded setting, not protection",
        (
            _PROJECT,
            (("--add",), {"metavar": "NAME", "help": "take somebody in, or give them another role"}),
            (
                ("--role",),
                {"choices": ROLES, "default": "analyst", "help": "of who is added (default: analyst)"},
            ),
            (("--remove",), {"metavar": "NAME", "help": "take somebody out; their layers stay"}),
            _ANALYST,
        ),
        team_.run_team,
    ),
    "assign": Command(
        "gives articles to analysts, by hand or drawn; without --to it tells who has what",
        (
            _PROJECT,
            (("--to",), {"metavar": "NAME", "nargs": "+", "help": "the analysts"}),
            (("--articles",), {"metavar": "ARTICLE", "nargs": "+", "help": "only these (default: all)"}),
            (("--each",), {"type": int, "metavar": "N", "help": "analysts for an article (default: 1)"}),
            (
                ("--doubled",),
                {
                    "type": int,
                    "metavar": "PERCENT",
                    "help": f"articles that go to two at least, for agreement (default: {USUAL_SHARE})",
                },
            ),
            (("--seed",), {"type": int, "metavar": "N", "help": "the same gives the same; recorded"}),
            (
                ("--which",),
                {"choices": WHICH, "default": UNASSIGNED, "help": "drawn from these (default: unassigned)"},
            ),
            _flag("--preview", "tell what would be assigned, and write nothing"),
            _flag("--take-back", "take assignments back that were not begun"),
            _flag("--begun", "with --take-back: those too that were begun; layers stay"),
            _ANALYST,
        ),
        team_.run_assign,
    ),
    "submit": Command(
        "submits your layer of articles: locked, with its hash in the log",
        (
            _PROJECT,
            (
                ("articles",),
                {"metavar": "ARTICLE", "nargs": "+", "help": "an article's id, or its beginning"},
            ),
            _flag("--reopen", "open a submitted layer again"),
            _ANALYST,
        ),
        team_.run_submit,
    ),
    "check": Command(
        "verifies every hash and rebuilds the derived tables to compare",
        (_PROJECT, _flag("--mend", "rebuild derived tables that are wrong"), _ANALYST),
        maintenance.run_check,
    ),
    "backup": Command(
        "makes a verified copy",
        (_PROJECT, _path("file", "the copy", metavar="FILE"), _ANALYST),
        maintenance.run_backup,
    ),
    "restore": Command(
        "puts a backup back; what was there is set aside",
        (_path("file", "the backup", metavar="FILE"), _PROJECT),
        maintenance.run_restore,
    ),
    "salvage": Command(
        "writes what is whole of a damaged project into a new one, and tells what is lost",
        (
            _path("project", "the damaged project, which is left as it is", metavar="DAMAGED"),
            _path("new", "the new project file", metavar="NEW"),
            _ANALYST,
        ),
        maintenance.run_salvage,
    ),
}
"""Every command by the word that is typed."""
