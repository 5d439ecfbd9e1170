"""TOML as strangers write it: whatever stands in a text, it is read or refused with a sentence."""

import re
import tomllib
from typing import Any

from annotator.domain.problems import Problem

MOST = 1 << 20
"""Characters of the longest text that is read: no file that people write for this program is that long."""
_DEEPEST = 100
"""So many parts has no dotted key. The time and memory that Python's reader takes grow with their square."""
_STRING = re.compile(r'"(?:\\.|[^"\\])*"?|' + "'[^']*'?")
"""A string, or what was meant to be one and has no end: looking for the end from each mark would take for ever."""
_PART = re.compile(r"\s*[\w-]+\s*")


def from_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a text. Raises Problem, in which it is called `name`, if it is none."""
    if len(text) > MOST:
        raise Problem(f"{name} is longer than {MOST:,} characters: that is no file of this kind.")
    try:
        if any(map(_is_deep, text.split("\n"))):
            raise RecursionError
        return tomllib.loads(text)
    except RecursionError as error:
        raise Problem(f"{name} is not valid TOML here: it is nested too deep. Mend the file.") from error
    except ValueError as error:  # A number of more digits than Python reads is no error of TOML's.
        raise Problem(f"{name} is not valid TOML: {error}. Mend the file and try again.") from error


def _is_deep(line: str) -> bool:
    """Whether a line has a dotted key of very many parts; strings count as one part each."""
    if line.count(".") < _DEEPEST:
        return False
    run = 0
    for part in _STRING.sub("s", line).split("."):
        run = run + 1 if _PART.fullmatch(part) else 1
        if run > _DEEPEST:
            return True
    return False
