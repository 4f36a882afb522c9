"""Tables of known truth, written in every way that tables are met: seeded, so that a wrong guess can be looked at again."""

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "data" / "sources"
OBLASTS = (
    "Вінницька", "Волинська", "Дніпропетровська", "Донецька", "Житомирська", "Закарпатська", "Запорізька", "Івано-Франківська", "Київська",
    "Кіровоградська", "Луганська", "Львівська", "Миколаївська", "Одеська", "Полтавська", "Рівненська", "Сумська", "Тернопільська",
    "Харківська", "Херсонська", "Хмельницька", "Черкаська", "Чернівецька", "Чернігівська", "м. Київ", "АР Крим", "м. Севастополь",
)
WESTERN = (
    "Österreich", "Belgique", "Česko".replace("Č", "C"), "Danmark", "España", "Françe", "Île-de-France", "Åland", "Türkiye", "Köln",
    "Málaga", "São Tomé", "Côte d'Ivoire", "Réunion", "Curaçao", "Göteborg", "Besançon", "Zürich", "Liège", "Århus", "Perú", "México",
)
PLAIN = ("Austria", "Belgium", "Czechia", "Denmark", "Estonia", "Finland", "Germany", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania",
         "Netherlands", "Poland", "Portugal", "Romania", "Slovakia", "Spain", "Sweden", "Namibia", "Korea, Rep.", "Congo, Dem. Rep.")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-u", "latin-1", "windows-1252")
DELIMITERS = (",", ";", "\t", "|", " ")
NEWLINES = {"crlf": "\r\n", "lf": "\n", "cr": "\r"}
STYLES = (("point", "none"), ("comma", "none"), ("point", "comma"), ("comma", "point"), ("comma", "space"), ("point", "space"),
          ("comma", "nbsp"), ("point", "apostrophe"))
MARKS = {"none": "", "space": " ", "nbsp": "\u00a0", "comma": ",", "point": ".", "apostrophe": "'"}
DECIMALS = {"point": ".", "comma": ","}
MISSING = ("", "", ":", "..", "–", "н/д", "x")


@dataclass(frozen=True)
class Made:
    """One file and what is true of it; `rows` are the cells of the main table with its header, `values` its figures by cell text."""

    content: bytes
    text: str
    encoding: str
    newline: str
    delimiter: str
    header_line: int
    header_rows: int
    last_line: int
    trailing: bool
    across: bool
    rows: list[list[str]]
    values: dict[str, float]
    told: str


class Maker:
    """Makes one file from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        pick = self.random.choice
        self.seed = seed
        self.encoding, self.delimiter, self.newline = pick(ENCODINGS), pick(DELIMITERS), pick(list(NEWLINES))
        self.decimal, self.thousands = pick(STYLES)
        self.suffix = pick(("", "", "", "%", " %", " $", " грн" if self.cyrillic else " €" if self.encoding != "latin-1" else " $"))
        self.places = pick((0, 1, 1, 2, 3))
        self.quoting = pick((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
        self.quote = pick(('"',) * 12 + ("'",))
        self.broken_head = self.random.random() < 0.08
        self.values: dict[str, float] = {}

    @property
    def cyrillic(self) -> bool:
        return self.encoding not in ("latin-1", "windows-1252") and (self.seed % 3 > 0 or self.encoding in ("windows-1251", "koi8-u"))

    def number(self) -> str:
        """One figure in the style of the file."""
        size = self.random.choice((10, 1_000, 100_000, 10_000_000))
        value = round(self.random.uniform(0, size), self.places)
        whole, _, part = f"{value:.{self.places}f}".partition(".")
        grouped = f"{int(whole):,}".replace(",", MARKS[self.thousands])
        shown = grouped + (DECIMALS[self.decimal] + part if part else "")
        if self.random.random() < 0.04:
            return self.random.choice(MISSING[: 7 if self.cyrillic and self.encoding != "koi8-u" else 4])
        self.values[shown + self.suffix] = value
        return shown + self.suffix

    def entities(self) -> list[str]:
        other = WESTERN if self.encoding in ("latin-1", "windows-1252") else PLAIN
        names = list(OBLASTS if self.cyrillic else other)
        self.random.shuffle(names)
        return names[: self.random.randint(3, len(names))]

    def table(self) -> tuple[list[list[str]], int, bool]:
        """Rows, how many of them are header, whether periods stand across."""
        return self.random.choice((self.wide, self.wide, self.long, self.columns, self.shipped))()

    def words(self, ukrainian: str, english: str) -> str:
        return ukrainian if self.cyrillic else english

    def wide(self) -> tuple[list[list[str]], int, bool]:
        first = self.random.randint(1995, 2018)
        count = self.random.randint(3, 8)
        years = self.random.choice((
            [str(first + n) for n in range(count)], [f"{first + n}-Q{q}" for n in range(2) for q in (1, 2, 3, 4)],
            [str(first + count - n) for n in range(count)], [f"{first}-{month:02}" for month in range(1, 7)]))
        name = self.words("Область", "Country")
        heads = [[name, *years]]
        depth = self.random.choice((1, 1, 2, 3))
        if depth > 1:
            groups = [self.words("Населення", "Population"), self.words("Зарплата", "Salary")]
            heads = [[name, *(cell for group in groups for cell in (group, *[""] * (len(years) - 1)))], ["", *years, *years]]
        if depth == 3:
            heads.append([self.words("А", "A"), *(str(n) for n in range(1, len(heads[0])))])
        width = len(heads[0])
        return [*heads, *([entity, *(self.number() for _ in range(width - 1))] for entity in self.entities())], len(heads), True

    def long(self) -> tuple[list[list[str]], int, bool]:
        years = range(self.random.randint(2005, 2015), 2020)
        head = self.random.choice((["Область", "Рік", "Значення"], ["Регіон", "Період", "Показник, тис."])) if self.cyrillic else \
            self.random.choice((["Country", "Year", "Value"], ["geo", "time", "obs_value"]))
        heads = [head]
        if self.random.random() < 0.25:
            heads.append(["Region", "Year", "Value"] if self.cyrillic else ["name", "year", "number"])
        return [*heads, *([entity, str(year), self.number()] for entity in self.entities() for year in years)], len(heads), False

    def columns(self) -> tuple[list[list[str]], int, bool]:
        """Several figures side by side."""
        names = [self.words("Населення", "Population"), self.words("Компанії", "Companies"), self.words("Зарплата чиста", "Net salary")]
        heads = [[self.words("Код", "Code"), self.words("Назва", "Name"), *names]]
        if self.random.random() < 0.3:
            heads.append(["", "", self.words("тис. осіб", "thousand"), self.words("од.", "number"), self.words("грн", "USD")])
        rows = [[f"UA{n:02}", entity, self.number(), self.number(), self.number()] for n, entity in enumerate(self.entities(), 1)]
        return [*heads, *rows], len(heads), False

    def shipped(self) -> tuple[list[list[str]], int, bool]:
        """A table of the project's own data, its values in the style of the file."""
        name, columns = self.random.choice((
            ("public/dou.csv", ("id", "entity", "indicator", "value", "period", "sample_size")),
            ("public/edbo.csv", ("entity", "indicator", "value", "period", "locator.uk")),
            ("public/world_bank.csv", ("id", "entity", "indicator", "value", "period")),
            ("public/state_statistics.csv", ("id", "entity", "indicator", "value", "period")),
            ("public/ubn.csv", ("entity", "indicator", "value", "period", "basis")),
            ("kharkiv_annual_meeting_2023.csv", ("id", "entity", "indicator", "value", "period", "basis"))))
        given = shipped_rows(name)
        wanted = [column for column in columns if column in given[0] and (self.cyrillic or not column.endswith(".uk"))]
        start = self.random.randint(0, max(0, len(given) - 40))
        rows = [[self.number() if column == "value" else self.spelt(row[column]) for column in wanted] for row in given[start : start + 40]]
        return [wanted, *rows], 1, False

    def spelt(self, text: str) -> str:
        """KOI8-U has no angle quotes."""
        return text.replace("«", '"').replace("»", '"') if self.encoding == "koi8-u" else text

    # writing ----------------------------------------------------------------------

    def made(self) -> Made:
        """The whole file: titles, table, notes, a second table."""
        rows, header_rows, across = self.table()
        if self.broken_head:
            rows[0][-1] = rows[0][-1].replace(" ", "\n") or "\n"
        trailing = self.random.random() < 0.12
        above, below = self.preamble(len(rows[0])), self.below(len(rows[0]))
        table = [self.line(row) + (self.delimiter if trailing else "") for row in rows]
        lines = [*above, *table, *below]
        end = NEWLINES[self.newline]
        text = end.join(lines) + (end if self.random.random() < 0.8 else "")
        content = text.encode(self.encoding, "replace")
        told = f"seed {self.seed}: {self.encoding}, {self.delimiter!r}, {self.newline}, {self.decimal}/{self.thousands}"
        last = len(above) + len(rows) + sum("\n" in cell for cell in rows[0])
        return Made(content, content.decode(self.encoding), self.encoding, self.newline, self.delimiter, len(above) + 1, header_rows,
                    last, trailing, across, rows, self.values, told)

    def line(self, row: list[str]) -> str:
        held = [self.quoted(cell) for cell in row]
        return self.delimiter.join(held)

    def quoted(self, cell: str) -> str:
        quote = self.quote
        needs = self.delimiter in cell or quote in cell or "\n" in cell or (self.delimiter == " " and not cell)
        wants = self.quoting == csv.QUOTE_ALL or (self.quoting == csv.QUOTE_NONNUMERIC and not cell[:1].isdigit())
        return quote + cell.replace(quote, quote * 2) + quote if needs or wants else cell

    def note(self, text: str, width: int) -> str:
        """A line of prose: bare, quoted, or padded with delimiters as a spreadsheet does."""
        form = self.random.choice(("bare", "quoted", "padded"))
        cell = f"{self.quote}{text}{self.quote}" if form == "quoted" or self.delimiter in text else text
        return cell + self.delimiter * (width - 1) if form == "padded" else cell

    def preamble(self, width: int) -> list[str]:
        if self.random.random() < 0.5:
            return []
        titles = [self.words("Середньомісячна заробітна плата за регіонами", "Average salary by region"),
                  self.words("Державна служба статистики України", "Statistical office"),
                  self.words("(без тимчасово окупованих територій, 2024)", "(seasonally adjusted, 2024)")]
        found = [self.note(title, width) for title in titles[: self.random.randint(1, 3)]]
        return found + ([""] if self.random.random() < 0.5 else [])

    def below(self, width: int) -> list[str]:
        found = []
        if self.random.random() < 0.4:
            notes = [self.words("Джерело: Держстат", "Source: statistical office"), self.words("* попередні дані", "* provisional data")]
            found += ([""] if self.random.random() < 0.6 else []) + [self.note(note, width) for note in notes[: self.random.randint(1, 2)]]
        if self.random.random() < 0.15:
            found += ["", self.line([self.words("Місто", "City"), self.words("Жителі", "People")]),
                      *(self.line([name, self.number()]) for name in ("Lviv", "Kyiv", "Odesa"))]
        return found


@cache
def shipped_rows(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def made(seed: int) -> Made:
    """The file of one seed."""
    return Maker(seed).made()
