"""Two analysts on two machines: what goes out by file and comes in, and what is refused."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from annotator.domain.comment import Anchor
from annotator.domain.dataset.plan import SplitPlan
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.exchange_contents import SHAPES
from annotator.domain.problems import Problem
from annotator.project import (
    annotating,
    articles,
    commenting,
    exchange,
    forks,
    guidelines,
    history,
    maintenance,
    registry,
    scheming,
    submitting,
    team,
    undoing,
)
from annotator.project.exchange import Merges
from annotator.project.exporting import recipes
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding, feedback
from tests.making import STORY, bring, draft_of, layer, project_with, tag, words_of

Machine = Callable[[str], None]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Says on which machine we are: each has a configuration of its own."""

    def at(name: str) -> None:
        monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / f"config of {name}"))

    return at


@pytest.fixture
def two(tmp_path: Path, machine: Machine) -> Iterator[tuple[Project, Project]]:
    """Anna's project, and Ben's on another machine; Anna has the story, Ben the second one."""
    (tmp_path / "anna").mkdir()
    (tmp_path / "ben").mkdir()
    machine("anna")
    anna = project_with(tmp_path / "anna", STORY, analyst="anna")
    machine("ben")
    ben = project_with(tmp_path / "ben", "A second story", analyst="ben")
    yield anna, ben
    anna.close()
    ben.close()


def sent(project: Project, name: str = "share.exchange", **options: object) -> Path:
    path = project.path.with_name(name)
    exchange.share(project, path, **options)  # type: ignore[arg-type]
    return path


def merged(project: Project, *paths: Path, **options: object) -> Merges:
    merges = exchange.merge(project, list(paths), **options)  # type: ignore[arg-type]
    assert merges.refused == []
    return merges


def refused(project: Project, path: Path) -> str:
    before = dump(project)
    merges = exchange.merge(project, [path])
    assert dump(project) == before
    assert merges.reports == []
    return merges.refused[0]


def dump(project: Project) -> str:
    """A fingerprint of everything in the file."""
    lines = "\n".join(project.store.connection.iterdump())
    return sha256(lines.encode()).hexdigest()


def test_an_article_and_its_annotations_come_along(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    merges = merged(ben, sent(anna))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    assert articles.load(ben, key).text == STORY
    assert words_of(ben, layer(ben, key, "anna"), key) == ["Kim"]
    assert (merges.reports[0].articles, merges.reports[0].analyst) == (1, "anna")
    assert maintenance.faults(ben) == []


def test_merging_twice_changes_nothing(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    file = sent(anna)
    merged(ben, file)
    before = dump(ben)
    assert merged(ben, file).reports[0].already
    assert dump(ben) == before


def test_the_same_work_gives_the_same_bytes(two: tuple[Project, Project], machine: Machine) -> None:
    anna, _ = two
    tag(anna, "Kim", "actor")
    machine("anna")
    assert sent(anna, "one.exchange").read_bytes() == sent(anna, "two.exchange").read_bytes()


def test_a_later_state_supersedes_the_earlier_one(two: tuple[Project, Project]) -> None:
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    merged(ben, sent(anna, "first.exchange"))
    annotating.delete(anna, 1, [uid])
    merged(ben, sent(anna, "second.exchange"))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    assert layer(ben, key, "anna") == ()


def test_files_may_come_in_the_wrong_order(two: tuple[Project, Project]) -> None:
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    first = sent(anna, "first.exchange", since_last=True)
    annotating.relabel(anna, 1, [uid], "claim")
    second = sent(anna, "second.exchange", since_last=True)
    merged(ben, second)
    merged(ben, first)
    key = articles.key_of(ben, articles.id_of(anna, 1))
    assert [one.label for one in layer(ben, key, "anna")] == ["claim"]
    assert maintenance.faults(ben) == []


def test_a_backup_is_made_first_and_a_few_are_kept(two: tuple[Project, Project]) -> None:
    anna, ben = two
    before = dump(ben)
    backup = merged(ben, sent(anna)).backup
    assert backup is not None
    with Project.open(backup, writing=False) as copy:
        assert dump(copy) == before
    for number in range(7):
        submitting.set_status(anna, 1, ("done", "in progress")[number % 2])
        merged(ben, sent(anna, f"{number}.exchange"))
    assert len(list(ben.path.parent.glob("*.before-merge-*"))) == 5


def test_the_same_analysts_two_machines_give_two_states_to_be_settled(
    two: tuple[Project, Project], machine: Machine
) -> None:
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    merged(ben, sent(anna))
    ben.analyst = "anna"
    key = articles.key_of(ben, articles.id_of(anna, 1))
    annotating.relabel(ben, key, [uid], "claim")
    annotating.relabel(anna, 1, [uid], "quote")
    report = merged(anna, sent(ben, analyst="anna")).reports[0]
    assert (report.own_device, report.forks) == (True, 1)
    (fork,) = forks.listed(anna)
    assert {state.body["label"] for state in fork.states if state.body} == {"claim", "quote"}
    claim = next(state for state in fork.states if state.body and state.body["label"] == "claim")
    forks.settle(anna, fork, claim)
    assert [one.label for one in layer(anna)] == ["claim"]
    assert (forks.listed(anna), maintenance.faults(anna)) == ([], [])
    merged(ben, sent(anna, "settled.exchange"))
    assert (forks.listed(ben), [one.label for one in layer(ben, key, "anna")]) == ([], ["claim"])


def test_what_is_deleted_here_and_changed_there_has_two_states(two: tuple[Project, Project]) -> None:
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    merged(ben, sent(anna))
    ben.analyst = "anna"
    annotating.delete(ben, articles.key_of(ben, articles.id_of(anna, 1)), [uid])
    annotating.relabel(anna, 1, [uid], "quote")
    merged(anna, sent(ben, analyst="anna"))
    (fork,) = forks.listed(anna)
    assert {state.body is None for state in fork.states} == {True, False}


def test_a_copied_project_file_of_one_machine_merges_all_the_same(
    two: tuple[Project, Project], machine: Machine, tmp_path: Path
) -> None:
    """Both continue with the same device and the same numbers."""
    anna, _ = two
    machine("anna")
    maintenance.backup(anna, tmp_path / "copy.annotator")
    with Project.open(tmp_path / "copy.annotator", "ben") as copy:
        tag(copy, "Oslo", "actor")
        tag(anna, "Kim", "actor")
        assert copy.device == anna.device
        report = merged(anna, sent(copy)).reports[0]
        assert report.clone
        assert [words_of(anna, layer(anna, 1, name)) for name in ("anna", "ben")] == [["Kim"], ["Oslo"]]
        assert anna.device != copy.device
        tag(anna, "We agree", "quote")
        merged(copy, sent(anna, "back.exchange"))
        assert words_of(copy, layer(copy, 1, "anna")) == ["We agree", "Kim"]
        assert (maintenance.faults(anna), maintenance.faults(copy)) == ([], [])


def test_what_came_of_two_machines_with_one_identity_goes_on_to_others(
    two: tuple[Project, Project], machine: Machine, tmp_path: Path
) -> None:
    """Actions of both have the same ids."""
    anna, ben = two
    machine("anna")
    maintenance.backup(anna, tmp_path / "copy.annotator")
    with Project.open(tmp_path / "copy.annotator", "anna") as copy:
        tag(copy, "Oslo", "actor")
        tag(anna, "Kim", "actor")
        tag(copy, "We agree", "quote")
        merged(anna, sent(copy))
    merged(ben, sent(anna))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    assert layer(ben, key, "anna") == layer(anna)
    assert len(layer(anna)) == 3
    assert (maintenance.faults(anna), maintenance.faults(ben)) == ([], [])


def test_a_change_of_the_scheme_leaves_a_colleagues_layer_alone(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "We agree", "claim")
    merged(ben, sent(anna))
    from annotator.domain.scheme_draft import SchemeDraft

    draft = SchemeDraft(ben.scheme)
    claim = draft.label("claim")
    assert claim is not None
    draft.rename_label(claim, "statement")
    scheming.apply(ben, draft.scheme(), draft.renames())
    before = layer(anna)
    assert merged(anna, sent(ben)).reports[0].scheme
    assert layer(anna) == before
    assert anna.scheme.label("statement") is not None


def test_two_projects_with_the_same_scheme_have_nothing_to_settle(two: tuple[Project, Project]) -> None:
    anna, ben = two
    merged(ben, sent(anna))
    merged(anna, sent(ben))
    assert (forks.listed(anna), forks.listed(ben)) == ([], [])


def test_comments_decisions_and_registry_come_along(two: tuple[Project, Project]) -> None:
    anna, ben = two
    commenting.add(anna, 1, "Is this right?")
    merged(ben, sent(anna))
    (thread,) = commenting.threads_of(ben, articles.key_of(ben, articles.id_of(anna, 1)))
    assert [comment.text for comment in thread.comments] == ["Is this right?"]


def test_a_colleagues_action_is_not_mine_to_undo(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    merged(ben, sent(anna))
    assert undoing.next_undo(ben) == "import"


def test_a_purged_article_does_not_come_back(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    file = sent(anna)
    merged(ben, file)
    articles.purge(ben, articles.key_of(ben, articles.id_of(anna, 1)))
    submitting.set_status(anna, 1, "done")
    report = merged(ben, sent(anna, "again.exchange")).reports[0]
    assert report.left_out > 0
    assert len(articles.listing(ben, articles.ListQuery("ben"))) == 1
    assert maintenance.faults(ben) == []


def test_a_signature_is_pinned_when_first_seen(two: tuple[Project, Project], machine: Machine) -> None:
    anna, ben = two
    machine("anna")
    first = sent(anna)
    machine("ben")
    assert merged(ben, first).reports[0].signature == "first seen"
    machine("anna")
    tag(anna, "Kim", "actor")
    second = sent(anna, "second.exchange")
    machine("ben")
    assert merged(ben, second).reports[0].signature == "known"


def test_another_key_is_refused_until_it_is_trusted(
    two: tuple[Project, Project], machine: Machine, tmp_path: Path
) -> None:
    anna, ben = two
    machine("anna")
    first = sent(anna)
    (tmp_path / "config of anna" / "signing.key").unlink()
    tag(anna, "Kim", "actor")
    second = sent(anna, "second.exchange")
    machine("ben")
    merged(ben, first)
    assert "signed with another key" in refused(ben, second)
    assert merged(ben, second, trust=True).reports[0].signature == "new key"


def test_damaged_keys_of_colleagues_stop_no_merge_and_open_no_door(
    two: tuple[Project, Project], machine: Machine, tmp_path: Path
) -> None:
    anna, ben = two
    machine("anna")
    first = sent(anna)
    tag(anna, "Kim", "actor")
    second = sent(anna, "second.exchange")
    machine("ben")
    merged(ben, first)
    for name in ("colleagues.json", "colleagues.copy.json"):
        (tmp_path / "config of ben" / name).write_bytes(b"")
    assert "keys that were known of colleagues are damaged" in refused(ben, second)
    assert merged(ben, second, trust=True).reports[0].fresh == 1


def test_what_was_signed_once_is_not_taken_unsigned(two: tuple[Project, Project], machine: Machine) -> None:
    anna, ben = two
    machine("anna")
    first = sent(anna)
    tag(anna, "Kim", "actor")
    second = sent(anna, "second.exchange")
    machine("ben")
    merged(ben, first)
    _resealed(second, lambda lines: lines)
    assert "is not signed" in refused(ben, second)


def _resealed(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """What somebody does who changes a file and seals it anew, without a key."""
    lines = change(path.read_bytes().splitlines(keepends=True)[:-1])
    seal = {
        "count": len(lines) - 1,
        "hash": sha256(b"".join(lines)).hexdigest(),
        "key": None,
        "signature": None,
    }
    path.write_bytes(b"".join(lines) + orjson.dumps(seal, option=orjson.OPT_SORT_KEYS) + b"\n")


def _forged(**values: object) -> Callable[[list[bytes]], list[bytes]]:
    """Changes the last revision."""

    def change(lines: list[bytes]) -> list[bytes]:
        content = orjson.loads(lines[-1])
        content |= values
        return [*lines[:-1], orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"]

    return change


def _body(**values: object) -> Callable[[list[bytes]], list[bytes]]:
    def change(lines: list[bytes]) -> list[bytes]:
        content = orjson.loads(lines[-1])
        content["body"] |= values
        return [*lines[:-1], orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"]

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_forged(layer="ben"), "it would change ben's layer"),
        (_forged(author="ben", layer="ben"), "it is ben's, in a file of anna's"),
        (_forged(kind="spell"), "spell is unknown here"),
        (_forged(clock=2**60), "made in the future"),
        (_forged(article="0" * 64), "the file does not bring"),
        (_forged(sequence=-1), "which revision"),
        (_forged(parents=[["x", 1, "no hash"]]), "a hash in it is none"),
        (_forged(extra=1), "not built like a revision"),
        (_body(start=-1), "is no span"),
        (_body(end=10_000), "is no span"),
        (_body(label=7), "not built like an annotation"),
        (_body(origin="magic"), "is no origin"),
        (lambda lines: [*lines, b"[1]\n"], "not written as this program writes"),
        (lambda lines: [*lines, b'{"text":"x","article":"y","original":null}\n'], "not written as"),
        (lambda lines: [lines[0].replace(b"exchange/1", b"exchange/9"), *lines[1:]], "a newer program"),
        (lambda lines: [b'{"format":"other"}\n', *lines[1:]], "no file of `annotator share`"),
    ],
)
def test_a_forged_file_is_refused_with_a_reason(
    two: tuple[Project, Project], change: Callable[[list[bytes]], list[bytes]], why: str
) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    file = sent(anna)
    _resealed(file, change)
    assert why in refused(ben, file)


def test_a_damaged_file_is_refused_and_the_others_go_in(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    whole, broken = sent(anna), sent(anna, "broken.exchange")
    broken.write_bytes(broken.read_bytes()[:-40])
    merges = exchange.merge(ben, [broken, whole, ben.path.with_name("none.exchange")])
    assert [report.path for report in merges.reports] == [whole]
    assert ["its end is missing" in merges.refused[0], "no such file" in merges.refused[1]] == [True, True]


def test_who_has_done_nothing_has_nothing_to_share(two: tuple[Project, Project]) -> None:
    anna, _ = two
    with pytest.raises(Problem, match="zoe has done nothing in this project yet"):
        sent(anna, analyst="zoe")
    sent(anna, since_last=True)
    with pytest.raises(Problem, match="anna has done nothing since it was shared last"):
        sent(anna, since_last=True)


def test_colleagues_imports_of_one_article_are_one_article(two: tuple[Project, Project]) -> None:
    anna, ben = two
    bring(ben, draft_of(STORY))
    tag(anna, "Kim", "actor")
    merged(ben, sent(anna))
    assert len(articles.listing(ben, articles.ListQuery("ben"))) == 2
    assert forks.listed(ben) == []


def test_an_undone_import_leaves_an_article_that_a_colleague_annotated(two: tuple[Project, Project]) -> None:
    anna, ben = two
    merged(ben, sent(anna))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    tag(ben, "Kim", "actor", key)
    merged(anna, sent(ben))
    change = undoing.undo(anna)
    assert change.note == "1 article stayed in the list: ben annotated there since."
    assert words_of(anna, layer(anna, 1, "ben")) == ["Kim"]
    assert articles.load(anna, 1).text == STORY


def test_everything_that_a_team_does_comes_along(two: tuple[Project, Project]) -> None:
    """What is made here and not admitted there would hold up the whole file."""
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    registry.add(anna, "Kim Solvang", "person")
    team.set_member(anna, "ben", "reviewer")
    team.assign(anna, [1], ["ben"])
    guidelines.change_entry(anna, "actor", "Whoever acts.")
    recipes.note(anna, Recipe(split=SplitPlan()))
    recipes.save(anna, "for training", Recipe("jsonl", "all", reviewed=True))
    thread = commenting.add(anna, 1, "Right?", Anchor.of(uid, "anna"))
    assert thread
    submitting.submit(anna, 1)
    decided = comparison.of_article(anna, 1).cases
    deciding.settle(anna, 1, [deciding.verdict(decided[0], decided[0].case.members[0].at, "slip", "so")])
    deciding.hand_back(anna, 1, "anna", "Once more.")
    feedback.agree(anna, feedback.of_analyst(anna, "anna", changed_only=False))
    submitting.reopen(anna, 1)
    sent_kinds = {kind for (kind,) in anna.store.rows("SELECT DISTINCT kind FROM revision")}
    assert sent_kinds == {kind for shapes in SHAPES.values() for kind in shapes} | {"scheme"}
    merged(ben, sent(anna))
    assert {kind for (kind,) in ben.store.rows("SELECT DISTINCT kind FROM revision")} == sent_kinds
    assert team.assignments(ben) == {2: ("ben",)}
    assert recipes.recipe(ben, "for training") == Recipe("jsonl", "all", reviewed=True)
    assert maintenance.faults(ben) == []


def test_an_undone_import_takes_no_article_away_from_a_colleague(two: tuple[Project, Project]) -> None:
    anna, ben = two
    merged(ben, sent(anna))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    tag(ben, "Kim", "actor", key)
    undoing.undo(anna)
    registry.add(anna, "Kim Solvang", "person")
    merged(ben, sent(anna, "later.exchange"))
    assert articles.load(ben, key).text == STORY
    assert words_of(ben, layer(ben, key, "ben"), key) == ["Kim"]


def test_what_an_undone_import_brought_stays_at_home(two: tuple[Project, Project]) -> None:
    anna, ben = two
    undoing.undo(anna)
    assert merged(ben, sent(anna)).reports[0].articles == 0


def test_a_deletion_that_comes_before_what_it_deletes_is_told(two: tuple[Project, Project]) -> None:
    anna, ben = two
    uid = tag(anna, "Kim", "actor")
    sent(anna, since_last=True)
    annotating.delete(anna, 1, [uid])
    merged(ben, sent(anna, "second.exchange", since_last=True))
    key = articles.key_of(ben, articles.id_of(anna, 1))
    assert "annotation removed" in [event.what for event in history.events(ben, key)]


def _circle(lines: list[bytes]) -> list[bytes]:
    """Two states of version 1 that supersede one another."""
    content = orjson.loads(lines[-1])
    content["parents"] = [[content["device"], content["sequence"] + 1]]
    return [*lines[:-1], orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"]


def test_states_that_would_supersede_one_another_are_refused(two: tuple[Project, Project]) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    file = sent(anna)
    _resealed(file, _circle)
    assert "does not say what it follows" in refused(ben, file)


@pytest.mark.parametrize("kind", ["scheme", "guideline"])
def test_nobody_takes_scheme_or_guideline_away(two: tuple[Project, Project], kind: str) -> None:
    anna, ben = two
    tag(anna, "Kim", "actor")
    file = sent(anna)
    _resealed(file, _forged(kind=kind, object=kind, layer="project", article=None, body=None))
    assert "cannot be deleted for everybody" in refused(ben, file)


def test_what_a_copied_project_took_back_is_no_damage_where_it_is_merged(
    tmp_path: Path, machine: Machine
) -> None:
    """Both have the identity of one machine; what the copy took back was done in the chain of the other."""
    machine("anna")
    with project_with(tmp_path, STORY, analyst="anna") as anna:
        tag(anna, "Kim", "actor")
        maintenance.backup(anna, tmp_path / "copy.annotator")
        tag(anna, "Oslo", "actor")
        with Project.open(tmp_path / "copy.annotator", "anna") as copy:
            undoing.undo(copy)
            file = sent(copy)
        merged(anna, file, trust=True)
        assert maintenance.faults(anna) == []
