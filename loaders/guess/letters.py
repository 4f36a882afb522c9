"""How likely a text is as Ukrainian, Russian or a western language, judged by its letters beyond ASCII.

Ukrainian shares are counted on this project's own texts (98,492 letters), Russian ones are those of the
Russian National Corpus, rounded. For the western languages it matters only which letters are usual.
"""

import math

_UKRAINIAN = {
    "о": 88, "а": 82, "і": 72, "н": 71, "р": 62, "е": 53, "к": 52, "т": 49, "и": 48, "с": 47, "в": 45, "д": 41, "л": 36,
    "м": 29, "з": 29, "п": 28, "у": 22, "ь": 21, "я": 21, "й": 17, "г": 13, "ц": 12, "ч": 10, "б": 10, "х": 8, "ж": 7,
    "ї": 6, "є": 5, "ю": 5, "ш": 5, "ф": 4, "щ": 2, "ґ": 1,
}
_RUSSIAN = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44, "к": 35, "м": 32, "д": 30,
    "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 17, "б": 16, "ч": 14, "й": 12, "х": 10, "ж": 9, "ш": 7,
    "ю": 6, "ц": 5, "щ": 4, "э": 3, "ф": 3, "ъ": 0.4, "ё": 0.4,
}
_WESTERN = dict.fromkeys("éèàäöüçñôóíãêáâëïîúåøßæõ", 40) | dict.fromkeys("ûùýòìœšžÿ", 5)
_CENTRAL = dict.fromkeys("ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîșțşţäôĺŕľ", 30)
LANGUAGES = {"cyrillic": (_UKRAINIAN, _RUSSIAN), "western": (_WESTERN,), "central": (_CENTRAL,)}
MARKS = frozenset("«»„“”‘’–—…№§°€£©®±·•\u00a0\u00ad²³½")
"""Signs of print that a table of any language may hold."""

_MARK, _ODD, _BROKEN = math.log(0.01), math.log(0.0002), math.log(1e-7)
_MARK_OF_NUMBERS = math.log(0.1)
_HIGH_BEFORE_LOW = math.log(0.15)
_MISPLACED = math.log(0.01)


def likelihood(text: str, script: str) -> float:
    """The log likelihood of the letters beyond ASCII, under the language of the script that fits best."""
    return max(_under(text, shares, script) for shares in LANGUAGES[script])


def _under(text: str, shares: dict[str, float], script: str) -> float:
    whole = sum(shares.values())
    logs = {letter: math.log(count / whole) for letter, count in shares.items()}
    padded = f" {text} "
    total = 0.0
    for at, sign in enumerate(text, 1):
        if sign > "\x7f":
            total += _one(padded[at - 1], sign, padded[at + 1], logs, script)
    return total


def _one(before: str, sign: str, after: str, logs: dict[str, float], script: str) -> float:
    """One letter or sign among its neighbours."""
    if sign in MARKS:
        return _MARK_OF_NUMBERS if before.isdecimal() or (sign in "€£" and before in " \u00a0") else _MARK
    known = logs.get(sign.lower())
    if known is None:
        return _ODD if sign.isalpha() else _BROKEN
    return known + _case(before, sign) + _company(before, after, script)


def _case(before: str, sign: str) -> float:
    """Capitals begin words or stand among capitals; one after a small letter is a sign of the wrong code page."""
    if not sign.isupper():
        return 0.0
    return _MISPLACED if before.islower() else _HIGH_BEFORE_LOW


def _company(before: str, after: str, script: str) -> float:
    """Cyrillic letters stand by Cyrillic ones; accented Latin letters stand singly among plain ones; none stands between digits."""
    if before.isdecimal() and after.isdecimal():
        return _ODD
    plain = before.isascii() and before.isalpha(), after.isascii() and after.isalpha()
    if script == "cyrillic":
        return _MISPLACED if any(plain) else 0.0
    foreign = before > "\x7f" and before.isalpha()
    return (_MISPLACED if foreign else 0.0) + (0.0 if any(plain) else _HIGH_BEFORE_LOW)
