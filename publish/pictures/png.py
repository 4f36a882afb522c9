"""A picture as PNG: the SVG turned into dots by resvg, with the letters of a shipped font and none of the machine's.

The font is Source Sans Pro (SIL Open Font License) of the package font-source-sans-pro, as in the PDF of slides.
"""

import re
from importlib.resources import files

import resvg_py

FAMILY = "Source Sans Pro"
FONTS = tuple(str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold"))
LARGER = 1.02
"""Source Sans runs narrower than the fonts that the layout reckons with; so much larger it still keeps within its room."""

SCALES = (1, 2)


def png(svg: str, scale: int = 2) -> bytes:
    """The dots of an SVG text, `scale` to a px; the same text gives the same bytes on every machine."""
    drawn = re.sub(r' font-family="[^"]*"', f' font-family="{FAMILY}"', svg, count=1)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=scale, skip_system_fonts=True, font_files=list(FONTS), font_family=FAMILY,
                                       sans_serif_family=FAMILY))
