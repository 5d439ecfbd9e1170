"""How the program counts in words."""


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
