"""Comments become threads; names after an @ are mentions."""

from dataclasses import replace

import pytest

from annotator.domain.comment import Anchor, Comment, mention, mentioned, threads

NAMES = ["anna", "Anna Lee", "ben", "Zoë", "김 민지", "o'neil"]


def comment(uid: str, clock: int, text: str = "why?", **more: object) -> Comment:
    made = Comment(uid, "anna", "2026-11-23T10:00:00Z", text, Anchor.at(3, 6), clock)
    return replace(made, **more)  # type: ignore[arg-type]


def test_answers_belong_to_the_thread_of_the_first_comment_in_the_order_of_the_clock() -> None:
    some = [comment("c", 3, thread="a", author="ben"), comment("b", 2), comment("a", 1)]
    assert [(t.id, [c.id for c in t.comments], t.participants) for t in threads(some)] == [
        ("a", ["a", "c"], ("anna", "ben")),
        ("b", ["b"], ("anna",)),
    ]


@pytest.mark.parametrize(
    ("said", "resolved"),
    [((), False), ((True,), True), ((True, False), False), ((True, False, True), True), ((True, None), True)],
)
def test_the_latest_resolution_or_reopening_holds(said: tuple[bool | None, ...], resolved: bool) -> None:
    turns = [comment(f"r{n}", 10 + n, "", thread="a", resolves=what) for n, what in enumerate(said)]
    (thread,) = threads([*reversed(turns), comment("a", 1)])
    assert thread.resolved == resolved


def test_a_thread_outlives_its_first_comment() -> None:
    (thread,) = threads([comment("b", 2, "because", thread="a")])
    assert (thread.id, thread.first, thread.on, thread.latest.id) == ("a", None, Anchor.at(3, 6), "b")


def test_where_only_a_resolution_is_left_nothing_is_shown() -> None:
    assert threads([comment("b", 2, "", thread="a", resolves=True)]) == []


def test_a_thread_knows_whom_it_mentions() -> None:
    (thread,) = threads([comment("a", 1, "@ben?"), comment("b", 2, "ask @Zoë", thread="a")], NAMES)
    assert thread.mentions == {"ben", "Zoë"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@ben and @anna", ("ben", "anna")),
        ("@Anna Lee, see", ("Anna Lee",)),
        ('@"Anna Lee": see', ("Anna Lee",)),
        ("@“Anna Lee” sees, @anna leers", ("Anna Lee", "anna")),
        ("@BEN (@zoë)", ("ben", "Zoë")),
        ("@Zoe\u0308", ("Zoë",)),
        ("@김 민지 봐", ("김 민지",)),
        ("@o'neil's", ("o'neil",)),
        ("ben@anna.org anna.x@ben @benedict @ben_x @ @nobody", ()),
        ('@"ben', ()),
        ("@ben @ben", ("ben",)),
    ],
)
def test_mentions_are_found(text: str, expected: tuple[str, ...]) -> None:
    assert mentioned(text, NAMES) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_mention_is_written_so_that_it_is_found(name: str) -> None:
    assert mentioned(f"see {mention(name)}-like", NAMES) == (name,)


@pytest.mark.parametrize("on", [Anchor(), Anchor.at(3, 6), Anchor("x", "ben", 3, 6, "Kim")])
def test_a_comment_is_what_its_body_says(on: Anchor) -> None:
    said = comment("a", 1, on=on, thread="t", resolves=False, edited="2026-11-24T10:00:00Z")
    assert Comment.from_body("a", said.body()) == said
