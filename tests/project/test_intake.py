"""What is about to be imported: recognised, corrected, left out; nothing is written before it is added."""

import sys
from pathlib import Path

import orjson
import pytest

from annotator.domain.article import Draft, Rejection, Zone
from annotator.domain.import_options import ImportOptions
from annotator.domain.likeness import NEARLY, SAME_BODY
from annotator.domain.problems import Cancelled, Progress
from annotator.project import articles, import_report, importing
from annotator.project.intake import Intake, Item
from annotator.project.project import Project
from annotator.project.spool import Spool
from tests.documents import archive
from tests.making import STORY, bring, draft_of, project_with

AMBIGUOUS = "Quota talks open\n\n03/05/2007 10:00 OSLO (XYZ) - Envoys met to talk about herring.\n\nThey said nothing."
RUSSIAN = "Министр рыболовства сообщил журналистам, что переговоры о квотах пройдут в ближайшее время."
DIGEST = "\n\n".join(
    f"{place} closes its port\n\n{place.upper()}, May 3 (AP) - The council of {place} closed the port on Monday to all "
    "trawlers that ignore the limits on herring.\n\nFishermen said they would go elsewhere, and did so."
    for place in ("Bergen", "Tromso", "Bodo")
)


def read(intake: Intake, project: Project | None = None) -> list[Item]:
    return list(intake.read(project, Progress()))


def draft(intake: Intake, number: int) -> Draft:
    found = intake.draft(number)
    assert isinstance(found, Draft)
    return found


class Stopped(Progress):
    def step(self, done: int, total: int) -> None:
        raise Cancelled


def test_nothing_is_in_the_project_before_it_is_added(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    with Intake([tmp_path / "a.txt"], project.path) as intake:
        (item,) = read(intake, project)
        assert (item.file, item.format, item.encoding) == ("a.txt", "text", "utf-8")
        assert item.metadata.headline == "Quota talks open"
        assert len(articles.listing(project, articles.ListQuery("anna"))) == 1
        report, _ = intake.add(project)
    assert len(report.added) == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".import")] == []


def test_what_is_there_already_is_told_of_the_project_and_of_the_batch(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", STORY), ("b.txt", AMBIGUOUS), ("c.txt", f"\n{AMBIGUOUS}")):
        (tmp_path / "in" / name).write_text(text)
    with Intake([tmp_path / "in"], project.path) as intake:
        assert [item.is_there for item in read(intake, project)] == [True, False, True]


BODY = (
    "The port of Bergen will stay closed until Friday, the harbour council said after its meeting on Tuesday.",
    "Eleven boats wait outside the bay for the storm to pass, and their catch is worth less every day.",
    "The price of ice has doubled since last week because the only factory on the coast stands still.",
)


@pytest.mark.parametrize("indexed", [True, False])
def test_duplicates_in_the_project_and_in_the_batch_are_told(
    project: Project, tmp_path: Path, indexed: bool
) -> None:
    """Also of articles that nobody had the time to describe."""
    bring(project, draft_of("\n\n".join(BODY[:2])))
    if indexed:
        importing.index(project)
    (tmp_path / "in").mkdir()
    for name, some in (("a", BODY[1:]), ("b", (*BODY[1:], "More soon.")), ("c", ("Nothing of the kind.",))):
        (tmp_path / "in" / f"{name}.txt").write_text("\n\n".join(some))
    with Intake([tmp_path / "in"], project.path) as intake:
        first, second, other = read(intake, project)
        assert [(one.called, one.kind, one.number) for one in first.like] == [(BODY[0][:40], NEARLY, None)]
        assert [one.number for one in second.like] == [first.number, None]
        assert other.like == ()
        assert [one.like for one in intake.items] == [first.like, second.like, ()]
        intake.skip([first.number])
        report, _ = intake.add(project)
    assert [(file, like.number) for file, like in report.duplicates] == [("b.txt", None)]
    assert import_report.summary(report, "anna") == "2 articles added, 1 near-duplicate, 1 left out."
    assert (report.values()["near_duplicates"], report.values()["same_body"]) == (1, 0)


def test_the_same_body_under_another_promotion_line_is_told(tmp_path: Path) -> None:
    for name, line in (("a", "Only for subscribers!"), ("b", "Visit our site")):
        record = {"text": f"{line}\n\n{BODY[0]}", "zones": [[len(line) + 2, len(line) + 2 + len(BODY[0])]]}
        record["zones"] = [{"kind": "body", "start": s, "end": e} for s, e in record["zones"]]
        (tmp_path / f"{name}.jsonl").write_bytes(orjson.dumps(record))
    with Intake([tmp_path / "a.jsonl", tmp_path / "b.jsonl"]) as intake:
        first, second = read(intake)
    assert first.like == ()
    assert [(one.kind, one.number) for one in second.like] == [(SAME_BODY, first.number)]


def test_what_is_read_again_is_no_duplicate_of_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(BODY))
    with Intake([tmp_path / "a.txt"]) as intake:
        (item,) = read(intake)
        intake.again([item.number], ImportOptions(encoding="cp1252"), None, Progress())
        assert [one.like for one in intake.items] == [()]


@pytest.mark.parametrize(("first", "day"), [("day", "2007-05-03T10:00:00"), ("month", "2007-03-05T10:00:00")])
def test_a_date_that_could_be_either_is_asked_for_and_answered(
    project: Project, tmp_path: Path, first: str, day: str
) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    with Intake([tmp_path / "a.txt"], project.path) as intake:
        (item,) = read(intake, project)
        assert item.questions == ("date",)
        intake.choose_order([item.number], first)
        assert intake.items[0].questions == ()
        report, _ = intake.add(project)
    known = articles.load(project, articles.key_of(project, report.added[0])).metadata
    assert (known.published, known.date_evidence, known.date_readings) == (day, "analyst", ())


def test_metadata_and_zones_are_corrected(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Buy our news!\n\n{AMBIGUOUS}")
    with Intake([tmp_path / "a.txt"], project.path) as intake:
        (item,) = read(intake, project)
        intake.correct(
            [item.number], agency="AP", place=None, headline="Quota talks open", published="2007-05-03"
        )
        intake.set_zone(item.number, "promotion", 0, 13)
        found = draft(intake, item.number)
        assert found.zones[0] == Zone("promotion", 0, 13)
        assert (found.metadata.agency, found.metadata.place) == ("AP", None)
        report, _ = intake.add(project)
    article = articles.load(project, articles.key_of(project, report.added[0]))
    assert article.record.zones[0] == Zone("promotion", 0, 13)
    assert article.metadata.headline == "Quota talks open"
    assert report.open == []


def test_a_line_is_made_a_zone_in_all_files_that_have_it(project: Project, tmp_path: Path) -> None:
    heads = ("Buy our news!", "Section: Sea\n\nBuy our news!", "Buy our news! Or not.", "Rain")
    for number, head in enumerate(heads):
        (tmp_path / f"{number}.txt").write_text(f"{head}\n\n{AMBIGUOUS}")
    with Intake([tmp_path / f"{number}.txt" for number in range(4)], project.path) as intake:
        items = read(intake, project)
        numbers = [item.number for item in items]
        intake.set_zone_alike(numbers, numbers[0], "promotion", 0, 13)
        found = [
            [
                draft(intake, number).text[zone.start : zone.end]
                for zone in draft(intake, number).zones
                if zone.kind == "promotion"
            ]
            for number in numbers
        ]
    assert found == [["Buy our news!"], ["Buy our news!"], [], []]


def test_what_is_left_out_stays_out_and_is_told(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}: {AMBIGUOUS}")
    with Intake([tmp_path / f"{name}.txt" for name in "abc"], project.path) as intake:
        items = read(intake, project)
        intake.skip([items[0].number, items[1].number])
        intake.skip([items[0].number], skipped=False)
        report, _ = intake.add(project)
    assert report.left_out == ["b.txt"]
    assert len(report.added) == 2


def test_a_file_is_read_again_in_another_encoding(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("koi8-r"))
    with Intake([tmp_path / "a.txt"], project.path, ImportOptions(encoding="cp1251")) as intake:
        (item,) = read(intake, project)
        assert draft(intake, item.number).text != RUSSIAN
        assert intake.encodings(item.number)[0] == ("koi8-r", RUSSIAN)
        intake.again([item.number], ImportOptions(encoding="koi8-r"), project, Progress())
        (again,) = intake.items
        assert draft(intake, again.number).text == RUSSIAN
        assert not intake.has(item.number)


def test_a_digest_is_split_on_demand_also_in_an_archive(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"d.txt": DIGEST.encode(), "e.txt": AMBIGUOUS.encode()}))
    with Intake([tmp_path / "a.zip"], project.path) as intake:
        digest, other = read(intake, project)
        assert (digest.questions, other.questions) == (("digest",), ("date",))
        intake.again([digest.number], ImportOptions(split=True), project, Progress())
        assert [item.file for item in intake.items] == [
            "a.zip/d.txt#1",
            "a.zip/d.txt#2",
            "a.zip/d.txt#3",
            "a.zip/e.txt",
        ]
        part = intake.items[1].number
        assert intake.directions(part) == ImportOptions(split=True)
        intake.again([part], ImportOptions(), project, Progress())
        assert [item.file for item in intake.items] == ["a.zip/d.txt", "a.zip/e.txt"]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".import")] == []


def test_columns_are_remembered_for_tables_with_the_same_headers(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config"))
    table = "Nr,Summary,Words\n1,short one,%s\n"
    (tmp_path / "a.csv").write_text(table % ("The ministry will not accept new limits on herring. " * 4))
    (tmp_path / "b.csv").write_text(table % ("Others did accept the limits on herring though late. " * 4))
    with Intake([tmp_path / "a.csv"], project.path) as intake:
        (item,) = read(intake, project)
        assert item.questions == ("columns",)
        shown = intake.table(item.number)
        assert shown is not None
        assert (shown.headers, shown.columns) == (("Nr", "Summary", "Words"), {"text": "Words"})
        columns = {"text": "Words", "headline": "Summary"}
        intake.remember_columns(item.number, columns)
        intake.again([item.number], ImportOptions(columns=columns), project, Progress())
        assert intake.items[0].metadata.headline == "short one"
    with Intake([tmp_path / "b.csv"], project.path) as intake:
        (item,) = read(intake, project)
        assert (item.metadata.headline, item.questions) == ("short one", ())


def test_cancelling_while_adding_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    with Intake([tmp_path / "a.txt"], project.path) as intake:
        read(intake, project)
        with pytest.raises(Cancelled):
            intake.add(project, Stopped())
    assert len(articles.listing(project, articles.ListQuery("anna"))) == 1


def test_cancelling_while_reading_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AMBIGUOUS)
    with Intake([tmp_path / "a.txt"], project.path) as intake, pytest.raises(Cancelled):
        list(intake.read(project, Stopped()))
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".import")) == []


def test_the_report_is_kept_as_text_or_json(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(AMBIGUOUS)
    (tmp_path / "in" / "b.rtf").write_bytes(b"{\\rtf1}")
    (tmp_path / "in" / "c.png").write_bytes(b"")
    with project_with(tmp_path) as project, Intake([tmp_path / "in"], project.path) as intake:
        read(intake, project)
        report, _ = intake.add(project)
    import_report.save(report, "anna", tmp_path / "r.txt")
    assert (tmp_path / "r.txt").read_text().splitlines() == [
        "1 article added, 1 rejected.",
        "Rejected b.rtf: documents of this kind are not read; save it as .docx.",
        "1 article to look at, since day and month of its date could be either: a.txt.",
        "1 file of other kinds passed over (.png 1).",
    ]
    import_report.save(report, "anna", tmp_path / "r.json")
    kept = orjson.loads((tmp_path / "r.json").read_bytes())
    assert (kept["added"], kept["analyst"], kept["passed_over"]) == (1, "anna", {".png": 1})
    assert kept["open_questions"] == [{"file": "a.txt", "question": "date"}]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_what_the_disk_has_no_room_for_is_a_rejection_and_the_next_one_is_kept(tmp_path: Path) -> None:
    import resource

    spool, before = Spool(tmp_path / "p.annotator"), resource.getrlimit(resource.RLIMIT_FSIZE)
    small, large = draft_of("Herring."), draft_of("Herring. " * 50_000, name="large.txt")
    spool.put(small)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))  # A disk that is full from there on.
    try:
        number, refused = spool.put(large)
        after, kept = spool.put(small)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(refused) == "large.txt, line 1: it cannot be kept until it is added (File too large)"
    assert [spool.get(one) for one in (number, after)] == [refused, kept] == [refused, small]
    spool.close()


def test_files_of_one_name_in_two_folders_are_read_again_each_by_itself(tmp_path: Path) -> None:
    for folder, words in (("a", "Переговоры о квотах"), ("b", "Запрет на сельдь")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x#1.txt").write_bytes(words.encode("koi8-r"))
    with Intake([tmp_path / "a" / "x#1.txt", tmp_path / "b" / "x#1.txt"]) as intake:
        first, second = read(intake)
        intake.again([second.number], ImportOptions(encoding="koi8-r"), None, Progress())
        assert [draft(intake, item.number).text for item in intake.items][1] == "Запрет на сельдь"
        assert intake.has(first.number)
        assert not intake.has(second.number)


def test_a_spool_gives_back_what_was_put_in_any_order(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "p.annotator")
    put = [Rejection(f"{number}.txt", None, "x" * number) for number in range(50)]
    assert [spool.put(one)[0] for one in put] == list(range(50))
    assert [spool.get(number) for number in reversed(range(50))] == put[::-1]
    assert list(tmp_path.iterdir()) == []
    spool.close()
