"""Merged cells: what a reader sees is the value of the first cell, over the whole area."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from loaders.workbook_cells import column_name, place_of
from loaders.workbook_package import Package, local

MOST_AREAS = 65_536
MOST_FILLED = 100_000
"""Cells of one area that are filled; a larger one is a whole sheet and no header."""

_NAMED = re.compile(b"mergeCell|m\x00e\x00r\x00g\x00e\x00C\x00e\x00l\x00l\x00")


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area; rows count from 1, columns from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_name(self.left)}{self.top}:{column_name(self.right)}{self.bottom}"


@dataclass
class Merged:
    """The merged areas of a sheet, met row by row; `fill` repeats the value of an area in all of its cells."""

    areas: list[Area]
    fill: bool = False
    _open: list[tuple[Area, str]] = field(default_factory=list)
    _next: int = 0

    def row(self, number: int, texts: dict[int, str], cover: Callable[[int], None]) -> dict[int, str]:
        """The texts of a row by column, as a reader sees them; `cover` is called with each column whose own text is not seen."""
        self._open = [(area, text) for area, text in self._open if area.bottom >= number]
        while self._next < len(self.areas) and self.areas[self._next].top <= number:
            area = self.areas[self._next]
            self._next += 1
            if area.bottom >= number:
                self._open.append((area, texts.get(area.left, "") if area.top == number else ""))
        if not self._open:
            return texts
        seen = dict(texts)
        for area, text in self._open:
            self._lay(area, text, number, seen, cover)
        return dict(sorted(seen.items()))

    def _lay(self, area: Area, text: str, number: int, seen: dict[int, str], cover: Callable[[int], None]) -> None:
        first = area.left + (number == area.top)
        for column in [column for column in seen if first <= column <= area.right]:
            del seen[column]
            cover(column)
        if self.fill and text != "" and (area.right - area.left + 1) * (area.bottom - area.top + 1) <= MOST_FILLED:
            seen.update(dict.fromkeys(range(first, area.right + 1), text))


def areas(package: Package, part: str) -> list[Area]:
    """The merged areas of a sheet by their first rows. They stand behind its rows, so the sheet is walked through for them."""
    if not _mentioned(package, part):
        return []
    found: list[Area] = []

    def start(element: str, given: dict) -> None:
        if local(element) == "mergeCell":
            found.append(_area(package, given.get("ref", "")))
            if len(found) > MOST_AREAS:
                raise package.refused(f"the sheet has over {MOST_AREAS:,} merged areas; copy the table into a new workbook")

    for _ in package.walk(part, package.chunks(part), start):
        pass
    return sorted(found, key=lambda area: (area.top, area.left))


def _mentioned(package: Package, part: str) -> bool:
    """Whether the word stands anywhere in the part; most sheets are spared a second walk by it."""
    before = b""
    for piece in package.chunks(part):
        if _NAMED.search(before + piece):
            return True
        before = piece[-20:]
    return False


def _area(package: Package, reference: str) -> Area:
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        raise package.refused(f"the sheet merges {reference[:30]}, which is no area; "
                              "open the file in Excel or LibreOffice and save it again")
    return Area(start[0], start[1], end[0], end[1])
