"""What a file of exchange may hold. Everything is looked at before anything of it is written: a colleague's file, even
a forged one, can add what its analyst did, and nothing else."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orjson import JSONDecodeError, dumps, loads

from annotator.domain.annotation import GOLD, ORIGINS, PROJECT_LAYER, STATUSES
from annotator.domain.article import ZONE_KINDS
from annotator.domain.identity import LATEST
from annotator.domain.json_schema import Shape, fitting
from annotator.domain.naming import is_name, is_reserved
from annotator.domain.reviewing.decision import REASONS
from annotator.domain.scheme import scheme_from_dict
from annotator.domain.team import ROLES
from annotator.domain.times.time_correction import TimeCorrection

FORMAT = "annotator-exchange/1"


MOST_VOUCHES = 100
"""So many vouches of a file are looked at: nobody has that many machines."""


@dataclass(frozen=True, slots=True)
class Vouch:
    """The key `by` says that `key` is the same analyst's, on that device. Keys and signature are hexadecimal."""

    analyst: str
    device: str
    key: str
    by: str
    signature: str

    def said(self) -> str:
        """What is signed."""
        return dumps([self.analyst, self.device, self.key]).decode()

    def told(self) -> dict[str, str]:
        """The values as the header of a file has them; the analyst stands there separately."""
        return {"by": self.by, "device": self.device, "key": self.key, "signature": self.signature}


_TEXT_OR_NONE = (str, type(None))
_LIST = [str]

_ANNOTATION = {
    "attributes": {str: (str, _LIST)},
    "author": str,
    "end": int,
    "label": str,
    "links": [{"to": str, "type": str}],
    "made": str,
    "origin": str,
    "start": int,
    "unsure": bool,
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PUBLISHED = re.compile(r"--\d\d-\d\d|\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")

SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "own": {
        "annotation": _ANNOTATION,
        "layer": {"status": str, "hash?": str, "reopened?": _TEXT_OR_NONE},
        "comment": {
            "author": str,
            "clock": int,
            "edited": _TEXT_OR_NONE,
            "made": str,
            "on": {"annotation?": str, "layer?": str, "start?": int, "end?": int},
            "quoted": str,
            "resolves": (bool, type(None)),
            "text": str,
            "thread": _TEXT_OR_NONE,
        },
        "answer": {
            "about": str,
            "agrees": bool,
            "decided": str,
            "made": str,
            "thread": _TEXT_OR_NONE,
        },
    },
    GOLD: {
        "annotation": _ANNOTATION,
        "layer": {"status": str},
        "decision": {
            "annotation": str,
            "conflict": str,
            "gold": _TEXT_OR_NONE,
            "hidden": bool,
            "layer": str,
            "made": str,
            "missed": _LIST,
            "note": str,
            "reason": str,
            "reviewer": str,
            "revision": str,
            "taken": bool,
        },
        "handback": {
            "analyst": str,
            "clock": int,
            "made": str,
            "note": str,
            "reviewer": str,
            "thread": str,
        },
    },
    PROJECT_LAYER: {
        "actor": {
            "aliases": _LIST,
            "demonyms": _LIST,
            "external": [_LIST],
            "merged_into": _TEXT_OR_NONE,
            "metonyms": _LIST,
            "name": str,
            "roles": [{"title": str, "of": _TEXT_OR_NONE, "since": _TEXT_OR_NONE, "until": _TEXT_OR_NONE}],
            "type": str,
        },
        "article": {
            "agency": _TEXT_OR_NONE,
            "date_evidence": _TEXT_OR_NONE,
            "date_readings": _LIST,
            "headline": str,
            "language": _TEXT_OR_NONE,
            "place": _TEXT_OR_NONE,
            "published": _TEXT_OR_NONE,
            "source": {
                "name": str,
                "sha256": str,
                "encoding": str,
                "url": _TEXT_OR_NONE,
                "retrieved": _TEXT_OR_NONE,
                "handling": _TEXT_OR_NONE,
            },
            "withdrawn": bool,
            "zones": [[str, int, int]],
            "times?": [[int, int, ({"first": str, "last": str, "precision": str}, type(None))]],
        },
        "assignment": {"analyst": str, "seed": (int, type(None))},
        "guideline": {"entries": [[str, str]]},
        "member": {"role": str, "seed": int},
        "dataset": {"articles": int},
        "recipe": {"recipe": str},
    },
}
"""What the body of each kind of object looks like, by whose layer it lies in. A scheme has a reader of its own."""

_FRAME: Shape = {
    "action": {"id": str, "name": str, "undoes": _TEXT_OR_NONE, "active?": int, "guideline?": str},
    "article": _TEXT_OR_NONE,
    "author": str,
    "body": (dict, type(None)),
    "clock": int,
    "device": str,
    "kind": str,
    "layer": str,
    "object": str,
    "parents": list,
    "previous": _TEXT_OR_NONE,
    "sequence": int,
}
_LAST = 1 << 62
"""The greatest number that a revision can have: those beside it have to be numbers for SQLite too."""
_HASH = re.compile("[0-9a-f]{64}")
_DEVICE = re.compile("[0-9a-z-]{1,64}")
_ACTION = re.compile("[0-9a-z:-]{1,100}")
_OF_ARTICLES = frozenset(
    {"annotation", "layer", "comment", "answer", "decision", "handback", "article", "assignment"}
)
_FOR_GOOD = frozenset({"article", "guideline", "scheme"})
"""What nobody can take away from colleagues."""
_KINDS = frozenset(kind for shapes in SHAPES.values() for kind in shapes) | {"scheme"}


_IS_FRAME = fitting(_FRAME)
_IS_PARENT = fitting(([str, int, str], [str, int]))
_IS_BODY = {
    place: {kind: fitting(shape) for kind, shape in shapes.items()} for place, shapes in SHAPES.items()
}


def fault(content: dict[str, Any], analyst: str, lengths: Mapping[str, int | None]) -> str | None:
    """Why a revision (its parsed bytes) is not to be taken from that analyst's file; None if it is.

    `lengths`: code points of each known article by id, None for one that was purged.
    """
    if not _IS_FRAME(content):
        return "it is not built like a revision"
    return _frame_fault(content) or _place_fault(content, analyst, lengths) or _body_fault(content, lengths)


def is_device(text: str) -> bool:
    """Whether something can be the id of a device."""
    return _DEVICE.fullmatch(text) is not None


def is_revision(content: dict[str, Any]) -> bool:
    """Whether parsed bytes have what every revision has, whatever it is about and whoever made it."""
    if not _IS_FRAME(content) or not all(map(_IS_PARENT, content["parents"])):
        return False
    hashes = [content["previous"]] if content["previous"] is not None else []
    hashes += [one for parent in content["parents"] for one in parent[2:]]
    return content["sequence"] > 0 and all(_HASH.fullmatch(one) for one in hashes)


def _frame_fault(content: dict[str, Any]) -> str | None:
    names = (content[key] for key in ("author", "layer", "kind", "object"))
    if not all(map(is_name, names)):
        return "a name in it is empty, too long or not printable"
    sequence, is_first = content["sequence"], content["previous"] is None
    if not 0 < sequence <= _LAST:
        return "it does not say which revision it is"
    if not _DEVICE.fullmatch(content["device"]) or is_first != (sequence == 1):
        return "it does not say which revision of which device it is"
    action = content["action"]
    if not (_ACTION.fullmatch(action["id"]) and _ACTION.fullmatch(action["undoes"] or action["id"])):
        return "it does not say which action it belongs to"
    if not 0 < content["clock"] <= LATEST:
        return "it was made in the future, or never: no clock shows that"
    hashes = [content["previous"]] if content["previous"] is not None else []
    for parent in content["parents"]:
        if not _IS_PARENT(parent) or not is_device(parent[0]) or not _is_earlier(parent, content):
            return "it does not say what it follows"
        hashes += parent[2:]
    if not all(_HASH.fullmatch(one) for one in hashes):
        return "a hash in it is none"
    return None


def _is_earlier(parent: list[Any], content: dict[str, Any]) -> bool:
    """Version 1 cited without a hash: what another device had written into the same file, or this one before."""
    return len(parent) > 2 or parent[0] != content["device"] or parent[1] < content["sequence"]


def _place_fault(content: dict[str, Any], analyst: str, lengths: Mapping[str, int | None]) -> str | None:
    """Whether it is where this analyst may write, and about an article that is known."""
    author, layer, kind, article = (content[key] for key in ("author", "layer", "kind", "article"))
    if is_reserved(author):
        return f"{author} is nobody's name"
    if author != analyst and (layer, kind) != (PROJECT_LAYER, "article"):
        return f"it is {author}'s, in a file of {analyst}'s"
    if layer not in (author, GOLD, PROJECT_LAYER):
        return f"it would change {layer}'s layer, and {author} made it"
    if kind not in _KINDS:
        return f"a newer program made it: {kind} is unknown here. Update the program"
    if (article is not None) != (kind in _OF_ARTICLES):
        return f"a {kind} is {'not ' if article else ''}about one article"
    if article is not None and article not in lengths:
        return "it is about an article that the file does not bring"
    return None


def _body_fault(content: dict[str, Any], lengths: Mapping[str, int | None]) -> str | None:
    layer, kind, body = content["layer"], content["kind"], content["body"]
    is_body = _IS_BODY.get(layer, _IS_BODY["own"])
    if kind not in is_body and (layer, kind) != (PROJECT_LAYER, "scheme"):
        return f"a {kind} does not belong into the layer {layer}"
    if body is None:
        return f"{_a(kind)} cannot be deleted for everybody" if kind in _FOR_GOOD else None
    if kind == "scheme":
        return _scheme_fault(body)
    if not is_body[kind](body):
        return f"it is not built like {_a(kind)}"
    length = lengths.get(content["article"] or "")
    check = _CHECKS.get(kind)
    # What was purged here is left out when it is merged: there is no text to hold it against.
    if check is None or (content["article"] is not None and length is None):
        return None
    return check(body, length or 0, content)


def _a(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def _scheme_fault(body: dict[str, Any]) -> str | None:
    try:
        scheme_from_dict(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return f"its scheme cannot be used ({error})"
    return None


def _span_fault(start: int, end: int, length: int) -> str | None:
    return None if 0 <= start < end <= length else f"{start}–{end} is no span of its text"


Check = Callable[[dict[str, Any], int, dict[str, Any]], str | None]


def _annotation_fault(body: dict[str, Any], length: int, _content: dict[str, Any]) -> str | None:
    if body["origin"] not in ORIGINS:
        return f"{body['origin']!r} is no origin"
    return _span_fault(body["start"], body["end"], length)


def _layer_fault(body: dict[str, Any], _length: int, content: dict[str, Any]) -> str | None:
    if content["object"] != content["layer"]:
        return "a layer bears its analyst's name"
    return None if body["status"] in STATUSES else f"{body['status']!r} is no status"


def _comment_fault(body: dict[str, Any], length: int, content: dict[str, Any]) -> str | None:
    on = body["on"]
    if ("start" in on) != ("end" in on):
        return "a comment is about no whole range"
    if body["author"] != content["author"]:
        return "a comment is said to be somebody else's"
    if not 0 <= body["clock"] <= LATEST:
        return "a comment was made in the future"
    moments = [body["made"], *([body["edited"]] if body["edited"] is not None else [])]
    if not all(map(_MOMENT.fullmatch, moments)):
        return "a comment was made at no time"
    return _span_fault(on["start"], on["end"], length) if "start" in on else None


def _article_fault(body: dict[str, Any], length: int, content: dict[str, Any]) -> str | None:
    if content["object"] != content["article"]:
        return "a record is about another article"
    if body["published"] is not None and not _PUBLISHED.fullmatch(body["published"]):
        return f"{body['published']!r} is no date"
    for kind, start, end in body["zones"]:
        if kind not in ZONE_KINDS:
            return f"{kind!r} is no zone"
        if not 0 <= start <= end <= length:
            return f"{start}–{end} is no zone of its text"
    return _times_fault(body.get("times", ()), length)


def _times_fault(times: Sequence[list[Any]], length: int) -> str | None:
    for one in times:
        try:
            said = TimeCorrection.from_body(one)
        except ValueError:
            return "a time is no stretch of days"
        if not 0 <= said.start < said.end <= length:
            return f"{said.start}–{said.end} is no time of its text"
    return None


def _decision_fault(body: dict[str, Any], _length: int, _content: dict[str, Any]) -> str | None:
    if body["reason"] and body["reason"] not in REASONS:
        return f"{body['reason']!r} is no reason"
    return None if _MOMENT.fullmatch(body["made"]) else "a decision was made at no time"


def _moment_fault(body: dict[str, Any], _length: int, _content: dict[str, Any]) -> str | None:
    if not 0 <= body.get("clock", 0) <= LATEST:
        return "it was made in the future"
    return None if _MOMENT.fullmatch(body["made"]) else "it was made at no time"


def _actor_fault(body: dict[str, Any], _length: int, _content: dict[str, Any]) -> str | None:
    if not all(len(pair) == 2 for pair in body["external"]):
        return "an external id has two parts"
    return None if body["name"] else "an actor has no name"


def _member_fault(body: dict[str, Any], _length: int, _content: dict[str, Any]) -> str | None:
    return None if body["role"] in ROLES else f"{body['role']!r} is no role"


def _recipe_fault(body: dict[str, Any], _length: int, _content: dict[str, Any]) -> str | None:
    """A newer program's recipe may ask for what this one does not know: it says so when it is to follow it."""
    try:
        is_object = isinstance(loads(body["recipe"]), dict)
    except JSONDecodeError:
        is_object = False
    return None if is_object else "a recipe is not built like one"


_CHECKS: Mapping[str, Check] = {
    "annotation": _annotation_fault,
    "layer": _layer_fault,
    "comment": _comment_fault,
    "article": _article_fault,
    "decision": _decision_fault,
    "answer": _moment_fault,
    "handback": _moment_fault,
    "actor": _actor_fault,
    "member": _member_fault,
    "recipe": _recipe_fault,
}
