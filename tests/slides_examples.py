"""Decks made by hand for the tests of the slide writers: every kind of slide and every form of chart, in two languages.

How the forms read a Chart: `line` one Line per definition, points at their `day`; `bar` and `ranking` one Line,
points named by category; `column`, `stacked` and `before_after` one Line per series, points of one category
share their `name` (or their `period`, where all names of the Line are one); `doughnut` one Line, a point per
part; `units` one point and `whole`. The figures are examples: none is told as a fact.
"""

import json
from functools import cache
from pathlib import Path

from layouts.chart import Chart, Line, Point
from layouts.theme import ACCENT, AMOUNTS, SERIES
from publish.drawing.blocks import Area, Dot, Graphic, Map, Prose, Table, Tile, Tiles, Timeline
from publish.slides.slide import Deck, Slide

MAPS = Path(__file__).resolve().parents[1] / "data" / "maps"
MADE = "2024-03-01T12:00:00"
LONG = "Дуже довга назва об’єднання підприємств інформаційних технологій " * 5
HEDGES = {"at_least": ("over {}", "понад {}"), "about": ("about {}", "близько {}"), "up_to": ("up to {}", "до {}")}
AHEAD = {"F": (" (forecast)", " (прогноз)"), "planned": (" (planned)", " (план)")}


@cache
def outlines() -> dict:
    """The outlines of the 27 units, as shipped."""
    return json.loads((MAPS / "ukraine_oblasts.geojson").read_text(encoding="utf-8"))


def said(language: str, value: float | None, qualifier: str = "exact", status: str = "A", high: float | None = None) -> str:
    """A value as a reader is told it."""
    place = language == "uk"
    if value is None:
        return ("no number", "без числа")[place]
    figure = f"{value:,.10g}" + (f"–{high:,.10g}" if high else "")
    figure = figure.replace(",", "\u00a0").replace(".", ",") if place else figure
    hedged = HEDGES.get(qualifier, ("{}", "{}"))[place].format(figure)
    return hedged + AHEAD.get(status, ("", ""))[place]


def point(language: str, name: str, value: float | None, statement: str, qualifier: str = "exact", status: str = "A", **more) -> Point:
    """One point, labelled in the language."""
    high = more.pop("high", None)
    period = more.pop("period", "2023")
    return Point(name=name, value=value, high=high, qualifier=qualifier, status=status,
                 label=said(language, value, qualifier, status, high), period=period,
                 day=more.pop("day", f"{period}-07-02"), statement=statement, **more)


def chart(title: str, *lines: Line, **more) -> Chart:
    """A chart whose alternative text names its points."""
    alt = title + ". " + "; ".join(f"{p.name} {p.label}" for line in lines for p in line.points)
    return Chart(title=title, subtitle="", lines=lines, alt=alt, **more)


def graphic(form: str, drawn: Chart, whole: int = 0) -> Graphic:
    return Graphic(form, drawn, drawn.alt, whole)


def series(language: str) -> Graphic:
    """Years with a gap, a break, and a forecast at the end."""
    t = _chooser(language)
    values = {2014: 1.9, 2015: 2.1, 2016: 2.4, 2018: 3.6, 2019: 4.7, 2020: 5.6, 2021: 7.4, 2022: 7.3}
    name = t("Export revenue", "Дохід від експорту")
    points = [point(language, name, value * 1e9, f"P{year}", period=str(year), segment=int(year > 2016)) for year, value in values.items()]
    points.append(point(language, name, 6.73e9, "K002", status="F", period="2023", segment=1, accent=True))
    words = {p.statement: f"{p.value / 1e9:.3g}".replace(".", t(".", ",")) + t(" billion", " млрд") for p in points}
    points = [_relabelled(p, words[p.statement] + AHEAD.get(p.status, ("", ""))[language == "uk"]) for p in points]
    ticks = tuple((n * 2e9, f"{2 * n} {t('billion', 'млрд')}" if n else "0") for n in range(5))
    return graphic("line", chart(name, Line(name, SERIES[0], tuple(points), "USD"), unit="USD", ticks=ticks))


def _relabelled(drawn: Point, label: str) -> Point:
    return Point(**{**drawn.__dict__, "label": label, "side": "top center"})


def several(language: str) -> Graphic:
    """Two lines at uneven dates: a range, a hedge, two sources that differ."""
    t = _chooser(language)
    one = t("Kharkiv IT Cluster", "Харківський ІТ-кластер")
    two = t("Lviv IT Cluster", "Львівський ІТ-кластер")
    first = (point(language, one, 120, "X001", period="2020-03", day="2020-03-31"),
             point(language, one, 150, "X002", "at_least", period="2021-10", day="2021-10-31", conflict=True),
             point(language, one, 310, "K004", "at_least", period="2023-12", day="2023-12-31"))
    second = (point(language, two, 170, "X003", "about", period="2020", day="2020-12-31"),
              point(language, two, 205, "X004", "range", high=230, period="2022", day="2022-06-30"),
              point(language, two, 245, "X005", status="E", period="2023", day="2023-09-30"))
    return graphic("line", chart(t("Members", "Учасники"), Line(one, SERIES[0], first, "members"), Line(two, SERIES[1], second, "members")))


def ranking(language: str) -> Graphic:
    """Bars with a floor, a cap, a range, a forecast, an older one, a missing one, a conflict, a long and a formula-like name."""
    t = _chooser(language)
    rows = (
        point(language, t("Kharkiv IT Cluster", "Харківський ІТ-кластер"), 600, "R001", "at_least", accent=True),
        point(language, t("Lviv IT Cluster", "Львівський ІТ-кластер"), 316, "R002", "range", high=432, conflict=True),
        point(language, LONG.strip(), 210, "R003", "up_to"),
        point(language, "=SUM(A1:A9)", 180, "R004", status="F"),
        point(language, t("Odesa IT Family", "Odesa IT Family"), 90, "R005", "about", older=True, period="2020"),
        point(language, "+380 IT @ Zaporizhzhia", 45, "R006"),
        point(language, "-Mykolaiv", -5, "R007"),
        point(language, t("Kolomyia IT Cluster", "Коломийський ІТ-кластер"), None, "R008"),
    )
    return graphic("ranking", chart(t("Members", "Учасники"), Line(t("Members", "Учасники"), "", rows, "members")))


def columns(language: str, form: str) -> Graphic:
    """Two series over the same categories, with a floor and a plan."""
    t = _chooser(language)
    kinds = (t("Schoolchildren", "Школярі"), t("Students", "Студенти"), t("Teachers", "Вчителі"))
    former = zip(kinds, (9000, 5200, 1300), strict=True)
    before = tuple(point(language, kind, value, f"C{n}", period="2022") for n, (kind, value) in enumerate(former, 1))
    after = (point(language, kinds[0], 16000, "C4", "at_least"), point(language, kinds[1], 7100, "C5", conflict=True),
             point(language, kinds[2], 2400, "C6", status="planned"))
    lines = (Line("2022", SERIES[0], before, "persons"), Line("2023", SERIES[1], after, "persons"))
    return graphic(form, chart(t("Participants", "Учасники заходів"), *lines))


def parts(language: str) -> Graphic:
    """A doughnut of four parts, one of them thin."""
    t = _chooser(language)
    rows = ((t("Own funds", "Власні кошти"), 52), (t("Grants", "Гранти"), 31),
            (t("Members’ fees", "Членські внески"), 14), (t("Other", "Інше"), 3))
    points = tuple(point(language, name, value, f"D{n}") for n, (name, value) in enumerate(rows, 1))
    return graphic("doughnut", chart(t("Funding", "Фінансування"), Line(t("Share", "Частка"), "", points, "percent")))


def units(language: str) -> Graphic:
    """10 of 16."""
    t = _chooser(language)
    made = point(language, t("Videos by companies of the cluster", "Відео компаній кластера"), 10, "K023", accent=True)
    return graphic("units", chart(t("10 of 16 videos", "10 із 16 відео"), Line(t("Videos", "Відео"), ACCENT, (made,), "videos")), 16)


def oblast_map(language: str) -> Map:
    """27 areas, three of them not reported; dots filled and hollow; one cluster that moved."""
    t = _chooser(language)
    areas = []
    for number, feature in enumerate(outlines()["features"]):
        silent = feature["id"] in ("UA-43", "UA-40", "UA-09")
        label = t("not reported", "не повідомлено") if silent else said(language, 10 + number)
        areas.append(Area(feature["id"], feature["properties"]["name"], "" if silent else AMOUNTS[number % 6], label, f"M{number}"))
    dots = (
        Dot(t("Kharkiv", "Харків"), 49.99, 36.23, 12, said(language, 310, "at_least"), statement="K004"),
        Dot(t("Lviv", "Львів"), 49.84, 24.03, 10, said(language, 245), statement="X005"),
        Dot(t("Kyiv", "Київ"), 50.45, 30.52, 8, said(language, 120, "about"), statement="X008"),
        Dot(t("Sievierodonetsk", "Сєвєродонецьк"), 48.95, 38.49, 5, t("no information", "відомостей немає"), hollow=True,
            moved_to=(48.46, 35.05)),
        Dot(t("Mariupol", "Маріуполь"), 47.10, 37.54, 5, t("moved", "переїхав"), statement="X009", moved_to=(50.45, 30.52)),
    )
    scale = tuple((colour, f"{said(language, 10 + 5 * n)}–{said(language, 14 + 5 * n)}") for n, colour in enumerate(AMOUNTS))
    return Map(tuple(areas), dots, (*scale, ("", t("not reported", "не повідомлено"))), t("Members by oblast", "Учасники за областями"))


def tiles(language: str, count: int) -> Tiles:
    t = _chooser(language)
    kinds = (
        Tile(t("Educational events", "Освітні заходи"), said(language, 445, "at_least"), t("events", "заходів"), "2023", "K015"),
        Tile(t("Participants in educational events", "Учасники освітніх заходів"), said(language, 26500, "at_least"),
             t("participants", "учасників"), t("Kharkiv IT Cluster, 2023", "Харківський ІТ-кластер, 2023"), "K016"),
        Tile(t("Partnerships of the alliance", "Партнерства альянсу"), "14 ‖", t("partnerships", "партнерств"), "2022", "E014",
             t("another source says 13 agreements", "інше джерело каже про 13 угод")),
        Tile(t("Export revenue of the IT industry", "Експортний дохід ІТ-галузі"), t("6.73 billion", "6,73 млрд"),
             t("US dollars", "доларів США"), "2023", "K002", status="F"),
    )
    return Tiles((kinds * 2)[:count])


def table(language: str, rows: int) -> Table:
    t = _chooser(language)
    head = (t("Cluster", "Кластер"), t("Members", "Учасники"), t("As of", "Станом на"))
    names = (t("Kharkiv IT Cluster", "Харківський ІТ-кластер"), "=HYPERLINK(1)", LONG.strip())
    body = tuple((names[n % 3], said(language, 1000 * n + 26, "at_least"), "2023") for n in range(rows))
    return Table(head, body, (1,), tuple(f"T{n}" for n in range(rows)))


def timeline(language: str, count: int) -> Timeline:
    t = _chooser(language)
    item = (t("Annual meeting of the cluster", "Річні збори кластера"),
            t("Kharkiv and online, with guests of the alliance", "Харків та онлайн, із гостями альянсу"))
    return Timeline(tuple((t(f"{n + 1} March 2023", f"{n + 1} березня 2023"), *item) for n in range(count)))


def prose(language: str, count: int) -> Prose:
    t = _chooser(language)
    text = t("The cluster plans an ethical committee and a study of the local market, with over 160 educational partners.",
             "Кластер планує етичний комітет і дослідження місцевого ринку разом із понад 160 освітніми партнерами.")
    return Prose((text,) * count)


def deck(language: str = "en", slides: tuple[Slide, ...] = ()) -> Deck:
    """A deck of every kind of slide, or of the slides given."""
    t = _chooser(language)
    brand = t("Cluster Atlas", "Атлас кластерів")
    return Deck("examples", t("Examples", "Приклади"), language, 7, "3f9c", MADE, brand, slides or tuple(_slides(language)))


def slide(layout: str, title: str, *blocks, **more) -> Slide:
    """A slide whose notes tell its statements."""
    statements = tuple(dict.fromkeys(_statements(blocks)))
    notes = tuple(f"{name}: source, place in it, who said so" for name in statements)
    return Slide(layout, title, blocks=tuple(blocks), statements=statements, notes=notes,
                 source=more.pop("source", "Харківський ІТ-кластер, річні збори 2023 · 3f9c"), **more)


def _statements(blocks):
    for block in blocks:
        if isinstance(block, Graphic):
            yield from (p.statement for p in block.chart.points)
        elif isinstance(block, Tiles):
            yield from (tile.statement for tile in block.tiles)
        elif isinstance(block, Map):
            yield from (mark.statement for mark in (*block.areas, *block.dots) if mark.statement)
        elif isinstance(block, Table):
            yield from block.statements


def _slides(language: str):
    t = _chooser(language)
    remark = (t("Hatched: forecast. “Over” is a floor that the source states.",
                "Штриховка: прогноз. «Понад» — нижня межа, яку називає джерело."),)
    yield slide("title", t("Kharkiv IT Cluster: annual meeting 2023", "Харківський ІТ-кластер: річні збори 2023"),
                subtitle=t("12 December 2023", "12 грудня 2023 року"))
    yield slide("section", t("Exports", "Експорт"), subtitle=t("What was sold abroad", "Що продано за кордон"))
    yield slide("chart", t("Exports fall to 6.73 billion dollars in 2023 (forecast)",
                           "Експорт зменшується до 6,73 млрд доларів у 2023 році (прогноз)"),
                series(language), subtitle=t("US dollars", "Долари США"), remarks=remark)
    for name in (several, ranking, parts, units):
        yield slide("chart", f"{name.__name__}", name(language), subtitle=t("Members, companies", "Учасники, компанії"), remarks=remark)
    for form in ("column", "stacked", "before_after"):
        yield slide("chart", t("Participants by audience", "Учасники за аудиторією"), columns(language, form), draft=form == "stacked")
    for count in (3, 4, 8):
        yield slide("tiles", t("The year in numbers", "Рік у числах"), tiles(language, count), remarks=remark)
    yield slide("map", t("Members by oblast", "Учасники за областями"), oblast_map(language),
                subtitle=t("Newest figure of each", "Найновіший показник кожної"), remarks=remark)
    for count in (5, 14):
        yield slide("table", t("Members of the clusters", "Учасники кластерів"), table(language, count))
    for count in (5, 12):
        yield slide("timeline", t("Events of the year", "Події року"), timeline(language, count))
    yield slide("text", t("The year ahead", "Наступний рік"), prose(language, 5), subtitle=t("Plans", "Плани"))
    yield slide("tiles", t("Chart and numbers", "Графік і числа"), tiles(language, 2), columns(language, "column"))
    yield slide("sources", t("Sources and data notes", "Джерела та примітки до даних"), prose(language, 14))
    yield slide("thanks", t("Thank you", "Дякуємо"), prose(language, 1))


def _chooser(language: str):
    return lambda en, uk: uk if language == "uk" else en
