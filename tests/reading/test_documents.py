"""Web pages, Word documents and PDF documents: what of them is the article."""

from collections.abc import Iterator

import pytest

from annotator.domain.article import Draft
from annotator.domain.import_options import ImportOptions
from annotator.domain.problems import Problem
from annotator.reading.docx import read_docx
from annotator.reading.html import looks_like_html, read_html
from annotator.reading.pdf import read_pdf
from annotator.reading.unwrapping import unwrapped
from tests import documents
from tests.documents import HEADLINE, PARAGRAPHS, docx, page, paragraph, pdf, protected

pytest.importorskip("trafilatura")
pytest.importorskip("mammoth")
pytest.importorskip("pypdf")

TEXT = "\n\n".join((HEADLINE, *PARAGRAPHS))


def only(found: Iterator[Draft]) -> Draft:
    (draft,) = found
    return draft


def zones(draft: Draft) -> dict[str, str]:
    return {zone.kind: draft.text[zone.start : zone.end] for zone in draft.zones}


class TestPages:
    def test_the_article_is_kept_and_nothing_else(self) -> None:
        data = page().encode()
        draft = only(read_html("a.html", data))
        assert draft.text == TEXT
        assert draft.original == data
        assert zones(draft)["headline"] == HEADLINE
        assert (draft.metadata.agency, draft.metadata.place) == ("RIA Novosti", "Moscow")
        assert draft.metadata.language == "en"
        assert draft.questions == ()

    def test_what_the_page_states_is_evidence_for_the_year(self) -> None:
        stated = (
            "<meta property='article:published_time' content='2006-11-01T16:02:00+03:00'>"
            "<link rel='canonical' href='https://quay.example/herring-limits'>"
        )
        draft = only(read_html("a.html", page(head=stated).encode()))
        assert draft.metadata.published == "2006-11-01"
        assert (
            draft.metadata.date_evidence
            == "spelled month in the dateline, year from the date that the page states"
        )
        assert draft.source.url == "https://quay.example/herring-limits"

    def test_a_date_in_the_text_is_no_date_of_the_page(self) -> None:
        story = (
            "The talks of 12 May 2004 came to nothing, the envoy recalled at length on the quay.",
            *PARAGRAPHS[1:],
        )
        assert only(read_html("a.html", page(story).encode())).metadata.published is None

    @pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
    def test_the_declared_encoding_counts(self, encoding: str) -> None:
        russian = (
            "Министерство рыболовства не согласится на новые ограничения, сообщил его представитель в среду."
        )
        made = page((russian,) * 3, "Министерство отказывается", f"<meta charset={encoding}>")
        draft = only(read_html("a.html", made.replace("“", '"').encode(encoding)))
        assert russian in draft.text
        assert draft.questions == ()

    def test_an_address_in_the_page_brings_its_date(self) -> None:
        link = "<link rel='canonical' href='https://quay.example/2006/11/01/herring'>"
        assert only(read_html("a.html", page(head=link).encode())).metadata.published == "2006-11-01"

    def test_lists_and_line_breaks_keep_their_lines(self) -> None:
        points = "<ul><li>a cut of a third</li><li>closed ports</li></ul>"
        made = page().replace(
            "</article>", f"<p>The proposal has two parts that matter here:</p>{points}</article>"
        )
        assert (
            "matter here:\n\n- a cut of a third\n- closed ports"
            in only(read_html("a.html", made.encode())).text
        )

    @pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><script>1</script></body></html>"])
    def test_a_page_without_text_is_a_problem(self, data: bytes) -> None:
        with pytest.raises(Problem, match="no text"):
            only(read_html("a.html", data))

    @pytest.mark.parametrize(
        ("data", "is_page"),
        [
            (b"<!DOCTYPE html><html>", True),
            (b"\xef\xbb\xbf  <HTML lang=en>", True),
            (b'<?xml version="1.0"?>\n<!-- saved --><html>', True),
            (b"The <html> tag is old.", False),
            (b"<xmi:XMI>", False),
        ],
    )
    def test_a_page_is_known_by_its_beginning(self, data: bytes, is_page: bool) -> None:
        assert looks_like_html(data) == is_page


class TestWord:
    def test_paragraphs_breaks_and_tables_are_kept(self) -> None:
        cells = "".join(
            f"<w:tr><w:tc>{paragraph(one)}</w:tc><w:tc>{paragraph(other)}</w:tc></w:tr>"
            for one, other in (("port", "tonnes"), ("Tromsø", "1,200"))
        )
        body = paragraph(HEADLINE) + paragraph("") + paragraph("Two\nlines & more")
        assert (
            only(read_docx("a.docx", docx(body + f"<w:tbl>{cells}</w:tbl>" + paragraph("End.")))).text
            == f"{HEADLINE}\n\nTwo\nlines & more\n\nport\ttonnes\nTromsø\t1,200\n\nEnd."
        )

    def test_tracked_insertions_stay_and_deletions_go(self) -> None:
        body = (
            "<w:p><w:r><w:t>The envoy </w:t></w:r><w:ins w:id='1'><w:r><w:t>never </w:t></w:r></w:ins>"
            "<w:del w:id='2'><w:r><w:delText>often </w:delText></w:r></w:del><w:r><w:t>spoke.</w:t></w:r></w:p>"
        )
        assert only(read_docx("a.docx", docx(body))).text == "The envoy never spoke."

    def test_zones_and_metadata_are_recognised(self) -> None:
        draft = only(read_docx("2006-11-01.docx", docx("".join(map(paragraph, (HEADLINE, *PARAGRAPHS))))))
        assert draft.text == TEXT
        assert (draft.metadata.headline, draft.metadata.published) == (HEADLINE, "2006-11-01")

    def test_entities_that_grow_are_refused(self) -> None:
        entities = "".join(
            f'<!ENTITY e{level} "{f"&e{level - 1};" * 10 if level else "herring"}">' for level in range(10)
        )
        bomb = docx("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", before=f"<!DOCTYPE d [{entities}]>")
        with pytest.raises(Problem, match="no Word document"):
            only(read_docx("a.docx", bomb))

    def test_what_unpacks_to_too_much_is_refused_before_it_is(self) -> None:
        bomb = docx(paragraph("x"), {"word/media/a.bin": bytes(300 * 1024**2)})
        with pytest.raises(Problem, match="larger than 256 MB"):
            only(read_docx("a.docx", bomb))

    @pytest.mark.parametrize(
        "data", [b"", b"PK\x03\x04 damaged", documents.archive({"a.txt": b"x"}), b"{\\rtf1}"]
    )
    def test_other_files_are_refused(self, data: bytes) -> None:
        with pytest.raises(Problem, match="no Word document"):
            only(read_docx("a.docx", data))

    def test_an_empty_document_is_a_problem(self) -> None:
        with pytest.raises(Problem, match="no text"):
            only(read_docx("a.docx", docx(paragraph(" "))))


class TestPdf:
    LINES = (
        HEADLINE,
        "MOSCOW, November 1 (RIA Novosti) - The fisheries ministry will not accept new lim-",
        "its on herring in the northern seas, its spokesman told reporters on Wednesday.",
        "“We have heard the proposal, and we will not sign it,” he said to the reporters, who",
        "had come from Oslo.",
    )
    TEXT = (
        f"{HEADLINE}\nMOSCOW, November 1 (RIA Novosti) - The fisheries ministry will not accept new limits on herring "
        "in the northern seas, its spokesman told reporters on Wednesday.\n\n“We have heard the proposal, and we will "
        "not sign it,” he said to the reporters, who had come from Oslo."
    )

    def test_lines_become_paragraphs(self) -> None:
        draft = only(read_pdf("a.pdf", pdf([self.LINES])))
        assert draft.text == self.TEXT
        assert zones(draft)["headline"] == HEADLINE
        assert draft.metadata.place == "Moscow"

    def test_running_heads_and_page_numbers_go(self) -> None:
        pages = [
            ["The Quay, 2 November 2006", *lines, f"Page {number} of 3"]
            for number, lines in enumerate((self.LINES[:3], self.LINES[3:4], self.LINES[4:]), 1)
        ]
        text = only(read_pdf("a.pdf", pdf(pages))).text
        assert text == f"The Quay, 2 November 2006\n{self.TEXT}"

    def test_a_password_is_named(self) -> None:
        with pytest.raises(Problem, match="password"):
            only(read_pdf("a.pdf", protected(pdf([self.LINES]), "secret", "owner")))

    @pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
    def test_a_password_for_changes_only_does_not_matter(self, algorithm: str) -> None:
        if algorithm == "AES-256":
            pytest.importorskip("cryptography")
        made = protected(pdf([self.LINES]), "", "owner", algorithm)
        assert only(read_pdf("a.pdf", made)).text == self.TEXT

    def test_pictures_of_text_are_named(self) -> None:
        with pytest.raises(Problem, match=r"2 pages hold no text, only pictures of it.*OCR"):
            only(read_pdf("a.pdf", pdf([[], []])))

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\ntrailer << >>\nstartxref\n0\n%%EOF"])
    def test_damaged_ones_are_refused(self, data: bytes) -> None:
        with pytest.raises(Problem, match="no PDF document"):
            only(read_pdf("a.pdf", data))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ("The ministry will not accept the limits", "on herring."),
            "The ministry will not accept the limits on herring.",
        ),
        (
            (
                "The ministry will not accept the limits on",
                "herring, which it called unfair.",
                "Another one.",
            ),
            "The ministry will not accept the limits on herring, which it called unfair.\n\nAnother one.",
        ),
        (
            ("The exporters spoke of their oil-", "export plans at length that day"),
            "The exporters spoke of their oilexport plans at length that day",
        ),
        (
            ("The oil-export plans were known to oil-", "export people and to nobody else"),
            "The oil-export plans were known to oil-export people and to nobody else",
        ),
        (
            ("The talks were led by the envoy Anna-", "Maria Lund of the northern council"),
            "The talks were led by the envoy Anna-Maria Lund of the northern council",
        ),
        (("- one", "- two"), "- one\n- two"),
        (
            ("first paragraph is here and is long", "", "second"),
            "first paragraph is here and is long\n\nsecond",
        ),
        ((), ""),
    ],
)
def test_lines_are_joined_where_they_go_on(lines: tuple[str, ...], text: str) -> None:
    assert unwrapped(lines) == text


def test_the_analyst_can_have_a_digest_split() -> None:
    stories = [
        (
            f"{name} closes its port to trawlers",
            f"{name.upper()}, May {day} (AP) - The council of {name} closed the port on "
            "Monday to all trawlers that ignore the limits on herring.",
            "Fishermen said they would go elsewhere, and did so.",
        )
        for day, name in enumerate(("Bergen", "Tromso", "Bodo"), 3)
    ]
    whole = docx("".join(paragraph(line) for story in stories for line in story))
    found = list(read_docx("d.docx", whole, ImportOptions(split=True)))
    assert [draft.source.name for draft in found] == ["d.docx#1", "d.docx#2", "d.docx#3"]
    assert [draft.metadata.place for draft in found] == ["Bergen", "Tromso", "Bodo"]
    (asked,) = read_docx("d.docx", whole)
    assert asked.questions == ("digest",)
