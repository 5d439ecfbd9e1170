"""A whole story annotated in full with the keyboard alone, and how many presses that takes."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from annotator.domain.annotation import Annotation
from annotator.project import proposing
from tests.journeys.conftest import ALT, CTRL, NONE, SHIFT, Analyst, Key
from tests.journeys.gold import MATERIAL, WIRE_STORY, Gold, read_offsets, read_story

Shell = Callable[..., dict[str, Any]]
KEYS = {"actor": Key.Key_1, "claim": Key.Key_2, "quote": Key.Key_3, "sanction": Key.Key_4}
AIMS = {"actor": 2, "quote": 4, "claim": 6, "sanction": 7}
"""Presses for each annotation with all that it needs, on average."""
INNERMOST_FIRST = ("actor", "sanction", "quote", "claim")


class Fast:
    """Somebody who knows the keys. Every press is counted once the caret stands inside the span."""

    def __init__(self, analyst: Analyst) -> None:
        self.analyst = analyst
        self.session = analyst.window.workspace.session
        self.presses: Counter[str] = Counter()
        self.made: dict[str, str] = {}
        self._label = ""

    def press(self, key: Key, held: Any = NONE, times: int = 1) -> None:
        self.analyst.press(key, held, times)
        self.presses[self._label] += times

    @property
    def current(self) -> Annotation:
        assert self.session.current is not None
        return self.session.current

    def go_to(self, place: int) -> None:
        """Walks the caret there by keys; not counted."""
        text = self.analyst.text
        self.analyst.press(Key.Key_Home, CTRL)
        line = text.text.count("\n", 0, place)
        self.analyst.press(Key.Key_Down, CTRL, line)
        while text.caret < place:
            before = text.caret
            QTest.keyClick(text, Key.Key_Right, CTRL)
            if text.caret > place or text.caret == before:
                QTest.keyClick(text, Key.Key_Left, CTRL)
                self.analyst.press(Key.Key_Right, times=place - text.caret)
        assert text.caret == place

    def annotate(self, gold: Gold) -> None:
        self.go_to((gold.start + gold.end) // 2)
        self._label = gold.label
        self.press(KEYS[gold.label])
        self._fit(gold)
        if gold.entry:
            self._name(gold.entry)
        self._set_values(gold)
        for slot, target in gold.links:
            self._link(slot, self.made[target])
        self.made[gold.id] = self.current.id

    def _fit(self, gold: Gold) -> None:
        """Grows or shrinks the span where that meets it, else moves its edges word by word."""
        for _ in range(40):
            one = self.current
            if one.span == (gold.start, gold.end):
                return
            label = self.session.scheme.label(one.label)
            reader = self.analyst.window.workspace.bridge.reader
            at = (gold.start + gold.end) // 2
            larger = proposing.larger(reader, self.analyst.text.text, at, label, one.span)
            smaller = proposing.smaller(reader, self.analyst.text.text, at, label, one.span)
            if larger and gold.start <= larger[0] and larger[1] <= gold.end:
                self.press(KEYS[gold.label])
            elif smaller and smaller[0] <= gold.start and gold.end <= smaller[1]:
                self.press(KEYS[gold.label], SHIFT)
            elif one.end != gold.end:
                self._choose_edge(at_end=True)
                self.press(Key.Key_Right if one.end < gold.end else Key.Key_Left, ALT)
            else:
                self._choose_edge(at_end=False)
                self.press(Key.Key_Right if one.start < gold.start else Key.Key_Left, ALT)
        raise AssertionError(f"{gold} cannot be reached from {self.session.text_of(self.current)!r}")

    def _choose_edge(self, at_end: bool) -> None:
        if self.analyst.window.workspace.article._at_end != at_end:
            self.press(Key.Key_Down if at_end else Key.Key_Up, ALT)

    def _entry(self) -> str:
        registry = self.analyst.window.workspace.bridge.reader.registry
        entry = registry.entry(self.current.attributes.get("actor", ""))
        return entry.id if entry else ""

    def _name(self, form: str) -> None:
        """Makes the actor an entry, or says that it is known, where the program does not see it itself."""
        registry = self.analyst.window.workspace.bridge.reader.registry
        wanted = {entry.id for entry, _ in registry.named(form)}
        if self._entry() not in wanted or not wanted:
            self.press(Key.Key_K if wanted else Key.Key_N)
            registry = self.analyst.window.workspace.bridge.reader.registry
            wanted = {entry.id for entry, _ in registry.named(form)}
        assert self._entry() in wanted, (form, self.session.text_of(self.current), self._entry())

    def _set_values(self, gold: Gold) -> None:
        label = self.session.scheme.label(gold.label)
        keys = {pair: key for key, pair in label.value_keys(self.session.taken).items()}
        for name, value in gold.values.items():
            present = self.current.attributes.get(name)
            if present not in (value, [value]):
                self.press(getattr(Key, f"Key_{keys[name, value].upper()}"))
        chosen = {a.name: self.current.attributes.get(a.name) for a in label.attributes if a.values}
        usual = {a.name: a.values[0] for a in label.attributes if a.values}
        wanted = usual | gold.values
        assert {n: v for n, v in chosen.items() if v not in (None, wanted[n], [wanted[n]])} == {}, gold

    def _link(self, slot: str, target: str) -> None:
        linking = self.analyst.window.workspace.linking
        wanted = next(one for one in linking.slots() if one.type == slot)
        if self.session.missing(self.current) == (slot,) and linking.candidates(wanted)[0].id == target:
            self.press(Key.Key_L, SHIFT)
        else:
            self._choose(slot, target)
        assert (slot, target) in [(link.type, link.to) for link in self.current.links]

    def _choose(self, slot: str, target: str) -> None:
        self.press(Key.Key_L)
        chooser = self.analyst.window.workspace.article.chooser
        while chooser.slot.type != slot:
            self.press(Key.Key_Tab)
        offered = [candidate.id for candidate in chooser.shown]
        self.press(Key.Key_Down, times=offered.index(target))
        self.press(Key.Key_Return)


def our_story() -> tuple[str, Callable[[str], list[Gold]]]:
    text, gold = read_story(MATERIAL / "annotated_story.xml")
    return text, lambda _: gold


def wire_story() -> tuple[str, Callable[[str], list[Gold]]]:
    """Its annotations are offsets into the text as it was imported."""
    if not WIRE_STORY.exists():
        pytest.skip(f"{WIRE_STORY} is not on this machine (ANNOTATOR_SHARED says where its folder is).")
    return WIRE_STORY.read_text("utf-8"), lambda text: read_offsets(MATERIAL / "wire_gold.json", text)


# Some hundred changes: at 200 ms each they would take a minute, and show no more than the others do.
@pytest.mark.writes_much
@pytest.mark.parametrize("told", [our_story, wire_story])
def test_a_whole_story_is_annotated_with_few_presses(
    told: Callable[[], tuple[str, Callable[[str], list[Gold]]]],
    tmp_path: Path,
    shell: Shell,
    open_analyst: Callable[[Path], Analyst],
) -> None:
    text, annotations_of = told()
    project, file = tmp_path / "full.annotator", tmp_path / "story.txt"
    file.write_text(text, "utf-8")
    shell("new", project, "--analyst", "kim")
    shell("import", project, file, "--analyst", "kim")
    fast = Fast(open_analyst(project))
    gold = annotations_of(fast.analyst.text.text)
    for one in sorted(gold, key=lambda g: INNERMOST_FIRST.index(g.label)):
        fast.annotate(one)
    assert_equal_to(gold, fast, shell("show", project, fast.session.article.id))
    report(gold, fast.presses)
    assert too_many(gold, fast.presses) == {}
    assert fast.session.incomplete == 0


def test_annotations_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="about the text"):
        read_offsets(MATERIAL / "wire_gold.json", "Another text")


def too_many(gold: list[Gold], presses: Counter[str]) -> dict[str, float]:
    """Presses for each annotation, of the labels that miss their aim."""
    counts = Counter(one.label for one in gold)
    found = {label: presses[label] / counts[label] for label in AIMS}
    return {label: number for label, number in found.items() if number > AIMS[label]}


def assert_equal_to(gold: list[Gold], fast: Fast, shown: dict[str, Any]) -> None:
    """What another program reads is what was to be made, links included."""
    (layer,) = shown["layers"]
    names = {uid: name for name, uid in fast.made.items()}
    actual = {
        (names[a["id"]], a["start"], a["end"], a["label"]): {(x["type"], names[x["to"]]) for x in a["links"]}
        for a in layer["annotations"]
    }
    expected = {(g.id, g.start, g.end, g.label): set(g.links) for g in gold}
    assert actual == expected


def report(gold: list[Gold], presses: Counter[str]) -> None:
    counts = Counter(one.label for one in gold)
    links = sum(len(one.links) for one in gold)
    print(f"\n{len(gold)} annotations, {links} links, presses for each annotation:")
    for label, aim in AIMS.items():
        print(f"  {label:10} {presses[label] / counts[label]:.2f} (at most {aim}), {counts[label]} of them")
