"""Signatures on files of exchange: who sent a file is more than a claim once a key is known.

The key belongs to the installation and is made on first use. A colleague's key is pinned when it is first seen. Without
PyNaCl (extra `exchange`) files are unsigned, and said to be.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.problems import Problem
from annotator.places import configuration
from annotator.project.settings import write

_FOR = b"annotator-exchange/1 "
"""Precedes what is signed: a signature means this and nothing else."""

UNSIGNED, UNCHECKED, FIRST, KNOWN, NEW = "unsigned", "not checked", "first seen", "known", "new key"
"""What is known of a file's signature."""


def available() -> bool:
    """Whether files can be signed and signatures checked here."""
    return find_spec("nacl") is not None


def sign(digest: str) -> tuple[str, str]:
    """Public key and signature (hexadecimal) for the hash of a file."""
    from nacl.signing import SigningKey

    key = SigningKey(_secret())
    return bytes(key.verify_key).hex(), key.sign(_FOR + digest.encode()).signature.hex()


def is_genuine(digest: str, key: str, signature: str) -> bool:
    """Whether the key signed that hash."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(bytes.fromhex(key)).verify(_FOR + digest.encode(), bytes.fromhex(signature))
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
    """The keys that colleagues' files were signed with, by analyst and device. They are kept twice."""

    def __init__(self) -> None:
        self._path = configuration() / "colleagues.json"
        self._copy = self._path.with_suffix(".copy.json")
        stored = [_stored(path) for path in (self._path, self._copy)]
        there = next((keys for keys in stored if keys), None)
        self.lost = (there is None and None in stored) or _LOST in (there or {})
        """Whether keys that were known cannot be read any more: none can count as the first then."""
        self._keys = there or {}

    def key_of(self, analyst: str, device: str) -> str | None:
        """The key that was seen first; None if none was."""
        return self._keys.get(analyst, {}).get(device)

    def others_of(self, analyst: str, device: str) -> list[str]:
        """Other devices of that analyst of which files were merged."""
        return sorted(self._keys.get(analyst, {}).keys() - {device})

    def pin(self, analyst: str, device: str, key: str) -> None:
        """Keeps a key from now on."""
        if self.lost and _LOST not in self._keys:
            self._keys[_LOST] = {}
            # It may be mended by hand.
            for path in (self._path, self._copy):
                if path.exists():
                    write(
                        path.with_stem(path.stem.replace("colleagues", "colleagues.damaged")),
                        path.read_bytes(),
                    )
        self._keys.setdefault(analyst, {})[device] = key
        data = orjson.dumps(self._keys, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
        for path in (self._path, self._copy):
            write(path, data)


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
    if isinstance(found, dict) and all(_are_keys(keys) for keys in found.values()):
        return found
    return None


def _are_keys(keys: object) -> bool:
    return isinstance(keys, dict) and all(isinstance(key, str) for key in keys.values())
