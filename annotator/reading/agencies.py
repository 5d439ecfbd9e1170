"""News agencies: the names they go by, and the short name that an article is filed under."""

import re

_NAMES = {
    "RIA Novosti": "ria novosti, ria, риа новости, риа «новости», rian",
    "Sputnik": "sputnik, sputnik news, спутник",
    "TASS": "tass, тасс, тass, russian news agency tass, tass russian news agency",
    "ITAR-TASS": "itar-tass, itar tass, итар-тасс",
    "Interfax": "interfax, интерфакс, interfax.ru, interfax-avn, интерфакс-авн, avn, авн, interfax news agency",
    "Prime-TASS": "prime-tass, прайм-тасс, prime tass",
    "CNN": "cnn",
    "NPR": "npr",
    "MENL": "menl, middle east newsline",
    "Adnkronos": "adnkronos, aki",
    "AGI": "agi",
    "Europa Press": "europa press",
    "Notimex": "notimex",
    "ddp": "ddp, dapd",
    "SDA": "sda, ats, keystone-sda",
    "Pajhwok": "pajhwok, pajhwok afghan news",
    "JTA": "jta, jewish telegraphic agency",
    "Interfax-Ukraine": "interfax-ukraine, интерфакс-украина",
    "Ukrinform": "ukrinform, укринформ, укрінформ",
    "UNIAN": "unian, униан, уніан",
    "BelTA": "belta, белта",
    "Yonhap": "yonhap, yonhap news, yonhap news agency, 연합뉴스",
    "Newsis": "newsis, 뉴시스",
    "News1": "news1, 뉴스1",
    "KCNA": "kcna, korean central news agency, korean central news agency of dprk, 조선중앙통신, 朝鮮中央通信",
    "UPI": "upi, united press international",
    "AP": "ap, associated press, the associated press, ا ب, ا.ب, أ ب, أ.ب",
    "Reuters": "reuters, thomson reuters, рейтер, رويترز, reuter, ロイター, 路透社, 로이터",
    "AFP": "afp, agence france-presse, agence france presse, أ ف ب, ا ف ب, أ.ف.ب, ا.ف.ب, فرانس برس, 法新社",
    "Xinhua": "xinhua, xinhuanet, 新华网, xinhua news agency, new china news agency, 新华社, 新華社, синьхуа, شينخوا",
    "CNS": "cns, china news service, 中新社, 中新网, ecns",
    "Kyodo": "kyodo, kyodo news, kyodo news agency, 共同, 共同通信, 共同社, kyodo news service",
    "Jiji": "jiji, jiji press, 時事, 時事通信",
    "CNA": "cna, central news agency, 中央社",
    "IRNA": "irna, islamic republic news agency, the islamic republic news agency, ايرنا, إرنا, ارنا",
    "ISNA": "isna, iranian students' news agency, iranian students news agency, ايسنا",
    "MNA": "mna, mehr news agency, mehr news",
    "FNA": "fna, fars news agency, fars",
    "Tasnim": "tasnim, tasnim news agency",
    "Press TV": "press tv, presstv",
    "SANA": "sana, syrian arab news agency, سانا",
    "MENA": "mena, middle east news agency, أ ش أ, ا ش ا",
    "KUNA": "kuna, kuwait news agency, كونا",
    "WAM": "wam, emirates news agency, وام",
    "SPA": "spa, saudi press agency, واس",
    "QNA": "qna, qatar news agency, قنا",
    "Petra": "petra, jordan news agency, بترا",
    "Anadolu": "anadolu, anadolu agency, aa, الأناضول",
    "dpa": "dpa, deutsche presse-agentur, deutsche presse agentur, د ب أ",
    "ANSA": "ansa",
    "EFE": "efe, agencia efe",
    "PAP": "pap, polish press agency",
    "CTK": "ctk, čtk",
    "MTI": "mti",
    "BTA": "bta",
    "PTI": "pti, press trust of india",
    "IANS": "ians",
    "ANI": "ani",
    "APP": "app, associated press of pakistan",
    "Bernama": "bernama",
    "Antara": "antara",
    "VNA": "vna, vietnam news agency",
    "VOA": "voa, voice of america, voa news, voice of america news",
    "RFE/RL": "rfe/rl, rferl, rfe-rl, radio free europe/radio liberty, radio free europe / radio liberty",
    "RFA": "rfa, radio free asia",
    "AFPS": "afps, american forces press service",
    "IPS": "ips, inter press service",
    "IRIN": "irin",
    "Prensa Latina": "prensa latina",
    "BBC": "bbc, bbc news, би-би-си",
    "BBC Monitoring": "bbc monitoring, bbc monitoring international reports",
    "Bloomberg": "bloomberg, bloomberg news",
    "Azertac": "azertac, azertag, azeri state news agency",
    "APA": "apa, austria presse agentur",
    "Armenpress": "armenpress, арменпресс",
    "Agerpres": "agerpres, rompres",
    "Tanjug": "tanjug, танјуг",
    "HINA": "hina",
    "LUSA": "lusa",
    "Belga": "belga",
    "ANP": "anp",
    "NTB": "ntb",
    "TT": "tt news agency",
    "Ritzau": "ritzau",
    "TAP": "tunis afrique presse",
    "APS": "algeria press service, algerie presse service",
    "NAN": "news agency of nigeria",
    "UNI": "united news of india",
    "BSS": "bangladesh sangbad sangstha",
    "PNA": "philippine news agency",
    "TNA": "thai news agency",
    "AAP": "aap, australian associated press",
    "CP": "the canadian press, canadian press",
    "Kazinform": "kazinform, казинформ",
    "Kabar": "kabar, кабар",
    "AKIpress": "akipress",
    "Rosbalt": "rosbalt, росбалт",
    "Regnum": "regnum, регнум",
    "UN News": "un news, un news service, un news centre",
    "Army News Service": "army news service",
    "Trend": "trend, trend news agency",
    "People's Daily": "people's daily, people's daily online",
}
_SHORT = {alias: short for short, aliases in _NAMES.items() for alias in aliases.split(", ")}
KNOWN = "|".join(sorted((re.escape(alias) for alias in _SHORT), key=lambda alias: (-len(alias), alias)))
"""Pattern source of every name in the table; to be compiled with `re.IGNORECASE`."""
_LONGEST_NAME = 80
_LABEL = re.compile(r"^(?:source|agency|источник)\s*:\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s[-–—|]\s|\s\(|\)")


def known_agency(name: str) -> str | None:
    """The short name of a known agency, whichever of its names is given: `Voice of America` is `VOA`."""
    return _SHORT.get(" ".join(name.lower().replace("’", "'").split()))


def agency_line(line: str) -> str | None:
    """The agency if the line is nothing but its name, alone or as `IRNA - Islamic Republic News Agency`."""
    if len(line) > _LONGEST_NAME:
        return None
    line = _LABEL.sub("", line.strip())
    known = known_agency(line[1:-1] if line.startswith("(") and line.endswith(")") else line)
    if known:
        return known
    parts = [part for part in _BETWEEN.split(line) if part.strip()]
    one, other = map(known_agency, parts) if len(parts) == 2 else (None, None)
    return one if one == other else None
