"""`annotator frames`: in sentences, as JSON and as a table."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.making import STORY, article_id

ANNA = ("--analyst", "anna")
ID = article_id(STORY)
LINE = f"{ID[:12]}  undated  quote “We agree” (speaker: Kim, kind: none, form: direct)\n"


def test_frames_of_the_project_and_of_an_article(run: Run, path: Path) -> None:
    for article in ((), (ID[:8],)):
        done = run("frames", path, *article, *ANNA)
        assert (done.code, done.out) == (0, LINE)


def test_frames_as_json(run: Run, path: Path) -> None:
    (frame,) = run("frames", path, *ANNA, "--json").json["frames"]
    assert list(frame) == [
        "article", "headline", "date", "label", "words", "slots", "within", "attributes", "annotation",
    ]  # fmt: skip


def test_frames_of_one_label(run: Run, path: Path) -> None:
    assert run("frames", path, "--label", "quote", *ANNA).out == LINE
    assert run("frames", path, "--label", "claim", *ANNA).out.startswith("There are no frames")
    wrong = run("frames", path, "--label", "actor", *ANNA)
    assert (wrong.code, wrong.err) == (
        1,
        "There is no label 'actor' that has links (there is: claim, quote, sanction). Name one of them.\n",
    )


def test_frames_as_a_table(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("frames", path, "--export", tmp_path / "f.csv", *ANNA)
    assert done.out.startswith(f"Wrote {tmp_path / 'f.csv'}.\nSHA-256 ")
    head, row = (tmp_path / "f.csv").read_text("utf-8").splitlines()
    assert head.startswith("article,headline,date,label,words,claimant,speaker,continues,sender,target,kind,")
    assert row.startswith(f"{ID},Talks open in Oslo,,quote,We agree,,Kim,")
