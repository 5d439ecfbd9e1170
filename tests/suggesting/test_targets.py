"""Whom a link means: in the examples <angle brackets> hold the candidates, the wanted one begins with a star."""

import re

import pytest

from annotator.domain.annotation import Annotation
from annotator.suggesting.targets import ranked

MARK = re.compile(r"<(\*?)([^>]*)>|(\[\[)|(\]\])")


def parsed(example: str) -> tuple[str, tuple[int, int], list[Annotation], str]:
    """The plain text, the span, the candidates and the id (its words) of the wanted one."""
    text, at, edges, candidates, wanted = "", 0, [0, 0], [], ""
    for mark in MARK.finditer(example):
        text += example[at : mark.start()]
        at = mark.end()
        if mark[2] is not None:
            uid = f"{mark[2]} {len(text)}"
            candidates.append(Annotation(uid, len(text), len(text) + len(mark[2]), "actor"))
            wanted = uid if mark[1] else wanted
            text += mark[2]
        else:
            edges[bool(mark[4])] = len(text)
    return text + example[at:], (edges[0], edges[1]), candidates, wanted


@pytest.mark.parametrize(
    "example",
    [
        "<*Lee> said [[<Norway> would pay]].",
        "<Norway> waits. <*Lee> said [[the port would open]].",
        "[[<Norway> will pay]], the <*minister> said.",
        "[[<Norway> will pay]], said <*Olav Brekke>.",
        '"[[<Norway> will pay]]," <*Lee> said.',
        "“[[We will pay]]”, <*Lee> told <Swedish Radio>.",
        "According to <*officials>, [[<Norway> may pay]].",
        "[[<Norway> may pay]], according to <*officials>.",
        "<*Lee>, a spokesman for the <Foreign Ministry>, denied that [[<Norway> had paid]].",
        "Its deputy minister, <*Farid Golan>, threatened to [[stop all trade]].",
        "The <*United States>, which wants more, has threatened to [[shut out any <bank>]].",
        "<*Norway> announced <it> had paid, and threatened to [[leave]].",
        "<*Lee> said <Norway> had promised to pay, and warned [[the date was near]].",
        "<*He> said <Norway> opposes the plan, adding that [[<Oslo> would leave]].",
        "<*Norway> welcomed the plan but said [[<Sweden> must pay]].",
        "<Norway> waits.\n\n<*Olav Brekke> said it rains. He said [[<Oslo> would wait]].",
        '<*Olav Brekke> denied the <Oslo> report. He called it "[[a tale]]".',
        "<*Oslo>'s demand that [[the <U.S.> lift the ban]] failed.",
        "<Norway> and <*Sweden> argued that [[the ban should go]].",
        '"We go," <*Lee> said. "[[<Norway> is late.]]"',
        "[[<Norway> to open ports]] - <*minister>",
        "<*UN inspector>: [[<Syria> opened every gate]]",
        "<Lee> slept. <*Norway> urged [[<Sweden> to pay]].",
        "[[<*Lee> will pay]]",
        "Кравцов молчит. <*Министр> сказал, что [[<Норвегия> заплатит]].",
    ],
)
def test_the_speaker_is_the_subject_of_the_cue(example: str) -> None:
    text, span, candidates, wanted = parsed(example)
    assert wanted == ranked(text, "cue", span, candidates)[0].id


@pytest.mark.parametrize(
    "example",
    [
        "<*Washington>'s [[financial sanctions]] on <Oslo> stay.",
        "<*U.S.> [[sanctions]] on <Oslo> stay.",
        "<*Norway> imposed [[sanctions]] on <Chad>.",
        "<Chad> left after the <*Security Council> passed a text imposing [[sanctions]] on it.",
        "The <*EU> eased its [[travel ban]] on officers from <Chad>.",
        "The <*EU> eased its travel ban on officers from <Chad> but left an [[arms embargo]] in force.",
        "The [[sanctions]] imposed on <Chad> by <*Norway> stay.",
        "<*Norway>, at odds with <Chad>, may [[freeze the accounts]] of <traders>.",
        "<*Norway> waits for <Chad>. Its [[arms embargo]] stays.",
        "<Lee> said <*Norway> would impose [[sanctions]] against <Chad>.",
    ],
)
def test_the_sender_possesses_or_imposes_the_measure(example: str) -> None:
    text, span, candidates, wanted = parsed(example)
    assert wanted == ranked(text, "before", span, candidates)[0].id


@pytest.mark.parametrize(
    "example",
    [
        "<Washington>'s [[financial sanctions]] on <*Oslo> stay.",
        "<Norway> imposed [[sanctions]] against <*Chad>.",
        "The [[sanctions]] imposed by <Norway> on <*Chad> stay.",
        "The <EU> eased its [[travel ban]] on officers from <*Chad>.",
        "<*Chad> has demanded that <Norway> scrap all [[trade limits]].",
        "<Norway> keeps its ban on <*Chad> and plans further [[travel bans]].",
        "<Norway> will [[freeze the accounts]] of <*traders>.",
        "<*Chad> was put under an [[arms embargo]] by <Norway>.",
    ],
)
def test_the_target_stands_after_the_measure_or_is_not_the_sender(example: str) -> None:
    text, span, candidates, wanted = parsed(example)
    assert wanted == ranked(text, "after", span, candidates)[0].id


def test_what_is_linked_already_comes_last() -> None:
    text, span, candidates, _ = parsed("<Norway> imposed [[sanctions]] on <Chad>.")
    first = ranked(text, "after", span, candidates)[0]
    assert [c.id for c in ranked(text, "after", span, candidates, {first.id})][-1] == first.id


def test_anything_near_is_the_nearest() -> None:
    text, span, candidates, wanted = parsed("<Lee> met <Wu>. <*Kim> saw [[it]] far from <Oslo>.")
    assert wanted == ranked(text, "any", span, candidates)[0].id


@pytest.mark.parametrize("near", ["cue", "before", "after", "any"])
def test_every_candidate_is_ranked_once(near: str) -> None:
    text, span, candidates, _ = parsed("<A> said [[<B> and <C> would freeze the accounts]] of <D>, <E> said.")
    assert sorted(c.id for c in candidates) == sorted(c.id for c in ranked(text, near, span, candidates))
    assert ranked(text, near, span, []) == []


@pytest.mark.parametrize("marked", ["He", "so"])
def test_a_long_row_of_pronouns_ends_the_search_for_the_speaker(marked: str) -> None:
    text = "Kim left. " + "He said so. " * 150
    some = [Annotation(str(at), at, at + 2, "actor") for at in (m.start() for m in re.finditer(marked, text))]
    span = text.rindex("so"), text.rindex("so") + 2
    assert len(ranked(text, "cue", span, some)) == 150
