"""`annotator frames`: what is said and done by whom, in lines, as JSON or as a table in a file."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.cli.opening import reading
from annotator.cli.output import Bar, Output
from annotator.domain.frame import Column, Frame, frame_labels
from annotator.domain.problems import Progress, UnknownName
from annotator.project import articles, frames
from annotator.project.project import Project


def run_frames(options: argparse.Namespace, output: Output) -> int:
    """The frames of an article or of the project: listed, or written to a file."""
    with (
        reading(options) as project,
        Bar("Reading frames") as bar,
    ):
        label = _known(project, options.label)
        wanted = (frame for frame in _found(project, options.article, bar) if label in (None, frame.label))
        if options.export:
            _export(project, wanted, label, options.export, output)
            return 0
        listed = list(wanted)
        columns = frames.columns_to_write(project.scheme.labels)
    for frame in listed:
        output.say(_line(frame, columns))
    if not listed:
        output.say("There are no frames: nothing is annotated here with a label that has links.")
    output.result({"frames": [frames.line_values(frame) for frame in listed]})
    return 0


def _known(project: Project, label: str | None) -> str | None:
    known = [one.name for one in frame_labels(project.scheme)]
    if label is not None and label not in known:
        listed = ", ".join(known) or "none"
        raise UnknownName(
            f"There is no label {label!r} that has links (there is: {listed}). Name one of them."
        )
    return label


def _found(project: Project, article: str | None, progress: Progress) -> Iterable[Frame]:
    if article is None:
        return frames.of_project(project, project.analyst, progress)
    return frames.of_article(project, articles.key_of(project, article), project.analyst)


def _export(project: Project, wanted: Iterable[Frame], label: str | None, path: Path, output: Output) -> None:
    written = frames.write_table(project, wanted, path, label)
    output.say(f"Wrote {written.path}.")
    output.say(f"SHA-256 {written.sha256}")
    output.result({"file": str(written.path), "sha256": written.sha256})


def _line(frame: Frame, columns: Sequence[Column]) -> str:
    values = [f"{column.title}: {text}" for column in columns if (text := column.text(frame))]
    about = f" ({', '.join(values)})" if values else ""
    date = (frame.date or "undated").partition("T")[0]
    return f"{frame.article[:12]}  {date}  {frame.label} “{frame.words}”{about}"
