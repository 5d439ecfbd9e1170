"""How the program counts in words."""


def number(count: int, noun: str) -> str:
    """`1 article`, `2 articles`, `10,000 articles`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
