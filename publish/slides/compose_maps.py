"""Maps: Ukraine with its 27 units, filled by amount or by group, dots for clusters and cities, arrows for who moved."""

from math import sqrt

from layouts import theme
from layouts.figures import alliance, atlas_map, clusters, oblasts, profile, ranking
from publish.drawing.blocks import Area, Dot, Map
from publish.slides.making import Made, Making, Nothing

GREATEST_PT, SMALLEST_PT = 17.0, 3.5
LABELS = 7
"""Dots that carry their value; the rest would run into each other."""

OWN_COLOUR = theme.AMOUNTS[2]


def areas(making: Making, fills: dict[str, tuple[str, str, str]], values: dict[str, float] | None = None) -> tuple[Area, ...]:
    """All units of the country; `fills` holds (colour, label, statement) of those that say something, `values` what they are sorted by."""
    words = making.words
    made = []
    for feature in oblasts.features(making.visit):
        colour, label, statement = fills.get(feature["id"], ("", "", ""))
        made.append(Area(feature["id"], words.entity(feature["id"]), colour, label, statement, (values or {}).get(feature["id"])))
    return tuple(made)


def dot(making: Making, entity_id: str, value: float | None = None, top: float = 0, label: str = "", statement: str = "",
        said: str = "") -> Dot | None:
    """One dot at the place of an entity; None where no place is known."""
    place = oblasts.located(making.visit, entity_id)
    if place is None:
        return None
    entity = making.visit.register.entities[entity_id]
    host = entity.relocated_to and oblasts.located(making.visit, entity.relocated_to)
    radius = max(SMALLEST_PT, GREATEST_PT * sqrt(value / top)) if value and top else SMALLEST_PT
    return Dot(making.words.entity(entity_id), *place, radius_pt=round(radius, 2), label=label, hollow=entity.status in clusters.SILENT,
               statement=statement, moved_to=host or None, said=said)


def of_clusters(making: Making, asked) -> list[Made]:
    """The listed clusters at home, sized by one indicator where it is known like for like."""
    visit = making.visit
    indicator = asked.indicators[0] if asked.indicators else clusters.INDICATOR
    listed = sorted(clusters.listed(visit), key=lambda entity: entity.id)
    ranked = ranking.data(visit, indicator, [entity.id for entity in listed])
    chart = clusters.draw(visit, indicator, ranked)[1]
    known = {row["entity"]: row for row in ranked.ranked.to_dict("records")}
    dots = [_sized(making, entity.id, known) for entity in listed]
    drawn = Map(areas(making, {}), tuple(filter(None, dots)), (), chart.alt)
    remarks = chart.notes
    return [Made((drawn,), tuple(row["statement"] for row in known.values()), chart.title, chart.subtitle, remarks,
                 (chart.title, chart.subtitle, chart.alt), tuple(entity.id for entity in listed))]


def _sized(making: Making, entity_id: str, known: dict[str, dict]) -> Dot | None:
    row = known.get(entity_id)
    if row is None:
        return dot(making, entity_id)
    top = max(one["value"] for one in known.values())
    largest = sorted(known.values(), key=lambda one: -one["value"])[:LABELS]
    label = making.words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"])
    home = making.visit.register.entities[entity_id].within or entity_id
    said = f"{making.words.entity(home)} {label}" if any(one["entity"] == entity_id for one in largest) else ""
    return dot(making, entity_id, row["value"], top, said, row["statement"], label)


def of_indicator(making: Making, asked) -> list[Made] | Nothing:
    """Any regional, city or cluster figure, newest or of one period."""
    visit, words = making.visit, making.words
    measure = asked.measure if asked.measure == "per_head" else "level"
    mapped = atlas_map.data(visit, asked.indicators[0], making.one(asked.period) or "newest", measure)
    if mapped.rows.empty:
        return Nothing(words("deck.why.none"))
    chart = atlas_map.draw(visit, mapped)
    regional, pointed = mapped.regional.to_dict("records"), mapped.pointed.to_dict("records")
    values = [row["value"] for row in regional]
    ends = oblasts.bins(values) if values else []
    fills = {row["entity"]: (oblasts.colour(row["value"], ends), _label(making, row), row["statement"]) for row in regional}
    top = max((abs(row["value"]) for row in pointed), default=0)
    labels = [f"{words.entity(row['entity'])} {_label(making, row)}" if place < LABELS else "" for place, row in enumerate(pointed)]
    dots = [dot(making, row["entity"], abs(row["value"]), top, label, row["statement"]) for row, label in zip(pointed, labels, strict=True)]
    steps = tuple((step.colour, step.label) for step in oblasts.scale(visit, values)) if values else ()
    drawn = Map(areas(making, fills, {row["entity"]: row["value"] for row in regional}), tuple(filter(None, dots)), steps, chart.alt)
    counted = (chart.title, chart.alt, *chart.notes, *(label for _, label in steps))
    return [Made((drawn,), tuple(mapped.rows["statement"]), chart.title, chart.subtitle, chart.notes, counted)]


def _label(making: Making, row: dict) -> str:
    return making.words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"])


def of_region(making: Making, asked) -> list[Made]:
    """One region among the 27, with its clusters."""
    iso = making.ids(asked.entities)[0]
    words = making.words
    inside = profile.within(making.visit, iso, ("cluster",))
    dots = tuple(filter(None, (dot(making, one, label=words.entity(one)) for one in inside)))
    alt = words("region.locator", name=words.entity(iso), n=len(dots), count=len(dots))
    drawn = Map(areas(making, {iso: (OWN_COLOUR, words.entity(iso), "")}), dots, (), alt)
    return [Made((drawn,), (), words("deck.region", name=words.entity(iso)), counted=(alt,), records=(iso, *inside))]


def of_members(making: Making, asked) -> list[Made]:
    """The members that the alliance's report names and whose place is known."""
    words = making.words
    named = alliance.members(making.visit)
    placed = [e for e in named if e.within and e.within != "ukraine" and oblasts.located(making.visit, e.id)]
    title = words("deck.members", n=len(placed), count=len(placed), named=len(named))
    drawn = Map(areas(making, {}), tuple(filter(None, (dot(making, e.id) for e in placed))), (),
                title + " " + ", ".join(f"{words.entity(e.id)} ({words.entity(e.within)})" for e in placed))
    told = (title, words("alliance.members.lead"))
    return [Made((drawn,), ("B002",), title, remarks=told, counted=told, records=tuple(e.id for e in placed))]


def of_groups(making: Making, asked) -> list[Made] | Nothing:
    """Places that statements put together: a colour per group; a place in several shows the first and names all."""
    rows = {group.statement: making.shown([group.statement]) for group in asked.groups}
    told = [group for group in asked.groups if rows[group.statement]]
    if not told:
        return Nothing(making.words("deck.why.statements", ids=", ".join(rows)))
    names = {group.statement: making.words.text(group.name) for group in told}
    places: dict[str, list[tuple[str, str, str]]] = {}
    for colour, group in zip(theme.SERIES, told, strict=False):
        for place in group.entities:
            places.setdefault(place, []).append((colour, names[group.statement], rows[group.statement][0]["statement"]))
    fills = {place: (found[0][0], "; ".join(name for _, name, _ in found), found[0][2]) for place, found in places.items()}
    dots = [dot(making, place, label=making.words.entity(place), statement=found[0][2]) for place, found in places.items()
            if making.visit.register.entities[place].kind != "region"]
    alt = "; ".join(f"{making.words.entity(place)}: {fill[1]}" for place, fill in fills.items())
    drawn = Map(areas(making, fills), tuple(filter(None, dots)), tuple(zip(theme.SERIES, names.values(), strict=False)), alt)
    return [Made((drawn,), tuple(row["statement"] for found in rows.values() for row in found))]


FIGURES = {"clusters": of_clusters, "indicator": of_indicator, "region": of_region, "members": of_members, "groups": of_groups}
