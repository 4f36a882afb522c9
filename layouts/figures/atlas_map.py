"""Any regional, city or cluster figure on the map, newest or for one period."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layouts import html, theme
from layouts.chart import Chart
from layouts.figures import clusters, oblasts
from layouts.figures.points import hover
from layouts.visit import Visit
from metrics import combine, compare, frames, query

DEFAULT = "higher_education_institutions"
PLACES = ("region", "city", "cluster")
WITHOUT_POPULATION = ("UA-43", "UA-40")
"""Crimea and Sevastopol: the statistics of 1 January 2022 leave them out."""

PER = 100_000
USED = ("entity", "entity_kind", "country", "period_kind", "period", "period_end", "breakdown", "value", "status", "unit")
"""What tells whether a row can stand on the map, and when."""

FEWEST = 3
"""Places that a figure needs before it is worth a map."""


@dataclass(frozen=True)
class Mapped:
    """One indicator on the map: `rows` one per place; the places are regions, or points within them."""

    indicator: str
    rows: pd.DataFrame
    period: str
    measure: str = "level"
    blank: tuple[str, ...] = ()
    """Regions with the figure but without a known population: nothing per head is shown there."""

    @property
    def regional(self) -> pd.DataFrame:
        """Rows that fill an oblast."""
        return self.rows[self.rows["entity_kind"] == "region"]

    @property
    def pointed(self) -> pd.DataFrame:
        """Rows drawn as bubbles, most of them cities and clusters."""
        return self.rows[self.rows["entity_kind"] != "region"]


def _usable(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[(rows["country"] == "ukraine") & rows["value"].notna() & (rows["breakdown"] == "")
                & rows["entity_kind"].isin(PLACES) & ~rows["period_kind"].isin(["rank", "date"])
                & ~rows["status"].isin(["F", "planned"]) & (rows["unit"] != "unknown")]


def indicators(visit: Visit) -> tuple[str, ...]:
    """Indicators with values for at least three places in Ukraine."""
    return _mapped(visit.release)


@lru_cache(maxsize=4)
def _mapped(release: query.Release) -> tuple[str, ...]:
    rows = query.held(release)
    rows = rows[(rows["country"] == "ukraine") & rows["entity_kind"].isin(PLACES) & ~rows["period_kind"].isin(["rank", "date"])
                & ~rows["status"].isin(["F", "planned"]) & (rows["unit"] != "unknown")]
    places = rows.groupby("indicator")["entity"].nunique()
    return tuple(sorted(places[places >= FEWEST].index))


def periods(visit: Visit, indicator: str) -> tuple[str, ...]:
    """Periods of an indicator that have values for at least three places, newest first."""
    return _periods(visit.release, indicator)


@lru_cache(maxsize=256)
def _periods(release: query.Release, indicator: str) -> tuple[str, ...]:
    """Kept for the indicators asked for last: the picker, its choice and the map ask for the same."""
    rows = _usable(query.observations(release, USED, indicators=[indicator], breakdown="", valued=True))
    places = rows.groupby("period").agg(count=("entity", "nunique"), end=("period_end", "max"))
    return tuple(places[places["count"] >= FEWEST].sort_values("end", ascending=False).index)


def data(visit: Visit, indicator: str, period: str = "newest", measure: str = "level") -> Mapped:
    """The rows of one indicator: the newest of each place, or those of one period; per 100,000 inhabitants if asked."""
    if period == "newest":
        rows = _usable(query.latest(visit.release, indicators=[indicator]))
    else:
        rows = compare.newest(_usable(query.observations(visit.release, indicators=[indicator], periods=[period]))).rows
    if measure == "per_head":
        divided = combine.per_head(rows, query.observations(visit.release, indicators=["population"]))
        blank = tuple(divided[divided["per_head"].isna()]["entity"])
        rows = divided[divided["per_head"].notna()].assign(
            value=lambda made: made["per_head"] * PER, value_high=lambda made: made["per_head_high"] * PER,
            qualifier=lambda made: made["per_head_qualifier"])
        return Mapped(indicator, rows.sort_values("value", ascending=False), period, measure, blank)
    return Mapped(indicator, rows.sort_values("value", ascending=False), period)


def measures(visit: Visit, indicator: str) -> tuple[str, ...]:
    """The measures of an indicator: per head too, where it may be divided by a population and is told by region."""
    record = visit.register.indicators.get(indicator)
    return ("level", "per_head") if record and record.per_head and _regional(visit.release, indicator) else ("level",)


@lru_cache(maxsize=256)
def _regional(release: query.Release, indicator: str) -> bool:
    """Whether an indicator has a value of a region; kept for those asked for last."""
    return bool((_usable(query.latest(release, USED, indicators=[indicator]))["entity_kind"] == "region").any())


def draw(visit: Visit, mapped: Mapped) -> Chart:
    """The frame of the map: who is highest, how many places report, what is not comparable."""
    words, rows = visit.words, mapped.rows
    title = words("finding.nothing")
    if len(rows):
        first = rows.iloc[0]
        title = words(f"map.finding.{mapped.measure}", name=words.entity(first["entity"]), value=words.said(first),
                      what=words.indicator(mapped.indicator), period=_when(visit, mapped))
    counted = words.code("counts", visit.register.indicators[mapped.indicator].counts)
    notes = [words("map.coverage", n=len(rows), count=len(rows), what=counted)]
    if rows["qualifier"].isin(["at_least", "up_to"]).any():
        notes.append(words("map.hedged"))
    if mapped.period == "newest" and rows["period"].nunique() > 1:
        notes.append(words("map.mixed", oldest=words.period(rows.loc[rows["period_end"].idxmin()]["period"]),
                           newest=words.period(rows.loc[rows["period_end"].idxmax()]["period"])))
    if mapped.measure == "per_head":
        notes.append(words("map.per_head"))
    if mapped.indicator == "population" or mapped.measure == "per_head":
        notes.append(words("map.population"))
    return Chart(title=title, subtitle=words.definition(mapped.indicator),
                 lines=(), alt=title + ". " + "; ".join(f"{words.entity(r['entity'])} {words.said(r)}" for r in frames.records(rows)),
                 unit=visit.register.indicators[mapped.indicator].unit, notes=tuple(notes), sources=tuple(rows["source"]))


def _when(visit: Visit, mapped: Mapped) -> str:
    """The period that all rows share, or the span of their periods."""
    dated = mapped.rows[mapped.rows["period_end"].notna()]
    if dated.empty:
        return visit.words("period.unknown")
    ends = dated["period_end"]
    oldest, newest = (visit.words.period(dated.loc[place]["period"]) for place in (ends.idxmin(), ends.idxmax()))
    return newest if oldest == newest else visit.words("period.between", oldest=oldest, newest=newest)


def picture(visit: Visit, mapped: Mapped) -> dict:
    """The map itself. Clusters without the figure are shown too, hollow where nothing is known today."""
    fills = {r["entity"]: (r["value"], "\n".join(hover(visit, r))) for r in frames.records(mapped.regional)}
    bubbles = [_bubble(visit, row) for row in frames.records(mapped.pointed)]
    if fills or (mapped.pointed["entity_kind"] == "cluster").any():
        shown = {bubble["entity"] for bubble in bubbles}
        colour = "#d9730d" if fills else theme.CONTEXT
        bubbles += [_silent(visit, entity, colour) for entity in clusters.listed(visit) if entity.id not in shown]
    blank = (*mapped.blank, *WITHOUT_POPULATION) if mapped.measure == "per_head" else ()
    unknown = {code: f"{visit.words.entity(code)}: {visit.words('reason.population_unknown')}" for code in blank}
    return oblasts.draw(visit, fills, [b for b in bubbles if oblasts.located(visit, b["entity"])], unknown)


def _bubble(visit: Visit, row: Mapping) -> dict:
    home = visit.register.entities[row["entity"]]
    place = home.within if row["entity_kind"] == "cluster" and home.within else row["entity"]
    said = visit.words.hedged(row["value"], row["value_high"], row["qualifier"], row["status"])
    return {"entity": row["entity"], "value": abs(row["value"]), "hover": "\n".join(hover(visit, row)),
            "link": visit.entity_link(row["entity"]), "label": f"{visit.words.entity(place)} {said}"}


def _silent(visit: Visit, entity, colour: str) -> dict:
    status = visit.words(f"status.entity.{entity.status or 'unknown'}")
    return {"entity": entity.id, "value": None, "hollow": entity.status in clusters.SILENT, "colour": colour,
            "hover": f"{visit.words.entity(entity.id)}\n{status}", "link": visit.entity_link(entity.id)}


def legend(visit: Visit, mapped: Mapped) -> html.Ul | None:
    """The steps of the fill, and what hatching means."""
    values = list(mapped.regional["value"])
    if not values:
        return html.P(visit.words("map.bubbles.legend"), className="key")
    steps = [html.Li([html.Span(className="swatch", style={"background": step.colour}), step.label])
             for step in oblasts.scale(visit, values)]
    unknown = html.Li([html.Span(className="swatch mark-not_reported"), visit.words("mark.not_reported")])
    dots = html.Li([html.Span(className="swatch dot"), visit.words("map.clusters")])
    return html.Ul([*steps, unknown, dots], className="key scale")
