"""Folders of brat: what others annotated in it, and what is no such folder."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Draft, Rejection
from annotator.project import importing
from annotator.reading.brat import read_brat
from annotator.reading.files import read_file
from annotator.reading.folders import find_files

TEXT = "Lavrov 🇷🇺 said\nsanctions on  gas would be eased."


def read(*lines: str, text: str = TEXT) -> Any:
    (found,) = read_brat("a.ann", "\n".join(lines).encode(), text.encode())
    return found


def annotations(*lines: str, text: str = TEXT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(*lines, text=text).layer.annotations
    return found


def test_spans_relations_and_attributes_are_read() -> None:
    first, second = annotations(
        "T1\tActor 0 6\tLavrov",
        "T2\tSanction 15 24\tsanctions",
        "R1\tSpeaker Arg1:T2 Arg2:T1\t",
        "A1\tStatus T2 threatened",
        "M2\tNegation T2",
        "N1\tReference T1 Wikidata:Q58217\tLavrov",
        "*\tEquiv T1 T2",
        "#1\tAnnotatorNotes T1\tthe minister",
        "",
    )
    assert first == {"id": first["id"], "start": 0, "end": 6, "label": "Actor"}
    assert (second["start"], second["end"], second["links"]) == (
        15,
        24,
        [{"type": "Speaker", "to": first["id"]}],
    )
    assert second["attributes"] == {"Status": "threatened", "Negation": "true"}


def test_the_trigger_of_an_event_stands_for_it() -> None:
    first, second = annotations(
        "T1\tSay 10 14\tsaid",
        "T2\tActor 0 6\tLavrov",
        "E1\tSay:T1 Who:T2",
        "A1\tTense E1 past",
        "R1\tBy Arg1:T2 Arg2:E1",
    )
    assert first["attributes"] == {"Tense": "past"}
    assert second["links"] == [{"type": "By", "to": first["id"]}]


def test_ids_of_two_files_are_never_the_same() -> None:
    marked = [annotations("T1\tX 0 1", text=text)[0]["id"] for text in ("a b", "a c", "a b")]
    assert marked[0] == marked[2] != marked[1]


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("T1\tX 10 14;15 24\tsaid sanctions", (10, 24)),
        ("T1\tX 10 24\tsaid sanctions", (10, 24)),
        ("T1\tX 25 27;29 32\ton gas", (25, 32)),
        ("T1\tX 10 14\tsaid\tand a comment", (10, 14)),
        ("T1\tX 10 14", (10, 14)),
    ],
)
def test_parts_with_white_space_between_them_are_one_span(line: str, span: tuple[int, int]) -> None:
    (one,) = annotations(line)
    assert (one["start"], one["end"]) == span


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["T1\tX 0 6;25 27\tLavrov on"], "T1 (X) is in parts with more than white space between them"),
        (["T1\tX 15 24;10 14\tsanctions said"], "is in parts with"),
        (["T1\tX 0 6\tLavrow"], "the text of T1 is not what stands at 0 to 6: 'Lavrov'"),
        (["T1\tX 0 99"], "annotation 1 (X) ends at 99, but the text has 48 characters"),
        (["T1\tX 6 6"], "annotation 1 (X) is empty"),
        (["T1\tX 0 6", "T1\tX 0 6"], "T1 occurs twice"),
        (["T1 X 0 6"], "it is no line of brat: 'T1 X 0 6'"),
        (["T1\tX -1 6"], "it is no line of brat"),
        (["T1\tX 0 6", "A1\tk T2 v"], "there is no annotation T2"),
        (["T1\tX 0 6", "R1\tk Arg1:T1 Arg2:T9"], "there is no annotation T9"),
        (["hello"], "it is no line of brat: 'hello'"),
    ],
)
def test_what_is_no_annotation_of_the_text_is_rejected(lines: list[str], reason: str) -> None:
    found = read(*lines)
    assert isinstance(found, Rejection)
    assert reason in found.reason


def test_the_line_at_fault_is_named() -> None:
    assert (read("T1\tX 0 6", "", "T2\tX").line, read("T1\tX 0 99").line) == (3, None)


def test_lines_in_another_encoding_are_rejected() -> None:
    (found,) = read_brat("a.ann", "T1\tX 0 1\té".encode("cp1252"), TEXT.encode())
    assert "its lines are not in UTF-8" in str(found)


def test_offsets_move_with_line_ends_and_a_byte_order_mark() -> None:
    """brat counts both, as Python does."""
    found = read("T1\tX 5 8\tsay", text="\ufeffAA\r\nsay so\r\n")
    (one,) = found.layer.annotations
    assert found.text[one["start"] : one["end"]] == "say"


def test_an_empty_file_is_a_text_that_nobody_opened() -> None:
    found = read("")
    assert (found.text, found.layer) == (TEXT, None)


def test_a_folder_is_read_as_pairs(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "a.ann",
        "b.txt",
        "annotation.conf",
        "visual.conf",
        "sub/a.ann",
        "sub/a.b.txt",
        "sub/a.b.ann",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT if path.suffix == ".txt" else "", "utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a.ann", "b.txt", "sub/a.ann", "sub/a.b.ann"]
    (lonely,) = read_file(tmp_path / "sub/a.ann", "sub/a.ann")
    assert str(lonely) == "sub/a.ann: its text, a.txt, is not beside it"


def test_companions_of_a_dataset_are_passed_over_in_folders_only(tmp_path: Path) -> None:
    for name in (
        "labels.json",
        "LABELS.JSON",
        "lost.jsonl",
        "trace.jsonl",
        "manifest.json",
        "relations.json",
        "a.json",
    ):
        (tmp_path / name).write_bytes(b'{"text": "words"}')
    assert list(find_files([tmp_path])) == [tmp_path / "a.json"]
    assert [type(one) for one in importing.read([tmp_path / "labels.json"])] == [Draft]


LINE = st.one_of(
    st.text("TRAEMN#*1 2;\t:x{}\"", max_size=30),
    st.builds(
        "{}{}\t{} {} {}\t{}".format,
        st.sampled_from("TRAEM#"), st.integers(0, 3), st.sampled_from(["X", "unsure", "AnnotatorNotes"]),
        st.sampled_from(["0", "T1", "T2", "Arg1:T1", "E1", "10 14;15"]), st.sampled_from(["6", "v", "Arg2:T2", ""]),
        st.sampled_from(["Lavrov", "", '{"names": {"X": 3}}', '{"span": [0, 9], "attributes": {"a": []}}']),
    ),
)  # fmt: skip


@given(st.lists(LINE, max_size=8))
def test_whatever_the_lines_are_nothing_is_raised(lines: list[str]) -> None:
    assert isinstance(read(*lines), Draft | Rejection)
