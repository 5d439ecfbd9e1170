"""The blind first pass: what an analyst may see of colleagues' layers. Everything that reads those goes through here.

As long as my layer of an article is open, or the article is assigned to me and I have not submitted it, I see no
colleague's annotations of it, nor how many there are; the gold layer counts as a colleague's. Everybody else, and I
once I have submitted, reads every layer. That a colleague has a layer of an article, and how far it is, is no secret:
who plans the work must see it.

This guards against bias, not against somebody who opens the file with another program, or under another name.
"""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.domain.comment import Thread
from annotator.domain.wording import number
from annotator.project.project import Project
from annotator.storage import articles as stored
from annotator.storage import visibility as stored_visibility
from annotator.storage.reading import Hashes
from annotator.storage.reading import read_layers as read_every_layer
from annotator.storage.reading import read_traced as read_every_layer_traced
from annotator.storage.store import Store


def hidden(project: Project) -> frozenset[int]:
    """Row ids of the articles whose colleagues' annotations the project's analyst must not see."""
    return project.hidden


def is_blind(project: Project, key: int) -> bool:
    """Whether colleagues' annotations of an article (row id) are hidden from the project's analyst."""
    return key in project.hidden


def sees(project: Project, key: int, layer: str) -> bool:
    """Whether the analyst may see what is in a layer of an article."""
    return layer == project.analyst or not is_blind(project, key)


def visible(project: Project, key: int) -> list[str]:
    """Names of the layers of an article that the analyst may see, in order."""
    names = (name for name, _, _ in stored.layers_of(project.store, key))
    return [name for name in names if sees(project, key, name)]


def open_to(project: Project, keys: Iterable[int], layer: str) -> list[int]:
    """Filters articles (row ids), in their order, down to those in which the analyst may see a layer."""
    keys = list(keys)
    return keys if layer == project.analyst else [key for key in keys if key not in project.hidden]


def read_layers(
    project: Project, keys: Sequence[int], layers: Sequence[str]
) -> Iterator[tuple[Article, Layer]]:
    """Each article of `keys`, in their order, with each of those layers that it has and the analyst may see."""
    return read_every_layer(project.store, keys, layers, project.hidden, project.analyst)


def read_traced(
    project: Project, keys: Sequence[int], layers: Sequence[str], store: Store, with_hashes: bool
) -> Iterator[tuple[Article, Layer, Hashes]]:
    """Like `read_layers`, from a copy of the project (see `copies.snapshot`), with hashes of revisions if wanted."""
    unseen = stored_visibility.hidden(store, project.analyst)
    return read_every_layer_traced(store, keys, layers, unseen, project.analyst, with_hashes)


def left_out(project: Project, layers: Sequence[str]) -> int:
    """How many of these layers (an article's each) the analyst must not see now; those of withdrawn articles apart."""
    return stored_visibility.count_layers(project.store, project.analyst, layers, sorted(project.hidden))


def sentence(count: int) -> str:
    """What to say where so many layers were left out."""
    articles = "this article" if count == 1 else "these articles"
    return f"{number(count, 'layer')} left out: your own layer of {articles} is still open."


def seen_threads(project: Project, key: int, threads: Iterable[Thread]) -> list[Thread]:
    """The threads of an article that the analyst may see.

    Where colleagues' annotations are hidden, that is what is said to the analyst: threads about annotations of
    theirs, threads that they take part in, and those that name them; never one about a colleague's annotation.
    """
    if not is_blind(project, key):
        return list(threads)
    return [thread for thread in threads if _is_for(project.analyst, thread)]


def _is_for(analyst: str, thread: Thread) -> bool:
    if thread.on.layer not in (None, analyst):
        return False
    return thread.on.layer == analyst or analyst in thread.participants or analyst in thread.mentions
