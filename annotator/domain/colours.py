"""Colours of labels: whether they can be read, and told apart by everybody. Colours are `#rrggbb`.

Contrast after WCAG 2; differences after CIEDE2000; what people with a colour vision deficiency see after
Machado, Oliveira and Fernandes (2009), for a full deficiency.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from annotator.domain.scheme import LINES, Colours

Triple = tuple[float, float, float]

PAPER = {"light": "#ffffff", "dark": "#1e1f22"}
"""What the text stands on, by theme."""
INK = {"light": "#1a1a1a", "dark": "#e6e6e6"}
"""The text itself."""
LEAST_CONTRAST = 4.5
"""An edge on its paper, and the text on a fill."""
LEAST_DISTANCE = 10.0
"""Edges that are nearer to one another are taken for the same."""

_IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal vision": _IDENTITY,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What becomes of linear red, green and blue in each kind of vision."""

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_FROM_XYZ = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
_WHITE = (0.95047, 1.0, 1.08883)
_FILL_SHARE = {"light": 0.16, "dark": 0.18}
"""How much of its edge a fill has in it; the rest is paper."""


def is_colour(text: str) -> bool:
    """Whether the text is of the form `#rrggbb`."""
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])


def _linear(colour: str) -> Triple:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def _hexadecimal(linear: Sequence[float]) -> str:
    def part(value: float) -> int:
        value = min(1.0, max(0.0, value))
        return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{part(value):02x}" for value in linear)


def _times(matrix: Sequence[Triple], vector: Sequence[float]) -> Triple:
    one, two, three = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    luminances = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (one, other))))
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


@cache
def lab(colour: str, vision: str = "normal vision") -> Triple:
    """Lightness, a and b (CIE 1976, D65) of a colour as somebody with that vision sees it."""
    seen = [min(1.0, max(0.0, part)) for part in _times(VISIONS[vision], _linear(colour))]
    x, y, z = (_root(value / white) for value, white in zip(_times(_TO_XYZ, seen), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def difference(one: Triple, other: Triple) -> float:
    """CIEDE2000: how different two colours, given as Lab, look. 1 can just be seen, 100 is black and white."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    c1, c2 = hypot(stretch * a1, b1), hypot(stretch * a2, b2)
    h1, h2 = _hue(stretch * a1, b1), _hue(stretch * a2, b2)
    turn, mean_hue = _between(h1, h2) if c1 and c2 else (0.0, h1 + h2)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    by_hue = (
        1
        - 0.17 * cos(radians(mean_hue - 30))
        + 0.24 * cos(radians(2 * mean_hue))
        + 0.32 * cos(radians(3 * mean_hue + 6))
        - 0.20 * cos(radians(4 * mean_hue - 63))
    )
    of_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    of_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    of_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * by_hue)
    swing = 60 * exp(-(((mean_hue - 275) / 25) ** 2))
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(swing))
    return sqrt(max(0.0, of_lightness**2 + of_chroma**2 + of_hue**2 + rotation * of_chroma * of_hue))


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360 if a or b else 0.0


def _between(one: float, other: float) -> tuple[float, float]:
    """The turn from one hue to another, the short way, and the hue in the middle of it."""
    turn = other - one
    if abs(turn) <= 180:
        return turn, (one + other) / 2
    middle = (one + other + (360 if one + other < 360 else -360)) / 2
    return turn - 360 if turn > 0 else turn + 360, middle


def distance(one: str, other: str) -> tuple[float, str]:
    """The least difference of two colours among all kinds of vision, and the kind that has it."""
    return min((difference(lab(one, vision), lab(other, vision)), vision) for vision in VISIONS)


def nearest(colour: str, others: Iterable[tuple[str, str]]) -> tuple[float, str, str] | None:
    """Of (name, colour) pairs the one that looks most like `colour`: distance, vision and name."""
    found = [(*distance(colour, other), name) for name, other in others]
    return min(found, default=None)


def fill_of(edge: str, theme: str) -> str:
    """The tint that goes with an edge: paper with a little of it."""
    share = _FILL_SHARE[theme]
    pairs = zip(*(bytes.fromhex(colour[1:]) for colour in (PAPER[theme], edge)), strict=True)
    return "#" + bytes(round(paper + (own - paper) * share) for paper, own in pairs).hex()


def propose(taken: Iterable[tuple[Colours, Colours]]) -> tuple[Colours, Colours]:
    """Light and dark colours of one hue that are far from all that are taken, given as (light, dark) pairs."""
    pairs = list(taken)
    light = _candidates("light", [colours.edge for colours, _ in pairs])
    dark = _candidates("dark", [colours.edge for _, colours in pairs])
    best = max(light, key=lambda hue: min(light[hue][0], dark.get(hue, (0.0, ""))[0]))
    edges = {"light": light[best][1], "dark": dark[best][1]}
    made = {theme: Colours(edge, fill_of(edge, theme)) for theme, edge in edges.items()}
    return made["light"], made["dark"]


_TRIED = {"light": ((22, 34, 45), (35, 60)), "dark": ((58, 70, 82, 90), (35, 60))}
"""Lightnesses and chromas that a proposal may have."""


def _candidates(theme: str, taken: Sequence[str]) -> dict[int, tuple[float, str]]:
    """For each hue the colour that is farthest from those taken, with its distance."""
    best: dict[int, tuple[float, str]] = {}
    for hue, colour in _palette(theme):
        far = min((distance(colour, other)[0] for other in taken), default=100.0)
        best[hue] = max(best.get(hue, (0.0, "")), (far, colour))
    return best


@cache
def _palette(theme: str) -> tuple[tuple[int, str], ...]:
    """(hue, colour) of everything that may be proposed in a theme: legible, and within what a screen can show."""
    lightnesses, chromas = _TRIED[theme]
    tried = (
        (hue, _from_lch(lightness, chroma, hue))
        for hue in range(0, 360, 15)
        for lightness in lightnesses
        for chroma in chromas
    )
    return tuple((hue, c) for hue, c in tried if c and contrast(c, PAPER[theme]) >= LEAST_CONTRAST)


def _from_lch(lightness: float, chroma: float, hue: float) -> str:
    """The colour, or "" where no screen can show it."""
    y = (lightness + 16) / 116
    x, z = y + chroma * cos(radians(hue)) / 500, y - chroma * sin(radians(hue)) / 200
    xyz = [
        white * (root**3 if root**3 > 216 / 24389 else (116 * root - 16) * 27 / 24389)
        for root, white in zip((x, y, z), _WHITE, strict=True)
    ]
    linear = _times(_FROM_XYZ, xyz)
    return _hexadecimal(linear) if all(-0.001 <= part <= 1.001 for part in linear) else ""


def free_line(taken: Sequence[str]) -> str:
    """A line pattern that no label has; when all are in use, the one that the fewest have."""
    return min(LINES, key=lambda line: (taken.count(line), LINES.index(line)))
