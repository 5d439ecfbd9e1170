"""How revisions cite one another: by device, sequence number and hash.

Two chains of revisions can have the same device and numbers: a cloned home folder, a backup that was restored, a copied
project file. The second one that arrives is kept under the device's id with a number behind CLONE; no bytes name that.
Projects of version 1 cited by device and number alone.
"""

from collections.abc import Sequence
from typing import Any

from annotator.storage.sealing import BYTES
from annotator.storage.store import Store

CLONE = "~"
"""Parts a device's id from the number of the chain."""

Parent = Sequence[Any]
"""[device, sequence, hash in hexadecimal], the hash missing in what version 1 wrote."""


def name_of(parent: Parent) -> str:
    """What `awaited` calls a revision that is cited: "device:sequence:hash", without the hash where none was given."""
    return ":".join(map(str, parent))


def names_of(device: str, sequence: int, digest: bytes) -> tuple[str, str]:
    """The two names under which a revision may be cited: with its hash, and without as version 1 wrote it."""
    number = f"{uid_of(device)}:{sequence}"
    return f"{number}:{digest.hex()}", number


def uid_of(device: str) -> str:
    """The id that a device has in bytes, from the name of its chain."""
    return device.partition(CLONE)[0]


def bytes_of(store: Store, parent: Parent) -> bytes | None:
    """The content of a cited revision; None if it is not here, or was purged."""
    found = row_of(store, parent)
    return None if found is None else found[1]


def row_of(store: Store, parent: Parent) -> tuple[int, bytes | None] | None:
    """Row id and content of a cited revision; None if it is not here."""
    rows = store.rows(
        f"SELECT revision.id, CASE WHEN bytes IS NOT NULL THEN {BYTES} END, hash FROM revision "  # noqa: S608 ours
        "WHERE sequence = ?2 AND device IN "
        "(SELECT id FROM device WHERE uid = ?1 OR uid LIKE ?1 || '~%')",
        tuple(parent[:2]),
    )
    meant = ((key, data) for key, data, digest in rows if len(parent) < 3 or digest.hex() == parent[2])
    return next(meant, None)
