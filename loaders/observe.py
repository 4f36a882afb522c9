"""What a statement is about: the observation it makes a statement of. Pure."""

from typing import NamedTuple

from loaders import parse
from loaders.records import Indicator, Statement


class Observation(NamedTuple):
    """The thing measured; holds no value. `breakdown` is `dimension=code;...`, sorted."""

    entity: str
    indicator: str
    period: str
    sense: str
    breakdown: str


def observation(statement: Statement, indicator: Indicator) -> Observation:
    """The observation of one statement, with the sense of its period settled."""
    pairs = ";".join(f"{dimension}={code}" for dimension, code in sorted(statement.breakdown.items()))
    return Observation(statement.entity, statement.indicator, statement.period, sense(statement, indicator), pairs)


def sense(statement: Statement, indicator: Indicator) -> str:
    """As written; else unknown for `unknown`, since for an open period, as_of for a stock, whole for the rest."""
    return statement.sense or usual_sense(statement.period, indicator.period_kind)


def usual_sense(period: str, period_kind: str) -> str:
    """The sense of a period where none is written."""
    if period == "unknown":
        return "unknown"
    if ".." in period:
        return "since"
    return "as_of" if period_kind == "stock" else "whole"


def subject(observed: Observation, indicator: Indicator) -> Observation:
    """What can be shown once. For a dated fact the period is the fact, so two dates are two answers to one question."""
    if indicator.period_kind == "date":
        return observed._replace(period="", sense="")
    return observed


def span(period: str) -> tuple[str, str]:
    """First and last day of a period as text; open ends reach to the ends of time."""
    found = parse.period(period)
    return (found.start.isoformat() if found.start else "0000"), (found.end.isoformat() if found.end else "9999")
