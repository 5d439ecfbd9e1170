"""Importing on the command line: what is said of the files beforehand, and a look that writes nothing."""

import os
import sys
from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Run
from tests.project.test_intake import AMBIGUOUS, BODY, DIGEST, RUSSIAN

ANNA = ("--analyst", "anna")


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    run("new", tmp_path / "new.annotator", *ANNA)
    return tmp_path / "new.annotator"


def count(run: Run, project: Path) -> int:
    return len(run("articles", project, *ANNA, "--json").json["articles"])


def test_a_look_shows_what_would_come_and_writes_nothing(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    before = project.read_bytes()
    done = run("import", project, tmp_path / "a.txt", "--look", *ANNA)
    assert done.code == 0
    assert done.out == (
        "a.txt (text, utf-8)\n"
        "    Quota talks open\n"
        "    XYZ, Oslo, either 2007-05-03T10:00:00 or 2007-03-05T10:00:00 (ambiguous: day and month could be either)\n"
        "    To look at: day and month of its date could be either.\n"
    )
    assert project.read_bytes() == before


def test_duplicates_are_told_before_and_after(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(BODY))
    (tmp_path / "b.txt").write_text("\n\n".join(BODY[1:]))
    assert run("import", project, tmp_path / "a.txt", *ANNA).code == 0
    headline = BODY[0].partition(" its meeting")[0]
    said = f"Near-duplicate of “{headline}” (100% of the shorter one shared)."
    assert f"    {said}\n" in run("import", project, tmp_path / "b.txt", "--look", *ANNA).out
    done = run("import", project, tmp_path / "b.txt", *ANNA)
    assert f"b.txt: {said}\n" in done.out
    ((group,),) = run("duplicates", project, *ANNA, "--json").json.values()
    assert len(group["articles"]) == 2


def test_dates_are_settled_for_all_by_one_word(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    assert run("import", project, tmp_path / "a.txt", "--first", "month", "--agency", "AP", *ANNA).code == 0
    (row,) = run("articles", project, *ANNA, "--json").json["articles"]
    assert (row["published"], row["agency"], row["date_evidence"]) == ("2007-03-05T10:00:00", "AP", "analyst")


def test_an_encoding_is_said(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8-r"))
    done = run("import", project, tmp_path / "a.txt", "--encoding", "koi8-r", *ANNA)
    assert (done.code, done.err) == (0, "")
    (row,) = run("articles", project, *ANNA, "--json").json["articles"]
    assert RUSSIAN.startswith(row["headline"][:40])
    done = run("import", project, tmp_path / "a.txt", "--encoding", "ascii", *ANNA)
    assert (done.code, done.err) == (
        1,
        "Rejected a.txt: the text is not in ascii: byte 0 has no meaning in it.\n",
    )
    done = run("import", project, tmp_path / "a.txt", "--encoding", "koi-9", *ANNA)
    assert "no encoding is called koi-9; common ones are utf-8, cp1251" in done.err


def test_a_digest_is_split(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(DIGEST)
    assert "3 added" in run("import", project, tmp_path / "d.txt", "--split", *ANNA).out


def test_columns_are_said(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a;b\nHerring;The talks were long.\n")
    done = run("import", project, tmp_path / "t.csv", "--column", "text=b", "--column", "headline=a", *ANNA)
    assert "1 added" in done.out
    wrong = run("import", project, tmp_path / "t.csv", "--column", "b", *ANNA)
    assert (wrong.code, wrong.err.startswith("--column b: say FIELD=HEADER")) == (1, True)


def test_the_report_is_kept(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"")
    run("import", project, tmp_path / "a.doc", "--report", tmp_path / "r.json", *ANNA)
    kept = orjson.loads((tmp_path / "r.json").read_bytes())
    assert kept["rejected"][0]["reason"] == "documents of this kind are not read; save it as .docx"
    assert count(run, project) == 0


def test_who_names_columns_names_that_of_the_texts_too(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,Body\nHerring,Talks were held in Oslo on Monday.\n")
    done = run("import", project, tmp_path / "a.csv", "--column", "headline=Title", *ANNA)
    assert done.code == 1
    assert "Say --column text=HEADER too" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="names and kinds of files that Windows has not")
def test_odd_files_are_told_and_the_story_beside_them_comes_in(
    run: Run, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Talks open in Oslo")
    (folder / "blank.csv").write_bytes(b"\n\n\n")
    os.mkfifo(folder / "pipe.txt")
    (folder / "z.txt").write_text(AMBIGUOUS)
    done = run("import", project, folder, *ANNA, "--json", "--report", tmp_path / "report.json")
    assert done.code == 1
    assert {one["file"]: one["reason"] for one in done.json["rejected"]} == {
        "blank.csv": "the table is empty",
        "pipe.txt": "it cannot be read (it is a pipe, not a file, and was passed over)",
    }
    assert orjson.loads((tmp_path / "report.json").read_bytes())["added"] == 2
    first = next(
        one for one in run("articles", project, *ANNA, "--json").json["articles"] if not one["place"]
    )
    assert run("show", project, first["id"], *ANNA, "--json").json["source"]["name"] == "caf\\xe9.txt"
    assert run("check", project).code == 0
