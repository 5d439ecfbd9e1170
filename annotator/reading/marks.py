"""What single lines of a story's head and foot say by themselves: appeals, sections, bylines, dates, credits."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar

from annotator.domain.dates import NUMERIC, SPELLED, Numeric, Spelled, numeric_date, spelled_date
from annotator.reading.agencies import KNOWN, agency_line, known_agency
from annotator.reading.places import WEEKDAY, is_known_place, is_place, title_case

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
    r"|^[^\n]{2,40}(?:기자|특파원)(?:\s+\S+@\S+)?$|^[^\n]{2,80},? (?:staff (?:writer|reporter)|correspondent)$"
    r"|^(?-i:[A-Z])[^\n]{2,60} (?-i:Writer|Reporter|Writers|WRITER|REPORTER|CORRESPONDENT)$",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:(?:last )?(?:updated?|modified|posted|published|released|issued|date|filed)(?: on| at)?"
    r"|обновлено|опубликовано|дата|(?:기사)?(?:입력|송고|수정|등록)(?:시간|일시|날짜)?|发布时间|時間|时间)\s*[:=]?\s*"
)
_WEEKDAY = rf"(?:{WEEKDAY})[\s,]+"
_ZONE = r"(?:\(?(?:GMT|UTC|MSK|[ECMP][SD]?T|CEST|BST|EEST|[KJI]ST|IRS?T|SGT|HKT|Z)?(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)"
_CLOCK = rf"[\s,|/•·\-–—(]*(?:at\s+)?(?:\d{{1,2}}[:.]\d\d(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*{_ZONE}[\s.)]*"
_CLOCK_FIRST = rf"(?:\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?)?\s*{_ZONE}[\s,|/•·\-–—]+(?:on\s+)?)?"
_DATE_LINE = re.compile(
    rf"(?:(?P<source>{KNOWN})\s*[-–—|]\s*)?(?P<label>{_LABEL})?(?:{_WEEKDAY})?"
    rf"(?:(?P<figures>{NUMERIC})|{_CLOCK_FIRST}{SPELLED})(?:[\s,(]+(?:{_WEEKDAY.replace('+', '*')}))?{_CLOCK}"
    r"(?:\|\s*[\w ,]{3,40})?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d|أول|اول|月|월")
"""Without one no day is named."""
_DECORATION = re.compile(r"^(?:[\w-]+\.)+(?:com|cn|net|org|co|info)\b\S*\s+|[<>\[\]]", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"^(?:for immediate release|(?:press|news|media) (?:release|statement|service)\b.{0,40}|embargo(?:ed)?\b.{0,60}"
    r"|release no\b.{0,40}|no\. ?[\d/-]+|office of the (?:press secretary|spokes\w+)|пресс-релиз.{0,40}"
    r"|(?:excerpt from |text of |unattributed )?(?:report|text of (?:report|commentary|statement|speech)|commentary)"
    r" (?:in [A-Z]\w+ )?by .{0,160}|\((?:adds?|corrects?|updates?|recasts?|refiles?|writes thru|with photos?)\b.*\)"
    r"|\((?:\d(?:st|nd|rd|th) )?(?:lead|ld|news focus|urgent|attn).{0,40}\)|text only version|printer version"
    r"|attention editors.{0,60}"
    r"|listen to .{1,60}|.{0,60}\bdownload \d.{0,30}|note to editors.{0,60}|photos?: .*|\(?file photo\)?|audio: .*)$",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[^\W\d_a-z][\w'.&]{1,20}(?:[-/][^\W_a-z][\w'.&]{0,20}){1,5}")
_TAIL = re.compile(
    r"mailing list|all rights reserved|^\W*copyright\s*(?:$|[^\w\s]|\d|(?:by|of)\b|(?-i:[A-Z]))|^\W*©|^\(c\)\s"
    r"|^\W*(?:additional |further |with )?report(?:ing|ed) (?:by|from)\b|^\W*with files from\b"
    r"|^\W*(?:writing|written|editing|edited|compiled|translated|produced) by\b"
    r"|\bcontributed to this (?:report|story|article)\b|\bwas used in this (?:report|story)\b"
    r"|^\W*(?:endit(?:em)?|ends?|end (?:news|item|of (?:story|text))\b.{0,60}|nnnn"
    r"|more to come|-?\s?30\s?-?|-0-|0|完)\W*$"
    r"|^\W*(?:\S{1,20} )?/?news code\b.*\d|^\W*news sent:|^\W*\d{2,4}(?:/|\*\*)\d{2,4}\W*$"
    r"|^[\s#*=_~\-–—]+$|^\W*(?:source|via|original source|url|link|источник|contact|editors?|load-date"
    r"|责任编辑|編集|编辑|记者)\s*[:：]"
    r"|^.{0,80}\bhttps?://\S+$|^\W*on the (?:net|web)\W*$|^www\.\S+$"
    r"|^\W*(?:tags?|keywords?|related(?: (?:news|stories|articles|links))?|read more|see also|share"
    r"|comments?|print|e-?mail)\s*(?::|$)"
    r"|^\S+@\S+\.\w+(?:\s*\(?end\)?)?$|^\(?end\)?$|저작권자|무단|^\W*newsletter"
    r"|reprinted with (?:the )?permission|^\W*our standards: |^\W*all times (?:are )?gmt"
    r"|^\W*join (?:our|the) |^\W*follow us|^\W*subscribe\b|^\W*sign up|^\W*donate"
    r"|^print(?:er)?[ -](?:friendly|version)"
    r"|^\W*back to (?:top|index)|^\W*(?:this (?:material|article|story) (?:may|was first))|united24"
    r"|terms of (?:use|service)|^\W*for (?:more|further) (?:information|news)\b"
    r"|^\W*(?-i:[A-Z]{2,4}|[a-z]{2,4})(?:/(?-i:[A-Z-]{1,6}|[a-z]{1,6})){1,4}\W*$|^\(signed\)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\W*(?:(?:additional |further |with )?report(?:ing|ed) (?:by|from)|writing by|written by|edit(?:ing|ed) by"
    r"|copyright|©)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!…。।؟]['\"’”»)\]]*$|[:;,]$")
_ABBREVIATION_END = re.compile(r"\b[^\W\d_]\.[^\W\d_]\.$|\b(?:Inc|Co|Corp|Jr|Sr|St|Gov|Gen|No)\.$")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date and nothing else; `label` is `Updated` and the like, or empty."""

    label: str
    numeric: Numeric | None
    spelled: Spelled | None
    agency: str | None = None

    @property
    def is_update(self) -> bool:
        """Whether the line dates a later version of the story."""
        return "updat" in self.label.lower() or self.label.lower() in ("обновлено", "수정", "last modified")

    @property
    def name(self) -> str:
        """What evidence calls it: `date line`, `Updated line`."""
        return f"{self.label} line" if self.label else "date line"


T = TypeVar("T")


def _once(rule: Callable[[str], T]) -> Callable[[str], T]:
    """A rule that remembers its last answers: it is asked of a line for each of the lines around it."""
    remembered = lru_cache(512)(rule)

    @wraps(rule)
    def answer(line: str) -> T:
        return remembered(line) if len(line) <= _LONGEST else rule(line)

    return answer


@_once
def is_promotion(line: str) -> bool:
    """An appeal for donations or readers, an advertisement, a button."""
    return len(line) <= _LONGEST and _PROMOTION.search(line) is not None


@_once
def is_boilerplate(line: str) -> bool:
    """`Press Release`, `Text of report by …`, `(Adds reaction)`: says what the text is, and is no part of it."""
    return len(line) <= _LONGEST and _BOILERPLATE.match(line) is not None


def is_slug(line: str) -> bool:
    """Key words joined by dashes, as IRNA writes them below its dateline: `Iran-Germany-Trade`."""
    return _SLUG.fullmatch(line) is not None


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


@_once
def is_byline(line: str) -> bool:
    """`By Jane Roe`, `홍길동 기자`."""
    return len(line) <= _LONGEST and _BYLINE.search(line) is not None


def is_place_line(line: str) -> bool:
    """A capital on a line of its own, as radio stations write it above their stories."""
    parts = line.split(",")
    return len(line) <= 40 and is_known_place(parts[0]) and could_be_place_line(line)


def could_be_place_line(line: str) -> bool:
    """Whether a line has the shape of `Bushehr, Iran`; what stands around it must say that it is a place."""
    parts = [part.strip(" .") for part in line.split(",")]
    return len(line) <= 40 and len(parts) <= 3 and all(map(is_place, parts))


def place_of(line: str) -> str:
    """The place that such a line names."""
    return title_case(line.split(",")[0].strip(" .,"))


@_once
def date_line(line: str) -> DateLine | None:
    """The date if the line is nothing else: `Updated: November 1, 2006 14:25 GMT`."""
    if not _DIGIT.search(line):
        return None
    line = line[1:-1] if line.startswith("(") and line.endswith(")") else _DECORATION.sub("", line)
    match = _DATE_LINE.fullmatch(line) if len(line) <= 80 else None
    if match is None:
        return None
    label = (match["label"] or "").strip().rstrip(":=").strip()
    numeric = numeric_date(match) if match["figures"] else None
    spelled = spelled_date(match) if numeric is None else None
    return (
        DateLine(label, numeric, spelled, known_agency(match["source"] or "")) if numeric or spelled else None
    )


@_once
def is_tail(line: str) -> bool:
    """A credit, an invitation, a copyright line."""
    if len(line) > 2 * _LONGEST:
        return False
    invites = is_promotion(line) and (line.endswith("!") or not is_sentence(line))
    return _TAIL.search(line) is not None or agency_line(line) is not None or invites


def is_credit_start(line: str) -> bool:
    """The first line of a credit that is wrapped over several."""
    return _CREDIT.match(line) is not None


def is_name(line: str) -> bool:
    """Two to four capitalised words, such as a person's name under a headline."""
    words = line.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words)


@_once
def is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence; `in the U.S.` need not. A question may be a headline."""
    return _SENTENCE_END.search(line) is not None and _ABBREVIATION_END.search(line) is None
