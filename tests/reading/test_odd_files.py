"""Odd files and folders: each is that file's rejection with a reason, and whatever lies beside it comes in."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import orjson
import pytest

from annotator.domain.article import Draft, Rejection
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Progress
from annotator.reading import archives
from annotator.reading.batch import Batch
from annotator.reading.files import read_file
from annotator.reading.mail import read_mail
from annotator.reading.readers import Reader, read_open
from tests.documents import HEADLINE, PARAGRAPHS, archive

STORY = "\n\n".join((HEADLINE, *PARAGRAPHS)).encode()
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="names and kinds of files that Windows has not")


def read(*paths: Path, scratch: Path | None = None) -> dict[str, Draft | str]:
    """By the name it is shown under: the draft, or why there is none."""
    with Batch(paths, scratch) as batch:
        return {
            one.source.name if isinstance(one, Draft) else one.file: (
                one if isinstance(one, Draft) else one.reason
            )
            for _, one in batch.read(lambda _: NONE, Progress())
        }


def one_of(path: Path) -> Draft | Rejection:
    (found,) = read_file(path, path.name)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good story, `z.txt`."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "z.txt").write_bytes(STORY)
    return made


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    made = socket.socket(socket.AF_UNIX)
    made.bind(str(path))
    made.close()


def make_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_link_to_system(path: Path) -> None:
    path.symlink_to("/proc/self/environ")


def make_loop(path: Path) -> None:
    path.symlink_to(path)


def make_link_to_nothing(path: Path) -> None:
    path.symlink_to("gone.txt")


ODD: list[tuple[Callable[[Path], None], str]] = [
    (make_pipe, "it is a pipe, not a file"),
    (make_socket, "it is a socket, not a file"),
    (make_link_to_device, "it is a device, not a file"),
    (make_link_to_system, "it is a part of the system, not a file"),
    (make_loop, "Too many levels of symbolic links"),
    (make_link_to_nothing, "No such file"),
]


@ON_POSIX
@pytest.mark.parametrize("suffix", [".txt", ".html", ".zip", ".csv", ".xmi", ".ann", ".jsonld"])
@pytest.mark.parametrize(("make", "why"), ODD, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_no_file_is_passed_over_with_a_reason(
    folder: Path, make: Callable[[Path], None], why: str, suffix: str
) -> None:
    if make is make_link_to_system and not Path("/proc/self/environ").exists():
        pytest.skip("this system has none")
    make(folder / f"a{suffix}")
    found = read(folder)
    assert why in str(found[f"a{suffix}"])
    assert isinstance(found["z.txt"], Draft)


@ON_POSIX
def test_what_is_no_file_is_refused_where_it_is_named_too(folder: Path) -> None:
    make_pipe(folder / "a.txt")
    assert "it is a pipe" in str(one_of(folder / "a.txt"))
    assert "it is a pipe" in str(read(folder / "a.txt", folder / "z.txt")["a.txt"])
    assert "it is a device" in str(read(Path("/dev/zero"))["zero"])


@ON_POSIX
def test_no_reader_waits_for_a_pipe_beside_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_bytes(b"T1\tactor 0 4\tOslo\n")
    make_pipe(tmp_path / "a.txt")
    assert "it is a pipe" in str(one_of(tmp_path / "a.ann"))
    digest = "0" * 64
    (tmp_path / "texts").mkdir()
    make_pipe(tmp_path / "texts" / f"{digest}.txt")
    page = {"items": [{"type": "Annotation", "target": {"source": f"urn:sha256:{digest}"}}]}
    (tmp_path / "b.jsonld").write_bytes(orjson.dumps(page))
    assert "it is a pipe" in str(one_of(tmp_path / "b.jsonld"))


@ON_POSIX
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        (b"a\nb.txt", "a\\nb.txt"),
        (b"\x1b[31mred.txt", "\\x1b[31mred.txt"),
        ("a\u202etxt.exe.txt".encode(), "a\\u202etxt.exe.txt"),
        ("a\u2028b.txt".encode(), "a\\u2028b.txt"),
    ],
)
def test_names_of_any_bytes_are_shown_written_out(folder: Path, name: bytes, shown: str) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(STORY + name.hex().encode())
    found = read(folder)
    assert sorted(found) == sorted([shown, "z.txt"])
    assert all(isinstance(one, Draft) for one in found.values())


@ON_POSIX
def test_a_reason_that_quotes_such_a_name_can_be_written(folder: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.ann"))
    path.write_bytes(b"T1\tactor 0 4\tOslo\n")
    assert orjson.loads(orjson.dumps(one_of(path)))["reason"] == "its text, caf\\xe9.txt, is not beside it"


def test_names_that_differ_by_case_are_two_files(folder: Path) -> None:
    (folder / "Z.txt").write_bytes(STORY + b" More.")
    assert len(read(folder)) == len(os.listdir(folder))


def test_folders_deeper_than_python_can_call_itself_are_searched(folder: Path) -> None:
    place, descriptor = folder, os.open(folder, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("d", dir_fd=descriptor)
        deeper = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor, place = deeper, place / "d"
    os.close(descriptor)
    (place / "a.txt").write_bytes(STORY + b" More.")
    found = read(folder)
    # Taken apart from above: what removes the folders of tests calls itself for each level.
    while (folder / "d" / "d").exists():
        (folder / "d" / "d").rename(folder / "e")
        (folder / "d").rmdir()
        (folder / "e").rename(folder / "d")
    assert len([one for one in found.values() if isinstance(one, Draft)]) == 2


def test_a_folder_that_cannot_be_looked_into_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:  # who runs the tests as root may look into any folder
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = read(folder)
    assert found["closed"] == "the folder cannot be read (Permission denied)"
    assert isinstance(found["z.txt"], Draft)


@pytest.mark.parametrize("path", ["x" * 300, "x/" * 3000, "a\0b.txt"])
def test_paths_that_no_system_has_are_refused(folder: Path, path: str) -> None:
    found = read(Path(path), folder)
    assert len(found) == 2
    assert isinstance(found["z.txt"], Draft)


class TestReaders:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("blank.csv", b"\n\n\n\n"),
            ("commas.csv", b",,\n,,\n"),
            ("spaces.tsv", b" \n \n"),
            ("deep.json", b"[" * 100_000),
            ("deep.jsonl", b'{"text": "a", "annotations": ' + b'{"a":' * 100_000),
            ("deep.jsonld", b'{"items": [' + b"[" * 900 + b"]" * 900 + b"]}"),
            ("half.json", b'{"text": "\\ud800"}'),
            ("nan.json", b'{"text": "a", "annotations": [{"start": NaN}]}'),
            ("year.json", b'{"text": "a", "published": "1%s-01-01"}' % (b"0" * 90)),
            (
                "big.json",
                b'{"text": "a", "annotations": [{"start": 1%s, "end": 2, "label": "b"}]}' % (b"0" * 5000),
            ),
            ("nul.txt", b"a\x00b\x00\x01"),
            ("nul.csv", b"text\n\x00\n"),
            ("doctype.xmi", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            ("encoding.xmi", b'<?xml version="1.0" encoding="punycode"?><a/>'),
            ("deep.xmi", b"<a>" * 100_000),
            ("deep.html", b"<html>" + b"<b>" * 100_000),
        ],
    )
    def test_what_makes_no_article_is_a_rejection(self, folder: Path, name: str, data: bytes) -> None:
        (folder / name).write_bytes(data)
        found = read(folder)
        assert isinstance(found[name], str)
        assert isinstance(found["z.txt"], Draft)

    @pytest.mark.parametrize("data", [b"," * 100_000, b",".join(b"a%d" % n for n in range(100_000))])
    def test_a_table_of_endless_columns_is_refused(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.csv").write_bytes(b"title,text\n" + data + b",x\n")
        assert "columns in a row" in str(one_of(tmp_path / "a.csv"))

    def test_of_endless_rejections_the_first_are_told_and_the_rest_counted(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(b"{}\n" * 10_050 + b'{"text": "Herring"}')
        found = list(read_file(tmp_path / "a.jsonl", "a.jsonl"))
        assert isinstance(found[-2], Draft)
        assert str(found[-1]) == "a.jsonl: 50 more of it were rejected"
        assert len(found) == 10_002

    def test_blank_lines_before_a_table_are_none_of_its_rows(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"\n\ntitle,text\n\nHerring,Fish.\n")
        found = one_of(tmp_path / "a.csv")
        assert isinstance(found, Draft)
        assert found.metadata.headline == "Herring"

    @pytest.mark.parametrize(
        "header",
        [
            b"Date: Mon, 1 Jan 1%s 00:00:00 +0000" % (b"0" * 90),
            b"Date: 99 Foo -1 99:99:99 +999999",
            b"Subject: =?utf-8?b?4p?= \xff\xfe =?",
            b'Content-Type: text/plain; charset="punycode"',
            b'Content-Type: text/plain; charset="\xff\xfe"',
            b"Content-Type: text/plain; charset*=utf-8''%ff",
            b"Content-Transfer-Encoding: base65",
        ],
    )
    def test_a_mail_with_a_header_that_cannot_be_read_comes_in_without_it(self, header: bytes) -> None:
        data = b"From: a@b.example\r\n" + header + b"\r\n\r\n" + STORY
        (found,) = read_mail("a.eml", data, NONE, lambda *_: iter(()))
        assert isinstance(found, Draft)
        orjson.dumps((found.metadata, found.source))

    def test_a_header_without_end_costs_no_more_than_a_long_one(self) -> None:
        header = b"Content-Type: text/plain; " + b"a=b; " * 200_000  # the square of that would be minutes
        (found,) = read_mail("a.eml", header + b"\r\n\r\n" + STORY, NONE, lambda *_: iter(()))
        assert isinstance(found, Draft)

    def test_a_text_of_halves_of_characters_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"title,text\nHerring,+2AA-\n")
        (found,) = read_file(tmp_path / "a.csv", "a.csv", ImportOptions(encoding="utf-7"))
        assert isinstance(found, Rejection)


class TestTheBoundary:
    @staticmethod
    def reader(*found: Draft, error: Exception) -> Reader:
        def read(_name: str, _file: BinaryIO, _directions: ImportOptions) -> Iterator[Draft | Rejection]:
            yield from found
            raise error

        return Reader("odd", (".odd",), "", "", read)

    def read(self, error: Exception, *found: Draft) -> list[Draft | Rejection]:
        return list(read_open(self.reader(*found, error=error), "a.odd", BytesIO(), NONE))

    @pytest.mark.parametrize(
        ("error", "why"),
        [
            (KeyError("b"), "its parser broke off (KeyError: 'b')"),
            (RecursionError("deep"), "it is nested too deep to be read"),
            (MemoryError(), "reading it needs more memory than there is for one file"),
            (OverflowError("too large"), "its parser broke off (OverflowError: too large)"),
        ],
    )
    def test_what_nobody_foresaw_is_a_rejection_and_in_the_log(
        self, error: Exception, why: str, broken_off: list[str]
    ) -> None:
        (found,) = self.read(error)
        assert str(found) == f"a.odd: {why}"
        assert broken_off == ["Reading a.odd broke off"]
        broken_off.clear()

    def test_what_came_before_stays(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").write_bytes(b'\n\n{"text": "Herring"}')
        (good,) = read_file(tmp_path / "a.jsonl", "a.jsonl")
        assert isinstance(good, Draft)
        (same, broken) = self.read(OSError(5, "Input/output error"), good)
        assert same == good
        assert str(broken) == "a.odd: after line 3 it cannot be read (Input/output error)"

    def test_what_cannot_be_kept_is_a_rejection_of_its_line_alone(self, tmp_path: Path) -> None:
        deep = b"[" * 300 + b"]" * 300
        line = (
            b'{"text": "Kim", "annotations": [{"start": 0, "end": 3, "label": "a", "attributes": {"b": %s}}]}'
        )
        (tmp_path / "a.jsonl").write_bytes(b'{"text": "a"}\n' + line % deep + b'\n{"text": "b"}')
        found = list(read_file(tmp_path / "a.jsonl", "a.jsonl"))
        assert [type(one) for one in found] == [Draft, Rejection, Draft]
        assert found[1].line == 2


class TestArchives:
    """Limits hold for an archive with all that is in it."""

    @staticmethod
    def nested(count: int, size: int) -> bytes:
        inner = {
            f"{number}.zip": archive({"a.txt": os.urandom(size // 2).hex().encode()})
            for number in range(count)
        }
        return archive(inner)

    def test_bytes_count_over_all_nested_ones(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "LARGEST", 10 * 1024**2)
        (folder / "a.zip").write_bytes(self.nested(12, 1024**2))
        found = read(folder)
        drafts = [name for name, one in found.items() if isinstance(one, Draft)]
        assert 1 < len(drafts) < 12
        assert any("with the archives in it, it is larger" in str(one) for one in found.values())
        assert "z.txt" in drafts

    def test_files_count_over_all_nested_ones(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "MOST_FILES", 20)
        (folder / "a.zip").write_bytes(self.nested(12, 100))
        found = read(folder)
        assert len([one for one in found.values() if isinstance(one, Draft)]) == 20 - 12 + 1

    def test_bombs_within_bombs_are_refused(self, folder: Path) -> None:
        bombs = {f"{number}.zip": archive({"0.txt": bytes(30 * 1024**2)}) for number in range(4)}
        (folder / "a.zip").write_bytes(archive(bombs))
        found = read(folder)
        assert [name for name, one in found.items() if isinstance(one, Draft)] == ["z.txt"]

    def test_files_that_lie_upon_one_another_are_refused(self, folder: Path) -> None:
        data = archive({"a.txt": STORY, "b.txt": STORY})
        at = data.rindex(b"PK\x01\x02")
        # The second file is said to begin where the first one does.
        (folder / "a.zip").write_bytes(data[: at + 42] + bytes(4) + data[at + 46 :])
        found = read(folder)
        assert found["a.zip"] == "its files lie upon one another, as only a bomb's do"
        assert isinstance(found["z.txt"], Draft)

    def test_a_full_disk_rejects_the_archive_and_what_was_unpacked_goes(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        work = tmp_path / "work"
        work.mkdir()
        copy = archives._copy

        def full(*given: object) -> bool:
            if len(list(work.rglob("*.txt"))) > 2:
                raise OSError(28, "No space left on device")
            return copy(*given)

        monkeypatch.setattr(archives, "_copy", full)
        (folder / "a.zip").write_bytes(archive({f"{number}.txt": STORY for number in range(5)}))
        with Batch([folder], work) as batch:
            found = [one for _, one in batch.read(lambda _: NONE, Progress())]
            assert list(work.iterdir()) == []
        assert [type(one) for one in found] == [Rejection, Draft]
        assert str(found[0]) == "a.zip: it cannot be unpacked (No space left on device)"
