"""The colours of pictures by what they are for, on a light ground and on a dark one.

A paint is `#rrggbb`, which is the same on both, or a name of LIGHT and DARK; `ink*0.48` is so much of it
mixed with the ground. Whoever writes a file asks what a paint is on the ground of that file, so that a
picture is laid out once for both.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

GROUND, INK, SOFT, QUIET, RULE, FAINT = "ground", "ink", "soft", "quiet", "rule", "faint"
"""Ground, text, second text, small print, rules and axes, plain areas; texts hold 4.5:1 on the ground."""

WARN, PLATE, ACCENT = "warn", "plate", "accent"
"""What warns, the ground under such a word, and what is meant."""

MISSING, HOLLOW = "missing", "hollow"
"""Hatching of what nobody reports, and the ring of what is not known."""

LIGHT: Mapping[str, str] = {
    GROUND: "#ffffff", INK: "#14202b", SOFT: "#4a5763", QUIET: "#66727e", RULE: "#d3d9df", FAINT: "#eef1f4", WARN: "#8a4b00",
    PLATE: "#fdf3e3", ACCENT: "#0b5cad", MISSING: "#aab4bd", HOLLOW: "#6b4a1f",
}
DARK: Mapping[str, str] = {
    GROUND: "#10161c", INK: "#eef2f5", SOFT: "#c0c9d1", QUIET: "#9ba7b2", RULE: "#33404b", FAINT: "#222d37", WARN: "#f0b968",
    PLATE: "#33270f", ACCENT: "#82bdf7", MISSING: "#566370", HOLLOW: "#d8b98c",
}
GROUNDS = {"light": LIGHT, "dark": DARK}

Paint = Callable[[str], str]
"""What a paint is called in a file."""


def mixed(paint: str, share: float) -> str:
    """A paint made paler: so much of it on the ground; always opaque, so that every file shows the same."""
    return f"{paint}*{share:.4g}"


def parted(paint: str) -> tuple[str, float]:
    """A paint and how much of it there is; of one made paler twice, the product."""
    name, *shares = paint.split("*")
    share = 1.0
    for one in shares:
        share *= float(one)
    return name, share


@lru_cache(maxsize=2048)
def light(paint: str) -> str:
    """A paint as #rrggbb on the light ground."""
    return _on(paint, LIGHT)


@lru_cache(maxsize=2048)
def dark(paint: str) -> str:
    """A paint as #rrggbb on the dark ground."""
    return _on(paint, DARK)


PAINTS: dict[str, Paint] = {"light": light, "dark": dark}


def _on(paint: str, colours: Mapping[str, str]) -> str:
    name, share = parted(paint)
    colour, ground = colours.get(name, name), colours[GROUND]
    pairs = ((int(colour[n:n + 2], 16), int(ground[n:n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)
