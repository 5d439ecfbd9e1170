"""Datelines of East Asian agencies: brackets or set words say enough, whatever the place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.dates import SPELLED, Spelled, spelled_date
from annotator.reading.agencies import known_agency

_FORMS = [
    re.compile(pattern)
    for pattern in (
        # (서울=연합뉴스) 김하나 기자 = | 【서울=뉴시스】김하나 기자 =
        r"[(\[【](?P<place>[^=()\[\]【】\n]{1,30})=(?P<agency>[^=()\[\]【】\n]{2,20})[)\]】]\s*"
        r"(?P<reporter>[^=()\n]{1,40}?(?:기자|특파원|통신원|논설위원)\s*=\s*)?(?:=\s*)?",
        # (평양 1월 6일발 조선중앙통신)
        rf"\((?P<place>\w{{2,8}}) (?P<date>{SPELLED})발 (?P<agency>\w{{2,10}})\)\s*(?:--?\s*)?",
        # 新华社北京11月1日电（记者 李明）
        rf"据?(?P<agency>新华社|新華社|新华网|中新社|中新网|中央社)(?P<place>[^\W\d_]{{2,12}}?)?(?:记者[^\W\d_]{{2,4}})?"
        rf"(?P<date>{SPELLED})[电電讯訊][\s:：]*(?:[（(][^（）()\n]{{1,40}}[）)]\s*|(?:记者|記者)\s?[^\W\d_]{{2,4}}(?:\s|$)\s*)?",
        # 【北京共同】 | 【11月1日 AFP】 | 【パリAFP=時事】
        rf"【(?P<place>[^\W\d_]{{1,12}}?)?(?:\s*(?P<date>{SPELLED}))?\s?[=＝]?"
        r"(?P<agency>共同|時事|AFP|ロイター|新華社|聯合ニュース)(?:[=＝]時事|通信)?】\s*",
        # [東京 5日 ロイター] -
        rf"[\[［(（](?P<place>[^\W\d_]{{1,12}})\s*(?:(?P<date>{SPELLED})|\d{{1,2}}\s?日)?\s*"
        r"(?P<agency>ロイター|共同|時事|AFP)[\]］)）]\s*[-－—―]?\s*",
    )
]


class EastAsian(NamedTuple):
    """What a form says; `end` is half-open and counts from the line's start."""

    end: int
    agency: str
    place: str | None
    spelled: Spelled | None


def east_asian(line: str) -> Iterator[EastAsian]:
    """What a line that begins with such a dateline says; in brackets, an unknown agency needs a reporter."""
    if line.isascii() and "=" not in line and "AFP" not in line:
        return  # No form can do without one of them, or a letter of its script.
    for form in _FORMS if line[:1] in tuple("([【［（据新中") else ():
        match = form.match(line)
        if match is None:
            continue
        found = match.groupdict()
        agency = known_agency(found["agency"])
        if agency or found.get("reporter") or found.get("date"):
            spelled = spelled_date(match) if found.get("date") else None
            yield EastAsian(match.end(), agency or found["agency"], found["place"], spelled)
