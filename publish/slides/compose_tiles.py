"""Tiles: big numbers side by side, each with its hedge, its unit, whose it is and when."""

from collections.abc import Sequence

from layouts.figures import alliance, directory, newest, profile
from metrics import compare, frames, query
from publish.drawing.blocks import Tile, Tiles
from publish.slides.making import Made, Making, Nothing
from publish.slides.references import contradictions, drawn, listed

MOST = 8
"""Tiles that one slide has room for."""

_WITH_UNIT = ("percent", "rank")


def tile(making: Making, row: dict) -> Tile:
    """One row as a tile; what contradicts it undecided stands beside it."""
    words = making.words
    value, unit = _amount(making, row)
    part = words.breakdown(row["breakdown"])
    scope = [words.entity(row["entity"]), *([making.when(row)] if row["period_kind"] != "date" else [])]
    against = contradictions(making, row)
    aside = words("deck.elsewhere", value=listed(making, against, row)) if against else ""
    label = words.indicator(row["indicator"]) + (f" ({part})" if part else "")
    return Tile(label=label, value=value, unit=unit, scope=" · ".join(scope), statement=row["statement"], aside=aside, status=row["status"])


def _amount(making: Making, row: dict) -> tuple[str, str]:
    """The number as said and its unit; a percentage and a rank hold theirs."""
    words = making.words
    if row["period_kind"] == "date":
        return words.period(row["period"], row["sense"]), ""
    if row["value"] != row["value"]:
        return words("value.none"), ""
    unit = making.visit.register.codes["units"].get(row["unit"])
    if unit is None:
        return words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"]), words("flag.unit_missing")
    if unit.kind in _WITH_UNIT:
        return words.said(row), ""
    high = row["value_high"] if row["value_high"] == row["value_high"] else row["value"]
    return words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"]), words.unit(row["unit"], high)


def paged(making: Making, rows: Sequence[dict], most: int = MOST, **more) -> list[Made]:
    """Rows as slides of tiles, as even as may be."""
    more.setdefault("title", _titled(making, rows))
    return [Made((Tiles(tuple(tile(making, row) for row in part)),), tuple(row["statement"] for row in part), **more)
            for part in parts(rows, making.room(most))]


def _titled(making: Making, rows: Sequence[dict]) -> str:
    """What tiles without a title are called: the one figure with its value, or whose figures they are."""
    words = making.words
    if len(rows) == 1:
        value, unit = _amount(making, rows[0])
        return f"{words.indicator(rows[0]['indicator'])}: {value} {unit}".strip()
    names = list(dict.fromkeys(words.entity(row["entity"]) for row in rows))
    return words("deck.theme", theme=words("deck.kind.tiles"), name=", ".join(names)) if len(names) < 3 else ""


def parts(rows: Sequence, most: int) -> list[Sequence]:
    """A list in pieces of at most `most`, as even as may be."""
    count = -(-len(rows) // most)
    size = -(-len(rows) // count) if count else 1
    return [rows[at:at + size] for at in range(0, len(rows), size)]


def statements(making: Making, asked) -> list[Made] | Nothing:
    """The observations of the statements named; `apart` makes a second group."""
    rows, apart = making.shown(asked.statements), making.shown(asked.apart)
    if not rows and not apart:
        return Nothing(making.words("deck.why.statements", ids=", ".join(asked.statements)))
    lacking = making.missing([*asked.statements, *asked.apart])
    told = (making.words("deck.why.statements", ids=", ".join(lacking)),) if lacking else ()
    if not apart:
        return paged(making, rows, remarks=told)
    blocks = tuple(Tiles(tuple(tile(making, row) for row in group)) for group in (rows, apart) if group)
    return [Made(blocks, tuple(row["statement"] for row in [*rows, *apart]), remarks=told)]


def pairs(making: Making, asked) -> list[Made] | Nothing:
    """The newest figure of each entity and indicator named."""
    wanted = tuple((entity, indicator) for entity in making.ids(asked.entities) for indicator in asked.indicators)
    rows = newest.some(making.visit, wanted)
    return paged(making, _known(making, rows)) if rows else Nothing(making.words("deck.why.none"))


def membership(making: Making, asked) -> list[Made] | Nothing:
    """How many members an entity has, by each way of counting; up to the year where one is asked."""
    rows = query.observations(making.visit.release, entities=making.ids(asked.entities), concepts=["membership"])
    found = compare.newest(within(making, rows, asked, stock=True)).rows
    order = {name: place for place, name in enumerate(directory.MEMBERSHIP)}
    ordered = sorted(found.to_dict("records"), key=lambda row: (order.get(row["indicator"], len(order)), row["indicator"]))
    return paged(making, _known(making, ordered)) if ordered else Nothing(making.words("deck.why.none"))


def headlines(making: Making, asked) -> list[Made]:
    """The alliance's headline figures, each with what its report says elsewhere."""
    return paged(making, _known(making, alliance.headlines(making.visit)), title=making.words("alliance.headlines"))


def themes(making: Making, asked) -> list[Made] | Nothing:
    """A slide per theme with the figures of the period, of entities and the cities and programmes that are theirs."""
    visit, words = making.visit, making.words
    ids = [one for entity in making.ids(asked.entities) for one in (entity, *_own(making, entity))]
    rows = query.observations(visit.release, entities=ids)
    rows = within(making, rows[rows["period_kind"] != "date"], asked)
    made = []
    for theme, found in profile.by_theme(visit, frames.records(compare.newest(rows).rows)):
        if not asked.themes or theme in asked.themes:
            title = words("deck.theme", theme=words.code("themes", theme), name=words.entity(making.ids(asked.entities)[0]))
            made += paged(making, _known(making, found), title=title)
    return made or Nothing(words("deck.why.period", period=making.one(asked.period)) if asked.period else words("deck.why.none"))


def _own(making: Making, entity: str) -> list[str]:
    """The cities within an entity, and what it runs."""
    return [*profile.within(making.visit, entity, ("city",)),
            *(e.id for e in profile.run_by(making.visit, entity, (*profile.RUNS, "community", "event")))]


def within(making: Making, rows, asked, stock: bool = False):
    """Rows of the period asked for (a stock also before it), and up to `until`."""
    period, until = making.one(asked.period), making.one(asked.until)
    if until:
        rows = rows[rows["period_end"].notna() & (rows["period_end"] <= f"{until}-12-31")]
    if period:
        rows = rows[rows["period_end"].notna() & (rows["period_start"].fillna("0000") <= f"{period}-12-31")]
        rows = rows[(rows["period_end"] <= f"{period}-12-31")] if stock else rows[rows["period_end"] >= f"{period}-01-01"]
    return rows


def _known(making: Making, rows: Sequence[dict]) -> list[dict]:
    """The same observations as rows that carry all a slide needs."""
    return making.shown(row["statement"] for row in rows)


def remarked(making: Making, asked) -> tuple[str, ...]:
    """The small print that a deck writes under a slide."""
    return tuple(drawn(making, making.words.text(words)) for words in asked.remarks)


FIGURES = {"statements": statements, "newest": pairs, "membership": membership, "headlines": headlines, "themes": themes}
