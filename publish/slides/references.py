"""References in texts: {K016} becomes `понад 26 500 учасників`, with hedge, unit and plural of the language."""

import re
from collections.abc import Iterable

from publish.slides.making import Making

REFERENCE = re.compile(r"\{([A-Za-z0-9_.-]+)\}")


def named(text: str) -> list[str]:
    """The statements that a text refers to."""
    return REFERENCE.findall(text)


def drawn(making: Making, text: str) -> str:
    """A text with its references as values and its placeholders as names; an unknown statement says `no number`."""
    rows = {one: next(iter(making.shown([one])), None) for one in named(text)}
    said = REFERENCE.sub(lambda found: value(making, rows[found[1]]) if rows[found[1]] else making.words("value.none"), text)
    return making.filled(said)


def value(making: Making, row: dict) -> str:
    """What a statement says, as it stands in a sentence: a value with hedge and unit, or the date of a dated fact."""
    words = making.words
    if row["period_kind"] == "date":
        return words.period(row["period"], row["sense"])
    said = words.said(row)
    against = [one for one in contradictions(making, row) if one["value"] == one["value"]]
    return said + (f" ({words('deck.elsewhere', value=listed(making, against, row))})" if against else "")


def contradictions(making: Making, row: dict) -> list[dict]:
    """Statements that contradict one, undecided: of other observations by relation, of its own where nobody decided."""
    own = {one["statement"] for one in making.around[row["observation"]]}
    relations = [relation for relation in making.visit.register.relations if relation.kind == "conflicts_with"]
    pairs = [relation.between for relation in relations if own & set(relation.between)]
    others = making.shown(other for pair in pairs for other in pair if other not in own)
    if row["rivals"] and not decided(making, row):
        others += [one for one in making.around[row["observation"]] if one["statement"] != row["statement"] and _differs(one, row)]
    return others


def decided(making: Making, row: dict):
    """The resolution that chose among the statements of an observation; None where nobody did."""
    own = {one["statement"] for one in making.around[row["observation"]]}
    return next((r for r in making.visit.register.resolutions if r.show in own), None)


def _differs(one: dict, other: dict) -> bool:
    highs = [row["value_high"] if row["value_high"] == row["value_high"] else None for row in (one, other)]
    alike = (one["value"], one["qualifier"]) == (other["value"], other["qualifier"]) and highs[0] == highs[1]
    return not alike and one["value"] == one["value"]


def listed(making: Making, rows: Iterable[dict], beside: dict) -> str:
    """What several statements say, one after the other; what is said of another than `beside` is named."""
    words = making.words
    return "; ".join(words.said(row) if row["entity"] == beside["entity"]
                     else f"{words.entity(row['entity'])}, {words.indicator(row['indicator'])}, {words.said(row)}" for row in rows)
