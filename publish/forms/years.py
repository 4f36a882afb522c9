"""Which year a form is about."""

from layouts.visit import Visit

EARLIEST, LATEST_AHEAD = 1990, 1


class FormError(ValueError):
    """A form that cannot be made as asked; says what to write instead."""


def year_of(given: str, made: str) -> int:
    """A year that a form may be about. Raises FormError."""
    last = int(made[:4]) + LATEST_AHEAD
    if not (given.isascii() and given.isdecimal() and EARLIEST <= int(given) <= last):
        raise FormError(f"the year is {given[:20]}; write one from {EARLIEST} to {last}")
    return int(given)

def usual_year(visit: Visit) -> int:
    """The year to ask for where none is named: that of the release in its last month, else the one before."""
    year, month = int(visit.release.made[:4]), int(visit.release.made[5:7])
    return year if month == 12 else year - 1
