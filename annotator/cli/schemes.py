"""`annotator scheme`: the labels of a project, out to a file or in from one."""

import argparse
from typing import Any

from annotator.cli.opening import opened, reading
from annotator.cli.output import Output
from annotator.domain.problems import Problem
from annotator.domain.scheme import scheme_to_dict
from annotator.project import scheming
from annotator.project.project import Project
from annotator.project.shipped import named_or_in_file


def run_scheme(options: argparse.Namespace, output: Output) -> int:
    """Shows, exports or replaces the scheme."""
    if options.use:
        return _use(options, output)
    if options.keep:
        raise Problem("--keep says what becomes of annotations when --use brings another scheme. Name that.")
    with reading(options) as project:
        result = _shown(project, output)
        if options.export:
            written = scheming.export(project, options.export)
            output.say(f"Wrote {' and '.join(map(str, written))}.")
            result["files"] = [str(path) for path in written]
    output.result(result)
    return 0


def _shown(project: Project, output: Output) -> dict[str, Any]:
    scheme = project.scheme
    output.say(f"{scheme.name}, version {scheme.version}; guideline {project.guideline.version}")
    for label in scheme.labels:
        output.say(f"  {label.key or '-'}  {label.name}: {label.about or 'no description'}")
        for attribute in label.attributes:
            values = ", ".join(attribute.values) or attribute.type
            output.say(f"       {attribute.name}{' (required)' if attribute.required else ''}: {values}")
        for link in label.links:
            output.say(f"       {link.type} → {link.to}")
    return {"scheme": scheme_to_dict(scheme), "guideline": project.guideline.version}


def _use(options: argparse.Namespace, output: Output) -> int:
    new, guideline = named_or_in_file(options.use)
    with opened(options) as project:
        unknown = scheming.unknown(project, new)
        if unknown and not options.keep:
            listed = "; ".join(f"{one.part}: {one}" for one in unknown)
            raise Problem(
                f"The scheme {new.name} does not know what is annotated in {options.project} ({listed}). "
                "With --keep it stays as it is; in the window you can say what becomes of it."
            )
        scheming.apply(project, new, guideline=guideline)
        version = project.scheme.version
        labels = [label.name for label in project.scheme.labels]
    output.say(f"{options.project} has the scheme {new.name} now (version {version}: {', '.join(labels)}).")
    for one in unknown:
        output.say(f"Kept, though the scheme does not know it: {one.part}: {one}.")
    kept = [{"part": str(one.part), "annotations": one.annotations} for one in unknown]
    output.result({"project": str(options.project), "version": version, "labels": labels, "kept": kept})
    return 0
