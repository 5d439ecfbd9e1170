"""How the program counts in words, and what of others' words a terminal is shown."""

import re

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: controls but for line ends and tabs, and what turns the direction."""


def visible(text: str) -> str:
    """The text with every character that a terminal would obey written out: `\\u001b` in place of the escape."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def number(count: int, noun: str) -> str:
    """`1 article`, `2 articles`, `10,000 articles`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def duration(milliseconds: int) -> str:
    """`under 1 s`, `38 s`, `4 min 10 s`, `2 h 5 min`."""
    seconds = round(milliseconds / 1000)
    if seconds < 1:
        return "under 1 s"
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else seconds, "s")]
    return " ".join(f"{count:,} {unit}" for count, unit in parts if count)
