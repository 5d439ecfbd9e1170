"""Notes in the log that a dataset with splits was written: the articles of then keep their splits from then on."""

from annotator.domain.change import Change
from annotator.domain.dataset.recipe import Recipe
from annotator.domain.identity import new_id
from annotator.project.project import PROJECT_LAYER, Project
from annotator.storage import datasets
from annotator.storage.log import Edit


def note(project: Project, recipe: Recipe) -> Change:
    """Notes that the recipe's dataset was written. Nothing is noted without splits, or if no article came since."""
    arrivals = datasets.arrivals(project.store) if recipe.split is not None else []
    noted = datasets.written_at(project.store)
    since = [one for one in arrivals if not noted or one.clock > noted[-1]]
    edits = (
        [Edit("dataset", new_id(), PROJECT_LAYER, {"articles": len(arrivals)}, fresh=True)] if since else []
    )
    return project.act("write dataset", edits, undoable=False)
