"""`annotator duplicates`: the groups of near-duplicates, or two articles side by side."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from annotator.cli.opening import reading
from annotator.cli.output import Output
from annotator.cli.views import row_line
from annotator.domain.difference import Row
from annotator.domain.likeness import SAME_BODY
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import articles, duplicates
from annotator.project.duplicates import Difference, Group
from annotator.project.project import Project

Options = argparse.Namespace
_NAMED = 5


def run_duplicates(options: Options, output: Output) -> int:
    """All groups, or the difference of the two articles that are named."""
    if len(options.articles) not in (0, 2):
        raise Problem("Name two articles to see in what they differ, or none to list all groups.")
    with reading(options) as project:
        if options.articles:
            _tell_difference(duplicates.difference(project, *options.articles), output)
        else:
            _tell_groups(project, duplicates.groups(project), output)
    return 0


def _tell_groups(project: Project, groups: list[Group], output: Output) -> None:
    members = sum(len(group.articles) for group in groups)
    found = f"{number(len(groups), 'group')} of duplicates, {number(members, 'article')} in all."
    output.say(found if groups else "There are no duplicates.")
    for group in groups:
        output.say("")
        keys = [articles.key_of(project, article) for article in group.articles]
        for row in articles.rows(project, keys, project.analyst):
            output.say(row_line(row))
        for line in _reasons(group):
            output.say(f"    {line}")
    output.result({"groups": [_group_json(group) for group in groups]})


def _reasons(group: Group) -> Iterator[str]:
    """Why the articles are a group, the first reasons of many."""
    for pair in group.pairs[:_NAMED]:
        share = "the same body" if pair.kind == SAME_BODY else f"{pair.share:.0%} of the shorter one shared"
        yield f"{pair.one[:12]} and {pair.other[:12]}: {share}"
    if len(group.pairs) > _NAMED:
        yield f"and {len(group.pairs) - _NAMED:,} more pairs"


def _group_json(group: Group) -> dict[str, Any]:
    pairs = [asdict(pair) | {"share": round(pair.share, 4)} for pair in group.pairs]
    return {"articles": list(group.articles), "pairs": pairs}


def _tell_difference(found: Difference, output: Output) -> None:
    output.say(f"- {found.one.id[:12]}  {found.one.metadata.headline}")
    output.say(f"+ {found.other.id[:12]}  {found.other.metadata.headline}")
    for row in found.rows:
        output.say("")
        for line in _lines(found, row):
            output.say(line)
    output.result(
        {
            "articles": [found.one.id, found.other.id],
            "rows": [
                {
                    "one": _side(found.one.text, row.one, row.changed_one),
                    "other": _side(found.other.text, row.other, row.changed_other),
                }
                for row in found.rows
            ],
        }
    )


def _lines(found: Difference, row: Row) -> Iterator[str]:
    """A paragraph that both have; else one that is taken away (-) and one that comes (+), changes in brackets."""
    if row.one is not None:
        yield ("  " if row.same else "- ") + _marked(found.one.text, row.one, row.changed_one)
    if row.other is not None and not row.same:
        yield "+ " + _marked(found.other.text, row.other, row.changed_other)


def _marked(text: str, span: tuple[int, int], changed: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], span[0]
    for start, end in changed:
        pieces += [text[at:start], "[", text[start:end], "]"]
        at = end
    return " ".join("".join([*pieces, text[at : span[1]]]).split())


def _side(text: str, span: tuple[int, int] | None, changed: Iterable[tuple[int, int]]) -> Any:
    if span is None:
        return None
    start, end = span
    return {"start": start, "end": end, "text": text[start:end], "changed": [list(one) for one in changed]}
