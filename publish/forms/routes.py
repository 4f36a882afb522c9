"""The yearly form over HTTP: /form/<cluster>.xlsx, in the language and for the year of the address. Public and read-only."""

from collections.abc import Callable

from fastapi import FastAPI, Request

from layouts.visit import Visit
from publish import caching
from publish.forms import asked
from publish.forms.years import FormError, usual_year, year_of
from publish.problems import problem

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(server: FastAPI, visit_of: Callable[[str, dict[str, str]], Visit]) -> None:
    """Add the address of the forms."""
    @server.get("/form/{cluster}.xlsx")
    def form(cluster: str, request: Request):
        visit = visit_of(f"/form/{cluster}.xlsx", dict(request.query_params))
        entity = visit.register.entities.get(cluster)
        if entity is None or entity.kind not in asked.KINDS:
            return problem(404, "No such form", f"There is no cluster {cluster[:60]}; its page names its id.")
        try:
            year = year_of(visit.given.get("year") or str(usual_year(visit)), visit.release.made)
        except FormError as refusal:
            return problem(400, "Choices that cannot be used", str(refusal))
        if visit.refused:
            name, given = visit.refused[0]
            return problem(400, "Choices that cannot be used", f"{name} is {given}, which is not there")
        heads = {"content-disposition": f'attachment; filename="form_{cluster}_{year}_{visit.words.language}.xlsx"'}
        return caching.cached(visit, request.headers, MEDIA_TYPE, lambda: _written(visit, cluster, year),
                              depends=[str(year)], heads=heads)


def _written(visit: Visit, cluster: str, year: int) -> bytes:
    from publish.forms import sheets
    return sheets.write(visit, asked.form(visit, cluster, year))
