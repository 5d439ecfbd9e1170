"""Duplicates: the same body under other promotion, and near ones by the paragraphs that they share."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.article import Draft, Zone
from annotator.domain.likeness import NEARLY, SAME_BODY
from annotator.project import articles, duplicates, importing
from annotator.project.project import Project
from annotator.storage.alike import describe_slice, forget, is_complete
from tests.making import article_id, bring, draft_of, project_with, reopened

ENGLISH = [
    "The fisheries council closed the herring market in Bergen on Monday after a night of talks.",
    "Traders had asked the council for another week to sell what they hold in their cold stores.",
    "Boats from three neighbouring ports lay idle along the quay while their crews waited for word.",
    "An inspector said that the scales in the great hall had been wrong since the early spring.",
]
RUSSIAN = [
    "Совет по рыболовству закрыл в понедельник рынок сельди в Бергене после ночных переговоров.",
    "Торговцы просили у совета ещё одну неделю, чтобы продать запасы из своих холодильников.",
    "Суда из трёх соседних портов стояли у причала, пока их команды ждали решения властей.",
    "Инспектор сообщил, что весы в большом зале показывали неверный вес с самой ранней весны.",
]
CHINESE = [
    "渔业委员会经过一夜的谈判于星期一关闭了卑尔根的鲱鱼市场。",
    "商人们曾请求委员会再给一个星期以便卖掉冷库里的存货。",
    "来自附近三个港口的渔船停靠在码头船员们等待消息。",
    "一名检查员说大厅里的磅秤从早春开始就一直不准。",
]
LANGUAGES = pytest.mark.parametrize(
    "story", [ENGLISH, RUSSIAN, CHINESE], ids=["English", "Russian", "Chinese"]
)


def text_of(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def promoted(line: str, body: str) -> Draft:
    """A draft with a line of promotion before its body."""
    text = f"{line}\n\n{body}"
    zones = Zone("promotion", 0, len(line)), Zone("body", len(line) + 2, len(text))
    return replace(draft_of(text), zones=zones)


def ids(groups: Sequence[duplicates.Group]) -> set[frozenset[str]]:
    return {frozenset(group.articles) for group in groups}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with project_with(tmp_path) as project:
        yield project


@LANGUAGES
def test_the_same_body_is_found_under_another_promotion_line(empty: Project, story: list[str]) -> None:
    body = text_of(*story)
    one, other = (
        promoted("Only here!", body),
        promoted("Subscribe to our service today", body.replace("\n\n", "\n")),
    )
    bring(empty, one)
    importing.index(empty)
    (found,) = duplicates.like(empty, other)
    assert (found.article, found.kind, found.share) == (article_id(one.text), SAME_BODY, 1.0)
    bring(empty, other)
    (group,) = duplicates.groups(empty)
    assert [pair.kind for pair in group.pairs] == [SAME_BODY]


@LANGUAGES
def test_a_story_that_shares_paragraphs_is_near(empty: Project, story: list[str]) -> None:
    whole, cut = text_of(*story), text_of(f"{story[0]}", "Later.", story[3])
    bring(empty, draft_of(whole))
    importing.index(empty)
    (found,) = duplicates.like(empty, draft_of(cut))
    assert (found.kind, found.called) == (NEARLY, story[0][:40])
    assert found.share == 1
    other = text_of(story[1], *(paragraph[::-1] for paragraph in story[:3]))
    (found,) = duplicates.like(empty, draft_of(other))
    assert 0.2 <= found.share < 0.35


@LANGUAGES
def test_a_word_changed_in_each_paragraph_leaves_them_near(empty: Project, story: list[str]) -> None:
    """Hardly any pair of alike paragraphs is overlooked."""
    changed = [paragraph.replace(paragraph[-6:-1], "xyz") for paragraph in story]
    bring(empty, draft_of(text_of(*story)), draft_of(text_of(*changed)))
    (group,) = duplicates.groups(empty)
    assert group.pairs[0].kind == NEARLY
    assert group.pairs[0].share > 0.7


def test_short_paragraphs_do_not_count(empty: Project) -> None:
    short = ["He did not elaborate.", "Talks go on.", "No details were given."]
    bring(empty, draft_of(text_of(ENGLISH[0], *short)), draft_of(text_of(ENGLISH[1], *short)))
    bring(empty, *(draft_of(f"{name}\n\nMore soon.", name=name) for name in ("Oslo", "Bergen")))
    assert duplicates.groups(empty) == []


def test_a_paragraph_among_many_is_not_enough(empty: Project) -> None:
    """What two reporters both heard makes no duplicates."""
    mine = [f"{paragraph} {word}" for paragraph in ENGLISH for word in ("again", "twice")]
    longer = [
        f"In {n} villages up the coast people counted {n * 7} barrels and {n * 3} nets." for n in range(2, 9)
    ]
    bring(empty, draft_of(text_of(ENGLISH[0], *longer)))
    other = text_of(ENGLISH[0], *(" ".join(reversed(one.split())) for one in mine))
    bring(empty, draft_of(other))
    assert duplicates.groups(empty) == []


def story_of(number: int) -> str:
    return f"Number {number} of the chronicle tells of boat {number * 13} and {number * 31} nets at pier {number}."


def test_a_paragraph_of_the_trade_counts_for_nothing(empty: Project) -> None:
    trade = "This agency is not responsible for what its clients print, broadcast or publish of its reports."
    bring(empty, *(draft_of(text_of(story_of(number), trade)) for number in range(51)))
    importing.index(empty)
    assert duplicates.groups(empty) == []
    assert duplicates.like(empty, draft_of(text_of(ENGLISH[0], trade))) == []


def test_many_copies_of_one_story_stay_one_group(empty: Project) -> None:
    """Its paragraphs stand in more than fifty articles, but in one body."""
    body = text_of(*ENGLISH)
    bring(empty, *(promoted(f"Line {number}", body) for number in range(60)))
    bring(empty, draft_of(text_of(*ENGLISH[:2], story_of(1))))
    importing.index(empty)
    (group,) = duplicates.groups(empty)
    assert len(group.articles) == 61
    assert [pair.kind for pair in group.pairs].count(NEARLY) == 1


def test_groups_come_as_their_articles_came_with_what_makes_them_one(empty: Project) -> None:
    texts = [
        text_of(*ENGLISH[:2]),
        RUSSIAN[0],
        text_of(*ENGLISH[1:3]),
        RUSSIAN[0] + "\n\n" + RUSSIAN[1],
        ENGLISH[3],
    ]
    bring(empty, *map(draft_of, texts))
    keys = [article_id(text) for text in texts]
    found = duplicates.groups(empty)
    assert [group.articles for group in found] == [(keys[0], keys[2]), (keys[1], keys[3])]
    assert [(p.one, p.other, p.share) for p in found[1].pairs] == [(keys[1], keys[3], 1.0)]
    importing.index(empty)
    assert duplicates.groups(empty) == found


def test_an_article_is_no_duplicate_of_itself(empty: Project) -> None:
    bring(empty, draft_of(text_of(*ENGLISH)))
    importing.index(empty)
    assert duplicates.like(empty, draft_of(text_of(*ENGLISH))) == []


def test_withdrawn_and_purged_articles_are_nobodys_duplicates(empty: Project) -> None:
    bring(empty, *(promoted(line, text_of(*ENGLISH)) for line in ("One", "Two", "Three")))
    importing.index(empty)
    articles.withdraw(empty, 1)
    assert [len(group.articles) for group in duplicates.groups(empty)] == [2]
    articles.withdraw(empty, 1, withdrawn=False)
    assert [len(group.articles) for group in duplicates.groups(empty)] == [3]
    articles.purge(empty, 3)
    importing.index(empty)
    assert [len(group.articles) for group in duplicates.groups(empty)] == [2]


def test_purging_leaves_no_paragraph_that_nobody_else_has(empty: Project) -> None:
    bring(empty, draft_of(text_of(*ENGLISH[:2])), draft_of(text_of(*ENGLISH[1:3])))
    importing.index(empty)
    articles.purge(empty, 1)
    assert empty.store.row("SELECT count(*), count(DISTINCT paragraph) FROM standing") == (2, 2)
    assert empty.store.row("SELECT count(*) FROM paragraph") == (2,)
    assert empty.store.row("SELECT count(DISTINCT paragraph) FROM sample") == (2,)
    assert empty.store.row("SELECT count(*) FROM described") == (1,)


def test_paragraphs_are_described_in_slices_and_anew_when_the_record_changes(empty: Project) -> None:
    bring(empty, *(draft_of(story_of(number)) for number in range(5)))
    assert [describe_slice(empty.store, 3) for _ in range(3)] == [3, 2, 0]
    assert is_complete(empty.store)
    articles.withdraw(empty, 2)
    assert not is_complete(empty.store)
    assert [describe_slice(empty.store, 3) for _ in range(2)] == [1, 0]
    with empty.store.transaction():
        forget(empty.store, 3)
    assert [describe_slice(empty.store, 3) for _ in range(2)] == [1, 0]


def test_what_is_not_described_yet_is_grouped_by_a_reader_too(tmp_path: Path) -> None:
    with project_with(tmp_path, text_of(*ENGLISH), text_of(*ENGLISH[:2])) as project:
        path = project.path
    with Project.open(path, "anna", writing=False) as reader:
        assert len(duplicates.groups(reader)) == 1
    reopened(project).close()


def test_the_difference_of_two_articles(empty: Project) -> None:
    texts = [text_of(*ENGLISH[:2]), text_of("Buy!", ENGLISH[0].replace("Monday", "Friday"))]
    bring(empty, *map(draft_of, texts))
    rows = duplicates.difference(empty, *(article_id(text)[:10] for text in texts)).rows
    assert [(row.one is None, row.other is None) for row in rows] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    ((start, end),) = rows[1].changed_one
    assert texts[0][start:end] == "Monday"


PARAGRAPHS = [*ENGLISH, *RUSSIAN[:2], *(paragraph.replace(" had ", " have ") for paragraph in ENGLISH[1:2])]
STORIES = st.lists(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3, unique=True).map(tuple),
    min_size=2,
    max_size=6,
    unique=True,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=STORIES, data=st.data())
def test_groups_are_transitive_and_do_not_depend_on_the_order(
    tmp_path_factory: pytest.TempPathFactory, stories: list[tuple[str, ...]], data: st.DataObject
) -> None:
    texts = [text_of(*story) for story in stories]
    found = []
    for order in (texts, data.draw(st.permutations(texts))):
        with project_with(tmp_path_factory.mktemp("world"), *order) as project:
            importing.index(project)
            groups = duplicates.groups(project)
            for group in groups:
                assert {end for pair in group.pairs for end in (pair.one, pair.other)} == set(group.articles)
            for draft in map(draft_of, order):
                shared = {article_id(draft.text), *(one.article for one in duplicates.like(project, draft))}
                assert len(shared) == 1 or any(shared <= set(group.articles) for group in groups)
            found.append(ids(groups))
    assert found[0] == found[1]
    members = [article for group in found[0] for article in group]
    assert len(members) == len(set(members))
