"""Whole folders and archives, and hostile files: each is read or refused by itself, the rest goes on."""

import io
import os
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.article import Draft, Rejection
from annotator.domain.import_options import NONE, ImportOptions
from annotator.domain.problems import Cancelled, Progress
from annotator.reading import archives
from annotator.reading.batch import Batch
from annotator.reading.messages import Job
from annotator.reading.workers.pool import Crew
from tests.documents import HEADLINE, PARAGRAPHS, archive, docx, page, paragraph, pdf

pytest.importorskip("trafilatura")
pytest.importorskip("mammoth")
pytest.importorskip("pypdf")

STORY = "\n\n".join((HEADLINE, *PARAGRAPHS)).encode()


def put(folder: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix("").with_name(path.name.replace("_", ".")).write_bytes(data)
    return folder


def read(*paths: Path, scratch: Path | None = None) -> dict[str, Draft | str]:
    """By the name it is shown under: the draft, or why there is none."""
    with Batch(paths, scratch) as batch:
        return {
            (one.source.name if isinstance(one, Draft) else one.file): (
                one if isinstance(one, Draft) else one.reason
            )
            for _, one in batch.read(lambda _: NONE, Progress())
        }


def test_a_folder_of_everything_is_read_in_its_order(tmp_path: Path) -> None:
    put(
        tmp_path,
        a_docx=docx("".join(map(paragraph, (HEADLINE, *PARAGRAPHS)))),
        b_html=page().encode(),
        c_txt=STORY,
        d_pdf=pdf([(HEADLINE, "MOSCOW, November 1 (RIA Novosti) - No new limits.")]),
        e_zip=archive({"in/f.txt": STORY + b" More.", "g.html": page(title="Other").encode()}),
        z__h_csv=b"title,text\nHerring,Fish.\n",
        i_png=b"\x89PNG",
        j_doc=b"\xd0\xcf\x11\xe0",
    )
    found = read(tmp_path)
    assert list(found) == [
        "a.docx",
        "b.html",
        "c.txt",
        "d.pdf",
        "e.zip/g.html",
        "e.zip/in/f.txt",
        "j.doc",
        "z/h.csv",
    ]
    assert all(isinstance(one, Draft) for name, one in found.items() if name != "j.doc")
    assert found["j.doc"] == "documents of this kind are not read; save it as .docx"


def test_what_no_reader_knows_is_counted(tmp_path: Path) -> None:
    put(tmp_path, a_txt=STORY, b_png=b"", c_png=b"", d_mp4=b"")
    with Batch([tmp_path]) as batch:
        list(batch.read(lambda _: NONE, Progress()))
        assert batch.passed_over == {".png": 2, ".mp4": 1}


def test_pictures_and_frames_saved_beside_a_page_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, Story_html=page().encode())
    (tmp_path / "Story_files").mkdir()
    (tmp_path / "Story_files" / "frame.html").write_bytes(page(title="Advertisement").encode())
    assert list(read(tmp_path)) == ["Story.html"]


def test_a_page_or_pdf_is_one_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, a_txt=page().encode(), b_txt=pdf([(HEADLINE,)]))
    found = read(tmp_path)
    assert [one.text.split("\n")[0] for one in found.values() if isinstance(one, Draft)] == [HEADLINE] * 2


class TestArchives:
    def test_names_that_lead_out_are_refused_and_devices_renamed(self, tmp_path: Path) -> None:
        parts = {"../out.txt": STORY, "/abs.txt": STORY, "C:\\x.txt": STORY, "a\\..\\..\\y.txt": STORY}
        folder, work = tmp_path / "in", tmp_path / "work"
        folder.mkdir()
        work.mkdir()
        (folder / "a.zip").write_bytes(archive(parts | {"CON.txt": STORY, "ok?.txt": STORY + b" More."}))
        found = read(folder / "a.zip", scratch=work)
        assert [name for name, one in found.items() if isinstance(one, Draft)] == [
            "a.zip/_CON.txt",
            "a.zip/ok_.txt",
        ]
        reasons = [one for one in found.values() if isinstance(one, str)]
        assert reasons == ["its name leads out of the archive"] * 4
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in", "work"]

    def test_bombs_are_refused_and_the_rest_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(archive({"bomb.txt": bytes(20 * 1024**2), "fish.txt": STORY}))
        found = read(tmp_path / "a.zip")
        assert isinstance(found["a.zip/fish.txt"], Draft)
        assert "as only a bomb does" in str(found["a.zip/bomb.txt"])

    def test_no_more_is_unpacked_than_the_limit(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archives, "LARGEST", 3 * 1024**2)
        parts = {f"{number}.txt": os.urandom(1024**2).hex().encode()[: 1024**2] for number in range(5)}
        (tmp_path / "a.zip").write_bytes(archive(parts))
        found = read(tmp_path / "a.zip")
        assert "the rest is left" in str(found["a.zip"])
        assert len(found) < 5

    def test_archives_within_archives_end_somewhere(self, tmp_path: Path) -> None:
        data = archive({"fish.txt": STORY})
        for level in range(5):
            data = archive({f"{level}.zip": data})
        (tmp_path / "a.zip").write_bytes(data)
        assert list(read(tmp_path / "a.zip").values()) == ["it lies too deep within archives"]

    def test_a_password_is_named(self, tmp_path: Path) -> None:
        data = bytearray(archive({"fish.txt": STORY}))
        for at in (data.find(b"PK\x01\x02") + 8, 6):
            data[at] |= 1  # The bit that says "encrypted", in both headers.
        (tmp_path / "a.zip").write_bytes(data)
        assert read(tmp_path / "a.zip") == {"a.zip/fish.txt": "it is protected by a password"}

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"no archive"])
    def test_damaged_ones_are_refused(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.zip").write_bytes(data)
        (reason,) = read(tmp_path / "a.zip").values()
        assert "no zip archive" in str(reason)

    def test_brat_lines_in_an_archive_find_their_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(archive({"a.txt": b"Oslo met.", "a.ann": b"T1\tactor 0 4\tOslo\n"}))
        (found,) = read(tmp_path / "a.zip").values()
        assert isinstance(found, Draft)
        assert found.layer is not None
        assert len(found.layer.annotations) == 1


class TestHostileFiles:
    """What a parser does to its process is done to a process of its own."""

    @pytest.fixture
    def quick(self) -> Iterator[Crew]:
        with Crew(1, seconds=3) as made:
            yield made

    def ask(self, made: Crew, path: Path) -> list[Draft | Rejection]:
        return made.read(Job(path, path.name, NONE)).result()

    def test_deeply_nested_pages_do_no_harm(self, quick: Crew, tmp_path: Path) -> None:
        put(tmp_path, a_html=b"<html><body>" + b"<div>" * 200_000 + b"x", b_html=page().encode())
        self.ask(quick, tmp_path / "a.html")
        (found,) = self.ask(quick, tmp_path / "b.html")
        assert isinstance(found, Draft)

    def test_a_parser_that_breaks_off_is_named_and_the_next_file_is_read(
        self, quick: Crew, tmp_path: Path
    ) -> None:
        # A number of pages that nothing can hold.
        wrong = pdf([(HEADLINE,)]).replace(b"/Length ", b"/Length 99999999999999999999")
        put(tmp_path, a_pdf=wrong, b_pdf=pdf([(HEADLINE,)]))
        self.ask(quick, tmp_path / "a.pdf")
        (found,) = self.ask(quick, tmp_path / "b.pdf")
        assert isinstance(found, Draft)

    def test_too_long_is_given_up(self, tmp_path: Path) -> None:
        put(tmp_path, a_pdf=b"")
        with Crew(1) as made:
            # A child that stands still answers as one that reads for ever. It alone is waited for so shortly: how long
            # a child takes to start depends on what else the machine does.
            self.ask(made, tmp_path / "a.pdf")
            os.kill(made._all[0]._process.pid, signal.SIGSTOP)
            usual, made._seconds = made._seconds, 1
            (found,) = self.ask(made, tmp_path / "a.pdf")
            assert str(found) == "a.pdf: reading it took longer than 1 seconds and was given up"
            made._seconds = usual
            put(tmp_path, b_html=page().encode())
            (found,) = self.ask(made, tmp_path / "b.html")
            assert isinstance(found, Draft)

    def test_too_much_memory_is_refused(self, tmp_path: Path) -> None:
        """A stream of a few kilobytes that unpacks to gigabytes; pypdf has limits, ours holds without them."""
        packed = zlib.compress(bytes(64 * 1024**2), 9)
        content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        bomb = pdf([(HEADLINE,)])
        begin, end = bomb.index(b"<< /Length"), bomb.index(b"endstream") + len(b"endstream")
        put(tmp_path, a_pdf=bomb[:begin] + content + bomb[end:], b_pdf=pdf([(HEADLINE,)]))
        with Crew(1) as made:
            (found,) = self.ask(made, tmp_path / "a.pdf")
            assert isinstance(found, Rejection)
            (found,) = self.ask(made, tmp_path / "b.pdf")
            assert isinstance(found, Draft)

    def test_a_page_that_asks_for_pictures_and_scripts_gets_none(self, tmp_path: Path) -> None:
        """The child would refuse; what is more, nobody asks."""
        put(tmp_path, a_html=page().encode())
        assert isinstance(read(tmp_path)["a.html"], Draft)


class TestProgress:
    class Stopping(Progress):
        def __init__(self, after: int) -> None:
            self.steps, self.after = 0, after

        def step(self, done: int, total: int) -> None:
            self.steps += 1
            assert 0 <= done <= total
            if self.steps > self.after:
                raise Cancelled

    @pytest.mark.parametrize("after", [0, 3, 8])
    def test_cancelling_leaves_no_process_and_no_file(self, tmp_path: Path, after: int) -> None:
        folder, work = tmp_path / "in", tmp_path / "work"
        folder.mkdir()
        work.mkdir()
        for number in range(10):
            (folder / f"{number}.html").write_bytes(page(title=f"Herring {number}").encode())
        (folder / "0.zip").write_bytes(archive({f"{number}.txt": STORY for number in range(3)}))
        with pytest.raises(Cancelled), Batch([folder], work) as batch:
            list(batch.read(lambda _: NONE, self.Stopping(after)))
        assert list(work.iterdir()) == []
        assert all(one._process.poll() is not None for one in batch._crew._all)

    def test_a_file_can_be_read_again_with_other_directions(self, tmp_path: Path) -> None:
        words = "Министерство рыболовства не согласится на новые ограничения."
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as opened:
            opened.writestr("a.txt", words.encode("koi8-r"))
        (tmp_path / "a.zip").write_bytes(data.getvalue())
        with Batch([tmp_path]) as batch:
            ((origin, first),) = batch.read(lambda _: ImportOptions(encoding="cp1251"), Progress())
            assert isinstance(first, Draft)
            assert first.text != words
            (again,) = batch.again(origin, ImportOptions(encoding="koi8-r"), Progress())
            assert isinstance(again, Draft)
            assert again.text == words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_memory_of_a_child_is_limited() -> None:
    asked = "from annotator.reading.confinement import confine; confine(); bytearray(3 * 1024**3)"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr
