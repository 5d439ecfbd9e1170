"""Whether a file that is open is still the one that was opened: another can be copied over it.

SQLite notices that by a counter alone, and two files may have the same one: it would go on with pages of both.
"""

import os
import sqlite3
from pathlib import Path

from annotator.domain.problems import Problem

_STRANGE = ("SQLITE_ERROR", "SQLITE_CORRUPT", "SQLITE_NOTADB")

Seen = tuple[int, int, int, int]
Head = tuple[int, bytes]


class Witness:
    """Remembers the file's time of change and the newest revision, and looks whether both still go together."""

    def __init__(self, path: Path, at: Path, connection: sqlite3.Connection, strict: bool) -> None:
        """`at`: where the file is. `strict`: nobody else may write, so the newest revision is the remembered one."""
        self._path, self._at = path, str(at)
        self._connection = connection
        self._strict = strict
        self._other = False
        self.committed(self.newest())

    def newest(self) -> Head | None:
        """The newest revision's row id and hash."""
        sql = "SELECT id, hash FROM revision ORDER BY id DESC LIMIT 1"
        found: Head | None = self._connection.execute(sql).fetchone()
        return found

    def committed(self, head: Head | None) -> None:
        """To be called after a commit of one's own, with what was the newest revision just before it."""
        self.head = head
        self._seen = self._look()
        self._changes = self._connection.total_changes

    def require_same(self) -> None:
        """Raises Problem if another file lies there now."""
        if not self._other:
            seen = self._look()
            if seen == self._seen:
                return
            if self._connection.total_changes != self._changes:  # By a statement of this connection.
                self.committed(self.newest())
                return
            # A file that was moved away, or another under its name, SQLite leaves alone.
            if seen is not None and (self._seen is None or seen[:2] == self._seen[:2]):
                self._other = not self._is_same()
                self._seen = seen
        if self._other:
            raise Problem(
                f"{self._path} was overwritten by another program while it was open. Nothing more is written to it. "
                "Close it, look at what is there now, and restore a backup if need be."
            )

    def _look(self) -> Seen | None:
        try:
            found = os.stat(self._at)
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _is_same(self) -> bool:
        try:
            # What SQLite remembers of the file may be of the other one.
            self._connection.execute("PRAGMA shrink_memory")
            newest = self.newest()
            known = newest if self._strict or self.head is None else self._revision(self.head[0])
        except sqlite3.Error as error:
            if (getattr(error, "sqlite_errorname", "") or "").startswith(_STRANGE):
                return False
            raise
        same = known == self.head or (self.head is None and not self._strict)
        if same:
            self.head = newest
        return same

    def _revision(self, key: int) -> Head | None:
        found: Head | None = self._connection.execute(
            "SELECT id, hash FROM revision WHERE id = ?", (key,)
        ).fetchone()
        return found
