"""Where times are shown: the details of one's own annotation, and the dialog."""

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from annotator.project import submitting
from annotator.project.project import Project
from annotator.qt.kit.bridge import Bridge
from annotator.qt.overview.time_spent import TimeDialog
from annotator.qt.text.details import DetailsPanel
from annotator.qt.text.session import Session
from tests.making import reopened, tag


@pytest.fixture
def bridge(project: Project) -> Iterator[Bridge]:
    """Anna worked 38 s on Kim, ben 9 s on Oslo; "sign" took no time."""
    project.active = 38_000
    tag(project, "Kim", "actor")
    tag(project, "sign", "claim")
    submitting.submit(project, 1)
    project = reopened(project, "ben")
    project.active = 9_000
    tag(project, "Oslo", "actor")
    project.close()
    bridge = Bridge(project.path, "anna")
    yield bridge
    bridge.close()


def test_the_details_tell_how_long_one_worked_on_it(bridge: Bridge, qtbot: QtBot) -> None:
    session = Session(bridge)
    panel = DetailsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    session.open(1)
    found = panel.findChild(QLabel, "timeOfAnnotation")
    assert found is not None
    lines = []
    for one in (*session.annotations, None):
        session.select(one.id if one else None)
        QApplication.processEvents()
        lines.append((one.label if one else "", found.text() if found.isVisible() else ""))
    assert lines == [("claim", ""), ("actor", "38 s of work"), ("", "")]


def test_the_dialog_shows_mine_and_everybodys(bridge: Bridge, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TimeDialog(parent, bridge)
    dialog.show()
    table = dialog.findChild(QTableWidget)
    assert table is not None
    qtbot.waitUntil(lambda: table.rowCount() > 0)
    cells = [table.item(0, column).text() for column in range(table.columnCount())]
    assert (table.rowCount(), cells) == (1, ["actor", "1", "38 s", "38 s", "2", "24 s"])
    about = dialog.findChild(QLabel, "whatIsMeasured")
    assert about is not None
    assert "nobody is ranked" in about.text()
    dialog.close()


def test_the_dialog_says_where_nothing_was_recorded(project: Project, qtbot: QtBot) -> None:
    project.close()
    bridge = Bridge(project.path, "anna")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TimeDialog(parent, bridge)
    dialog.show()
    said = dialog.findChildren(QLabel)[0]
    qtbot.waitUntil(lambda: said.text().startswith("No time was recorded yet"))
    dialog.close()
    bridge.close()
