"""What a screen reader is told of the selected annotation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.project import annotating
from annotator.qt.kit.bridge import Bridge
from annotator.qt.text.announcer import Announcer, sentence
from annotator.qt.text.session import Session
from tests.making import project_with, tag

ONE = Annotation("u", 0, 4, "claim", {"kind": "threat", "objective": ["policy change", "other"], "cue": ""})


def test_a_sentence_tells_label_words_values_links_and_what_is_missing() -> None:
    expected = (
        "claim: Iran will answer. kind threat. objective policy change and other. "
        "claimant Karim Daneshvar. missing: polarity and target."
    )
    assert (
        sentence(ONE, "Iran\nwill  answer", ("polarity", "target"), {"claimant": ["Karim\nDaneshvar"]})
        == expected
    )


def test_an_unsure_annotation_is_said_to_be_so() -> None:
    assert sentence(replace(ONE, attributes={}, unsure=True), "Iran", (), {}) == "claim: Iran. unsure."


def test_long_words_are_cut_between_words() -> None:
    said = sentence(replace(ONE, attributes={}), "word " * 90, (), {})
    assert said.endswith("word and so on.")
    assert len(said) < 230


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    project = project_with(tmp_path, "The minister said that Iran will answer.\n")
    minister, claim = tag(project, "minister", "actor"), tag(project, "Iran will answer", "claim")
    annotating.link(project, 1, [claim], "claimant", minister)
    project.close()
    bridge = Bridge(project.path, "anna")
    made = Session(bridge)
    made.open(1)
    yield made
    bridge.close()


def test_walking_announces_each_annotation_and_nothing_for_none(session: Session, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announcer, said = Announcer(session, widget), []
    for one in (*session.annotations, None):
        session.select(one.id if one else None)
        said.append(announcer.said)
    assert said[0].startswith("actor: minister. mention ")
    assert "claimant minister. missing: kind" in said[1]
    assert said[2] == ""
