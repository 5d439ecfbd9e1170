"""Full-text search: words, phrases and beginnings, in any script; nothing that is typed is an operator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.domain.problems import Problem
from annotator.project import articles, importing, searching
from annotator.project.project import Project
from annotator.storage.search import hit_patterns, hits
from tests.making import project_with

TEXTS = [
    "The minister will sanction exports to Iran. “Sanctions” work.",
    "Президент отменил санкции против банка",
    "정부는 북한에 대한 제재를 발표했다",
    "政府宣布对伊朗实施新的制裁措施",
    "قالت الحكومة إن العقوبات ستستمر",
    "AND OR NOT NEAR text: a-b 100% e\u0301te\u0301 🐟 end",
]


@pytest.fixture(scope="module", params=["indexed", "not yet indexed"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The index is filled in slices after an import: until then the texts themselves are read."""
    folder = tmp_path_factory.mktemp("search")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_CONFIG", str(folder / "configuration"))
        with project_with(folder, *TEXTS) as project:
            if request.param == "indexed":
                importing.index(project)
            yield project


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minister", [1]),
        ("MINISTER exports", [1]),
        ("minister banks", []),
        ("sanction", [1]),
        ("sanction*", [1]),
        ("sanct", []),
        ('"will sanction exports"', [1]),
        ('"sanction will"', []),
        ("санкции", [2]),
        ("САНКЦИИ", [2]),
        ("санкц*", [2]),
        ("제재를", [3]),
        ("제재*", [3]),
        ("제재", [3]),
        ("재를", []),
        ("عقوبات", [5]),
        ("عقو", []),
        ("制裁", [4]),
        ("新的制裁", [4]),
        ("裁制", []),
        ("العقوبات", [5]),
        ("AND", [6]),
        ("not near", [6]),
        ("text:", [6]),
        ("a-b", [6]),
        ("", []),
        ("*", []),
        ('"', []),
        ("🐟", []),
    ],
)
def test_words_phrases_and_beginnings_are_found(project: Project, words: str, found: list[int]) -> None:
    assert found == searching.matching(project, words)


TYPED = st.text(st.sampled_from('ab "*^():-+{}制제\x00🐟\ud800\u0301') | st.characters(), max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TYPED)
@example(words='"')
@example(words='a" OR "b')
@example(words="a\x00b")
@example(words="\ud800")
@example(words='NEAR(a b, 2) text:a ^b {x}: -"c"')
def test_whatever_is_typed_is_found_or_explained(project: Project, words: str) -> None:
    try:
        results = searching.results(project, words)
    except Problem:
        assert "=" in words or ":" in words
        results = []
    for row, found in results:
        assert row.key in (1, 2, 3, 4, 5, 6)
        assert all(0 <= hit.start < hit.end for hit in found)


@pytest.mark.parametrize("words", ["minister", "sanction*", '"will sanction"', "санкции", "制裁", "제재*"])
def test_each_match_is_shown_where_it_stands(project: Project, words: str) -> None:
    for row, found in searching.results(project, words):
        text = articles.load(project, row.key).text
        assert found
        assert all(hit.text == text[hit.start : hit.end] for hit in found)


def test_a_hit_is_shown_with_what_stands_around_it() -> None:
    spans = hits("Oslo: talks in Oslo,\nnot in Osloborg.", hit_patterns("oslo"))
    assert spans == [(0, 4), (15, 19)]


def test_a_withdrawn_article_is_not_found(tmp_path: Path) -> None:
    with project_with(tmp_path, "Herring talks") as project:
        importing.index(project)
        articles.withdraw(project, 1)
        assert searching.matching(project, "herring") == []
        articles.withdraw(project, 1, withdrawn=False)
        assert searching.matching(project, "herring") == [1]


def test_the_index_is_filled_in_slices(tmp_path: Path) -> None:
    with project_with(tmp_path, *(f"Herring {number}" for number in range(130))) as project:
        assert [importing.index_some(project) for _ in range(2)] == [100, 30]
        assert len(searching.matching(project, "herring")) == 130
