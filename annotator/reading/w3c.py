"""W3C Web Annotation as JSON-LD, with the texts in a folder beside the file.

An annotation is about a text by its SHA-256 (`urn:sha256:…`), which is `texts/SHA256.txt`. Of others' files we read
annotations of such texts with a TextPositionSelector: the label is the tag, in code points as the standard has it.
"""

import re
import reprlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

import orjson

from annotator.domain.article import Draft, Rejection
from annotator.domain.dataset.files import ANNOTATION, LINKS, SOURCE, TEXTS
from annotator.reading.opening import open_file
from annotator.reading.values import SCHEMA, read_content

Json = dict[str, Any]

_DIGEST = re.compile("[0-9a-f]{64}")
_OPEN = b'"items":[\n'
_CLOSE = b"]}\n"
_KEPT = ("attributes", "unsure", "origin")
_MOST_SHOWN = 60
_MOST_READ = 64
"""So many of the largest texts are read for one file, or as many bytes of smaller ones."""


class _Fault(Exception):
    """Why a file or an article of it is rejected, as part of a sentence."""


def read_jsonld(name: str, file: BinaryIO, longest: int) -> Iterator[Draft | Rejection]:
    """The articles that the annotations are about; `longest`: bytes of a text, or of JSON that is read at once."""
    texts = _Texts(Path(str(getattr(file, "name", name))).parent / TEXTS, longest)
    try:
        for layer in _layers(_items(file, longest)):
            try:
                content = _content(layer, texts)
            except _Fault as fault:
                yield Rejection(name, None, f"annotations of {_source(layer[0])[:_MOST_SHOWN]}: {fault}")
            else:
                yield read_content(content, name)
    except _Fault as fault:
        yield Rejection(name, None, str(fault))


def _items(file: BinaryIO, longest: int) -> Iterator[Json]:
    """The annotations: of a file with one a line as they come, of any other all at once."""
    first = file.readline(longest + 1)
    if first.endswith(_OPEN):
        for line in iter(lambda: file.readline(longest + 1), b""):
            if len(line) > longest:
                raise _Fault(f"an annotation is longer than {longest // 1024**2} MB, the limit")
            if line == _CLOSE:
                return
            yield _object(_parsed(line.rstrip(b",\n")))
        raise _Fault("it ends before its last line: it was cut off")
    whole = first + file.read(longest + 1 - len(first))
    if len(whole) > longest:
        raise _Fault(
            f"it is larger than {longest // 1024**2} MB, the limit where not every annotation has a line"
        )
    found = _parsed(whole)
    for key in ("first", "items"):
        # A collection holds its first page, a page its items.
        if type(found) is dict and key in found:
            found = found[key]
    for one in found if type(found) is list else [found]:
        yield _object(one)


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _Fault(f"it is not valid JSON ({error.msg})") from error


def _object(found: Any) -> Json:
    if type(found) is not dict or "target" not in found:
        raise _Fault(f"{reprlib.repr(found)[:_MOST_SHOWN]} is no annotation: it has no target")
    return found


def _layers(items: Iterable[Json]) -> Iterator[list[Json]]:
    """Annotations of one text that follow one another; one about the whole text begins a layer of its own."""
    layer: list[Json] = []
    for item in items:
        if layer and (_source(item) != _source(layer[0]) or _is_about_all(item)):
            yield layer
            layer = []
        layer.append(item)
    if layer:
        yield layer


def _is_about_all(item: Json) -> bool:
    return item.get("motivation") == "describing" and "selector" not in _target(item)


def _target(item: Json) -> Json:
    target = item["target"]
    if type(target) is list and len(target) == 1:
        target = target[0]
    return target if type(target) is dict else {"source": target}


def _source(item: Json) -> str:
    source = _target(item).get("source")
    if type(source) is dict:
        source = source.get("id")
    return source if type(source) is str else ""


def _content(layer: list[Json], texts: "_Texts") -> Json:
    """The article in our own shape."""
    text = texts.read(_source(layer[0]))
    content: Json = {"text": text, "annotations": []}
    if _is_about_all(layer[0]):
        known = _values(layer[0])
        if known.get("schema") == SCHEMA:
            content = known | content
            # That it is the text of the annotations has been checked already.
            content.pop("id", None)
        layer = layer[1:]
    content["annotations"] = [_annotation(item, text) for item in layer]
    return content


class _Texts:
    """The texts beside a file of annotations, each of at most `longest` bytes."""

    def __init__(self, folder: Path, longest: int) -> None:
        self._folder, self._longest = folder, longest
        self._left = _MOST_READ * longest

    def read(self, source: str) -> str:
        """The text that annotations are about. Raises _Fault."""
        digest = source.removeprefix(SOURCE)
        if not source.startswith(SOURCE) or not _DIGEST.fullmatch(digest):
            raise _Fault(
                f"only texts named by {SOURCE} and their SHA-256 can be found again, as {TEXTS}/SHA256.txt"
            )
        named = f"the text {TEXTS}/{digest[:12]}….txt"
        if self._left < 0:
            raise _Fault(f"{named} is left: large texts take turns too often in this file")
        try:
            with open_file(self._folder / f"{digest}.txt") as file:
                data = file.read(self._longest + 1)
        except OSError as error:
            raise _Fault(f"{named} is not beside the file ({error.strerror})") from error
        self._left -= len(data)
        if len(data) > self._longest or sha256(data).hexdigest() != digest:
            raise _Fault(f"{named} is another one: its SHA-256 is not its name")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise _Fault(f"{named} is not in UTF-8") from error


def _annotation(item: Json, text: str) -> Json:
    position, quote = _selectors(item)
    found: Json = {"start": position.get("start"), "end": position.get("end"), "label": _label(item)}
    if "exact" in quote:
        # Checked with the offsets later on.
        found["text"] = quote["exact"]
    values = _values(item)
    found |= {key: values[key] for key in _KEPT if key in values}
    creator = item.get("creator")
    found |= {"author": creator.get("name") if type(creator) is dict else None, "made": item.get("created")}
    id_ = item.get("id")
    found["id"] = _own_id(id_) if type(id_) is str else None
    links = item.get(LINKS)
    if links is not None:
        if type(links) is not list or not all(type(link) is dict for link in links):
            raise _Fault(f"the {LINKS} of an annotation are no list of objects")
        found["links"] = [_link(link) for link in links]
    return found


def _link(link: Json) -> Json:
    to = link.get("annotator:to")
    return {"type": link.get("annotator:type"), "to": _own_id(to) if type(to) is str else to}


def _own_id(id_: str) -> str:
    """Our own id of an annotation, out of its name for the whole world; another's name as it is."""
    if id_.startswith(ANNOTATION) and id_.count(":") == ANNOTATION.count(":") + 2:
        return unquote(id_.rpartition(":")[2])
    return id_


def _selectors(item: Json) -> tuple[Json, Json]:
    """The selector by position and the one by quotation; empty where there is none."""
    stated = _target(item).get("selector")
    kinds: dict[str, Json] = {}
    for one in stated if type(stated) is list else [stated]:
        if type(one) is dict and type(one.get("type")) is str:
            kinds.setdefault(one["type"], one)
    position = kinds.get("TextPositionSelector")
    if position is None:
        raise _Fault("an annotation has no TextPositionSelector, so it cannot be told where it stands")
    return position, kinds.get("TextQuoteSelector", {})


def _bodies(item: Json) -> list[Any]:
    body = item.get("body")
    return body if type(body) is list else [body]


def _label(item: Json) -> Any:
    """The tag; where nothing is called one, the body that is a text."""
    texts = [one for one in _bodies(item) if type(one) is dict and one.get("format") != "application/json"]
    tags = [one for one in texts if one.get("purpose") == "tagging"]
    return next((one.get("value") for one in (*tags, *texts)), None)


def _values(item: Json) -> Json:
    """What a body of JSON says; empty where there is none, or none that can be read."""
    for one in _bodies(item):
        if type(one) is dict and one.get("format") == "application/json" and type(one.get("value")) is str:
            found = _parsed(one["value"].encode())
            return found if type(found) is dict else {}
    return {}
