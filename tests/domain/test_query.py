"""What is typed into a search, taken apart."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.problems import Problem
from annotator.domain.query import FILTERS, Query, parsed


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("oil embargo", Query("oil embargo")),
        ('"oil embargo" sanction*', Query('"oil embargo" sanction*')),
        ("label:sanction", Query(filters=(("label", "sanction"),))),
        ("Label:sanction oil", Query("oil", (("label", "sanction"),))),
        ('agency:"RIA Novosti"', Query(filters=(("agency", "RIA Novosti"),))),
        ("status=threatened", Query(attributes=(("status", "threatened"),))),
        ('"label:sanction"', Query('"label:sanction"')),
        ("14:25", Query("14:25")),
        ("colour:red text:", Query("colour:red text:")),
        ("https://example.org/a?b=c", Query("https://example.org/a?b=c")),
        ("制裁 label:quote", Query("制裁", (("label", "quote"),))),
        ("вид=новый", Query(attributes=(("вид", "новый"),))),
    ],
)
def test_words_and_filters_are_told_apart(typed: str, query: Query) -> None:
    assert parsed(typed) == query


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lable:sanction", "Do you mean label:"),
        ("agancy:AP", "Do you mean agency:"),
        ("label:", "lacks its value"),
        ('agency:""', "lacks its value"),
        ("since:soon", "2006-11-01"),
        ("until:2006-13", "is no day"),
        ("since:2006-02-30", "is no day"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_explained(typed: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        parsed(typed)


@pytest.mark.parametrize(
    ("typed", "bounds"),
    [
        ("since:2006", ("2006-01-01", "")),
        ("until:2006", ("", "2007-01-01")),
        ("until:2006-12", ("", "2007-01-01")),
        ("since:2006-11-01 until:2006-11-01", ("2006-11-01", "2006-11-02")),
        ("since:2006 since:2007", ("2007-01-01", "")),
    ],
)
def test_days_months_and_years_bound_the_publication(typed: str, bounds: tuple[str, str]) -> None:
    assert parsed(typed).published == bounds


VALUES = st.text("abc é制 :=-", min_size=1, max_size=8).filter(lambda value: value == value.strip())
PLAIN_FILTERS = st.tuples(st.sampled_from([one for one in FILTERS if one not in ("since", "until")]), VALUES)


@given(
    st.sampled_from(["", "oil", '"oil embargo" sank*']),
    st.lists(PLAIN_FILTERS, max_size=3).map(tuple),
    st.lists(st.tuples(st.sampled_from(["status", "kind-of"]), VALUES), max_size=2).map(tuple),
)
def test_what_a_query_says_of_itself_gives_it_again(
    words: str, filters: tuple[tuple[str, str], ...], attributes: tuple[tuple[str, str], ...]
) -> None:
    query = Query(words, filters, attributes)
    assert parsed(str(query)) == query


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood_or_explained(typed: str) -> None:
    with suppress(Problem):
        assert parsed(typed).asks_for_anything == bool(typed.strip())
