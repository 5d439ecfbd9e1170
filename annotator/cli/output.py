"""What commands say: sentences, or one JSON object; a progress bar on a terminal."""

import io
import json
import shutil
import sys
import time
from typing import Any

from annotator.domain.problems import Progress
from annotator.domain.wording import visible


class Output:
    """Collects a command's result and prints it in the form that was asked for."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._result: dict[str, Any] | None = None

    def say(self, sentence: str) -> None:
        """Prints a sentence, unless JSON is wanted."""
        if not self.as_json:
            print(visible(sentence))

    @staticmethod
    def warn(sentence: str) -> None:
        """Prints a sentence on standard error."""
        print(visible(sentence), file=sys.stderr)

    def result(self, values: dict[str, Any]) -> None:
        """The command's result as JSON would hold it."""
        self._result = values

    def finish(self) -> None:
        """Prints the JSON object, where that is wanted."""
        if self.as_json:
            escaped = (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8")
            # JSON leaves the later controls as they are; what `visible` writes for them means the same in it.
            print(visible(json.dumps(self._result or {}, ensure_ascii=escaped, indent=2)))


def speak_to_any_terminal() -> None:
    """Characters that a terminal or a pipe has no code for are written as `\\u…` instead of stopping us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Bar(Progress):
    """A progress bar on standard error, if that is a terminal and the task takes a moment."""

    _QUIET = 0.5
    _EVERY = 0.1

    def __init__(self, what: str) -> None:
        self._what = visible(what)
        self._visible = sys.stderr.isatty()
        self._next = time.monotonic() + self._QUIET
        self._drawn = False

    def step(self, done: int, total: int) -> None:
        """Draws the bar now and then."""
        if not self._visible or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._EVERY
        self._drawn = True
        width = max(10, shutil.get_terminal_size().columns - len(self._what) - 12)
        share = min(1.0, done / total) if total else 0.0
        filled = round(share * width)
        sys.stderr.write(f"\r{self._what} [{'#' * filled}{'.' * (width - filled)}] {share:4.0%}")
        sys.stderr.flush()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
