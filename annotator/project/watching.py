"""A folder in which a team leaves its files of exchange: who has news, and where one's own work goes."""

import os
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.problems import Problem
from annotator.project.exchange import SHARE_SUFFIX
from annotator.project.project import Project
from annotator.reading.exchange_file import Envelope, envelope
from annotator.storage import merging


@dataclass(frozen=True, slots=True)
class Waiting:
    """A colleague's file that is not merged yet."""

    path: Path
    analyst: str


class Folder:
    """A folder in which colleagues leave their files. Files that have not changed are not read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[Path, tuple[tuple[int, int], Envelope | None]] = {}

    def news(self, project: Project) -> list[Waiting]:
        """The whole files of others in it that are not merged yet, by name of file; what is not whole yet is left."""
        found = []
        for path in sorted(self.path.glob(f"*{SHARE_SUFFIX}")) if os.path.isdir(self.path) else ():
            sealed = self._looked_at(path)
            own = sealed is not None and (sealed.analyst, sealed.device) == (project.analyst, project.device)
            if sealed is not None and not own and not merging.was_merged(project.store, sealed.hash):
                found.append(Waiting(path, sealed.analyst))
        return found

    def _looked_at(self, path: Path) -> Envelope | None:
        try:
            about = path.stat()
            stamp = about.st_mtime_ns, about.st_size
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = self._known[path] = stamp, envelope(path)
        except OSError:
            return None  # It went away while it was looked at.
        except Problem:
            known = self._known[path] = stamp, None
        return known[1]


def usual_file(folder: Path, analyst: str) -> Path:
    """The file in which an analyst's work lies in a folder: one for each, written over each time."""
    return folder / f"{''.join(c if c.isalnum() or c in '-_ ' else '_' for c in analyst)}{SHARE_SUFFIX}"
