"""A recipe at work: the examples go through the writer's format into a sink, and are counted and traced on the way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Protocol

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.files import LOST, TRACE
from annotator.domain.dataset.losses import Losses
from annotator.domain.dataset.tally import Tally
from annotator.project.exporting.job import Job
from annotator.project.exporting.source import Made
from annotator.project.exporting.splits import tell_losses
from annotator.project.exporting.trace import Tracer
from annotator.writing.format import Entry, FormatWriter


class Sink(Protocol):
    """What takes the files of a dataset: a building, or nothing that only counts."""

    @property
    def entries(self) -> list[Entry]:
        """The files so far."""
        ...

    def add(self, path: str, pieces: Iterable[bytes]) -> Entry:
        """Takes a file."""
        ...

    def opened(self, path: str) -> AbstractContextManager[Callable[[bytes], object]]:
        """A file that takes its bytes piece by piece, beside others."""
        ...


class Work:
    """Writes the examples of one dataset. `tracer` None: without a trace."""

    def __init__(self, job: Job, sink: Sink, tracer: Tracer | None) -> None:
        self._job = job
        self._sink = sink
        self._tracer = tracer
        self._done = 0
        self.tally = Tally(job.source.chooser.scheme, detailed=tracer is not None)
        self.losses = Losses()
        self.single = 0

    def write(self) -> FormatWriter:
        """Writes all examples, split by split; gives the format, which knows what belongs beside them."""
        job, placement = self._job, self._job.placement
        with ExitStack() as open_files:
            self.losses = Losses(_when_needed(self._sink, LOST, open_files))
            put = open_files.enter_context(self._sink.opened(TRACE)) if self._tracer else None
            format_ = job.writer.begin(job.setting, self.losses)
            tell_losses(placement, job.store, self.losses)
            for split, some in self._parts():
                made = job.source.examples(some, placement.places, self.losses)
                for path, pieces in format_.files(split, self._counted(made, len(placement.keys), put)):
                    self._sink.add(path, pieces)
            for path, pieces in format_.beside(self._sink.entries):
                self._sink.add(path, pieces)
        return format_

    def _parts(self) -> Sequence[tuple[str | None, Sequence[int]]]:
        """The splits that hold something with their articles, or all of them at once."""
        placement = self._job.placement
        if not placement.by_split or self._job.writer.splits_inside:
            return [(None, placement.keys)]
        return [(split, some) for split, some in placement.by_split.items() if some]

    def _counted(
        self, made: Iterator[Made], total: int, put: Callable[[bytes], object] | None
    ) -> Iterator[Example]:
        last = ""
        for one in made:
            if one.example.article.id != last:
                last = one.example.article.id
                self._job.progress.step(self._done, total)
                self._done += 1
                self.single += one.layers == 1
            self.tally.add(one.example)
            if put is not None and self._tracer is not None:
                put(self._tracer.line(one))
            yield one.example


def _when_needed(sink: Sink, path: str, open_files: ExitStack) -> Callable[[bytes], object]:
    """Opens the file when the first line comes: no file where nothing was lost."""
    opened: list[Callable[[bytes], object]] = []

    def put(line: bytes) -> None:
        if not opened:
            opened.append(open_files.enter_context(sink.opened(path)))
        opened[0](line)

    return put
