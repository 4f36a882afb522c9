"""The slides as files over HTTP: /slides/deck.pptx and its other forms, with the choices of the page in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.responses import Response

from layouts.visit import Visit
from publish import caching
from publish.problems import problem
from publish.slides import compose, deck_file, page
from publish.slides.chosen import Chosen, chosen, shelf_of
from publish.slides.making import CannotCompose
from publish.slides.shown import kept
from publish.slides.slide import Deck, TemplateError

LONGEST = 12_000
"""Characters of an address that are answered."""

@dataclass(frozen=True)
class Form:
    """One form of a deck as a file; `write` makes its bytes."""

    media_type: str
    write: Callable[[Visit, Chosen, Deck], bytes]


def outlines(visit: Visit) -> dict:
    """The outlines of the 27 units of Ukraine."""
    return visit.maps.get("ukraine_oblasts", {})


def _powerpoint(visit: Visit, wanted: Chosen, deck: Deck) -> bytes:
    from publish.slides import powerpoint
    return powerpoint.write(deck, shelf_of(visit).templates.get(wanted.template), outlines(visit))


def _pdf(visit: Visit, wanted: Chosen, deck: Deck) -> bytes:
    from publish.slides import pdf
    return pdf.write(deck, outlines(visit))


def _page(visit: Visit, wanted: Chosen, deck: Deck) -> bytes:
    return page.html(deck, outlines(visit)).encode()


def _deck_file(visit: Visit, wanted: Chosen, deck: Deck) -> bytes:
    return deck_file.written(kept(visit, wanted)).encode()


FORMS = {
    "pptx": Form("application/vnd.openxmlformats-officedocument.presentationml.presentation", _powerpoint),
    "pdf": Form("application/pdf", _pdf),
    "html": Form("text/html; charset=utf-8", _page),
    "yaml": Form("application/yaml; charset=utf-8", _deck_file),
}


def routes(server: FastAPI, visit_of: Callable[[str, dict[str, str]], Visit]) -> None:
    """Add `/slides/deck.<form>` for every form that there is. `visit_of` makes the visit of an address."""
    @server.get("/slides/deck.{form}")
    def deck(form: str, request: Request):
        if form not in FORMS:
            return problem(404, "No such form", f"There is no deck.{form[:20]}; there is deck.{', deck.'.join(FORMS)}.")
        if len(request.url.query) > LONGEST:
            return problem(414, "Too long", f"The address is over {LONGEST} characters; load the deck as a file on the page.")
        return answer(visit_of("/slides", dict(request.query_params)), form, request.headers)


def answer(visit: Visit, form: str, asked: Mapping[str, str]) -> Response:
    """The file of a deck, or why there is none. `asked` are the headers of the request."""
    wanted = chosen(visit)
    if wanted.problems or visit.refused:
        wrong = [*wanted.problems, *(f"{name} is {given}, which is not there" for name, given in visit.refused)]
        return problem(400, "Choices that cannot be used", "; ".join(wrong))
    if wanted.record is None:
        return problem(400, "No slides", "The deck is empty: collect figures with Add to slides, or choose a deck.")
    def made() -> bytes:
        return FORMS[form].write(visit, wanted, compose.compose(visit, wanted.arranged, wanted.asked))

    name = f'attachment; filename="{wanted.record.id}-{visit.words.language}.{form}"'
    template = shelf_of(visit).templates.get(visit.given.get("template", ""), b"")
    try:
        return caching.cached(visit, asked, FORMS[form].media_type, made, depends=[form, sha256(template).hexdigest()],
                              heads={"content-disposition": name})
    except (CannotCompose, TemplateError) as refusal:
        return problem(400, "Choices that cannot be used", str(refusal))
