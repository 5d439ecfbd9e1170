"""Exchange with colleagues by file: one analyst's work out, colleagues' work in. All of a file or nothing of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.change import Change
from annotator.domain.gc_pause import collector_paused
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import Cancelled, Problem, Progress
from annotator.domain.wording import number
from annotator.project import forks, merge_copies, names, signing, trusting
from annotator.project.project import SUFFIX, Project
from annotator.project.settings import renew_device_id
from annotator.project.trusting import Verdict
from annotator.reading.exchange_file import Envelope, Here, Text, contents, envelope, examine
from annotator.storage import articles as stored
from annotator.storage import audit, chains, merging, people, sharing
from annotator.storage.chains import Arriving
from annotator.storage.merging import Merged, Merging
from annotator.writing import building
from annotator.writing.exchange_file import lines

SHARE_SUFFIX = ".exchange"
"""The usual ending of a file that goes to colleagues."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Shared:
    """A file that was written. `key`: who signed it, None if nobody did."""

    path: Path
    analyst: str
    revisions: int
    articles: int
    sha256: str
    key: str | None


def share(project: Project, path: Path, analyst: str | None = None, since_last: bool = False) -> Shared:
    """Writes an analyst's work (all of it, or what came since it was shared last) for colleagues to merge.

    Raises Problem if there is none, or if the file cannot be written; what was there before is left then.
    """
    name = names.of(project.store, analyst) if analyst else project.analyst
    if path.suffix == SUFFIX:
        raise Problem(
            f"{path} has the ending of a project. Choose another name, such as {name}{SHARE_SUFFIX}."
        )
    audit.require_whole(project.store, "nothing was shared")
    after = sharing.sent(project.store, name) if since_last else 0
    wanted = sharing.share_of(project.store, name, after)
    if not wanted.revisions:
        since = " since it was shared last" if after else " in this project yet"
        raise Problem(f"{name} has done nothing{since}: there is nothing to share.")
    signer = signing.available()
    key: list[str] = []

    def signed(digest: str) -> tuple[str, str]:
        pair = signing.sign(digest)
        key.append(pair[0])
        return pair

    texts, revisions = sharing.texts(project.store, wanted), sharing.revisions(project.store, wanted)
    vouches = signing.vouches_for(name) if signer and _is_mine(project, name) else []
    written = building.write(
        path, lines(name, project.device, texts, revisions, signed if signer else None, vouches)
    )
    if project.writable:
        sharing.note_sent(project.store, name, wanted)
    made = key[0] if key else None
    return Shared(path, name, len(wanted.revisions), len(wanted.articles), written.sha256, made)


def _is_mine(project: Project, name: str) -> bool:
    """Whether somebody works on this machine; else their work is only passed on."""
    return project.device in people.devices_of(project.store, name)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file.

    `already`: it was merged before and nothing was done. `fresh`, `known`: revisions that were new, and that were here.
    `articles`: how many came along that were not here; `left_out`: revisions about articles that were purged here.
    `signature`: see `signing`; `key` as people compare it. `own_device`: it is one's own work from another machine.
    `forks`: how many objects have two states since, to be settled by hand. `scheme`: labels may be different now.
    `clone`: two machines had the same identity; this one has a new one from now on. `ahead`: the latest day of what was
    made by a clock that is more than a day ahead of this machine's, "" for none. `like`: somebody known here whose name
    differs from the analyst's by capitals or Unicode form only, "" if there is nobody.
    """

    path: Path
    analyst: str
    already: bool = False
    fresh: int = 0
    known: int = 0
    articles: int = 0
    left_out: int = 0
    signature: str = signing.UNSIGNED
    key: str = ""
    own_device: bool = False
    forks: int = 0
    scheme: bool = False
    clone: bool = False
    ahead: str = ""
    like: str = ""


class Doubtful(Problem):
    """It has to be confirmed by hand that a file is its analyst's."""


@dataclass
class Merges:
    """What became of all files: a report for each that went in, a sentence for each that was refused."""

    reports: list[Report] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    doubtful: list[Path] = field(default_factory=list)
    """The files that were refused and would be merged with `trust`."""
    backup: Path | None = None
    change: Change = field(default_factory=Change)


def merge(
    project: Project, paths: Sequence[Path], progress: Progress | None = None, trust: bool = False
) -> Merges:
    """Takes over colleagues' files, each whole or not at all. A copy of the project is made first.

    `trust`: those too of which it is doubtful whose they are; their keys are known from then on.
    """
    progress = progress or Progress()
    merges = Merges()
    for path in paths:
        try:
            sealed = envelope(path)
            if merging.was_merged(project.store, sealed.hash):
                report, change = Report(path, sealed.analyst, already=True), Change()
            else:
                report, change = _merge(project, sealed, merges, progress, trust)
        except Doubtful as problem:
            merges.doubtful.append(path)
            merges.refused.append(str(problem))
            continue
        except Problem as problem:
            merges.refused.append(str(problem))
            continue
        except Cancelled:
            # What went in before is whole, and has to be told.
            if not merges.reports:
                raise
            break
        merges.reports.append(report)
        merges.change = _joined(merges.change, change)
    return merges


def _merge(
    project: Project, sealed: Envelope, merges: Merges, progress: Progress, trust: bool
) -> tuple[Report, Change]:
    with collector_paused():
        pins = signing.Pins()
        verdict = _examined(project, sealed, pins, progress, trust)
        if merges.backup is None:
            merges.backup = merge_copies.make(project)
        before, scheme = forks.count(project), project.scheme
        like = names.like(project.store, sealed.analyst)
        _learn(sealed, pins, verdict)
        adder = _Adder(project, sealed, progress)
        merged = adder.run()
    project.clock.meet(merged.ahead)
    project.clock.meet(merged.clock)
    change = _change(project, merged)
    project.forget(change)
    report = Report(
        sealed.path,
        sealed.analyst,
        fresh=merged.fresh,
        known=merged.known,
        articles=adder.articles,
        left_out=sealed.count - adder.texts - merged.fresh - merged.known,
        signature=verdict.signature,
        key=signing.shown(sealed.key) if sealed.key else "",
        own_device=sealed.analyst == project.analyst and sealed.device != project.device,
        forks=max(0, forks.count(project) - before),
        scheme=project.scheme != scheme,
        clone=project.device in merged.clones,
        ahead=timestamp(clock_seconds(merged.ahead))[:10] if merged.ahead else "",
        like=like,
    )
    if report.clone:
        project.become(renew_device_id())
    return report, change


def _examined(
    project: Project, sealed: Envelope, pins: signing.Pins, progress: Progress, trust: bool
) -> Verdict:
    """Looks at everything in a file, and at whose it is; raises Problem if it is not to be taken."""
    verdict = trusting.judge(sealed, project, pins)
    if verdict.doubt and not trust:
        raise Doubtful(trusting.doubtful(sealed, verdict.doubt))
    taken = trusting.Taken(project) if verdict.stranger and not trust else None
    watch = taken.note if taken else None
    examine(sealed, _here(project, sealed), sharing.lengths(project.store), progress, watch)
    if taken and taken.doubt:
        raise Doubtful(trusting.doubtful(sealed, taken.doubt))
    return verdict


def _here(project: Project, sealed: Envelope) -> Here:
    return partial(chains.here, project.store) if chains.knows(project.store, sealed.device) else None


def _learn(sealed: Envelope, pins: signing.Pins, verdict: Verdict) -> None:
    """Keeps the keys that are known now as the analyst's."""
    keys = {one.device: one.key for one in verdict.vouches}
    if sealed.key is not None and verdict.signature in (signing.FIRST, signing.NEW):
        keys[sealed.device] = sealed.key
    if keys:
        pins.pin(sealed.analyst, keys)
    if verdict.mine:
        signing.keep(verdict.vouches)


class _Adder:
    """Adds the content of a file, in one transaction."""

    def __init__(self, project: Project, sealed: Envelope, progress: Progress) -> None:
        self._project, self._sealed, self._progress = project, sealed, progress
        self._merging = Merging(project.store, project.log)
        self.articles = self.texts = 0

    def run(self) -> Merged:
        """All of it, or nothing: raises Problem if the file is not what was looked at any more."""
        try:
            with self._project.store.transaction():
                return self._added()
        except BaseException:
            self._project.log.forget()
            raise

    def _added(self) -> Merged:
        arriving = self._revisions()
        done = 0
        while some := list(islice(arriving, _AT_ONCE)):
            self._progress.step(done, self._sealed.count)
            self._merging.add(some)
            done += len(some)
        return self._merging.finish(self._sealed.hash)

    def _revisions(self) -> Iterator[Arriving]:
        for one in contents(self._sealed, _here(self._project, self._sealed), examined=True):
            if one is None:
                self._merging.result.known += 1
            elif isinstance(one, Text):
                self._add_text(one)
            else:
                yield Arriving(one.content, one.data, one.hash)

    def _add_text(self, one: Text) -> None:
        self.texts += 1
        original = one.text.encode() if one.original is None else one.original
        key = stored.add_text(self._project.store, one.sha256, one.text, original)
        if key is not None:
            self.articles += 1
            self._merging.note_article(one.sha256, key)


def _change(project: Project, merged: Merged) -> Change:
    """What a screen has to read again."""
    touched = merging.named(project.store, merged.touched)
    kinds = {kind for _, _, kind in touched}
    of_articles = [(article, layer, kind) for article, layer, kind in touched if article]
    return Change(
        "merge",
        frozenset(article for article, _, kind in of_articles if kind == "article"),
        frozenset((article, layer) for article, layer, _ in of_articles if layer != PROJECT_LAYER),
        None,
        "article" in kinds,
        frozenset(kinds - {"article", "layer", "annotation"}),
        frozenset(article for article, _, kind in of_articles if kind == "comment"),
    )


def _joined(one: Change, other: Change) -> Change:
    if not one:
        return other
    return Change(
        one.name,
        one.articles | other.articles,
        one.layers | other.layers,
        None,
        one.listed or other.listed,
        one.kinds | other.kinds,
        one.comments | other.comments,
    )


def told(report: Report) -> str:
    """A report in a sentence."""
    if report.already:
        return f"{report.path}: {report.analyst}'s work was merged before; nothing was new."
    parts = [
        f"{report.path}: {number(report.fresh, 'revision')} of {report.analyst} were new, {report.known} were here"
    ]
    if report.articles:
        parts.append(f"{number(report.articles, 'article')} came along")
    if report.left_out:
        parts.append(f"{report.left_out} about articles that were purged here were left out")
    if report.forks:
        parts.append(f"{number(report.forks, 'object')} have two states now: settle them by hand")
    if report.own_device:
        parts.append("it is your own work from another machine")
    if report.scheme:
        parts.append("the scheme is another one now")
    if report.clone:
        parts.append("two machines had the same identity; this one has a new one from now on")
    if report.ahead:
        parts.append(
            f"some of it was made by a clock that said {report.ahead}, which is ahead of this machine's: "
            "nothing is lost by that, but its times are wrong, or those of this machine"
        )
    if report.like:
        parts.append(f"{report.analyst} and {report.like} are two names that differ by their writing only")
    return f"{'; '.join(parts)}; {_signed(report)}."


def _signed(report: Report) -> str:
    return {
        signing.UNSIGNED: "it is not signed",
        signing.UNCHECKED: "its signature was not checked (install annotator[exchange])",
        signing.FIRST: f"signed with a key seen for the first time ({report.key}): compare it with your colleague",
        signing.KNOWN: f"signed with the known key ({report.key})",
        signing.NEW: f"signed with a new key ({report.key}), which is a known one now",
        signing.VOUCHED: f"signed with a key ({report.key}) for which a known one vouches",
        signing.OWN: "signed on this machine",
    }[report.signature]
