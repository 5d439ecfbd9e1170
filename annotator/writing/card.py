"""The card of a dataset, README.md: what it is, how it was made, what it lacks, written from what the program knows.

Hubs read the block of YAML at its beginning; people read the rest. It holds no moment at which it was written, so that
the same work gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from annotator.domain.annotation import IN_PROGRESS
from annotator.domain.dataset.facts import Facts
from annotator.domain.wording import number
from annotator.writing.escaped import yaml_text
from annotator.writing.format import File

_MOST_ROWS = 40
_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_Bar = tuple[str, int, str]
"""What it is, how long it is, and its colour (`#rrggbb`)."""

_WIDTH, _ROW, _LEFT, _RIGHT = 720, 24, 190, 70
_FRAME = "#808080"


def card(facts: Facts, head: str) -> Iterator[bytes]:
    """The text of README.md. `head`: YAML lines of the format itself (features, files), "" if it has none."""
    sections = (
        _front,
        _about,
        _contents,
        _scheme,
        _splits,
        _made,
        _agreement,
        _review,
        _rights,
        _gaps,
        _losses,
        _trace,
    )
    yield f"---\n{_yaml(facts)}{head}---\n\n".encode()
    for section in sections:
        text = "\n".join(section(facts))
        if text:
            yield f"{text}\n\n".encode()


def plots(facts: Facts) -> Iterator[File]:
    """The charts that the card shows: annotations by label, and their lengths."""
    yield "plots/labels.svg", _bars("Annotations by label", _label_bars(facts))
    yield "plots/lengths.svg", _bars("Annotations by length in characters", _length_bars(facts))


def _yaml(facts: Facts) -> str:
    languages = [name for name, _ in _sorted(facts.tally.languages) if name != "unknown"]
    lines = [f"language: [{', '.join(yaml_text(name) for name in languages)}]"] if languages else []
    lines.append(f"license: {yaml_text(facts.recipe.licence or 'other')}")
    lines.append(f"pretty_name: {yaml_text(_title(facts))}")
    lines.append("task_categories: [token-classification]")
    lines.append("annotations_creators: [expert-generated]")
    lines.append(f"size_categories: [{yaml_text(_size(facts.tally.examples))}]")
    return "\n".join(lines) + "\n"


def _size(count: int) -> str:
    below = "n<1K"
    for low, high in zip(_SIZES, (*_SIZES[1:], None), strict=True):
        if count >= low:
            below = f"{low // 1000}K<n<{high // 1000}K" if high and high < 1_000_000 else "100K<n<1M"
            below = "n>1M" if high is None else below
    return below


def _title(facts: Facts) -> str:
    return facts.recipe.title or facts.name


def _front(facts: Facts) -> Iterable[str]:
    tally = facts.tally
    format_, about, _ = facts.format
    yield f"# {_plain(_title(facts))}"
    yield ""
    yield (
        f"{number(tally.articles.total(), 'article')} with {number(tally.annotations, 'annotation')} "
        f"({number(tally.examples, 'example')}: an article with one layer each), "
        f"in the format `{format_}`: {about}"
    )
    yield ""
    yield "![Annotations by label](plots/labels.svg)"
    yield ""
    yield "![Annotations by length](plots/lengths.svg)"


def _about(facts: Facts) -> Iterable[str]:
    yield "## What was chosen"
    yield ""
    recipe = facts.recipe
    layer = recipe.layer or ("gold" if "gold" in facts.tally.layers else "the analyst's own")
    yield f"- Layer: {_plain(', '.join(facts.tally.layers) if layer not in ('all',) else 'all, side by side')}"
    for name, chosen in (
        ("Status", recipe.statuses),
        ("Labels", recipe.labels),
        ("Agencies", recipe.agencies),
    ):
        if chosen:
            yield f"- {name}: {_plain(', '.join(chosen))}"
    zones = recipe.zones or facts.scheme.annotated_zones
    yield f"- Zones: annotations in {_plain(', '.join(zones))}; the text is always whole, so that offsets hold"
    if recipe.since or recipe.until:
        yield f"- Published: {recipe.since or 'any time'} to {recipe.until or 'any time'}"
    if recipe.reviewed:
        yield "- Only articles whose review is done"
    yield from (f"- Convention: {line}" for line in _conventions(facts))
    yield "- Offsets are half-open and count Unicode code points unless the format says otherwise"


def _conventions(facts: Facts) -> Iterable[str]:
    recipe = facts.recipe
    yield f"quotations {'with' if recipe.marks_inside else 'without'} their quotation marks"
    yield f"names {'with' if recipe.titles_inside else 'without'} the titles before them"
    if recipe.merged:
        yield "clauses and quotations are one label, `content`"
    if recipe.times:
        yield "`times`: what each article's words name, as days from first to last; English only"
    yield (
        "analysts under their own names"
        if recipe.names
        else "analysts under pseudonyms that follow from their names (who knows a name can work it out)"
    )


def _contents(facts: Facts) -> Iterable[str]:
    tally = facts.tally
    yield "## Counts"
    yield ""
    labels, total = tally.by_label(), tally.annotations or 1
    yield from _table(
        ("Label", "Annotations", "Share", *facts.splits),
        (
            (
                _plain(name),
                f"{count:,}",
                f"{100 * count / total:.1f} %",
                *(f"{tally.by_label(split)[name]:,}" for split in facts.splits),
            )
            for name, count in _sorted(labels)
        ),
    )
    for title, counts in (
        ("Analyst", tally.by(2)),
        ("Agency", tally.articles_by(1)),
        ("Year of publication", tally.articles_by(2)),
        ("Status of the layer", tally.statuses),
    ):
        what = (
            "Annotations" if title == "Analyst" else "Examples" if title.startswith("Status") else "Articles"
        )
        rows = sorted(counts.items()) if title.startswith("Year") else _sorted(counts)
        yield from _counts((title, what), rows[:_MOST_ROWS])
        if len(rows) > _MOST_ROWS:
            yield f"\nand {len(rows) - _MOST_ROWS:,} more."


def _scheme(facts: Facts) -> Iterable[str]:
    scheme = facts.scheme
    yield "## Scheme and guideline"
    yield ""
    yield (
        f"Scheme `{_plain(scheme.name)}`, version {scheme.version}; guideline version `{facts.guideline}`, "
        "the one that holds now."
    )
    yield ""
    for label in scheme.labels:
        values = "; ".join(
            f"{a.name}: {', '.join(a.values)}" if a.values else a.name for a in label.attributes
        )
        links = ", ".join(f"{link.type} → {link.to}" for link in label.links)
        parts = [_plain(label.about) or "no description", values and f"*Attributes*: {_plain(values)}"]
        parts.append(links and f"*Links*: {_plain(links)}")
        yield f"- **{_plain(label.name)}**: " + " ".join(part for part in parts if part)


def _splits(facts: Facts) -> Iterable[str]:
    made = facts.splitting
    yield "## Splits"
    yield ""
    if not facts.splits:
        yield "None: the dataset is whole."
        return
    articles, total = facts.tally.articles_by(0), facts.tally.articles.total() or 1
    yield f"{made.plan} Near-duplicates (stories that share paragraphs) are never torn apart."
    yield ""
    labels = facts.tally.by(0)
    yield from _table(
        ("Split", "Articles", "Share", "Annotations"),
        (
            (split, f"{articles[split]:,}", f"{100 * articles[split] / total:.1f} %", f"{labels[split]:,}")
            for split in facts.splits
        ),
    )
    yield ""
    yield f"- Groups: {made.groups:,}, the largest of {number(made.largest_group, 'article')}"
    for why, count in sorted(made.left_out.items()):
        yield f"- Left out: {number(count, 'article')}, {_plain(why)}"
    if made.leaks:
        allowed = " It was written all the same, as was asked." if facts.recipe.allow_leaks else ""
        yield f"- Leak check: **{number(made.leaks, 'paragraph')} in more than one split**, see `leaks.jsonl`.{allowed}"
    else:
        yield "- Leak check: no paragraph stands in two splits"
    yield from (f"- {_plain(line)}" for line in made.balance)


def _made(facts: Facts) -> Iterable[str]:
    origins, total = facts.tally.by(3), facts.tally.annotations or 1
    yield "## How annotations were made"
    yield ""
    says = {
        "hand": "marked by hand",
        "suggestion": "proposed by the program and accepted as it was",
        "suggestion edited": "proposed by the program and corrected",
        "propagated": "carried over to equal words by an analyst's command",
        "imported": "brought in from a file, or worked out from several layers",
    }
    yield from _table(
        ("Origin", "Meaning", "Annotations", "Share"),
        (
            (name, says.get(name, ""), f"{count:,}", f"{100 * count / total:.1f} %")
            for name, count in _sorted(origins)
        ),
    )


def _agreement(facts: Facts) -> Iterable[str]:
    yield "## Agreement"
    yield ""
    mean = (facts.agreement or {}).get("mean")
    if not mean:
        yield f"Not measured: {facts.no_agreement or (facts.agreement or {}).get('why', 'one analyst only')}."
        return
    found = facts.agreement or {}
    yield (
        f"Mean over {number(mean['pairs'], 'pair')} of analysts, in the articles of the dataset that both annotated, "
        "before review. In brackets: 95 % intervals, bootstrapped over articles."
    )
    yield ""
    rows = [*mean["labels"].items(), ("all", mean["all"])] if "all" in mean else [*mean["labels"].items()]
    yield from _table(
        ("Label", "F1 strict", "F1 overlap", "alpha_U"),
        (
            (
                _plain(name),
                _figure(row["strict"], "f1"),
                _figure(row["overlap"], "f1"),
                _figure(row, "alpha_u"),
            )
            for name, row in rows
        ),
    )
    excluded = found.get("excluded", ())
    if excluded:
        yield ""
        yield f"Articles that do not count for every analyst: {len({one['article'] for one in excluded}):,}."


def _figure(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return "undefined"
    low_high = row.get("intervals", {}).get(name)
    between = f" [{low_high[0]:.2f}, {low_high[1]:.2f}]" if low_high else ""
    return f"{value:.2f}{between}"


def _review(facts: Facts) -> Iterable[str]:
    review = facts.review
    yield "## Review"
    yield ""
    if facts.recipe.policy:
        yield facts.recipe.policy.strip()
        yield ""
    if not review.decisions and not review.reviewed:
        yield "Nothing in these articles was reviewed." if not facts.recipe.policy else ""
        return
    yield (
        f"{number(review.reviewed, 'article')} reviewed to the end; {number(review.decisions, 'decision')}, of which "
        f"{review.taken:,} took an annotation over as it was or corrected, {review.blind:,} with names hidden from the "
        "reviewer."
    )
    if review.reasons:
        yield from _counts(("Reason against", "Decisions"), _sorted(review.reasons))
    if review.reviewers:
        yield from _counts(("Reviewer", "Decisions"), _sorted(review.reviewers))


def _rights(facts: Facts) -> Iterable[str]:
    yield "## Sources and rights"
    yield ""
    yield (
        facts.recipe.rights
        or "Nothing was entered about the rights to the articles: ask before passing them on."
    ).strip()
    marked = {name: count for name, count in facts.tally.handling.items() if name}
    if marked:
        yield from _counts(("Handling, as marked", "Articles"), _sorted(marked))
    yield ""
    yield "Each article's own source (file, SHA-256 of its bytes, address) stands in the data or in `trace.jsonl`."


def _gaps(facts: Facts) -> Iterable[str]:
    tally = facts.tally
    yield "## Known gaps"
    yield ""
    if facts.recipe.gaps:
        yield facts.recipe.gaps.strip()
        yield ""
    unfinished = sum(count for name, count in tally.statuses.items() if name in ("new", IN_PROGRESS))
    undated = tally.articles_by(2)["unknown"]
    known = (
        (facts.not_in, "Articles of the project that are not in the dataset"),
        (unfinished, "Examples whose layer was not finished"),
        (tally.unsure, "Annotations marked as unsure by their analyst"),
        (tally.incomplete, "Annotations that lack an attribute or a link which the scheme wants"),
        (undated, "Articles without a date that is known to the year"),
        (facts.undated, "Articles left out because dates were asked for and theirs is not known"),
        (facts.hidden, "Layers left out because whoever exported had an open one of the same article"),
        (facts.single, "Articles with one layer only, so that the majority is that one's"),
    )
    lines = [f"- {what}: {count:,}" for count, what in known if count]
    yield from lines or ["- None that the program knows of."]


def _losses(facts: Facts) -> Iterable[str]:
    _, _, loses = facts.format
    yield "## What this format lost"
    yield ""
    yield f"The format loses: {loses}."
    if facts.lost:
        yield ""
        rows = ((what, _plain(why), f"{count:,}") for (what, why), count in sorted(facts.lost.items()))
        yield from _table(("What", "Why", "Cases"), rows)
        yield ""
        yield "Each case is listed in `lost.jsonl`."


def _trace(facts: Facts) -> Iterable[str]:
    yield "## Where everything comes from"
    yield ""
    yield (
        "`trace.jsonl` names, for each annotation, the revision in the project's log (its SHA-256), its author, and "
        "the review decisions behind it. `manifest.json` has the SHA-256 of every file, the recipe, and the hash of "
        f"the project's log: `{facts.head[:16]}…`. `annotator verify FOLDER` checks the files, "
        "and with `--project` the log too."
    )
    yield ""
    yield f"Written by Annotator {facts.program}."


def _label_bars(facts: Facts) -> list[_Bar]:
    labels = facts.tally.by_label()
    known = [label.name for label in facts.scheme.labels]
    names = known + sorted(set(labels) - set(known))
    colours = {label.name: label.light.edge for label in facts.scheme.labels}
    return [(name, labels[name], colours.get(name, "#808080")) for name in names]


def _length_bars(facts: Facts) -> list[_Bar]:
    powers: dict[int, int] = {}
    for (_, power), count in facts.tally.lengths.items():
        powers[power] = powers.get(power, 0) + count
    if not powers:
        return []
    spans = range(min(powers), max(powers) + 1)
    return [(f"{1 << (p - 1):,} to {(1 << p) - 1:,}", powers.get(p, 0), "#4a78b5") for p in spans]


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, then by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _counts(head: tuple[str, str], counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    """A blank line, and a table of names with how many there are."""
    yield ""
    yield from _table(head, ((_plain(name), f"{count:,}") for name, count in counts))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = [_plain(name) for name in head]
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    marked = "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
    return " ".join(marked.split())


def _bars(title: str, rows: Sequence[_Bar]) -> Iterator[bytes]:
    """A chart as SVG, legible on white and on black: one horizontal bar a row, in the order given, with its number."""
    height = 48 + _ROW * len(rows)
    most = max((length for _, length, _ in rows), default=0)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{_attribute(title)}">\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="12" y="24" font-size="15" fill="#202020">{escape(title)}</text>\n'
    ).encode()
    for place, (name, value, colour) in enumerate(rows):
        yield _bar(40 + _ROW * place, name, value, most, colour).encode()
    yield b"</svg>\n"


def _bar(top: int, name: str, value: int, most: int, colour: str) -> str:
    width = (_WIDTH - _LEFT - _RIGHT) * value // most if most else 0
    middle = top + _ROW - 9
    return (
        f'<text x="{_LEFT - 8}" y="{middle}" text-anchor="end" fill="#202020">{escape(_short(name))}</text>\n'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{width}" height="{_ROW - 8}" fill="{colour}" stroke="{_FRAME}" '
        f'stroke-width="0.5"/>\n'
        f'<text x="{_LEFT + width + 6}" y="{middle}" fill="#202020">{value:,}</text>\n'
    )


def _short(name: str) -> str:
    return name if len(name) <= 26 else f"{name[:25]}…"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
