"""Changing a project's scheme: with everything that was annotated under it, in one action, one undo step."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.annotation import PROJECT_LAYER, Annotation, text_order
from annotator.domain.change import Change
from annotator.domain.gc_pause import collector_paused
from annotator.domain.guideline import Guideline
from annotator.domain.problems import Problem
from annotator.domain.scheme import Scheme, scheme_from_dict, scheme_to_dict
from annotator.domain.scheme_change import DROP, RELABEL, RENAME, Fates, Part, Rewriting, missing
from annotator.domain.scheme_draft import SchemeDraft
from annotator.domain.scheme_toml import scheme_to_toml
from annotator.domain.wording import number
from annotator.project import guidelines
from annotator.project.project import Project
from annotator.storage import annotations as stored
from annotator.storage.annotations import Held
from annotator.storage.log import Edit, heads
from annotator.writing.building import write


@dataclass(frozen=True, slots=True)
class Concern:
    """How many annotations have a part that the scheme loses or renames, in how many articles and layers."""

    part: Part
    annotations: int
    articles: int
    analysts: int

    def __str__(self) -> str:
        where = f"{number(self.articles, 'article')}, {number(self.analysts, 'analyst')}"
        return f"{number(self.annotations, 'annotation')} ({where})"


def concerns(project: Project, new: Scheme, fates: Fates) -> list[Concern]:
    """What a change would concern: each part that the new scheme lacks or renames and that annotations have.

    These counts are over all layers, those too that must not be seen now (see `visibility`): the change rewrites
    them, and whoever makes it has to know how much that is. They say nothing of single articles.
    """
    renamed = [part for part, fate in fates.items() if fate.what == RENAME]
    rewriting = Rewriting(project.scheme, new, fates)
    by_label: dict[str, list[Part]] = {}
    for part in (*missing(project.scheme, new, fates), *renamed):
        by_label.setdefault(part.label, []).append(part)
    with collector_paused():
        found = [
            one for label, parts in by_label.items() for one in _of_label(project, label, parts, rewriting)
        ]
    return [one for one in found if one.annotations]


def _of_label(project: Project, label: str, parts: list[Part], rewriting: Rewriting) -> Iterator[Concern]:
    if Part(label) in parts:
        yield Concern(Part(label), *stored.count_with_label(project.store, label))
    inside = [part for part in parts if part != Part(label)]
    places: dict[Part, list[tuple[int, str]]] = {part: [] for part in inside}
    for held in stored.with_label(project.store, label) if inside else ():
        one = Annotation.from_body(held.object, held.body)
        for part in inside:
            if rewriting.concerns(part, one):
                places[part].append((held.article, held.layer))
    for part, where in places.items():
        yield Concern(part, len(where), len({a for a, _ in where}), len({name for _, name in where}))


def unknown(project: Project, new: Scheme) -> list[Concern]:
    """What annotations have that the new scheme would not know."""
    return concerns(project, new, {})


def apply(
    project: Project, new: Scheme, fates: Fates | None = None, guideline: Guideline | None = None
) -> Change:
    """Makes `new` the project's scheme and rewrites the annotations of all layers as the fates say.

    What no fate is given for stays as it is. The version becomes one more than it was; a scheme that is the
    same changes nothing. `guideline`, if given, comes with the new scheme; else the entries of before follow
    their labels. Raises Problem for what is no scheme.
    """
    old = project.scheme
    new = _checked(replace(new, version=old.version + 1))
    rewriting = Rewriting(old, new, fates or {})
    now = guideline or _following(project.guideline, fates or {})
    if replace(new, version=old.version) == old and not rewriting.touched and now == project.guideline:
        return project.act("change the scheme", [])
    with collector_paused():
        return project.act("change the scheme", _edits(project, new, now, rewriting), through_locks=True)


def _checked(scheme: Scheme) -> Scheme:
    try:
        return scheme_from_dict(scheme_to_dict(scheme))
    except (ValueError, TypeError, KeyError) as error:
        raise Problem(f"This scheme cannot be used: {error}. Mend it and save again.") from error


def _edits(project: Project, new: Scheme, guideline: Guideline, rewriting: Rewriting) -> Iterator[Edit]:
    # A project that has no guideline in its log yet gets one: without it, it would have that of the new scheme's name.
    kept = [head.body for _, _, head in heads(project.store, "guideline", layer=PROJECT_LAYER)]
    yield Edit("scheme", "scheme", PROJECT_LAYER, scheme_to_dict(new))
    if [Guideline.from_body(body) for body in kept if body is not None] != [guideline]:
        yield guidelines.edit(guideline)
    if rewriting.touched:
        touched = stored.articles_with_labels(project.store, rewriting.touched)
        for held in stored.all_layers(project.store, touched):
            yield from _of_article(held, rewriting)


def _following(guideline: Guideline, fates: Fates) -> Guideline:
    """The guideline with its entries under the names that the labels have now."""
    names = {
        part.label: fate.to if fate.what == RENAME else None
        for part, fate in fates.items()
        if part == Part(part.label) and fate.what in (RENAME, RELABEL, DROP)
    }
    return guideline.renamed(names.items())


def _of_article(held: list[Held], rewriting: Rewriting) -> Iterator[Edit]:
    layers: dict[str, list[Annotation]] = {}
    for one in held:
        layers.setdefault(one.layer, []).append(Annotation.from_body(one.object, one.body))
    for layer, annotations in sorted(layers.items()):
        for before, after in rewriting.layer(sorted(annotations, key=text_order)):
            body = None if after is None else after.body()
            yield Edit("annotation", before.id, layer, body, held[0].article, held[0].sha256)


def export(project: Project, path: Path, draft: SchemeDraft | None = None) -> tuple[Path, Path]:
    """Writes the scheme, or a draft of another one, as TOML and the guideline beside it as Markdown.

    Gives both files.
    """
    scheme = draft.scheme() if draft else project.scheme
    guideline = _following(project.guideline, draft.renames() if draft else {})
    target = path if path.suffix == ".toml" else path.with_name(path.name + ".toml")
    beside = target.with_suffix(".md")
    for file, text in ((target, scheme_to_toml(scheme)), (beside, guideline.markdown())):
        write(file, [text.encode()])
    return target, beside
