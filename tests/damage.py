"""Ways in which files come to harm, each a function of a random source and a known table to damaged bytes."""

import random
from collections.abc import Callable
from dataclasses import replace

from foreign_tables import Known

ENCODINGS = ("utf-8", "utf-16", "windows-1251", "koi8-u", "iso-8859-1", "iso-8859-5", "cp866", "mac-cyrillic", "utf-8-sig", "windows-1252")
Damage = Callable[[random.Random, Known], bytes]


def _in_one_line(rng: random.Random, known: Known, change: Callable[[str], str]) -> bytes:
    """The file with one line of it changed."""
    end = "\r\n" if "\r\n" in known.text else "\n"
    lines = known.text.split(end)
    place = rng.choice([place for place, line in enumerate(lines) if line])
    lines[place] = change(lines[place])
    return end.join(lines).encode(known.encoding, "replace")


def _insert(rng: random.Random, line: str, sign: str) -> str:
    place = rng.randint(0, len(line))
    return line[:place] + sign + line[place:]


def delimiter_lost(rng: random.Random, known: Known) -> bytes:
    def change(line: str) -> str:
        places = [place for place, sign in enumerate(line) if sign == known.delimiter]
        place = rng.choice(places) if places else len(line)
        return line[:place] + line[place + 1:]
    return _in_one_line(rng, known, change)


def delimiter_added(rng: random.Random, known: Known) -> bytes:
    return _in_one_line(rng, known, lambda line: _insert(rng, line, known.delimiter))


def stray_quote(rng: random.Random, known: Known) -> bytes:
    return _in_one_line(rng, known, lambda line: _insert(rng, line, '"'))


def two_stray_quotes(rng: random.Random, known: Known) -> bytes:
    return _in_one_line(rng, known, lambda line: _insert(rng, _insert(rng, line, '"'), '"'))


def quotes_in_two_rows(rng: random.Random, known: Known) -> bytes:
    once = _in_one_line(rng, known, lambda line: _insert(rng, line, '"')).decode(known.encoding)
    return _in_one_line(rng, replace(known, text=once), lambda line: _insert(rng, line, '"'))


def _shift(rng: random.Random, known: Known, to_the_left: bool) -> bytes:
    def change(line: str) -> str:
        cells = line.split(known.delimiter)
        place = rng.randrange(len(cells))
        moved = [*cells[:place], *cells[place + 1:], ""] if to_the_left else [*cells[:place], "", *cells[place:-1]]
        return known.delimiter.join(moved)
    return _in_one_line(rng, known, change)


def shifted_left(rng: random.Random, known: Known) -> bytes:
    return _shift(rng, known, to_the_left=True)


def shifted_right(rng: random.Random, known: Known) -> bytes:
    return _shift(rng, known, to_the_left=False)


def two_cells_swapped(rng: random.Random, known: Known) -> bytes:
    def change(line: str) -> str:
        cells = line.split(known.delimiter)
        a, b = rng.randrange(len(cells)), rng.randrange(len(cells))
        cells[a], cells[b] = cells[b], cells[a]
        return known.delimiter.join(cells)
    return _in_one_line(rng, known, change)


def encoding_swapped(rng: random.Random, known: Known) -> bytes:
    return known.text.encode(rng.choice(ENCODINGS), "replace")


def read_in_another_encoding(rng: random.Random, known: Known) -> bytes:
    return known.content.decode(rng.choice(ENCODINGS), "replace").encode(known.encoding, "replace")


def one_row_in_another_encoding(rng: random.Random, known: Known) -> bytes:
    lines = known.content.split(b"\n")
    place = rng.randrange(len(lines))
    text = lines[place].decode(known.encoding, "replace")
    lines[place] = text.encode(rng.choice(ENCODINGS), "replace")
    return b"\n".join(lines)


def byte_changed(rng: random.Random, known: Known) -> bytes:
    content = bytearray(known.content)
    content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def cut_anywhere(rng: random.Random, known: Known) -> bytes:
    return known.content[:rng.randrange(len(known.content))]


def cut_at_a_row(rng: random.Random, known: Known) -> bytes:
    end = "\r\n" if "\r\n" in known.text else "\n"
    lines = known.text.split(end)
    return end.join([*lines[:rng.randint(1, len(lines) - 1)], ""]).encode(known.encoding)


def _in_one_number(rng: random.Random, known: Known, change: Callable[[str, int], str]) -> bytes:
    places = [place for place, sign in enumerate(known.text) if sign in "0123456789"]
    return change(known.text, rng.choice(places)).encode(known.encoding, "replace")


def number_mark(rng: random.Random, known: Known) -> bytes:
    mark = rng.choice(("_", ",", ".", " ", "\u00a0", "'", "e5", "-", "+", "%", "٠", "０", "O", "l", "нуль"))
    return _in_one_number(rng, known, lambda text, place: text[:place + 1] + mark + text[place + 1:])


def number_word(rng: random.Random, known: Known) -> bytes:
    word = rng.choice(("inf", "nan", "-inf", "NaN", "1e400", "0x1F", "1_000", "１２３", "12-Jan", "2024-01-12", "#REF!", "None", "1,234"))

    def change(line: str) -> str:
        cells = line.split(known.delimiter)
        cells[rng.randrange(len(cells))] = word
        return known.delimiter.join(cells)
    return _in_one_line(rng, known, change)


def row_twice(rng: random.Random, known: Known) -> bytes:
    end = "\r\n" if "\r\n" in known.text else "\n"
    return _in_one_line(rng, known, lambda line: line + end + line)


def rows_joined(rng: random.Random, known: Known) -> bytes:
    places = [place for place, sign in enumerate(known.text) if sign == "\n"]
    place = rng.choice(places)
    return (known.text[:place].removesuffix("\r") + known.text[place + 1:]).encode(known.encoding)


def blank_line(rng: random.Random, known: Known) -> bytes:
    end = "\r\n" if "\r\n" in known.text else "\n"
    return _in_one_line(rng, known, lambda line: line + end)


def line_ends_changed(rng: random.Random, known: Known) -> bytes:
    return known.text.replace("\r\n", "\n").replace("\n", rng.choice(("\n", "\r\n", "\r"))).encode(known.encoding)


def letter_alike(rng: random.Random, known: Known) -> bytes:
    pairs = {"а": "a", "о": "o", "е": "e", "і": "i", "с": "c", "A": "А", "O": "О", "E": "Е", "P": "Р"}
    places = [place for place, sign in enumerate(known.text) if sign in pairs]
    place = rng.choice(places)
    return (known.text[:place] + pairs[known.text[place]] + known.text[place + 1:]).encode(known.encoding, "replace")


NEVER_WRONG: tuple[Damage, ...] = (
    delimiter_lost, delimiter_added, stray_quote, two_stray_quotes, quotes_in_two_rows, encoding_swapped, read_in_another_encoding,
    one_row_in_another_encoding, row_twice, rows_joined, blank_line, line_ends_changed, letter_alike, number_word)
"""After these a file is read right or refused."""
MAY_BE_WELL_FORMED: tuple[Damage, ...] = (cut_anywhere, cut_at_a_row, shifted_left, shifted_right, two_cells_swapped, byte_changed,
                                          number_mark)
"""After these a file may be a well-formed table that says something else: then the difference is announced."""
