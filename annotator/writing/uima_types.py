"""The types of our XMI files, and TypeSystem.xml, which names them: INCEpTION makes its layers of it."""

from collections.abc import Iterable, Mapping

from annotator.domain.article import STATED
from annotator.domain.feature_names import feature_name
from annotator.domain.scheme import Scheme
from annotator.writing.xml_words import fitting, quoted

STRING, STRINGS, BOOLEAN = "uima.cas.String", "uima.cas.StringArray", "uima.cas.Boolean"
ANNOTATION, BASE, ANYTHING = "uima.tcas.Annotation", "uima.cas.AnnotationBase", "uima.cas.TOP"

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
