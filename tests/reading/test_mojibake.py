"""Texts that were read in a wrong encoding once: recognised, mended exactly, and sound ones left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.import_options import ImportOptions
from annotator.reading.mojibake import repaired
from annotator.reading.story import read_text

RUSSIAN = (
    "Москва. Министр рыболовства сообщил журналистам, что переговоры о квотах пройдут в ближайшее время."
)
ENGLISH = "The minister said: “We won’t accept new limits” – and left for Genève."
KOREAN = "정부는 어업 협정을 논의하기 위해 회담을 열 것이라고 밝혔다."


def misread(text: str, written: str, read: str) -> str:
    """What a program shows that takes `written` for `read`; bytes without a meaning stay numbers."""
    return "".join(bytes([byte]).decode(read, errors="ignore") or chr(byte) for byte in text.encode(written))


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH, KOREAN])
@pytest.mark.parametrize("read", ["cp1252", "latin-1", "cp1251", "cp1250", "cp866", "koi8-r"])
def test_utf8_that_was_read_byte_by_byte_is_mended(text: str, read: str) -> None:
    assert repaired(misread(text, "utf-8", read)) == text


@pytest.mark.parametrize("written", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize("read", ["cp1251", "koi8-r", "cp866", "cp1252", "latin-1"])
def test_cyrillic_that_was_read_as_another_encoding_is_mended(written: str, read: str) -> None:
    if written != read and (written, read) != ("iso8859-5", "koi8-r"):
        assert repaired(misread(RUSSIAN, written, read)) == RUSSIAN


def test_a_text_that_is_damaged_in_part_is_mended_there() -> None:
    assert (
        repaired(f"“Whole” — {misread('“damaged”, it’s', 'utf-8', 'cp1252')}") == "“Whole” — “damaged”, it’s"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain",
        RUSSIAN,
        ENGLISH,
        KOREAN,
        "ТАСС ПЕРЕДАЁТ: МОСКВА, КРЕМЛЬ",
        "Le Président a été reçu à Genève; il a déclaré : « nous n’accepterons pas »",
        "Straße nach Köln: Müßiggang",
        "İstanbul'da görüşmeler şöyle sürüyor",
        "Łódź, Kraków – “Żółć”",
        "Київ, Україна — їжак, ґанок",
        "Đặng Văn Hải nói với các phóng viên",
        "طهران تعلن",
        "Ελλάδα και Κύπρος",
        "naïve Ã",
        "東京で会議が開かれた",
    ],
)
def test_sound_texts_are_left_alone(text: str) -> None:
    assert repaired(text) is None


@given(st.text())
def test_any_text_is_answered_for(text: str) -> None:
    mended = repaired(text)
    assert mended is None or mended != text


def test_a_repair_is_asked_for_and_done_when_wanted() -> None:
    data = misread(ENGLISH, "utf-8", "cp1252").encode()
    (asked,) = read_text("a.txt", data)
    assert asked.questions == ("mojibake",)
    (mended,) = read_text("a.txt", data, ImportOptions(repair=True))
    assert (mended.text, mended.questions, mended.original) == (ENGLISH, (), data)
