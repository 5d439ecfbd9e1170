"""UIMA CAS as XMI: our own, and what INCEpTION and its relatives write.

Our own comes back as it was. Of others we read the layers of spans that people made (named entities too): the label is
the feature `label` or `value`, else the name of the type; the other features are attributes, relations between such
spans links. Tokens, sentences and whatever else tools add are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from xml.parsers import expat

from annotator.domain.article import STATED, Draft, Rejection
from annotator.domain.feature_names import attribute_name
from annotator.domain.offsets import Offsets
from annotator.reading.values import SCHEMA, read_content

Json = dict[str, Any]

_XMI = "http://www.omg.org/XMI "
_OURS = "webanno.custom."
_NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_OF_TOOLS = (
    "uima.cas.",
    "uima.tcas.",
    "de.tudarmstadt.ukp.dkpro.core.",
    "de.tudarmstadt.ukp.clarin.webanno.",
    "de.tudarmstadt.ukp.inception.",
    "org.dkpro.core.",
)
_PLACE = ("sofa", "begin", "end")
_KEPT = ("label", "identifier", "unsure", "author", "made", "origin")
_OFFSET = re.compile("[0-9]{1,10}")
_MOST_SHOWN = 40


class _Fault(Exception):
    """Why a file is rejected, as part of a sentence."""


@dataclass(slots=True)
class _Element:
    """What a CAS says once: a type, features of one value, and features of several."""

    type: str
    id: str
    features: dict[str, str]
    lists: dict[str, list[str]] = field(default_factory=dict)

    @property
    def short(self) -> str:
        return self.type.rpartition(".")[2]


def read_xmi(name: str, data: bytes) -> Iterator[Draft | Rejection]:
    """The article of one file, with its annotations; `name` is the file's, as it is shown."""
    try:
        parsed = _Parsed(data)
        content = _content(parsed)
    except _Fault as fault:
        yield Rejection(name, None, str(fault))
    else:
        yield read_content(content, name)


class _Parsed:
    """What a file holds: its text, the elements that matter here, and the ids of all."""

    def __init__(self, data: bytes) -> None:
        self.texts: list[str] = []
        self.elements: list[_Element] = []
        self.ids: set[str] = set()
        self._depth = 0
        self._open: _Element | None = None
        self._child: list[str] | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise _Fault(
                f"it is not valid XML ({expat.ErrorString(error.code)}, line {error.lineno})"
            ) from error
        # An encoding that Python does not know.
        except (LookupError, ValueError) as error:
            raise _Fault(f"it is not valid XML ({error})") from error

    def _start(self, name: str, features: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != f"{_XMI}XMI":
            raise _Fault("it is XML, but no UIMA CAS")
        if self._depth == 2:
            self._element(_type(name), features)
        elif self._depth == 3:
            self._child = []
            if self._open is not None:
                self._open.lists.setdefault(name, []).append("")

    def _element(self, type_: str, features: dict[str, str]) -> None:
        id_ = features.pop(f"{_XMI}id", "")
        if type_ == "uima.cas.Sofa":
            if "sofaString" in features:
                self.texts.append(features["sofaString"])
        elif type_ not in ("uima.cas.NULL", "uima.cas.View"):
            self.ids.add(id_)
        if type_ == _NAMED_ENTITY or not type_.startswith(_OF_TOOLS):
            self._open = _Element(type_, id_, features)
            self.elements.append(self._open)

    def _words(self, words: str) -> None:
        if self._depth == 3 and self._child is not None:
            self._child.append(words)

    def _end(self, name: str) -> None:
        if self._depth == 3 and self._open is not None and self._child is not None:
            self._open.lists[name][-1] = "".join(self._child)
        elif self._depth == 2:
            self._open = None
        self._depth -= 1


def _refuse_doctype(*_: object) -> None:
    # With it come entities, which can make gigabytes of a few bytes.
    raise _Fault("it has a DOCTYPE, which no UIMA CAS needs")


def _type(name: str) -> str:
    """The name of a type; in XMI its package is part of an address."""
    space, _, short = name.rpartition(" ")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return short if package in ("", "uima.noNamespace") else f"{package}.{short}"


def _content(parsed: _Parsed) -> Json:
    """The article in our own shape."""
    if len(parsed.texts) != 1:
        raise _Fault("it has no text" if not parsed.texts else f"it has {len(parsed.texts)} texts, not one")
    (text,) = parsed.texts
    ours = next(
        (
            e.features
            for e in parsed.elements
            if e.type == f"{_OURS}Article" and e.features.get("schema") == SCHEMA
        ),
        None,
    )
    spans = _Spans(text, parsed, ours is not None)
    content: Json = {"text": text, "annotations": spans.annotations()}
    if ours is not None:
        content |= {name: ours.get(name) for name in (*STATED, "layer", "status", "split")}
        content["source"] = {k.removeprefix("source_"): v for k, v in ours.items() if k.startswith("source_")}
        content["zones"] = spans.zones()
        content["schema"] = SCHEMA
        content["id"] = ours.get("article")
    return content


class _Spans:
    """The spans of a CAS and the relations between them."""

    def __init__(self, text: str, parsed: _Parsed, is_ours: bool) -> None:
        self._is_ours = is_ours
        self._offsets = Offsets(text)
        self._all_ids = parsed.ids
        self._digest = sha256(text.encode()).hexdigest()[:22]
        self._spans: list[_Element] = []
        self._relations: list[_Element] = []
        self._zones: list[_Element] = []
        for element in parsed.elements:
            if "begin" not in element.features or "end" not in element.features:
                continue
            if "Governor" in element.features and "Dependent" in element.features:
                self._relations.append(element)
            elif is_ours and element.type == f"{_OURS}Zone":
                self._zones.append(element)
            else:
                self._spans.append(element)

    def annotations(self) -> list[Json]:
        """The annotations, with their links."""
        made: dict[str, Json] = {}
        for number, element in enumerate(self._spans):
            if not element.id or element.id in made:
                raise _Fault(f"a {element.short} has no xmi:id of its own")
            made[element.id] = self._annotation(number, element)
        for relation in self._relations:
            ends = [relation.features[name] for name in ("Governor", "Dependent")]
            if all(end in made for end in ends):
                link = {"type": _label(relation, "type"), "to": made[ends[1]]["id"]}
                made[ends[0]].setdefault("links", []).append(link)
            elif not all(end in self._all_ids for end in ends):
                raise _Fault(f"a {relation.short} points to nothing ({', '.join(ends)[:_MOST_SHOWN]})")
        return list(made.values())

    def zones(self) -> list[Json]:
        """The zones of our own."""
        return [{"kind": e.features.get("kind"), **self._place(e)} for e in self._zones]

    def _annotation(self, number: int, element: _Element) -> Json:
        features = {k: v for k, v in element.features.items() if k not in _PLACE}
        found: Json = self._place(element) | {"label": _label(element)}
        # An id that is the same whenever the file is read, so that it can be read twice.
        found["id"] = f"{self._digest}{number:010x}"
        if self._is_ours and element.type == f"{_OURS}Span":
            found["id"] = features.get("identifier") or found["id"]
            found["unsure"] = features.get("unsure") == "true"
            found |= {name: features[name] for name in ("author", "made", "origin") if name in features}
            features = {k: v for k, v in features.items() if k not in _KEPT}
        else:
            for name in ("label", "value"):
                if features.get(name) == found["label"]:
                    del features[name]
                    break
        found["attributes"] = {attribute_name(k): v for k, v in (features | element.lists).items()}
        return found

    def _place(self, element: _Element) -> Json:
        return {"start": self._at(element, "begin"), "end": self._at(element, "end")}

    def _at(self, element: _Element, name: str) -> int:
        """A position in code points. Raises _Fault where it lies between the two halves of a character."""
        stated = element.features[name]
        if not _OFFSET.fullmatch(stated):
            raise _Fault(f"{name} of a {element.short} is no whole number ({stated[:_MOST_SHOWN]!r})")
        unit = int(stated)
        at = self._offsets.from_utf16(unit)
        if self._offsets.to_utf16(at) != unit:
            raise _Fault(f"{name} of a {element.short} lies inside a character, at {unit:,} in UTF-16 units")
        return at


def _label(element: _Element, *before: str) -> str:
    """What an element is called: by its features, else by its type."""
    stated = (element.features.get(name) for name in (*before, "label", "value"))
    return next((word for word in stated if word), element.short)
