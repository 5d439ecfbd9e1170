"""Articles and annotated datasets in: what is new goes in once, what is bad is named, the rest is not lost."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.domain.annotation import Link
from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.project import annotating, articles, importing, maintenance, submitting, undoing
from annotator.project.import_report import Report
from annotator.project.project import Project
from tests.making import STORY, article_id, bring, draft_of, layer, project_with, reopened, span_of, words_of

KIM = span_of(STORY, "Kim")


def span(words: str, label: str = "actor", **rest: Any) -> dict[str, Any]:
    start, end = span_of(STORY, words)
    return {"start": start, "end": end, "label": label, **rest}


def line(*annotations: dict[str, Any], **rest: Any) -> bytes:
    return orjson.dumps({"text": STORY, "annotations": list(annotations), **rest})


def imported(project: Project, folder: Path, *lines: bytes) -> Report:
    """What becomes of a JSONL file of these lines."""
    path = folder / "in.jsonl"
    path.write_bytes(b"\n".join(lines))
    report, _ = importing.add(project, importing.read([path]))
    return report


def listed(project: Project, **query: Any) -> list[str]:
    keys = articles.listing(project, articles.ListQuery("anna", **query))
    return [row.id for row in articles.rows(project, keys, "anna")]


def revisions(project: Project) -> int:
    return int((project.store.row("SELECT count(*) FROM revision") or (0,))[0])


def test_an_article_that_is_there_is_reported_as_already_there(project: Project) -> None:
    before = revisions(project)
    report = bring(project, draft_of(STORY, name="elsewhere.txt"))
    assert (report.read, report.added, report.already) == (1, [], [article_id(STORY)])
    assert report.faultless
    assert revisions(project) == before


def test_the_original_bytes_are_kept(tmp_path: Path) -> None:
    data = "Путин сказал\r\n".encode("cp1251") * 9
    (tmp_path / "a.txt").write_bytes(data)
    with project_with(tmp_path) as project:
        importing.add(project, importing.read([tmp_path / "a.txt"]))
        assert articles.original(project, 1) == data
        assert articles.load(project, 1).record.source.encoding == "cp1251"


def test_bad_lines_are_named_and_the_good_ones_go_in(project: Project, tmp_path: Path) -> None:
    report = imported(
        project,
        tmp_path,
        line(span("Kim")),
        b'{"text": ',
        line(span("Kim"), span("Oslo", "person")),
        line(span("Kim", text="Tim")),
        line(span("Oslo")),
    )
    assert [(r.file, r.line) for r in report.rejected] == [("in.jsonl", n) for n in (2, 3, 4)]
    reasons = [r.reason for r in report.rejected]
    assert "not valid JSON" in reasons[0]
    assert "annotation 2 ('Oslo'): label 'person' is not in the scheme" in reasons[1]
    assert "is not what stands at" in reasons[2]
    assert words_of(project, layer(project)) == ["Oslo", "Kim"]
    assert not report.faultless


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (span("Kim", attributes={"form": "direct"}), "actor has no attribute 'form'"),
        (span("Kim", attributes={"mention": "loud"}), "'loud' is no value of actor mention"),
        (span("Kim", attributes={"mention": 5}), "5 is no value of actor mention"),
        (span("Kim", attributes={"actor": None}), "None is no value of actor actor"),
        (span("Kim", id="x", links=[{"type": "speaker", "to": "x"}]), "actor has no link 'speaker'"),
        (span("Kim", author=5), "its author is no text"),
        (span("Kim", made=5.5), "its made is no text"),
    ],
)
def test_what_the_scheme_or_the_log_cannot_hold_is_rejected(
    project: Project, tmp_path: Path, values: dict[str, Any], reason: str
) -> None:
    """Numbers with fractions have no place in what is hashed."""
    report = imported(project, tmp_path, line(values))
    assert reason in report.rejected[0].reason
    assert layer(project) == ()


def test_what_is_not_stated_gets_its_default(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(span("Kim")))
    (made,) = layer(project)
    assert (made.author, made.origin, made.unsure, made.attributes) == ("anna", "imported", False, {})
    assert articles.status_of(project, 1, "anna") == "in progress"


def test_what_is_stated_is_kept(project: Project, tmp_path: Path) -> None:
    stated = span("Kim", id="k", author="ben", made="2001-01-01T00:00:00Z", origin="hand", unsure=True)
    imported(project, tmp_path, line(stated, status="done"))
    (made,) = layer(project)
    assert made.body() | {"id": "k", "text": "Kim"} == stated | {"text": "Kim", "attributes": {}, "links": []}
    assert articles.status_of(project, 1, "anna") == "done"


def test_an_origin_that_nobody_knows_is_imported(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(span("Kim", origin=["magic"])))
    assert layer(project)[0].origin == "imported"


def test_crossing_spans_and_edges_come_in_as_they_are(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(span(" agree,” said", "quote"), span("said Kim ", "claim")))
    assert words_of(project, layer(project)) == [" agree,” said", "said Kim "]


def test_the_same_annotations_again_add_nothing(project: Project, tmp_path: Path) -> None:
    linked = [
        span("Kim", id="k", attributes={"mention": "name"}),
        span("We agree", "quote", id="q", links=[{"type": "speaker", "to": "k"}]),
    ]
    first = imported(project, tmp_path, line(*linked, status="done"))
    before = revisions(project)
    again = [one | {"id": one["id"] + "2"} for one in linked]
    again[1] = again[1] | {"links": [{"type": "speaker", "to": "k2"}]}
    for lines in (line(*linked, status="done"), line(*again, status="done"), line(*again)):
        assert imported(project, tmp_path, lines).annotations == 0
    assert first.annotations == 2
    assert revisions(project) == before


def test_an_edited_annotation_comes_in_beside_the_old_one_under_a_new_id(
    project: Project, tmp_path: Path
) -> None:
    imported(project, tmp_path, line(span("Kim", id="k")))
    report = imported(project, tmp_path, line(span("said Kim", id="k")))
    found = layer(project)
    assert report.annotations == 1
    assert words_of(project, found) == ["said Kim", "Kim"]
    assert found[1].id == "k" != found[0].id


def test_links_follow_the_annotations_that_were_renamed_or_found(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(span("Kim", id="k"), span("minister", id="m")))
    to = [{"type": "speaker", "to": "m"}]
    imported(project, tmp_path, line(span("Kim", id="m"), span("We agree", "quote", id="k", links=to)))
    quote = next(found for found in layer(project) if found.label == "quote")
    assert quote.id not in ("k", "m")
    assert quote.links == (Link("speaker", "k"),)
    assert len(layer(project)) == 3


def test_a_deleted_annotation_comes_back(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(span("Kim", id="k")))
    annotating.delete(project, 1, ["k"])
    assert imported(project, tmp_path, line(span("Kim", id="k"))).annotations == 1
    assert [found.id for found in layer(project)] == ["k"]
    assert maintenance.faults(project) == []


def test_two_lines_about_one_article_in_one_file_are_put_together(tmp_path: Path) -> None:
    """A dataset of all layers has a line for each; so has a folder that holds a story twice."""
    with project_with(tmp_path) as project:
        report = imported(
            project, tmp_path, line(span("Kim")), line(span("Kim"), span("Oslo")), line(span("Oslo"))
        )
        assert (len(report.added), len(report.already), report.annotations) == (1, 2, 2)
        assert words_of(project, layer(project)) == ["Oslo", "Kim"]
        assert maintenance.faults(project) == []


def test_an_empty_layer_counts_as_opened(project: Project, tmp_path: Path) -> None:
    imported(project, tmp_path, line(layer="anybody", status="done"))
    found = articles.layer_of(project, 1, "anna")
    assert found is not None
    assert (found.status, found.annotations) == ("done", ())


def test_a_plain_article_opens_no_layer(project: Project) -> None:
    assert articles.layer_of(project, 1, "anna") is None


@pytest.mark.parametrize("name", ["gold", "all", "majority", "project", "", "  ", "a\nb"])
def test_reserved_and_empty_names_are_no_analysts(project: Project, name: str) -> None:
    project.close()
    with pytest.raises(Problem, match=r"(Give one|Choose another) with --analyst"):
        Project.open(project.path, name)


def test_a_withdrawn_article_stays_out_of_the_list(project: Project) -> None:
    articles.withdraw(project, 1)
    assert (listed(project), listed(project, withdrawn=True)) == ([], [article_id(STORY)])
    assert bring(project, draft_of(STORY)).already == [article_id(STORY)]
    assert listed(project) == []
    with pytest.raises(Problem, match="is withdrawn already"):
        articles.withdraw(project, 1)
    articles.withdraw(project, 1, withdrawn=False)
    assert listed(project) == [article_id(STORY)]


def test_an_undone_import_leaves_the_list_and_can_come_again(project: Project, tmp_path: Path) -> None:
    undoing.undo(project)
    assert listed(project) == []
    with pytest.raises(Problem, match="its import was undone"):
        articles.load(project, 1)
    report = imported(project, tmp_path, line(span("Kim")))
    assert (report.added, report.annotations) == ([article_id(STORY)], 1)
    project = reopened(project)
    assert listed(project) == [article_id(STORY)]
    assert words_of(project, layer(project)) == ["Kim"]
    assert maintenance.faults(project) == []
    project.close()


def test_a_purged_article_does_not_come_back(project: Project) -> None:
    articles.purge(project, 1)
    report = bring(project, draft_of(STORY), draft_of("Another"))
    assert [rejection.reason for rejection in report.rejected] == [
        "this article was purged from the project, which is final"
    ]
    assert listed(project) == [article_id("Another")]


def test_an_article_whose_import_was_undone_can_be_purged(project: Project) -> None:
    undoing.undo(project)
    articles.purge(project, 1)
    project.close()
    assert b"said Kim" not in project.path.read_bytes()


class StopAtOnce(Progress):
    """The user presses Stop."""

    def step(self, done: int, total: int) -> None:
        raise Cancelled


def test_an_import_that_is_stopped_leaves_nothing(project: Project, tmp_path: Path) -> None:
    before = revisions(project)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Herring {name}")
    with pytest.raises(Cancelled):
        importing.add(project, importing.read([tmp_path], StopAtOnce()))
    assert revisions(project) == before
    assert project.store.row("SELECT count(*) FROM article") == (1,)


def test_articles_are_found_by_any_unique_beginning_of_their_id(project: Project) -> None:
    bring(project, *(draft_of(f"Another {number}") for number in range(30)))
    sha = article_id(STORY)
    assert [articles.key_of(project, start) for start in (sha, sha[:12], f" {sha[:9].upper()} ")] == [1, 1, 1]
    for unfit, told in (("", "no article's id"), ("xyz", "no article's id"), ("0" * 64, "has no article")):
        with pytest.raises(Problem, match=told):
            articles.key_of(project, unfit)
    ambiguous = next(start for start in "0123456789abcdef" if sum(x[0] == start for x in listed(project)) > 1)
    with pytest.raises(Problem, match="Several articles' ids begin with"):
        articles.key_of(project, ambiguous)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sort": "headline"}, ["alpha", "Beta", "Москва"]),
        ({"sort": "headline", "descending": True}, ["Москва", "Beta", "alpha"]),
        ({}, ["Beta", "alpha", "Москва"]),
        ({"contains": "bet"}, ["Beta"]),
        ({"contains": "МОСК"}, ["Москва"]),
        ({"status": "done"}, ["alpha"]),
        ({"status": "new"}, ["Beta", "Москва"]),
        ({"sort": "annotations", "descending": True}, ["alpha", "Москва", "Beta"]),
        ({"agency": "AP"}, []),
        ({"keys": (3, 1)}, ["Beta", "Москва"]),
    ],
)
def test_the_list_is_sorted_and_filtered(tmp_path: Path, query: dict[str, Any], found: list[str]) -> None:
    with project_with(tmp_path, "Beta", "alpha", "Москва") as project:
        annotating.add(project, 2, 0, 5, "actor")
        submitting.set_status(project, 2, "done")
        keys = articles.listing(project, articles.ListQuery("anna", **query))
        assert found == [row.headline for row in articles.rows(project, keys, "anna")]
