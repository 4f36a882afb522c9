"""An embed: one small whole page with the finding, the figure in three widths, its marks, doubts, rows and source.

No script, nothing fetched: what is shown stands in the page, and the reader's own theme and width choose how.
"""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from layouts.visit import Visit
from layouts.words import Words
from publish import caching
from publish.drawing.blocks import Table
from publish.drawing.letters import clean
from publish.embeds.rows import Rows, rows
from publish.embeds.style import SIZES, STYLE, paint
from publish.pictures.home import home
from publish.pictures.picture import Picture
from publish.pictures.svg import bare

THEMES = ("auto", "light", "dark")
LONG = 2
"""A table of more columns than this stands row by row on a narrow screen."""


def page(visit: Visit, told: Picture, theme: str, outlines: Mapping) -> str:
    """The page of a picture in a theme of THEMES."""
    tables = [rows(block, visit.words) for block in told.blocks]
    whole = all(isinstance(block, Table) for block in told.blocks)
    body = "".join(_table(table, visit, "") for table in tables) if whole else _drawn(told, outlines) + _rows(tables, visit)
    notes = "".join(f"<li>{safe(text)}</li>" for text in told.told)
    return _framed(visit.words.language, theme, told.title, (
        f'<h1>{safe(told.title)}</h1>' + (f'<p class="scope">{safe(told.subtitle)}</p>' if told.subtitle else "")
        + body + (f'<ul class="notes">{notes}</ul>' if notes else "") + _footer(visit, told)))


def refused(words: Words, theme: str, why: str) -> str:
    """The page that says why there is no figure, in the frame where it should be."""
    title = words("embed.refused")
    return _framed(words.language, theme, title, f'<h1>{safe(title)}</h1><p class="scope">{safe(why)}</p>')


def safe(text: str) -> str:
    """A text as it may stand in a page and in an attribute."""
    return escape(clean(text.replace("\n", " · ")), quote=True)


def _framed(language: str, theme: str, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{safe(language)}" class="{theme}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _drawn(told: Picture, outlines: Mapping) -> str:
    """The figure in every width, hidden from who does not look at it: the words beside it and the rows say the same."""
    return "".join(bare(told, wide, outlines, paint, f"w{wide}") for wide, _ in SIZES)


def _rows(tables: list[Rows], visit: Visit) -> str:
    """The values in rows, one click away."""
    name = visit.words("embed.table")
    return f"<details><summary>{safe(name)}</summary>{''.join(_table(table, visit, name) for table in tables)}</details>"


def _table(table: Rows, visit: Visit, name: str) -> str:
    head = "".join(f'<th scope="col"{_value(n == table.value)}>{safe(text)}</th>' for n, text in enumerate(table.head))
    body = "".join(_row(table, n, visit) for n in range(len(table.rows)))
    about = (' class="long"' if len(table.head) > LONG else "") + (f' aria-label="{safe(name)}"' if name else "")
    return f"<table{about}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(table: Rows, number: int, visit: Visit) -> str:
    """One row; its value leads to the card of its statement."""
    statement, cells = table.statements[number], table.rows[number]
    linked = (table.value if table.value >= 0 else 0) if statement else -1
    return "<tr>" + "".join(
        f'<td{_value(n == table.value)} data-h="{safe(table.head[n]) if table.head else ""}">'
        + (_link(visit, f"/figure/{quote(statement, safe=':;=')}", text) if n == linked else safe(text)) + "</td>"
        for n, text in enumerate(cells)) + "</tr>"


def _value(here: bool) -> str:
    return ' class="v"' if here else ""


def _link(visit: Visit, path: str, text: str) -> str:
    """A link out of the frame, in the reader's language and of the pinned release."""
    pinned = f"&amp;release={visit.release.number}" if caching.frozen(visit) else ""
    return f'<a href="{safe(path)}?lang={visit.words.language}{pinned}" target="_blank" rel="noopener">{safe(text)}</a>'


def _footer(visit: Visit, told: Picture) -> str:
    """Where it is from, and the page that says more: of a pinned embed also what has changed since."""
    words = visit.words
    pinned = f" ({words('embed.frozen')})" if caching.frozen(visit) else ""
    link = home(visit, told.name, told.choices)
    return (f'<footer><p>{safe(told.source + pinned)}</p><p>{safe(told.brand)} · '
            f'<a href="{safe(link)}" target="_blank" rel="noopener">{safe(words("embed.open"))}</a></p></footer>')
