"""What a format writes, its reader gives back, but for what the list of losses names: for every row of the registry."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.article import Draft
from annotator.domain.dataset.example import Example
from annotator.project import importing
from annotator.writing.format import DatasetInfo
from annotator.writing.writers import WRITERS, Writer
from tests.writing.conftest import put

Seen = Counter[tuple[Any, ...]]
READ_BACK = [writer for writer in WRITERS if writer.back]


def words(text: str) -> str:
    """A text without its spacing: what is left of it in a format of tokens."""
    return "".join(text.split())


def expected(examples: list[Example], lost: list[dict[str, Any]], back: str) -> Seen:
    """What is to come back: everything that is not in the list of losses."""
    missing: dict[str, dict[str, Any]] = {}
    for line in lost:
        missing.setdefault(line["annotation"], {}).update(line["lost"])
    seen: Seen = Counter()
    for one in examples:
        spans = {
            a.id: tuple(missing.get(a.id, {}).get("span", a.span))
            for a in one.layer.annotations
            if "annotation" not in missing.get(a.id, {})
        }
        for a in one.layer.annotations:
            if a.id in spans:
                gone = missing.get(a.id, {})
                links = [
                    {"type": x.type, "to": spans[x.to]}
                    for x in a.links
                    if x.to in spans and {"type": x.type, "to": x.to} not in gone.get("links", [])
                ]
                left = {k: v for k, v in a.attributes.items() if k not in gone.get("attributes", {})}
                unsure = a.unsure and "unsure" not in gone
                seen[_seen(one.article.text, spans[a.id], a.label, left, links, unsure, back)] += 1
    return seen


def come_back(drafts: list[Draft], back: str) -> Seen:
    seen: Seen = Counter()
    for draft in drafts:
        found = draft.layer.annotations if draft.layer else []
        spans = {one.get("id"): (one["start"], one["end"]) for one in found}
        for one in found:
            links = [{"type": x["type"], "to": spans[x["to"]]} for x in one.get("links") or ()]
            values, unsure = one.get("attributes") or {}, bool(one.get("unsure"))
            seen[
                _seen(draft.text, (one["start"], one["end"]), one["label"], values, links, unsure, back)
            ] += 1
    return seen


def _seen(
    text: str,
    span: tuple[int, ...],
    label: str,
    attributes: dict[str, Any],
    links: list[dict[str, Any]],
    unsure: bool,
    back: str,
) -> tuple[Any, ...]:
    """An annotation so that those of two texts can be compared."""
    place: object = span
    pointed = [(x["type"], x["to"]) for x in links]
    if back == "words":
        place = (len(words(text[: span[0]])), words(text[slice(*span)]))
        pointed = [(name, len(words(text[: to[0]]))) for name, to in pointed]
    article = words(text) if back == "words" else text
    values = sorted((name, str(value)) for name, value in attributes.items())
    return article, place, label, tuple(values), tuple(sorted(pointed)), unsure


def test_the_hard_cases_are_there(examples: list[Example]) -> None:
    """Else the tests below would show nothing."""
    found: list[Annotation] = [a for one in examples for a in one.layer.annotations]
    assert len(found) == 15
    assert any(a.links for a in found)
    assert any(a.unsure for a in found)
    assert len(examples) == 4


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_a_format_comes_back_but_for_its_losses(
    tmp_path: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> None:
    if not writer.available:
        pytest.skip(f"{writer.needs} is not installed")
    lost = put(tmp_path / "out", writer, setting, examples)
    found = list(importing.read([tmp_path / "out"]))
    drafts = [one for one in found if isinstance(one, Draft)]
    assert [one for one in found if one not in drafts] == []
    assert come_back(drafts, writer.back) == expected(examples, lost, writer.back)


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_every_article_comes_back_even_if_nothing_was_marked_in_it(
    tmp_path: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> None:
    if not writer.available:
        pytest.skip(f"{writer.needs} is not installed")
    put(tmp_path / "out", writer, setting, examples)
    texts = [one.text for one in importing.read([tmp_path / "out"]) if isinstance(one, Draft)]
    wanted = [one.article.text for one in examples]
    if writer.back == "words":
        texts, wanted = [words(text) for text in texts], [words(text) for text in wanted]
    assert sorted(texts) == sorted(wanted)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_the_same_examples_give_the_same_bytes(
    tmp_path: Path, writer: Writer, setting: DatasetInfo, examples: list[Example]
) -> None:
    if not writer.available:
        pytest.skip(f"{writer.needs} is not installed")
    first, again = (put(tmp_path / name, writer, setting, examples) for name in ("one", "two"))
    assert first == again
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    assert one
    assert one == two
