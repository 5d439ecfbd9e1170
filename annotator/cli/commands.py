"""The commands, one function each, and the table of what can be typed after them."""

import argparse
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from annotator.cli import schemes, window
from annotator.cli.actors import run_actors
from annotator.cli.frames import run_frames
from annotator.cli.output import Bar, Output
from annotator.cli.times import run_time
from annotator.cli.views import (
    article_json,
    article_sentences,
    event_line,
    row_json,
    row_line,
)
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import (
    articles,
    commenting,
    demo,
    exporting,
    importing,
    keeping,
    searching,
    telling,
)
from annotator.project.formats import formats
from annotator.project.project import SUFFIX, Project
from annotator.project.shipped import named_or_in_file

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
    output.say(f"Its dataset is {sample.dataset.path}: {_counts(sample.dataset)}.")
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
        output.say(f"Made {path} for {project.analyst}, with the labels {', '.join(labels)}.")
        output.result({"project": str(path), "analyst": project.analyst, "labels": labels})
    return 0


def run_import(options: Options, output: Output) -> int:
    with Project.open(options.project, options.analyst) as project, Bar("Importing") as bar:
        report, _ = importing.add(project, importing.read(options.paths, bar))
        analyst = project.analyst
    if report.read:
        output.say(
            f"Read {number(report.read, 'article')}: {len(report.added)} added, {len(report.already)} already there; "
            f"{number(report.annotations, 'annotation')} added to {analyst}'s layer; {len(report.rejected)} rejected."
        )
    for rejection in report.rejected:
        output.warn(f"Rejected {rejection}.")
    if not report.read and not report.rejected:
        output.warn("Nothing readable was found.")
    rejected = [asdict(rejection) for rejection in report.rejected]
    output.result(
        {
            "read": report.read,
            "added": len(report.added),
            "already_there": len(report.already),
            "rejected": rejected,
            "annotations": report.annotations,
            "analyst": analyst,
            "articles": report.added,
        }
    )
    return 0 if report.faultless else 1


def run_articles(options: Options, output: Output) -> int:
    with _reading(options) as project:
        query = articles.ListQuery(project.analyst, withdrawn=options.withdrawn)
        keys = articles.listing(project, query)
        rows = articles.rows(project, keys, project.analyst)
        for row in rows:
            output.say(row_line(row))
        if not rows:
            output.say("There are no articles. `annotator import` brings them in.")
        if output.as_json:
            evidence = articles.date_evidence(project, keys)
            output.result({"articles": [row_json(row, evidence.get(row.key)) for row in rows]})
    return 0


def run_withdraw(options: Options, output: Output) -> int:
    with Project.open(options.project, options.analyst) as project:
        key = articles.key_of(project, options.article)
        articles.withdraw(project, key, not options.undo)
        article = articles.load(project, key).id
    done = (
        "is back in lists and exports" if options.undo else "is out of lists and exports; its history stays"
    )
    output.say(f"Article {article[:12]} {done}.")
    output.result({"article": article, "withdrawn": not options.undo})
    return 0


def run_purge(options: Options, output: Output) -> int:
    with Project.open(options.project, options.analyst) as project:
        key = articles.key_of(project, options.article)
        article = articles.id_of(project, key)
        if not options.yes and not _purge_is_meant(articles.headline_of(project, key)):
            raise Problem("Nothing was purged: the word was not given.")
        articles.purge(project, key)
    output.say(
        f"Article {article[:12]} is out of {options.project} for good. Backups and exports may still hold it."
    )
    output.result({"article": article, "purged": True})
    return 0


def _purge_is_meant(headline: str) -> bool:
    with suppress(EOFError):
        return input(f"This removes “{headline}” for good. Type purge to go on: ").strip() == "purge"
    return False


def run_show(options: Options, output: Output) -> int:
    with _reading(options) as project:
        key = articles.key_of(project, options.article)
        article, layers = articles.load(project, key), articles.layers(project, key)
        threads = commenting.threads_of(project, key)
    for sentence in article_sentences(article, layers, threads):
        output.say(sentence)
    output.result(article_json(article, layers, threads))
    return 0


def run_search(options: Options, output: Output) -> int:
    words = " ".join(options.words)
    _index_if_possible(options)
    with _reading(options) as project:
        found = searching.matching(project, words)
        results = searching.results(project, words)
    output.say(f"{number(len(found), 'article')} with {words}." if found else f"No article with {words}.")
    for row, hits in results:
        output.say("\n" + row_line(row))
        for hit in hits:
            output.say(f"    …{hit.before}[{hit.text}]{hit.after}…")
    output.result(
        {
            "articles": len(found),
            "results": [
                {"id": r.id, "headline": r.headline, "hits": [asdict(h) for h in hs]} for r, hs in results
            ],
        }
    )
    return 0


def _index_if_possible(options: Options) -> None:
    """Brings the index up to date, unless a window has the project open or it is read-only: then texts are read."""
    with suppress(Problem), Project.open(options.project, options.analyst) as project, Bar("Indexing") as bar:
        importing.index(project, bar)


def run_export(options: Options, output: Output) -> int:
    chosen = exporting.Options(options.format, options.layer)
    with _best(options) as project, Bar("Exporting") as bar:
        dataset = exporting.export(project, options.out, chosen, bar)
    output.say(f"Wrote {dataset.path}: {_counts(dataset)}.")
    output.say(f"SHA-256 {dataset.sha256}")
    output.result(
        {
            "file": str(dataset.path),
            "format": options.format,
            "layers": dataset.layers,
            "articles": dataset.articles,
            "annotations": dataset.annotations,
            "sha256": dataset.sha256,
        }
    )
    return 0


def _counts(dataset: exporting.Dataset) -> str:
    layers = f"{'layer' if len(dataset.layers) == 1 else 'layers'} {', '.join(dataset.layers)}"
    return f"{number(dataset.articles, 'article')}, {number(dataset.annotations, 'annotation')}, {layers}"


def run_formats(_options: Options, output: Output) -> int:
    rows = formats()
    for row in rows:
        names = ", ".join(suffix or "no suffix" for suffix in row.suffixes)
        output.say(f"{row.direction} {row.name} ({names})\n    {row.about}\n    Loses: {row.loses}")
    output.result({"formats": [asdict(row) for row in rows]})
    return 0


def run_history(options: Options, output: Output) -> int:
    with _reading(options) as project:
        events = list(telling.events(project, articles.key_of(project, options.article)))
    for event in events:
        output.say(event_line(event))
    output.result({"events": [asdict(event) for event in events]})
    return 0


def run_check(options: Options, output: Output) -> int:
    mended = False
    with _best(options, needed=options.mend) as project, Bar("Checking") as bar:
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
    with _reading(options) as project, Bar("Copying") as bar:
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


def _reading(options: Options) -> Project:
    return Project.open(options.project, options.analyst, writing=False)


def _best(options: Options, needed: bool = False) -> Project:
    """Open for writing, so that nobody changes the project meanwhile; for reading if that cannot be."""
    if not needed:
        with suppress(Problem):
            return Project.open(options.project, options.analyst)
        return _reading(options)
    return Project.open(options.project, options.analyst)


_PROJECT: Argument = (("project",), {"type": Path, "metavar": "PROJECT", "help": "the project file"})
_ARTICLE: Argument = (("article",), {"metavar": "ARTICLE", "help": "an article's id, or the beginning of it"})
_ANALYST: Argument = (
    ("--analyst",),
    {"metavar": "NAME", "help": "whose layer; else the settings', else the login's"},
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
        (_PROJECT, _path("paths", "files and folders", metavar="PATH", nargs="+"), _ANALYST),
        run_import,
    ),
    "articles": Command(
        "lists the articles",
        (_PROJECT, _flag("--withdrawn", "list the withdrawn ones"), _ANALYST),
        run_articles,
    ),
    "withdraw": Command(
        "takes an article out of lists and exports; its history stays",
        (_PROJECT, _ARTICLE, _flag("--undo", "put it back"), _ANALYST),
        run_withdraw,
    ),
    "purge": Command(
        "removes an article from the file for good",
        (_PROJECT, _ARTICLE, _flag("--yes", "do not ask for the word"), _ANALYST),
        run_purge,
    ),
    "show": Command("shows one article with its layers", (_PROJECT, _ARTICLE, _ANALYST), run_show),
    "search": Command(
        "finds articles by their words, with context",
        (
            _PROJECT,
            (
                ("words",),
                {"nargs": "+", "metavar": "WORDS", "help": "all must occur; sanction* is a beginning"},
            ),
            _ANALYST,
        ),
        run_search,
    ),
    "export": Command(
        "writes a dataset",
        (
            _PROJECT,
            _path("out", "a file, or a folder to put it in", metavar="OUT"),
            (
                ("--format",),
                {"default": "jsonl", "metavar": "F", "help": "see `annotator formats` (default: jsonl)"},
            ),
            (
                ("--layer",),
                {"metavar": "gold|NAME|all", "help": "default: gold if there is one, else your own"},
            ),
            _ANALYST,
        ),
        run_export,
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
    "formats": Command("lists every format, what it keeps and loses", (), run_formats),
    "history": Command(
        "tells who did what to an article, when and how", (_PROJECT, _ARTICLE, _ANALYST), run_history
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
    "time": Command("tells how long your annotations took, for planning", (_PROJECT, _ANALYST), run_time),
    "check": Command(
        "verifies every hash and rebuilds the derived tables to compare",
        (_PROJECT, _flag("--mend", "rebuild derived tables that are wrong"), _ANALYST),
        run_check,
    ),
    "backup": Command(
        "makes a verified copy", (_PROJECT, _path("file", "the copy", metavar="FILE"), _ANALYST), run_backup
    ),
    "restore": Command(
        "puts a backup back; what was there is set aside",
        (_path("file", "the backup", metavar="FILE"), _PROJECT),
        run_restore,
    ),
}
"""Every command by the word that is typed."""
