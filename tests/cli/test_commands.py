"""Every command, in sentences and as JSON."""

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.comment import Anchor
from annotator.project import commenting, timing
from annotator.project.project import Project
from tests.cli.conftest import OTHER, Run
from tests.making import STORY, article_id, layer, one, tag

ANNA = ("--analyst", "anna")
ID = article_id(STORY)


def keys(values: Any) -> list[str]:
    return list(values)


def test_new_makes_a_project(run: Run, tmp_path: Path) -> None:
    done = run("new", tmp_path / "p", *ANNA)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"Made {tmp_path / 'p.annotator'} for anna, with the labels actor, claim, quote, sanction.\n"
    )
    assert (tmp_path / "p.annotator").is_file()


def test_new_takes_a_scheme(run: Run, tmp_path: Path) -> None:
    colours = 'light = {edge = "#000", fill = "#fff"}\ndark = {edge = "#fff", fill = "#000"}'
    (tmp_path / "my.toml").write_text(f'name = "mine"\n[[label]]\nname = "person"\n{colours}')
    done = run("new", tmp_path / "p.annotator", "--scheme", tmp_path / "my.toml", *ANNA, "--json")
    assert done.json == {
        "project": str(tmp_path / "p.annotator"),
        "analyst": "anna",
        "labels": ["person"],
    }


def test_import_reports_read_added_already_there_and_rejected(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"text": "Herring"}\n{\n' + orjson.dumps({"text": STORY}))
    done = run("import", path, tmp_path / "in.jsonl", *ANNA)
    assert done.code == 1
    assert done.out == (
        "Read 2 articles: 1 added, 1 already there; 0 annotations added to anna's layer; 1 rejected.\n"
    )
    assert done.err.startswith("Rejected in.jsonl, line 2: it is not valid JSON")
    assert done.err.count("\n") == 1


def test_import_as_json(run: Run, path: Path, tmp_path: Path) -> None:
    span = {"start": 0, "end": 7, "label": "actor"}
    (tmp_path / "in.jsonl").write_bytes(orjson.dumps({"text": "Herring", "annotations": [span]}))
    done = run("import", path, tmp_path / "in.jsonl", "--analyst", "ben", "--json")
    assert done.code == 0
    assert done.json == {
        "read": 1, "added": 1, "already_there": 0, "rejected": [], "annotations": 1, "analyst": "ben",
        "articles": [article_id("Herring")], "open_questions": [], "left_out": [], "passed_over": {},
        "duplicates": [], "near_duplicates": 0, "same_body": 0,
    }  # fmt: skip


def test_a_second_import_is_no_fault(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = run("import", path, tmp_path / "a.txt", *ANNA)
    assert done.code == 0
    assert "0 added, 1 already there" in done.out


def test_rejections_are_in_the_json_too(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"{")
    done = run("import", path, tmp_path / "in.jsonl", *ANNA, "--json")
    assert done.code == 1
    (rejected,) = done.json["rejected"]
    assert (rejected["file"], rejected["line"]) == ("in.jsonl", 1)


def test_articles_are_listed(run: Run, path: Path) -> None:
    done = run("articles", path, *ANNA)
    assert done.code == 0
    assert done.out.splitlines() == [
        f"{ID[:12]}  Talks open in Oslo  (source unknown; in progress, 2 annotations)",
        f"{article_id(OTHER)[:12]}  {OTHER}  (source unknown; new)",
    ]


def test_articles_as_json_have_the_keys_of_the_contract(run: Run, path: Path) -> None:
    found = run("articles", path, *ANNA, "--json").json
    assert keys(found) == ["articles"]
    assert found["articles"][0] == {
        "id": ID, "headline": "Talks open in Oslo", "agency": None, "place": None, "published": None,
        "date_evidence": None, "status": "in progress", "annotations": 2,
    }  # fmt: skip


def test_the_list_says_how_an_empty_project_is_filled(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "p.annotator", *ANNA)
    assert "`annotator import` brings them in" in run("articles", tmp_path / "p.annotator").out
    assert run("articles", tmp_path / "p.annotator", "--json").json == {"articles": []}


def test_an_article_is_withdrawn_and_put_back(run: Run, path: Path) -> None:
    assert "is out of lists and exports; its history stays" in run("withdraw", path, ID[:9], *ANNA).out
    assert len(run("articles", path, *ANNA, "--json").json["articles"]) == 1
    assert len(run("articles", path, "--withdrawn", "--json").json["articles"]) == 1
    done = run("withdraw", path, ID, "--undo", *ANNA, "--json")
    assert done.json == {"article": ID, "withdrawn": False}
    assert run("withdraw", path, ID, "--undo", *ANNA).code == 1


@pytest.mark.parametrize(("typed", "purged"), [("purge\n", True), ("yes\n", False), ("", False)])
def test_purge_asks_for_the_word(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, purged: bool
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    done = run("purge", path, ID, *ANNA)
    assert done.code == (0 if purged else 1)
    assert "This removes “Talks open in Oslo” for good. Type purge to go on:" in done.out + done.err
    assert ("the word was not given" in done.err) == (not purged)
    assert purged == (b"said Kim" not in path.read_bytes())


def test_purge_asks_nothing_when_told_so(run: Run, path: Path) -> None:
    done = run("purge", path, ID, "--yes", "--json")
    assert done.json == {"article": ID, "purged": True}
    assert run("show", path, ID).code == 1


def test_show_tells_all_of_an_article(run: Run, path: Path) -> None:
    done = run("show", path, ID[:8])
    assert done.code == 0
    for part in (
        STORY,
        f"id {ID}",
        "anna (in progress, 2 annotations)",
        "quote “We agree” (form=direct",
        "speaker→“Kim”",
    ):
        assert part in done.out
    assert "Nobody has annotated it yet." in run("show", path, article_id(OTHER)).out


def test_show_as_json_has_text_zones_metadata_layers_annotations_and_links(run: Run, path: Path) -> None:
    found = run("show", path, ID, "--json").json
    assert (found["id"], found["text"], found["headline"]) == (ID, STORY, "Talks open in Oslo")
    assert found["zones"] == [{"kind": "body", "start": 0, "end": len(STORY)}]
    (shown,) = found["layers"]
    assert (shown["layer"], shown["status"]) == ("anna", "in progress")
    assert found["annotations"] == [x | {"layer": "anna"} for x in shown["annotations"]]
    quote, kim = found["annotations"]
    assert quote["links"] == [{"type": "speaker", "to": kim["id"]}]
    assert STORY[kim["start"] : kim["end"]] == kim["text"] == "Kim"


def commented(path: Path) -> str:
    """Two threads: one of anna and ben about a quote, resolved; one about the article. Gives the first's id."""
    with Project.open(path, "anna") as project:
        commenting.add(project, 1, "@ben: verbatim?", Anchor.of(layer(project)[0].id, "anna"))
        (thread,) = commenting.threads_of(project, 1)
    with Project.open(path, "ben") as project:
        commenting.resolve(project, 1, thread.id, "yes")
        commenting.add(project, 1, "done?")
    return thread.id


def test_show_tells_what_was_said(run: Run, path: Path) -> None:
    commented(path)
    said = run("show", path, ID).out.split("\nOn ")
    assert [part.splitlines()[0] for part in said[1:]] == ["“We agree” (resolved)", "the article (open)"]
    assert "ben: resolved it – yes" in said[1]


def test_show_as_json_has_the_threads(run: Run, path: Path) -> None:
    uid = commented(path)
    first, second = run("show", path, ID, "--json").json["comments"]
    start = STORY.index("We agree")
    with Project.open(path, "anna", writing=False) as project:
        quote = layer(project)[0].id
    assert {name: first[name] for name in first if name != "comments"} == {
        "thread": uid, "on": {"annotation": quote, "layer": "anna", "start": start, "end": start + 8, "gone": False},
        "quoted": "We agree", "resolved": True, "participants": ["anna", "ben"], "mentions": ["ben"],
    }  # fmt: skip
    assert keys(first["comments"][0]) == ["id", "author", "made", "edited", "text", "resolves"]
    assert (second["on"], second["quoted"], second["resolved"]) == ({}, None, False)


def test_time_is_told_by_label(run: Run, path: Path) -> None:
    assert "No time was recorded yet." in run("time", path, *ANNA).out
    with Project.open(path, "anna") as project:
        project.active = 38_000
        tag(project, "Oslo", "actor")
    said = run("time", path, *ANNA).out.splitlines()
    assert said == [
        "actor: yours: 1 annotation, 38 s in all, median 38 s; all analysts: 1 annotation, median 38 s",
        timing.WHAT_IS_MEASURED,
    ]
    assert run("time", path, *ANNA, "--json").json == {
        "analyst": "anna",
        "mine": {"actor": {"annotations": 1, "total": 38_000, "median": 38_000}},
        "all_analysts": {"actor": {"annotations": 1, "median": 38_000}},
    }
    assert run("time", path, "--analyst", "ben", "--json").json["all_analysts"] == {}


def test_search_shows_hits_with_what_stands_around_them(run: Run, path: Path) -> None:
    done = run("search", path, "minister", "sign*", *ANNA)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1 article with minister sign*.")
    assert "The [minister] said he would" in done.out
    assert run("search", path, "nobody").out == "No article with nobody.\n"


def test_search_as_json(run: Run, path: Path) -> None:
    found = run("search", path, '"would sign"', "--json").json
    assert found["articles"] == 1
    (hit,) = found["results"][0]["hits"]
    assert STORY[hit["start"] : hit["end"]] == hit["text"] == "would sign"


def test_search_beside_an_open_window_reads_the_texts(run: Run, path: Path) -> None:
    with Project.open(path, "anna"):
        assert run("search", path, "minister", "--json").json["articles"] == 1


def test_export_writes_a_dataset(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("export", path, tmp_path / "out.jsonl", *ANNA)
    assert done.code == 0
    assert f"Wrote {tmp_path / 'out.jsonl'}: 1 article, 2 annotations, layer anna.\nSHA-256 " in done.out
    (line,) = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert orjson.loads(line)["id"] == ID


def test_export_as_json_says_what_was_written(run: Run, path: Path, tmp_path: Path) -> None:
    done = run("export", path, tmp_path / "out.jsonl", "--layer", "all", "--format", "jsonl", "--json")
    assert (done.json["articles"], done.json["annotations"], done.json["layers"]) == (1, 2, ["anna"])
    assert len(done.json["sha256"]) == 64


def test_an_export_is_imported_again_without_a_difference(run: Run, path: Path, tmp_path: Path) -> None:
    run("export", path, tmp_path / "one.jsonl", *ANNA)
    run("new", tmp_path / "q.annotator", *ANNA)
    assert run("import", tmp_path / "q.annotator", tmp_path / "one.jsonl", *ANNA).code == 0
    run("export", tmp_path / "q.annotator", tmp_path / "two.jsonl", *ANNA)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_history_tells_who_did_what(run: Run, path: Path) -> None:
    done = run("history", path, ID)
    assert done.code == 0
    assert "anna  tag actor: actor “Kim” added (anna) [hand]" in done.out
    events = run("history", path, ID, "--json").json["events"]
    assert [event["action"] for event in events] == ["import", "tag actor", "tag quote", "link speaker"]
    assert keys(events[0]) == ["when", "who", "action", "layer", "kind", "object", "what", "how"]


def test_check_says_that_a_project_is_whole(run: Run, path: Path) -> None:
    done = run("check", path)
    assert (done.code, done.err) == (0, "")
    assert "is whole: every hash is right" in done.out
    assert run("check", path, "--json").json == {
        "project": str(path),
        "faults": [],
        "mended": False,
        "gaps": [],
    }


def test_check_beside_an_open_window_works_on_a_snapshot(run: Run, path: Path) -> None:
    with Project.open(path, "anna"):
        assert run("check", path).code == 0
        assert run("check", path, "--mend").code == 1


def test_check_names_faults_and_mends_what_is_computed(run: Run, path: Path) -> None:
    with Project.open(path, "anna") as project:
        project.store.connection.execute("UPDATE layer_row SET annotations = 7")
    done = run("check", path)
    assert done.code == 1
    assert (
        done.err
        == f"{path}: table layer_row is not what the log gives; `annotator check --mend` rebuilds it.\n"
    )
    assert run("check", path, "--mend", "--json").json["mended"] is True
    assert run("check", path).code == 0


def test_a_backup_is_made_and_put_back(run: Run, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    assert run("backup", path, copy).out == f"{copy} is a verified copy of {path}.\n"
    assert run("backup", path, copy).code == 1
    run("purge", path, ID, "--yes")
    done = run("restore", copy, path)
    assert done.code == 0
    assert f"{path} is now as {copy} has it." in done.out
    assert f"What was there before is {tmp_path / 'news.before-restore-1.annotator'}." in done.out
    with Project.open(path, "anna") as project:
        assert len(layer(project)) == 2
        assert one(project, layer(project)[0].id).label == "quote"


def test_backup_and_restore_as_json(run: Run, path: Path, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.annotator", tmp_path / "new.annotator"
    assert run("backup", path, copy, "--json").json == {"backup": str(copy)}
    assert run("restore", copy, new, "--json").json == {"project": str(new), "set_aside": None}


def test_formats_are_listed_with_what_they_lose(run: Run) -> None:
    done = run("formats")
    assert done.code == 0
    assert "writes jsonl (.jsonl)" in done.out
    assert "Loses: " in done.out
    found = run("formats", "--json").json["formats"]
    assert {entry["direction"] for entry in found} == {"reads", "writes"}
    assert keys(found[0]) == ["name", "direction", "suffixes", "about", "keeps", "loses", "needs"]
