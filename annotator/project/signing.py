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

from annotator.domain.exchange import MOST_VOUCHES, Vouch
from annotator.domain.naming import folded
from annotator.domain.problems import Problem
from annotator.domain.shapes import fitting
from annotator.places import configuration

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
    try:
        known = path.read_bytes()
        if len(known) == 32:
            return known
        raise Problem(f"{path} is damaged. Delete it, and a new key is made; tell your colleagues.")
    except FileNotFoundError:
        return _made(path)
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.") from error


def _made(path: Path) -> bytes:
    secret = os.urandom(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error
    return secret


class Pins:
    """The keys that colleagues' files were signed with, by analyst and device; names are compared folded."""

    def __init__(self) -> None:
        self._path = configuration() / "colleagues.json"
        self._keys = _stored(self._path)

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
        wanted = folded(analyst)
        same = [name for name in self._keys if folded(name) == wanted] or [analyst]
        for name in same[1:]:
            self._keys[name] = {d: key for d, key in self._keys[name].items() if d not in keys}
        self._keys.setdefault(same[0], {}).update(keys)
        _write(self._path, orjson.dumps(self._keys, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _stored(path: Path) -> dict[str, dict[str, str]]:
    """A damaged file must not open the door to other keys: it is told, not forgotten."""
    try:
        found: Any = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, orjson.JSONDecodeError) as error:
        raise _damaged(path) from error
    if not _IS_PINS(found):
        raise _damaged(path)
    return {name: dict(keys) for name, keys in found.items()}


def _damaged(path: Path) -> Problem:
    return Problem(
        f"{path}, the keys of your colleagues, cannot be read. Delete it to start anew: "
        "the next file of each will count as the first."
    )


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}.") from error


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
    """Those of the vouches that hold: made by one of these keys, or by one that such a vouch names."""
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
        _write(configuration() / _KEPT, orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _received() -> list[Vouch]:
    """A damaged file is as good as none: what it says proves itself, and comes again."""
    try:
        found: Any = orjson.loads((configuration() / _KEPT).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return []
    return [Vouch(**one) for one in found] if _IS_KEPT(found) else []
