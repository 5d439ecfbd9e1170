"""`annotator search`: articles with context, annotations, or every occurrence of words."""

import argparse
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from typing import Any

from annotator.cli.opening import opened, reading
from annotator.cli.output import Bar, Output
from annotator.cli.views import row_line
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import annotation_search, articles, concordance, importing, searching
from annotator.project.annotation_search import Found
from annotator.project.project import Project

Options = argparse.Namespace


def run_search(options: Options, output: Output) -> int:
    if options.annotations and options.concordance:
        raise Problem("Choose --annotations or --concordance, not both.")
    typed = " ".join(map(_as_typed, options.words))
    _index_if_possible(options)
    with reading(options) as project:
        if options.annotations:
            _annotations(project, typed, options.most, output)
        elif options.concordance:
            _concordance(project, typed, options, output)
        else:
            _articles(project, typed, options.most, output)
    return 0


def _as_typed(argument: str) -> str:
    """The shell took the quotation marks of a value or a phrase away: an argument with a space had some."""
    if " " not in argument or '"' in argument:
        return argument
    for sign in ":=":
        name, found, value = argument.partition(sign)
        if found and " " not in name:
            return f'{name}{sign}"{value}"'
    return argument


def _articles(project: Project, typed: str, most: int, output: Output) -> None:
    found = searching.matching(project, typed)
    results = searching.results(project, typed, most)
    output.say(f"{number(len(found), 'article')} with {typed}." if found else f"No article with {typed}.")
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


def _annotations(project: Project, typed: str, most: int, output: Output) -> None:
    found = list(annotation_search.search_annotations(project, typed))
    output.say(f"{number(len(found), 'annotation')} with {typed}." if found else f"No annotation: {typed}.")
    lines = list(_annotation_lines(project, found[:most]))
    for line in lines:
        values = "; ".join(
            f"{k}={', '.join(v) if isinstance(v, list) else v}" for k, v in line["attributes"].items()
        )
        output.say(
            f"{line['article'][:12]}  {line['label']}  …{line['before']}[{line['text']}]{line['after']}…"
            f"  ({line['layer']}{f'; {values}' if values else ''})"
        )
    output.result({"annotations": len(found), "results": lines})


def _annotation_lines(project: Project, found: list[Found]) -> Iterator[dict[str, Any]]:
    key, article, text = 0, "", ""
    for one in found:
        if one.key != key:
            loaded = articles.load(project, one.key)
            key, article, text = one.key, loaded.id, loaded.text
        hit = searching.hit_at(text, one.annotation.start, one.annotation.end)
        yield {
            "article": article,
            "layer": one.layer,
            "id": one.annotation.id,
            "label": one.annotation.label,
            "attributes": dict(one.annotation.attributes),
            **asdict(hit),
        }


def _concordance(project: Project, typed: str, options: Options, output: Output) -> None:
    places = list(concordance.places(project, typed, options.sort))
    lines = concordance.lines(project, list(islice(places, options.most)))
    ids = {line.key: articles.id_of(project, line.key) for line in lines}
    output.say(f"{number(len(places), 'occurrence')} of {typed}." if places else f"No article with {typed}.")
    for line in lines:
        output.say(f"{ids[line.key][:12]}  {line.before[-50:]:>50}[{line.words}]{line.after[:50]}")
    values = [asdict(line) | {"article": ids[line.key]} for line in lines]
    for one in values:
        del one["key"]
    output.result({"occurrences": len(places), "results": values})


def _index_if_possible(options: Options) -> None:
    """Brings the index up to date, unless a window has the project open or it is read-only: then texts are read."""
    with suppress(Problem), opened(options) as project, Bar("Indexing") as bar:
        importing.index(project, bar)
