"""The claim at the caret, by the boundary rules."""

import pytest

from annotator.suggesting.units import ladder
from tests.suggesting.marked import marked


@pytest.mark.parametrize(
    "example",
    [
        "Lee said [[the port would open in May]].",
        "Lee said that [[the port would open in May]].",
        "Lee said Friday [[the port would open]].",
        "Lee said on Friday that [[the port would open]].",
        "Lee sai|d [[the port would open]].",
        "[[The port will open in May]], the minister said Wednesday.",
        "[[The port will open in May]], said Olav Brekke.",
        "[[The port will open in May]], according to officials.",
        "But [[the port will open in May]], officials here said.",
        "According to two diplomats, [[the port may open in May]].",
        "Norway has called on [[Sweden and Denmark to open their ports]].",
        "She urged [[Bissau to hand over two colonels]].",
        "Norway appealed to [[its neighbours to open their ports]].",
        "The council asked [[Norway to explain itself]].",
        "Norway promised to [[open its ports]].",
        "Norway vowed on Tuesday to [[keep its ban on potash]].",
        "Norway refused to [[hand over the ship]].",
        'Norway threatened to [[take "physical measures"]] after the council voted to blockade it.',
        "Norway pledged to [[open its ports before the talks begin]].",
        "He denied that [[Norway had ever bought arms]].",
        "He denied [[Norway had ever bought arms]].",
        "Norway hinted following its test that [[it might open its ports]].",
        "Lee told reporters [[the port was closed]].",
        "Lee told reporters on Monday that [[the port was closed]].",
        "Lee told Swedish envoy Ulla Berg that [[the port was closed]].",
        "Norway assured the agency that [[it never bought graphite]], but diplomats said the files differ.",
        "Norway assured the agency that it never bought graphite, but diplomats said [[the files differ]].",
        "He said [[Norway welcomes the plan]], adding that Sweden would pay.",
        "He said Norway welcomes the plan, adding that [[Sweden would pay]].",
        "Norway announced [[it had opened its ports]] and promised to lower the fees.",
        "Norway announced it had opened its ports and promised to [[lower the fees]].",
        "She said [[the bank would close and the staff would be paid]].",
        "Brekke denied that a trader had told its suppliers that [[the steel was meant for a bridge]].",
        "Brekke denied that [[a tra|der had told its suppliers that the steel was meant for a bridge]].",
        "The minister warned that [[Oslo would block any step]].",
        "The talks stalled over Oslo's demand that [[the U.S. lift the ban]].",
        "He repeated a threat to [[close the border]].",
        "Lee made clear that [[Japan will keep the ban]].",
        "Tokyo has demanded that [[Seoul scrap all limits]].",
        "She insisted [[the plan was dead]].",
        "Rice hailed the move, but said [[the ban will remain in place]].",
        "OSLO, May 3 (Reuters) - [[Norway will open its ports]], a minister said on Friday.",
        "03/05/2009 16:10 OSLO (dpa) - Norway said [[it would open its ports]].",
        "[[Norway to open ports]] - minister",
        "[[N. Korea to loosen import ban]]: ministry",
        "UN inspector: [[Syria opened every gate]]",
        "He believes [[Norway is bluffing]].",
        "Brekke, who asked not to be named, said [[the offer may be withdrawn]].",
        "A source, speaking on condition of anonymity, said [[the next step may be to sell the ship]].",
        "The ministry added that [[the ban would be eased “on the day the last cell is empty”]].",
        'He said [[the deadline "is real" and near]].',
        "The United States, which wants to go further, has threatened to [[shut out any bank]].",
        "Japan said [[it would sign if Norway agreed to open its ports]].",
        "Officials expect [[the talks to resume in May]].",
        "The EU, Norway argued, [[should pay for it]].",
        "Кравцов сказал, что [[порт откроют в мае]].",
        "Норвегия призвала [[Швецию открыть порты]].",
    ],
)
def test_the_claim_at_the_caret(example: str) -> None:
    text, span, at = marked(example)
    found = ladder(text, at, "clause")
    assert text[slice(*span)] == text[slice(*found.spans[found.first])]


def test_narration_is_taken_without_its_final_stop() -> None:
    text = "The talks began in 2003. They failed."
    found = ladder(text, 5, "clause")
    assert text[slice(*found.spans[found.first])] == "The talks began in 2003"


def test_pressing_again_takes_the_coordination_then_the_sentence() -> None:
    text = "Norway said it had paid, and threatened to leave."
    found = ladder(text, text.index("paid"), "clause")
    grown = [text[slice(*span)] for span in found.spans[found.first :]]
    assert grown == ["it had paid", "it had paid, and threatened to leave", text[:-1], text]


def test_shrinking_ends_the_claim_at_a_joint() -> None:
    text = "Lee said it would sell ships, close the bank and go home."
    found = ladder(text, text.index("sell"), "clause")
    below = [text[slice(*span)] for span in found.spans[: found.first]]
    assert below == ["it would sell ships", "it would sell ships, close the bank"]


@pytest.mark.parametrize(
    "text", ["Lee said on", "Lee said on Friday", "Lee told reporters on", "Lee said", "He said in May"]
)
def test_a_sentence_that_ends_where_the_claim_would_begin_has_none(text: str) -> None:
    for at in range(len(text) + 1):
        assert all(0 <= start < end <= len(text) for start, end in ladder(text, at, "clause").spans)
