"""The error of one field: what it is, and what to write instead."""

from pydantic_core import PydanticCustomError


def refused(what: str, instead: str, key: str = "") -> PydanticCustomError:
    """`what` follows the key's name (`is 12:30`); `key` names it where the whole record is checked."""
    return PydanticCustomError("refused", "{what}; {instead}", {"what": what, "instead": instead, "key": key})


def shown(given: object) -> str:
    """A given value as a person sees it in the file."""
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, (list, tuple)):
        return "a list"
    if isinstance(given, float):
        return f"{given:.15g}"
    return "empty" if given in ("", None) else str(given)
