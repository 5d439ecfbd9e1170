"""Projects, articles and annotations that several tests start from."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.domain.annotation import Annotation, text_order
from annotator.domain.article import Draft, DraftLayer, Metadata, Record, Source, Zone
from annotator.domain.normalise import fingerprint
from annotator.domain.scheme import Scheme, scheme_from_dict
from annotator.project import annotating, articles, importing, submitting
from annotator.project.project import Project
from annotator.storage.reading import annotations_of

STORY = "Talks open in Oslo\n\nThe minister said he would sign. “We agree,” said Kim 🐟."
"""A headline and a body: `span_of(STORY, "Kim")` is annotated in many a test."""


def record_of(text: str, name: str = "a.txt") -> Record:
    """The record of an article that is all body; its first line is the headline."""
    source = Source(name, sha256(text.encode()).hexdigest())
    return Record(Metadata(headline=text.split("\n")[0][:40]), (Zone("body", 0, len(text)),), source)


def draft_of(
    text: str, annotations: list[dict[str, Any]] | None = None, status: str | None = None, name: str = "a.txt"
) -> Draft:
    """An article as a reader gives it; with annotations or a status it brings a layer."""
    record = record_of(text, name)
    brings = annotations is not None or status is not None
    layer = DraftLayer(status, annotations or []) if brings else None
    return Draft(text, text.encode(), record.source, record.metadata, record.zones, 1, layer)


def project_with(folder: Path, *texts: str, analyst: str = "anna", scheme: Scheme | None = None) -> Project:
    """A new project, open for writing, with one article for each text; their keys are 1, 2 and so on."""
    project = Project.create(folder / "news.annotator", scheme, analyst)
    bring(project, *map(draft_of, texts))
    return project


def bring(project: Project, *drafts: Draft) -> importing.Report:
    """Imports drafts into a project."""
    report, _ = importing.add(project, drafts)
    return report


def reopened(project: Project, analyst: str | None = None) -> Project:
    """The same file, closed and opened again."""
    project.close()
    return Project.open(project.path, analyst or project.analyst)


def span_of(text: str, words: str) -> tuple[int, int]:
    """Where the words stand first."""
    start = text.index(words)
    return start, start + len(words)


def tag(project: Project, words: str, label: str, key: int = 1) -> str:
    """Annotates the first place where the words stand; gives the annotation's id."""
    span = span_of(articles.load(project, key).text, words)
    (made,) = annotating.add(project, key, *span, label).annotations or ()
    return made.id


def layer(project: Project, key: int = 1, analyst: str | None = None) -> tuple[Annotation, ...]:
    """The annotations of an analyst's layer, whoever may see them; empty if it was never opened."""
    return tuple(sorted(annotations_of(project.store, key, analyst or project.analyst), key=text_order))


def one(project: Project, uid: str, key: int = 1) -> Annotation:
    """The annotation of that id."""
    return next(found for found in layer(project, key) if found.id == uid)


def words_of(project: Project, annotations: Iterable[Annotation], key: int = 1) -> list[str]:
    """What the annotations stand on."""
    text = articles.load(project, key).text
    return [text[found.start : found.end] for found in annotations]


def scheme_of(*labels: dict[str, Any], **rules: Any) -> Scheme:
    """A scheme of labels that have the colours they need."""
    colours = {
        "light": {"edge": "#000000", "fill": "#ffffff"},
        "dark": {"edge": "#ffffff", "fill": "#000000"},
    }
    return scheme_from_dict({"name": "test", "label": [colours | entry for entry in labels], **rules})


def article_id(text: str) -> str:
    """The id that an article of this text gets."""
    return fingerprint(text)


def as_analyst(project: Project, analyst: str) -> Project:
    """The same open project in the hands of somebody else."""
    project.analyst = analyst
    project.forget_actions()
    return project


def submitted(project: Project, analyst: str, *tags: tuple[str, str], status: str = "done") -> list[str]:
    """An analyst tags words and submits the layer; gives the annotations' ids. `project` is in that analyst's hands."""
    as_analyst(project, analyst)
    made = [tag(project, words, label) for words, label in tags]
    submitting.set_status(project, 1, status)
    return made
