"""Text and numbers in the reader's language: words, names, plurals, dates, hedged values.

Babel does numbers, dates and plurals; the words stand in data/languages/<language>.yaml.
A word that no language has shows as `[key]`, and a test fails on it.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from babel import Locale, dates, numbers

from loaders.parse import Period
from loaders.parse import period as parse_period

FALLBACK = "en"
COMPACT_FROM = 1_000_000
"""Amounts from here are written as `6.73 billion` in sentences; tables keep every digit."""

_kept = lru_cache(maxsize=8_192)  # a page says the same few numbers and periods again and again
format_date, format_interval, format_skeleton = map(_kept, (dates.format_date, dates.format_interval, dates.format_skeleton))
format_decimal, format_compact_decimal = map(_kept, (numbers.format_decimal, numbers.format_compact_decimal))


@dataclass(frozen=True)
class Words:
    """One language over one release: `tables` are the language files, `names` the registers' texts."""

    language: str
    tables: dict[str, dict]
    register: object = None
    locale: Locale = field(init=False)
    _known: tuple[tuple[str, dict], ...] = field(init=False, repr=False, compare=False)  # the words of this language, then of English

    def __post_init__(self) -> None:
        known = ((name, self.tables.get(name, {}).get("words", {})) for name in (self.language, FALLBACK))
        object.__setattr__(self, "_known", tuple(known))
        object.__setattr__(self, "locale", Locale.parse(self("locale"), sep="_"))

    # words -----------------------------------------------------------------

    def __call__(self, key: str, n: float | None = None, **parts) -> str:
        """The word of a key; `n` chooses the plural form, `parts` fill the braces."""
        for language, words in self._known:
            if (word := words.get(key)) is not None:
                return _one_stop(self._form(word, n, language).format(**parts))
        return f"[{key}]"

    def has(self, key: str) -> bool:
        """Whether a word exists in this language or in English."""
        return any(key in words for _, words in self._known)

    def _form(self, word, n: float | None, language: str) -> str:
        if isinstance(word, str):
            return word
        chosen = Locale.parse(language).plural_form(n if n is not None else 1)
        return word.get(chosen) or word.get("other") or next(iter(word.values()))

    def text(self, texts) -> str:
        """A text per language from the data: this language, else English, else whichever exists."""
        if not texts:
            return ""
        return texts.get(self.language) or texts.get(FALLBACK) or next(iter(texts.values()))

    # names -----------------------------------------------------------------

    def entity(self, entity_id: str) -> str:
        """The name of an entity; the language file may name it by id."""
        named = self.tables.get(self.language, {}).get("entities", {}).get(entity_id)
        entity = self.register.entities.get(entity_id)
        return named or (self.text(entity.name) if entity else entity_id)

    def indicator(self, indicator_id: str) -> str:
        """The name of an indicator."""
        named = self.tables.get(self.language, {}).get("indicators", {}).get(indicator_id)
        indicator = self.register.indicators.get(indicator_id)
        return (named.get("name") if isinstance(named, dict) else named) or (self.text(indicator.name) if indicator else indicator_id)

    def definition(self, indicator_id: str) -> str:
        """One sentence that defines an indicator, empty where none is written."""
        named = self.tables.get(self.language, {}).get("indicators", {}).get(indicator_id)
        indicator = self.register.indicators[indicator_id]
        return (named.get("definition", "") if isinstance(named, dict) else "") or self.text(indicator.definition)

    def source(self, source_id: str) -> str:
        """The title of a source."""
        source = self.register.sources.get(source_id)
        return self.text(source.title) if source else source_id

    def producer(self, source_id: str) -> str:
        """Who made a source."""
        return self.text(self.register.sources[source_id].producer)

    def code(self, code_list: str, code_id: str) -> str:
        """The name of a code: a theme, what is counted, a unit, a dimension."""
        code = self.register.codes.get(code_list, {}).get(code_id)
        return self.text(code.name) if code else code_id

    def breakdown(self, breakdown: str) -> str:
        """`format=online;trainee=military` as names: online, military."""
        names = []
        for pair in filter(None, breakdown.split(";")):
            dimension, code_id = pair.split("=", 1)
            codes = self.register.codes["dimensions"][dimension].codes
            names.append(next((self.text(c.name) for c in codes if c.id == code_id), code_id))
        return ", ".join(names)

    # numbers ---------------------------------------------------------------

    def number(self, value: float, digits: int | None = None) -> str:
        """A number with the language's separators; as many decimals as its size deserves, or at most `digits`."""
        digits = _digits(value) if digits is None else digits
        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return format_decimal(value or 0, pattern, locale=self.locale)

    def compact(self, value: float, digits: int = 2) -> str:
        """`6.73 billion`, `6,73 млрд`; below a million as a plain number."""
        if abs(value) < COMPACT_FROM:
            return self.number(value)
        style = self("number.compact_style")
        return format_compact_decimal(value, format_type=style, locale=self.locale, fraction_digits=digits)

    def signed(self, value: float, digits: int = 1) -> str:
        """A change with its sign; the true minus sign."""
        return ("+" if value > 0 else "−" if value < 0 else "") + self.number(abs(value), digits)

    def unit(self, unit_id: str, n: float) -> str:
        """The noun of a unit in the plural that the number asks for."""
        unit = self.register.codes["units"].get(unit_id)
        forms = unit and (unit.forms.get(self.language) or unit.forms.get(FALLBACK))
        if not forms:
            return self.code("units", unit_id)
        if abs(n) >= COMPACT_FROM:
            return forms.get("many") or forms["other"]
        said = round(n, _digits(n))
        return forms.get(self.locale.plural_form(said)) or forms["other"]

    def amount(self, value: float, unit_id: str, exact: bool = False) -> str:
        """A number with its unit: 26,500 participants, 6.73 billion US dollars, 4%."""
        kind = unit.kind if (unit := self.register.codes["units"].get(unit_id)) else "count"
        figure = self.number(value) if exact else self.compact(value)
        if kind == "percent":
            return self("number.percent", value=figure)
        if kind == "rank":
            return self("number.rank", value=figure)
        return f"{figure} {self.unit(unit_id, value)}"

    # hedged values ---------------------------------------------------------

    def hedged(self, value: float | None, high: float | None = None, qualifier: str = "exact",
               status: str = "A", exact: bool = False) -> str:
        """The number as the source said it, without its unit: over 26,500; 816–832; 200 (forecast)."""
        if value is None or value != value:
            return self("value.none")
        write = self.number if exact else self.compact
        figure = write(value)
        if qualifier == "range" and high is not None and high == high:
            figure = f"{self.number(value)}–{self.number(high)}"
        return self._with_status(self(f"hedge.{qualifier}", value=figure), status)

    def value(self, value: float | None, high: float | None, qualifier: str, status: str, unit_id: str) -> str:
        """The number as the source said it, with its unit: over 26,500 participants."""
        if value is None or value != value:
            return self("value.none")
        if qualifier == "range" and high is not None and high == high:
            amount = f"{self.compact(value)}–{self.amount(high, unit_id)}"
        else:
            amount = self.amount(value, unit_id)
        return self._with_status(self(f"hedge.{qualifier}", value=amount), status)

    def said(self, row) -> str:
        """The value of a statement or observation row with hedge and unit."""
        return self.value(row["value"], row["value_high"], row["qualifier"], row["status"], row["unit"])

    def told(self, row) -> str:
        """The value as it may be repeated: hedge, unit and every digit that the source gives; of a dated fact its date."""
        hedge = f"hedge.{row['qualifier']}"
        if row["period_kind"] == "date":
            when = self.period(row["period"], row["sense"])
            return self._with_status(self(hedge, value=when) if row["qualifier"] == "about" else when, row["status"])
        value, high = row["value"], row["value_high"]
        if value != value or all(map(_short, (value, high))):
            return self.said(row)
        first = f"{self.number(value)}–" if high == high else ""
        return self._with_status(self(hedge, value=first + self.amount(high if first else value, row["unit"], exact=True)), row["status"])

    def amounted(self, row) -> str:
        """The value with hedge and unit as a key tells it: an estimate is named by a note, not here."""
        status = row["status"] if row["status"] != "E" else "A"
        return self.value(row["value"], row["value_high"], row["qualifier"], status, row["unit"])

    def _with_status(self, text: str, status: str) -> str:
        if status in ("A", "B", "D", "U"):
            return text
        return self("value.with_status", value=text, status=self(f"status.{status}"))

    # time ------------------------------------------------------------------

    def day(self, day: date) -> str:
        """12 December 2023."""
        return format_date(day, "long", locale=self.locale)

    def period(self, text: str, sense: str = "whole") -> str:
        """A period as a reader says it: December 2023, as of October 2024, since 2014."""
        given = parse_period(text)
        if given.precision == "unknown":
            return self("period.unknown")
        if given.start is None or given.end is None:
            key = "period.until" if given.start is None else "period.since"
            return self(key, point=self._point(given.end_text or given.start_text, "of"))
        plain = self._span(given)
        return self(f"period.{sense}", span=plain) if sense in ("within", "as_of") else plain

    def _span(self, given: Period) -> str:
        """Two ends as one name where they make a whole year, quarter or month, however the source wrote them."""
        first, last = given.start, given.end
        if given.start_text == given.end_text:
            return self._point(given.start_text)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            return self._months(first, last)
        if len(given.start_text) == len(given.end_text) == len("2023-12-12"):
            return self._interval(first, last, "yMMMMd")
        return f"{self._point(given.start_text)} – {self._point(given.end_text)}"

    def _months(self, first: date, last: date) -> str:
        """Whole months: one, a quarter, or from one to another."""
        if (first.year, first.month) == (last.year, last.month):
            return self._point(first.isoformat()[:7])
        if first.year == last.year and last.month - first.month == 2 and last.month % 3 == 0:
            return self._point(f"{first.year}-Q{last.month // 3}")
        return self._interval(first, last, "yMMMM")

    def _interval(self, first: date, last: date, skeleton: str) -> str:
        """From one day to another, what they share said once; with the spaces that every font has."""
        return format_interval(first, last, skeleton, locale=self.locale).replace("\u2009", " ")

    def since(self, text: str) -> str:
        """A period as it follows `since`: in Ukrainian the month stands in the genitive."""
        given = parse_period(text)
        return self._point(given.start_text, "of") if given.start_text == given.end_text else self.period(text)

    def _point(self, text: str, case: str = "") -> str:
        if len(text) == 4:
            return text
        if text[5] in "QH":
            return self(f"period.{text[5:]}", year=text[:4])
        if len(text) == 7 and case:
            return format_date(date.fromisoformat(text + "-01"), self("period.month_of"), locale=self.locale)
        if len(text) == 7:
            return format_skeleton("yMMMM", date.fromisoformat(text + "-01"), locale=self.locale)
        return self.day(date.fromisoformat(text))


def _one_stop(text: str) -> str:
    """A sentence that ends in an abbreviation has one full stop, not two."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


def _short(value: float) -> bool:
    """Whether the short form of an amount, with two decimals of a thousand, million or billion, leaves no digit out."""
    step = 10 ** (3 * ((len(str(int(abs(value)))) - 1) // 3)) / 100 if value == value and abs(value) >= COMPACT_FROM else 0
    return not step or value % step == 0


def _digits(value: float) -> int:
    """Decimals worth saying: none from a thousand on, three below one."""
    size = abs(value)
    return 0 if size >= 1_000 else 1 if size >= 100 else 2 if size >= 1 else 3


def missing(words: Words) -> dict[str, list[str]]:
    """What a language lacks and shows in English: keys of `words`, ids of `entities` and of `indicators`."""
    table, register = words.tables[words.language], words.register
    lacking = {"words": [key for key in words.tables[FALLBACK]["words"] if key not in table["words"]]}
    for kind, records in (("entities", register.entities), ("indicators", register.indicators)):
        lacking[kind] = [name for name, record in records.items() if words.language not in record.name and name not in table[kind]]
    return lacking
