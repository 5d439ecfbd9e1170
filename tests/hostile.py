"""A project in which every word that a stranger can give is hostile: to a window, or to a terminal."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from annotator.domain.article import Metadata
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_draft import SchemeDraft
from annotator.project import annotating, commenting, guidelines, registry, scheming, submitting, team
from annotator.project.exporting import recipes
from annotator.project.project import Project
from annotator.project.reviewing import comparison, deciding
from tests.making import as_analyst, bring, draft_of, project_with, scheme_of, submitted, tag

Word = Callable[[str], str]
"""A hostile word for a part, such as `agency`."""
BODY = "The minister said he would sign. “We agree,” said Kim on 11 November 2006.\n\nOslo waits, and so does Kim."


def scheme(word: Word) -> Scheme:
    """Two labels; the first has an attribute of each kind, and a slot for the second."""
    value = {"values": [word("value"), word("other value")]}
    attributes = [
        {"name": word("attribute"), "type": "choice", "required": True, **value},
        {"name": word("free"), "type": "text"},
        {"name": word("who"), "type": "registry"},
    ]
    link = {"type": word("slot"), "to": word("second label"), "least": 1}
    return scheme_of(
        {"name": word("label"), "key": "1", "about": word("about"), "attribute": attributes, "link": [link]},
        {"name": word("second label"), "key": "2", "about": word("about")},
        {"name": word("old label"), "key": "3"},
    )


def hostile_project(folder: Path, word: Word, name_of: Word) -> Path:
    """Two analysts submitted the first article and a third reviewed it; the first has it again. `name_of`: a name."""
    folder.mkdir(exist_ok=True)
    with project_with(folder, analyst=name_of("anna"), scheme=scheme(word)) as project:
        # The second is a near-duplicate, so that the two are compared.
        for number, body in enumerate((BODY, BODY + "\n\nMore of it.", "Nothing in common: a ferry sank.")):
            draft = draft_of(f"{word('first line')}\n\n{body}", name=f"{word('file')}{number}.txt")
            known = Metadata(word("headline"), word("agency"), word("place"), "2006-11-12", word("evidence"))
            bring(project, replace(draft, metadata=known))
        _annotate(project, word, name_of)
        _review(project, word, name_of)
        return project.path


def _annotate(project: Project, word: Word, name_of: Word) -> None:
    label, second = word("label"), word("second label")
    registry.add(project, word("actor"), "person", "kim", aliases=(word("alias"), "Kim"))
    guidelines.change_entry(project, label, f"# {word('guideline')}\n\n![x](/dev/zero) [{word('guideline')}]")
    recipes.save(project, name_of("recipe"), Recipe("jsonl", "all"))
    submitted(project, name_of("ben"), ("said Kim", label), ("We agree", label), ("Oslo", second))
    as_analyst(project, name_of("anna"))
    kim, quote = tag(project, "Kim", second), tag(project, "We agree", label)
    tag(project, "minister", word("old label"))
    tag(project, "first line", second)
    annotating.link(project, 1, [quote], word("slot"), kim)
    for name, value in (
        (word("attribute"), word("value")),
        (word("free"), word("text")),
        (word("who"), "kim"),
    ):
        annotating.set_attribute(project, 1, [quote], name, value)
    annotating.set_unsure(project, 1, [kim], True)
    commenting.add(project, 1, word("comment"), commenting.Anchor.of(quote, name_of("anna")))
    commenting.add(project, 1, f"@{name_of('anna')} {word('comment')}")
    _without_old_label(project, word)
    submitting.set_status(project, 1, "done")
    team.set_member(project, name_of("rita"), "reviewer")
    team.assign(project, [1, 2], [name_of("anna")])


def _without_old_label(project: Project, word: Word) -> None:
    draft = SchemeDraft(project.scheme)
    draft.remove_label(next(one for one in draft.labels if one.name == word("old label")))
    scheming.apply(project, draft.scheme(), draft.renames())


def _review(project: Project, word: Word, name_of: Word) -> None:
    as_analyst(project, name_of("rita"))
    judged = comparison.of_article(project, 1).cases
    decided = [
        deciding.verdict(one, one.case.members[0].at, "guideline gap", word("note")) for one in judged[:-1]
    ]
    deciding.settle(project, 1, decided)
    deciding.hand_back(project, 1, name_of("anna"), word("handed back"))
    as_analyst(project, name_of("anna"))
