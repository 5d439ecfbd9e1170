"""brat's files, exactly; and names that it cannot spell."""

import pytest

from annotator.domain.annotation import Annotation, Layer, Link
from annotator.domain.article import Article, Draft
from annotator.domain.dataset.example import Example
from annotator.domain.dataset.losses import Losses
from annotator.reading.brat import read_brat
from annotator.writing.brat import Brat, Words, file_word
from annotator.writing.format import DatasetInfo
from tests.making import article_id, record_of, scheme_of

TEXT = "Kim 🐟 said:\n\n“not\u2028now” é"
SCHEME = scheme_of(
    {
        "name": "main quote",
        "key": "q",
        "attribute": [
            {"name": "how said", "type": "choice", "values": ["not direct", "direct"]},
            {"name": "tone", "type": "choices", "values": ["angry", "calm"]},
            {"name": "cue", "type": "text"},
        ],
        "link": [{"type": "speaker", "to": "actor"}],
    },
    {
        "name": "actor",
        "key": "1",
        "attribute": [{"name": "kind", "type": "choice", "values": ["state", "group"]}],
    },
)
SETTING = DatasetInfo("x", SCHEME, ("main quote", "actor", "other one"))


def files(*annotations: Annotation, layer: str = "anna", text: str = TEXT) -> tuple[dict[str, str], Losses]:
    """What is written for one article, by the ends of the files' names."""
    losses = Losses()
    begun = Brat(SETTING, losses)
    one = Example(Article(article_id(text), text, record_of(text)), Layer(layer, "done", annotations))
    written = {
        path.removeprefix(one.article.id): b"".join(data).decode() for path, data in begun.files(None, [one])
    }
    return written | {path: b"".join(data).decode() for path, data in begun.beside([])}, losses


def lines(*annotations: Annotation) -> list[str]:
    return files(*annotations)[0][".anna.ann"].splitlines()


def test_a_text_and_its_lines_have_one_name() -> None:
    written, _ = files(Annotation("k", 0, 5, "actor", {"kind": "state"}, (), True))
    assert list(written) == [".anna.txt", ".anna.ann", "annotation.conf", "visual.conf"]
    assert written[".anna.txt"] == TEXT
    assert written[".anna.ann"] == "T1\tactor 0 5\tKim 🐟\nA1\tkind T1 state\nA2\tunsure T1\n"


def test_a_span_over_line_ends_is_in_parts() -> None:
    (line,) = [line for line in lines(Annotation("a", 6, 22, "actor")) if line.startswith("T")]
    assert line == "T1\tactor 6 11;13 17;18 22\tsaid: “not now”"


def test_edges_at_line_ends_are_kept_in_a_note() -> None:
    assert lines(Annotation("a", 6, 12, "actor")) == [
        "T1\tactor 6 11\tsaid:",
        '#1\tAnnotatorNotes T1\t{"span":[6,12]}',
    ]


def test_nothing_but_line_ends_is_lost_with_the_links_to_it() -> None:
    written, losses = files(
        Annotation("a", 11, 13, "actor"), Annotation("b", 0, 3, "actor", {}, (Link("of", "a"),))
    )
    assert written[".anna.ann"].count("\n") == 1
    assert {what for what, _ in losses.counts} == {"annotation", "links", "article"}


def test_names_and_values_are_words_and_a_note_has_what_they_stand_for() -> None:
    quote = Annotation("q", 14, 17, "main quote", {"how said": "not direct", "cue": "é\n", "tone": ["calm"]})
    assert lines(quote) == [
        "T1\tmain_quote 14 17\tnot",
        "A1\thow_said T1 not_direct",
        '#1\tAnnotatorNotes T1\t{"names":{"main_quote":"main quote","how_said":"how said",'
        '"not_direct":"not direct"},"attributes":{"cue":"\\u00e9\\n","tone":["calm"]}}',
    ]


def test_links_are_relations() -> None:
    quote = Annotation("q", 14, 17, "main quote", {}, (Link("speaker", "k"),))
    assert "R1\tspeaker Arg1:T2 Arg2:T1" in lines(Annotation("k", 0, 3, "actor"), quote)


def test_the_configuration_has_all_names_as_words() -> None:
    written, _ = files(Annotation("k", 0, 3, "actor", {}, (Link("new link", "k"),)))
    assert written["annotation.conf"].splitlines() == [
        "[entities]", "main_quote", "actor", "other_one", "",
        "[relations]", "speaker\tArg1:main_quote, Arg2:actor", "new_link\tArg1:<ENTITY>, Arg2:<ENTITY>",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "",
        "[events]", "",
        "[attributes]", "how_said\tArg:main_quote, Value:not_direct|direct", "kind\tArg:actor, Value:state|group",
        "unsure\tArg:<ENTITY>",
    ]  # fmt: skip
    assert "main_quote | main quote\n" in written["visual.conf"]
    assert "actor\tbgColor:#ffffff, borderColor:#000000\n" in written["visual.conf"]


def test_every_name_has_a_word_of_its_own_and_words_keep_theirs() -> None:
    names = ["a b", "a_b", "a-b", "a.b", "制裁", "--", ""]
    words = Words(names)
    found = [words.of(name) for name in names]
    assert found == ["a_b_2", "a_b", "a-b", "a_b_3", "__", "_", "__2"]
    assert words.of("a:b") == "a_b_4"


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "anna"), ("a/b", "a_b"), ("..", "."), ("x" * 99, "x" * 98)]
)
def test_layers_have_different_files_on_every_disk(one: str, other: str) -> None:
    words = file_word(one), file_word(other)
    assert words[0].lower() != words[1].lower()
    assert all(set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-") for word in words)


@pytest.mark.parametrize("name", ["unsure", "names", "a b", "T1", "é"])
def test_any_name_comes_back(name: str) -> None:
    scheme = scheme_of(
        {"name": name, "key": "1", "attribute": [{"name": name, "type": "choice", "values": [name, "x"]}],
         "link": [{"type": name, "to": name}]}
    )  # fmt: skip
    marked = Annotation("a", 0, 3, name, {name: name}, (Link(name, "a"),), True)
    example = Example(Article(article_id(TEXT), TEXT, record_of(TEXT)), Layer("anna", "done", (marked,)))
    written = Brat(DatasetInfo("x", scheme, (name,)), Losses()).lines(example)
    (draft,) = read_brat("a.ann", written.encode(), TEXT.encode())
    assert isinstance(draft, Draft)
    assert draft.layer is not None
    (one,) = draft.layer.annotations
    assert (one["label"], one["attributes"], one["unsure"]) == (name, {name: name}, True)
    assert one["links"] == [{"type": name, "to": one["id"]}]
