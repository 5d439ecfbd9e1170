"""The article view as the window sees it: positions, spans, painting, and text that never moves."""

from collections.abc import Callable
from itertools import pairwise

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.article import Zone
from annotator.domain.scheme import Colours, Label
from annotator.qt.kit import theme
from annotator.qt.text.article_view import ArticleView, Span
from annotator.qt.text.article_view.plans import chip_texts

LABELS = (
    Label("actor", "1", "solid", Colours("#052ba3", "#d7ddf0"), Colours("#7d85fd", "#2f3149")),
    Label("claim", "2", "dash", Colours("#b35202", "#f3e3d7"), Colours("#fee03b", "#464227")),
)
FILL = QColor("#d7ddf0")
OTHER_FILL = QColor("#f3e3d7")
Open = Callable[..., ArticleView]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Open:
    """Shows a text with spans given as (needle, label) and returns the view."""
    theme.apply(qapp, dark=False)

    def opened(
        text: str, *spans: Span, zones: tuple[Zone, ...] = (), size: tuple[int, int] = (800, 600)
    ) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.set_labels(LABELS)
        view.resize(*size)
        with qtbot.waitExposed(view):
            view.show()
        view.show_article(text, zones, ("headline", "body"), spans)
        return view

    return opened


def span_of(text: str, needle: str, label: str = "actor", uid: str = "a") -> Span:
    start = text.index(needle)
    return Span(uid, start, start + len(needle), label)


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def extent(image: QImage, colour: QColor) -> tuple[int, int]:
    """The first and last column that holds the colour."""
    found = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == colour for y in range(image.height()))
    ]
    return (found[0], found[-1]) if found else (-1, -1)


def glyph_box(view: ArticleView, start: int, end: int) -> QRectF:
    """Where Qt says that the characters of one line are, in UTF-16 units."""
    block = view.document().findBlock(start)
    line = block.layout().lineForTextPosition(start - block.position())
    box = QRectF()
    for run in line.glyphRuns(start - block.position(), end - start):
        box = box.united(run.boundingRect())
    return box.translated(view.document().documentLayout().blockBoundingRect(block).topLeft())


@pytest.mark.parametrize(
    ("text", "needle"),
    [
        ("The European Union on Friday", "European"),
        ("وقالت الحكومة إن العقوبات الجديدة غير قانونية", "العقوبات"),
        ("He said العقوبات الجديدة and left", "العقوبات"),
        ("한국 정부는 대북 제재를 연장했다", "대북 제재"),
        ("😀🇺🇦 Россия назвала санкции", "санкции"),
    ],
)
def test_a_tint_lies_where_the_glyphs_are(show: Open, text: str, needle: str) -> None:
    span = span_of(text, needle)
    view = show(text, span)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in (span.start, span.end)]
    box, (left, right) = glyph_box(view, *units), extent(picture(view), FILL)
    assert left == pytest.approx(box.left(), abs=3)
    assert right == pytest.approx(box.right(), abs=3)


def test_a_range_that_changes_direction_is_tinted_in_its_pieces(show: Open) -> None:
    """In "abc ARABIC" the end of the Latin and the beginning of the Arabic do not touch."""
    text = "abc def وقالت الحكومة"
    start = text.index("def")
    view = show(text, Span("a", start, start + 7, "actor"))
    pieces = view._plans_near(QPoint(10, 40))[0].pieces[0].stretches
    assert len(pieces) == 2
    assert all(one[1] < other[0] for one, other in pairwise(pieces))


def test_the_innermost_span_gives_the_tint(show: Open) -> None:
    text = "The European Union on Friday"
    view = show(text, span_of(text, text, "claim", "outer"), span_of(text, "European Union"))
    image = picture(view)
    inner, outer = extent(image, FILL), extent(image, OTHER_FILL)
    assert outer[0] < inner[0] < inner[1] < outer[1]


def lines(view: ArticleView) -> list[tuple[QRectF, list[float]]]:
    block, found = view.document().begin(), []
    while block.isValid():
        layout = block.layout()
        tops = [layout.lineAt(n).y() for n in range(layout.lineCount())]
        found.append((view.document().documentLayout().blockBoundingRect(block), tops))
        block = block.next()
    return found


def test_no_text_moves_when_spans_come_and_go(show: Open) -> None:
    text = "The European Union on Friday said so. " * 20 + "\n\nAnd more."
    view = show(text)
    before = lines(view)
    nested = [Span(f"s{number}", number, 60 - number, "actor") for number in range(8)]
    view.update_spans(nested)
    view.select_span("s3")
    picture(view)
    assert lines(view) == before
    view.update_spans([], [span.id for span in nested])
    assert lines(view) == before


def test_positions_count_code_points(show: Open) -> None:
    text = "😀🇺🇦 EU"
    view = show(text)
    view.set_caret(len(text), text.index("EU"))
    assert view.selection() == (4, 6)
    assert view.textCursor().selectedText() == "EU"
    view.set_caret(1)
    assert (view.selection(), view.caret) == ((1, 1), 1)


@pytest.mark.parametrize(
    "text", ["a\u00a0b\u2028c", "one\n\ntwo", "x\ufeffy", "\ufefftop", "a\u2029b", "a\r\nb"]
)
def test_no_character_shifts_the_positions_after_it(show: Open, text: str) -> None:
    view = show(text, zones=(Zone("tail", 1, 2),))
    assert view.document().characterCount() - 1 == len(text)


def test_copying_gives_the_stored_text(show: Open, qapp: QApplication) -> None:
    view = show("Kim\u00a0Jong\u00a0Il\nsaid")
    view.selectAll()
    view.copy()
    assert qapp.clipboard().text() == "Kim\u00a0Jong\u00a0Il\nsaid"


def test_spans_at_a_position_come_innermost_first(show: Open) -> None:
    view = show("The European Union", Span("out", 0, 18, "claim"), Span("in", 4, 18, "actor"))
    assert view.spans_at(5) == ["in", "out"]
    assert view.spans_at(0) == ["out"]
    assert view.spans_at(18) == []


def test_walking_goes_on_from_the_selected_span(show: Open) -> None:
    view = show(
        "The European Union said",
        Span("out", 0, 18, "claim"),
        Span("in", 0, 3, "actor"),
        Span("x", 19, 23, "actor"),
    )
    walked = []
    while (uid := view.next_span()) is not None:
        view.select_span(uid)
        walked.append(uid)
    assert walked == ["out", "in", "x"]
    assert view.next_span(backwards=True) == "in"
    assert view.next_span(10) == "x"
    assert view.next_span(10, backwards=True) == "in"


def test_the_selected_span_is_forgotten_with_the_span(show: Open) -> None:
    view = show("The European Union", Span("a", 0, 3, "actor"))
    view.select_span("a")
    view.update_spans([], ["a"])
    assert view.selected_span is None
    view.select_span("unknown")
    assert view.selected_span is None


def test_a_removed_span_is_painted_no_more(show: Open) -> None:
    view = show("The European Union", Span("a", 0, 3, "actor"))
    assert extent(picture(view), FILL) != (-1, -1)
    view.update_spans([], ["a"])
    assert extent(picture(view), FILL) == (-1, -1)


def test_selecting_a_span_far_down_brings_it_into_view(show: Open) -> None:
    text = "\n".join(f"Paragraph {number} of many that say the same." for number in range(2000)) + "\nThe end"
    view = show(text, span_of(text, "The end"))
    view.select_span("a")
    assert extent(picture(view), QColor("#052ba3")) != (-1, -1)
    view.select_span(None)
    view.reveal(0, 1)
    assert view.verticalScrollBar().value() == 0


def test_zones_that_are_not_annotated_step_back(show: Open) -> None:
    text = "RIA Novosti\nThe talks"
    view = show(text, zones=(Zone("agency", 0, 11), Zone("body", 12, 21)))
    colours = [
        part.charFormat().foreground().color() for block in (0, 1) for part in [_first_fragment(view, block)]
    ]
    assert colours[0] == theme.Theme().quiet
    assert colours[1] != colours[0]


def _first_fragment(view: ArticleView, number: int):
    return view.document().findBlockByNumber(number).begin().fragment()


def test_the_same_text_with_other_zones_keeps_caret_selection_and_place(show: Open) -> None:
    text = "\n\n".join(f"Paragraph {number} of the story" for number in range(200))
    view = show(text)
    view.reveal(text.index("Paragraph 150"), text.index("Paragraph 150") + 9)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 7)
    view.set_caret(text.index("Paragraph 151"), text.index("Paragraph 150"))
    before = view.top, view.selection(), view.caret
    view.show_again([Zone("tail", text.index("Paragraph 100"), len(text))], ("body",), [])
    assert (view.selection(), view.caret) == before[1:]
    assert view.top == pytest.approx(before[0], abs=len("Paragraph 150 of the story") + 2)
    block = view.document().findBlock(view.textCursor().position())
    assert block.begin().fragment().charFormat().foreground().color() == theme.Theme().quiet


def test_the_column_is_centred_and_keeps_its_measure(show: Open) -> None:
    view = show("word " * 200, size=(1400, 600))
    width = view.viewport().width()
    assert view.viewport().x() == pytest.approx((1400 - width) / 2, abs=10)
    view.resize(1800, 600)
    assert view.viewport().width() == width
    assert view.document().findBlock(0).layout().lineAt(0).textLength() == pytest.approx(70, abs=12)


def test_another_font_size_keeps_caret_selection_and_spans(show: Open, qtbot: QtBot) -> None:
    view = show("The European Union said", Span("a", 4, 12, "actor"))
    view.set_caret(12, 4)
    with qtbot.waitSignal(view.fontSizeChanged) as signal:
        view.set_font_size(20)
    assert (signal.args, view.selection(), view.spans_at(5)) == ([20], (4, 12), ["a"])
    view.set_font_size(500)
    assert view.font_size == 32


def test_the_measure_is_what_was_asked_for(show: Open) -> None:
    view = show("word " * 400, size=(1800, 600))
    for characters in (50, 100):
        view.set_measure(characters)
        found = view.document().findBlock(0).layout().lineAt(0).textLength()
        assert found == pytest.approx(characters, rel=0.17)


def test_airy_lines_stand_further_apart_and_the_place_stays(show: Open) -> None:
    view = show("word " * 4000, Span("a", 10_000, 10_004, "actor"))
    view.scroll_to_top(10_000)
    before, first = view.document().size().height(), view.top
    view.set_airy(True)
    assert view.document().size().height() > 1.1 * before
    assert view.top == pytest.approx(first, abs=80)


def test_the_face_of_the_text_can_be_changed_and_changed_back(show: Open) -> None:
    view = show("The European Union")
    usual = view.document().defaultFont().family()
    view.set_font_family("DejaVu Serif")
    assert view.document().defaultFont().family() == "DejaVu Serif"
    view.set_font_family("")
    assert view.document().defaultFont().family() == usual


def test_the_dark_look_paints_dark_tints(show: Open) -> None:
    view = show("The European Union", Span("a", 4, 12, "actor"))
    view.set_look(theme.Theme(True))
    assert extent(picture(view), QColor("#2f3149")) != (-1, -1)


def test_a_label_that_the_scheme_lost_is_painted_all_the_same(show: Open) -> None:
    view = show("The European Union", Span("a", 4, 12, "gone"))
    assert extent(picture(view), QColor("#ececee")) != (-1, -1)


def test_a_proposal_has_an_outline_and_no_tint(show: Open) -> None:
    view = show("The European Union", Span("a", 4, 12, "actor", hollow=True))
    image = picture(view)
    first, last = extent(image, FILL)
    assert last - first <= 2  # A pixel at a letter's edge may happen to have that colour.
    assert extent(image, QColor("#052ba3")) != (-1, -1)


def test_old_articles_leave_memory(show: Open, qtbot: QtBot) -> None:
    view = show("one")
    for number in range(20):
        view.show_article(f"article {number}", (), (), ())
    qtbot.wait(10)
    assert len(view.findChildren(type(view.document()))) <= 2


def test_an_empty_view_shows_nothing_and_survives_questions(show: Open) -> None:
    view = show("The European Union", Span("a", 4, 12, "actor"))
    view.clear_article()
    picture(view)
    assert (view.spans_at(0), view.next_span(), view.selection(), view.text) == ([], None, (0, 0), "")


def test_twenty_lines_stand_on_a_usual_screen_and_tagging_moves_none(show: Open) -> None:
    view = show("word " * 4000, size=(900, 760))
    assert view.viewport().height() / view._metrics.line_height >= 20
    tops = [view._line_top(at) for at in (0, 500, 1000)]
    view.update_spans([Span("a", 0, 400, "claim"), Span("b", 5, 9, "actor", named=True, says="Another")])
    assert [view._line_top(at) for at in (0, 500, 1000)] == tops


def test_what_is_not_annotated_is_set_smaller_and_closer(show: Open) -> None:
    text = "Agency\n\nThe story goes on here."
    view = show(text)
    view.show_again([Zone("agency", 0, 6), Zone("body", 8, len(text))], ("body",), [])
    first, body = view.document().findBlock(0), view.document().findBlock(10)
    sizes = [block.begin().fragment().charFormat().fontPointSize() for block in (first, body)]
    assert sizes[0] < view.font_size
    assert first.blockFormat().lineHeight() < body.blockFormat().lineHeight()


def test_an_outer_span_that_is_alone_in_a_line_lies_next_to_the_text(show: Open) -> None:
    text = "word " * 60
    view = show(text, Span("outer", 0, 290, "claim"), Span("inner", 0, 4, "actor"), size=(900, 600))
    plans = list(view._planner.lines(view.document().begin(), 0, 400))
    lanes = [{piece.span.id: piece.lane for piece in plan.pieces} for plan in plans[:2]]
    assert lanes == [{"outer": 1, "inner": 0}, {"outer": 0}]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span("a", 0, 3, "claim", says="fact"), ("claim · fact", "claim", "cla", "c")),
        (
            Span("a", 0, 3, "actor", says="Sergei Lavrov", named=True),
            ("Sergei Lavrov", "Sergei Lavrov", "act", "a"),
        ),
        (Span("a", 0, 3, "actor", named=True, unsure=True), ("actor?", "actor?", "act?", "a?")),
        (Span("a", 0, 3, "claim", initial="B"), ("B claim", "B claim", "B cla", "B c")),
    ],
)
def test_a_chip_tells_what_the_words_do_not(span: Span, said: tuple[str, ...]) -> None:
    assert chip_texts(span) == said
