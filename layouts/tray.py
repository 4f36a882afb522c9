"""The tray on the pages: the action that collects a figure for the slides, and the link to what is collected.

The browser keeps the tray (assets/slides.js); publish.slides.tray reads what it sends.
"""

from urllib.parse import urlencode

from layouts import html
from layouts.visit import Visit

MOST = 20
"""Most statements that one figure of the slides names."""


def chosen(choices: dict) -> dict[str, str]:
    """The choices of a figure as the address writes them; those that choose nothing are left out."""
    texts = {name: value if isinstance(value, str) else ",".join(value) for name, value in choices.items()}
    return {name: text for name, text in texts.items() if text}


def address(figure: str, **choices) -> str:
    """The address of a figure: its name and its choices, such as `ranking?indicator=member_companies`."""
    given = chosen(choices)
    return figure + ("?" + urlencode(given, safe=",:/") if given else "")


def collect(visit: Visit, figure: str, what: str = "", **choices) -> html.Button:
    """Add to slides: a figure by its name, with its choices as a short text.

    `what` names the figure where the button is small and stands beside it.
    """
    item = address(figure, **choices)
    hidden = " visually-hidden" if what else ""
    words = [html.Span(f"{visit.words(key)}: {what}" if what else visit.words(key), className=state + hidden)
             for key, state in (("slides.add", "off"), ("slides.added", "on"))]
    return html.Button(words, type="button", className="collect small" if what else "action collect", **{"data-slide": item})


def link(visit: Visit) -> html.A:
    """To the slides of what is collected, with their number; hidden while there are none."""
    words = visit.words
    told = {done: words(f"slides.said.{done}", count="{count}") for done in ("added", "removed")}
    named = [html.Span(className="tray-icon", **{"aria-hidden": "true"}),
             html.Span(words("slides.mine") + " ", className="visually-hidden"), html.Span("0", className="count")]
    return html.A(named, id="tray", className="tray", hidden=True, title=words("slides.mine"),
                  href=visit.link("/slides", deck="tray"), **{f"data-{done}": text for done, text in told.items()})
