"""Standard formats beside plain loops that write the same records."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

import orjson
import pytest

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.project.shipped import default_scheme
from annotator.writing.format import DatasetInfo
from annotator.writing.tokens import sentences, tokenise
from annotator.writing.writers import writer_named
from tests.benchmarks import material
from tests.benchmarks.measuring import cpu_ms, heading, line, only

pytestmark = pytest.mark.benchmark

ARTICLES = 1000


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return material.examples(material.records(ARTICLES, material.WIRE_STORY, 2006))


def ours(name: str, folder: Path, examples: Iterable[Example], with_frames: bool = True) -> int:
    scheme = default_scheme()
    if not with_frames:
        scheme = replace(scheme, labels=tuple(replace(label, links=()) for label in scheme.labels))
    setting = DatasetInfo("made", scheme, ())
    begun = writer_named(name).begin(setting, Losses())
    size = 0
    for files in (begun.files(None, examples), begun.beside([])):
        for path, pieces in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("wb") as file:
                for piece in pieces:
                    size += file.write(piece)
    return size


def plain_uima(folder: Path, examples: Iterable[Example]) -> None:
    """Elements as strings, with the same tokens; offsets stay code points, and there is no type system."""
    for one in examples:
        text, found = one.article.text, []
        tokens = tokenise(text)
        in_sentences = [(tokens[first][0], tokens[last - 1][1]) for first, last in sentences(text, tokens)]
        for kind, spans in (("Sentence", in_sentences), ("Token", tokens)):
            for start, end in spans:
                found.append(f'<s:{kind} xmi:id="{len(found)}" sofa="1" begin="{start}" end="{end}"/>')
        for a in one.layer.annotations:
            values = {
                "label": a.label,
                "identifier": a.id,
                "author": a.author,
                "made": a.made,
                "origin": a.origin,
            }
            values |= {k: v if isinstance(v, str) else " ".join(v) for k, v in a.attributes.items()}
            words = " ".join(f"{key}={quoteattr(value)}" for key, value in values.items())
            found.append(f'<c:Span xmi:id="{len(found)}" sofa="1" begin="{a.start}" end="{a.end}" {words}/>')
            for x in a.links:
                found.append(f'<c:Link xmi:id="{len(found)}" sofa="1" Governor="{a.id}" Dependent="{x.to}"/>')
        members = " ".join(map(str, range(len(found))))
        found.append(f'<cas:Sofa xmi:id="1" sofaString={quoteattr(text)}/><cas:View members="{members}"/>')
        (folder / f"{one.article.id}.xmi").write_text("\n".join(found), "utf-8")


def plain_w3c(folder: Path, examples: Iterable[Example]) -> None:
    with (folder / "plain.jsonld").open("wb") as file:
        for one in examples:
            text = one.article.text
            (folder / f"{one.article.id}.txt").write_text(text, "utf-8")
            for a in one.layer.annotations:
                rest = {"attributes": a.attributes, "unsure": a.unsure, "origin": a.origin}
                item = {
                    "id": f"urn:annotator:{one.article.id}:kim:{a.id}",
                    "type": "Annotation",
                    "motivation": "tagging",
                    "creator": {"type": "Person", "name": a.author},
                    "created": a.made,
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "value": a.label},
                        {
                            "type": "TextualBody",
                            "format": "application/json",
                            "value": orjson.dumps(rest).decode(),
                        },
                    ],
                    "target": {
                        "source": f"urn:sha256:{one.article.id}",
                        "selector": [
                            {"type": "TextPositionSelector", "start": a.start, "end": a.end},
                            {
                                "type": "TextQuoteSelector",
                                "exact": text[a.start : a.end],
                                "prefix": text[max(0, a.start - 32) : a.start],
                                "suffix": text[a.end : a.end + 32],
                            },
                        ],
                    },
                    "links": [
                        {"type": x.type, "to": f"urn:annotator:{one.article.id}:kim:{x.to}"} for x in a.links
                    ],
                }
                file.write(orjson.dumps(item) + b",\n")


def plain_csv(folder: Path, examples: Iterable[Example]) -> None:
    """The table of annotations alone, with all attributes in one cell each as ours."""
    pairs = [(label.name, a.name) for label in default_scheme().labels for a in label.attributes]
    with (folder / "plain.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        for one in examples:
            text, known = one.article.text, one.article.metadata
            words = {a.id: text[a.start : a.end] for a in one.layer.annotations}
            for a in one.layer.annotations:
                cells = [a.attributes.get(name, "") if a.label == label else "" for label, name in pairs]
                table.writerow(
                    (
                        *(
                            one.article.id,
                            known.headline,
                            known.agency,
                            known.published,
                            "kim",
                            "train",
                            "done",
                        ),
                        *(a.start, a.end, words[a.id], a.label, *cells),
                        "; ".join(f"{x.type}: {words[x.to]} [{x.to}]" for x in a.links),
                        *(a.unsure, a.author, a.made, a.origin, a.id),
                    )
                )


PLAIN: dict[str, Callable[[Path, Iterable[Example]], None]] = {
    "uima": plain_uima,
    "w3c": plain_w3c,
    "csv": plain_csv,
}


NOTES = {
    "uima": "target 2; the floor converts no offsets",
    "w3c": "target 2; both with orjson",
    "csv": "target 2; the table of annotations alone",
}


def test_standard_formats(tmp_path: Path, examples: list[Example]) -> None:
    heading(f"Standard formats, {ARTICLES:,} articles")
    for name, plain in PLAIN.items():
        for folder in ("ours", "plain"):
            (tmp_path / name / folder).mkdir(parents=True)
        mine = cpu_ms(lambda name=name: ours(name, tmp_path / name / "ours", examples, False), 3)
        floor = cpu_ms(lambda name=name, plain=plain: plain(tmp_path / name / "plain", examples), 3)
        line(f"CPU, {name}", mine, floor, "ms", "floor", NOTES[name])
    both = cpu_ms(lambda: ours("csv", tmp_path / "both", examples), 3)
    only("CPU, csv with the table of frames", both, "ms")


def test_memory_does_not_grow_with_the_articles(tmp_path: Path, examples: list[Example]) -> None:
    import tracemalloc

    for name in (*PLAIN, "tsv", "croissant", "xlsx"):
        if not writer_named(name).available:
            continue
        peaks = []
        for times in (1, 4):
            tracemalloc.start()
            ours(name, tmp_path / f"{name}{times}", (one for _ in range(times) for one in examples[:250]))
            peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
            tracemalloc.stop()
        line(f"memory at most, {name}, of 4 times the articles", peaks[1], peaks[0], "MB", "once")
