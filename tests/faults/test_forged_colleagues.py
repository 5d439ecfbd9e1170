"""Files that are not whose they say: made on other machines, unsigned, signed with other keys, under names alike."""

from collections.abc import Callable
from hashlib import sha256
from itertools import product
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import orjson
import pytest

from annotator.cli.main import main
from annotator.project import annotating, articles, exchange, signing, submitting
from annotator.project import team as team_
from annotator.project.project import Project
from annotator.storage.log import Edit
from tests.making import STORY, layer, project_with, tag


class Machine:
    """An installation of its own, with one project in it."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._patch, self._capsys = folder, monkeypatch, capsys
        self.project = folder / "news.annotator"

    def run(self, *words: object, code: int = 0) -> tuple[str, str]:
        """A command there; gives output and errors."""
        self.sit_down()
        self._capsys.readouterr()
        assert main([str(word) for word in words]) == code, self._capsys.readouterr()
        return self._capsys.readouterr()

    def sit_down(self) -> None:
        self._patch.setenv("ANNOTATOR_CONFIG", str(self.folder / "configuration"))

    def new(self, analyst: str, *texts: str) -> "Machine":
        self.sit_down()
        project_with(self.folder, *texts, analyst=analyst).close()
        return self

    def do(self, analyst: str, act: Callable[[Project], Any]) -> Any:
        self.sit_down()
        with Project.open(self.project, analyst) as project:
            return act(project)

    def share(self, analyst: str, name: str) -> Path:
        path = self.folder.parent / name
        self.run("share", self.project, path, "--analyst", analyst)
        return path

    def merge(self, analyst: str, *files: Path, code: int = 0, trust: bool = False) -> tuple[str, str]:
        words = ("--trust",) if trust else ()
        return self.run("merge", self.project, *files, "--analyst", analyst, *words, code=code)

    def holds(self, analyst: str) -> int:
        """How many annotations of the analyst the story has here."""

        def count(project: Project) -> int:
            key = articles.key_of(project, sha256(STORY.encode()).hexdigest())
            return len(layer(project, key, analyst))

        return int(self.do(analyst, count))


MachineOf = Callable[[str], Machine]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> MachineOf:
    return lambda name: Machine(tmp_path / name, monkeypatch, capsys)


def unsigned(path: Path) -> Path:
    """The file without key and signature."""
    *lines, seal = path.read_bytes().splitlines(keepends=True)
    values = orjson.loads(seal) | {"key": None, "signature": None}
    path.write_bytes(b"".join(lines) + orjson.dumps(values, option=orjson.OPT_SORT_KEYS) + b"\n")
    return path


def sealed(lines: list[bytes], signer: Machine | None) -> bytes:
    """The lines sealed anew, signed with the key of a machine."""
    digest = sha256(b"".join(lines)).hexdigest()
    key, signature = None, None
    if signer is not None:
        signer.sit_down()
        key, signature = signing.sign(digest)
    seal = {"count": len(lines) - 1, "hash": digest, "key": key, "signature": signature}
    return b"".join(lines) + orjson.dumps(seal, option=orjson.OPT_SORT_KEYS) + b"\n"


def with_header(path: Path, signer: Machine | None, **values: object) -> Path:
    """The file with another header, sealed anew."""
    lines = path.read_bytes().splitlines(keepends=True)[:-1]
    head = orjson.dumps(orjson.loads(lines[0]) | values, option=orjson.OPT_SORT_KEYS) + b"\n"
    path.write_bytes(sealed([head, *lines[1:]], signer))
    return path


def delete_all(project: Project) -> None:
    """Somebody deletes the annotations of the analyst who is said to work here."""
    key = articles.key_of(project, sha256(STORY.encode()).hexdigest())
    annotating.delete(project, key, [one.id for one in layer(project, key)])


@pytest.fixture
def team(machine: MachineOf) -> tuple[Machine, Machine, Machine, Path]:
    """Dora with an annotation, Ed who has merged her work, and a stranger who has it too; Dora's first file."""
    dora, ed, stranger = machine("dora's"), machine("ed's"), machine("stranger's")
    dora.new("dora", STORY).do("dora", lambda project: tag(project, "Kim", "actor"))
    first = dora.share("dora", "first.exchange")
    ed.new("ed")
    ed.merge("ed", first)
    stranger.new("stranger")
    stranger.merge("stranger", first)
    return dora, ed, stranger, first


def test_a_file_from_another_machine_that_nobody_signed_deletes_nothing(
    team: tuple[Machine, Machine, Machine, Path],
) -> None:
    dora, ed, stranger, _ = team
    stranger.do("dora", delete_all)
    forged = unsigned(stranger.share("dora", "forged.exchange"))
    for one, name in ((dora, "dora"), (ed, "ed")):
        _, told = one.merge(name, forged, code=1)
        assert "not merged" in told
        assert "dora's" in told
        one.run("check", one.project)
    assert (dora.holds("dora"), ed.holds("dora")) == (1, 1)


@pytest.mark.parametrize(
    ("device", "signs", "name"),
    [*product(["its own", "dora's", "ed's", "fresh"], [False, True], ["dora", "Dora", "do\u0301ra"])],
)
def test_whatever_a_stranger_says_of_machine_key_and_name_nothing_of_dora_goes(
    team: tuple[Machine, Machine, Machine, Path], device: str, signs: bool, name: str
) -> None:
    dora, ed, stranger, first = team
    stranger.do("dora", delete_all)
    forged = stranger.share("dora", "forged.exchange")
    devices = {
        "its own": orjson.loads(forged.read_bytes().splitlines()[0])["device"],
        "dora's": orjson.loads(first.read_bytes().splitlines()[0])["device"],
        "ed's": (ed.folder / "configuration" / "device").read_text(),
        "fresh": "f" * 32,
    }
    with_header(forged, stranger if signs else None, device=devices[device], analyst=name)
    dora.merge("dora", forged, code=1)
    ed.merge("ed", forged, code=1)
    assert (dora.holds("dora"), ed.holds("dora")) == (1, 1)


def test_a_colleague_whose_key_is_known_does_not_speak_for_another(
    team: tuple[Machine, Machine, Machine, Path],
) -> None:
    _, ed, stranger, _ = team
    stranger.do("stranger", lambda project: tag(project, "Kim", "actor"))
    ed.merge("ed", stranger.share("stranger", "stranger.exchange"))
    stranger.do("dora", delete_all)
    _, told = ed.merge("ed", stranger.share("dora", "forged.exchange"), code=1)
    assert "another key" in told
    assert ed.holds("dora") == 1
    stranger.do("new", lambda project: tag(project, "Oslo", "actor"))
    _, told = ed.merge("ed", stranger.share("new", "new.exchange"), code=1)
    assert "with the key of stranger" in told


def test_a_machine_that_the_known_one_vouches_for_is_believed(
    team: tuple[Machine, Machine, Machine, Path], machine: MachineOf
) -> None:
    """Dora takes her laptop's file over at her desk and says that it is hers: that is all."""
    dora, ed, _, first = team
    laptop = machine("laptop").new("dora")
    _, told = laptop.merge("dora", first, code=1)
    assert "nothing vouches" in told
    laptop.merge("dora", first, trust=True)
    laptop.do("dora", delete_all)
    second = laptop.share("dora", "laptop.exchange")
    ed.merge("ed", second, code=1)
    assert ed.holds("dora") == 1
    dora.merge("dora", second, code=1)
    dora.merge("dora", second, trust=True)
    dora.do("dora", lambda project: tag(project, "Oslo", "actor"))
    third = dora.share("dora", "third.exchange")
    ed.merge("ed", third)
    ed.merge("ed", second)
    laptop.merge("dora", third)
    laptop.do("dora", delete_all)
    out, _ = ed.merge("ed", laptop.share("dora", "fourth.exchange"))
    assert ("known key" in out, ed.holds("dora")) == (True, 0)


def test_the_laptops_own_file_brings_the_word_of_the_known_machine(
    team: tuple[Machine, Machine, Machine, Path], machine: MachineOf
) -> None:
    dora, ed, _, first = team
    laptop = machine("laptop").new("dora")
    laptop.merge("dora", first, trust=True)
    laptop.do("dora", lambda project: tag(project, "Oslo", "actor", 1))
    dora.merge("dora", laptop.share("dora", "laptop.exchange"), trust=True)
    dora.do("dora", lambda project: tag(project, "minister", "actor"))
    laptop.merge("dora", dora.share("dora", "third.exchange"))
    out, _ = ed.merge("ed", laptop.share("dora", "fourth.exchange"))
    assert ("a known one vouches" in out, ed.holds("dora")) == (True, 3)


def test_a_stranger_cannot_vouch_for_itself(team: tuple[Machine, Machine, Machine, Path]) -> None:
    _, ed, stranger, first = team
    stranger.do("dora", delete_all)
    forged = stranger.share("dora", "forged.exchange")
    stranger.sit_down()
    key, by = signing.own_key(), orjson.loads(first.read_bytes().splitlines()[-1])["key"]
    for maker, signature in ((by, "0" * 128), (key, signing.sign("x")[1]), (by, signing.sign("x")[1])):
        vouch = {"device": "f" * 32, "key": key, "by": maker, "signature": signature}
        ed.merge("ed", with_header(forged, stranger, vouches=[vouch]), code=1)
    assert ed.holds("dora") == 1


def test_ones_own_file_and_that_of_a_copied_home_folder_need_no_word(
    machine: MachineOf, tmp_path: Path
) -> None:
    dora, clone = machine("dora's").new("dora", STORY), machine("clone")
    dora.do("dora", lambda project: tag(project, "Kim", "actor"))
    first = dora.share("dora", "first.exchange")
    dora.merge("dora", first)
    copytree(dora.folder / "configuration", clone.folder / "configuration")
    copy(dora.project, clone.project)
    clone.do("dora", lambda project: tag(project, "Oslo", "actor"))
    dora.merge("dora", clone.share("dora", "clone.exchange"))
    assert dora.holds("dora") == 2


def test_without_the_means_to_check_a_signature_files_of_the_known_are_not_taken(
    team: tuple[Machine, Machine, Machine, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dora, ed, _, _ = team
    dora.do("dora", delete_all)
    file = dora.share("dora", "second.exchange")
    monkeypatch.setattr(signing, "available", lambda: False)
    _, told = ed.merge("ed", file, code=1)
    assert "cannot be checked here" in told
    ed.merge("ed", file, trust=True)
    assert ed.holds("dora") == 0


def test_unsigned_colleagues_go_on_from_the_machines_that_are_known(
    machine: MachineOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "available", lambda: False)
    dora, ed, other = (
        machine("dora's").new("dora", STORY),
        machine("ed's").new("ed"),
        machine("other").new("dora"),
    )
    for words in ("Kim", "Oslo"):
        dora.do("dora", lambda project, words=words: tag(project, words, "actor"))
        ed.merge("ed", dora.share("dora", f"{words}.exchange"))
    other.merge("dora", dora.share("dora", "again.exchange"), trust=True)
    other.do("dora", delete_all)
    _, told = ed.merge("ed", other.share("dora", "other.exchange"), code=1)
    assert "another machine" in told
    assert ed.holds("dora") == 2


@pytest.mark.parametrize(
    "content", [b"[]", b'{"dora": ["x"]}', b'{"dora": {"x": null}}', b"", b"\xff", b"[" * 99999]
)
def test_damaged_keys_of_colleagues_do_not_open_the_door(
    team: tuple[Machine, Machine, Machine, Path], content: bytes
) -> None:
    dora, ed, _, _ = team
    for name in ("colleagues.json", "colleagues.copy.json"):
        (ed.folder / "configuration" / name).write_bytes(content)
    dora.do("dora", delete_all)
    _, told = ed.merge("ed", dora.share("dora", "second.exchange"), code=1)
    assert "the keys that were known of colleagues are damaged" in told


def test_a_merge_that_is_refused_leaves_no_key_behind(team: tuple[Machine, Machine, Machine, Path]) -> None:
    _, ed, stranger, _ = team
    before = (ed.folder / "configuration" / "colleagues.json").read_bytes()
    stranger.do("dora", delete_all)
    ed.merge("ed", stranger.share("dora", "forged.exchange"), code=1)
    assert (ed.folder / "configuration" / "colleagues.json").read_bytes() == before


def test_files_are_refused_that_name_no_device(team: tuple[Machine, Machine, Machine, Path]) -> None:
    dora, ed, _, first = team
    _, told = ed.merge("ed", with_header(first, dora, device="%"), code=1)
    assert "does not say whose work it is" in told
    ed.sit_down()
    with Project.open(ed.project, "ed") as project:
        assert exchange.merge(project, [first]).doubtful == []


def test_a_stranger_who_takes_away_what_all_share_is_asked_about(
    team: tuple[Machine, Machine, Machine, Path], machine: MachineOf
) -> None:
    _, ed, _, first = team
    zed = machine("zed's").new("zed")
    zed.merge("zed", first)

    def empty(project: Project) -> None:
        project.act("empty", [Edit("actor", one.id, "project", None) for one in project.registry.active])

    zed.do("zed", empty)
    forged = zed.share("zed", "zed.exchange")
    _, told = ed.merge("ed", forged, code=1)
    assert "would take away" in told
    assert ed.do("ed", lambda project: len(project.registry.active)) > 0
    ed.merge("ed", forged, trust=True)
    assert ed.do("ed", lambda project: len(project.registry.active)) == 0


@pytest.mark.parametrize(
    ("known", "given"), [("dora", "Dora"), ("Jose\u0301", "José"), ("ann lee", "Ann  Lee ")]
)
def test_a_name_that_differs_by_its_writing_only_is_the_known_one(
    machine: MachineOf, known: str, given: str
) -> None:
    one = machine("one").new("lead", STORY)
    other = one.folder.parent / "other.exchange"
    one.do("lead", lambda project: _with_layer(project, known))
    _, told = one.run("articles", one.project, "--analyst", given)
    assert f"is known here as {known}" in told
    one.do(given, lambda project: tag(project, "Kim", "actor"))
    assert one.holds(known) == 1
    one.run("share", one.project, other, "--analyst", given)
    assert orjson.loads(other.read_bytes().splitlines()[0])["analyst"] == known
    one.run("team", one.project, "--add", given, "--analyst", "lead")
    assert one.do("lead", lambda project: {member.name for member in team_.members(project)}) == {
        "lead",
        known,
    }
    _, told = one.run("articles", one.project, "--analyst", known)
    assert told == ""


def _with_layer(project: Project, name: str) -> None:
    """Somebody's layer under a name as an older program took it."""
    project.analyst = name
    submitting.set_status(project, 1, "in progress")


def test_a_project_that_has_two_such_names_opens_for_both(machine: MachineOf) -> None:
    one = machine("one").new("lead", STORY)
    for name in ("dora", "Dora"):
        one.do("lead", lambda project, name=name: _with_layer(project, name))
        one.do(name, lambda project: tag(project, "Kim", "actor"))
    assert (one.holds("dora"), one.holds("Dora")) == (1, 1)


@pytest.mark.parametrize("name", ["Gold", "PROJECT", " all ", "ｍajority"])
def test_reserved_words_are_reserved_however_they_are_written(machine: MachineOf, name: str) -> None:
    one = machine("one").new("lead", STORY)
    _, told = one.run("articles", one.project, "--analyst", name, code=1)
    assert "reserved word" in told


def test_a_merged_name_that_differs_by_its_writing_from_a_known_one_is_told(
    team: tuple[Machine, Machine, Machine, Path], machine: MachineOf
) -> None:
    _, ed, _, _ = team
    other = machine("other").new("DORA", STORY)
    other.do("DORA", lambda project: tag(project, "Kim", "actor"))
    file = other.share("DORA", "other.exchange")
    ed.merge("ed", file, code=1)
    out, _ = ed.merge("ed", file, trust=True)
    assert "DORA and dora are two names that differ by their writing only" in out
