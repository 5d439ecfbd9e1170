"""What import changes in a text, once, before it is frozen."""

from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.normalise import fingerprint, normalise


@pytest.mark.parametrize(
    ("raw", "text", "changes"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", {"line ends": 2}),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf", {"line ends": 5}),
        ("\ufeffa", "a", {"byte order mark": 1}),
        ("a\ufeffb", "a\ufeffb", {}),
        ("a\x00b\x1fc\x7fd\x9fe", "a b c d e", {"control characters": 4}),
        ("a\ufdd0b\uffffc", "a b c", {"control characters": 2}),
        ("a\ud800b", "a\ufffdb", {"lone surrogates": 1}),
        ("\n\r\n a \n\n", " a ", {"line ends": 1}),
        ("a\tb\xa0c\u200bd", "a\tb\xa0c\u200bd", {}),
        ("e\u0301 ﬁ Å", "e\u0301 ﬁ Å", {}),
        ("", "", {}),
    ],
)
def test_only_what_cannot_be_carried_is_changed_and_counted(
    raw: str, text: str, changes: dict[str, int]
) -> None:
    done = normalise(raw)
    assert (text, changes) == (done.text, done.changes)


HARD = st.text(st.sampled_from("a \n\r\t\ufeff\u2028\x00\x85\ud800\udc00\uffff\xa0🐟") | st.characters())


@given(HARD)
@example("\ufeff\ufeffa")
@example("\n\ufeffa")
@example("\ufeff\n\ufeff")
def test_a_normalised_text_is_left_as_it_is(raw: str) -> None:
    """An article's id is its text's hash: what was exported must come in again under the same id."""
    text = normalise(raw).text
    assert text == normalise(text).text
    assert not normalise(text).changes


@given(HARD)
def test_a_normalised_text_can_be_stored_and_shown(raw: str) -> None:
    text = normalise(raw).text
    assert text.encode().decode() == text
    assert not set(text) & set("\x00\r\x0b\x0c\x85\u2028\u2029\ufffe\uffff")


def test_the_fingerprint_is_the_sha256_of_the_utf8() -> None:
    assert sha256("제재 🐟".encode()).hexdigest() == fingerprint("제재 🐟")
