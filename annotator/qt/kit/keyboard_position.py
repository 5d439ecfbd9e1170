"""Which key was meant, whatever the keyboard layout: keys of labels are looked up by their place.

On a Cyrillic or Korean layout a key gives another letter, on AZERTY the digits need Shift. The place of a
key is the same everywhere; where the system does not tell it (synthetic events), the character decides.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS = ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
_BY_SCAN_CODE = {first + i: key for first, row in _ROWS for i, key in enumerate(row)}
# Scan codes on X11 and Wayland are those of the kernel plus 8; Windows gives the same numbers without.
_SHIFT_OF_SCAN_CODES = 0 if sys.platform == "win32" else 8
_MAC_KEYS = dict(
    zip(
        (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 0, 1, 2, 3, 5, 4, 38, 40, 37,
         6, 7, 8, 9, 11, 45, 46),
        "1234567890qwertyuiopasdfghjklzxcvbnm",
        strict=True,
    )
)  # fmt: skip


def key_of(event: QKeyEvent) -> str:
    """The character (lower case) that stands on the pressed key of a US keyboard; empty for other keys.

    Latin letters are taken by what they are: on AZERTY the key that says A is A. Digits go by place.
    """
    place = _place(event)
    key = event.key()
    latin = Qt.Key.Key_A.value <= key <= Qt.Key.Key_Z.value
    if latin:
        return chr(key).lower()
    if place:
        return place
    return chr(key).lower() if 0x20 < key < 0x7F else ""


def _place(event: QKeyEvent) -> str:
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return ""
    if sys.platform == "darwin":
        return _MAC_KEYS.get(event.nativeVirtualKey(), "") if event.nativeScanCode() else ""
    return _BY_SCAN_CODE.get(event.nativeScanCode() - _SHIFT_OF_SCAN_CODES, "")
