"""Other ways a name is written: Cyrillic in Latin letters by the systems in use, and without the words for its kind. Pure."""

import re

from loaders import parse

_UK_2010 = dict(zip("абвгґдежзиійклмнопрстуфхцчшщьюяєї", (
    "a", "b", "v", "h", "g", "d", "e", "zh", "z", "y", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
    "ch", "sh", "shch", "", "iu", "ia", "ie", "i"), strict=True)) | {"’": "", "'": "", "ʼ": ""}
_UK_2010_FIRST = {"й": "y", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"}
"""Cabinet of Ministers resolution 55 of 2010: these letters differ at the beginning of a word."""
_BGN = _UK_2010 | {"й": "y", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi", "ь": ""}
"""BGN/PCGN 1965, without the sign for the soft letter."""
_SCHOLARLY = _UK_2010 | {"ж": "ž", "й": "j", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ю": "ju", "я": "ja", "є": "je", "ї": "ji"}
_ISO_9 = _SCHOLARLY | {"г": "g", "х": "h", "ю": "û", "я": "â", "щ": "ŝ", "є": "ê", "ї": "ï", "ы": "y", "э": "è", "ё": "ë"}
_RUSSIAN = _UK_2010 | {"г": "g", "и": "i", "й": "y", "ы": "y", "э": "e", "ё": "e", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
SYSTEMS = (_UK_2010, _BGN, _SCHOLARLY, _ISO_9, _RUSSIAN)

_KINDS = (
    "oblast", "obl", "region", "province", "district", "county", "city", "oblast'", "область", "обл", "області", "областей", "регіон",
    "край", "місто", "м", "город", "г", "autonomous republic of", "autonomous republic", "republic of", "republic", "ar",
    "автономна республіка", "автономная республика", "республіка", "республика", "ар",
)
_KIND_WORDS = tuple(sorted({parse.fold(word) for word in _KINDS}, key=len, reverse=True))
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def latin(name: str) -> set[str]:
    """A Cyrillic name in Latin letters, by each system."""
    if not _CYRILLIC.search(name):
        return set()
    small = name.casefold()
    return {_first_letters(small) if system is _UK_2010 else _put(small, system) for system in SYSTEMS}


def _put(text: str, system: dict[str, str]) -> str:
    return "".join(system.get(letter, letter) for letter in text)


def _first_letters(text: str) -> str:
    """The system of 2010, where some letters differ at the beginning of a word, and зг is zgh."""
    marked = re.sub(r"(?<![\w’'ʼ])[йюяєї]", lambda found: _UK_2010_FIRST[found[0]], text.replace("зг", "zgh"))
    return _put(marked, _UK_2010)


def bare(folded: str) -> str:
    """A folded name without the words for its kind at its ends: `kharkiv oblast` is `kharkiv`."""
    words = folded.replace(".", " ").replace("(", " ").replace(")", " ")
    text = " ".join(words.split())
    changed = True
    while changed:
        changed = False
        for kind in _KIND_WORDS:
            if text.endswith(f" {kind}"):
                text, changed = text[:-len(kind) - 1], True
            elif text.startswith(f"{kind} "):
                text, changed = text[len(kind) + 1:], True
    return text


def forms(name: str) -> set[str]:
    """All folded forms of one name: as it is, in Latin letters, and each without the words for its kind."""
    written = {parse.fold(form) for form in (name, *latin(name))}
    return {form for form in (*written, *map(bare, written)) if form}
