"""The first answer to an address: the whole page as HTML, and only the scripts that it needs.

A stock Dash page is an empty frame until some megabytes of scripts have run. Here the page stands at once as text and SVG
(layouts.still); the scripts come after it, those of pickers and of the grid only where there are any, and plotly.js in its
small bundle. When the living page is drawn it takes the place of the still one (assets/atlas.js).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

import dash_mantine_components as dmc

from layouts import shell, still
from layouts.bundled import bundles
from layouts.plain import plain
from layouts.visit import Visit, lasting

PLOTLY = "/assets/plotly/plotly-basic-4.1.1.min.js"
"""plotly.js of plotly 7.1 with bars, lines and pies alone: a map of outlines is drawn as filled lines, and needs no more."""

ICON = "/assets/early/icon.svg"
APART = ("early", "plotly")
"""Folders of assets that are asked for by name and not put on every page by Dash."""

ALWAYS = ("/dash/dcc/",)
"""Scripts of every page beside the bundles."""

_SCRIPT = re.compile(r'<script src="([^"]+)"></script>')


@dataclass(frozen=True)
class Drawn:
    """One page drawn for its callback: the components and its title."""

    body: object
    title: str


@dataclass(frozen=True)
class First(Drawn):
    """One page drawn for the first answer: also its HTML, the tags of its head, and the packages whose scripts it needs."""

    html: str
    head: str
    needs: frozenset[str]


class Answers:
    """Draws the page of a visit. Nothing is kept here: the server keeps what was sent (publish.kept), which is smaller by far than
    components, and which no collection of garbage looks through."""

    def __init__(self, render: Callable[[Visit], tuple[list, str]], lasting: Callable[[str], bool],
                 head: Callable[[Visit, str, object], str] = lambda visit, title, body: "") -> None:
        self._render, self._lasting, self._head = render, lasting, head

    def page(self, visit: Visit) -> First:
        """The page of a visit for its first answer."""
        body, title = self._render(visit)
        light, needs = _light(body)
        return First(light, title, still.still(light), self._head(visit, title, body), needs)

    def again(self, visit: Visit) -> Drawn:
        """The page of a visit for a reader whose browser has drawn one before."""
        body, title = self._render(visit)
        return Drawn(_light(body)[0], title)

    def said(self, visit: Visit, answer):
        """The answer to a visit, which is whole by now: the server is told that it may be kept, where that is so."""
        if self._lasting(visit.path):
            lasting()
        return answer


def _light(body: list) -> tuple[list, frozenset[str]]:
    """A page in few parts, with what its pickers need around it where it has any; and the packages whose scripts it needs."""
    light = plain(body)
    needs = frozenset(still.drawn_by(light))
    return [dmc.MantineProvider(light, theme=shell.THEME)] if "dash_mantine_components" in needs else light, needs


class Frame:
    """What is around every page: the bundles of its scripts, and the state of the files that are asked for by name."""

    def __init__(self, parts: dict[str, str], assets: str, callbacks: str) -> None:
        """`parts` are those that Dash would put together, `callbacks` what it would be asked for about callbacks, as JSON. The
        `config` among them differs from call to call by a token for callbacks in the background, of which there are none: the
        first one serves, and a page stays the same to the letter."""
        self.bundles = bundles(parts["scripts"], parts["css"], assets, callbacks)
        self.scripts, self.parts = _SCRIPT.findall(parts["scripts"]), parts
        named = (Path(assets) / path.removeprefix("/assets/") for path in (ICON, PLOTLY))
        self.state = sha256(b"".join(path.read_bytes() for path in named)).hexdigest()[:12]

    def index(self, drawn: First, title: str, language: str, uses: tuple[str, ...], layout: str) -> str:
        """The HTML of the first answer; `uses` are packages that the page may need later, `layout` all that the browser draws, as
        JSON: Dash need not ask for it."""
        parts, needs = self.parts, {*drawn.needs, *uses}
        plotly = f"{PLOTLY}?v={self.state}"
        drawn_later = " data-draws" if "plotly" in needs else ""
        scripts = [self.bundles.address("dash-renderer.js"), *(src for src in self.scripts if _needed(src, needs))]
        return (
            f'<!DOCTYPE html><html lang="{escape(language)}" class="stilled"><head><meta charset="utf-8">{parts["metas"]}'
            f'<title>{escape(title)}</title>{drawn.head}'
            f'<link rel="icon" type="image/svg+xml" href="{ICON}?v={self.state}"><script src="{self.bundles.address("early.js")}"></script>'
            f'<link rel="stylesheet" href="{self.bundles.address("own.css")}">{"".join(map(_later, scripts))}'
            f'{_later(self.bundles.address("own.js"), id="_dash-renderer")}</head>'
            f'<body data-plotly="{plotly}"{drawn_later}><div id="still">{drawn.html}</div>{_data(layout)}'
            f'{parts["app_entry"]}{parts["config"]}</body></html>'
        )


def _needed(src: str, needs: set[str]) -> bool:
    return any(name in src for name in ALWAYS) or any(f"/{name}/" in src for name in needs)


def _later(src: str, **named: str) -> str:
    """A script that is fetched and run when the page has been painted (assets/early/later.js)."""
    own = "".join(f' {name}="{value}"' for name, value in named.items())
    return f'<script type="later" data-src="{src}"{own}></script>'


def _data(layout: str) -> str:
    """JSON in a page: no text in it can end its element."""
    return '<script type="application/json" id="layout">' + layout.replace("<", "\\u003c") + "</script>"
