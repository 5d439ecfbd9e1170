"""Duplicates of what is about to be imported: in the project, and in what came before it in the same import."""

import threading
from collections.abc import Iterator

from annotator.domain.article import Draft
from annotator.domain.likeness import SAME_BODY, Profile
from annotator.domain.normalise import fingerprint
from annotator.project.duplicates import Like, around, named, profile_of
from annotator.project.project import Project
from annotator.storage.alike import Shelf

MOST = 5
"""So many duplicates of one article are told at most."""


class Incoming:
    """The articles of one import as they are compared, on the disk for its time. Threads may take turns."""

    def __init__(self) -> None:
        self._shelf = Shelf.temporary()
        self._called: dict[int, tuple[str, str]] = {}
        self._lock = threading.Lock()
        self._knows_the_rest = False

    def take(self, number: int, draft: Draft, project: Project | None) -> tuple[Like, ...]:
        """Takes in an article by its number; gives what it is a duplicate of, the closest first, MOST at most."""
        found = profile_of(draft)
        with self._lock:
            here = list(self._of_project(project, found)) if project else []
            for key, kind, share in around(self._shelf, found):
                if key < 0:
                    article, called = self._called[_number(key)]
                    here.append(Like(article, kind, share, called, _number(key)))
                elif project:
                    here += named(project, [(key, kind, share)])
            self._shelf.put([(_key(number), found, 0)])
            article = fingerprint(draft.text)
            self._called[number] = article, draft.metadata.headline or draft.source.name
        return tuple(sorted(here, key=lambda one: (one.kind != SAME_BODY, -one.share))[:MOST])

    def _of_project(self, project: Project, found: Profile) -> Iterator[Like]:
        """What the project keeps of its articles; those that it has not described yet are described here."""
        if not self._knows_the_rest:
            self._shelf.take_over(project.store, only_missing=True)
            self._knows_the_rest = True
        yield from named(project, around(Shelf.of(project.store), found))

    def forget(self, number: int) -> None:
        """Takes an article out again."""
        with self._lock:
            if self._called.pop(number, None):
                self._shelf.remove(_key(number))

    def close(self) -> None:
        """Removes everything."""
        with self._lock:
            self._shelf.close()


# Row ids below zero: those above are of the project; NEW is none of them.
def _key(number: int) -> int:
    return -number - 2


def _number(key: int) -> int:
    return -key - 2
