"""A workbook that is safe to open and the same each time: texts are texts, links lead to our own cards only.

Nothing that a cell holds is ever guessed at: a text that begins with `=` is a text, -5 is the number -5.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters that a cell holds."""

MOST_LINKS = 65_000
"""Links that one sheet may hold (65,530); later cells have the address as text."""

LINE_PT, MOST_LINES = 13, 8
"""Height of a line in points, and lines of the highest row."""

INK, SOFT, RULE, PLATE, ACCENT = "#14202b", "#4a5763", "#d3d9df", "#eef3f9", "#0b5cad"
FONT = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}

_LINE = {"bottom": 4, "bottom_color": RULE}
_HEAD = {"bold": True, "bg_color": PLATE, "bottom": 1, "bottom_color": ACCENT, "text_wrap": True, "valign": "vcenter"}
_SET = {"indent": 1, "align": "left"}

LOOKS: dict[str, dict] = {
    "plain": {}, "data": {}, "data_number": {"align": "right"},
    "title": {"bold": True, "font_size": 16, **_SET}, "subtitle": {"font_size": 11, "font_color": SOFT, **_SET},
    "small": {"font_size": 9, "font_color": SOFT, **_SET},
    "head": {**_HEAD, **_SET}, "head_number": {**_HEAD, "align": "right"},
    "text": {**_LINE, **_SET}, "wrapped": {**_LINE, **_SET, "text_wrap": True},
    "strong": {**_LINE, **_SET, "text_wrap": True, "bold": True},
    "said": {**_LINE, "align": "right"}, "number": {**_LINE, "align": "right"},
    "link": {**_LINE, **_SET, "font_color": ACCENT, "underline": 1},
}
"""How cells look, by what they are for."""


class Exact(float):
    """A number that is written with every digit it has: the writer of workbooks keeps sixteen, a double may need seventeen."""

    def __format__(self, spec: str) -> str:
        return str(int(self)) if self.is_integer() and abs(self) < 1e15 else repr(float(self))


@dataclass
class Book:
    """A workbook in the making."""

    title: str
    author: str
    made: str
    """The moment of the release, ISO 8601: the only time in the file."""
    out: io.BytesIO = field(default_factory=io.BytesIO, repr=False)

    def __post_init__(self) -> None:
        guessed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(self.out, {**guessed, "in_memory": True})
        moment = datetime.fromisoformat(self.made).replace(tzinfo=None)
        self.book.set_properties({"title": self.title, "author": self.author, "created": moment})
        self._looks: dict[tuple[str, str], Format] = {}

    def look(self, name: str, number_format: str = "") -> Format:
        """A look of LOOKS, each made once."""
        key = (name, number_format)
        if key not in self._looks:
            self._looks[key] = self.book.add_format({**FONT, **LOOKS[name], **({"num_format": number_format} if number_format else {})})
        return self._looks[key]

    def sheet(self, name: str, widths: Sequence[float], footer: str, *, printed: bool = True) -> "Sheet":
        """A new sheet; where it may be printed, on landscape A4, one page wide."""
        made = self.book.add_worksheet(name)
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)
        made.set_margins(0.4, 0.4, 0.5, 0.6)
        if printed:
            made.fit_to_pages(1, 0)
        made.set_footer(f"&L&8{footer.replace('&', '&&')[:200]}&R&8&P / &N")
        for place, width in enumerate(widths):
            made.set_column(place, place, width, self.look("plain"))
        return Sheet(self, made)

    @property
    def bytes(self) -> bytes:
        """The file."""
        self.book.close()
        return self.out.getvalue()


@dataclass
class Sheet:
    """One sheet in the making, filled from top to bottom."""

    book: Book
    sheet: Worksheet
    row: int = 0
    links: int = 0

    def text(self, column: int, text: object, look: str = "text") -> None:
        """A text as a text, whatever it begins with."""
        self.sheet.write_string(self.row, column, str(text)[:LONGEST], self.book.look(look))

    def number(self, column: int, value: float | None, number_format: str = "0", look: str = "number") -> None:
        """A number as it is; an empty cell where there is none."""
        if value is None or value != value:
            self.sheet.write_blank(self.row, column, None, self.book.look(look))
        else:
            self.sheet.write_number(self.row, column, Exact(value), self.book.look(look, number_format))

    def truth(self, column: int, value: bool) -> None:
        """True or false."""
        self.sheet.write_boolean(self.row, column, value, self.book.look("data"))

    def link(self, column: int, address: str, text: str) -> None:
        """A link to an address of our own."""
        if self.links >= MOST_LINKS:
            self.text(column, address)
            return
        self.links += 1
        self.sheet.write_url(self.row, column, address, self.book.look("link"), text)

    def tall(self, lines: int) -> None:
        """The height of the current row for so many lines of wrapped text: not every program finds it by itself."""
        self.sheet.set_row(self.row, LINE_PT * max(1, min(lines, MOST_LINES)) + 3)

    def line(self, text: str, look: str, height: float = 0) -> None:
        """One line of text over the table."""
        if height:
            self.sheet.set_row(self.row, height)
        self.text(0, text, look)
        self.row += 1

    def head(self, names: Sequence[str], numeric: Sequence[int] = (), *, frozen: int = 1, height: float = 32) -> None:
        """The row of names: it stays in sight, and is repeated on every printed page."""
        self.sheet.set_row(self.row, height)
        for place, name in enumerate(names):
            self.text(place, name, "head_number" if place in numeric else "head")
        self.sheet.repeat_rows(self.row)
        self.row += 1
        self.sheet.freeze_panes(self.row, frozen)

    def filtered(self, first: int, columns: int) -> None:
        """Arrows for filtering on the row of names."""
        if self.row > first + 1:
            self.sheet.autofilter(first, 0, self.row - 1, columns - 1)
