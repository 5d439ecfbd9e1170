"""How articles, layers and events are printed: in words, and as JSON values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.domain.article_times import times_of
from annotator.domain.comment import Thread
from annotator.domain.reviewing.decision import Decision
from annotator.domain.times.interval import TimeExpression
from annotator.domain.times.time_correction import meaning
from annotator.domain.wording import number
from annotator.project import visibility
from annotator.project.articles import Row, line_values
from annotator.project.history import Event


def row_line(row: Row) -> str:
    """A line of the article list."""
    marks = f"{row.status}, {number(row.annotations, 'annotation')}" if row.status != "new" else row.status
    known = " · ".join(part for part in (row.agency, row.place, row.published) if part) or "source unknown"
    return f"{row.id[:12]}  {row.headline}  ({known}; {marks})"


def row_json(row: Row, date_evidence: str | None) -> dict[str, Any]:
    """An entry of `articles --json`."""
    return {
        "id": row.id,
        "headline": row.headline,
        "agency": row.agency or None,
        "place": row.place or None,
        "published": row.published or None,
        "date_evidence": date_evidence,
        "status": row.status,
        "annotations": row.annotations,
    }


Decided = Mapping[str, Sequence[Decision]]
"""Decisions by the gold annotation that they made."""


def article_json(
    article: Article, layers: Sequence[Layer], threads: Sequence[Thread] = (), decided: Decided | None = None
) -> dict[str, Any]:
    """`show --json`: a line of the dataset without a layer, all layers, all their annotations in one list, threads,
    and the decisions behind the gold ones."""
    values = line_values(article, None)
    for key in ("layer", "status", "split", "annotations"):
        del values[key]
    lines = [line_values(article, layer) for layer in layers]
    return values | {
        "date_readings": list(article.metadata.date_readings),
        "times": [one.body() for one in times_of(article)],
        "withdrawn": article.record.withdrawn,
        "layers": [{k: line[k] for k in ("layer", "status", "annotations")} for line in lines],
        "annotations": [one | {"layer": line["layer"]} for line in lines for one in line["annotations"]],
        "comments": [thread_json(thread) for thread in threads],
        "decisions": [one.body() for made in (decided or {}).values() for one in made],
    }


def thread_json(thread: Thread) -> dict[str, Any]:
    """A thread with all that was said in it."""
    on = thread.on
    said = ("id", "author", "made", "edited", "text", "resolves")
    return {
        "thread": thread.id,
        "on": on.body() | ({"gone": on.gone} if on.annotation else {}),
        "quoted": on.quoted or None,
        "resolved": thread.resolved,
        "participants": list(thread.participants),
        "mentions": sorted(thread.mentions),
        "comments": [{name: getattr(one, name) for name in said} for one in thread.comments],
    }


def known_sentences(article: Article) -> Iterator[str]:
    """Agency and place, the date with how it is known, the zones."""
    known = article.metadata
    evidence = f" ({known.date_evidence})" if known.date_evidence else ""
    is_open = known.date_readings and not known.published
    readings = f", either {' or '.join(known.date_readings)}" if is_open else ""
    yield f"agency {known.agency or 'unknown'}, place {known.place or 'unknown'}"
    yield f"published {known.published or 'unknown'}{readings}{evidence}"
    zones = ", ".join(f"{zone.kind} {zone.start}–{zone.end}" for zone in article.record.zones)
    yield f"zones: {zones or 'none'}"


def article_sentences(
    article: Article,
    layers: Sequence[Layer],
    threads: Sequence[Thread] = (),
    decided: Decided | None = None,
    left_out: int = 0,
) -> Iterator[str]:
    """`show`: what is known, the text, then each layer, then what was said about it.

    `left_out`: how many layers must not be seen now.
    """
    yield f"{article.metadata.headline}\nid {article.id}"
    *known, zones = known_sentences(article)
    yield from known
    yield f"source {article.record.source.name} ({article.record.source.encoding}); {zones}"
    times = [_time(one) for one in times_of(article)]
    yield f"times: {'; '.join(times) or 'none'}"
    yield f"\n{article.text}\n"
    for layer in layers:
        yield f"{layer.analyst} ({layer.status}, {number(len(layer.annotations), 'annotation')})"
        yield from _annotations(article.text, layer, decided or {})
    if left_out:
        yield visibility.sentence(left_out)
    elif not layers:
        yield "Nobody has annotated it yet."
    for thread in threads:
        yield from _thread(thread)


def _time(one: TimeExpression) -> str:
    """A time in the text: its words, where they stand, and what they mean."""
    return f"“{' '.join(one.text.split())}” {one.start}–{one.end} {meaning(one)}"


def _thread(thread: Thread) -> Iterator[str]:
    about = f"“{thread.on.quoted}”" if thread.on.quoted else "the article"
    gone = ", which was deleted" if thread.on.gone else ""
    yield f"\nOn {about}{gone} ({'resolved' if thread.resolved else 'open'})"
    if thread.first is None:
        yield "  (the first comment was deleted)"
    words = {True: "resolved it", False: "opened it again"}
    for one in thread.comments:
        done = [words[one.resolves]] if one.resolves is not None else []
        yield f"  {one.made}  {one.author}: {' – '.join(done + [one.text] * bool(one.text))}"


def _annotations(text: str, layer: Layer, decided: Decided) -> Iterator[str]:
    shown = {one.id: text[one.start : one.end] for one in layer.annotations}
    for one in layer.annotations:
        values = [f"{n}={', '.join(v) if isinstance(v, list) else v}" for n, v in one.attributes.items()]
        links = [f"{link.type}→“{shown.get(link.to, '?')}”" for link in one.links]
        extra = "; ".join(values + links + ["unsure"] * one.unsure + _origin(decided.get(one.id, ())))
        yield f"  {one.start}–{one.end} {one.label} “{shown[one.id]}”{f' ({extra})' if extra else ''}"


def _origin(decisions: Sequence[Decision]) -> list[str]:
    """Whose a gold annotation was, and who decided so."""
    taken = next((one for one in decisions if one.taken), None)
    return [] if taken is None else [f"{taken.layer}'s, decided by {taken.reviewer}"]


def event_line(event: Event) -> str:
    """A line of the history."""
    how = f" [{event.how}]" if event.how else ""
    return f"{event.when}  {event.who}  {event.action}: {event.what} ({event.layer}){how}"
