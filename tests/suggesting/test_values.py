"""Values proposed from the words of a span and around it."""

import pytest

from annotator.suggesting.values import proposed
from tests.suggesting.marked import marked


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("[[Norway]] said so.", "name"),
        ("The [[ministry]] said so.", "nominal"),
        ("[[Officials]] said so.", "nominal"),
        ("the [[Russian deputy foreign minister]] said", "nominal"),
        ("[[He]] said so.", "pronoun"),
        ("then [[they]] left", "pronoun"),
        ("the [[US]] left", "name"),
        ("the [[U.S.]] left", "name"),
        ("the [[Foreign Ministry]] said", "name"),
        ("[[Olav Brekke]] said", "name"),
        ("the [[UN Security Council]] met", "name"),
        ("the [[Chinese]] were told", "name"),
        ("any [[firm]] that sells", "nominal"),
        ("[[who]] said", "pronoun"),
        ("a [[Western diplomat]] said", "nominal"),
        ("[[외교부]]는 밝혔다", "name"),
        ("[[Он]] сказал", "pronoun"),
        ("[[Зарубин]] сказал", "name"),
        ("[[дипломат]] сказал", "nominal"),
        ("all [[lorry owners]] paid", "nominal"),
    ],
)
def test_a_mention_is_a_name_a_nominal_or_a_pronoun(example: str, expected: str) -> None:
    text, span, _ = marked(example)
    assert proposed("mention", text, span) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("name", "literal"), ("alias", "literal"), ("metonym", "metonym"), ("demonym", "demonym"), (None, None)],
)
def test_a_reference_is_the_registry_form_s(kind: str | None, expected: str | None) -> None:
    assert proposed("reference", "Oslo", (0, 4), kind) == expected


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("Lee said [[the port would open]].", "said"),
        ("Lee said that [[the port would open]].", "said"),
        ("Norway has called on [[Sweden to pay]].", "called on"),
        ("According to officials, [[the port may open]].", "According to"),
        ("[[The port may open]], according to officials.", "according to"),
        ("[[The port will open]], the minister said Wednesday.", "said"),
        ("Norway threatened to [[leave]] and said it was ready.", "threatened"),
        ("He said A is B, adding that [[C is D]].", "adding"),
        ('"[[We will pay]]," Brekke told reporters.', "told"),
        ("“[[We will pay]]”, wrote the ministry.", "wrote"),
        ('"[[It rains. We know]]," Lee warned.', "warned"),
        ('"We go," Lee said. "[[We are late.]]"', "said"),
        ('He called the files "[[a fairy tale]]".', "called"),
        ("He dismissed the picture as ‘[[kitsch]]’.", "dismissed"),
        ('He threatened to take "[[physical measures]]".', "threatened"),
        ('"[[We asked twice.]]\n\n"We go," Lee said.', "said"),
        ("Oslo's demand that [[the U.S. lift the ban]] failed.", "demand"),
        ("The town is [[old and cold]].", None),
        ('Lee said he was "[[tired]]" and left.', "said"),
        ('Olav Brekke denied that [[he sold it]] and called it "odd".', "denied"),
        ("Кравцов сказал, что [[порт откроют]].", "сказал"),
    ],
)
def test_the_cue_governs_the_claim_or_the_quotation(example: str, expected: str | None) -> None:
    text, span, _ = marked(example)
    assert proposed("cue", text, span) == expected


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('"[[We will pay]]," Lee said.', "direct"),
        ('"[[We will pay.]]"', "direct"),
        ('Lee said: "[[We will pay.]]"', "direct"),
        ('Lee said, "[[We will pay.]]"', "direct"),
        ("“[[We will pay]]”, said Lee.", "direct"),
        ('But "[[we will pay]]," Lee said.', "direct"),
        ('"We go," Lee said. "[[We are late.]]"', "direct"),
        ('"[[We asked twice.]]\n\n"We go," Lee said.', "direct"),
        ('He warned that "[[the country may act]]."', "direct"),
        ('"It rains," Lee said, "[[and we go.]]"', "direct"),
        ('He threatened to take "[[physical measures]]".', "mixed"),
        ('He called the files "[[a fairy tale]]".', "mixed"),
        ('Lee said he was "[[tired]]" and left.', "mixed"),
        ('It would "[[open every gate]]" by March, Lee said.', "mixed"),
        ("He dismissed it as ‘[[kitsch]]’.", "mixed"),
        ('Berlin had "[[learned it late]]", Lee told us.', "mixed"),
        ('He said the date "[[is real]]" and near.', "mixed"),
        ('Lee said "[[we]]" pay, not they.', "mixed"),
        ("The ministry replied only with “[[🤝]]”.", "direct"),
        ("Lee said [[the port would open]].", None),
    ],
)
def test_a_quotation_is_direct_if_the_marks_hold_all_that_is_reported(
    example: str, expected: str | None
) -> None:
    text, span, _ = marked(example)
    assert proposed("form", text, span) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("financial sanctions", ["financial"]),
        ("arms embargo", ["arms"]),
        ("travel ban", ["travel"]),
        ("visa restrictions", ["travel"]),
        ("oil embargo", ["trade"]),
        ("import ban", ["trade"]),
        ("transit ban", ["trade"]),
        ("asset freeze", ["financial"]),
        ("freeze the accounts", ["financial"]),
        ("frozen assets", ["financial"]),
        ("sanctions", ["unspecified"]),
        ("targeted sanctions", ["unspecified"]),
        ("trade and financial sanctions", ["trade", "financial"]),
        ("diplomatic sanctions", ["diplomatic"]),
        ("closed its ports", ["trade", "travel"]),
        ("ban on machine tools", ["trade"]),
        ("ban on port calls", ["trade", "travel"]),
        ("expel diplomats", ["diplomatic"]),
        ("economic sanctions", ["trade"]),
        ("military sanctions", ["military assistance"]),
        ("заморозку активов", ["financial"]),
        ("финансовые санкции", ["financial"]),
    ],
)
def test_a_measure_s_kinds_are_read_from_its_words(words: str, expected: list[str]) -> None:
    assert proposed("measure", words, (0, len(words))) == expected


@pytest.mark.parametrize("fill", ["mention", "reference", "cue", "form", "measure", "unheard of"])
def test_nothing_is_proposed_for_no_words(fill: str) -> None:
    assert proposed(fill, "a text", (3, 3)) is None
