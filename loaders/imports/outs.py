"""A cell that gives no part of a statement: its row is left out for a reason, or refused with a message."""

from typing import NamedTuple


class Out(NamedTuple):
    """Why a row is not stored. With `message` (`is ...; write ...`) it is refused, without it is left out."""

    reason: str
    message: str = ""
