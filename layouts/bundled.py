"""The scripts and styles that every page has, each kind in one file, so that a first visit asks seldom.

What loads further parts of itself (dcc, mantine, the grid) stays a file of its own, for it finds those parts beside itself.
"""

import pkgutil
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dash.fingerprint import check_fingerprint

LIBRARIES = ("/polyfill@", "/react@", "/react-dom@", "/prop-types@", "/dash/html/", "dash-renderer/build")
OWN = "/assets/"
START = "early/start.js"
_SUITE = re.compile(r"/_dash-component-suites/([^/]+)/(.+)")
_SOURCE = re.compile(r'(?:src|href)="([^"]+)"')


@dataclass(frozen=True)
class Bundles:
    """Files by name (`dash-renderer.js`, which holds React too, `own.js`, `own.css`); their addresses change with what is in them."""

    files: dict[str, str]

    def address(self, name: str) -> str:
        """The address of one bundle: another content has another one."""
        return f"/bundles/{name}?v={sha256(self.files[name].encode()).hexdigest()[:12]}"


def bundles(scripts: str, styles: str, assets: str) -> Bundles:
    """The bundles of the tags that Dash would write; `assets` is the folder of our own files."""
    sources = _SOURCE.findall(scripts)
    libraries = [_suite(source) for source in sources if any(name in source for name in LIBRARIES)]
    own = [_asset(source, assets) for source in sources if source.startswith(OWN)]
    css = [_asset(source, assets) for source in _SOURCE.findall(styles) if source.startswith(OWN)]
    start = (Path(assets) / START).read_text(encoding="utf-8")
    return Bundles({"dash-renderer.js": ";\n".join(libraries), "own.js": ";\n".join([*own, start]), "own.css": "\n".join(css)})


def _suite(source: str) -> str:
    package, path = _SUITE.match(source).groups()
    return pkgutil.get_data(package, check_fingerprint(path)[0]).decode()


def _asset(source: str, assets: str) -> str:
    return (Path(assets) / source.removeprefix(OWN).partition("?")[0]).read_text(encoding="utf-8")
