"""Splits of a dataset: by groups of near-duplicates, the same for ever, and looked through for leaks."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Metadata, Zone
from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.problems import Problem, Progress
from annotator.project import annotating, articles, exchange
from annotator.project.exporting.run import Dataset, export
from annotator.project.exporting.source import Place
from annotator.project.exporting.splits import leaks_of, placed
from annotator.project.project import Project
from annotator.storage.alike import is_complete
from tests.making import article_id, bring, draft_of, project_with

SPLIT = SplitPlan(seed=3)


def paragraph(number: int, changed: str = "") -> str:
    """A paragraph of thirty words that no other number shares; one of them can be changed."""
    words = [f"word{number}x{place}" for place in range(30)]
    words[12] = changed or words[12]
    return " ".join(words).capitalize() + "."


def story(*numbers: int, changed: str = "") -> str:
    return "\n\n".join(paragraph(number, changed) for number in numbers)


def add(project: Project, *texts: str, agency: str | None = None, published: str | None = None) -> None:
    """Brings stories in and annotates each of them."""
    metadata = Metadata(agency=agency, published=published)
    bring(project, *(replace(draft_of(text), metadata=metadata) for text in texts))
    for text in texts:
        annotating.add(project, articles.key_of(project, article_id(text)), 0, 8, "actor")


def exported(project: Project, out: Path, plan: SplitPlan = SPLIT, **recipe: Any) -> Dataset:
    return export(project, out, Recipe(layer="anna", split=plan, **recipe))


def splits(out: Path) -> dict[str, str]:
    """Split by article."""
    return {(one := orjson.loads(line))["id"]: one["split"] for line in out.read_bytes().splitlines()}


@pytest.fixture
def forty(project: Project) -> Project:
    add(project, *(story(number) for number in range(40)))
    return project


def test_splits_are_drawn_by_fractions_and_seed(forty: Project, tmp_path: Path) -> None:
    made = exported(forty, tmp_path / "one.jsonl")
    assert sum(made.splits.values()) == 40
    assert made.splits["train"] > 25
    exported(forty, tmp_path / "two.jsonl", SplitPlan(seed=4))
    exported(forty, tmp_path / "again.jsonl")
    assert (
        splits(tmp_path / "one.jsonl") == splits(tmp_path / "again.jsonl") != splits(tmp_path / "two.jsonl")
    )


@pytest.mark.parametrize("changed", ["", "otherwise"])
def test_stories_that_share_a_paragraph_stay_together(project: Project, tmp_path: Path, changed: str) -> None:
    """Transitively, and also where an editor changed a word."""
    add(project, *(story(number) for number in range(30)))
    chain = [story(100, 101), story(101, 102, changed=changed), story(102, 103), story(103, 104)]
    add(project, *chain)
    exported(project, tmp_path / "out.jsonl")
    assert len({splits(tmp_path / "out.jsonl")[article_id(text)] for text in chain}) == 1


def test_adding_articles_moves_no_old_one(forty: Project, tmp_path: Path) -> None:
    exported(forty, tmp_path / "before.jsonl")
    add(forty, *(story(number, number + 100) for number in range(20)), *(story(n) for n in range(200, 220)))
    exported(forty, tmp_path / "after.jsonl")
    before, after = splits(tmp_path / "before.jsonl"), splits(tmp_path / "after.jsonl")
    assert len(after) == 80
    assert {article: after[article] for article in before} == before


def test_an_article_that_would_join_two_splits_is_left_out_and_told(forty: Project, tmp_path: Path) -> None:
    exported(forty, tmp_path / "before.jsonl")
    before = splits(tmp_path / "before.jsonl")
    train = next(n for n in range(40) if before[article_id(story(n))] == "train")
    test = next(n for n in range(40) if before[article_id(story(n))] == "test")
    bridge = story(train, test)
    add(forty, bridge)
    made = exported(forty, tmp_path / "after.jsonl")
    assert splits(tmp_path / "after.jsonl") == before
    assert made.lost[("article", "it shares paragraphs with articles of two splits")] == 1
    (line,) = map(orjson.loads, (tmp_path / "after.lost.jsonl").read_bytes().splitlines())
    assert line["article"] == article_id(bridge)
    assert sorted(line["near"]) == sorted(article_id(story(n)) for n in (train, test))


def test_before_a_dataset_was_written_groups_simply_become_one(project: Project, tmp_path: Path) -> None:
    add(project, *(story(number) for number in range(30)))
    for text in (story(50), story(51), story(50, 51)):
        add(project, text)
    made = exported(project, tmp_path / "out.jsonl")
    assert made.lost == {}
    found = splits(tmp_path / "out.jsonl")
    assert len({found[article_id(text)] for text in (story(50), story(51), story(50, 51))}) == 1


def test_writing_again_notes_nothing_and_gives_the_same_manifest(forty: Project, tmp_path: Path) -> None:
    first = exported(forty, tmp_path / "one")
    revisions = forty.store.row("SELECT count(*) FROM revision")
    assert exported(forty, tmp_path / "two").sha256 == first.sha256
    assert forty.store.row("SELECT count(*) FROM revision") == revisions


def test_what_is_annotated_later_moves_nothing(project: Project, tmp_path: Path) -> None:
    """Near-duplicates are found over the whole project, whatever is exported of it."""
    bring(project, draft_of(story(1, 2)))
    add(project, story(2, 3), story(3, 4), *(story(n) for n in range(50, 60)))
    exported(project, tmp_path / "before.jsonl")
    annotating.add(project, articles.key_of(project, article_id(story(1, 2))), 0, 8, "actor")
    exported(project, tmp_path / "after.jsonl")
    before, after = splits(tmp_path / "before.jsonl"), splits(tmp_path / "after.jsonl")
    assert {article: after[article] for article in before} == before
    assert after[article_id(story(1, 2))] == after[article_id(story(2, 3))]


def test_splits_do_not_depend_on_who_merged_what_when(project: Project, tmp_path: Path) -> None:
    add(project, *(story(n, n + 1) for n in range(0, 30, 3)))
    mine = exchange.share(project, tmp_path / "a.annotations").path
    with Project.create(tmp_path / "b.annotator", project.scheme, "ben") as other:
        add(other, *(story(n + 1, n + 2) for n in range(0, 30, 3)))
        theirs = exchange.share(other, tmp_path / "b.annotations").path
    found = []
    for number, files in enumerate(([mine, theirs], [theirs, mine])):
        with Project.create(tmp_path / f"{number}.annotator", project.scheme, "lee") as third:
            for file in files:
                exchange.merge(third, [file])
            export(third, tmp_path / f"{number}.jsonl", Recipe(layer="all", split=SPLIT))
            found.append((tmp_path / f"{number}.jsonl").read_bytes())
    assert found[0] == found[1]


def test_by_date_the_future_is_not_trained_on(project: Project, tmp_path: Path) -> None:
    for year in range(2000, 2010):
        add(project, story(year), published=f"{year}-05-01")
    add(project, story(1), published="--05-01")
    made = exported(project, tmp_path / "out.jsonl", SplitPlan("date", (60, 20, 20)))
    found = splits(tmp_path / "out.jsonl")
    names = [found[article_id(story(year))] for year in range(2000, 2010)]
    assert names == ["train"] * 6 + ["validation"] * 2 + ["test"] * 2
    assert made.lost[("article", "its date is not known to the year")] == 1


def test_cuts_hold_when_articles_are_added(project: Project, tmp_path: Path) -> None:
    plan = SplitPlan("date", cuts=("2003", "2005-06"))
    add(project, story(1), published="2005-05-31")
    add(project, story(2), published="2005-06-01T10:00:00")
    add(project, story(3), published="2002-12-31")
    exported(project, tmp_path / "out.jsonl", plan)
    found = splits(tmp_path / "out.jsonl")
    assert [found[article_id(story(n))] for n in (1, 2, 3)] == ["validation", "test", "train"]


def test_a_reprint_across_a_cut_is_left_out(project: Project, tmp_path: Path) -> None:
    add(project, story(1), published="2001-01-01")
    add(project, story(1, 2), published="2009-01-01")
    add(project, story(3), published="2009-01-02")
    made = exported(project, tmp_path / "out.jsonl", SplitPlan("date", (90, 10), ("2005",)))
    assert made.splits == {"train": 1, "test": 1}
    assert made.lost == {("article", "it shares paragraphs with an article of another split"): 1}


def test_by_agency_each_is_in_one_split(project: Project, tmp_path: Path) -> None:
    agencies = [f"Agency {number}" for number in range(12)]
    for number, agency in enumerate(agencies):
        add(project, story(number), story(number + 50), agency=agency)
    plan = SplitPlan("agency", agencies=(("Agency 3", "test"), ("Agency 4", "validation")))
    exported(project, tmp_path / "out.jsonl", plan)
    found = splits(tmp_path / "out.jsonl")
    for number in range(12):
        assert found[article_id(story(number))] == found[article_id(story(number + 50))]
    assert (found[article_id(story(3))], found[article_id(story(4))]) == ("test", "validation")


def test_folds_hold_every_article_once(forty: Project, tmp_path: Path) -> None:
    made = exported(forty, tmp_path / "out.jsonl", SplitPlan("folds", folds=4))
    assert set(made.splits) == {"fold_1", "fold_2", "fold_3", "fold_4"}
    assert len(splits(tmp_path / "out.jsonl")) == 40


COMMON = "This agency has reported for ninety years from all over the world and always will."


@pytest.fixture
def common(project: Project) -> Project:
    """Twenty stories with one paragraph in common."""
    add(project, *(f"{story(number)}\n\n{COMMON}" for number in range(20)))
    return project


def test_a_paragraph_in_two_splits_stops_the_export_and_is_named(common: Project, tmp_path: Path) -> None:
    plan = SplitPlan(background=10, seed=1)
    with pytest.raises(
        Problem, match=r"1 paragraph stands in more than one split: “This agency has reported"
    ):
        exported(common, tmp_path / "out", plan)
    assert not (tmp_path / "out").exists()


def test_leaks_can_be_allowed_and_are_listed(common: Project, tmp_path: Path) -> None:
    made = exported(common, tmp_path / "out", SplitPlan(background=10, seed=1), allow_leaks=True)
    assert made.leaks == 1
    (leak,) = map(orjson.loads, (tmp_path / "out" / "leaks.jsonl").read_bytes().splitlines())
    assert leak["paragraph"] == COMMON
    assert len(leak["places"]) == 20
    assert "**1 paragraph in more than one split**" in (tmp_path / "out" / "README.md").read_text()


def test_what_is_no_background_keeps_its_stories_together(common: Project, tmp_path: Path) -> None:
    made = exported(common, tmp_path / "out.jsonl", SplitPlan(background=20, seed=1))
    assert made.leaks == 0
    assert len(set(splits(tmp_path / "out.jsonl").values())) == 1


def test_copies_of_one_story_stay_together_however_many_there_are(project: Project, tmp_path: Path) -> None:
    """Only what stands around the body differs: promotion lines, as in copies of a wire story."""
    drafts = []
    for number in range(20):
        head = f"Promotion {number}"
        draft = draft_of(f"{head}\n\n{story(1)}")
        drafts.append(replace(draft, zones=(Zone("body", len(head) + 2, len(draft.text)),)))
    bring(project, *drafts)
    for draft in drafts:
        annotating.add(project, articles.key_of(project, article_id(draft.text)), 20, 28, "actor")
    add(project, *(story(number) for number in range(2, 30)))
    made = exported(project, tmp_path / "out.jsonl", SplitPlan(background=10, seed=1))
    found = splits(tmp_path / "out.jsonl")
    assert made.leaks == 0
    assert len({found[article_id(draft.text)] for draft in drafts}) == 1


def test_the_leak_check_finds_what_a_wrong_split_shares(project: Project) -> None:
    """It looks at the result, not at how that came about."""
    add(project, story(1, 2), story(2, 3, changed="otherwise"), story(5))
    with placed(project, Recipe(split=SPLIT), [1, 2, 3], project.store, Progress()) as placement:
        wrong = {
            article_id(text): Place(split)
            for text, split in zip(
                (story(1, 2), story(2, 3, changed="otherwise"), story(5)),
                ("train", "test", "test"),
                strict=True,
            )
        }
        found = leaks_of(replace(placement, places=wrong))
    assert found is not None
    assert found.count == 1
    assert found.found[0][0] in (paragraph(2), paragraph(2, "otherwise"))


def test_a_file_for_each_split_needs_a_folder(forty: Project, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="writes a file for each split"):
        exported(forty, tmp_path / "out.conll", format="conll")
    exported(forty, tmp_path / "out", format="conll")
    assert {path.name for path in (tmp_path / "out").glob("*.conll")} == {
        "train.conll",
        "validation.conll",
        "test.conll",
    }


NUMBERS = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=3, unique=True), min_size=2, max_size=12)


def shared_by(numbers: Sequence[Sequence[int]], found: dict[str, str]) -> bool:
    """Whether any two of the stories that share a paragraph are in different splits."""
    placed_ = [
        (set(some), found[article_id(story(*some))]) for some in numbers if article_id(story(*some)) in found
    ]
    return any(one & other and a != b for one, a in placed_ for other, b in placed_)


@settings(max_examples=15, deadline=None)
@given(first=NUMBERS, later=NUMBERS)
def test_no_two_splits_ever_share_a_paragraph_and_nothing_moves(
    tmp_path_factory: pytest.TempPathFactory, first: list[list[int]], later: list[list[int]]
) -> None:
    folder = tmp_path_factory.mktemp("splits")
    with project_with(folder) as project:
        add(project, *dict.fromkeys(story(*some) for some in first))
        exported(project, folder / "before.jsonl")
        known = {story(*some) for some in first}
        add(project, *(text for text in dict.fromkeys(story(*some) for some in later) if text not in known))
        exported(project, folder / "after.jsonl")
    before, after = splits(folder / "before.jsonl"), splits(folder / "after.jsonl")
    assert {article: after.get(article) for article in before} == before
    assert not shared_by([*first, *later], after)


def test_splits_are_the_same_whether_articles_are_described_or_not_and_who_may_write(
    forty: Project, tmp_path: Path
) -> None:
    """What duplicates are found by is made up for where it is missing, in the file or beside it."""
    add(forty, story(50, 51), story(51, 52))
    articles.withdraw(forty, articles.key_of(forty, article_id(story(3))))
    assert not is_complete(forty.store)
    with Project.open(forty.path, "anna", writing=False) as reader:
        exported(reader, tmp_path / "read-only.jsonl")
    assert not is_complete(forty.store)
    exported(forty, tmp_path / "written.jsonl")
    assert is_complete(forty.store)
    exported(forty, tmp_path / "described.jsonl")
    found = [splits(tmp_path / f"{name}.jsonl") for name in ("read-only", "written", "described")]
    assert found[0] == found[1] == found[2]
    assert found[0][article_id(story(50, 51))] == found[0][article_id(story(51, 52))]


def test_equal_headlines_stay_together_where_headlines_are_annotated(
    project: Project, tmp_path: Path
) -> None:
    headline = "Minister says that the port of Oslo will open in May"
    drafts = [
        replace(
            draft_of(f"{headline}\n\n{story(number)}"),
            metadata=Metadata(headline=headline),
            zones=(
                Zone("headline", 0, len(headline)),
                Zone("body", len(headline) + 2, len(headline) + 2 + len(story(number))),
            ),
        )
        for number in range(12)
    ]
    bring(project, *drafts)
    for draft in drafts:
        annotating.add(project, articles.key_of(project, article_id(draft.text)), 0, 8, "actor")
    made = exported(project, tmp_path / "out.jsonl")
    assert len(set(splits(tmp_path / "out.jsonl").values())) == 1
    leaking = exported(project, tmp_path / "out", SplitPlan(seed=1, background=5), allow_leaks=True)
    (leak,) = map(orjson.loads, (tmp_path / "out" / "leaks.jsonl").read_bytes().splitlines())
    assert (made.leaks, leaking.leaks, leak["paragraph"]) == (0, 1, headline)


def test_a_headline_that_is_a_paragraph_elsewhere_keeps_both_together(
    project: Project, tmp_path: Path
) -> None:
    """Whatever its kind: what a scheme annotates must not stand in two splits."""
    add(project, *(story(number) for number in range(20)), story(100, 101))
    text = f"{paragraph(101)}\n\n{story(102)}"
    cut = len(paragraph(101))
    draft = replace(draft_of(text), zones=(Zone("headline", 0, cut), Zone("body", cut + 2, len(text))))
    bring(project, draft)
    annotating.add(project, articles.key_of(project, article_id(draft.text)), 0, 8, "actor")
    exported(project, tmp_path / "out.jsonl")
    found = splits(tmp_path / "out.jsonl")
    assert found[article_id(text)] == found[article_id(story(100, 101))]
    with placed(project, Recipe(split=SPLIT), [*range(1, 23)], project.store, Progress()) as placement:
        wrong = {article_id(text): Place("test"), article_id(story(100, 101)): Place("train")}
        leaks = leaks_of(replace(placement, places=wrong))
    assert leaks is not None
    assert [told for told, _ in leaks.found] == [paragraph(101)]
