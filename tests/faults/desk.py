"""A desk at which everything that must never be lost is done: what lies on it, what is done there, what was promised.

A desk is a folder with `work/` (projects and what goes out of them), `config/` (the installation's settings and keys),
`in/` (what comes in) and `promises`, to which a line of JSON is added whenever the program has said that something is
done. `tests/faults` ends the program in the middle and holds what is there afterwards against the promises.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.cli.main import main
from annotator.domain.scheme_draft import SchemeDraft
from annotator.project import annotating, undoing
from annotator.project.exchange import share
from annotator.project.exporting import run as _exporting
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from annotator.project.scheming import apply
from annotator.project.settings import Settings
from tests.making import STORY, bring, draft_of, submitted, tag

STORIES = 6
"""Articles of each folder and archive that is imported."""
SHARES = 3
"""Files that Ben sends, each with all that the one before it had and more."""

_WARM = (_exporting,)  # Imported before any process is forked, as the first command would.


def path_of(desk: Path, name: str = "news") -> Path:
    """A project of the desk."""
    return desk / "work" / f"{name}.annotator"


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """The program is installed for somebody: its settings and keys lie in `folder` meanwhile."""
    before = os.environ.get("ANNOTATOR_CONFIG")
    os.environ["ANNOTATOR_CONFIG"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["ANNOTATOR_CONFIG"]
        else:
            os.environ["ANNOTATOR_CONFIG"] = before


def lay_out(desk: Path) -> None:
    """Anna's project with two submitted layers, a backup, a project to be restored over, and what comes in."""
    for folder in ("work", "in/folder", "in/ben"):
        (desk / folder).mkdir(parents=True)
    with installed(desk / "config"):
        with Project.create(path_of(desk), None, "anna") as project:
            bring(
                project, draft_of(STORY), draft_of("A second story\n\nThe talks in Oslo went on, said Kim.")
            )
            for analyst in ("carl", "dina"):
                submitted(project, analyst, ("Kim", "actor"), ("sign", "claim"))
        assert call("backup", path_of(desk), path_of(desk, "kept")) == 0
        with Project.create(path_of(desk, "older"), None, "anna") as project:
            bring(project, draft_of("An older story\n\nNobody said anything."))
    for number in range(STORIES):
        story = f"Story {number} of a folder\n\nThe minister of {number} said he would sign."
        (desk / "in" / "folder" / f"{number}.txt").write_text(story, "utf-8")
    with zipfile.ZipFile(desk / "in" / "stories.zip", "w") as archive:
        for number in range(STORIES):
            archive.writestr(f"{number}.txt", f"Story {number} of an archive\n\nSo it was said in {number}.")
    with (
        installed(desk / "in" / "ben"),
        Project.create(desk / "in" / "ben.annotator", None, "ben") as project,
    ):
        bring(project, draft_of("What Ben read\n\nThe delegation left Geneva without a word."))
        for number in range(SHARES):
            for word in ("Ben", "Geneva", "delegation"):
                tag(project, word, "actor")
            share(project, desk / "in" / f"ben-{number}.exchange")


def call(*words: object) -> int:
    """A command of the program, as it is typed."""
    return main([str(word) for word in words])


def log_of(path: Path) -> dict[str, list[Any]]:
    """The newest revision of each device in a project: its number and its hash."""
    with Project.open(path, "anna", writing=False) as project:
        rows = project.store.rows(
            "SELECT device.uid, max(sequence), hex(hash) FROM revision "
            "JOIN device ON device.id = revision.device GROUP BY revision.device"
        )
    return {uid: [sequence, digest] for uid, sequence, digest in rows}


class Desk:
    """A desk at which somebody works, and promises are noted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.news = path_of(folder)
        self.work = folder / "work"
        self._promises = os.open(folder / "promises", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def promise(self, kind: str, **facts: Any) -> None:
        """Notes that the program has said something is done."""
        os.write(self._promises, json.dumps({"kind": kind, **facts}).encode() + b"\n")

    def holds(self, path: Path, project: Project | None = None) -> None:
        """Promises that a project holds what it holds now."""
        self.promise("log", project=path.name, log=_log(project) if project else log_of(path))

    def done(self, *words: object, ends: int = 0) -> None:
        """Types a command that must succeed."""
        assert call(*words) == ends, words


def _log(project: Project) -> dict[str, list[Any]]:
    (row,) = project.store.rows(
        "SELECT sequence, hex(hash) FROM revision JOIN device ON device.id = revision.device "
        "WHERE device.uid = ? ORDER BY sequence DESC LIMIT 1",
        (project.device,),
    )
    return {project.device: list(row)}


def annotate(desk: Desk) -> None:
    """Twenty actions one after another, as the window's writer does them."""
    with Project.open(desk.news, "anna") as project:
        for number in range(20):
            start = number % 30
            (made,) = annotating.add(project, 1, start, start + 4, "actor").annotations or ()
            desk.holds(desk.news, project)
            if number % 5 == 4:
                annotating.set_unsure(project, 1, [made.id], True)
                undoing.undo(project)
                desk.holds(desk.news, project)


def tag_in_window(desk: Desk) -> None:
    """Words are tagged and taken back by keys, in a window; it promises what it was told is on the disk."""
    # Qt is loaded after the fork: a process with threads of its own must not be forked.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from annotator.qt.shell.app import open_window
    from tests.settling import settle

    application = QApplication.instance() or QApplication([])
    window = open_window(desk.news, "anna")
    assert window.workspace is not None
    bridge = window.workspace.bridge
    bridge.changed.connect(lambda _: desk.holds(desk.news, bridge.reader))
    settle(bridge)

    def press(key: Qt.Key, control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or window, key, held)
        settle(bridge)
        application.processEvents()

    window.workspace.open(1)
    for number in range(30):
        press(Qt.Key.Key_Home, control=True)
        for _ in range(3 * number):
            press(Qt.Key.Key_Right)
        press(Qt.Key.Key_1)
        if number % 4 == 3:
            press(Qt.Key.Key_Z, control=True)
    window.close()


def import_folder(desk: Desk) -> None:
    """A folder comes in."""
    desk.done("import", desk.news, desk.folder / "in" / "folder", "--analyst", "anna")
    desk.holds(desk.news)


def import_archive(desk: Desk) -> None:
    """An archive comes in."""
    desk.done("import", desk.news, desk.folder / "in" / "stories.zip", "--analyst", "anna")
    desk.holds(desk.news)


def merge(desk: Desk) -> None:
    """Ben's files come in one after another; his key is remembered."""
    for number in range(SHARES):
        desk.done("merge", desk.news, desk.folder / "in" / f"ben-{number}.exchange", "--analyst", "anna")
        desk.holds(desk.news)
        desk.promise("known", analyst="ben")


def export(desk: Desk) -> None:
    """A file, a folder, and the folder once more in place of the first."""
    desk.done("export", desk.news, desk.work / "data.jsonl", "--layer", "carl")
    desk.promise("file", name="data.jsonl")
    for words in ((), ("--replace",)):
        desk.done("export", desk.news, desk.work / "dataset", "--layer", "carl", *words)
        desk.promise("dataset", name="dataset")


def send(desk: Desk) -> None:
    """Work goes to colleagues, under the name under which it went before."""
    for number in range(3):
        with Project.open(desk.news, "anna") as project:
            annotating.add(project, 2, number, number + 5, "actor")
        desk.done("share", desk.news, desk.work / "anna.exchange", "--analyst", "anna")
        desk.promise("shared", name="anna.exchange")
        desk.holds(desk.news)


def review(desk: Desk) -> None:
    """A reviewer settles what two analysts submitted, case by case, and finishes."""
    with Project.open(desk.news, "rita") as project:
        for judged in comparison.of_article(project, 1).cases:
            taken = judged.case.members[0].at
            deciding.settle(project, 1, [deciding.verdict(judged, taken, note="so it is")])
            desk.holds(desk.news, project)
        deciding.finish(project, 1)
        desk.holds(desk.news, project)


def change_scheme(desk: Desk) -> None:
    """A label is renamed with all that bears it; then another scheme comes."""
    with Project.open(desk.news, "anna") as project:
        draft = SchemeDraft(project.scheme)
        draft.rename_label(draft.labels[0], "somebody")
        apply(project, draft.scheme(), draft.renames())
        desk.holds(desk.news, project)
    desk.done("scheme", desk.news, "--use", "entities", "--keep", "--analyst", "anna")
    desk.holds(desk.news)


def back_up(desk: Desk) -> None:
    """Copies of the project."""
    for number in range(3):
        desk.done("backup", desk.news, path_of(desk.folder, f"copy {number}"))
        desk.holds(path_of(desk.folder, f"copy {number}"))


def restore(desk: Desk) -> None:
    """A backup takes the place of a project, which is set aside."""
    older = path_of(desk.folder, "older")
    desk.promise("somewhere", log=log_of(older))
    desk.done("restore", path_of(desk.folder, "kept"), older)
    desk.promise("log", project=older.name, log=log_of(path_of(desk.folder, "kept")))


def salvage(desk: Desk) -> None:
    """What is whole of a project goes into a new one."""
    new = path_of(desk.folder, "salvaged")
    desk.done("salvage", desk.news, new)
    desk.holds(new)


def begin(desk: Desk) -> None:
    """New projects."""
    for number in range(3):
        path = path_of(desk.folder, f"new {number}")
        desk.done("new", path, "--analyst", "anna")
        desk.holds(path)


def prefer(desk: Desk) -> None:
    """Settings are changed and kept."""
    for size in range(14, 24):
        settings = Settings.load()
        settings.font_size = size
        settings.remember(desk.news)
        settings.save()
        desk.promise("settings", size=size)


JOBS: dict[str, Callable[[Desk], None]] = {
    job.__name__: job
    for job in (
        annotate, tag_in_window, import_folder, import_archive, merge, export, send, review, change_scheme, back_up,
        restore, salvage, begin, prefer,
    )
}  # fmt: skip


def work(folder: Path, job: str) -> None:
    """Does a job at a desk, as a process of its own would."""
    with installed(folder / "config"):
        JOBS[job](Desk(folder))


def copy_of(template: Path, folder: Path) -> Path:
    """A desk like another one."""
    shutil.copytree(template, folder, symlinks=True)
    return folder
