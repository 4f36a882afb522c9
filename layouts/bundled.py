"""The scripts and styles that every page has, each kind in one file, so that a first visit asks seldom.

What loads further parts of itself (dcc, mantine, the grid) stays a file of its own, for it finds those parts beside itself.
"""

import pkgutil
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from dash.fingerprint import check_fingerprint

LIBRARIES = ("/polyfill@", "/react@", "/react-dom@", "/prop-types@", "/dash/html/", "dash-renderer/build")
DRAWS = "/dash/dcc/async-graph.js"
"""The part of dcc that draws pictures. Where it is there already, dcc does not fetch it (and would ask for it at every visit)."""

OWN = "/assets/"
FIRST, START = ("early/theme.js", "early/pointer.js", "early/later.js"), "early/start.js"
"""What runs before anything is painted, and what runs last."""

_SUITE = re.compile(r"/_dash-component-suites/([^/]+)/(.+)")
_SOURCE = re.compile(r'(?:src|href)="([^"]+)"')


@dataclass(frozen=True)
class Bundles:
    """Files by name (`early.js`, `dash-renderer.js`, which holds React too, `own.js`, `own.css`); their addresses change with what
    is in them."""

    files: dict[str, str]

    def address(self, name: str) -> str:
        """The address of one bundle: another content has another one."""
        return f"/bundles/{name}?v={self._states[name]}"

    @cached_property
    def _states(self) -> dict[str, str]:
        return {name: sha256(text.encode()).hexdigest()[:12] for name, text in self.files.items()}


def bundles(scripts: str, styles: str, assets: str, callbacks: str) -> Bundles:
    """The bundles of the tags that Dash would write; `assets` is the folder of our own files, `callbacks` what Dash would be asked
    for them, as JSON: they are the same for everyone, so they come with the scripts."""
    sources = _SOURCE.findall(scripts)
    libraries = [_suite(source) for source in sources if any(name in source for name in LIBRARIES)]
    libraries.append(_suite(f"/_dash-component-suites{DRAWS}"))
    own = [_asset(source, assets) for source in sources if source.startswith(OWN)]
    css = [_asset(source, assets) for source in _SOURCE.findall(styles) if source.startswith(OWN)]
    early = [_asset(f"{OWN}{name}", assets) for name in FIRST]
    last = [f"window.atlasCallbacks = {callbacks}", _asset(f"{OWN}{START}", assets)]
    return Bundles({"early.js": ";\n".join(early), "dash-renderer.js": ";\n".join(libraries), "own.js": ";\n".join([*own, *last]),
                    "own.css": "\n".join(css)})


def _suite(source: str) -> str:
    package, path = _SUITE.match(source).groups()
    return pkgutil.get_data(package, check_fingerprint(path)[0]).decode()


def _asset(source: str, assets: str) -> str:
    return (Path(assets) / source.removeprefix(OWN).partition("?")[0]).read_text(encoding="utf-8")
