"""The words between the marks: without them, without a serving comma, with a final stop that stands inside."""

import pytest

from annotator.suggesting.units import ladder
from tests.suggesting.marked import marked


@pytest.mark.parametrize(
    "example",
    [
        '"[[We will pay every cent]]," Brekke said.',
        "“[[We will pay every cent]],” Brekke said.",
        "“[[We will pay]]”, said the minister.",
        '"[[Who will pay?]]" he asked.',
        '"[[We will pay.]]"',
        'Lee said: "[[The door is open.]]"',
        '"[[It rains. It will rain tomorrow]]," he said.',
        'He threatened to take "[[physical measures]]" at once.',
        'He threatened to take "physical "[[odd]]" measures" at once.',
        'He threatened to take "[[phys|ical "odd" measures]]" at once.',
        "Er sagte: „[[Wir gehen.]]“ Dann ging er.",
        "»[[Wir gehen]]«, sagte er.",
        "Il a dit : « [[Nous partons]] ».",
        "‹[[Ja]]› sagte er.",
        "He called it ‘[[kitsch]]’ twice.",
        "She called it '[[a cold soup]]' and left the minister's office.",
        "He said the '[[inspectors' letters]]' were lost.",
        "“She told me ‘[[not today]]’ and left,” he said.",
        "“[[She t|old me ‘not today’ and left]],” he said.",
        'He said.\n"[[We asked twice. We got nothing.]]\n"We go."',
        'She never closed it: "[[We go on and on]]',
        "「[[制裁は続く]]」と述べた。",
        "قال «[[لن نعود]]» أمس",
        'Брекке сказал: "[[Мы не спешим]]", - и ушёл.',
        'They wer|e told "[[not yet]]" by Lee.',
        'After that "[[not yet]]" they lef|t.',
        'First "one" and then "[[t|wo]]" and "three".',
        '"[[|Go]]," he said.',
        '"[[Go|]]," he said.',
        "It's the workers' day, he said: '[[don't wait]]'.",
        "“[[No prisoners 👨‍👩‍👧, no potash 🔒]]”, the ministry wrote.",
        '"One." He paused. "[[Two.]]"',
        'In the \'90s he said "[[no]]".',
        '"[[We are ready]]," Lee said, "and we wait."',
        '"We are ready," Lee said, "[[and we wait.]]"',
    ],
)
def test_the_innermost_words_between_marks(example: str) -> None:
    text, span, at = marked(example)
    found = ladder(text, at, "quotation")
    assert text[slice(*span)] == text[slice(*found.spans[found.first])]


def test_pressing_again_takes_the_outer_quotation_then_the_sentence() -> None:
    text = "“She told me ‘not today’ and left,” he said. Then it rained."
    found = ladder(text, text.index("today"), "quotation")
    expected = [
        "not today",
        "She told me ‘not today’ and left",
        "“She told me ‘not today’ and left,” he said.",
        text,
    ]
    assert [text[slice(*span)] for span in found.spans[found.first :]] == expected


def test_shrinking_takes_the_sentence_in_the_quotation_then_the_word() -> None:
    text = '"It rains. It will rain on," he said.'
    found = ladder(text, text.index("will"), "quotation")
    below = [text[slice(*span)] for span in found.spans[: found.first + 1]]
    assert below == ["will", "It will rain on", "It rains. It will rain on"]


def test_without_a_quotation_nothing_is_taken() -> None:
    assert ladder("Lee said that it would rain.", 20, "quotation").spans == ()
