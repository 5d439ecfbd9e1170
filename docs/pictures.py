"""Makes the pictures of the documentation from the sample project: `make pictures`.

Each is the real window, painted without a screen, in light and dark, as `docs/pictures/NAME-light.png` and `-dark.png`.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_PLACE = Path(__file__).parent / "pictures"
_SIZE = (1280, 800)


def main() -> None:
    """Builds the sample project in a temporary folder, and takes every picture in both looks."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_CONFIG"] = str(Path(folder) / "settings")
        _take_all(Path(folder))


def _take_all(folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from annotator.project import demo
    from annotator.qt.shell.app import open_window

    application = QApplication([])
    sample = demo.build(folder)
    window = open_window(sample.project, sample.analyst)
    window.resize(*_SIZE)
    _PLACE.mkdir(exist_ok=True)
    for look in ("light", "dark"):
        window._actions[look].trigger()
        for name, show in _scenes(window):
            show()
            _wait(application, window.workspace.bridge)
            window.grab().save(str(_PLACE / f"{name}-{look}.png"))
    window.close()


def _scenes(window) -> Iterator[tuple[str, Callable[[], object]]]:  # type: ignore[no-untyped-def]
    workspace = window.workspace

    def text() -> None:
        window._actions["page_texts"].trigger()
        workspace.open_richest()
        claims = [one for one in workspace.session.annotations if one.label == "claim"]
        workspace.session.select(claims[0].id)

    yield "window", text
    for name, command in (
        ("actors", "page_actors"),
        ("review", "page_review"),
        ("overview", "page_overview"),
    ):
        yield name, window._actions[command].trigger


def _wait(application, bridge) -> None:  # type: ignore[no-untyped-def]
    """Until all is read and painted."""
    from PySide6.QtCore import QEventLoop, QTimer

    wait = QEventLoop()
    QTimer.singleShot(1_500, wait.quit)
    wait.exec()
    while bridge.busy:
        application.processEvents()


if __name__ == "__main__":
    main()
