"""Other schools' edges and labels: marks inside, titles inside, one label for what is said."""

import pytest

from annotator.domain.annotation import Annotation, Link
from annotator.domain.dataset.conventions import (
    CONTENT,
    merge_contents,
    merged_scheme,
    with_marks,
    with_titles,
)
from annotator.domain.scheme import Scheme
from annotator.project.shipped import default_scheme
from tests.making import scheme_of, span_of


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return default_scheme()


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("He said “no” twice", "no", "“no”"),
        ('He said "no" twice', "no", '"no"'),
        ("Он сказал «нет»", "нет", "«нет»"),
        ("He said no twice", "no", "no"),
        ("“no", "no", "“no"),
        ("no”", "no", "no”"),
        ("``no''", "no", "``no''"),
        ("he said “‘no’ is no”", "‘no’ is no", "“‘no’ is no”"),
    ],
)
def test_quotation_marks_beside_a_quotation_are_taken_in(text: str, words: str, wanted: str) -> None:
    one = with_marks(text, Annotation("q", *span_of(text, words), "quote"), "quotation")
    assert text[one.start : one.end] == wanted


def test_marks_around_anything_else_stay_outside() -> None:
    one = Annotation("a", 1, 3, "actor")
    assert with_marks("“UN”", one, "name") is one


def test_a_name_is_widened_to_its_titles_but_never_narrowed() -> None:
    text, one = "Minister Kim spoke", Annotation("a", 9, 12, "actor")
    assert with_titles(text, one, "name", lambda *_: 0).span == (0, 12)
    assert with_titles(text, one, "name", lambda *_: 11) is one
    assert with_titles(text, one, "clause", lambda *_: 0) is one


def test_the_merged_scheme_has_one_label_with_the_slots_of_both(scheme: Scheme) -> None:
    merged = merged_scheme(scheme)
    assert [label.name for label in merged.labels] == ["actor", CONTENT, "sanction"]
    content = merged.label(CONTENT)
    assert content is not None
    assert {link.type for link in content.links} == {"claimant", "speaker", "continues"}
    assert {"polarity", "form", "kind", "cue"} <= {a.name for a in content.attributes}
    assert not any(a.required for a in content.attributes)


def test_a_scheme_with_nothing_to_merge_stays_as_it_is() -> None:
    scheme = scheme_of({"name": "person", "key": "1", "unit": "name"})
    assert merged_scheme(scheme) is scheme


CLAIM = Annotation("c", 5, 20, "claim", {"kind": "fact", "cue": "said"}, (Link("claimant", "k"),))
QUOTE = Annotation("q", 10, 25, "quote", {"kind": "threat", "form": "mixed"}, (Link("speaker", "k"),))
ACTOR = Annotation("k", 0, 3, "actor")
ALONE = Annotation("z", 30, 40, "quote", {"kind": "none"}, (Link("continues", "q"),))


def test_a_claim_and_the_quote_in_it_become_one_span(scheme: Scheme) -> None:
    merged, gone = merge_contents([ACTOR, CLAIM, QUOTE, ALONE], scheme)
    assert [(one.id, one.span, one.label) for one in merged] == [
        ("k", (0, 3), "actor"),
        ("c", (5, 25), CONTENT),
        ("z", (30, 40), CONTENT),
    ]
    assert gone == {"q": "c"}


def test_a_merged_span_has_what_its_parts_do_not_contradict(scheme: Scheme) -> None:
    merged, _ = merge_contents([ACTOR, CLAIM, QUOTE, ALONE], scheme)
    assert merged[1].attributes == {"cue": "said", "form": "mixed"}
    assert merged[1].links == (Link("claimant", "k"), Link("speaker", "k"))


def test_links_lead_to_what_their_target_went_into(scheme: Scheme) -> None:
    merged, _ = merge_contents([ACTOR, CLAIM, QUOTE, ALONE], scheme)
    assert merged[2].links == (Link("continues", "c"),)
