"""Texts ready to be copied: one of several forms is in sight, each with a button that copies it (assets/take.js)."""

from collections.abc import Iterable
from dataclasses import dataclass

from layouts import html
from layouts.visit import Visit


@dataclass(frozen=True)
class Copy:
    """One text: its place among the groups of choices (such as form and language), and where it is as a file, if it is."""

    chosen: tuple[str, ...]
    text: str
    href: str = ""


def box(visit: Visit, groups: Iterable[tuple[str, list[tuple[str, str]]]], copies: list[Copy]) -> html.Div:
    """The texts under their choices: `groups` are (name, options) with options (code, word), the first copy is in sight."""
    first = copies[0].chosen
    choices = [_group(name, options, first[place]) for place, (name, options) in enumerate(groups) if len(options) > 1]
    blocks = [_block(visit, copy, copy.chosen != first) for copy in copies]
    return html.Div([html.Div(choices, className="picks"), *blocks], className="copying")


def _group(name: str, options: list[tuple[str, str]], chosen: str) -> html.Div:
    """A few words of which one is chosen."""
    buttons = [html.Button(word, type="button", className="pick", **{"data-pick": code, "aria-pressed": str(code == chosen).lower()})
               for code, word in options]
    return html.Div(buttons, className="pick-group", role="group", **{"aria-label": name})


def _block(visit: Visit, copy: Copy, hidden: bool) -> html.Div:
    words = visit.words
    button = html.Button(words("take.copy"), type="button", className="action main copy",
                         **{"data-copy": "", "data-done": words("take.copied"), "data-failed": words("take.not_copied")})
    file = html.A(words("take.file"), href=copy.href, className="action", target="_blank") if copy.href else None
    return html.Div([html.Pre(html.Code(copy.text), tabIndex="0"), html.P([button, file], className="actions")],
                    className="copyable", hidden=hidden, **{"data-chosen": " ".join(copy.chosen)})
