"""What the scheme does not know (any more) is shown everywhere, and can be taken away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from annotator.domain.scheme import Attribute, Scheme
from annotator.project import annotating, scheming
from annotator.qt.kit import theme
from annotator.qt.kit.attribute_fields import field
from annotator.qt.kit.bridge import Bridge, call
from annotator.qt.text.annotations import AnnotationsPanel
from annotator.qt.text.article_panel import ArticlePanel
from annotator.qt.text.details import DetailsPanel
from annotator.qt.text.linking import Linking
from annotator.qt.text.proposals import Proposals
from annotator.qt.text.session import Session
from annotator.qt.text.tagging import Tagging
from tests.making import STORY, project_with, tag


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """A quote that Kim speaks, selected, in a project whose scheme knows no quote any more."""
    theme.apply(qapp, dark=False)
    with project_with(tmp_path, STORY) as project:
        kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
        annotating.link(project, 1, [quote], "speaker", kim)
    bridge = Bridge(project.path, "anna")
    session = Session(bridge)
    session.open(1)
    session.select(quote)
    yield session
    bridge.close()


def article_panel(session: Session) -> ArticlePanel:
    bridge = session._bridge
    return ArticlePanel(
        session, Tagging(session, bridge), Proposals(session, bridge), Linking(session, bridge)
    )


def forget_quotes(session: Session) -> None:
    labels = tuple(
        replace(label, links=tuple(x for x in label.links if x.to != "quote"))
        for label in session.scheme.labels
        if label.name != "quote"
    )
    session._bridge.do(call(scheming.apply, replace(session.scheme, labels=labels)))


def test_the_label_bar_follows_the_scheme_and_the_text_keeps_its_spans(
    session: Session, qtbot: QtBot
) -> None:
    panel = article_panel(session)
    qtbot.addWidget(panel)
    panel.show()
    forget_quotes(session)
    QApplication.processEvents()
    assert [b.text() for b in panel.labels.findChildren(QToolButton) if b.isVisible()] == [
        "1  actor", "2  claim", "4  sanction"
    ]  # fmt: skip
    assert len(panel.view.spans_at(STORY.index("We agree"))) == 1
    panel.grab()


def test_the_details_show_what_it_has_and_let_it_be_taken_away(session: Session, qtbot: QtBot) -> None:
    panel = DetailsPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    forget_quotes(session)
    for _ in range(3):
        QApplication.processEvents()
    titles = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert {"We agree", "form – not in the scheme", "speaker – not in the scheme"} <= titles
    assert any(title.startswith("Quote is not in the scheme (any more)") for title in titles)

    (form,) = (b for b in panel.findChildren(QToolButton) if b.accessibleName() == "form")
    form.click()

    assert session.current is not None
    assert "form" not in session.current.attributes


def test_the_list_shows_it_with_a_chip_of_its_own(session: Session, qtbot: QtBot) -> None:
    panel = AnnotationsPanel(session)
    qtbot.addWidget(panel)
    forget_quotes(session)
    panel.resize(340, 200)
    image = panel.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 60) for y in range(image.height())}
    assert theme.unknown("quote").light.edge in colours


def test_a_changed_scheme_leaves_the_selection(session: Session, qtbot: QtBot) -> None:
    before = session.current
    with qtbot.waitSignal(session.schemeChanged):
        forget_quotes(session)
    assert session.current == before


def told_by(attribute: Attribute, value: str | list[str]) -> tuple[object, list[object]]:
    """A field with that value, and what it tells when it is used."""
    told: list[object] = []
    return field(attribute, value, lambda name, value: told.append(value), {}), told


def buttons(area: object) -> dict[str, QToolButton]:
    return {button.text(): button for button in area.findChildren(QToolButton)}  # type: ignore[attr-defined]


def test_a_value_that_the_scheme_lost_is_shown_among_the_others(qtbot: QtBot) -> None:
    area, told = told_by(Attribute("kind", "choice", ("fact", "threat")), "menace")
    qtbot.addWidget(area)
    assert [name for name, b in buttons(area).items() if b.isChecked()] == ["menace – not in the scheme"]
    buttons(area)["fact"].click()
    buttons(area)["menace – not in the scheme"].click()
    assert told == ["fact", None]


def test_a_lost_value_among_several_has_its_box(qtbot: QtBot) -> None:
    area, told = told_by(Attribute("measure", "choices", ("unspecified", "trade", "arms")), ["trade", "tea"])
    qtbot.addWidget(area)
    boxes = buttons(area)
    assert [name for name, box in boxes.items() if box.isChecked()] == ["trade", "tea – not in the scheme"]
    boxes["arms"].click()
    assert told == [["trade", "arms"]]


def test_a_scheme_of_no_labels_in_common_opens_too(session: Session, qtbot: QtBot) -> None:
    panels = [article_panel(session), DetailsPanel(session), AnnotationsPanel(session)]
    for panel in panels:
        qtbot.addWidget(panel)
    other = replace(session.scheme.labels[0], name="thing")
    session._bridge.do(call(scheming.apply, Scheme("other", 1, (other,))))
    session.select(None)
    for one in session.annotations:
        session.select(one.id)
        for panel in panels:
            panel.grab()
    assert len(session.annotations) == 2
