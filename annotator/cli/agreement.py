"""`annotator agreement`: how far analysts agree, as tables in sentences or as one JSON object."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.cli.opening import reading
from annotator.cli.output import Bar, Output
from annotator.domain.agreement.as_json import detail_values
from annotator.domain.wording import number
from annotator.project import agreement
from annotator.project.agreement import Agreement
from annotator.project.project import Project

_ENOUGH = 20
_SAID = (
    "Strict: the same label and the same offsets. Overlap: the same label and at least one shared code point, matched "
    "one to one. F1 is the share of all their annotations that the other one has too; the first analyst counts as the "
    "reference for precision (P) and recall (R).",
    "alpha_U: do they cut the same spans out of the text, against spans that lie anywhere; a near miss costs little, 0 "
    "is chance. kappa: is a word inside an annotation, yes or no; long spans weigh more, and it cannot tell two spans "
    "that touch from one. Neither is a percentage.",
)


def run_agreement(options: argparse.Namespace, output: Output) -> int:
    """Measures, tells and gives the values."""
    with reading(options) as project:
        with Bar("Comparing") as bar:
            found = agreement.measure(project, options.analysts, bar)
        resampled = None
        if options.intervals and found.pairs:
            with Bar("Resampling") as bar:
                resampled = agreement.intervals(found, bar)
        values = agreement.as_values(found, resampled)
        if options.details:
            _add_details(project, found, values)
    for sentence in _sentences(values):
        output.say(sentence)
    output.result(values)
    return 0


def _add_details(project: Project, found: Agreement, values: dict[str, Any]) -> None:
    for pair, into in zip(found.pairs, values["pairs"], strict=True):
        with Bar(f"Looking at {' and '.join(pair)}") as bar:
            into["details"] = detail_values(agreement.details(project, found, pair, progress=bar))


def _sentences(values: Mapping[str, Any]) -> Iterable[str]:
    if "why" in values:
        yield f"Nothing was compared: {values['why']}."
    for pair in values["pairs"]:
        yield from _pair(pair)
    if len(values["pairs"]) > 1:
        yield f"Mean over the {number(values['mean']['pairs'], 'pair')} with articles in common:"
        yield from _table(values["mean"])
    if values["pairs"]:
        yield from _attributes(values["attributes"])
        yield from _SAID
        if "intervals" in values:
            yield from _about_intervals(values)
    yield from _excluded(values["excluded"])


def _pair(pair: Mapping[str, Any]) -> Iterable[str]:
    first, second = pair["analysts"]
    articles = number(pair["articles"], "article")
    unfinished = f", {pair['unfinished']} of them not submitted by both" if pair["unfinished"] else ""
    yield f"{first} and {second}: {articles} in common{unfinished}."
    if pair["articles"]:
        yield from _table(pair)
        yield from _details(first, second, pair.get("details", {}))
    yield ""


def _table(rows: Mapping[str, Any]) -> Iterable[str]:
    """Labels, links and frames, one a line."""
    named = [*rows["labels"].items(), ("all labels", rows["all"])]
    named += [(f"link {name}", row) for name, row in rows["links"].items()]
    named += [(f"{name} with its links", row) for name, row in rows["frames"].items()]
    lines = [["", "found", "strict P", "R", "F1", "overlap P", "R", "F1", "alpha_U", "kappa"]]
    lines += [
        [name, " and ".join(f"{count:,}" for count in row.get("found", ())), *_numbers(row)]
        for name, row in named
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line, reason in zip(lines, ["", *(_reason(row) for _, row in named)], strict=True):
        cells = [f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True)]
        yield "  ".join(["", f"{line[0]:{widths[0]}}", *cells, reason]).rstrip()


def _found(row: Mapping[str, Any]) -> str:
    return " and ".join(f"{count:,}" for count in row.get("found", ()))


def _numbers(row: Mapping[str, Any]) -> Iterable[str]:
    for score in (row["strict"], row["overlap"]):
        yield from (_shown(score, name) for name in ("precision", "recall", "f1"))
    yield from (_shown(row, name) if name in row else "" for name in ("alpha_u", "kappa"))


def _shown(values: Mapping[str, Any], name: str) -> str:
    """The number, a dash where it is undefined. Intervals stand in brackets; those of P and R only --json tells."""
    if values[name] is None:
        return "–"
    interval: Sequence[float] | None = values.get("intervals", {}).get(name)
    if interval is None or name in ("precision", "recall"):
        return f"{values[name]:.3f}"
    return f"{values[name]:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _reason(row: Mapping[str, Any]) -> str:
    reasons = dict.fromkeys(one["why"] for one in (row["strict"], row["overlap"], row) if "why" in one)
    return f"–: {'; '.join(reasons)}" if reasons else ""


def _details(first: str, second: str, details: Mapping[str, Any]) -> Iterable[str]:
    for ours, row in details.get("confusion", {}).items():
        for theirs, count in row.items():
            if ours != theirs:
                yield f"  {first} {ours or 'nothing'}, {second} {theirs or 'nothing'}: {number(count, 'time')}"
    for label, kinds in details.get("boundaries", {}).items():
        listed = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items())
        yield f"  {label}, where only the span differs: {listed}"


def _about_intervals(values: Mapping[str, Any]) -> Iterable[str]:
    about = values["intervals"]
    yield (
        f"Intervals: {about['level']:.0%}, {about['method']}, {number(about['resamples'], 'resample')}, "
        f"seed {about['seed']}."
    )
    if min(pair["articles"] for pair in values["pairs"]) < _ENOUGH:
        yield f"Of fewer than {_ENOUGH} articles intervals come out too narrow: take them as a hint."


def _attributes(attributes: Mapping[str, Any]) -> Iterable[str]:
    yield "Attributes of annotations that overlap (Krippendorff's alpha, nominal):"
    for label, named in attributes.items():
        for name, one in named.items():
            why = f"  –: {one['why']}" if "why" in one else ""
            rated = f"{one['rated']:,} of {one['matched']:,} rated by two or more"
            yield f"  {label} {name}: {_shown(one, 'alpha')}, {rated}{why}"


def _excluded(excluded: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for why in dict.fromkeys(one["why"] for one in excluded):
        some = [one for one in excluded if one["why"] == why]
        yield f"Left out, {why}: {number(len(some), 'article')}."
        for one in some[:10]:
            yield f"  {one['article'][:12]} ({', '.join(one['analysts'])})"
        if len(some) > 10:
            yield f"  and {len(some) - 10:,} more; --json lists them all"
