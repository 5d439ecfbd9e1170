"""The card of a dataset: Markdown that says what is known, YAML that hubs can read, charts that are pictures."""

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from annotator.domain.dataset.facts import Facts, Review, Splitting
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.dataset.tally import Tally
from annotator.project.shipped import default_scheme
from annotator.writing.card import card, plots

SCHEME = default_scheme()


def tally() -> Tally:
    made = Tally(SCHEME)
    made.kinds = Counter(
        {("train", "actor", "analyst-1", "hand"): 6, ("test", "odd|label", "gold", "suggestion"): 2}
    )
    made.articles = Counter({("train", "TASS", "2006"): 3, ("test", "unknown", "unknown"): 1})
    made.lengths = Counter({("actor", 2): 6, ("odd|label", 4): 2})
    made.languages = Counter({"en": 3, "unknown": 1})
    made.examples, made.unsure = 4, 2
    return made


FACTS = Facts(
    "news", Recipe(), SCHEME, "abc123", ("jsonl", "Lines.", "nothing"), tally(), {}, "0.1.0", "f" * 64
)  # fmt: skip


def text(facts: Facts = FACTS, head: str = "") -> str:
    return b"".join(card(facts, head)).decode()


def test_the_yaml_of_the_format_stands_in_the_head() -> None:
    front = text(head="configs: []\n").split("---\n")[1]
    assert front.endswith("configs: []\n")
    assert 'language: ["en"]' in front
    assert 'size_categories: ["n<1K"]' in front


@pytest.mark.parametrize(
    ("examples", "size"),
    [(999, "n<1K"), (1000, "1K<n<10K"), (99_999, "10K<n<100K"), (100_000, "100K<n<1M"), (1_000_000, "n>1M")],
)
def test_the_size_is_one_of_the_hub_s_own(examples: int, size: str) -> None:
    made = tally()
    made.examples = examples
    assert f'size_categories: ["{size}"]' in text(replace(FACTS, tally=made))


def test_words_of_the_user_cannot_break_out_of_their_place() -> None:
    recipe = Recipe(title='A "title"\n---\nwith: lines', licence="cc # by")
    shown = text(replace(FACTS, recipe=recipe))
    assert 'pretty_name: "A \\"title\\"\\n---\\nwith: lines"' in shown
    assert "| odd\\|label | 2 | 25.0 % |" in shown


def test_splits_and_leaks_are_told() -> None:
    told = Splitting(
        "By fractions 80/20.", 3, 2, {"it is alike articles of two splits": 1}, 4, balance=("actor: …",)
    )
    shown = text(replace(FACTS, splits=("train", "test"), splitting=told, recipe=Recipe(allow_leaks=True)))
    assert "| train | 3 | 75.0 % | 6 |" in shown
    assert "Left out: 1 article, it is alike articles of two splits" in shown
    assert "**4 paragraphs in more than one split**" in shown
    assert "no paragraph stands in two splits" in text(
        replace(FACTS, splits=("train", "test"), splitting=replace(told, leaks=0))
    )


def test_review_origins_and_gaps_are_counted() -> None:
    shown = text(replace(FACTS, review=Review(2, 9, 5, {"slip": 3}, {"analyst-9": 9}, 1), hidden=2))
    for line in (
        "2 articles reviewed to the end; 9 decisions",
        "| slip | 3 |",
        "| suggestion | proposed by the program and accepted as it was | 2 | 25.0 % |",
        "- Annotations marked as unsure by their analyst: 2",
        "- Layers left out because whoever exported had an open one of the same article: 2",
        "Not measured: one analyst only.",
    ):
        assert line in shown


def test_the_charts_are_pictures_with_a_bar_for_each_label() -> None:
    for _, pieces in plots(FACTS):
        root = ElementTree.fromstring(b"".join(pieces))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
    labels = b"".join(next(iter(plots(FACTS)))[1]).decode()
    assert all(f">{name}<" in labels for name in ("actor", "claim", "quote", "sanction", "odd|label"))
