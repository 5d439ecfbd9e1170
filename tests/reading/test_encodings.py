"""Bytes to text: marks, strict UTF-8, what is stated, what is likely, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.problems import Problem
from annotator.reading.encodings import decode

RUSSIAN = (
    "Министр рыболовства сообщил журналистам, что переговоры о квотах пройдут в ближайшее время. "
    "Он добавил, что стороны готовы к диалогу и не намерены вводить новые ограничения."
)
KOREAN = "정부는 어업 협정을 논의하기 위해 회담을 열 것이라고 밝혔다. 외교부는 이에 대해 논평하지 않았다."
CHINESE = "新华社北京11月1日电 外交部发言人表示，中方希望各方通过对话解决渔业问题。"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Ferry déjà vu", "utf-8", "utf-8"),
        ("Ferry déjà vu", "utf-8-sig", "utf-8"),
        ("Ferry sinks", "utf-16", "utf-16-le"),
        ("Ferry sinks", "utf-16-le", "utf-16-le"),
        ("Ferry sinks", "utf-16-be", "utf-16-be"),
        ("Ferry sinks", "utf-32", "utf-32-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN, "iso8859-5", "iso8859-5"),
        (KOREAN, "euc-kr", "cp949"),
        (CHINESE, "gb18030", "gb18030"),
        ("Der Außenminister hält Gespräche über „Fischfang“ für nötig.", "cp1252", "cp1252"),
    ],
)
def test_encoding_is_recognised(text: str, written: str, read: str) -> None:
    found = decode(text.encode(written))
    assert (text, read) == (found.text, found.encoding)


def test_a_guess_says_that_it_is_one() -> None:
    assert [decode(RUSSIAN.encode(name)).certain for name in ("utf-8", "cp1251")] == [True, False]


@pytest.mark.parametrize(
    ("stated", "read"), [("windows-1251", "cp1251"), ("no such", "cp1251"), ("rot13", "cp1251")]
)
def test_a_stated_encoding_counts_if_it_exists_and_fits(stated: str, read: str) -> None:
    assert (RUSSIAN, read) == (decode(RUSSIAN.encode("cp1251"), stated).text, read)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x00\x01\x02\x03" * 20, "NUL"),
        (b"Ferry\x00sinks", "NUL"),
        (b"\xff\xfeF\x00\x00\xd8", "utf-16-le"),
        (b"\xef\xbb\xbf\xff", "utf-8"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, name: str) -> None:
    with pytest.raises(Problem, match=name):
        decode(data)


@given(st.text())
def test_utf8_comes_back_unless_it_looks_like_something_else(text: str) -> None:
    """A mark may be lost and NUL is refused; nothing else is touched."""
    if "\x00" not in text and text[:1] not in ("\ufeff", "{"):
        assert text == decode(text.encode()).text
