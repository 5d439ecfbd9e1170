"""Signatures on files of exchange: who sent a file is more than a claim once a key is known.

The key belongs to the installation and is made on first use. A colleague's key is pinned when it is first seen; further
keys of theirs have to be vouched for by one that is known, or confirmed. Without PyNaCl (extra `exchange`) files are
unsigned, and said to be.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.exchange_contents import MOST_VOUCHES, Vouch
from annotator.domain.json_schema import fitting
from annotator.domain.naming import folded
from annotator.domain.problems import Problem
from annotator.places import configuration
from annotator.project.settings import write

_FOR, _VOUCHES = b"annotator-exchange/1 ", b"annotator-vouch/1 "
"""Precedes what is signed: a signature means this and nothing else."""

UNSIGNED, UNCHECKED, FIRST, KNOWN, NEW = "unsigned", "not checked", "first seen", "known", "new key"
VOUCHED, OWN = "vouched for", "own"
"""What is known of a file's signature. NEW: confirmed by hand; OWN: this machine's own."""

_KEPT = "vouches.json"
_IS_PINS = fitting({str: {str: str}})
_IS_KEPT = fitting([{"analyst": str, "device": str, "key": str, "by": str, "signature": str}])


def available() -> bool:
    """Whether files can be signed and signatures checked here."""
    return find_spec("nacl") is not None


def sign(digest: str) -> tuple[str, str]:
    """Public key and signature (hexadecimal) for the hash of a file."""
    return own_key(), _signed(_FOR + digest.encode())


def own_key() -> str:
    """The public key of this installation."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(_secret()).verify_key).hex()


def _signed(message: bytes) -> str:
    from nacl.signing import SigningKey

    return SigningKey(_secret()).sign(message).signature.hex()


def is_genuine(digest: str, key: str, signature: str) -> bool:
    """Whether the key signed that hash."""
    return _is_signed(_FOR + digest.encode(), key, signature)


def _is_signed(message: bytes, key: str, signature: str) -> bool:
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(bytes.fromhex(key)).verify(message, bytes.fromhex(signature))
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def shown(key: str) -> str:
    """A key as people compare it: the beginning, in groups of four."""
    return " ".join(key[start : start + 4] for start in range(0, 24, 4))


def _secret() -> bytes:
    path = configuration() / "signing.key"
    secret = os.urandom(32)
    # Two programs may need it for the first time at once: both sign with the key of the first.
    if not os.path.lexists(path) and write(path, secret, new=True):
        return secret
    try:
        known = path.read_bytes()
        if len(known) == 32:
            return known
        raise Problem(f"{path} is damaged. Delete it, and a new key is made; tell your colleagues.")
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error


class Pins:
    """The keys that colleagues' files were signed with, by analyst and device; names are compared folded.

    They are kept twice.
    """

    def __init__(self) -> None:
        self._path = configuration() / "colleagues.json"
        self._copy = self._path.with_suffix(".copy.json")
        stored = [_stored(path) for path in (self._path, self._copy)]
        there = next((keys for keys in stored if keys), None)
        self.lost = (there is None and None in stored) or _LOST in (there or {})
        """Whether keys that were known cannot be read any more: none can count as the first then."""
        self._keys = there or {}

    def keys_of(self, analyst: str) -> dict[str, str]:
        """The known keys of an analyst, by device."""
        wanted = folded(analyst)
        return {
            d: key for name, keys in self._keys.items() if folded(name) == wanted for d, key in keys.items()
        }

    def owner_of(self, key: str) -> str:
        """Whose key that is; "" if it is nobody's that is known."""
        return next((name for name, keys in self._keys.items() if key in keys.values()), "")

    def pin(self, analyst: str, keys: Mapping[str, str]) -> None:
        """Keeps keys (by device) from now on."""
        if keys.items() <= self.keys_of(analyst).items():
            return
        if self.lost and _LOST not in self._keys:
            self._set_aside()
        wanted = folded(analyst)
        same = [name for name in self._keys if folded(name) == wanted] or [analyst]
        for name in same[1:]:
            self._keys[name] = {d: key for d, key in self._keys[name].items() if d not in keys}
        self._keys.setdefault(same[0], {}).update(keys)
        data = orjson.dumps(self._keys, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
        for path in (self._path, self._copy):
            write(path, data)

    def _set_aside(self) -> None:
        """Keeps the damaged files beside the new ones: they may be mended by hand."""
        self._keys[_LOST] = {}
        for path in (self._path, self._copy):
            if path.exists():
                aside = path.with_stem(path.stem.replace("colleagues", "colleagues.damaged"))
                write(aside, path.read_bytes())


_LOST = ""
"""Stands among the analysts, of whom none is called so, once keys were lost."""


def _stored(path: Path) -> dict[str, dict[str, str]] | None:
    """A damaged file must not open the door to other keys: it is told apart (None) from one that is not there."""
    try:
        found: Any = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Problem(f"{path}, the keys of your colleagues, cannot be read: {error.strerror}.") from error
    except orjson.JSONDecodeError:
        return None
    return {name: dict(keys) for name, keys in found.items()} if _IS_PINS(found) else None


# An analyst who works on several machines has a key on each. Where one of them has taken over the work of another one,
# which the analyst confirms there, its key vouches for that of the other in every file that it sends.


def vouches_for(analyst: str) -> list[Vouch]:
    """What goes into the files of an analyst who works here: this machine's word for their other machines, and
    the word of those for this one or for one another."""
    own = own_key()
    made = [_vouch(analyst, d, key) for d, key in sorted(Pins().keys_of(analyst).items()) if key != own]
    return [*made, *(one for one in _received() if one.analyst == analyst and one.by != own)][:MOST_VOUCHES]


def _vouch(analyst: str, device: str, key: str) -> Vouch:
    unsigned = Vouch(analyst, device, key, own_key(), "")
    return replace(unsigned, signature=_signed(_VOUCHES + unsigned.said().encode()))


def vouched(keys: Iterable[str], vouches: Sequence[Vouch]) -> list[Vouch]:
    """Filters vouches down to those that hold: made by one of these keys, or by a key that such a vouch names."""
    known, held = set(keys), list[Vouch]()
    left = list(vouches)
    while found := [one for one in left if one.by in known]:
        left = [one for one in left if one.by not in known]
        genuine = [one for one in found if _holds(one)]
        held += genuine
        known.update(one.key for one in genuine)
    return held


def _holds(one: Vouch) -> bool:
    return _is_signed(_VOUCHES + one.said().encode(), one.by, one.signature)


def keep(vouches: Sequence[Vouch]) -> None:
    """Keeps what was said of the keys of an analyst who works here, to be passed on."""
    there = _received()
    fresh = [one for one in vouches if one not in there]
    if fresh:
        told = [one.told() | {"analyst": one.analyst} for one in (*there, *fresh)]
        write(configuration() / _KEPT, orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _received() -> list[Vouch]:
    """A damaged file is as good as none: what it says proves itself, and comes again."""
    try:
        found: Any = orjson.loads((configuration() / _KEPT).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return []
    return [Vouch(**one) for one in found] if _IS_KEPT(found) else []
