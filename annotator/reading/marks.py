"""What single lines of a story's head and foot say by themselves: appeals, sections, bylines, dates, credits."""

import re
from dataclasses import dataclass

from annotator.domain.dates import NUMERIC, SPELLED, Numeric, Spelled, numeric_date, spelled_date
from annotator.reading.places import is_known_place, title_case

_LONGEST = 300
"""No appeal, byline or credit is longer, in code points."""

_PROMOTION = re.compile(
    r"united24|charitable donation|tax-deductible|\bad(?:vertisement|vertising)?\b\s*$"
    r"|^\W*(?:please\s+|kindly\s+)?(?:donate|subscribe|sign up|sign-up|log ?in|click here|follow us|join us"
    r"|join (?:our|the) .*(?:list|newsletter|community|channel)|become a (?:member|patron|subscriber)"
    r"|support (?:us|our|independent|quality|this site|ukraine!|the site)|help (?:us|our|keep)|stand with ukraine"
    r"|download (?:our|the) app|get (?:our|the) (?:app|newsletter|latest)|make a (?:charitable )?donation"
    r"|share this|print this|e-?mail this|skip to|sponsored|paid (?:content|post)|promoted"
    r"|advertise (?:with|here)|we use cookies|accept cookies|your donation|read more|see also|watch:|listen:"
    r"|подпи(?:шитесь|сывайтесь)|поддержите|реклама\b|пожертв)"
    r"|\bour newsletter\b|\bmailing list\b|\bfree trial\b"
    r"|\bdonate (?:now|today|here|to us)\b|\bsubscribe (?:now|today)\b"
    r"|구독|후원",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    """africa|americas|analysis|asia|asia pacific|asia-pacific|breaking news|business|central asia|china|defense
defence|diplomacy|economy|europe|eurasia|features|foreign affairs|home|homeland security|inter-korea
intelligence|international|international news|interviews|iran|iraq|korea|latest news|middle east
mideast|military|military & defense|national|national security|news|north korea|opinion|politics
politics/diplomacy|press releases|reports|russia|security|society|south asia|south korea|space|special reports
systems|top news|top stories|ukraine|united nations|us news|u.s.|weapons of mass destruction
weapons of mass destruction (wmd)|wmd|world|world news|world affairs|в мире|мир|новости|общество|политика
экономика|정치|북한|국제|경제|사회""".replace("\n", "|").split("|")
)
_BYLINE = re.compile(
    r"^(?:by|story by|text by|written by|report by|from|автор|текст)\s*:?\s+(?-i:[^\W\d_a-zа-я])[^\n]{1,120}$"
    r"|^[^\n]{2,40}(?:기자|특파원)(?:\s+\S+@\S+)?$|^[^\n]{2,80},? (?:staff (?:writer|reporter)|correspondent)$",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:(?:last )?(?:updated?|modified|posted|published|released|issued|date|filed)(?: on| at)?"
    r"|обновлено|опубликовано|дата|입력|송고|수정)\s*:?\s*"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[\s,]+"
)
_CLOCK = (
    r"[\s,|\-–—(]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*\(?(?:GMT|UTC|MSK|EST|EDT|CET|CEST|KST|JST|Z)?(?:[+-]\d{1,2}(?::?\d\d)?)?\)?[\s.)]*"
)
_DATE_LINE = re.compile(
    rf"(?P<label>{_LABEL})?(?:{_WEEKDAY})?(?:(?P<figures>{NUMERIC})|{SPELLED}){_CLOCK}", re.IGNORECASE
)
_TAIL = re.compile(
    r"mailing list|all rights reserved|^\W*copyright\b|^\W*©|^\(c\)\s"
    r"|^\W*(?:additional |further )?report(?:ing|ed) by\b"
    r"|^\W*(?:writing|written|editing|edited|compiled|translated) by\b"
    r"|^\W*(?:endit(?:em)?|ends?|nnnn|-?\s?30\s?-?|-0-)\W*$"
    r"|^[\s#*=_~\-–—]+$|^\W*(?:source|via|original source|url|link)\s*:\s|^https?://\S+$|^www\.\S+$"
    r"|^\W*(?:tags?|keywords?|related(?: (?:news|stories|articles|links))?|read more|see also|share"
    r"|comments?)\s*(?::|$)"
    r"|^\S+@\S+\.\w+(?:\s*\(?end\)?)?$|^\(?end\)?$|저작권자|무단|^\W*newsletter"
    r"|reprinted with (?:the )?permission"
    r"|^\W*join (?:our|the) |^\W*follow us|^\W*subscribe|^\W*sign up|^\W*donate"
    r"|^print(?:er)?[ -](?:friendly|version)"
    r"|^\W*back to (?:top|index)|^\W*(?:this (?:material|article|story) (?:may|was first))|united24"
    r"|terms of (?:use|service)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?:(?:additional |further )?report(?:ing|ed) by|writing by|written by|edit(?:ing|ed) by|copyright|©)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!…。।؟]['\"’”»)\]]*$|[:;,]$")
_ABBREVIATION_END = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Inc|Co|Corp|Jr|Sr|St|Gov|Gen|No)\.$")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date and nothing else; `label` is `Updated` and the like, or empty."""

    label: str
    numeric: Numeric | None
    spelled: Spelled | None

    @property
    def is_update(self) -> bool:
        """Whether the line dates a later version of the story."""
        return "updat" in self.label.lower() or self.label.lower() in ("обновлено", "수정", "last modified")

    @property
    def name(self) -> str:
        """What evidence calls it: `date line`, `Updated line`."""
        return f"{self.label} line" if self.label else "date line"


def is_promotion(line: str) -> bool:
    """An appeal for donations or readers, an advertisement, a button."""
    return len(line) <= _LONGEST and _PROMOTION.search(line) is not None


def is_section(line: str) -> bool:
    """A heading that sites put over many stories: `World`, `Weapons of Mass Destruction (WMD)`."""
    return line.lower().strip(" :|»>") in _SECTIONS


def looks_like_section(line: str, after_other: bool) -> bool:
    """Whether a short line over another title is rather a section than the headline.

    `after_other`: something of the site's own (an appeal) stands above it.
    """
    words = line.split()
    if is_section(line) or re.search(r"\s[>|»/]\s", line):
        return True
    return len(line) <= 45 and len(words) <= (6 if after_other else 2) and not line.endswith("?")


def is_byline(line: str) -> bool:
    """`By Jane Roe`, `홍길동 기자`."""
    return len(line) <= _LONGEST and _BYLINE.search(line) is not None


def is_place_line(line: str) -> bool:
    """A capital on a line of its own, as radio stations write it above their stories."""
    return len(line) <= 40 and is_known_place(line)


def place_of(line: str) -> str:
    """The place that such a line names."""
    return title_case(line.strip(" .,"))


def date_line(line: str) -> DateLine | None:
    """The date if the line is nothing else: `Updated: November 1, 2006 14:25 GMT`."""
    match = _DATE_LINE.fullmatch(line) if len(line) <= 80 else None
    if match is None:
        return None
    label = (match["label"] or "").strip().rstrip(":").strip()
    numeric = numeric_date(match) if match["figures"] else None
    spelled = spelled_date(match) if numeric is None else None
    return DateLine(label, numeric, spelled) if numeric or spelled else None


def is_tail(line: str) -> bool:
    """A credit, an invitation, a copyright line."""
    return len(line) <= 2 * _LONGEST and _TAIL.search(line) is not None


def is_credit_start(line: str) -> bool:
    """The first line of a credit that is wrapped over several."""
    return _CREDIT.match(line) is not None


def is_name(line: str) -> bool:
    """Two to four capitalised words, such as a person's name under a headline."""
    words = line.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words)


def is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence; `in the U.S.` need not. A question may be a headline."""
    return _SENTENCE_END.search(line) is not None and _ABBREVIATION_END.search(line) is None
