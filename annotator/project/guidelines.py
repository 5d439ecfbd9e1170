"""The guideline: changing an entry, its history, and what was annotated while it said something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.annotation import PROJECT_LAYER
from annotator.domain.change import Change
from annotator.domain.guideline import GENERAL, Guideline, changed_entries
from annotator.domain.identity import clock_seconds, timestamp
from annotator.domain.problems import UnknownName
from annotator.project import visibility
from annotator.project.project import Project
from annotator.project.shipped import guideline_for
from annotator.storage import annotations as stored
from annotator.storage import articles
from annotator.storage.actions import about_action, states
from annotator.storage.log import Edit

MOST_LISTED = 1000
"""A list of annotations made under an older entry has no more rows than this."""


@dataclass(frozen=True, slots=True)
class Version:
    """A wording that the guideline had. `changed`: names of the entries that differ from the wording before."""

    version: str
    when: str
    who: str
    changed: tuple[str, ...]
    guideline: Guideline


@dataclass(frozen=True, slots=True)
class Older:
    """An annotation made under another entry than today's; `version` is the guideline's then, "" if unknown."""

    key: int
    headline: str
    id: str
    span: tuple[int, int]
    words: str
    version: str


def change_entry(project: Project, label: str, text: str) -> Change:
    """Gives an entry another wording; "" is the general part. The same wording changes nothing.

    Raises UnknownName for what is neither a label of the scheme nor an entry.
    """
    guideline = project.guideline
    if label != GENERAL and project.scheme.label(label) is None and label not in guideline.names:
        raise UnknownName(f"{label!r} is no label of this scheme, so the guideline has no entry for it.")
    new = guideline.with_entry(label, text)
    edits = [] if new == guideline else [edit(new)]
    return project.act(f"change the guideline: {label or 'general part'}", edits)


def edit(guideline: Guideline) -> Edit:
    """The edit that makes this the project's guideline."""
    return Edit("guideline", "guideline", PROJECT_LAYER, guideline.body())


def history(project: Project) -> list[Version]:
    """Every wording that the log holds, oldest first; a wording that came back by undo is there again."""
    return list(_versions(project))


def _versions(project: Project) -> Iterator[Version]:
    before = Guideline()
    for state in states(project.store, "guideline", "guideline"):
        # Undoing the first wording leaves what a project without one has.
        now = guideline_for(project.scheme) if state.body is None else Guideline.from_body(state.body)
        when = timestamp(clock_seconds(state.clock))
        yield Version(now.version, when, state.author, changed_entries(before, now), now)
        before = now


def count_made_under_older(project: Project, label: str, analyst: str) -> int:
    """How many annotations of that label in the analyst's layers were made under another entry than today's."""
    same = saying_the_same(project, label)
    if same is None:
        return 0
    if analyst != project.analyst and project.hidden:
        return len(_made_under_others(project, label, analyst, same))
    return stored.count_made_under_others(project.store, analyst, label, same)


def made_under_older(project: Project, label: str, analyst: str, most: int = MOST_LISTED) -> list[Older]:
    """The annotations made under an older version of a rule, by article, at most `most`.

    What an annotation was made under is what its latest revision names. One that names nothing is from a time
    before guidelines were kept: it counts as made under the scheme's own.
    """
    same = saying_the_same(project, label)
    if same is None:
        return []
    found = _made_under_others(project, label, analyst, same, most)[:most]
    records = articles.records_of(project.store, list({key for key, *_ in found}))
    texts: dict[int, str] = {}
    listed = []
    for key, uid, body, data in found:
        text = texts.get(key) or texts.setdefault(key, articles.text_of(project.store, key))
        span = body["start"], body["end"]
        version = about_action(data).get("guideline", "")
        headline = str(records[key]["headline"]) if key in records else ""
        listed.append(Older(key, headline, uid, span, text[slice(*span)], version))
    return listed


def _made_under_others(
    project: Project, label: str, analyst: str, same: list[str], most: int = -1
) -> list[tuple[int, str, dict[str, Any], bytes]]:
    """What the file holds of them, those left out that must not be seen now (see `visibility`); -1: all."""
    if analyst == project.analyst:
        return stored.made_under_others(project.store, analyst, label, same, most)
    found = stored.made_under_others(project.store, analyst, label, same, -1)
    return [row for row in found if visibility.sees(project, row[0], analyst)]


def saying_the_same(project: Project, label: str) -> list[str] | None:
    """Versions that say of a label what today's says, under whatever name it had; None if all do.

    The version "" among them stands for revisions that name none.
    """
    text, first = project.guideline.entry(label), guideline_for(project.scheme)
    known = {
        one.version: one for one in (first, project.guideline, *(v.guideline for v in _versions(project)))
    }
    same = [version for version, one in known.items() if _says(one, label, text)]
    if len(same) == len(known):
        return None
    return same + [""] * (first.version in same)


def _says(guideline: Guideline, label: str, text: str) -> bool:
    return guideline.entry(label) == text or (bool(text) and text in dict(guideline.entries).values())
