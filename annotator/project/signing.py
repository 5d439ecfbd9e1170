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
    """The keys that colleagues' files were signed with, by analyst and device."""

    def __init__(self) -> None:
        self._path = configuration() / "colleagues.json"
        self._keys = _stored(self._path)

    def key_of(self, analyst: str, device: str) -> str | None:
        """The key that was seen first; None if none was."""
        return self._keys.get(analyst, {}).get(device)

    def others_of(self, analyst: str, device: str) -> list[str]:
        """Other devices of that analyst of which files were merged."""
        return sorted(self._keys.get(analyst, {}).keys() - {device})

    def pin(self, analyst: str, device: str, key: str) -> None:
        """Keeps a key from now on."""
        self._keys.setdefault(analyst, {})[device] = key
        partial = self._path.with_name(f".{self._path.name}.{os.getpid()}.partial")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial.write_bytes(orjson.dumps(self._keys, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
            os.replace(partial, self._path)
        except OSError as error:
            raise Problem(f"{self._path} cannot be written: {error.strerror}.") from error


def _stored(path: Path) -> dict[str, dict[str, str]]:
    """A damaged file must not open the door to other keys: it is told, not forgotten."""
    try:
        found: Any = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, orjson.JSONDecodeError) as error:
        raise Problem(
            f"{path}, the keys of your colleagues, cannot be read. Delete it to start anew: "
            "the next file of each will count as the first."
        ) from error
    if isinstance(found, dict) and all(isinstance(keys, dict) for keys in found.values()):
        return {name: {str(d): str(k) for d, k in keys.items()} for name, keys in found.items()}
    return {}
