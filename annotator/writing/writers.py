"""The formats a dataset can be written in. A new one is a module beside this and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from annotator.domain.dataset.losses import Losses
from annotator.domain.problems import Problem, UnknownName
from annotator.writing.brat import Brat
from annotator.writing.conll import Conll, ConllBioes
from annotator.writing.croissant import Croissant
from annotator.writing.doccano import Doccano, DoccanoRelations
from annotator.writing.format import DatasetInfo, FormatWriter
from annotator.writing.huggingface import HuggingFace
from annotator.writing.jsonl import Jsonl
from annotator.writing.label_studio import LabelStudio
from annotator.writing.labelbuddy import Labelbuddy
from annotator.writing.parquet import HuggingFaceParquet
from annotator.writing.prodigy import Prodigy
from annotator.writing.separated import Separated, TabSeparated
from annotator.writing.spacy import Spacy
from annotator.writing.uima import Uima
from annotator.writing.w3c import W3c
from annotator.writing.xlsx import Xlsx


@dataclass(frozen=True, slots=True)
class Writer:
    """A format.

    `suffix`: of the one file that it writes where there are no splits, "" if it always writes a folder.
    `splits_inside`: every record names its split, so that one file holds them all. `needs`: the package without which
    it cannot write, and the extra of ours that brings it.
    `back`: what its own reader gives back: "text" (text and offsets), "words" (words without their spacing), or
    nothing. `times`: it has a place for the times that articles name.
    """

    name: str
    suffix: str
    about: str
    keeps: str
    loses: str
    begin: Callable[[DatasetInfo, Losses], FormatWriter]
    splits_inside: bool = False
    needs: tuple[str, str] | None = None
    back: str = "text"
    times: bool = False

    @property
    def available(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or find_spec(self.needs[0]) is not None

    def require(self) -> None:
        """Raises Problem if what it needs is not installed."""
        if self.needs is not None and not self.available:
            package, extra = self.needs
            raise Problem(
                f"The format {self.name} needs {package}, which is not installed. "
                f"Install it with: pip install 'annotator[{extra}]'"
            )


_TABLES_LOSE = (
    "the texts, zones, sources, articles without annotations, attributes that the scheme does not know"
)
_APOSTROPHE = "; a cell that a spreadsheet would take for a formula begins with an apostrophe"

WRITERS = (
    Writer(
        "jsonl",
        ".jsonl",
        "Our own JSON lines: text, metadata, zones, annotations with attributes and links.",
        "everything",
        "nothing",
        Jsonl,
        splits_inside=True,
        times=True,
    ),
    Writer(
        "conll",
        ".conll",
        "CoNLL-2003 in four columns: a token a line, tags B-, I- and O.",
        "words, sentences, and of annotations that overlap as many as can be",
        "spacing, metadata, attributes, links, the other annotations",
        Conll,
        back="words",
    ),
    Writer(
        "conll-bioes",
        ".conll",
        "The same with E- for the last token and S- for an only one: for seqeval, not for spaCy's converter.",
        "words, sentences, and of annotations that overlap as many as can be",
        "spacing, metadata, attributes, links, the other annotations",
        ConllBioes,
        back="words",
    ),
    Writer(
        "huggingface",
        "",
        "A folder for `datasets.load_dataset`: JSON lines with text, spans, tokens and a tag for each token.",
        "everything in the spans; among the tags, of annotations that overlap as many as can be",
        "nothing but tags",
        HuggingFace,
    ),
    Writer(
        "huggingface-parquet",
        "",
        "The same in Parquet, which opens faster where it is large.",
        "everything in the spans; among the tags, of annotations that overlap as many as can be",
        "nothing but tags",
        HuggingFaceParquet,
        needs=("pyarrow", "parquet"),
    ),
    Writer(
        "prodigy",
        ".jsonl",
        "Prodigy's JSON lines: text, tokens, spans and relations, every line accepted.",
        "everything",
        "nothing",
        Prodigy,
    ),
    Writer(
        "doccano",
        ".jsonl",
        "JSON lines for doccano (sequence labelling), with its labels in labels.json.",
        "spans; the rest goes along as metadata, which our reader takes back",
        "nothing in the file; doccano drops overlapping spans unless the project allows them, and its page, which "
        "counts UTF-16 units, shows spans after an emoji in the wrong place",
        Doccano,
    ),
    Writer(
        "doccano-relations",
        ".jsonl",
        "JSON lines for doccano (sequence labelling with relations), with labels.json and relations.json.",
        "spans and links; the rest goes along as metadata, which our reader takes back",
        "nothing in the file; doccano refuses relations of overlapping spans unless the project allows them, and its "
        "page, which counts UTF-16 units, shows spans after an emoji in the wrong place",
        DoccanoRelations,
    ),
    Writer(
        "label-studio",
        ".json",
        "Tasks for Label Studio with one finished annotation each, and the labelling configuration in config.xml.",
        "annotations with attributes, links and the mark of being unsure; metadata as data of the task",
        "nothing in the file; attributes that the scheme does not know are kept, but not shown",
        LabelStudio,
    ),
    Writer(
        "spacy",
        "",
        "spaCy's documents, with a configuration that trains on their spans.",
        "everything; as entities, of annotations that overlap as many as can be",
        "offsets within a token: the span is widened",
        Spacy,
        needs=("spacy", "spacy"),
    ),
    Writer(
        "labelbuddy",
        ".jsonl",
        "JSON lines for labelbuddy, with its labels in labels.json.",
        "spans; the rest of an annotation as JSON in its extra data, what is known of the article as metadata",
        "nothing in the file; labelbuddy puts the layers of one article together, and keeps one of equal annotations",
        Labelbuddy,
    ),
    Writer(
        "brat",
        "",
        "A text and a file of standoff lines for each article and layer, with annotation.conf and visual.conf.",
        "annotations with attributes, links and the mark of being unsure; what its lines cannot say as JSON in notes",
        "metadata, zones and status of an article; who made an annotation and when",
        Brat,
    ),
    Writer(
        "uima",
        "",
        "UIMA CAS as XMI with its type system, for INCEpTION and dkpro-cassis: a file for each article and layer.",
        "everything: text, metadata, zones, annotations with attributes and links; tokens and sentences are added",
        "links to what is not in the dataset, empty lists, control characters in attributes",
        Uima,
    ),
    Writer(
        "w3c",
        "",
        "W3C Web Annotation as JSON-LD, with the texts in a folder beside it.",
        "everything: text, metadata, zones, annotations with attributes and links",
        "nothing",
        W3c,
    ),
    Writer(
        "croissant",
        "",
        "Our own JSON lines, a file for each split, with a croissant.json that describes them (MLCommons, 1.0).",
        "everything; of the annotations croissant.json itself describes spans, labels and attributes",
        "nothing",
        Croissant,
    ),
    Writer(
        "csv",
        ".csv",
        "Tables for spreadsheets, an annotation a row and a frame a row, comma-separated.",
        "annotations with attributes and links, headline, agency and date; frames with what fills them",
        _TABLES_LOSE + _APOSTROPHE,
        Separated,
        splits_inside=True,
        # A table has not the texts, so there is nothing to annotate in what would be read.
        back="",
    ),
    Writer(
        "tsv",
        ".tsv",
        "The same tables with tabs between the cells; cells with tabs or line ends are quoted.",
        "annotations with attributes and links, headline, agency and date; frames with what fills them",
        _TABLES_LOSE + _APOSTROPHE,
        TabSeparated,
        splits_inside=True,
        back="",
    ),
    Writer(
        "xlsx",
        ".xlsx",
        "The same tables as the sheets of an Excel workbook.",
        "annotations with attributes and links, headline, agency and date; frames with what fills them",
        _TABLES_LOSE + "; cells end after 32,767 characters",
        Xlsx,
        splits_inside=True,
        needs=("xlsxwriter", "xlsx"),
        back="",
    ),
)


def writer_named(name: str) -> Writer:
    """The writer of that name. Raises UnknownName with the names there are."""
    for writer in WRITERS:
        if writer.name == name:
            return writer
    known = ", ".join(writer.name for writer in WRITERS)
    raise UnknownName(f"There is no format {name!r} to write. There is {known}; see `annotator formats`.")
