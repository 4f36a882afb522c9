"""Why an address of the API cannot be answered: everything that is wrong with it in one problem, with what is near."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from fastapi.responses import JSONResponse

from layouts.visit import Visit
from layouts.words import Words
from loaders.parse import fold
from metrics import paging, query
from publish.api import parameters
from publish.problems import problem

PAGE = "/api"
"""The page for people, which explains every kind of problem under `#problem-<kind>`."""

KINDS = {"parameter": 400, "not_found": 404, "read_only": 405, "too_long": 414, "no_release": 503}
"""The kinds of problem, each with its status."""

ALONE = {"release": "api.wrong.release", "period": "api.wrong.day"}
"""What has nothing near it, with what is said of it."""

MOST_NEAR = 3
MOST_COMPARED = 3_000
"""Ids that one is compared with letter by letter; among more, names alone are searched."""

SHOWN = 60
"""Letters of a wrong value that are repeated."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `kind` is a key of KINDS, `detail` what and what to write instead."""

    kind: str
    detail: str
    parameter: str = ""
    given: str = ""
    near: tuple[str, ...] = ()


class Refused(Exception):
    """An address that cannot be answered, with all that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].detail)
        self.faults = faults


def answer(words: Words, refused: Refused, heads: dict[str, str] | None = None) -> JSONResponse:
    """The problem of a refusal; of several faults the first decides what kind it is, a wrong parameter before an unknown id."""
    worst = min(refused.faults, key=lambda fault: KINDS[fault.kind])
    errors = [{"parameter": fault.parameter, "given": fault.given[:SHOWN], "detail": fault.detail, "near": list(fault.near)}
              for fault in refused.faults if fault.parameter]
    return problem(KINDS[worst.kind], words(f"api.problem.{worst.kind}"), " ".join(fault.detail for fault in refused.faults),
                   kind=f"{PAGE}#problem-{worst.kind}", errors=errors, heads=heads)


def unknown_parameter(words: Words, given: str, there: Collection[str]) -> Fault:
    """A parameter that this address does not take."""
    near = tuple(get_close_matches(given, there, n=1, cutoff=0.6))
    instead = words("api.did_you_mean", names=near[0]) if near else words("api.there_are", names=", ".join(there))
    return Fault("parameter", words("api.wrong.unknown", given=given[:SHOWN], instead=instead), given[:SHOWN], "", near)


def wrong(words: Words, name: str, given: str, why: parameters.Wrong) -> Fault:
    """A value that cannot be read."""
    parts = {part: str(value)[:SHOWN] if part == "given" else value for part, value in why.parts.items()}
    near = tuple(get_close_matches(given, why.parts.get("codes", "").split(", "), n=1, cutoff=0.6))
    return Fault("parameter", words(f"api.wrong.{why.key}", name=name, **parts), name, given, near)


def unknown(visit: Visit, name: str, of: str, given: str) -> Fault:
    """An id that names nothing in the release."""
    words = visit.words
    if of in ALONE:
        return Fault("not_found", words(ALONE[of], given=given[:SHOWN]), name, given)
    found = near(visit, of, given)
    what = words(f"api.of.{of}")
    instead = words("api.did_you_mean", names=", ".join(found)) if found else words(f"api.where.{of}")
    return Fault("not_found", words("api.wrong.id", what=what, given=given[:SHOWN], number=visit.release.number, instead=instead),
                 name, given, found)


def near(visit: Visit, of: str, given: str) -> tuple[str, ...]:
    """Ids that are written like a text, or whose names hold it; at most three."""
    if of == "statement":
        return tuple(get_close_matches(given, paging.nearest(visit.release, given[:2]), n=MOST_NEAR, cutoff=0.6)) if given else ()
    here = parameters.known(visit, of)
    alike = get_close_matches(given, here, n=MOST_NEAR, cutoff=0.6) if len(here) <= MOST_COMPARED else []
    kind = "entity" if of in ("region", "country") else of
    found = query.find(visit.release, fold(given[:SHOWN]), MOST_NEAR * 10)
    named = [match.id for match in found if match.kind == kind and match.id in here]
    return tuple(dict.fromkeys([*alike, *named]))[:MOST_NEAR]
