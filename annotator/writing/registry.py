"""The formats a dataset can be written in. A new one is a module beside this and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from annotator.domain.dataset.losses import Losses
from annotator.domain.problems import Problem, UnknownName
from annotator.writing.croissant import Croissant
from annotator.writing.jsonl import Jsonl
from annotator.writing.setting import Format, Setting
from annotator.writing.uima import Uima
from annotator.writing.w3c import W3c


@dataclass(frozen=True, slots=True)
class Writer:
    """A format.

    `suffix`: of the one file that it writes where there are no splits, "" if it always writes a folder.
    `splits_inside`: every record names its split, so that one file holds them all. `needs`: the package without which
    it cannot write, and the extra of ours that brings it.
    `back`: what its own reader gives back: "text" (text and offsets), "words" (words without their spacing), or
    nothing.
    """

    name: str
    suffix: str
    about: str
    keeps: str
    loses: str
    begin: Callable[[Setting, Losses], Format]
    splits_inside: bool = False
    needs: tuple[str, str] | None = None
    back: str = "text"

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


WRITERS = (
    Writer(
        "jsonl",
        ".jsonl",
        "Our own JSON lines: text, metadata, zones, annotations with attributes and links.",
        "everything",
        "nothing",
        Jsonl,
        splits_inside=True,
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
)


def writer_named(name: str) -> Writer:
    """The writer of that name. Raises UnknownName with the names there are."""
    for writer in WRITERS:
        if writer.name == name:
            return writer
    known = ", ".join(writer.name for writer in WRITERS)
    raise UnknownName(f"There is no format {name!r} to write. There is {known}; see `annotator formats`.")
