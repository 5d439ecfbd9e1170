"""The line under the text: the keys that matter now."""

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import Label
from annotator.qt.models.session import Session

_MOST = 9


def hint(session: Session) -> str:
    """What can be pressed for what is selected, the missing things first."""
    one = session.current
    label = session.scheme.label(one.label) if one else None
    if one is None or label is None:
        return "A label's key takes the words at the caret · Tab walks the annotations · F1 all keys"
    if len(session.chosen) > 1:
        return f"{len(session.chosen)} annotations: values, links, labels and Delete are for all of them"
    parts = [*_missing(session, one, label), *_unregistered(label, one)]
    if not parts:
        parts = [f"{label.key} larger · Shift+{label.key} smaller"] if label.key else []
        parts += ["L links"] * bool(label.links) + ["U unsure", "Esc back to the text"]
    return "   ·   ".join(parts)


def _missing(session: Session, one: Annotation, label: Label) -> list[str]:
    missing = session.missing(one)
    keys = label.value_keys(session.taken)
    parts = [f"L {slot.type}" for slot in label.links if slot.type in missing]
    for attribute in label.attributes:
        if attribute.name in missing:
            known = [
                f"{key.upper()} {value}" for key, (name, value) in keys.items() if name == attribute.name
            ]
            parts.append(f"{attribute.name}? " + "  ".join(known[:_MOST]))
    return parts


def _unregistered(label: Label, one: Annotation) -> list[str]:
    attribute = label.registry_attribute
    if attribute is None or one.attributes.get(attribute.name):
        return []
    return ["not in the registry: N makes an entry, K says that it is known"]
