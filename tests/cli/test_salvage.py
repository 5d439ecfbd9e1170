"""`annotator salvage` as a script sees it."""

from pathlib import Path

from annotator.project.project import Project
from tests.cli.conftest import Run
from tests.making import STORY, article_id


def hurt(path: Path) -> None:
    """One letter of the story is another one on the disk."""
    data = path.read_bytes()
    at = data.rindex(b"he would sign")
    path.write_bytes(data[:at] + b"H" + data[at + 1 :])


def test_of_a_whole_project_all_is_saved(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("salvage", path, tmp_path / "new.annotator")
    assert done.code == 0
    assert "has 2 articles and" in done.out
    assert "Nothing is lost." in done.out
    assert run("check", tmp_path / "new.annotator").code == 0


def test_what_is_lost_is_told_by_article_and_the_rest_can_be_exported(
    run: Run, path: Path, tmp_path: Path
) -> None:
    hurt(path)
    done = run("salvage", path, tmp_path / "new.annotator")
    assert done.code == 1
    lost = f"“Talks open in Oslo” ({article_id(STORY)[:12]}): its text is lost, and with it 2 annotations of anna.\n"
    assert lost in done.out
    assert "This installation has a new identity" in done.out
    checked = run("check", tmp_path / "new.annotator")
    assert checked.code == 0
    assert "are not here" in checked.out
    assert run("articles", tmp_path / "new.annotator").out.count("Another story") == 1


def test_a_program_reads_what_is_lost(run: Run, path: Path, tmp_path: Path) -> None:
    hurt(path)
    told = run("salvage", path, tmp_path / "new.annotator", "--json").json
    assert told["articles"] == 1
    (lost,) = told["lost"]
    assert (lost["article"], lost["text"]) == (article_id(STORY), True)
    assert lost["current"] == [{"layer": "anna", "kind": "annotation", "count": 2}]


def test_the_way_out_is_named_where_a_damaged_project_is_used(run: Run, path: Path, tmp_path: Path) -> None:
    hurt(path)
    for words in (
        ("show", path, article_id(STORY)[:12]),
        ("share", path, tmp_path / "anna.exchange"),
        ("export", path, tmp_path / "data.jsonl", "--layer", "anna"),
        ("backup", path, tmp_path / "copy.annotator"),
        ("submit", path, article_id(STORY)[:12]),
    ):
        done = run(*words)
        assert (done.code, "annotator salvage" in done.err) == (1, True), words


def test_mending_tells_what_it_did(run: Run, path: Path) -> None:
    with Project.open(path, "anna") as project:
        project.store.connection.execute("DELETE FROM head")
    done = run("check", path, "--mend")
    assert done.code == 0
    assert "were rebuilt" in done.out
