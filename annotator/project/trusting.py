"""Whether a file of exchange is its analyst's: what its signature is worth here, and when somebody has to be asked.

The first file of a colleague is believed, and its key with it. From then on that key, and those that it vouches for,
speak for the colleague; anything else has to be confirmed by hand, and so has work under one's own name.
"""

from dataclasses import dataclass
from typing import Any

from annotator.domain.annotation import GOLD, PROJECT_LAYER
from annotator.domain.exchange_contents import Vouch
from annotator.domain.naming import folded
from annotator.domain.problems import Problem
from annotator.domain.wording import number
from annotator.project import signing
from annotator.project.project import Project
from annotator.reading.exchange_file import Envelope
from annotator.storage import people


@dataclass(frozen=True, slots=True)
class Verdict:
    """`signature`: see `signing`. `doubt`: why somebody has to be asked, "" if nobody has. `vouches`: those that hold.

    `mine`: it bears the name of somebody who works on this machine; `stranger`: nothing of its analyst is known here.
    """

    signature: str
    doubt: str = ""
    vouches: tuple[Vouch, ...] = ()
    mine: bool = False
    stranger: bool = False


class Taken:
    """Notes what a file takes away of what all share: gold, the registry, the team."""

    def __init__(self, project: Project) -> None:
        self._store, self._found = project.store, set[tuple[str, str, str]]()

    def note(self, content: dict[str, Any]) -> None:
        """Looks at a revision."""
        if content["body"] is None and content["layer"] in (GOLD, PROJECT_LAYER):
            at = content["layer"], content["kind"], content["object"]
            if at not in self._found and people.stands(self._store, *at):
                self._found.add(at)

    @property
    def doubt(self) -> str:
        """Why the file of a stranger is doubtful that takes something away; "" if it takes nothing."""
        count = len(self._found)
        things = f"{number(count, 'thing')} of the registry, the team or gold"
        return f"nothing of theirs is here yet, and it would take away {things}" if count else ""


def judge(sealed: Envelope, project: Project, pins: signing.Pins) -> Verdict:
    """What is to be thought of a file. Raises Problem if its signature is not genuine."""
    here = {name for name in people.authors(project.store) if folded(name) == folded(sealed.analyst)}
    devices = {device for name in here for device in people.devices_of(project.store, name)}
    mine = folded(sealed.analyst) == folded(project.analyst) or project.device in devices
    known = pins.keys_of(sealed.analyst)
    if sealed.key is None or sealed.signature is None or not signing.available():
        signature = signing.UNSIGNED if sealed.key is None else signing.UNCHECKED
        doubt = _without_key(project, sealed, known, devices, mine) or _of_lost(known, pins)
        return Verdict(signature, doubt, mine=mine, stranger=not (known or here))
    if not signing.is_genuine(sealed.hash, sealed.key, sealed.signature):
        raise Problem(
            f"{sealed.path} was not merged: its signature is not genuine. Ask {sealed.analyst} for it anew."
        )
    own = signing.own_key()
    believed = {*known.values(), *([own] if mine else ())}
    vouches = tuple(signing.vouched(believed, sealed.vouches))
    if sealed.key == own:
        return Verdict(signing.OWN, vouches=vouches, mine=mine)
    if sealed.key in known.values():
        return Verdict(signing.KNOWN, vouches=vouches, mine=mine)
    if sealed.key in {one.key for one in vouches}:
        return Verdict(signing.VOUCHED, vouches=vouches, mine=mine)
    doubt = _of_other_key(project, sealed, known, devices, mine) or _of_owner(sealed, pins)
    doubt = doubt or _of_lost(known, pins)
    # Whoever believes the key believes what it says of others.
    vouches = tuple(signing.vouched({*believed, sealed.key}, sealed.vouches))
    return Verdict(signing.NEW if doubt else signing.FIRST, doubt, vouches, mine, not (known or here))


def _without_key(
    project: Project, sealed: Envelope, known: dict[str, str], devices: set[str], mine: bool
) -> str:
    """Why a file is doubtful whose signature is missing or cannot be checked."""
    if known and sealed.key is None:
        return "it is not signed, though earlier files were"
    if known:
        return "its signature cannot be checked here (install annotator[exchange])"
    return _of_machine(project, sealed, devices, mine)


def _of_other_key(
    project: Project, sealed: Envelope, known: dict[str, str], devices: set[str], mine: bool
) -> str:
    """Why a file is doubtful that is signed with a key which is not known as its analyst's."""
    shown = signing.shown(sealed.key or "")
    if known:
        return f"it is signed with another key ({shown}) than before, and no known one vouches for that"
    doubt = _of_machine(project, sealed, devices, mine)
    return doubt and f"{doubt} (key {shown})"


def _of_machine(project: Project, sealed: Envelope, devices: set[str], mine: bool) -> str:
    """Why a file of somebody is doubtful of whom no key is known here."""
    if mine or sealed.device == project.device:
        return "that is a name of this machine, and nothing vouches for the machine that it comes from"
    if devices and sealed.device not in devices:
        return "it comes from another machine than what is here of theirs"
    return ""


def _of_lost(known: dict[str, str], pins: signing.Pins) -> str:
    """Why a file is doubtful of which the known key may be among those that were lost."""
    lost = pins.lost and not known
    return "the keys that were known of colleagues are damaged, so its own cannot be compared" if lost else ""


def _of_owner(sealed: Envelope, pins: signing.Pins) -> str:
    owner = pins.owner_of(sealed.key or "")
    return f"it is signed with the key of {owner} ({signing.shown(sealed.key or '')})" if owner else ""


def doubtful(sealed: Envelope, doubt: str) -> str:
    """The sentence that asks."""
    return (
        f"{sealed.path} was not merged: it is said to be {sealed.analyst}'s, but {doubt}. Ask {sealed.analyst}, and "
        "compare the key; if the file is theirs, merge it with --trust, or take it all the same in the window."
    )
