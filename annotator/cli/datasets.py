"""Datasets on the command line: writing them by options or by a recipe, checking them, comparing two of them.

What makes and reads datasets is imported by who needs it: every other command would pay for it.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from annotator.cli.opening import best, opened
from annotator.cli.output import Bar, Output
from annotator.domain.annotation import STATUSES
from annotator.domain.article import ZONE_KINDS
from annotator.domain.dataset.plan import SplitPlan, fractions_from_text
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.exporting import recipes
from annotator.project.project import Project

if TYPE_CHECKING:
    from annotator.project.exporting.run import Dataset

Options = argparse.Namespace
Argument = tuple[tuple[str, ...], dict[str, Any]]

_MOST_SHOWN = 20
_PLAIN = ("format", "layer", "since", "until", "title", "licence", "rights", "policy", "gaps")
_LISTS = ("statuses", "labels", "zones", "agencies")
_SWITCHES = ("reviewed", "marks_inside", "titles_inside", "merged", "names", "times", "allow_leaks")


def run_export(options: Options, output: Output) -> int:
    from annotator.project.exporting.run import export

    with best(options) as project:
        start = recipes.recipe(project, options.recipe) if options.recipe else Recipe()
        recipe = _with_options(start, options)
        with Bar("Exporting") as bar:
            dataset = export(project, options.out, recipe, bar, options.replace)
    _tell(dataset, output)
    output.result(_values(dataset, recipe))
    return 0


def _with_options(recipe: Recipe, options: Options) -> Recipe:
    """The recipe with what was said besides it."""
    said: dict[str, Any] = {name: value for name in _PLAIN if (value := getattr(options, name)) is not None}
    said |= {name: tuple(value) for name in _LISTS if (value := getattr(options, name))}
    said |= {name: True for name in _SWITCHES if getattr(options, name)}
    plan = _plan(recipe.split, options)
    return replace(recipe, **said, split=plan)


def _tell(dataset: "Dataset", output: Output) -> None:
    output.say(f"Wrote {dataset.path}: {counts(dataset)}.")
    if dataset.splits:
        parts = (f"{name} {number(count, 'article')}" for name, count in dataset.splits.items())
        output.say(f"Splits: {', '.join(parts)}.")
        if not all(dataset.splits.values()):
            output.say(
                "A split is empty: there are too few groups of articles for it, or another seed is needed."
            )
    if dataset.leaks:
        output.say(
            f"{number(dataset.leaks, 'paragraph')} stand in more than one split, as was allowed: leaks.jsonl."
        )
    for (what, why), cases in sorted(dataset.lost.items()):
        output.say(f"Lost: {what}, {number(cases, 'case')} ({why}).")
    if dataset.left_out:
        output.say(visibility.sentence(dataset.left_out))
    output.say(f"SHA-256 {dataset.sha256}")


def counts(dataset: "Dataset") -> str:
    """What a dataset holds, as part of a sentence."""
    layers = f"{'layer' if len(dataset.layers) == 1 else 'layers'} {', '.join(dataset.layers)}"
    return f"{number(dataset.articles, 'article')}, {number(dataset.annotations, 'annotation')}, {layers}"


def _values(dataset: "Dataset", recipe: Recipe) -> dict[str, Any]:
    return {
        "file": str(dataset.path),
        "format": recipe.format,
        "layers": dataset.layers,
        "articles": dataset.articles,
        "annotations": dataset.annotations,
        "left_out": dataset.left_out,
        "splits": dataset.splits,
        "lost": [{"what": what, "why": why, "cases": n} for (what, why), n in sorted(dataset.lost.items())],
        "leaks": dataset.leaks,
        "files": dataset.files,
        "sha256": dataset.sha256,
    }


def run_formats(_options: Options, output: Output) -> int:
    from annotator.project.formats import formats

    rows = formats()
    for row in rows:
        names = ", ".join(suffix or "no suffix" for suffix in row.suffixes) or "a folder"
        output.say(f"{row.direction} {row.name} ({names})\n    {row.about}")
        if row.keeps:
            output.say(f"    Keeps: {row.keeps}")
        output.say(f"    Loses: {row.loses}")
        if row.needs:
            output.say(f"    {row.needs}")
    output.result({"formats": [asdict(row) for row in rows]})
    return 0


def run_verify(options: Options, output: Output) -> int:
    from annotator.project.exporting import checking

    with Bar("Verifying") as bar:
        if options.project is None:
            found = checking.verify(options.folder, None, bar)
        else:
            with Project.open(options.project, writing=False) as project:
                found = checking.verify(options.folder, project, bar)
    for fault in found.faults[:_MOST_SHOWN]:
        output.warn(fault)
    if len(found.faults) > _MOST_SHOWN:
        output.warn(f"And {len(found.faults) - _MOST_SHOWN:,} more; --json lists all.")
    if not found.faults:
        looked_up = f", {number(found.revisions, 'revision')} found in the log" if options.project else ""
        output.say(
            f"{options.folder} is whole: {number(found.files, 'file')} as the manifest says{looked_up}."
        )
    if found.same_head is not None:
        state = "is what it was" if found.same_head else "has changed since"
        output.say(f"The project's log {state} when the dataset was written.")
    output.result(asdict(found) | {"folder": str(found.folder), "whole": not found.faults})
    return 1 if found.faults else 0


def run_diff(options: Options, output: Output) -> int:
    from annotator.project.exporting import checking

    found = checking.compare(options.old, options.new)
    output.result(found.values())
    if found.nothing:
        output.say("Nothing changed: the two hold the same articles, annotations, decisions and splits.")
        return 0
    for what, places in (("added", found.articles_added), ("gone", found.articles_gone)):
        _list(f"{number(len(places), 'article')} {what}", (_called(*at) for at in places), output)
    for label, several in found.by_label().items():
        parts = (f"{count:,} {what}" for what, count in sorted(several.items()))
        output.say(f"{label}: {', '.join(parts)}")
    whats = Counter(what for *_, changed in found.changed for what in changed)
    if whats:
        output.say("Changed: " + ", ".join(f"{what} {count:,}" for what, count in sorted(whats.items())))
    moves = (f"{_called(*at)}: {old or 'none'} → {new or 'none'}" for at, old, new in found.moved)
    _list(f"{number(len(found.moved), 'article')} in another split", moves, output)
    return 0


def _called(article: str, layer: str) -> str:
    return f"{article[:12]} ({layer})" if layer else article[:12]


def _list(title: str, lines: Iterable[str], output: Output) -> None:
    shown = list(lines)
    if not shown:
        return
    output.say(title)
    for line in shown[:_MOST_SHOWN]:
        output.say(f"    {line}")
    if len(shown) > _MOST_SHOWN:
        output.say(f"    and {len(shown) - _MOST_SHOWN:,} more; --json lists all")


def run_recipes(options: Options, output: Output) -> int:
    if options.remove is not None:
        with opened(options) as project:
            recipes.remove(project, options.remove)
        output.say(f"Removed the recipe {options.remove}.")
        output.result({"removed": options.remove})
        return 0
    if options.save is not None:
        with opened(options) as project:
            recipes.save(project, options.save, _with_options(Recipe(), options))
        output.say(f"Saved the recipe {options.save}. Run it with: annotator export PROJECT OUT --recipe …")
        output.result({"saved": options.save})
        return 0
    with best(options) as project:
        found = {name: recipes.recipe(project, name).values() for name in recipes.names(project)}
    usual = Recipe().values()
    for name, values in found.items():
        special = (f"{key} {value}" for key, value in values.items() if value != usual[key])
        output.say(f"{name}: {', '.join(special) or 'as usual'}")
    if not found:
        output.say("There is no recipe yet. The window keeps the last export as one; --save makes one here.")
    output.result({"recipes": found})
    return 0


def _plan(present: SplitPlan | None, options: Options) -> SplitPlan | None:
    """The plan of the options, which go before that of the recipe; None if neither asks for splits."""
    said: dict[str, Any] = {}
    if options.split is not None:
        said["fractions"] = fractions_from_text(options.split)
    if options.folds is not None:
        said |= {"kind": "folds", "folds": options.folds}
    if options.split_by is not None:
        said["kind"] = options.split_by
    if options.cuts:
        cuts = tuple(options.cuts)
        said |= {"kind": "date", "cuts": cuts} | ({"fractions": (90, 10)} if len(cuts) == 1 else {})
    if options.agency_split:
        said |= {"kind": "agency", "agencies": tuple(_agency_split(pair) for pair in options.agency_split)}
    if present is None and not said:
        return None
    numbers = ("seed", "background")
    said |= {name: value for name in numbers if (value := getattr(options, name)) is not None}
    return replace(present or SplitPlan(), **said)


def _agency_split(text: str) -> tuple[str, str]:
    agency, sign, split = text.rpartition("=")
    if not sign or not agency:
        raise Problem(f"{text!r} names no agency and split. Write AGENCY=SPLIT, such as TASS=test.")
    return agency, split


SPLITTING: tuple[Argument, ...] = (
    (
        ("--split",),
        {"metavar": "80/10/10", "help": "train, validation and test, or train and test, in percent"},
    ),
    (
        ("--split-by",),
        {"choices": ("fractions", "date", "agency"), "help": "default: fractions, drawn by the seed"},
    ),
    (("--folds",), {"type": int, "metavar": "K", "help": "K folds instead"}),
    (("--cuts",), {"nargs": "+", "metavar": "DATE", "help": "by date: when each further split begins"}),
    (
        ("--agency-split",),
        {"nargs": "+", "metavar": "AGENCY=SPLIT", "help": "by agency: which is in which split"},
    ),
    (("--seed",), {"type": int, "metavar": "N", "help": "what is drawn follows from it (default: 0)"}),
    (
        ("--background",),
        {"type": int, "metavar": "N", "help": "paragraphs in more articles join no groups"},
    ),
    (
        ("--allow-leaks",),
        {"action": "store_true", "help": "write it although paragraphs stand in two splits"},
    ),
)


def _switch(name: str, about: str, dest: str | None = None) -> Argument:
    return (name,), {"action": "store_true", "help": about} | ({"dest": dest} if dest else {})


def _words(name: str, dest: str, about: str, choices: tuple[str, ...] = ()) -> Argument:
    shown = {"choices": choices} if choices else {}
    return (name,), {"nargs": "+", "dest": dest, "metavar": name[2:].upper(), "help": about} | shown


def _word(name: str, about: str, metavar: str, dest: str | None = None) -> Argument:
    return (name,), {"metavar": metavar, "help": about} | ({"dest": dest} if dest else {})


CHOICES: tuple[Argument, ...] = (
    _word("--format", "see `annotator formats` (default: jsonl)", "F"),
    _word("--layer", "default: gold if there is one, else your own", "gold|NAME|all|majority"),
    _words("--status", "statuses", "only layers of these statuses", STATUSES),
    _words("--label", "labels", "only annotations with these labels"),
    _words(
        "--zone",
        "zones",
        "only annotations in these zones (default: those the scheme has annotated)",
        ZONE_KINDS,
    ),
    _words("--agency", "agencies", "only articles of these agencies"),
    _word("--since", "only articles published then or later: 2006, 2006-11 or 2006-11-01", "DATE"),
    _word("--until", "only articles published then or earlier", "DATE"),
    _switch("--reviewed", "only articles whose review is done"),
    _switch("--marks-inside", "quotations with their quotation marks"),
    _switch("--titles-inside", "names with the titles before them"),
    _switch("--merge-contents", "one label for clauses and quotations", "merged"),
    _switch("--times", "with the times that articles name, resolved (jsonl)"),
    _switch("--names", "analysts under their own names, not pseudonyms"),
    _word("--title", "for the card: what the dataset is called", "WORDS"),
    _word("--licence", "for the card: under which licence it goes out", "NAME"),
    _word("--rights", "for the card: whose the articles are, and what may be done with them", "WORDS"),
    _word("--policy", "for the card: how differences are settled", "WORDS"),
    _word("--gaps", "for the card: what is known to be missing or doubtful", "WORDS"),
    *SPLITTING,
)
"""What a recipe can be made of, as options."""
