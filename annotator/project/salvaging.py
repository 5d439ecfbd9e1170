"""What is whole of a damaged project, into a new one; and what is lost, by article. The damaged file is only read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.article import Metadata, Record, Source, Zone
from annotator.domain.gc_pause import collector_paused
from annotator.domain.identity import new_id
from annotator.domain.problems import Problem, Progress
from annotator.domain.scheme import scheme_to_dict
from annotator.domain.wording import number
from annotator.durable import reason
from annotator.project import importing
from annotator.project.articles import record_edit
from annotator.project.project import SUFFIX, Project
from annotator.project.settings import analyst_name, device_id, renew_device_id
from annotator.project.shipped import default_scheme, guideline_for
from annotator.scratch import Scratch
from annotator.storage import articles as stored
from annotator.storage import copies, salvaging
from annotator.storage.lock import AlreadyOpen, WriteLock
from annotator.storage.log import Edit, Log
from annotator.storage.merging import Merging
from annotator.storage.pages import Pages, opened
from annotator.storage.salvaging import At, Finds, Scan
from annotator.storage.store import Store

_AT_ONCE = 1000
_HEADLINE = 120


@dataclass
class Lost:
    """What is lost of an article, or of what belongs to none (`id` ""): how many of what and of whom.

    `current`: what stood, by (layer, kind); `earlier`: how many states from before. `text`: the text is lost, and with
    it everything about it. `record`: headline, zones and source are lost; its first line is the headline then.
    """

    id: str
    headline: str = ""
    text: bool = False
    record: bool = False
    original: bool = False
    current: Counter[tuple[str, str]] = field(default_factory=Counter)
    earlier: int = 0

    def sentence(self) -> str:
        """All of it."""
        called = f"“{self.headline}” ({self.id[:12]})" if self.headline else f"Article {self.id[:12]}"
        counted = [_counted(*one) for one in sorted(self.current.items())]
        if self.earlier:
            counted.append(number(self.earlier, "earlier state"))
        parts = [
            name
            for name, is_lost in (("its record", self.record), ("its original bytes", self.original))
            if is_lost
        ]
        if self.text:
            beside = f", and with it {', '.join(counted)}" if counted else ""
            return f"{called}: its text is lost{beside}."
        where = called if self.id else "The project"
        return (
            f"{where}: lost {'is' if len(parts + counted) == 1 else 'are'} {', '.join([*parts, *counted])}."
        )


def _counted(what: tuple[str, str], count: int) -> str:
    layer, kind = what
    return f"{number(count, kind)} of {layer}" if layer and layer != PROJECT_LAYER else number(count, kind)


@dataclass
class Salvaged:
    """What came into the new project, and what did not.

    `unknown`: revisions of which it is not known what they were about. `unclear`: pages of the file that say nothing.
    `renewed`: this installation has a new identity, so that nothing it writes is taken for what was lost.
    """

    path: Path
    revisions: int = 0
    articles: int = 0
    lost: list[Lost] = field(default_factory=list)
    unknown: int = 0
    unclear: int = 0
    renewed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be lost."""
        return not self.lost and not self.unknown

    def sentences(self) -> Iterator[str]:
        """What to say of it."""
        saved = f"{number(self.articles, 'article')} and {number(self.revisions, 'revision')}"
        yield f"{self.path} has {saved}, each as it was written."
        yield from (one.sentence() for one in self.lost)
        if self.unknown:
            yield f"{number(self.unknown, 'revision')} more cannot be read; nobody can say what they were about."
        if self.unclear:
            tail = "nothing that is known of is missing." if self.is_whole else "what is lost was in them."
            yield f"{number(self.unclear, 'page')} of the file could not be read; {tail}"
        if self.is_whole:
            yield "Nothing is lost."
        if self.renewed:
            yield "This installation has a new identity, so that what you do now is not taken for what is lost."


def salvage(
    damaged: Path, target: Path, analyst: str | None = None, progress: Progress | None = None
) -> Salvaged:
    """Writes every revision and text that is whole into a new project at `target`, which appears whole or not at all.

    Raises Problem if there is nothing, if the damaged one is open elsewhere, or `target` is there; Cancelled when
    `progress` does.
    """
    target = target if target.suffix else target.with_suffix(SUFFIX)
    name, progress = analyst_name(analyst), progress or Progress()
    if target.exists():
        raise Problem(f"{target} exists already. Choose another name for the new project.")
    with _alone(damaged), collector_paused():
        pages = opened(damaged)
        try:
            finds = Scan(pages, progress.step).run()
            if not finds.revisions and not finds.texts:
                raise Problem(f"Nothing of a project was found in {damaged}. Restore a backup.")
            result = _losses(finds, target)
            return _written(pages, finds, result, name, progress)
        finally:
            if not isinstance(pages.image, bytearray):
                pages.image.close()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody writes to the file meanwhile. Where no lock can be made beside it, nobody can write there either."""
    if not path.is_file():
        raise Problem(f"{path} does not exist, or is no file.")
    try:
        lock = WriteLock(path)
    except AlreadyOpen:
        raise
    except Problem:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _losses(finds: Finds, target: Path) -> Salvaged:
    result = Salvaged(target, unclear=len(finds.unclear))
    by_article: dict[int, Lost] = {}
    for revision in finds.lost:
        at = finds.current.get(revision) or finds.about.get(revision)
        if at is None:
            result.unknown += 1
        else:
            _count(finds, _of(finds, by_article, at.article), at, revision)
    for key in _known_articles(finds):
        sha = finds.articles.get(key)
        if sha in finds.without_original:
            _of(finds, by_article, key).original = True
        elif sha not in finds.texts and sha not in finds.purged:
            _lose_text(finds, _of(finds, by_article, key), key)
    result.lost = sorted(by_article.values(), key=lambda one: (one.id == "", one.id))
    return result


def _known_articles(finds: Finds) -> list[int]:
    keys = {at.article for at in (*finds.current.values(), *finds.about.values())}
    return sorted((keys | set(finds.articles) | set(finds.headlines)) - {0})


def _of(finds: Finds, by_article: dict[int, Lost], key: int) -> Lost:
    if key not in by_article:
        sha = finds.articles.get(key) or (f"number {key}" if key else "")
        by_article[key] = Lost(sha, finds.headlines.get(key, ""))
    return by_article[key]


def _count(finds: Finds, lost: Lost, at: At, revision: int) -> None:
    standing = finds.current.get(revision) is not None
    if not standing and at in finds.current.values():
        lost.earlier += 1
    elif at.kind == "article":
        lost.record = True
    else:
        lost.current[_layer(finds, at), at.kind] += 1


def _lose_text(finds: Finds, lost: Lost, key: int) -> None:
    """What was said about the article cannot be shown any more: all of it counts as lost."""
    lost.text = True
    missing = set(finds.lost)
    for revision, at in finds.current.items():
        if at.article == key and at.kind not in ("article", "layer") and revision not in missing:
            lost.current[_layer(finds, at), at.kind] += 1


def _layer(finds: Finds, at: At) -> str:
    return finds.layers.get(at.layer, "")


def _written(pages: Pages, finds: Finds, result: Salvaged, analyst: str, progress: Progress) -> Salvaged:
    # What was lost may be at a colleague's: the same numbers must not be given again.
    result.renewed = bool(result.unclear) or not result.is_whole
    device = new_id() if result.renewed else device_id()
    try:
        with Scratch(result.path.absolute().parent) as scratch:
            store = Store.create(scratch.path)
            with Project(store, analyst, device) as project:
                with store.transaction():
                    _merge(pages, finds, result, project.log, store, progress)
                project = Project(store, analyst, device)
                _complete(project, result)
                importing.index(project, progress)
            # Nobody cancels any more. A process that ends here has a new identity for nothing, which costs nobody.
            if result.renewed:
                renew_device_id(device)
            copies.place(scratch.path, result.path)
    except OSError as error:
        raise Problem(f"{result.path} was not written: {reason(error)}.") from error
    return result


def _merge(pages: Pages, finds: Finds, result: Salvaged, log: Log, store: Store, progress: Progress) -> None:
    """All that is whole, in the order in which it was made."""
    merging = Merging(store, log)
    for sha, text, original in salvaging.texts(pages, finds):
        key = stored.add_text(store, sha, text, text.encode() if original is None else original)
        if key is not None:
            merging.note_article(sha, key)
            result.articles += 1
    for sha in sorted(finds.purged):
        stored.add_purged(store, sha)
    arriving = salvaging.revisions(pages, finds)
    done = 0
    while some := list(islice(arriving, _AT_ONCE)):
        progress.step(done, len(finds.revisions))
        merging.add(some)
        done += len(some)
    result.revisions = merging.finish(sha256(pages.image).hexdigest()).fresh


def _complete(project: Project, result: Salvaged) -> None:
    """A project needs a scheme, and a text a record to be listed: what is lost of that is made again."""
    edits: list[Edit] = []
    if not stored.has_scheme(project.store):
        scheme = default_scheme()
        edits.append(Edit("scheme", "scheme", PROJECT_LAYER, scheme_to_dict(scheme)))
        edits.append(Edit("guideline", "guideline", PROJECT_LAYER, guideline_for(scheme).body()))
        project.__dict__["guideline"] = guideline_for(scheme)
    for key, sha in stored.without_record(project.store):
        edits.append(record_edit(sha, key, _record(stored.text_of(project.store, key), sha)))
    if edits:
        project.act("salvage", edits, undoable=False)


def _record(text: str, sha: str) -> Record:
    """What can be said of an article of which the text alone is left."""
    headline = next((line.strip() for line in text.split("\n") if line.strip()), "")[:_HEADLINE]
    return Record(Metadata(headline=headline), (Zone("body", 0, len(text)),), Source("salvaged", sha))
