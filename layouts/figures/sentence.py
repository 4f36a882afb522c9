"""One figure as a sentence in the reader's language: what, whose, when, how much with its hedge, who said it, what is doubted."""

from collections.abc import Mapping

from layouts.figures.catalogue import doubted
from layouts.visit import Visit
from loaders.records import NO_DOUBT


def sentence(visit: Visit, row: Mapping, value: str = "") -> str:
    """The sentence of a row of statements or observations, ready to be read out; a doubt and a conflict are said in it.

    `value` is said in place of the row's own, where it was made into another measure.
    """
    words = visit.words
    what, part = words.indicator(row["indicator"]), words.breakdown(row["breakdown"])
    parts = {
        "what": f"{what} ({part})" if part else what, "whose": words.entity(row["entity"]),
        "when": words.period(row["period"], row["sense"]), "producer": words.producer(row["source"]), "title": words.source(row["source"]),
    }
    dated = row["period_kind"] == "date" and row["value"] != row["value"]
    told = words("sentence.dated", **parts) if dated else words("sentence.valued", value=value or words.said(row), **parts)
    return " ".join([told, *_doubts(visit, row)])


def _doubts(visit: Visit, row: Mapping) -> list[str]:
    words = visit.words
    told = [words("sentence.conflict", n=row["rivals"] + 1, count=row["rivals"] + 1)] if row["rivals"] else []
    if doubted(row["flags"]):
        told.append(words("sentence.doubt", flags=", ".join(words(f"flag.{flag}") for flag in row["flags"] if flag not in NO_DOUBT)))
    return told
