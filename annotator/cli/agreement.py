"""`annotator agreement`: how far analysts agree, as tables in sentences or as one JSON object."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.cli.opening import reading
from annotator.cli.output import Bar, Output
from annotator.domain.agreement.values import detail_values
from annotator.domain.wording import number
from annotator.project import agreement
from annotator.project.agreement import Agreement
from annotator.project.project import Project

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
    yield from _excluded(values["excluded"])


def _pair(pair: Mapping[str, Any]) -> Iterable[str]:
    first, second = pair["analysts"]
    articles = number(pair["articles"], "article")
    unfinished = f", {pair['unfinished']} of them not submitted by both" if pair["unfinished"] else ""
    yield f"{first} and {second}: {articles} in common{unfinished}."
    if pair["articles"]:
        yield from _table(pair)
        yield from _details(pair.get("details", {}))
    yield ""


def _table(rows: Mapping[str, Any]) -> Iterable[str]:
    """Labels, links and frames, one a line."""
    named = [*rows["labels"].items(), ("all labels", rows["all"])]
    named += [(f"link {name}", row) for name, row in rows["links"].items()]
    named += [(f"{name} with its links", row) for name, row in rows["frames"].items()]
    wide = max(len(name) for name, _ in named)
    yield (
        f"  {'':{wide}}  {'found':>15}  {'strict P':>8}  {'R':>5}  {'F1':>5}  {'overlap P':>9}  {'R':>5}  {'F1':>5}"
        + (f"  {'alpha_U':>7}  {'kappa':>6}")
    )
    for name, row in named:
        found = " and ".join(f"{count:,}" for count in row["found"]) if "found" in row else ""
        yield f"  {name:{wide}}  {found:>15}  " + "  ".join(_numbers(row)) + _reason(row)


def _numbers(row: Mapping[str, Any]) -> Iterable[str]:
    for kind, width in (("strict", 8), ("overlap", 9)):
        yield _shown(row[kind]["precision"], width)
        yield _shown(row[kind]["recall"], 5)
        yield _shown(row[kind]["f1"], 5) + _interval(row[kind], "f1")
    if "alpha_u" in row:
        yield _shown(row["alpha_u"], 7) + _interval(row, "alpha_u")
        yield _shown(row["kappa"], 6) + _interval(row, "kappa")


def _shown(value: float | None, width: int) -> str:
    return f"{'–' if value is None else f'{value:.3f}':>{width}}"


def _interval(values: Mapping[str, Any], name: str) -> str:
    known: Sequence[float] | None = values.get("intervals", {}).get(name)
    return f" [{known[0]:.3f}, {known[1]:.3f}]" if known else ""


def _reason(row: Mapping[str, Any]) -> str:
    reasons = dict.fromkeys(one["why"] for one in (row["strict"], row["overlap"], row) if "why" in one)
    return f"  –: {'; '.join(reasons)}" if reasons else ""


def _details(details: Mapping[str, Any]) -> Iterable[str]:
    for ours, row in details.get("confusion", {}).items():
        for theirs, count in row.items():
            if ours != theirs:
                yield f"  {number(count, 'time')} {ours or 'nothing'} against {theirs or 'nothing'}"
    for label, kinds in details.get("boundaries", {}).items():
        listed = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items())
        yield f"  {label}, where only the span differs: {listed}"


def _attributes(attributes: Mapping[str, Any]) -> Iterable[str]:
    yield "Attributes of annotations that overlap (Krippendorff's alpha, nominal):"
    for label, named in attributes.items():
        for name, one in named.items():
            why = f"  –: {one['why']}" if "why" in one else ""
            yield f"  {label} {name}: {_shown(one['alpha'], 1)}, {one['rated']:,} of {one['matched']:,} rated{why}"


def _excluded(excluded: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for why in dict.fromkeys(one["why"] for one in excluded):
        some = [one for one in excluded if one["why"] == why]
        yield f"Left out, {why}: {number(len(some), 'article')}."
        for one in some[:10]:
            yield f"  {one['article'][:12]} ({', '.join(one['analysts'])})"
        if len(some) > 10:
            yield f"  and {len(some) - 10:,} more; --json lists them all"
