"""Lines of a page made into paragraphs: where a line is full, the next one goes on with it."""

import re
from collections.abc import Sequence

_FULL = 0.75
"""Share of the page's width from which on a line is full."""
_LEAST_WIDTH = 30
_ENDS = re.compile(r"""[.!?:;。！？][)"'”’»\]]*$""")
_HYPHEN = re.compile(r"[^\W\d_]-$")


def unwrapped(lines: Sequence[str]) -> str:
    """The lines joined into paragraphs, blank lines between them. Lists, headlines and verse keep their lines.

    A hyphen at a line's end goes if the word is written without one elsewhere or in no way at all elsewhere.
    """
    width = _width(lines)
    words = set(re.findall(r"[\w-]+", "\n".join(lines)))
    parts: list[str] = []
    before = ""
    for line in lines:
        if not before or not line:
            parts.append(line if not parts else f"\n\n{line}" if line else "")
        elif _goes_on(before, line, width):
            _join(parts, line, words)
        else:
            parts.append(f"\n\n{line}" if _ENDS.search(before) else f"\n{line}")
        before = line
    return "".join(parts).strip("\n")


def _width(lines: Sequence[str]) -> int:
    """How long the long lines are: three quarters of all are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    if width < _LEAST_WIDTH or len(before) < _FULL * width:
        return False
    return line[0].islower() or not _ENDS.search(before) or len(before) >= width


def _join(parts: list[str], line: str, words: set[str]) -> None:
    last = parts[-1]
    if not (_HYPHEN.search(last) and line[0].isalpha()):
        parts.append(f" {line}")
        return
    beginning = re.findall(r"[\w-]+$", last)[0]
    end = re.findall(r"^[\w-]+", line)[0]
    keeps = beginning + end in words or not line[0].islower()
    parts[-1] = last if keeps else last[:-1]
    parts.append(line)
