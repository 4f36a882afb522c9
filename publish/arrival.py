"""How a request arrives: where it was sent, and whether what it asks for has moved. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

from layouts.visit import IN_A_PATH

HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,253}")
KEPT = ("lang", "release")


def site(scope: Mapping) -> str:
    """Scheme and host of a request, such as https://atlas.example.org; empty where the host is none that could be."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return f"{scope.get('scheme', 'http')}://{host}" if HOST.fullmatch(host) else ""


def moved(scope: Mapping) -> str:
    """Where an address leads today that was given out before: `/figures?open=K004` is the card of K004. Empty if nowhere else."""
    if scope["path"].rstrip("/") != "/figures" or scope.get("method") not in ("GET", "HEAD"):
        return ""
    given = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    if not given.get("open"):
        return ""
    kept = urlencode({name: given[name] for name in KEPT if given.get(name)})
    return f"/figure/{quote(given['open'][:300].strip(), safe=IN_A_PATH)}" + (f"?{kept}" if kept else "")
