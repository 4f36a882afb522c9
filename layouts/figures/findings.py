"""The finding of a figure as a sentence, composed from its rows with their hedges; else the plain name."""

from collections.abc import Mapping, Sequence

from layouts.visit import Visit
from metrics import change

Rows = Sequence[Mapping]

EXPECTED = ("F", "planned")
WORTH_SAYING_PERCENT = 1


def series(visit: Visit, rows: Rows) -> str:
    """What the longest line of a series says: where it stands now, against its peak or its start."""
    if not rows:
        return visit.words("finding.nothing")
    line = _main_line(rows)
    words = visit.words
    last = line[-1]
    name = words.indicator(last["indicator"])
    if len({row["entity"] for row in rows}) > 1:
        name = words("finding.of", what=name, name=words.entity(last["entity"]))
    amount = words.hedged(last["value"], last["value_high"], last["qualifier"], last["status"]) \
        if last["unit"] in ("index", "per_head") else words.said(last)
    now = words("finding.now", name=name, value=amount, period=words.period(last["period"]))
    turn = _turn(visit, line)
    return f"{now}, {turn}" if turn else now


def _main_line(rows: Rows) -> Rows:
    """The outcomes of the longest line, oldest first; the whole where nothing but forecasts is there."""
    found = lines([row for row in rows if row["status"] not in EXPECTED] or rows)
    longest = max(found, key=lambda name: (len(found[name]), max(row["value"] for row in found[name]), name))
    return sorted(found[longest], key=lambda row: (row["period_end"] is None, row["period_end"]))


def _turn(visit: Visit, line: Rows) -> str:
    """Below its peak, or the highest since its start; nothing where floors or gaps forbid to say so."""
    if len(line) < 3 or any(row["qualifier"] not in ("exact", "about") for row in line):
        return ""
    last, peak = line[-1], max(line, key=lambda row: row["value"])
    if peak["statement"] == last["statement"]:
        return visit.words("finding.highest", first=visit.words.period(line[0]["period"]))
    if last["unit"] in ("percent", "rank"):
        return ""
    fall = change.percent_change(peak, last)
    if fall.qualifier not in ("exact", "about") or abs(fall.value) < WORTH_SAYING_PERCENT:
        return ""
    return visit.words("finding.below", percent=visit.words.number(abs(fall.value), 0), peak=visit.words.period(peak["period"]))


def lines(rows: Rows) -> dict[tuple[str, str], list[Mapping]]:
    """The rows of each line of a series by entity and indicator, lines and rows in the order given."""
    found: dict[tuple[str, str], list[Mapping]] = {}
    for row in rows:
        found.setdefault((row["entity"], row["indicator"]), []).append(row)
    return found


def series_alt(visit: Visit, rows: Rows) -> str:
    """The text alternative of a series: each line with its first and last point."""
    if not rows:
        return visit.words("finding.nothing")
    parts = []
    for (entity, indicator), group in lines(rows).items():
        first, last = group[0], group[-1]
        parts.append(visit.words(
            "alt.line", entity=visit.words.entity(entity), indicator=visit.words.indicator(indicator),
            first=visit.words.hedged(first["value"], first["value_high"], first["qualifier"], first["status"]),
            first_period=visit.words.period(first["period"]),
            last=visit.words.hedged(last["value"], last["value_high"], last["qualifier"], last["status"]),
            last_period=visit.words.period(last["period"]), n=len(group), count=len(group)))
    return " ".join(parts)


def ranking(visit: Visit, ranked: Rows) -> str:
    """What a ranking says: who is first by stated figure, with the range its hedge leaves."""
    if not ranked:
        return visit.words("finding.nothing")
    words, first = visit.words, ranked[0]
    names = ", ".join(words.entity(row["entity"]) for row in ranked if row["rank"] == 1)
    hedged = any(row["qualifier"] in ("at_least", "up_to") for row in ranked)
    key = "finding.first.stated" if hedged else "finding.first"
    return words(key, what=words.indicator(first["indicator"]), name=names, value=words.said(first), n=len(ranked), count=len(ranked))


def could_change(visit: Visit, ranked: Rows) -> str:
    """Who could change places: `by stated minimum; A over 600, B over 300 could change places`; empty if nobody."""
    floors = [row for row in ranked if row["changeable"]]
    if not floors:
        return ""
    words = visit.words
    named = [f"{words.entity(r['entity'])} {words.hedged(r['value'], r['value_high'], r['qualifier'])}" for r in floors[:4]]
    more = len(floors) - len(named)
    listed = ", ".join(named) + (" " + words("list.more", n=more, count=more) if more > 0 else "")
    minimums = all(row["qualifier"] == "at_least" for row in floors)
    return words("note.could_change.minimum" if minimums else "note.could_change", names=listed)


def total(visit: Visit, summed) -> str:
    """A total with its coverage: at least 1,074 companies; 12 of 26 clusters, oldest October 2024."""
    words = visit.words
    value = words.value(summed.value, summed.value_high, summed.qualifier, summed.status, summed.unit)
    return words("note.total", value=value, have=len(summed.included), asked=len(summed.asked),
                 oldest=words.period(summed.oldest) if summed.oldest else "")


