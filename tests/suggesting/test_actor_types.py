"""What kind of actor words mean."""

import pytest

from annotator.suggesting import actor_types


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("She", True),
        ("it", False),
        ("they", None),
        ("Norwegian foreign minister", True),
        ("minister of energy", True),
        ("ministry of energy", False),
        ("министр", True),
        ("rebels", None),
    ],
)
def test_pronouns_and_nominals_tell_whether_they_mean_a_person(words: str, expected: bool | None) -> None:
    assert expected == actor_types.is_person(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Solvang", "person"),
        ("Berg", "person"),
        ("Hamas", "organisation"),
        ("Norsund Council", "body"),
        ("Per Dahl", "person"),
    ],
)
def test_a_title_before_any_mention_makes_a_surname_a_person(words: str, expected: str) -> None:
    text = (
        "Ferry will sail - Solvang; Berg silent\n"
        "Foreign Minister Ingrid Anne Solvang met Gen. Berg, Per Dahl and the Norsund Council.\n"
        "The minister, Hamas said, left. Russian Hamas envoys stayed."
    )
    start = text.index(words)
    assert expected == actor_types.likely(text, (start, start + len(words)))
