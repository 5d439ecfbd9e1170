"""Run by an interpreter that has doccano: imports a file as its page does, and prints what doccano holds then.

Arguments: the file, "spans" or "relations", the encoding, "overlapping" or "apart", then label definitions (labels.json
and, with relations, relations.json). DATABASE_URL names the database.
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def main() -> None:
    begin()
    file, kind, encoding, overlapping, *definitions = sys.argv[1:]
    project = project_for(kind, overlapping == "overlapping")
    for definition in definitions:
        define(project, Path(definition))
    bring(project, Path(file), kind, encoding)
    # The last line is the answer: migrations print before it.
    sys.stdout.write("\n" + json.dumps(told(project)) + "\n")


def begin() -> None:
    """doccano's settings, and its tables."""
    spec = find_spec("backend")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    sys.path.insert(0, next(iter(spec.submodule_search_locations)))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def project_for(kind: str, overlapping: bool) -> Any:
    from django.contrib.auth import get_user_model
    from projects.models import SequenceLabelingProject

    user = get_user_model().objects.create_user("anna")
    return SequenceLabelingProject.objects.create(
        name="news",
        description="news",
        project_type="SequenceLabeling",
        created_by=user,
        allow_overlapping=overlapping,
        use_relation=kind == "relations",
    )


def define(project: Any, path: Path) -> None:
    """What its page does with an uploaded file of labels or relations."""
    from label_types.serializers import RelationTypeSerializer, SpanTypeSerializer

    serializer = {"labels.json": SpanTypeSerializer, "relations.json": RelationTypeSerializer}[path.name]
    checked = serializer(data=json.loads(path.read_text("ascii")), many=True)
    checked.is_valid(raise_exception=True)
    checked.save(project_id=project.id)


def bring(project: Any, file: Path, kind: str, encoding: str) -> None:
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format
    from data_import.pipeline.readers import FileName

    task = RELATION_EXTRACTION if kind == "relations" else "SequenceLabeling"
    names = [FileName(str(file), file.name, file.name)]
    dataset = load_dataset(task, create_file_format("JSONL"), names, project, encoding=encoding)
    dataset.save(project.created_by, batch_size=2)
    assert dataset.errors == []


def told(project: Any) -> list[dict[str, Any]]:
    """Each example as doccano holds it, spans with start, end and label, in the order of the file."""
    from examples.models import Example

    return [
        {
            "text": one.text,
            "meta": one.meta,
            "spans": [[s.start_offset, s.end_offset, s.label.text] for s in one.spans.order_by("id")],
            "relations": [
                [r.type.text, r.from_id.start_offset, r.to_id.start_offset]
                for r in one.relations.order_by("id")
            ],
            "colours": {s.label.text: s.label.background_color for s in one.spans.all()},
        }
        for one in Example.objects.filter(project=project).order_by("id")
    ]


if __name__ == "__main__":
    main()
