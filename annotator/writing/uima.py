"""UIMA CAS as XMI, as INCEpTION reads it: a file for each layer of an article, offsets in UTF-16 units."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import STATED
from annotator.domain.dataset.example import Example, links
from annotator.domain.dataset.losses import NO_TARGET, Losses
from annotator.domain.feature_names import feature_name
from annotator.domain.offsets import Offsets
from annotator.domain.scheme import Scheme
from annotator.writing.format import DatasetInfo, Entry, File, FormatWriter
from annotator.writing.jsonl import SCHEMA
from annotator.writing.tokens import sentences, tokenise

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, not even by their number."""
_SPECIAL = re.compile('[&<>"\t\n\r]')
_REPLACED = (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;"))


def quoted(value: str) -> str:
    """What stands between the quotes of an attribute; tabs and line ends come back, by their numbers."""
    if _SPECIAL.search(value) is None:
        return value
    value = value.replace("&", "&amp;")
    for character, reference in _REPLACED:
        value = value.replace(character, reference)
    return value


def fitting(value: str) -> str:
    """The value, with U+FFFD in the place of each character that XML cannot hold."""
    return UNFIT.sub("\ufffd", value)


STRING, STRINGS, BOOLEAN = "uima.cas.String", "uima.cas.StringArray", "uima.cas.Boolean"
ANNOTATION, BASE = "uima.tcas.Annotation", "uima.cas.AnnotationBase"

_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_DOCUMENT = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

SPAN_FEATURES = {
    "label": STRING,
    "identifier": STRING,
    "unsure": BOOLEAN,
    "author": STRING,
    "made": STRING,
    "origin": STRING,
}
ARTICLE_FEATURES = (
    "schema",
    "article",
    *STATED,
    "source_name",
    "source_sha256",
    "source_encoding",
    "source_url",
    "source_retrieved",
    "source_handling",
    "layer",
    "status",
    "split",
)
TAKEN = frozenset([*SPAN_FEATURES, "begin", "end", "sofa", "id", "type", "self"])
"""Features of a span that an attribute of the scheme cannot be called by."""


class AttributeFeatures:
    """The feature of `webanno.custom.Span` for each attribute: one for a text, one for several texts.

    Attributes of several labels may have one name. Where they are not of one type, the list has a name of its own,
    which means the same attribute.
    """

    def __init__(self, scheme: Scheme) -> None:
        of_scheme = [(a.name, a.type == "choices") for label in scheme.labels for a in label.attributes]
        self._lists = {name for name, several in of_scheme if several} - {
            name for name, several in of_scheme if not several
        }
        self._names: dict[tuple[str, bool], str] = {}
        for name, several in of_scheme:
            self.of(name, several)
        self._known = len(self._names)

    def of(self, name: str, several: bool) -> str:
        """The feature for a value of the attribute, which is then declared, whether the scheme knows it or not."""
        found = self._names.get((name, several))
        if found is None:
            # What the scheme does not tell is settled by the value alone: nobody knows what is still to come.
            is_apart = several and name not in self._lists
            name_of_it = feature_name(name, {*TAKEN, name} if is_apart else TAKEN)
            found = self._names[name, several] = name_of_it
        return found

    def declared(self) -> dict[str, tuple[str, str]]:
        """Type and attribute of each feature: the scheme's in its order, then the others by name."""
        pairs = list(self._names.items())
        pairs = pairs[: self._known] + sorted(pairs[self._known :])
        return {feature: (STRINGS if several else STRING, name) for (name, several), feature in pairs}


def type_system(features: AttributeFeatures) -> str:
    """TypeSystem.xml for spans with these attributes."""
    of_span = {name: (kind, "") for name, kind in SPAN_FEATURES.items()} | features.declared()
    text = dict.fromkeys(("documentTitle", "documentId"), (STRING, ""))
    span = "webanno.custom.Span"
    types = (
        _type(f"{_SEGMENTATION}.Sentence", ANNOTATION, {}),
        _type(f"{_SEGMENTATION}.Token", ANNOTATION, {}),
        _type(_DOCUMENT, "uima.tcas.DocumentAnnotation", text),
        _type("webanno.custom.Article", BASE, dict.fromkeys(ARTICLE_FEATURES, (STRING, ""))),
        _type("webanno.custom.Zone", ANNOTATION, {"kind": (STRING, "")}),
        _type(span, ANNOTATION, of_span),
        _type(
            "webanno.custom.Link",
            ANNOTATION,
            {"Governor": (span, ""), "Dependent": (span, ""), "type": (STRING, "")},
        ),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n<types>\n'
        f"{''.join(types)}</types>\n</typeSystemDescription>\n"
    )


def _type(name: str, above: str, features: Mapping[str, tuple[str, str]]) -> str:
    lines = _lines(
        f"<featureDescription><name>{feature}</name><description>{quoted(fitting(about))}</description>"
        f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>"
        for feature, (kind, about) in features.items()
    )
    return (
        f"<typeDescription><name>{name}</name><description/><supertypeName>{above}</supertypeName>\n"
        f"<features>\n{lines}</features></typeDescription>\n"
    )


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


NOT_XML = "XML has no place for control characters"
NOTHING_CHOSEN = "the format cannot tell an empty list from none"

_BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:segmentation="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
    'xmlns:metadata="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" '
    'xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">\n'
    '<cas:NULL xmi:id="0"/>\n'
)
_SOFA, _FIRST = 1, 2
"""The xmi:id of the text, and the first one of what is said about it."""


class Uima(FormatWriter):
    """A folder for each split, a file in it for each article: `ID.xmi`, or `ID.LAYER.xmi` where it has several layers.

    The layers of an article come one after the other.
    """

    def __init__(self, setting: DatasetInfo, losses: Losses) -> None:
        self._losses = losses
        self._features = AttributeFeatures(setting.scheme)

    def files(self, split: str | None, examples: Iterable[Example]) -> Iterator[File]:
        """The CAS of each layer."""
        folder = f"{split}/" if split else ""
        for article, layers in groupby(examples, key=lambda one: one.article.id):
            some = list(layers)
            for one in some:
                name = article if len(some) == 1 else f"{article}.{quote(one.layer.analyst, safe=' ')}"
                yield f"{folder}{name}.xmi", (self._cas(one).encode(),)

    def beside(self, _written: Sequence[Entry]) -> Iterator[File]:
        """`TypeSystem.xml`."""
        yield "TypeSystem.xml", (type_system(self._features).encode(),)

    def _cas(self, example: Example) -> str:
        text, known = example.article.text, example.article.metadata
        unit = Offsets(text).to_utf16
        elements = _Elements(unit)
        length = unit(len(text))
        elements.add(
            "metadata:DocumentMetaData",
            f'begin="0" end="{length}" language="{quoted(fitting(known.language or "x-unspecified"))}" '
            f'documentTitle="{quoted(fitting(known.headline or example.article.id))}" '
            f'documentId="{example.article.id}"',
        )
        elements.add("custom:Article", self._about(example))
        tokens = tokenise(text)
        in_sentences = [(tokens[first][0], tokens[last - 1][1]) for first, last in sentences(text, tokens)]
        elements.spans("segmentation:Sentence", in_sentences)
        elements.spans("segmentation:Token", tokens)
        for zone in example.article.record.zones:
            elements.add(
                "custom:Zone", f'begin="{unit(zone.start)}" end="{unit(zone.end)}" kind="{quoted(zone.kind)}"'
            )
        self._annotations(example, elements, unit)
        members = " ".join(map(str, range(_FIRST, elements.next)))
        return (
            f"{_BEGIN}{''.join(elements.lines)}"
            f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" '
            f'sofaString="{quoted(text)}"/>\n<cas:View sofa="{_SOFA}" members="{members}"/>\n</xmi:XMI>\n'
        )

    def _about(self, example: Example) -> str:
        """The features of our own type that says what is known of the article; what is not known is left out."""
        known, source, layer = example.article.metadata, example.article.record.source, example.layer
        values: dict[str, str | None] = {
            "schema": SCHEMA,
            "article": example.article.id,
            "layer": layer.analyst,
            "status": layer.status,
            "split": example.split,
        }
        for name in ARTICLE_FEATURES:
            if name not in values:
                whole, part = (source, name[7:]) if name.startswith("source_") else (known, name)
                values[name] = getattr(whole, part)
        stated = {name: value for name in ARTICLE_FEATURES if (value := values[name]) is not None}
        unfit = [name for name, value in stated.items() if UNFIT.search(value)]
        if unfit:
            self._losses.of_article(example.article, layer.analyst, {"article": unfit}, NOT_XML)
        return " ".join(f'{name}="{quoted(value)}"' for name, value in stated.items() if name not in unfit)

    def _annotations(self, example: Example, elements: "_Elements", unit: Callable[[int], int]) -> None:
        article, analyst = example.article, example.layer.analyst
        found = []
        for one in example.layer.annotations:
            if UNFIT.search(_words(one)):
                self._losses.of_annotation(article, analyst, one, {"annotation": True}, NOT_XML)
            else:
                found.append(one)
        numbers = {one.id: number for number, one in enumerate(found, elements.next)}
        places: dict[str, str] = {}
        for one in found:
            places[one.id] = place = f'begin="{unit(one.start)}" end="{unit(one.end)}"'
            attributes, children = self._attributes(example, one)
            elements.add("custom:Span", f"{place} {_words(one)}{attributes}", children)
        for one in found:
            gone: dict[str, list[Link]] = {}
            for link in one.links:
                if link.to not in numbers or UNFIT.search(link.type):
                    why = NO_TARGET if link.to not in numbers else NOT_XML
                    gone.setdefault(why, []).append(link)
                    continue
                ends = f'Governor="{numbers[one.id]}" Dependent="{numbers[link.to]}"'
                # A relation stands where INCEpTION puts it: on what it points to.
                elements.add("custom:Link", f'{places[link.to]} {ends} type="{quoted(link.type)}"')
            for why, several in gone.items():
                self._losses.of_annotation(article, analyst, one, {"links": links(several)}, why)

    def _attributes(self, example: Example, one: Annotation) -> tuple[str, str]:
        """The attributes of one text as XML attributes, and those of several as elements."""
        single, several = "", ""
        lost: dict[str, dict[str, object]] = {}
        for name, value in sorted(one.attributes.items()):
            if not value and isinstance(value, list):
                lost.setdefault(NOTHING_CHOSEN, {})[name] = value
            elif UNFIT.search("".join(value)):
                lost.setdefault(NOT_XML, {})[name] = value
            elif isinstance(value, str):
                single += f' {self._features.of(name, False)}="{quoted(value)}"'
            else:
                tag = self._features.of(name, True)
                several += "".join(f"<{tag}>{quoted(part)}</{tag}>" for part in value)
        for why, attributes in lost.items():
            self._losses.of_annotation(
                example.article, example.layer.analyst, one, {"attributes": attributes}, why
            )
        return single, several


class _Elements:
    """The elements of a CAS, numbered as they come; all of them stand on its one text."""

    def __init__(self, unit: Callable[[int], int]) -> None:
        self.lines: list[str] = []
        self.next = _FIRST
        self._unit = unit

    def add(self, name: str, features: str, children: str = "") -> None:
        end = f">{children}</{name}>\n" if children else "/>\n"
        self.lines.append(f'<{name} xmi:id="{self.next}" sofa="{_SOFA}" {features}{end}')
        self.next += 1

    def spans(self, name: str, spans: Sequence[tuple[int, int]]) -> None:
        """Elements that are nothing but spans: there are many, so this is the fast way."""
        unit = self._unit
        self.lines += [
            f'<{name} xmi:id="{number}" sofa="{_SOFA}" begin="{unit(start)}" end="{unit(end)}"/>\n'
            for number, (start, end) in enumerate(spans, self.next)
        ]
        self.next += len(spans)


def _words(one: Annotation) -> str:
    return (
        f'label="{quoted(one.label)}" identifier="{quoted(one.id)}" author="{quoted(one.author)}" '
        f'made="{quoted(one.made)}" origin="{quoted(one.origin)}" unsure="{"true" if one.unsure else "false"}"'
    )
