"""What became of everything that an import read: counted, told in sentences, and kept as a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.article import QUESTIONS, Rejection
from annotator.domain.likeness import NEARLY, SAME_BODY
from annotator.domain.wording import number
from annotator.project.duplicates import Like
from annotator.writing import building


@dataclass
class Report:
    """`read` counts articles; `added` and `already` hold their ids; `open` says which were added with open questions
    (by QUESTIONS), `duplicates` which of the added ones are duplicates of what, `left_out` which the analyst left out
    (all as they are shown), `passed_over` how many files of folders are of no kind that is read, by suffix."""

    read: int = 0
    added: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    annotations: int = 0
    open: list[tuple[str, str]] = field(default_factory=list)
    duplicates: list[tuple[str, Like]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)

    @property
    def faultless(self) -> bool:
        """Whether something readable was found and nothing was rejected."""
        return self.read > 0 and not self.rejected

    def values(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "read": self.read,
            "added": len(self.added),
            "already_there": len(self.already),
            "rejected": [asdict(rejection) for rejection in self.rejected],
            "annotations": self.annotations,
            "open_questions": [{"file": file, "question": question} for file, question in self.open],
            "same_body": self.count(SAME_BODY),
            "near_duplicates": self.count(NEARLY),
            "duplicates": [
                {"file": file, "of": like.article, "kind": like.kind, "share": round(like.share, 4)}
                for file, like in self.duplicates
            ],
            "left_out": self.left_out,
            "passed_over": self.passed_over,
            "articles": self.added,
        }

    def count(self, kind: str) -> int:
        """How many of those that were added are duplicates of that kind."""
        return sum(like.kind == kind for _, like in self.duplicates)


def summary(report: Report, analyst: str) -> str:
    """The import in a sentence."""
    parts = [f"{number(len(report.added), 'article')} added"]
    if report.already:
        parts.append(f"{len(report.already)} already there")
    if report.annotations:
        parts.append(f"{number(report.annotations, 'annotation')} in {analyst}'s layer")
    parts += list(_counted(report))
    if report.left_out:
        parts.append(f"{len(report.left_out)} left out")
    if report.rejected:
        parts.append(f"{len(report.rejected)} rejected")
    return ", ".join(parts) + "."


def _counted(report: Report) -> Iterator[str]:
    """How many duplicates came, by kind."""
    if near := report.count(NEARLY):
        yield number(near, "near-duplicate")
    if same := report.count(SAME_BODY):
        yield f"{same:,} with the body of another"


def sentences(report: Report, analyst: str) -> Iterator[str]:
    """All that there is to say, a line each."""
    yield summary(report, analyst)
    yield from (f"Rejected {rejection}." for rejection in report.rejected)
    yield from remarks(report)
    yield from (f"Left out by you: {file}." for file in report.left_out)


def remarks(report: Report) -> Iterator[str]:
    """What the analyst should look at, though it went in."""
    for question, count in Counter(question for _, question in report.open).items():
        files = [file for file, asked in report.open if asked == question]
        more = f" and {count - _NAMED} more" if count > _NAMED else ""
        yield f"{number(count, 'article')} to look at, since {QUESTIONS[question]}: {', '.join(files[:_NAMED])}{more}."
    for file, like in report.duplicates[:_NAMED]:
        yield f"{file}: {like.sentence()}"
    if len(report.duplicates) > _NAMED:
        yield f"Duplicates in all: {', '.join(_counted(report))}. `annotator duplicates` lists them."
    if report.passed_over:
        kinds = ", ".join(
            f"{suffix or 'without a suffix'} {n}" for suffix, n in sorted(report.passed_over.items())
        )
        yield f"{number(sum(report.passed_over.values()), 'file')} of other kinds passed over ({kinds})."


_NAMED = 5


def save(report: Report, analyst: str, path: Path) -> None:
    """Writes the report: JSON if the name ends so, else the sentences. Raises Problem if it cannot be written."""
    if path.suffix.lower() == ".json":
        data = orjson.dumps({**report.values(), "analyst": analyst}, option=orjson.OPT_INDENT_2)
    else:
        data = "\n".join(sentences(report, analyst)).encode()
    building.write(path, [data, b"\n"])
