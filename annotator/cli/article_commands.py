"""What can be asked about articles: the list, one of them, what a search finds, what happened; taking them out."""

import argparse
from contextlib import suppress
from dataclasses import asdict

from annotator.cli.opening import opened, reading, whose_advice
from annotator.cli.output import Output
from annotator.cli.views import (
    article_json,
    article_sentences,
    event_line,
    row_json,
    row_line,
)
from annotator.domain.problems import Problem
from annotator.project import articles, commenting, history, visibility
from annotator.project.reviewing.comparison import provenance

Options = argparse.Namespace


def run_articles(options: Options, output: Output) -> int:
    with reading(options) as project:
        advice = whose_advice(options, project)
        if advice:
            output.warn(advice)
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
    with opened(options) as project:
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
    with opened(options) as project:
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
    with reading(options) as project:
        key = articles.key_of(project, options.article)
        article, layers = articles.load(project, key), articles.layers(project, key)
        threads, decided = commenting.threads_of(project, key), provenance(project, key)
        left_out = articles.layers_left_out(project, key)
    for sentence in article_sentences(article, layers, threads, decided, left_out):
        output.say(sentence)
    output.result(article_json(article, layers, threads, decided) | {"left_out": left_out})
    return 0


def run_history(options: Options, output: Output) -> int:
    with reading(options) as project:
        key = articles.key_of(project, options.article)
        events, left_out = list(history.events(project, key)), articles.layers_left_out(project, key)
    for event in events:
        output.say(event_line(event))
    if left_out:
        output.say(visibility.sentence(left_out))
    output.result({"events": [asdict(event) for event in events], "left_out": left_out})
    return 0
