"""Whole beginnings of stories, with what must be read from them; a new manner is a row of the table.

A row's text is everything above the body: `BODY` is put after it, and must be the body zone again.
"""

from typing import NamedTuple

import pytest

from annotator.domain.dates import (
    AMBIGUOUS,
    CONTRADICTION,
    DAY_ABOVE_12,
    IN_FILE_NAME,
    NOT_READABLE,
    ONE_READING,
    SPELLED_MONTH,
    YEAR_FIRST,
)
from annotator.reading.structure import recognise

BODY = "Envoys of six coastal states met on Friday to share out the herring, the host said.\n\nNobody else spoke."
HABIT = "RIA Novosti writes the day first"
IN_LINE = "spelled month in the date line"


class Row(NamedTuple):
    """A beginning, what it says, and the name of its file."""

    head: str
    agency: str | None
    place: str | None
    published: str | None = None
    evidence: str | None = None
    readings: tuple[str, ...] = ()
    name: str = "story.txt"


BOTH = ("2009-05-04T10:15:00", "2009-04-05T10:15:00")

DATED_OTHERWISE = [
    Row(
        "Herring talks stay open\n\nTuesday, February 19, 2008\n\nVIENNA (AP) -- ",
        "AP",
        "Vienna",
        "2008-02-19",
        IN_LINE,
    ),
    Row(
        "Herring talks stay open\n\nHarare, 03/04/2008 (AP) - ",
        "AP",
        "Harare",
        None,
        AMBIGUOUS,
        ("2008-04-03", "2008-03-04"),
    ),
    Row(
        "Herring talks stay open\n\nHARARE (AP) - 03/04/2008 - ",
        "AP",
        "Harare",
        None,
        AMBIGUOUS,
        ("2008-04-03", "2008-03-04"),
    ),
    Row("Herring talks stay open\n\nHarare, 23/04/2008 (AP) - ", "AP", "Harare", "2008-04-23", DAY_ABOVE_12),
    Row(
        "Herring talks stay open\n\nOSLO, Tuesday, February 19, 2008 (AP) - ",
        "AP",
        "Oslo",
        "2008-02-19",
        SPELLED_MONTH,
    ),
]

RUSSIAN = [
    Row(
        "Herring talks stay open\n\nRIA Novosti\n\n01/11/2006 14:25 MOSCOW, November 1 (RIA Novosti) - ",
        "RIA Novosti",
        "Moscow",
        "2006-11-01T14:25:00",
        SPELLED_MONTH,
    ),
    Row(
        "Herring talks stay open\n\n14:25 | 01/ 11/ 2006\n\nMOSCOW, November 1 (RIA Novosti) - ",
        "RIA Novosti",
        "Moscow",
        "2006-11-01T14:25:00",
        SPELLED_MONTH,
    ),
    Row(
        "01/11/2006 14:25 MOSCOW (RIA Novosti) - ",
        "RIA Novosti",
        "Moscow",
        "2006-11-01T14:25:00",
        HABIT,
    ),
    Row(
        "Talks open\n\n01/11/2006 14:25 MOSCOW (RIA Novosti political commentator Anna Lebedeva) - ",
        "RIA Novosti",
        "Moscow",
        "2006-11-01T14:25:00",
        HABIT,
    ),
    Row(
        "MOSCOW, November 1 (Anna Lebedeva, RIA Novosti) – ",
        "RIA Novosti",
        "Moscow",
        "--11-01",
        SPELLED_MONTH,
    ),
    Row("MOSCOW/KIEV, November 1 (RIA Novosti)—", "RIA Novosti", "Moscow/Kiev", "--11-01", SPELLED_MONTH),
    Row("MOSCOW, November 1 (RIA Novosti) ", "RIA Novosti", "Moscow", "--11-01", SPELLED_MONTH),
    Row("MOSCOW,November 1(RIA Novosti)-", "RIA Novosti", "Moscow", "--11-01", SPELLED_MONTH),
    Row("MOSCOW (Sputnik) — ", "Sputnik", "Moscow"),
    Row("МОСКВА, 1 ноя — РИА Новости. ", "RIA Novosti", "Москва", "--11-01", SPELLED_MONTH),
    Row(
        "Переговоры о сельди продолжатся\n\n14:25 01.11.2006\n\nМОСКВА, 1 ноя - РИА Новости, Анна Лебедева. ",
        "RIA Novosti",
        "Москва",
        "2006-11-01T14:25:00",
        SPELLED_MONTH,
    ),
    Row("ТАШКЕНТ, 1 ноя – Sputnik. ", "Sputnik", "Ташкент", "--11-01", SPELLED_MONTH),
    Row("TBILISI, August 21. /TASS/. ", "TASS", "Tbilisi", "--08-21", SPELLED_MONTH),
    Row("TBILISI, August 21. /TASS/.", "TASS", "Tbilisi", "--08-21", SPELLED_MONTH),
    Row("TBILISI, August 21 /TASS/ ", "TASS", "Tbilisi", "--08-21", SPELLED_MONTH),
    Row("TBILISI, August 21, 2008. /ITAR-TASS/. ", "ITAR-TASS", "Tbilisi", "2008-08-21", SPELLED_MONTH),
    Row(
        "TBILISI, August 21. /TASS Correspondent Anna Lebedeva/. ",
        "TASS",
        "Tbilisi",
        "--08-21",
        SPELLED_MONTH,
    ),
    Row(
        "Ferry runs again\n\nUpdated: August 21, 14:30\n\nTBILISI, August 21. /TASS/. ",
        "TASS",
        "Tbilisi",
        "--08-21",
        SPELLED_MONTH,
    ),
    Row(
        "Ferry runs again\n\n(UPDATED: August 21, 2008 14:30 GMT)\n\nTBILISI, August 21. /TASS/. ",
        "TASS",
        "Tbilisi",
        "2008-08-21",
        f"{SPELLED_MONTH}, year from the date in the UPDATED line",
    ),
    Row(
        "РОСТОВ-НА-ДОНУ, 21 августа. /Корр. ТАСС Анна Лебедева/. ",
        "TASS",
        "Ростов-на-Дону",
        "--08-21",
        SPELLED_MONTH,
    ),
    Row("МИНСК, 21 августа /Корр. БЕЛТА/. ", "BelTA", "Минск", "--08-21", SPELLED_MONTH),
    Row("21 августа, Минск /Анна Лебедева - БЕЛТА/. ", "BelTA", "Минск", "--08-21", SPELLED_MONTH),
    Row("MOSCOW, November 1 (Itar-Tass) -- ", "ITAR-TASS", "Moscow", "--11-01", SPELLED_MONTH),
    Row("MOSCOW, November 1. (ITAR-TASS). ", "ITAR-TASS", "Moscow", "--11-01", SPELLED_MONTH),
    Row("MOSCOW. Nov 1 (Interfax) - ", "Interfax", "Moscow", "--11-01", SPELLED_MONTH),
    Row("KYIV. Nov 1 (Interfax-Ukraine) – ", "Interfax-Ukraine", "Kyiv", "--11-01", SPELLED_MONTH),
    Row("Москва. 1 ноября. ИНТЕРФАКС - ", "Interfax", "Москва", "--11-01", SPELLED_MONTH),
    Row("Москва. 1 ноября 2006 г. ИНТЕРФАКС - ", "Interfax", "Москва", "2006-11-01", SPELLED_MONTH),
    Row("КИЇВ, 1 листопада (Укрінформ) – ", "Ukrinform", "Київ", "--11-01", SPELLED_MONTH),
]
EAST_ASIAN = [
    Row(
        "(LEAD) Herring ban to be loosened\n\nSEOUL, Dec. 8 (Yonhap) -- ",
        "Yonhap",
        "Seoul",
        "--12-08",
        SPELLED_MONTH,
    ),
    Row("SEOUL, Dec. 8 (Yonhap)--", "Yonhap", "Seoul", "--12-08", SPELLED_MONTH),
    Row("SEOUL/TOKYO, Dec. 8 (Yonhap) -- ", "Yonhap", "Seoul/Tokyo", "--12-08", SPELLED_MONTH),
    Row("By Han Yu-ri\n\nGENEVA, Dec. 8 (Yonhap) — ", "Yonhap", "Geneva", "--12-08", SPELLED_MONTH),
    Row("청어 회담 봄에 열린다\n\n(서울=연합뉴스) 한유리 기자 = ", "Yonhap", "서울"),
    Row(
        "청어 회담 봄에 열린다\n\n송고시간 2016-03-14 10:25\n\n(제네바=연합뉴스) 한유리 특파원 = ",
        "Yonhap",
        "제네바",
        "2016-03-14T10:25:00",
        YEAR_FIRST,
    ),
    Row("【서울=뉴시스】한유리 기자 = ", "Newsis", "서울"),
    Row("(서울=뉴스1) 한유리 기자 = ", "News1", "서울"),
    Row("Pyongyang, January 6 (KCNA) -- ", "KCNA", "Pyongyang", "--01-06", SPELLED_MONTH),
    Row("Pyongyang, January 6 Juche 98 (2009) (KCNA) -- ", "KCNA", "Pyongyang", "2009-01-06", SPELLED_MONTH),
    Row("Pyongyang, January 6, Juche 98(2009) (KCNA)-- ", "KCNA", "Pyongyang", "2009-01-06", SPELLED_MONTH),
    Row(
        "Herring Season Opens\n\nDate: January 6, Juche 98 (2009)\n\nPyongyang, January 6 (KCNA) -- ",
        "KCNA",
        "Pyongyang",
        "2009-01-06",
        f"{SPELLED_MONTH}, year from the date in the Date line",
    ),
    Row(
        "January 6. 2009 Juche 98\n\nHerring Season Opens at the East Sea\n\nPyongyang, January 6 (KCNA) -- ",
        "KCNA",
        "Pyongyang",
        "2009-01-06",
        f"{SPELLED_MONTH}, year from the date in the date line",
    ),
    Row("(평양 1월 6일발 조선중앙통신) ", "KCNA", "평양", "--01-06", SPELLED_MONTH),
    Row("BEIJING, Nov. 1 (Xinhua) -- ", "Xinhua", "Beijing", "--11-01", SPELLED_MONTH),
    Row("BEIJING, Nov. 1 (Xinhuanet) -- ", "Xinhua", "Beijing", "--11-01", SPELLED_MONTH),
    Row("新华社北京11月1日电（记者 李明）", "Xinhua", "北京", "--11-01", SPELLED_MONTH),
    Row(
        "渔业会谈将于春天举行\n\n新华社平壤2006年11月1日电 记者李明 ",
        "Xinhua",
        "平壤",
        "2006-11-01",
        SPELLED_MONTH,
    ),
    Row("据新华社北京11月1日电 ", "Xinhua", "北京", "--11-01", SPELLED_MONTH),
    Row("中新网11月1日电 ", "CNS", None, "--11-01", SPELLED_MONTH),
    Row("TOKYO, Nov. 1 (Kyodo) - ", "Kyodo", "Tokyo", "--11-01", SPELLED_MONTH),
    Row("TOKYO, Nov. 1, Kyodo - ", "Kyodo", "Tokyo", "--11-01", SPELLED_MONTH),
    Row("【ソウル共同】", "Kyodo", "ソウル"),
    Row("【11月1日 AFP】", "AFP", None, "--11-01", SPELLED_MONTH),
    Row("[東京 5日 ロイター] - ", "Reuters", "東京"),
    Row("Taipei, Nov. 1 (CNA) ", "CNA", "Taipei", "--11-01", SPELLED_MONTH),
]
MIDDLE_EAST = [
    Row(
        "Iran ready to share `herring' quota\nwith its neighbours\n\nTehran, Nov 1, IRNA\n",
        "IRNA",
        "Tehran",
        "--11-01",
        SPELLED_MONTH,
    ),
    Row("Tehran, Nov 1,\nIRNA -- ", "IRNA", "Tehran", "--11-01", SPELLED_MONTH),
    Row(
        "Herring talks open\n\nTehran, Nov 1, IRNA\nIran-Herring-Talks\n",
        "IRNA",
        "Tehran",
        "--11-01",
        SPELLED_MONTH,
    ),
    Row("Herring talks open\nTehran, Nov. 1, 2006 - IRNA - ", "IRNA", "Tehran", "2006-11-01", SPELLED_MONTH),
    Row("Bandar Abbas, Hormuzgan Prov, Nov 1, IRNA -- ", "IRNA", "Bandar Abbas", "--11-01", SPELLED_MONTH),
    Row("TEHRAN, Nov. 01 (MNA) – ", "MNA", "Tehran", "--11-01", SPELLED_MONTH),
    Row("TEHRAN (FNA)- ", "FNA", "Tehran"),
    Row("ABU DHABI, 1st November, 2006 (WAM) -- ", "WAM", "Abu Dhabi", "2006-11-01", SPELLED_MONTH),
    Row("Riyadh, November 1, 2006, SPA -- ", "SPA", "Riyadh", "2006-11-01", SPELLED_MONTH),
    Row("Damascus, SANA – ", "SANA", "Damascus"),
    Row("KUWAIT, Nov 1 (KUNA) -- ", "KUNA", "Kuwait", "--11-01", SPELLED_MONTH),
    Row("ANKARA (AA) - ", "Anadolu", "Ankara"),
    Row("باريس (أ ف ب) - ", "AFP", "باريس"),
    Row("بكين أول نوفمبر (شينخوا) -- ", "Xinhua", "بكين", "--11-01", SPELLED_MONTH),
    Row("دمشق، 3 آذار (سانا) - ", "SANA", "دمشق", "--03-03", SPELLED_MONTH),
    Row("أبوظبي في 3 مارس / وام / ", "WAM", "أبوظبي", "--03-03", SPELLED_MONTH),
    Row("عمان ٣ تشرين الثاني ٢٠٠٦ (بترا) - ", "Petra", "عمان", "2006-11-03", SPELLED_MONTH),
]
WESTERN = [
    Row("VIENNA, Austria (AP) — ", "AP", "Vienna"),
    Row("WASHINGTON, D.C. (AP) _ ", "AP", "Washington"),
    Row("UNITED NATIONS (AP) -- ", "AP", "United Nations"),
    Row(
        "Herring talks open\n\nBy JANE ROE, Associated Press Writer\n\nNovember 1, 2006\n\nVIENNA (AP) - ",
        "AP",
        "Vienna",
        "2006-11-01",
        IN_LINE,
    ),
    Row("LONDON (Reuters) - ", "Reuters", "London"),
    Row("LONDON, Jan 5 - ", None, "London", "--01-05", SPELLED_MONTH),
    Row("LONDON, Jan 5 (Reuters)-", "Reuters", "London", "--01-05", SPELLED_MONTH),
    Row(
        "By Jane Roe\n\nPARIS/LONDON, Jan 5 (Reuters) ― ", "Reuters", "Paris/London", "--01-05", SPELLED_MONTH
    ),
    Row("LONDON, Jan 5, 2009 – ", None, "London", "2009-01-05", SPELLED_MONTH),
    Row("Paris (AFP) Feb 3, 2010\n", "AFP", "Paris", "2010-02-03", SPELLED_MONTH),
    Row("Paris (AFP) Feb 3, 2010 - ", "AFP", "Paris", "2010-02-03", SPELLED_MONTH),
    Row(
        "Talks open\n\nby Staff Writers\n\nParis (AFP) Feb 03, 2010 ",
        "AFP",
        "Paris",
        "2010-02-03",
        SPELLED_MONTH,
    ),
    Row("PARIS, 3 fév 2010 (AFP) - ", "AFP", "Paris", "2010-02-03", SPELLED_MONTH),
    Row("PRAGUE, 3 March 2010 (RFE/RL) -- ", "RFE/RL", "Prague", "2010-03-03", SPELLED_MONTH),
    Row("Prague, 3 March 2010 (RFE/RL)--", "RFE/RL", "Prague", "2010-03-03", SPELLED_MONTH),
    Row(
        "Herring talks open\n\nRFE/RL\n\nMarch 03, 2010\n\nBy Jane Roe\n\nPRAGUE -- ",
        "RFE/RL",
        "Prague",
        "2010-03-03",
        IN_LINE,
    ),
    Row(
        "Herring talks open in Vienna\n\nVoice of America\n\nBy Jane Roe\nVienna\n02 April 2007\n\n",
        "VOA",
        "Vienna",
        "2007-04-02",
        IN_LINE,
    ),
    Row(
        "Herring talks open in the Gulf\n\nVOA News\n\nBy Jane Roe\nBushehr, Iran\n02 April 2007\n\n",
        "VOA",
        "Bushehr",
        "2007-04-02",
        IN_LINE,
    ),
    Row(
        "Herring talks open\n\nBy Jane Roe\n\nMarch 3, 2010\n\nSTATE DEPARTMENT — ",
        None,
        "State Department",
        "2010-03-03",
        IN_LINE,
    ),
    Row("SEOUL, Dec. 8 (UPI) -- ", "UPI", "Seoul", "--12-08", SPELLED_MONTH),
    Row("By JANE ROE, UPI Correspondent\n\nSEOUL, Dec. 8 (UPI) –", "UPI", "Seoul", "--12-08", SPELLED_MONTH),
    Row("Vienna/Tehran (dpa) - ", "dpa", "Vienna/Tehran"),
    Row("Berlin, 1. November 2006 (dpa) - ", "dpa", "Berlin", "2006-11-01", SPELLED_MONTH),
    Row("Madrid, 1 nov (EFE).- ", "EFE", "Madrid", "--11-01", SPELLED_MONTH),
    Row("(ANSA) - Rome, November 1 - ", "ANSA", "Rome", "--11-01", SPELLED_MONTH),
    Row("(ANSA) - ROMA, 1 NOV - ", "ANSA", "Roma", "--11-01", SPELLED_MONTH),
    Row("New Delhi, Nov 1 (PTI) ", "PTI", "New Delhi", "--11-01", SPELLED_MONTH),
    Row("New Delhi [India], November 1 (ANI): ", "ANI", "New Delhi", "--11-01", SPELLED_MONTH),
    Row(
        "WASHINGTON (Army News Service, Nov. 1, 2006) -- ",
        "Army News Service",
        "Washington",
        "2006-11-01",
        SPELLED_MONTH,
    ),
    Row(
        "Herring talks open\n\nAmerican Forces Press Service\n\nWASHINGTON, Nov. 1, 2006 – ",
        "AFPS",
        "Washington",
        "2006-11-01",
        SPELLED_MONTH,
    ),
    Row(
        "Herring talks open in Tehran\n\nBBC Monitoring\n\n"
        "Text of report by Iranian news agency Mehr\n\nTehran, 1 November: ",
        "BBC Monitoring",
        "Tehran",
        "--11-01",
        SPELLED_MONTH,
    ),
    Row(
        "Ministry of the Sea\n\nPress Release\n\n"
        "Statement on the herring quota of the coastal states\n\nVienna, 1 November 2006\n\n",
        None,
        "Vienna",
        "2006-11-01",
        SPELLED_MONTH,
    ),
    Row(
        "FOR IMMEDIATE RELEASE\n\n"
        "Statement on the herring quota of the coastal states\n\nWashington, DC\nNovember 1, 2006\n\n",
        None,
        "Washington",
        "2006-11-01",
        IN_LINE,
    ),
    Row("OSLO, Norway, Nov. 1, 2006 /PRNewswire/ -- ", "PRNewswire", "Oslo", "2006-11-01", SPELLED_MONTH),
]
FIGURES = [
    Row("04/05/2009 10:15 BRUSSELS (Agency) - ", "Agency", "Brussels", None, AMBIGUOUS, BOTH),
    Row("Talks open\n\n10:15 04.05.2009\n\nBRUSSELS (dpa) - ", "dpa", "Brussels", None, AMBIGUOUS, BOTH),
    Row(
        "04/05/2009 10:15 BRUSSELS (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04T10:15:00",
        IN_FILE_NAME,
        name="news/2009/dpa-20090504-herring.txt",
    ),
    Row(
        "04/05/2009 10:15 BRUSSELS (RIA Novosti) - ",
        "RIA Novosti",
        "Brussels",
        "2009-04-05T10:15:00",
        IN_FILE_NAME,
        name="https://herald.example/2009/04/05/herring.html",
    ),
    Row(
        "04/05/2009 10:15 BRUSSELS, May 4 (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04T10:15:00",
        SPELLED_MONTH,
        name="2009-04-05.txt",
    ),
    Row(
        "04/05/2009 10:15 BRUSSELS (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04T10:15:00",
        IN_FILE_NAME,
        name="herring-090504-dpa.htm",
    ),
    Row(
        "BRUSSELS, May 4 (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04",
        f"{SPELLED_MONTH}, year from the {IN_FILE_NAME}",
        name="herring-090504-dpa.htm",
    ),
    Row("BRUSSELS (dpa) - ", "dpa", "Brussels", name="herring-090504-dpa.htm"),
    Row(
        "BRUSSELS (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04",
        IN_FILE_NAME,
        name="library/news/2009/05/herring-090504-dpa.htm",
    ),
    Row("25/05/2009 BRUSSELS (dpa) - ", "dpa", "Brussels", "2009-05-25", DAY_ABOVE_12),
    Row("05/25/2009 9:05 BRUSSELS (dpa) - ", "dpa", "Brussels", "2009-05-25T09:05:00", DAY_ABOVE_12),
    Row("05/05/2009 BRUSSELS - ", None, "Brussels", "2009-05-05", ONE_READING),
    Row("2009-05-04 10:15 BRUSSELS (dpa) - ", "dpa", "Brussels", BOTH[0], YEAR_FIRST),
    Row("04/05/2009 10:15 BRUSSELS, August 9 (dpa) - ", "dpa", "Brussels", None, CONTRADICTION, BOTH),
    Row("31/31/2009 BRUSSELS (dpa) - ", "dpa", "Brussels", None, NOT_READABLE),
    Row(
        "BRUSSELS, May 4, 2009 (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04",
        SPELLED_MONTH,
        name="2009-04-05.txt",
    ),
    Row(
        "BRUSSELS, May 4 (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04",
        f"{SPELLED_MONTH}, year from the {IN_FILE_NAME}",
        name="2009-05-04.txt",
    ),
    Row("BRUSSELS, May 4 (dpa) - ", "dpa", "Brussels", "--05-04", SPELLED_MONTH, name="2009-06-01.txt"),
    Row(
        "Talks open\n\nUpdated: 04/05/2009 10:15\n\nBRUSSELS (dpa) - ",
        "dpa",
        "Brussels",
        None,
        AMBIGUOUS,
        BOTH,
    ),
    Row(
        "Talks open\n\nLast updated: Monday, 4 May 2009 10:15 GMT\n\n04/05/2009 BRUSSELS (dpa) - ",
        "dpa",
        "Brussels",
        "2009-05-04",
        "date in the Last updated line",
    ),
]
OTHERS = [
    Row("MOSCOW. Nov 1 (Interfax-AVN) - ", "Interfax", "Moscow", "--11-01", SPELLED_MONTH),
    Row("Вена. 1 ноября. ИНТЕРФАКС-АВН - ", "Interfax", "Вена", "--11-01", SPELLED_MONTH),
    Row("МОСКВА, 1 ноября /ПРАЙМ-ТАСС/. ", "Prime-TASS", "Москва", "--11-01", SPELLED_MONTH),
    Row("МОСКВА, 1 ноября. ", None, "Москва", "--11-01", SPELLED_MONTH),
    Row("Москва, 1 ноября 2006, 14:25 — REGNUM ", "Regnum", "Москва", "2006-11-01", SPELLED_MONTH),
    Row("14:25 GMT MOSCOW, November 1 (RIA Novosti) - ", "RIA Novosti", "Moscow", "--11-01", SPELLED_MONTH),
    Row("November 1 (Interfax) - ", "Interfax", None, "--11-01", SPELLED_MONTH),
    Row("TOKYO, Nov 1 KYODO ", "Kyodo", "Tokyo", "--11-01", SPELLED_MONTH),
    Row(
        "KYODO NEWS - Nov 1, 2018 - 14:00 | World, All\n\nHerring talks open\n\n",
        "Kyodo",
        None,
        "2018-11-01",
        IN_LINE,
    ),
    Row("中新社维也纳十一月一日电 ", "CNS", "维也纳", "--11-01", SPELLED_MONTH),
    Row("（ウィーン 11月1日 ロイター）", "Reuters", "ウィーン", "--11-01", SPELLED_MONTH),
    Row("طهران 1 مايو أيار (رويترز) - ", "Reuters", "طهران", "--05-01", SPELLED_MONTH),
    Row("طهران/1 مايو/إرنا- ", "IRNA", "طهران", "--05-01", SPELLED_MONTH),
    Row("(CNN) -- ", "CNN", None),
    Row("VIENNA, Austria (CNN) -- ", "CNN", "Vienna"),
    Row("Wien (APA/dpa) - ", "APA", "Wien"),
    Row("Roma, 1 mag. (Adnkronos) - ", "Adnkronos", "Roma", "--05-01", SPELLED_MONTH),
    Row("KABUL, Nov 1 (Khyber Wire): ", "Khyber Wire", "Kabul", "--11-01", SPELLED_MONTH),
    Row("NEW DELHI, NOV 1: ", None, "New Delhi", "--11-01", SPELLED_MONTH),
    Row("Herring talks open\n\nISLAMABAD: ", None, "Islamabad"),
    Row("Herring talks open\n\n1 November 2006 – ", None, None, "2006-11-01", SPELLED_MONTH),
    Row(
        "Herring talks open\n\n01 November 2006\n\nBy Jane Roe\nCoast File Staff Writer\n\nWashington -- ",
        None,
        "Washington",
        "2006-11-01",
        IN_LINE,
    ),
    Row(
        "Herring talks open\n\nwww.herald.example.cn 2006-11-01 14:25:10\n\n    BEIJING, Nov. 1 (Xinhua) -- ",
        "Xinhua",
        "Beijing",
        "2006-11-01T14:25:10",
        SPELLED_MONTH,
    ),
    Row(
        "Herring talks open\n\nWed 1 Nov 2006 14:25:10 BST\n\nVIENNA (Reuters) - ",
        "Reuters",
        "Vienna",
        "2006-11-01",
        IN_LINE,
    ),
    Row(
        "Herring Talks Assailed\n\n<November 1, 2006> Juche 95\n\nPyongyang, November 1 (KCNA) --",
        "KCNA",
        "Pyongyang",
        "2006-11-01",
        f"{SPELLED_MONTH}, year from the date in the date line",
    ),
]
TABLE = DATED_OTHERWISE + RUSSIAN + EAST_ASIAN + MIDDLE_EAST + WESTERN + FIGURES + OTHERS


@pytest.mark.parametrize("row", TABLE, ids=[" ".join(row.head.split())[-60:] for row in TABLE])
def test_beginning_is_read(row: Row) -> None:
    text = row.head + BODY
    found = recognise(text, row.name)
    told = found.metadata
    assert [text[zone.start : zone.end] for zone in found.zones if zone.kind == "body"] == [BODY]
    assert (told.agency, told.place) == (row.agency, row.place)
    assert (told.published, told.date_evidence, told.date_readings) == (
        row.published,
        row.evidence,
        row.readings,
    )
    first = row.head.split("\n", 1)[0]
    if "\n" in row.head and first.startswith(("Herring", "Talks")):
        assert told.headline == first


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 80


# Beginnings that only look like datelines: the whole first paragraph is body (or headline), nothing is taken off.
NO_DATELINE = [
    # A feast in brackets is no agency: nobody knows it, and "May 1" is no place in capitals.
    "May 1 (Labour Day) - the day of the herring - was quiet.",
    # A lower-case word after the dash goes on with the sentence: a dateline's text begins anew.
    "WASHINGTON - the capital of the herring trade - was quiet.",
    # Without a headline above it, a place and a dash may be a headline or a list; nothing else speaks for it.
    "LONDON - Oil rose and herring fell.",
    # Mixed case, no agency, no date: as good a beginning of a sentence as of a dateline.
    "London - Oil rose and herring fell.",
    # A person with an office has the form of place and agency, but neither date, capitals nor a known agency.
    "Anna Lebedeva (Deputy Minister) - she said so at noon.",
    # Known agency, but lower-case words before it: a sentence.
    "Envoys met (Reuters) - and parted.",
    "He said in May (AP) - maybe.",
    "The agency said on Nov. 1 (Xinhua) - and said again.",
    # A date within a sentence, without a dash after it.
    "The envoys met on November 1 and agreed to meet again.",
    "Oslo, Bergen and Hamburg share the quota of November 1.",
    # A preposition before the date: a sentence with an insertion.
    "On November 1 - the day of the vote - shops stayed shut.",
    "After May 4 - a Monday - nobody came.",
    "By Jan. 5 - at the latest - the fish must be counted.",
    # Words in capitals that editors put first, and no places.
    "UPDATE - Herring rises for a third day.",
    "FACTBOX - What the quota means.",
    "CORRECTED - Herring falls.",
    "ANALYSIS (Part 2) - the quota as a weapon.",
    # An acronym explained in brackets: its place is no place in capitals and nothing is dated.
    "The International Herring Agency (IHA) - founded in 1957 - counts fish.",
    "North Sea Herring Board (NSHB) - its members met.",
    # A slash between words is no agency.
    "Herring and/or cod may be caught.",
    "Norway/Russia /the two neighbours/ share the sea.",
    # Figures that are no date, or a date without anything else.
    "Herring 12, Cod 5 - the final score pleased nobody.",
    "24/7 - the herring line is open.",
    "1 November (Agency notes) - a calendar.",
    # A quotation, a question, a list.
    '"Moscow (Reuters) - who wrote that?" he asked.',
    "Where is Vienna (AP) - and why?",
    "- MOSCOW: herring, - OSLO: cod.",
    # Other scripts: brackets and equals signs that mean something else.
    "(참고=자료) 청어 협정은 세 장으로 되어 있다.",
    "【号外】渔业会谈将于春天举行。",
    "新华社记者11月1日看到渔船出海。",
    "Москва - столица торговли сельдью - молчала.",
    "Первое мая (Праздник труда) - день сельди.",
    "موسكو - عاصمة التجارة - كانت هادئة.",
    # A capital with a date as the subject of a sentence: no dash, no colon.
    "Vienna, November 1 and no herring: the talks failed.",
    # A verb follows the agency: the sentence goes on.
    "Yesterday, Nov 1, AP published the list.",
    "Yesterday, Nov 1 AP published the list.",
    # A second dash makes an insertion of what stands between the two.
    "Moscow — Oslo’s neighbour — counts the fish anew.",
    # A colon after a capital, without a title above it or in lower case after it, is a heading.
    "Vienna: the talks failed.",
    # Agencies in brackets further on in the sentence.
    "The board (NSHB) - in a note to AP (Oslo) - denied it.",
    # A month that is a name.
    "MAY 5 - that is her whole name - spoke first.",
]


@pytest.mark.parametrize("line", NO_DATELINE)
def test_other_beginnings_have_no_dateline(line: str) -> None:
    for text in (line, f"{line}\n\n{BODY}", f"Herring talks stay open\n\n{line}\n\n{BODY}"):
        if text.startswith("Herring talks") and line.startswith(("LONDON - O",)):
            continue  # below a headline that is the manner of agencies without a name, see the next test
        kinds = [zone.kind for zone in recognise(text).zones]
        assert "dateline" not in kinds
        assert recognise(text).metadata.published is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("LONDON - Oil rose.", "London"),
        ("TBILISI -- Georgia’s fleet sailed.", "Tbilisi"),
        ("VIENNA — “Nobody counted,” she said.", "Vienna"),
        ("BUSHEHR, Iran — Envoys met.", "Bushehr"),
        ("ISLAMABAD, Pakistan -- Envoys met.", "Islamabad"),
    ],
)
def test_a_place_in_capitals_and_a_dash_below_a_headline_are_a_dateline(line: str, place: str) -> None:
    found = recognise(f"Herring talks stay open\n\n{line}\n\n{BODY}")
    assert [zone.kind for zone in found.zones] == ["headline", "dateline", "body"]
    assert (found.metadata.place, found.metadata.published) == (place, None)
