"""The guideline: a general part and an entry for each label, as one Markdown text with a version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guideline import GENERAL, Guideline, changed_entries, tidy
from tests.making import scheme_of

TEXT = """# Rules

Whole words.

## actor

Who acts.

### Examples

- [Kim] left.

## claim

What is said.
"""
RULES = Guideline.from_markdown(TEXT)


def test_a_heading_of_the_second_level_begins_an_entry() -> None:
    assert RULES.entries == (
        (GENERAL, "# Rules\n\nWhole words."),
        ("actor", "Who acts.\n\n### Examples\n\n- [Kim] left."),
        ("claim", "What is said."),
    )


def test_the_text_comes_back_as_it_was() -> None:
    assert RULES.markdown() == TEXT


NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
ENTRIES = st.dictionaries(NAMES | st.just(GENERAL), st.text(max_size=40), max_size=4)


@given(ENTRIES)
def test_any_guideline_survives_markdown_and_the_log(entries: dict[str, str]) -> None:
    made = Guideline()
    for name, text in entries.items():
        made = made.with_entry(name, text)

    assert Guideline.from_body(made.body()) == made
    assert dict(Guideline.from_markdown(made.markdown()).entries) == dict(made.entries)


def test_the_version_is_that_of_the_wording() -> None:
    again, other = Guideline.from_markdown(TEXT), RULES.with_entry("claim", "What is claimed.")

    assert again.version == RULES.version
    assert other.version != RULES.version
    assert len(RULES.version) == 12


def test_an_unknown_entry_is_empty() -> None:
    assert RULES.entry("sanction") == ""


def test_an_empty_wording_takes_the_entry_out() -> None:
    assert RULES.with_entry("claim", "  \n").names == (GENERAL, "actor")


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("actor", "# A\n## B\n### C", "### A\n### B\n### C"),
        (GENERAL, "# A\n## B", "# A\n### B"),
        ("actor", "\r\n one \r\n\r\ntwo  ", "one\n\ntwo"),
    ],
)
def test_an_entrys_headings_stay_below_its_own(name: str, text: str, kept: str) -> None:
    assert tidy(text, name) == kept


def test_entries_follow_their_labels_names() -> None:
    renamed = RULES.renamed([("actor", "agent"), ("claim", None)])

    assert renamed.names == (GENERAL, "agent")
    assert renamed.entry("agent") == RULES.entry("actor")


def test_what_two_wordings_do_not_share_is_named() -> None:
    other = (
        RULES.with_entry("claim", "What is claimed.").with_entry("quote", "Words.").with_entry("actor", "")
    )

    assert changed_entries(RULES, other) == ("actor", "claim", "quote")


def test_a_scheme_alone_says_what_its_labels_are_about() -> None:
    scheme = scheme_of({"name": "place", "about": "Somewhere."}, {"name": "thing"})

    assert Guideline.of(scheme).entries == (("place", "Somewhere."),)
