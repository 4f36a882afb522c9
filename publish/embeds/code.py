"""The code that a reader copies to show a figure in a page of her own: a frame, or a picture to paste.

Both lead to the page of the figure, carry its source line, and need no script. Living code follows the newest release;
frozen code names the release and never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

from layouts.visit import Visit
from layouts.words import Words
from publish.drawing import table
from publish.drawing.blocks import Table
from publish.drawing.letters import clean, wrap
from publish.drawing.manner import Manner
from publish.embeds.page import THEMES
from publish.embeds.rows import rows
from publish.embeds.style import SIZES
from publish.pictures import draw
from publish.pictures.asked import GROUNDS
from publish.pictures.home import home
from publish.pictures.picture import Picture, address, picture

WIDTHS: Mapping[str, int] = {"small": 340, "medium": 640, "large": 960}
"""Sizes that the dialog offers, by name: px across."""

USUAL = "medium"
PHONE = 340
STACKED, AIRY = 24, 1.24
"""Of a table in a page: px of a line where rows are stacked, and how much airier its lines are than in a drawing."""


@dataclass(frozen=True)
class Wish:
    """What was chosen in the dialog: a size of WIDTHS, a theme of THEMES, and whether it stays as it is now.

    The language is that of the visit.
    """

    size: str = USUAL
    theme: str = THEMES[0]
    frozen: bool = False


@dataclass(frozen=True)
class Code:
    """The code to copy: `frame` an iframe, `block` a picture with its caption; `embed`, `svg` and `png` the addresses themselves."""

    frame: str
    block: str
    embed: str
    svg: str
    png: str


def of(visit: Visit, item: str, wish: Wish, base: str) -> Code:
    """The code of a figure address such as `ranking?indicator=a`. Raises tray.Refused and NothingToShow, as the picture does.

    `base` is the address that the atlas is reached at, such as `https://atlas.example.org`.
    """
    name, _, choices = item.partition("?")
    return code(visit, picture(visit, name, dict(parse_qsl(choices))), wish, base, visit.maps.get("ukraine_oblasts", {}))


def code(visit: Visit, told: Picture, wish: Wish, base: str, outlines: Mapping) -> Code:
    """The code of a picture that is made already."""
    across = WIDTHS.get(wish.size, WIDTHS[USUAL])
    kept = {"lang": visit.words.language, "release": str(visit.release.number) if wish.frozen else ""}
    embed = _address(f"{base}/embed/", told, "", {**kept, "theme": wish.theme if wish.theme != THEMES[0] else ""})
    frame = (f'<iframe src="{_safe(embed)}" title="{_safe(told.title)}" width="{across}" height="{high(told, across, outlines)}" '
             f'style="border:0;width:100%;max-width:{across}px" loading="lazy"></iframe>')
    block = _block(visit, told, wish, base, across, kept, outlines)
    return Code(frame, block, embed, *(_picture(f"{base}/picture/", told, form, across, wish.theme, kept) for form in (".svg", ".png")))


def high(told: Picture, across: int, outlines: Mapping) -> int:
    """How high the frame of an embed must be, in px, so that nothing of it is cut off; its table stays closed."""
    small = across < SIZES[-1][1]
    room = across - (32 if small else 48)
    texts = _lines(told.title, room, 19 if small else 24, True) * (24 if small else 30) + 12
    texts += _lines(told.subtitle, room, 14 if small else 15) * 22 + 17
    texts += sum(_lines(text, room, 13) * 19 + 3 for text in told.told) + (10 if told.told else 0)
    texts += _lines(told.source, room, 13) * 19 + _lines(told.brand, room, 13) * 19 + 21 + (30 if small else 40)
    return round(texts + _figure(told, across, room, outlines) + 8)


def _figure(told: Picture, across: int, room: float, outlines: Mapping) -> float:
    """The height of the figure itself: a table, or the drawing of this width with the line that opens its rows."""
    if all(isinstance(block, Table) for block in told.blocks):
        return sum(_table(block, across, room) for block in told.blocks)
    drawn = next(wide for wide, start in reversed(SIZES) if across >= start)
    return draw.layout(told, drawn, outlines, bare=True).high * room / drawn + 46


def _table(block: Table, across: int, room: float) -> float:
    columns = len(block.head)
    if across < 600 and columns > 2:
        return sum(sum(len(wrap(cell, room * 0.6, 14)) or 1 for cell in row) * STACKED + 17 for row in block.rows)
    return table.high(block, room, Manner(text=14, tall=True)) * AIRY + len(block.rows) * 4


def _lines(text: str, room: float, size: float, bold: bool = False) -> int:
    return len(wrap(text, room, size, bold)) if text else 0


def _address(start: str, told: Picture, form: str, more: Mapping[str, str]) -> str:
    """An address of the atlas with the choices of a figure and more."""
    name, _, choices = address(told.name, told.choices).partition("?")
    given = "&".join(filter(None, (choices, urlencode({key: value for key, value in more.items() if value}))))
    return f"{start}{name}{form}" + (f"?{given}" if given else "")


def _picture(start: str, told: Picture, form: str, across: int, theme: str, kept: Mapping[str, str]) -> str:
    shade = theme if theme in GROUNDS and theme != GROUNDS[0] else ""
    return _address(start, told, form, {**kept, "theme": shade, "width": str(across)})


def _block(visit: Visit, told: Picture, wish: Wish, base: str, across: int, kept: Mapping[str, str], outlines: Mapping) -> str:
    """A figure with a picture that suits the reader's theme and width, its title and source in words, and the way to its page."""
    pinned = visit.with_choices(lang=kept["lang"], release=kept["release"])
    link = base + home(pinned, told.name, told.choices)
    themes = [wish.theme] if wish.theme in GROUNDS else list(reversed(GROUNDS))
    made = []
    for theme in themes:
        for wide in dict.fromkeys((PHONE, across)):
            media = ["(prefers-color-scheme: dark)"] if theme == "dark" and len(themes) > 1 else []
            media += [f"(max-width: {PHONE + 140}px)"] if wide != across else []
            made.append((" and ".join(media), _picture(f"{base}/embed/", told, ".svg", wide, theme, kept)))
    sources = "".join(f'<source media="{media}" srcset="{_safe(one)}">' for media, one in made if media)
    usual = next(one for media, one in reversed(made) if not media)
    tall = draw.layout(told, across, outlines, address=link.partition("://")[2]).high
    return (
        f'<figure style="margin:0;max-width:{across}px"><a href="{_safe(link)}"><picture>{sources}<img src="{_safe(usual)}" '
        f'alt="{_safe(_alternative(told, visit.words))}" width="{across}" height="{tall}" style="width:100%;height:auto" '
        f'loading="lazy"></picture></a>'
        f'<figcaption><a href="{_safe(link)}">{_safe(told.title)}</a>. {_safe(told.source)}</figcaption></figure>')


def _alternative(told: Picture, words: Words) -> str:
    """The picture in words, in a length that an attribute may have: its finding, and the first of its values."""
    told_of = rows(told.blocks[0], words).rows
    said = "; ".join(" ".join(filter(None, row)) for row in told_of[:12])
    return f"{told.title}. {said}" + ("…" if len(told_of) > 12 else "")


def _safe(text: str) -> str:
    return escape(clean(text), quote=True)


