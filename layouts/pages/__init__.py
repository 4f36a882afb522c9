"""The pages: one module each, found by itself. A page composes; it does not compute.

A module holds `PAGE = Page(...)`. `view` turns a visit into the sentence at the top and the body
below it; `controls` are the pickers between them, whose values are the choices of the address.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from dash import Dash
from dash.development.base_component import Component

from layouts.visit import Visit


@dataclass(frozen=True)
class Page:
    """One page: `path` may end in `/` and then takes a place after it (/cluster/kharkiv-it-cluster)."""

    path: str
    name: str
    view: Callable[[Visit], tuple[Component, Component | list]]
    controls: Callable[[Visit], list[Component]] | None = None
    order: float | None = None
    """Place in the navigation; None for pages reached from others."""
    places: Callable[[Visit], Container[str]] | None = None
    """The places that exist, for a path that ends in `/`; they may be too many to be listed."""
    title: Callable[[Visit], str] | None = None
    """The title of a place, for a page that takes one; the name of the page for the others."""
    wide: bool = False
    uses: tuple[str, ...] = ()
    """Packages whose scripts the page may need after a choice, though not at first."""
    callbacks: Callable[[Dash, Callable[[str, dict[str, str]], Visit]], None] | None = None
    """What the page answers beyond its address: given the application and the maker of visits."""


def found() -> dict[str, Page]:
    """Every page by its path, in the order of the navigation."""
    pages = [import_module(f"{__name__}.{module.name}").PAGE for module in iter_modules(__path__)]
    ordered = sorted(pages, key=lambda page: (page.order is None, page.order or 0, page.path))
    return {page.path: page for page in ordered}


def at(pages: dict[str, Page], path: str) -> tuple[Page | None, str]:
    """The page of an address and the place within it; None where there is no such page."""
    path = path.rstrip("/") or "/"
    if path in pages:
        return pages[path], ""
    folder, _, place = path.rpartition("/")
    page = pages.get(folder + "/")
    return (page, place) if page and page.places else (None, "")
