"""English words of times, as pieces of patterns and as tables."""

from annotator.domain.dates import month_number


def words(text: str) -> tuple[str, ...]:
    """Words written one after another."""
    return tuple(text.split())


MONTHS = words("January February March April May June July August September October November December")
SHORT_MONTHS = words("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")
DOUBTFUL = frozenset({"March", "April", "May", "June", "August", "MARCH", "APRIL", "MAY", "JUNE", "AUGUST"})
"""Months that are also names or other words: alone they count only where a word beside them says so."""
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
SHORT_WEEKDAYS = {
    "Mon": 0,
    "Tue": 1,
    "Tues": 1,
    "Wed": 2,
    "Thu": 3,
    "Thur": 3,
    "Thurs": 3,
    "Fri": 4,
    "Sat": 5,
    "Sun": 6,
}
SEASONS = ("spring", "summer", "autumn", "fall", "winter")

_SMALL = words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"""
)
NUMBERS = {word: number for number, word in enumerate(_SMALL, 1)} | {
    "a": 1,
    "an": 1,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "a hundred": 100,
    "a couple of": 2,
    "a dozen": 12,
    "half a dozen": 6,
}
VAGUE = ("several", "a few", "some", "many")
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
}
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

GAP = r"(?:[ \t\xa0\u2009\u202f]{1,3}(?:\n[ \t]{0,3})?|\n[ \t]{0,3})"
"""What stands between two words of one expression: never an empty line."""

THE_SAME = rf"that(?:{GAP}very)?(?:{GAP}same)?"
"""What points back to a time named before."""


def one_of(*words: str) -> str:
    """A group of alternatives, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def both_cases(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as they are and in capitals, as headlines have them."""
    return (*words, *(word.upper() for word in words))


FULL_MONTH = rf"{one_of(*both_cases(MONTHS))}(?!\w)"
MONTH = rf"(?:{FULL_MONTH}|{one_of(*both_cases(SHORT_MONTHS))}(?:\.|(?!\w)))"
WEEKDAY = rf"{one_of(*both_cases(WEEKDAYS))}(?!\w)"
SHORT_WEEKDAY = rf"{one_of(*both_cases(tuple(SHORT_WEEKDAYS)))}(?:\.|(?!\w))"
NUMBER = (
    rf"(?:\d{{1,4}}|twenty-{one_of(*_SMALL[:9])}|{one_of(*(w.replace(' ', GAP) for w in NUMBERS))})(?!\w)"
)

COUNTED = one_of(
    *words(
        """people persons men women children civilians soldiers troops policemen officers members rebels
        militants fighters workers employees voters refugees protesters demonstrators prisoners
        passengers students residents inspectors experts centrifuges tons tonnes barrels pounds
        kilograms kilogrammes kg km kilometers kilometres miles meters metres feet hectares acres square
        dollars euros rubles roubles yuan yen hundred thousand million billion trillion percent homes
        houses copies pages votes seats points hours minutes seconds days weeks months years times
        countries states nations cases deaths others GMT UTC EST EDT hrs"""
    ),
    rf"local{GAP}time",
    rf"per{GAP}cent",
    r"a\.m",
    r"p\.m",
)
"""What a number before it counts, so that the number is no day and no year."""

NOT_COUNTING = rf"(?![\w%]|[.,:/]\d|[.,]?\d|{GAP}?(?:%|{COUNTED}\b))"
"""Stands after a number that may be a day or a year."""
DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{NOT_COUNTING}"
YEAR = rf"(?:1[789]|20)\d\d{NOT_COUNTING}(?![-–]\d)"

PART_OF_DAY = rf"(?:{GAP}(?:early{GAP}|late{GAP})?(?:morning|afternoon|evening|night)\b)"
WHAT_NO_WEEKDAY_PRECEDES = one_of(
    *words(
        """Times Telegraph Mirror Express Mail Herald Tribune Post Independent Business World People Star
        Sun"""
    )
)
"""Newspapers: the Sunday Times, the Mail on Sunday is another matter."""
NO_WEEKDAY_AFTER = one_of(
    *words(
        """Bloody Black Good Ash Palm Easter Super Cyber Holy Maundy Shrove Red Man Girl Ruby Joe Mr Mr.
        Mrs Ms"""
    )
)
STREETS = one_of(
    *words("""Street Avenue Road Square Boulevard Bridge Lane Stadium Hospital Prospekt Prospect St""")
)


def number_of(word: str) -> int:
    """What a number in figures or words is; KeyError for another word."""
    word = " ".join(word.lower().split())
    if word.isdigit():
        return int(word)
    if word.startswith("twenty-"):
        return 20 + NUMBERS[word[7:]]
    return NUMBERS[word]


def month_of(word: str) -> int:
    """1..12 for a month in words, KeyError for another word."""
    number = month_number(word)
    if number is None:
        raise KeyError(word)
    return number


def weekday_of(word: str) -> int:
    """0 (Monday) to 6 for a day of the week, short or in full; KeyError for another word."""
    word = word.rstrip(".").capitalize()
    return SHORT_WEEKDAYS[word] if word in SHORT_WEEKDAYS else WEEKDAYS.index(word)
