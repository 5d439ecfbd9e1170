"""The command line as a script sees it: words in; exit code, output and errors out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.cli.main import main
from annotator.project import annotating
from tests.making import STORY, project_with, tag

OTHER = "Another story about Oslo"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return orjson.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process."""

    def words(*arguments: object) -> Done:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Done(code, *capsys.readouterr())

    return words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Anna's project: STORY with an actor, a quote and the link between them, and a story left to annotate."""
    with project_with(tmp_path, STORY, OTHER) as project:
        kim, quote = tag(project, "Kim", "actor"), tag(project, "We agree", "quote")
        annotating.link(project, 1, [quote], "speaker", kim)
    return project.path
