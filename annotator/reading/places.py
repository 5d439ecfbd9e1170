"""Names of places as datelines write them: what can be one, and how one in capitals is spelled otherwise."""

import re

WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|(?:ال)?(?:أحد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت)|[월화수목금토일]요일|星期[一二三四五六日天]"
)
"""Pattern source of a day of the week, which is no place; to be compiled with `re.IGNORECASE`."""
_LONGEST_PLACE = 45
_MOST_WORDS = 5
_PARTICLES = frozenset(
    """al|an|as|au|d|da|das|de|del|der|des|di|do|dos|du|e|el|en|es|et|la|las|le|les|los|na|of|on|sous|sur|the|und|upon
y|и|на|над""".replace("\n", "|").split("|")
)
_NO_PLACE = frozenset(["after", "as", "at", "before", "by", "from", "in", "on", "since", "until", "в", "с"])
"""Words that begin a sentence such as `On November 1 - the day …`, and no place."""
_EDITORIAL = frozenset(
    """advisory|agenda|alert|analysis|background|breaking|brief|bulletin|calendar|chronology|clarification|column|comment
commentary|corrected|correction|diary|editorial|eds|exclusive|explainer|factbox|feature|flash|graphic|highlights|insight
interview|lead|letter|live|note|obituary|opinion|photos|poll|preview|profile|q&a|quotes|recap|refile|release|repeat|report
review|roundup|scenarios|snap|special|statement|summary|timeline|transcript|update|updated|urgent|video|watch|wrapup
срочно|молния""".replace("\n", "|").split("|")
)
"""Words that editors put before a headline, and no place."""
_KNOWN = frozenset(
    """abu dhabi|abuja|accra|addis ababa|aden|adelaide|ahmedabad|aleppo|alexandria|algiers|almaty|amman|amsterdam
andorra|ankara|antalya|arbil|ashgabat|ashkhabad|asmara|astana|asuncion|athens|atlanta|auckland|baghdad|bahrain
baku|bandar abbas|bangkok|barcelona|basel|basra|beijing|beirut|belfast|belgrade|benghazi|berlin|bern|berne
birmingham|bishkek|bogota|bombay|bonn|boston|brasilia|bratislava|brazzaville|brussels|bucharest|budapest
buenos aires|bushehr|busan|cairo|calcutta|canberra|cape town|capitol hill|caracas|casablanca|chennai|chicago
chisinau|colombo|copenhagen|dakar|dalian|dallas|damascus|dar es salaam|delhi|detroit|dhaka|doha|donetsk|dubai
dublin|dubrovnik|dushanbe|edinburgh|frankfurt|gaza|gaza city|geneva|glasgow|grozny|guangzhou|guatemala city
hamburg|hanoi|harare|harbin|havana|helsinki|herat|hiroshima|ho chi minh city|hong kong|honolulu|houston
hyderabad|incheon|irkutsk|isfahan|islamabad|istanbul|izmir|jakarta|jalalabad|jeddah|jerusalem|johannesburg
kabul|kaesong|kaliningrad|kampala|kandahar|karachi|kathmandu|kazan|khabarovsk|kharkiv|kharkov|khartoum|kiev|kigali
kinshasa|kirkuk|kolkata|krasnoyarsk|kuala lumpur|kuwait|kuwait city|kyiv|kyoto|la paz|lagos|lahore|las vegas|lima
lisbon|ljubljana|london|los angeles|luanda|lucknow|lugansk|luxembourg|lviv|macau|madrid|male|managua|manama|manila
maputo|marrakesh|mashhad|mecca|melbourne|mexico city|miami|milan|minsk|mogadishu|montevideo|montreal|moscow|mosul
mumbai|munich|murmansk|muscat|n'djamena|nagasaki|nairobi|nanjing|naypyidaw|new delhi|new york|niamey|nicosia
novosibirsk|odesa|odessa|osaka|oslo|ottawa|panama city|panmunjom|paris|pentagon|perth|peshawar|philadelphia
phnom penh|podgorica|port-au-prince|prague|pretoria|pristina|pyongyang|quetta|quito|rabat|ramallah|rangoon|rawalpindi
reykjavik|riga|rio de janeiro|riyadh|rome|rostov-on-don|san francisco|san salvador|sanaa|santiago|sao paulo|sarajevo
seattle|sejong|seoul|sevastopol|shanghai|sharjah|shenyang|shiraz|simferopol|singapore|skopje|sochi|sofia
st petersburg|st. petersburg|state department|stockholm|strasbourg|sukhumi|suva|sydney|tabriz|taipei|tallinn
tashkent|tbilisi|tegucigalpa|tehran|teheran|tel aviv|the hague|the pentagon|tianjin|tirana|tiraspol|tokyo|toronto
tripoli|tskhinvali|tunis|ulan bator|ulan-ude|ulaanbaatar|united nations|vancouver|vatican city|vienna|vientiane
vilnius|vladivostok|warsaw|washington|washington dc|washington d.c|wellington|white house|windhoek|yalta|yangon
yekaterinburg|yerevan|zagreb|zurich
москва|киев|київ|минск|санкт-петербург|астана|ташкент|баку|ереван|тбилиси|тегеран|вена|женева|пхеньян|сеул
вашингтон|лондон|париж|пекин|서울|평양|北京|東京|طهران|دمشق|بغداد|القاهرة|بيروت|فيينا|جنيف|واشنطن""".replace(
        "\n", "|"
    ).split("|")
)


def is_place(words: str) -> bool:
    """Whether it could be the name of a place: a few words, capitalised where the script has capitals."""
    if not 2 <= len(words) <= _LONGEST_PLACE or sum(character.isalpha() for character in words) < 2:
        return False
    parts = words.split()
    return (
        len(parts) <= _MOST_WORDS
        and not parts[0][0].islower()
        and parts[0].lower() not in _NO_PLACE
        and (parts[0].lower() not in _EDITORIAL or is_known_place(words))
        and all(not part[0].islower() or part.lower() in _PARTICLES for part in parts)
        and all(character.isalpha() or character in " .'’ʼ/-‐‑–·`" for character in words)
    )


def is_known_place(words: str) -> bool:
    """Whether it is a city of the list, or several of them: `MOSCOW/KYIV`. Spaces and `.,` around it count nothing."""
    parts = re.split(r"\s?[/]\s?|\s-\s", words.strip(" .,").lower().replace("’", "'"))
    return all(part in _KNOWN for part in parts)


def title_case(place: str) -> str:
    """`NEW YORK` as `New York`, `РОСТОВ-НА-ДОНУ` as `Ростов-на-Дону`; a place not in capitals stays."""
    if not place.isupper():
        return place
    words = re.split(r"([\s/\-‐‑–·]+)", place)
    return "".join(_titled(word, number == 0) for number, word in enumerate(words))


def _titled(word: str, first: bool) -> str:
    if word.lower() in _PARTICLES and not first:
        return word.lower()
    if re.fullmatch(r"(?:[^\W\d_]\.){2,}|DC|UN|US|UK", word):
        return word
    return re.sub(r"[^\W\d_]+", lambda match: _capitalised(match[0]), word)


def _capitalised(letters: str) -> str:
    return letters[0] + letters[1:].lower()
