"""What changed between two datasets."""

from annotator.domain.dataset.difference import Held, Marked, content_of, difference

PLAIN = content_of({}, [], False)
KIM, OSLO = Marked((0, 3, "actor"), PLAIN), Marked((5, 9, "actor"), PLAIN)
AT = ("story", "gold")


def held(split: str | None = None, **annotations: Marked) -> dict[tuple[str, str], Held]:
    return {AT: Held(split, annotations)}


def test_equal_datasets_differ_in_nothing() -> None:
    assert difference(held(a=KIM), held(a=KIM)).nothing


def test_articles_come_and_go_with_their_annotations() -> None:
    found = difference({}, held(a=KIM))
    assert (found.articles_added, found.added) == ([AT], [(AT, "a", KIM)])
    assert difference(held(a=KIM), {}).articles_gone == [AT]


def test_annotations_come_go_and_change() -> None:
    moved = Marked((0, 4, "actor"), PLAIN)
    renamed = Marked((5, 9, "claim"), content_of({"kind": "fact"}, [], False), ("anna: taken",))
    found = difference(held(a=KIM, b=OSLO, c=KIM), held(a=moved, b=renamed, d=OSLO))
    assert [what for *_, what in found.changed] == [("span",), ("label", "content", "decisions")]
    assert [uid for _, uid, _ in found.added] == ["d"]
    assert [uid for _, uid, _ in found.gone] == ["c"]
    assert found.by_label() == {"actor": {"added": 1, "gone": 1, "changed": 1}, "claim": {"changed": 1}}


def test_an_article_in_another_split_is_told() -> None:
    found = difference(held("train", a=KIM), held("test", a=KIM))
    assert found.moved == [(AT, "train", "test")]
    assert found.values()["splits"] == [
        {"article": "story", "layer": "gold", "before": "train", "now": "test"}
    ]


def test_the_content_does_not_depend_on_the_order_of_attributes() -> None:
    assert content_of({"a": "1", "b": "2"}, [], False) == content_of({"b": "2", "a": "1"}, [], False)
    assert content_of({}, [], True) != PLAIN
