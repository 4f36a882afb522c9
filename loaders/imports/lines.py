"""Bytes of a file to blocks of text lines, in bounded memory: decoded strictly, each block looked at for wrong letters."""

import codecs
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from loaders.imports import letters
from loaders.imports.findings import Enough, Findings

LONGEST_LINE = 1 << 20
"""Letters of one line; a file without lines is no table."""


_LOOKED_AT = (1 << 18, 1 << 13)
"""Letters that are looked at of the first piece and of each later one: a wrong encoding shows everywhere."""


class Lines(NamedTuple):
    """Lines without their ends; `first` is the number of the first of them."""

    first: int
    texts: list[str]
    ended: bool
    """False for the last lines of a file that does not end with a newline."""
    apart: Sequence[int] = ()
    """The number of each, where they do not follow one another."""


def text_lines(pieces: Iterable[bytes], encoding: str, findings: Findings) -> Iterator[Lines]:
    """Blocks of lines; CRLF, CR and LF all end one. What cannot be decoded ends the reading with a problem."""
    name = letters.known(encoding) or "utf-8"
    decoder = io.IncrementalNewlineDecoder(_decoder(name), translate=True)
    first, rest = 1, ""
    for number, (piece, last) in enumerate(_marked_last(pieces)):
        if number == 0:
            _refuse_mark(piece, name, findings)
        text = rest + _decoded(decoder, piece, last, findings, first)
        _look(text, piece, name, findings, first, _LOOKED_AT[number > 0])
        lines = text.split("\n")
        rest = "" if last else lines.pop()
        if last and lines[-1] == "":
            lines.pop()
        if len(rest) > LONGEST_LINE:
            findings.add(first + len(lines), 1, "the line is over a million letters long; mend its end, or its encoding")
            raise Enough
        if lines:
            yield Lines(first, lines, not last or text.endswith("\n"))
        first += len(lines)


def _decoder(name: str):
    return codecs.getincrementaldecoder("utf-8-sig" if name == "utf-8" else name)("strict")


def _marked_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last."""
    held = b""
    for piece in pieces:
        if held:
            yield held, False
        held = piece
    yield held, True


def _refuse_mark(head: bytes, name: str, findings: Findings) -> None:
    """A byte order mark of another encoding than the recipe names."""
    mark = letters.marked(head)
    if mark and not name.startswith(mark):
        findings.add(1, 1, f"encoding is {name}, but the file begins with the mark of {mark}; write encoding: {mark}")
        raise Enough


def _decoded(decoder, piece: bytes, last: bool, findings: Findings, line: int) -> str:
    try:
        return decoder.decode(piece, last)
    except UnicodeError as error:
        before = piece[:getattr(error, "start", 0)]
        place = line + before.count(b"\n")
        findings.add(place, 1, f"the line is not {_named(error)}; write the encoding it is in, such as windows-1251 or utf-8")
        raise Enough from None


def _named(error: UnicodeError) -> str:
    return getattr(error, "encoding", "").replace("utf-8-sig", "utf-8") or "text of the encoding that the recipe names"


def _look(text: str, piece: bytes, name: str, findings: Findings, first: int, most: int) -> None:
    """Refuse control characters, and what a wrong encoding makes of the first `most` letters."""
    found = letters.wrong(text[:most], name)
    if not found and (name.startswith("utf-16") or len(piece.translate(None, letters.CONTROLS)) != len(piece)):
        control = letters.CONTROL.search(text)
        found = control and (control.start(), f"the text holds the control character U+{ord(control[0]):04X}")
    if found:
        place, what = found
        line = first + text.count("\n", 0, place)
        column = place - (text.rfind("\n", 0, place) + 1) + 1
        findings.add(line, column, f"{what}; the file is not in {name}: write the encoding it is in")
        raise Enough
