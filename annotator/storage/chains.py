"""Which chain a colleague's revision belongs to. A device has one, or several where two machines had one identity."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from orjson import loads

from annotator.storage.lineage import CLONE
from annotator.storage.log import Log
from annotator.storage.sealing import BYTES
from annotator.storage.store import Store


class Arriving(NamedTuple):
    """A colleague's revision: its content, its bytes and their hash."""

    content: dict[str, Any]
    data: bytes
    hash: bytes


Named = tuple[str, int, bytes]
"""Device, sequence number and hash of a revision."""

_FAMILY = "SELECT id FROM device WHERE uid = ?1 OR uid LIKE ?1 || '~%' ORDER BY id"


def here(store: Store, named: Iterable[Named]) -> set[bytes]:
    """The hashes of those of the revisions that are here already."""
    wanted = list(named)
    families: dict[str, list[int]] = {}
    for device in {device for device, _, _ in wanted}:
        families[device] = [key for (key,) in store.rows(_FAMILY, (device,))]
    there = set(_around(store, wanted, families, 0).values())
    return there.intersection(digest for _, _, digest in wanted)


def knows(store: Store, device: str) -> bool:
    """Whether there is any revision of a device here."""
    return bool(store.rows(_FAMILY, (device,)))


def _around(
    store: Store, named: Iterable[Named], families: Mapping[str, Sequence[int]], beyond: int
) -> dict[tuple[int, int], bytes]:
    """The hashes by chain and number of what is here from the first to the last of these numbers, and `beyond` them."""
    sequences: dict[str, list[int]] = {}
    for device, sequence, _ in named:
        sequences.setdefault(device, []).append(sequence)
    found: dict[tuple[int, int], bytes] = {}
    for device, numbers in sequences.items():
        family = families[device]
        rows = store.rows(
            "SELECT device, sequence, hash FROM revision WHERE sequence BETWEEN ? AND ? "  # noqa: S608 marks
            f"AND device IN ({','.join('?' * len(family))})",
            [min(numbers) - beyond, max(numbers) + beyond, *family],
        )
        found.update(((chain, sequence), digest) for chain, sequence, digest in rows)
    return found


class Chains:
    """Finds for each revision the chain (a row of `device`) that it belongs to."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store, self._log = store, log
        self._families: dict[str, list[int]] = {}
        self._there: dict[tuple[int, int], bytes] = {}
        self._placed: dict[tuple[int, int], str | None] = {}
        self._gaps: set[int] = set()
        self._own = 0
        self.clones: set[str] = set()

    def look_up(self, arriving: Iterable[Arriving]) -> set[bytes]:
        """Reads what is here around these revisions; gives the hashes of that."""
        named = [(one.content["device"], one.content["sequence"], one.hash) for one in arriving]
        families = {uid: self._family(uid) for uid, _, _ in named}
        self._own = self._log.device_key(
            self._log.device
        )  # Not before: what is made here belongs to the transaction.
        self._there = _around(self._store, named, families, 1)
        self._placed.clear()
        return set(self._there.values())

    def _family(self, uid: str) -> list[int]:
        found = self._families.get(uid)
        if found is None:
            rows = self._store.rows(_FAMILY, (uid,))
            found = self._families[uid] = [key for (key,) in rows] or [self._log.device_key(uid)]
        return found

    def place(self, one: Arriving) -> tuple[int, bool]:
        """The row id of the chain into which a revision fits that is not here; a new one if it fits into none.

        And whether another chain of that device has a revision of this number.
        """
        uid, sequence, previous = (one.content[key] for key in ("device", "sequence", "previous"))
        family = self._family(uid)
        twin = any((key, sequence) in self._there for key in family)
        device = next((key for key in family if self._fits(key, sequence, previous, one.hash)), None)
        if device is None:
            device = self._log.device_key(f"{uid}{CLONE}{len(family)}")
            family.append(device)
            self.clones.add(uid)
        if previous is not None and (device, sequence - 1) not in self._there:
            self._gaps.add(device)
        self._there[device, sequence] = one.hash
        self._placed[device, sequence] = previous
        return device, twin

    def _fits(self, device: int, sequence: int, previous: str | None, digest: bytes) -> bool:
        if (device, sequence) in self._there:
            return False
        before = self._there.get((device, sequence - 1))
        if before is None and previous is not None and device == self._own:
            return False
        if before is not None and before.hex() != previous:
            return False
        return self._is_followed(device, sequence + 1, digest)

    def _is_followed(self, device: int, sequence: int, digest: bytes) -> bool:
        """Whether what comes next in that chain, if it is here, says that it follows the revision with that hash."""
        at = device, sequence
        if at not in self._there:
            return True
        if at in self._placed:  # One of this batch is not in its table yet.
            return self._placed[at] == digest.hex()
        row = self._store.row(
            f"SELECT {BYTES} FROM revision WHERE device = ? AND sequence = ? AND bytes IS NOT NULL",  # noqa: S608
            at,
        )
        # One that was purged cannot be asked.
        return row is None or bool(loads(row[0])["previous"] == digest.hex())

    def note_received(self) -> None:
        """Of these chains a part may be missing. This device's own stays whole, so that `audit` sees what is lost."""
        self._store.connection.executemany(
            "INSERT OR IGNORE INTO received VALUES (?)", [(device,) for device in self._gaps]
        )
