"""Columns as others write them, and files that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Draft, Rejection
from annotator.reading.conll import read_conll

DOC = "-DOCSTART- -X- O O\n\n"
FIRST_WAY = "EU NNP I-NP I-ORG\nUN NNP I-NP B-ORG\nrejects VBZ I-VP O\nUS X X I-MISC\nUK X X I-ORG\n"


def read(data: str | bytes, longest: int = 1000) -> list[Draft | Rejection]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_conll("a.conll", raw.splitlines(keepends=True), longest))


def spans(data: str) -> list[tuple[str, str]]:
    (draft,) = read(data)
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    return [(draft.text[a["start"] : a["end"]], a["label"]) for a in draft.layer.annotations]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (FIRST_WAY, [("EU", "ORG"), ("UN", "ORG"), ("US", "MISC"), ("UK", "ORG")]),
        ("a B-x\nb I-x\nc B-x\n", [("a b", "x"), ("c", "x")]),
        ("a B-x\nb E-x\nc S-x\nd I-x\n", [("a b", "x"), ("c", "x"), ("d", "x")]),
        ("a U-x-y\nb B-x-y\nc L-x-y\n", [("a", "x-y"), ("b c", "x-y")]),
        ("a\tI-x\n\nb\tI-x\n", [("a", "x"), ("b", "x")]),
        ("a O\n", []),
    ],
)
def test_three_spellings_of_tags(lines: str, expected: list[tuple[str, str]]) -> None:
    assert spans(lines) == expected


def test_words_are_joined_by_a_space_and_sentences_by_a_line_end() -> None:
    first, second = read(f"{DOC}Kim O\nleft O\n\n\nHe O\n\n-DOCSTART-\tO\n\n{DOC}Iran B-x\n")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.text, first.line) == ("Kim left\nHe", 1)
    assert (second.text, second.line) == ("Iran", 11)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"a O\n\xff O\n", 2, "UTF-8"),
        (b"a O\nalone\n", 2, "one column"),
        (b"a NN\n", 1, "'NN' is no tag"),
        (b"a B-\n", 1, "'B-' is no tag"),
        (b"a O-x\n", 1, "'O-x' is no tag"),
        (b"a BI-x\n", 1, "'BI-x' is no tag"),
        (b"a -x\n", 1, "'-x' is no tag"),
        (b"a O\n" * 300, 251, "longer"),
    ],
)
def test_a_fault_rejects_its_article_and_no_other(data: bytes, line: int, reason: str) -> None:
    fault, good = read(data + b"x O\n-DOCSTART- O\n\ny O\n")
    assert isinstance(fault, Rejection)
    assert fault.line == line
    assert reason in fault.reason
    assert isinstance(good, Draft)


@pytest.mark.parametrize("data", ["", "\n\n", DOC, DOC * 3])
def test_a_file_without_words_holds_no_articles(data: str) -> None:
    assert read(data) == []


@given(
    st.lists(
        st.sampled_from(
            [b"a", b" ", b"\t", b"\n", b"B-x", b"I-x", b"O", b"-DOCSTART-", b"\xff", b"\x00", b"\r"]
        )
    )
)
def test_no_bytes_are_too_much(pieces: list[bytes]) -> None:
    for found in read(b"".join(pieces)):
        assert isinstance(found, Draft | Rejection)
