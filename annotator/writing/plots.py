"""Bar charts as SVG, for the card of a dataset: text and rectangles, legible on white and on black."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

Bar = tuple[str, int, str]
"""What it is, how long it is, and its colour (`#rrggbb`)."""

_WIDTH, _ROW, _LEFT, _RIGHT = 720, 24, 190, 70
_FRAME = "#808080"


def bars(title: str, rows: Sequence[Bar]) -> Iterator[bytes]:
    """A chart with one horizontal bar a row, in the order given, each with its number."""
    height = 48 + _ROW * len(rows)
    most = max((number for _, number, _ in rows), default=0)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{_attribute(title)}">\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="12" y="24" font-size="15" fill="#202020">{escape(title)}</text>\n'
    ).encode()
    for number, (name, value, colour) in enumerate(rows):
        yield _bar(40 + _ROW * number, name, value, most, colour).encode()
    yield b"</svg>\n"


def _bar(top: int, name: str, value: int, most: int, colour: str) -> str:
    width = (_WIDTH - _LEFT - _RIGHT) * value // most if most else 0
    middle = top + _ROW - 9
    return (
        f'<text x="{_LEFT - 8}" y="{middle}" text-anchor="end" fill="#202020">{escape(_short(name))}</text>\n'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{width}" height="{_ROW - 8}" fill="{colour}" stroke="{_FRAME}" '
        f'stroke-width="0.5"/>\n'
        f'<text x="{_LEFT + width + 6}" y="{middle}" fill="#202020">{value:,}</text>\n'
    )


def _short(name: str) -> str:
    return name if len(name) <= 26 else f"{name[:25]}…"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
