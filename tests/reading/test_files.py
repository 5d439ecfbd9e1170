"""Files and folders: which are read, by what, and what is said of those that are not."""

from pathlib import Path

import pytest

from annotator.domain.article import Draft, Rejection
from annotator.domain.problems import Problem
from annotator.reading import readers
from annotator.reading.files import read_file
from annotator.reading.folders import find_files
from annotator.reading.readers import READERS, reader_for
from annotator.reading.story import read_text

STORY = "Herring talks open\r\n\r\nOSLO, May 4 (AP) - Envoys met.\r\n"


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("a.jsonl", "JSONL"),
        ("a.NDJSON", "JSONL"),
        ("a.txt", "text"),
        ("a", "text"),
        ("a.md", None),
        ("a.png", None),
    ],
)
def test_the_suffix_chooses_the_reader(name: str, reader: str | None) -> None:
    found = reader_for(Path(name))
    assert reader == (found.name if found else None)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_reader_says_what_it_reads_and_loses(reader: readers.Reader) -> None:
    assert reader.reads.endswith(".")
    assert reader.loses.endswith(".")


def test_a_text_is_decoded_normalised_and_recognised() -> None:
    (found,) = read_text("a.txt", STORY.encode("utf-16"))
    assert found.text == "Herring talks open\n\nOSLO, May 4 (AP) - Envoys met."
    assert (found.original, found.source.encoding) == (STORY.encode("utf-16"), "utf-16-le")
    assert (found.metadata.headline, found.metadata.place) == ("Herring talks open", "Oslo")
    assert found.changes == {"line ends": 3}


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", "\ufeff \n".encode()])
def test_an_empty_text_is_a_problem(data: bytes) -> None:
    with pytest.raises(Problem, match="holds no text"):
        list(read_text("a.txt", data))


def test_json_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "one\u2028two"}\n\n{"text": "three"}'.encode())
    assert [(found.line, found.text) for found in read_file(path, "a.jsonl")] == [
        (1, "one\ntwo"),
        (3, "three"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "holds no text"),
        ("a.txt", b"%PDF-1.7", "PDF"),
        ("a.md", b"# Title", "no reader knows the suffix .md; known are .jsonl, "),
        ("a.jsonl", b'{"text": "%s"}' % (b"x" * 101), "longer"),
    ],
)
def test_a_file_is_rejected_with_a_reason(tmp_path, monkeypatch, name: str, data: bytes, reason: str) -> None:
    monkeypatch.setattr(readers, "LONGEST", 100)
    (tmp_path / name).write_bytes(data)
    (found,) = read_file(tmp_path / name, f"shown/{name}")
    assert isinstance(found, Rejection)
    assert reason in found.reason
    assert (found.file, found.line) == (f"shown/{name}", None)


@pytest.mark.parametrize(("name", "limit"), [("a.txt", 64), ("a.html", 64), ("a.pdf", 256), ("a.docx", 256)])
def test_a_file_beyond_the_limit_is_rejected(tmp_path: Path, name: str, limit: int) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(2 * 1024**3)  # Nothing of it lies on the disk.
    (found,) = read_file(tmp_path / name, name)
    assert isinstance(found, Rejection)
    assert f"it is larger than {limit} MB" in found.reason


def test_a_file_that_is_gone_is_rejected(tmp_path: Path) -> None:
    (found,) = read_file(tmp_path / "gone.txt", "gone.txt")
    assert str(found) == "gone.txt: it cannot be read (No such file or directory)"


def test_a_readable_file_gives_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY.encode())
    (found,) = read_file(tmp_path / "a.txt", "a.txt")
    assert isinstance(found, Draft)


def test_folders_are_searched_by_name_for_what_readers_know(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a/z.jsonl",
        "a/B.txt",
        "README.md",
        ".hidden.txt",
        ".git/c.txt",
        "p.annotator",
        "story",
        "c/d/e.text",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["b.txt", "story", "a/B.txt", "a/z.jsonl", "c/d/e.text"]


def test_a_file_that_was_named_is_passed_on_whatever_it_is(tmp_path: Path) -> None:
    paths = [tmp_path / "notes.md", tmp_path / "gone.txt"]
    assert paths == list(find_files(paths))
