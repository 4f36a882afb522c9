"""The encoding of a file: marks at its start, what cannot be, and which letters come out."""

import codecs
import math
import re
from dataclasses import dataclass

from loaders.guess.choice import Choice, said, share
from loaders.guess.letters import likelihood

JUDGED = 20_000
"""Bytes whose letters are judged; more would not change the answer."""

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ONE_BYTE = (
    ("windows-1251", "cyrillic", 0.55), ("windows-1252", "western", 0.25), ("koi8-u", "cyrillic", 0.08),
    ("cp866", "cyrillic", 0.05), ("windows-1250", "central", 0.05), ("iso-8859-5", "cyrillic", 0.02),
)
"""Code pages with the letters they are for, and how often each is met before a byte is seen."""

_HIGH = re.compile(rb"[\x80-\xff]")
_TEMPERED = 0.2
"""Letters of a word hang together; taken as so many witnesses of their own they would make anything sure."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text under the chosen encoding, byte order mark taken off, and the choice."""

    text: str
    choice: Choice


def decoded(content: bytes, fixed: object = None) -> Decoded:
    """The text of a file (or of its first part) under the likeliest encoding, or under the one that is `fixed`."""
    choice = encoding(content)
    if isinstance(fixed, str):
        return Decoded(content.decode(fixed, "replace").removeprefix("\ufeff"), choice)
    return Decoded(content.decode(str(choice.value), "replace").removeprefix("\ufeff"), choice)


def encoding(content: bytes) -> Choice:
    """The likeliest encoding of a file or of its first part."""
    for mark, name in _MARKED:
        if content.startswith(mark):
            return Choice("encoding", name, 1.0, (said("encoding.mark", name=name),))
    return _wide(content) or _utf8(content) or _one_byte(content)


def _wide(content: bytes) -> Choice | None:
    """UTF-16 without a mark: every other byte is zero (or the page of Cyrillic letters)."""
    judged = content[: JUDGED // 2 * 2]
    judged = judged[: len(judged) // 2 * 2]
    pages = b"\x00\x04\x20"
    low, high = (sum(byte in pages for byte in judged[start::2]) for start in (1, 0))
    best, name = max((low, "utf-16-le"), (high, "utf-16-be"))
    if b"\x00" not in judged or share(best, len(judged) // 2) < 0.9:
        return None
    return Choice("encoding", name, 0.97, (said("encoding.zeros", share=round(100 * share(best, len(judged) // 2))),))


def _utf8(content: bytes) -> Choice | None:
    """UTF-8 where every byte fits its rule; its last letter may be cut."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return None
    beyond = sum(sign > "\x7f" for sign in text)
    if not beyond:
        return Choice("encoding", "utf-8", 0.99, (said("encoding.ascii"),), ("windows-1251",))
    sure = 1 - 0.25**min(beyond, 8)
    return Choice("encoding", "utf-8", round(sure, 4), (said("encoding.utf8", count=beyond),), ("windows-1251",))


def _one_byte(content: bytes) -> Choice:
    """The code page under which the letters are the likeliest."""
    judged = _telling(content)
    scores = sorted(((math.log(prior) + _fit(judged, name, script), name) for name, script, prior in _ONE_BYTE), reverse=True)
    (best, name), (next_best, other) = scores[:2]
    sure = 1 / (1 + math.exp(-_TEMPERED * min(best - next_best, 100.0)))
    evidence = (said("encoding.letters", name=name, other=other, count=len(_HIGH.findall(judged))),
                said("encoding.sample", text=_words(judged.decode(name, "replace"))))
    return Choice("encoding", name, round(sure, 4), evidence, tuple(found for _, found in scores[1:4]))


def _telling(content: bytes) -> bytes:
    """The bytes to judge: the first part that holds letters beyond ASCII, with what stands around them."""
    found = _HIGH.search(content)
    start = max(found.start() - 100, 0) if found else 0
    return content[start : start + JUDGED]


def _fit(content: bytes, name: str, script: str) -> float:
    return likelihood(content.decode(name, "replace"), script)


def _words(text: str) -> str:
    """Three words that show what comes out."""
    found = dict.fromkeys(re.findall(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*", text))
    return ", ".join(list(found)[:3])
