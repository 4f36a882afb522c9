"""A deck as one HTML page for the wall: slides one below the other, nothing fetched, no script.

Space, Page Down and the arrows go on from slide to slide: the page snaps to them. Each slide is a page
of its own in print. The speaker notes open under their slide.
"""

from collections.abc import Mapping
from html import escape

from publish.drawing.letters import clean
from publish.slides import svg
from publish.slides.slide import Deck, Slide

STYLE = """
html { scroll-snap-type: y mandatory; background: #dfe4e8; }
body { margin: 0; font: 16px/1.5 %s; color: #14202b; }
section { min-height: 100vh; box-sizing: border-box; scroll-snap-align: start; display: flex; flex-direction: column;
  justify-content: center; align-items: center; }
section > svg { width: min(100vw, calc(100vh * 16 / 9)); height: auto; display: block; }
section { position: relative; }
details { position: absolute; right: .25rem; top: 0; max-width: min(46rem, 100vw); max-height: 70vh; overflow: auto; font-size: 13px; }
details[open] { background: #ffffff; box-shadow: 0 2px 24px rgba(20, 32, 43, .3); border-radius: 0 0 0 8px; }
summary { cursor: pointer; color: #66727e; padding: 1px .5rem; text-align: right; }
details ol { margin: .3rem 1rem 1rem; padding-left: 1.4rem; }
:focus-visible { outline: 3px solid #0b5cad; outline-offset: -3px; }
@page { size: 13.333in 7.5in; margin: 0; }
@media print {
  html { background: none; }
  section { min-height: 0; height: 7.5in; break-after: page; break-inside: avoid; }
  section:last-child { break-after: auto; }
  section > svg { width: 13.333in; height: 7.5in; }
  details { display: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def html(deck: Deck, outlines: Mapping) -> str:
    """The deck as one page that needs nothing else. `outlines` is the GeoJSON collection of the 27 units."""
    slides = "\n".join(_section(slide, deck, number, outlines) for number, slide in enumerate(deck.slides, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{_safe(deck.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_safe(deck.title)}</title>\n'
        f'<meta name="generator" content="Cluster Atlas, {_safe(deck.release_name)}">\n'
        f"<style>{STYLE % svg.FONT}</style>\n</head>\n<body>\n<main>\n{slides}\n</main>\n</body>\n</html>\n"
    )


def _section(slide: Slide, deck: Deck, number: int, outlines: Mapping) -> str:
    """One slide with its notes."""
    notes = "".join(f"<li>{_safe(note)}</li>" for note in slide.notes)
    opened = f"<details><summary>{_safe(deck.word('slides.notes'))}</summary><ol>{notes}</ol></details>" if notes else ""
    return f'<section id="slide-{number}" aria-label="{number}">{svg.draw(slide, deck, number, outlines)}{opened}</section>'


def _safe(text: str) -> str:
    return escape(clean(text), quote=True)
