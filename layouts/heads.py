"""What the head of a page says, read from the page itself: its sentence is the title, the line under it the description."""

from collections.abc import Iterator

from dash.development.base_component import Component

from layouts.cards import said
from layouts.figures import card as cards
from layouts.pages import Page
from layouts.visit import Visit
from publish.cite import cited, plain
from publish.cite.routes import today
from publish.heads import dataset, tags
from publish.heads.tags import Head


def head(visit: Visit, page: Page | None, title: str, body) -> str:
    """The tags of the head of a drawn page; of what is no page, that it is not to be listed."""
    brand = dataset.brand(visit)
    if page is None:
        return tags.html(Head(title, "", visit.words.language, brand, "", indexed=False))
    sentence, lead = _sentence(body)
    address = _canonical(visit, visit.path)
    told = {"title": sentence or title, "description": tags.shortened(lead or visit.words("shell.promise")),
            "language": visit.words("locale"), "site_name": brand, "canonical": address, "alternates": _alternates(visit, visit.path)}
    return tags.html(Head(**told | _own(visit, page, told)))


def _own(visit: Visit, page: Page, told: dict) -> dict:
    """What only some pages have: a card its picture and its record, a source and the overview their records."""
    if page.path == "/figure/":
        return _card(visit)
    if page.path == "/sources/":
        return {"data": (dataset.source(visit, visit.place, told["canonical"], told["description"]),)}
    return {"data": (dataset.atlas(visit, told["canonical"], told["description"]),)} if page.path == "/" else {}


def _card(visit: Visit) -> dict:
    """The figure with its hedge, its source and its citation; the address is that of the statement that is shown."""
    place = cards.place(visit, visit.place)
    shown, row = place.visit, cards.shown(place.visit, visit.place)
    found = cited.statement(visit, visit.place, today())
    path = f"/figure/{row['statement']}"
    sentence, description = said.title(shown, row), tags.shortened(described(shown, row))
    address = _canonical(visit, path)
    return {
        "canonical": address, "alternates": _alternates(visit, path), "description": description, "kind": "article",
        "picture": visit.site + shown.link(f"/share/{row['statement']}.png"), "picture_told": f"{sentence}. {description}",
        "data": (dataset.figure(shown, row, sentence, description, address, plain.line(found, shown.words)),),
    }


def described(visit: Visit, row: dict) -> str:
    """What a figure measures, when, counting what; who says so; what is doubted."""
    words = visit.words
    what = ", ".join(part for part in (words.indicator(row["indicator"]), words.breakdown(row["breakdown"]),
                                       words.period(row["period"], row["sense"])) if part)
    counts = words("opened.counts", what=words.code("counts", row["counts"]))
    source = f"{words('source.line')} {words.producer(row['source'])}, {words.source(row['source'])}"
    doubt = words("card.differ", n=row["rivals"] + 1, count=row["rivals"] + 1) if row["rivals"] else ""
    return " · ".join(part for part in (what, counts, doubt, source) if part)


def _canonical(visit: Visit, path: str, language: str = "") -> str:
    """The living address of a page in a language; the first language of the site needs no name."""
    spoken = language or visit.words.language
    kept = {name: value for name, value in sorted(visit.given.items()) if name not in ("lang", "release")}
    first = visit.settings["languages"][0]
    return visit.site + visit.with_choices(lang="" if spoken == first else spoken, release="").link(path, **kept)


def _alternates(visit: Visit, path: str) -> tuple[tuple[str, str], ...]:
    """The same page in every language, and where no language is named."""
    found = [(code, _canonical(visit, path, code)) for code in visit.languages]
    return (*found, ("x-default", _canonical(visit, path, visit.settings["languages"][0])))


def _sentence(body) -> tuple[str, str]:
    """The heading of a drawn page, and the line under it."""
    parts = list(_within(body))
    heading = next((one for one in parts if one._type == "H1"), None)
    lead = next((one for one in parts if "lead" in str(getattr(one, "className", "")).split()), None)
    return _text(heading), _text(lead)


def _within(tree) -> Iterator[Component]:
    if isinstance(tree, (list, tuple)):
        for part in tree:
            yield from _within(part)
    elif isinstance(tree, Component):
        yield tree
        yield from _within(getattr(tree, "children", None))


def _text(tree) -> str:
    """All text within a component, as it reads."""
    if isinstance(tree, Component):
        return _text(getattr(tree, "children", None))
    if isinstance(tree, (list, tuple)):
        return "".join(map(_text, tree))
    return "" if tree is None else str(tree)
