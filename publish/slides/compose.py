"""From a deck of data/decks to slides: each record asks its figure, gets its notes, its source line, its marks.

What the release cannot answer is left out and told on the last slide; nothing is typed in its place.
"""

from collections.abc import Callable
from dataclasses import replace

from layouts.visit import Visit
from publish.slides import compose_charts, compose_maps, compose_notes, compose_tables, compose_texts, compose_tiles
from publish.slides.closing import closing
from publish.slides.making import CannotCompose, Made, Making, Nothing, making
from publish.slides.references import drawn, named
from publish.slides.slide import WORDS, Deck, Slide

__all__ = ["CannotCompose", "compose"]

FIGURES: dict[str, dict[str, Callable]] = {
    "tiles": compose_tiles.FIGURES, "chart": compose_charts.FIGURES, "map": compose_maps.FIGURES, "table": compose_tables.FIGURES,
    **compose_texts.FIGURES,
}
"""By kind of slide and name of figure: what makes the slides of a record."""

_BARE = ("title", "section")
MOST_REMARKS, LONGEST_REMARK = 3, 240


def compose(visit: Visit, record, asked: dict[str, str]) -> Deck:
    """The slides of a deck for one reader. `asked`: cluster, clusters (commas), region, year, as the deck asks.

    `record` is a loaders.deck_records.DeckRecord. Raises CannotCompose where an answer is no id of the release.
    """
    made = making(visit, record, asked)
    slides: list[Slide] = []
    skipped: list[str] = []
    made.learn(_ids(made, record))
    for place, one in enumerate(record.slides, 1):
        if one.kind != "sources":
            found = _slides(made, record, one)
            slides += [replace(slide, place=place) for slide in found] if isinstance(found, list) else []
            skipped += [f"{_title(made, one) or one.figure or one.kind}: {found.why}"] if isinstance(found, Nothing) else []
    slides = _without_empty_sections(slides)
    title = made.filled(made.words.text(record.title))
    slides += closing(made, slides, skipped)
    return Deck(record.id, title, made.words.language, visit.release.number, visit.release.short, visit.release.made,
                made.words.text(visit.settings["brand"]["name"]), _unique(made, slides), tuple(skipped),
                {key: made.words(key, count="{count}") for key in WORDS},
                visit.settings["brand"].get("colour") or "", visit.settings["brand"].get("picture") or b"")


def _ids(made: Making, record) -> list[str]:
    """Every statement that the deck names itself, to be fetched at once."""
    return [one for asked in record.slides for one in (
        *asked.statements, *asked.apart, asked.whole, *(group.statement for group in asked.groups), *_referred(made, asked)) if one]


def _slides(made: Making, record, asked) -> list[Slide] | Nothing:
    """The slides of one record, or why there are none."""
    if asked.kind in _BARE:
        return [_bare(made, record, asked)]
    figures = FIGURES[asked.kind]
    found = figures[asked.figure or next(iter(figures))](made, asked)
    return found if isinstance(found, Nothing) else [_slide(made, asked, one) for one in found]


def _bare(made: Making, record, asked) -> Slide:
    """A title or section slide: words only; the title slide has the deck's title."""
    subtitle = drawn(made, made.words.text(asked.subtitle))
    ids = [*_referred(made, asked)]
    title = _title(made, asked) or (made.filled(made.words.text(record.title)) if asked.kind == "title" else "")
    return _noted(made, Slide(asked.kind, title, subtitle), Made((), tuple(ids)))


def _title(made: Making, asked) -> str:
    return drawn(made, made.words.text(asked.title))


def _referred(made: Making, asked) -> list[str]:
    """The statements that the texts of a record refer to."""
    texts = [made.words.text(words) for words in (asked.title, asked.subtitle, *asked.remarks, *asked.items)]
    own = asked.statements if asked.kind in ("text", "thanks", "title", "section") else ()
    return [*(one for text in texts for one in named(text)), *own]


def _slide(made: Making, asked, one: Made) -> Slide:
    """One slide of a figure, with the deck's own words over the figure's."""
    title = _title(made, asked) or one.title or shared(made, one) or made.words(f"deck.kind.{asked.kind}")
    if asked.title and one.title and asked.figure == "themes":
        title = one.title
    subtitle = drawn(made, made.words.text(asked.subtitle)) or one.subtitle
    remarks = (*one.remarks, *compose_tiles.remarked(made, asked))
    return _noted(made, Slide(asked.kind, title, subtitle, one.blocks, remarks), one, _referred(made, asked))


def shared(made: Making, one: Made) -> str:
    """What all figures of a slide share, as its title: what they measure, whose they are; empty where neither."""
    rows, words = made.shown(one.statements), made.words
    names = [{words.indicator(row["indicator"]) for row in rows}, {words.entity(row["entity"]) for row in rows}]
    return ", ".join(shared.pop() for shared in names if len(shared) == 1)


def _noted(made: Making, drawn_slide: Slide, one: Made, more=()) -> Slide:
    """A slide with its notes, its source line, its statements, and the mark of a draft."""
    rows = compose_notes.told(made, one, more)
    sources = compose_notes.sources(made, one, more)
    line = compose_notes.source_line(made, sources) or compose_notes.release(made)
    unpublished = any(compose_notes.draft(row) for row in rows)
    remarks = _few(made, (*((made.words("deck.draft"),) if unpublished else ()), *drawn_slide.remarks))
    return replace(drawn_slide, source=line, notes=compose_notes.lines(made, one, more), remarks=remarks,
                   statements=tuple(row["statement"] for row in rows), draft=unpublished)


def _few(made: Making, remarks: tuple[str, ...]) -> tuple[str, ...]:
    """The small print that a slide has room for; the rest stands in the notes, and the slide says so."""
    each = tuple(dict.fromkeys(remarks))
    short = tuple(text for text in each if len(text) <= LONGEST_REMARK)[:MOST_REMARKS]
    return short if len(short) == len(each) else (*short, made.words("deck.more_in_notes"))


def _without_empty_sections(slides: list[Slide]) -> list[Slide]:
    """Sections of which every slide was left out are left out too."""
    following = [*(slide.layout for slide in slides[1:]), "section"]
    followed = zip(slides, following, strict=False)
    return [slide for slide, after in followed if slide.layout != "section" or after not in ("section", "thanks")]


def _unique(made: Making, slides: list[Slide]) -> tuple[Slide, ...]:
    """Titles told apart: slides that share one are numbered among themselves."""
    titles = [slide.title for slide in slides]
    met: dict[str, int] = {}
    named_slides = []
    for slide in slides:
        count = titles.count(slide.title)
        met[slide.title] = met.get(slide.title, 0) + 1
        title = made.words("deck.part_of", title=slide.title, part=met[slide.title], parts=count) if count > 1 else slide.title
        named_slides.append(replace(slide, title=title))
    return tuple(named_slides)
