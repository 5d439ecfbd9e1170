"""How much a decoded text looks like one: by the letters that are frequent in the languages of its encoding."""

_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйіїє")
_LATIN = frozenset("éèàêçôûîùâëïüöäßñóíáúãõœæåøÉÈÀÇÜÖÄÓÑÅØ’‘“”„–—«»…€°§ ")
_CENTRAL = frozenset("ąćęłńóśźżčšěřžýáíéůúťďňőűöüäăâîșțđŁŚŻŠČŽÁÉ’‘“”„–—«»…€° ")
_TURKISH = frozenset("ışğüöçİŞÜÖÇâî’‘“”„–—«»…€° ")
_GREEK = frozenset("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ’«»–… ")
_ARABIC = frozenset("اليمونترلبسدعفقهكحجشصطةأإىآ،؛؟يی")
_HEBREW = frozenset("יוהלארתבשםמנדפקעחגסטצכ–״׳")
_HANGUL = frozenset(
    "이다는의에을가고한를은지사로도기정부국대인해자서시일전장상하리제있보과수했조관안들어결회통"
)
_SIMPLE_HANZI = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为和地出道也时年会要作对开多发成方面行现动政经日月美报新"
    "华社京部表示京外进行问题议联合据电总统反制裁核家关系主席部长东西南北朝俄高与以及后于将从本其"
)
_FULL_HANZI = frozenset(
    "的一是不了在人有我他這中大來上國個到說們為和地出道也時年會要作對開多發成方面行現動政經日月美報新"
    "社京部表示外進問題議聯合據電總統反制裁核家關係主席部長東西南北朝俄高與以及後於將從本其"
)
_KANA = frozenset(map(chr, range(0x3041, 0x30FD))) | frozenset("、。「」・ー")

_FREQUENT = (
    # encoding, its frequent characters, and the share of them among all above ASCII in ordinary texts
    ("cp1251", _CYRILLIC, 0.85),
    ("koi8-r", _CYRILLIC, 0.85),
    ("cp866", _CYRILLIC, 0.85),
    ("iso8859-5", _CYRILLIC, 0.85),
    ("cp1252", _LATIN, 0.95),
    ("cp949", _HANGUL, 0.35),
    ("gb18030", _SIMPLE_HANZI, 0.3),
    ("shift_jis", _KANA, 0.4),
    ("cp932", _KANA, 0.4),
    ("euc_jp", _KANA, 0.4),
    ("big5", _FULL_HANZI, 0.3),
    ("cp1256", _ARABIC, 0.8),
    ("iso8859-6", _ARABIC, 0.8),
    ("cp1250", _CENTRAL, 0.95),
    ("iso8859-2", _CENTRAL, 0.95),
    ("cp1254", _TURKISH, 0.95),
    ("cp1253", _GREEK, 0.9),
    ("cp1255", _HEBREW, 0.9),
    ("koi8-u", _CYRILLIC, 0.85),
)
ENCODINGS = tuple(name for name, _, _ in _FREQUENT)
"""The encodings that are compared; of two that fit equally well the first is likelier."""


def plausibility(text: str, encoding: str) -> float:
    """0 to 1 (as frequent as usual) for a text that was decoded so; 0 for an encoding that is not compared."""
    frequent, usual = next(
        ((some, share) for name, some, share in _FREQUENT if name == encoding), (None, 1.0)
    )
    above = [character for character in text if character > "\x7f"]
    if frequent is None or not above:
        return 0.0
    return min(1.0, sum(character in frequent for character in above) / len(above) / usual)
