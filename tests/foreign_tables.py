"""Tables with known truth for the tests of imports: each a recipe, the bytes of a file, and what it says."""

import random
from collections.abc import Callable
from dataclasses import dataclass

Key = tuple[str, str, str]
OBLASTS = {"Харківська область": "UA-63", "Львівська обл.": "UA-46", "Одеська": "UA-51", "Сумська область": "UA-59",
           "Полтавська область": "UA-53", "Івано-Франківська область": "UA-26", "м. Київ": "UA-30", "Київська": "UA-32"}
COUNTRIES = {"POL": "poland", "UKR": "ukraine", "DEU": "germany", "ROU": "romania", "GEO": "georgia", "EST": "estonia", "SVK": "slovakia"}


@dataclass(frozen=True)
class Known:
    """A file with its recipe and its truth. `delimiter` and `encoding` are for whoever damages it."""

    name: str
    recipe: str
    text: str
    encoding: str
    delimiter: str
    truth: dict[Key, float | None]

    @property
    def content(self) -> bytes:
        return self.text.encode(self.encoding)


def number(rng: random.Random, most: int) -> str:
    """A number as files have it: whole or with up to three decimals."""
    return f"{rng.uniform(1, most):.{rng.choice((0, 1, 3))}f}"


def long_table(rng: random.Random) -> Known:
    """One figure a row, with a quoted note that holds commas."""
    truth, lines = {}, ["region,year,population,note"]
    for name, id_ in OBLASTS.items():
        for year in (2019, 2020, 2021):
            figure = str(rng.randint(100_000, 5_000_000))
            truth[id_, "population", str(year)] = float(figure)
            lines.append(f'{name},{year},{figure},{rng.choice(("", "прим.", chr(34) + "оцінка, без міста" + chr(34)))}')
    text = """
id: long
source: state_statistics_population_2022
basis: statistics
file: "*"
entity: {column: region, kind: region}
indicator: {constant: population}
period: {column: year, between: ["2000", "2030"]}
value: {column: population}
"""
    return Known("long", text, "\n".join(lines) + "\n", "utf-8", ",", truth)


def wide_table(rng: random.Random) -> Known:
    """Years across, every cell quoted, a comma too many, foreign countries and a group among ours."""
    years = [str(year) for year in range(2010, 2018)]
    header = ['"Country Name"', '"Country Code"', '"Indicator Code"', *(f'"{year}"' for year in years)]
    truth, lines = {}, ['"Data Source","Somebody, and others",', "", ",".join(header) + ","]
    for code in (*COUNTRIES, "ABW", "WLD"):
        cells = [number(rng, 90_000) if rng.random() > 0.2 else "" for _ in years]
        cells = [str(float(cell) + 200) if cell else "" for cell in cells]
        truth |= {(COUNTRIES[code], "gdp_per_capita_current_usd", year): float(cell)
                  for year, cell in zip(years, cells, strict=True) if cell and code in COUNTRIES}
        lines.append(",".join(f'"{cell}"' for cell in (f"Land of {code}", code, "NY.GDP.PCAP.CD", *cells)) + ",")
    text = """
id: wide
source: wdi_gdp_per_capita
basis: statistics
file: "*"
table: {header_rows: 3, trailing_delimiter: true}
entity: {column: Country Code, kind: country, leave_out: [other countries, WLD]}
indicator: {column: Indicator Code, map: {NY.GDP.PCAP.CD: gdp_per_capita_current_usd}}
period: {across: {from: "2010", to: "2017"}}
value: {missing: {empty: absent}}
"""
    return Known("wide", text, "\ufeff" + "\r\n".join(lines) + "\r\n", "utf-8", ",", truth)


def eurostat_table(rng: random.Random) -> Known:
    """Dimensions in the first column, years from new to old with a space behind each figure, letters after figures."""
    years = [str(year) for year in range(2014, 2006, -1)]
    truth, lines = {}, ["unit,na_item,geo\\time\t" + "\t".join(f"{year} " for year in years)]
    for unit in ("PC_GDP", "MIO_EUR"):
        for geo, id_ in (("EL", "greece"), ("PL", "poland"), ("UK", "united-kingdom"), ("EA17", ""), ("NO", "norway")):
            cells = [rng.choice((": ", ": c", f"{rng.uniform(1, 190):.1f} ", f"{rng.uniform(1, 190):.1f} b")) for _ in years]
            if unit == "PC_GDP" and id_:
                truth |= {(id_, "government_debt_share_of_gdp", year): float(cell.split(" ")[0])
                          for year, cell in zip(years, cells, strict=True) if not cell.startswith(":")}
            lines.append(f"{unit},GD,{geo}\t" + "\t".join(cells))
    text = """
id: eurostat
source: wdi_gdp_per_capita
basis: statistics
file: "*"
table: {delimiter: tab, quote: none, split: {column: 'unit,na_item,geo\\time', into: [unit, na_item, geo]}}
keep: {unit: [PC_GDP]}
drop: {unit: [MIO_EUR]}
entity: {column: geo, kind: country, leave_out: [EA17]}
indicator: {column: na_item, map: {GD: government_debt_share_of_gdp}}
period: {across: {from: "2014", to: "2007"}}
status: {after_value: {b: B, c: M}}
value: {missing: {":": absent}}
"""
    return Known("eurostat", text, "\n".join(lines) + "\n", "utf-8", "\t", truth)


def office_table(rng: random.Random) -> Known:
    """What an office program of Ukraine saves: windows-1251, semicolons, spaces between thousands, decimal commas, a source line."""
    truth, lines = {}, ["Населення за областями;;", "Область;2020 рік;2021 рік"]
    for name, id_ in OBLASTS.items():
        figures = [rng.randint(100_000, 4_000_000) for _ in range(2)]
        truth |= {(id_, "population", year): figure / 10 for year, figure in zip(("2020", "2021"), figures, strict=True)}
        lines.append(";".join([name, *(f"{figure // 10:,}".replace(",", " ") + f",{figure % 10}" for figure in figures)]))
    lines += ["Джерело: Держстат;;"]
    text = """
id: office
source: state_statistics_population_2022
basis: statistics
file: "*"
table: {encoding: windows-1251, delimiter: semicolon, header_rows: 2, ends: {before: "Джерело: Держстат"}}
entity: {column: Область, kind: region}
indicator: {constant: population}
period: {across: {from: 2020 рік, to: 2021 рік}, format: YYYY рік}
value: {numerals: {decimal: comma, thousands: space}}
"""
    return Known("office", text, "\r\n".join(lines) + "\r\n", "windows-1251", ";", truth)


def survey_table(rng: random.Random) -> Known:
    """Answers of persons in UTF-16, to medians by oblast."""
    answers: dict[str, list[int]] = {}
    lines = ["коли\tобласть\tзарплата"]
    for _ in range(60):
        place = rng.choice(("Львів", "Харків", "Одеса"))
        answers.setdefault(place, []).append(rng.randrange(500, 9000, 50))
        lines.append(f"2024-12-{rng.randint(1, 28):02d} 10:{rng.randint(0, 59):02d}:00\t{place} чи область\t{answers[place][-1]}")
    ids = {"Львів": "UA-46", "Харків": "UA-63", "Одеса": "UA-51"}
    truth = {}
    for place, given in answers.items():
        ordered = sorted(given)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        truth[ids[place], "dou_survey_median_salary_month", "2024-12"] = middle
        truth[ids[place], "dou_survey_respondents", "2024-12"] = float(len(given))
    text = """
id: survey
source: dou_salary_survey_2024_12
basis: survey
file: "*"
table: {encoding: utf-16, delimiter: tab}
entity: {column: область, cut: [" чи область"], kind: city, of: region}
period: {column: коли, precision: month}
value: {column: зарплата}
aggregate:
  measures: [{does: median, indicator: dou_survey_median_salary_month}, {does: count, indicator: dou_survey_respondents}]
"""
    return Known("survey", text, "\n".join(lines) + "\n", "utf-16", "\t", truth)


MAKERS: tuple[Callable[[random.Random], Known], ...] = (long_table, wide_table, eurostat_table, office_table, survey_table)
