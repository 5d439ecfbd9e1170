"""Croissant: our own JSON lines, described by a croissant.json that loaders of machine learning read (version 1.0)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.domain.scheme import Scheme
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter, stem
from annotator.writing.jsonl import lines

Json = dict[str, Any]

DESCRIPTION = "croissant.json"
_FOLDER = "data"
_TEXT, _NUMBER, _TRUTH = "sc:Text", "sc:Integer", "sc:Boolean"

CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""What the standard wants at the head of every description."""

_ARTICLE = (
    ("id", "SHA-256 of the text"),
    ("text", "The text; offsets count its code points"),
    ("headline", "The headline"),
    ("agency", "The agency, if known"),
    ("place", "The place, if known"),
    ("published", "The date at the precision known, such as 2008-02-20"),
    ("language", "The language, if known"),
    ("layer", "Whose annotations these are"),
    ("status", "How far the work on them has come"),
)
_ANNOTATION = (
    ("id", _TEXT, "Identifier of the annotation"),
    ("start", _NUMBER, "Where it starts, in code points"),
    ("end", _NUMBER, "Where it ends: the first code point after it"),
    ("text", _TEXT, "The words it stands on"),
    ("label", _TEXT, "Its label"),
    ("unsure", _TRUTH, "Whether the analyst was unsure"),
)


class Croissant(FormatWriter):
    """`data/train.jsonl` and so on, and `croissant.json`, which has their hashes."""

    def __init__(self, setting: DatasetInfo, _losses: Losses) -> None:
        self._setting = setting
        self._newest = ""

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The articles with their annotations."""
        yield f"{_FOLDER}/{stem(split)}.jsonl", lines(self._dated(examples))

    def beside(self, written: Sequence[Entry]) -> Iterator[File]:
        """`croissant.json`."""
        data = [e for e in written if e.path.startswith(f"{_FOLDER}/") and e.path.endswith(".jsonl")]
        option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        yield DESCRIPTION, (orjson.dumps(self._description(data), option=option),)

    def _dated(self, examples: Iterable[Example]) -> Iterator[Example]:
        """The examples, while the newest date of an annotation is noted."""
        for one in examples:
            for annotation in one.layer.annotations:
                if annotation.made > self._newest:
                    self._newest = annotation.made
            yield one

    def _description(self, data: Sequence[Entry]) -> Json:
        setting = self._setting
        described: Json = {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": setting.name,
            "description": f"News articles annotated by the scheme {setting.scheme.name}.",
            "version": f"{setting.scheme.version}.0.0",
        }
        if setting.language:
            described["inLanguage"] = setting.language
        if len(self._newest) >= len("2001-01-01"):
            # Not of today: the same annotations are to give the same bytes.
            described["datePublished"] = self._newest[:10]
        described["distribution"] = [_file(entry) for entry in data]
        described["recordSet"] = _record_sets(setting, data)
        return described


def _file(entry: Entry) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": entry.path,
        "name": entry.path,
        "contentUrl": entry.path,
        "contentSize": f"{entry.bytes} B",
        "encodingFormat": "application/jsonlines",
        "sha256": entry.sha256,
    }


def _record_sets(setting: DatasetInfo, data: Sequence[Entry]) -> list[Json]:
    """The splits, then articles and annotations of each file: the standard knows no table of several files."""
    sets: list[Json] = [_splits(setting.splits)] if setting.splits else []
    for entry in data:
        name = entry.path.removeprefix(f"{_FOLDER}/").removesuffix(".jsonl")
        after = f"_{name}" if setting.splits else ""
        sets.append(_articles(f"articles{after}", entry.path, bool(setting.splits)))
        sets.append(_annotations(f"annotations{after}", entry.path, setting.scheme))
    return sets


def _splits(names: Sequence[str]) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "The splits of the dataset",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [_named("splits/name", _TEXT, "Name of a split")],
        "data": [{"splits/name": name} for name in names],
    }


def _articles(name: str, file: str, in_splits: bool) -> Json:
    fields = [_column(name, key, _TEXT, about, file) for key, about in _ARTICLE]
    if in_splits:
        # It names an entry of `splits`, but a reference would make a loader join two tables for nothing.
        fields.append(_column(name, "split", _TEXT, "The split, as in the record set `splits`", file))
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": "An article with one layer of annotations",
        "field": fields,
    }


def _annotations(name: str, file: str, scheme: Scheme) -> Json:
    """The annotations of an article as a list; links are in the files only: they are lists within the list."""
    within = f"{name}/annotations"
    attributes = dict.fromkeys(a.name for label in scheme.labels for a in label.attributes)
    parts = [
        *(_part(within, key, key, kind, about, file) for key, kind, about in _ANNOTATION),
        *(
            _part(within, f"attributes/{key}", f"attributes.{_quoted(key)}", _TEXT, f"Attribute {key}", file)
            for key in attributes
        ),
    ]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": "The annotations of each article",
        "field": [
            _column(name, "id", _TEXT, "SHA-256 of the article's text", file),
            {
                "@type": "cr:Field",
                "@id": within,
                "name": "annotations",
                "description": "Spans with a label",
                "repeated": True,
                "subField": parts,
            },
        ],
    }


def _named(id_: str, kind: str, about: str) -> Json:
    name = id_.rpartition("/")[2]
    return {"@type": "cr:Field", "@id": id_, "name": name, "description": about, "dataType": kind}


def _column(record_set: str, key: str, kind: str, about: str, file: str) -> Json:
    source = {"fileObject": {"@id": file}, "extract": {"column": key}}
    return _named(f"{record_set}/{key}", kind, about) | {"source": source}


def _part(within: str, key: str, path: str, kind: str, about: str, file: str) -> Json:
    source = {
        "fileObject": {"@id": file},
        "extract": {"column": "annotations"},
        "transform": {"jsonPath": path},
    }
    return _named(f"{within}/{key}", kind, about) | {"source": source}


def _quoted(name: str) -> str:
    """A name within a JSON path."""
    if name.isidentifier() and name.isascii():
        return name
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
