"""Finding an entry by a few letters of it."""

import pytest

pytest.importorskip("PySide6")

from annotator.qt.shell.matching import rank, score_of

ENTRIES = ("Export a dataset", "Next article", "Next unfinished article", "Search", "To the text")


def found(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return rank(
        query,
        ENTRIES,
        texts=lambda entry: (entry, f"Go: {entry}"),
        recent=lambda entry: recent.index(entry) if entry in recent else len(recent),
    )


def test_without_a_query_all_are_there_and_the_recent_ones_first() -> None:
    assert found("") == list(ENTRIES)
    assert found("", recent=("Search",))[0] == "Search"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("next", ["Next article", "Next unfinished article"]),
        ("article", ["Next article", "Next unfinished article"]),
        ("ARTICLE  unf", ["Next unfinished article"]),
        ("nuar", ["Next unfinished article"]),
        ("go: sea", ["Search"]),
        ("zebra", []),
    ],
)
def test_what_is_meant_comes_first(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_of_equally_good_ones_the_recent_one_comes_first() -> None:
    assert found("next", recent=("Next unfinished article",))[:2] == [
        "Next unfinished article",
        "Next article",
    ]


def test_the_nearer_the_beginning_the_better() -> None:
    texts = ("Undo tag", "Do undo", "Redundo", "Tag do under", "u-n-d-o")
    scores = [score_of("undo", text) for text in texts]
    assert scores[3] is None
    assert scores == [*sorted(scores[:3]), None, scores[4]]  # type: ignore[type-var]
