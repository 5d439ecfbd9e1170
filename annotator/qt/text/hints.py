"""The line under the text: the keys that matter now."""

from annotator.domain.annotation import Annotation
from annotator.domain.scheme import Label
from annotator.qt.text.session import Session

_MOST = 9


def hint(session: Session) -> str:
    """What can be pressed for what is selected, the missing things first."""
    if session.locked and session.layer == session.analyst:
        return f"Submitted. {key_of(session, 'done')} reopens it.   ·   Tab walks the annotations   ·   F1 all keys"
    one = session.current
    label = session.scheme.label(one.label) if one else None
    if one is None or label is None:
        return "A label's key takes the words at the caret · Tab walks the annotations · F1 all keys"
    if len(session.chosen) > 1:
        return f"{len(session.chosen)} annotations: values, links, labels and Delete are for all of them"
    parts = [*_missing(session, one, label), *_unregistered(session, label, one)]
    if not parts:
        parts = [f"{label.key} larger · Shift+{label.key} smaller"] if label.key else []
        parts += [f"{key_of(session, 'link')} links"] * bool(label.links)
        parts += [f"{key_of(session, 'unsure')} unsure", "Esc back to the text"]
    return "   ·   ".join(parts)


def _missing(session: Session, one: Annotation, label: Label) -> list[str]:
    missing = session.missing(one)
    keys = label.value_keys(session.taken)
    link = key_of(session, "link")
    parts = [f"{link} {slot.type}" for slot in label.links if slot.type in missing]
    if parts:
        parts[-1] += f" ({key_of(session, 'link_missing')} the likeliest)"
    for attribute in label.attributes:
        if attribute.name in missing:
            known = [
                f"{key.upper()} {value}" for key, (name, value) in keys.items() if name == attribute.name
            ]
            parts.append(f"{attribute.name}? " + "  ".join(known[:_MOST]))
    return parts


def key_of(session: Session, command: str) -> str:
    """The first of a command's present keys."""
    keys = session.keys.get(command, ())
    return keys[0] if keys else "–"


def _unregistered(session: Session, label: Label, one: Annotation) -> list[str]:
    attribute = label.registry_attribute
    if attribute is None or one.attributes.get(attribute.name):
        return []
    return [f"{key_of(session, 'this_is')} this is…"]
