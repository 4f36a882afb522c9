"""The contract of a recipe: how a foreign table becomes statements. One file in data/imports/ per import."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from loaders import parse
from loaders.records import (
    Basis,
    EntityKind,
    Flag,
    Id,
    Integer,
    Number,
    Record,
    Source,
    Status,
    Text,
    Words,
    YesNo,
)
from loaders.refusal import refused

Meaning = Literal["absent", "text", "L", "M"]
"""What a mark in a cell means: no statement at all, an ordinary text (a code such as NA), or a statement without a
value: L not collected, M missing."""

Format = Literal["csv", "xlsx", "sdmx-csv", "json-stat", "data-package"]
Listed = BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)
"""One text stands for a list of one."""
Texts = Annotated[tuple[Text, ...], Listed]

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " "}
QUOTES = {"double": '"', "single": "'", "none": ""}
DECIMALS = {"point": ".", "comma": ","}
THOUSANDS = {"none": "", "comma": ",", "point": ".", "space": " ", "apostrophe": "'"}
EMPTY = "empty"
"""The word that stands for an empty cell in maps and marks."""


class Ends(Record):
    """Where the table ends. Left out: with the file."""

    before: Text | None = None
    """The text of the first filled cell of the row after the table, such as `Source:`; the file must hold it."""
    blank: YesNo = False
    """Before the first blank row; the file must hold one."""
    line: Annotated[Integer, Field(ge=1)] | None = None
    """With this line; the file must reach it."""


class Split(Record):
    """One column that holds several, such as the first of a Eurostat TSV."""

    column: Text
    by: Text = ","
    into: tuple[Text, ...] = Field(min_length=2)


class Layout(Record):
    """How the file holds its table."""

    format: Format = "csv"
    encoding: Text = "utf-8"
    delimiter: Literal["comma", "semicolon", "tab", "bar", "space"] = "comma"
    quote: Literal["double", "single", "none"] = "double"
    sheet: Text | None = None
    """Name of the sheet of a workbook; left out, it must have one only."""
    header_rows: Annotated[tuple[Annotated[Integer, Field(ge=1)], ...], Listed] = (1,)
    """Line numbers of the header. The texts of several are joined with a space; merged cells count for each column."""
    first_row: Annotated[Integer, Field(ge=1)] | None = None
    """Line of the first row; left out, the one after the header."""
    ends: Ends = Ends()
    trailing_delimiter: YesNo = False
    """Each row ends with one delimiter too many."""
    newline_at_end: YesNo = True
    """Whether the last line ends with a newline. A file that does otherwise is announced."""
    line_breaks: YesNo = False
    """Whether cells below the header may hold line breaks."""
    split: Split | None = None


class Numerals(Record):
    """How numbers are written."""

    decimal: Literal["point", "comma"] = "point"
    thousands: Literal["none", "comma", "point", "space", "apostrophe"] = "none"
    exponent: YesNo = False
    """Whether 1.5E+09 is a number here."""
    marks: Texts = ()
    """Marks that may stand before or after the digits and say nothing more, such as % or USD."""

    @model_validator(mode="after")
    def _two_marks(self):
        if self.decimal == self.thousands:
            raise refused(f"is {self.thousands}, as decimal is", "write two different marks", "thousands")
        return self


class Across(Record):
    """Columns that stand side by side for one role, by the names of the first and the last."""

    first: Text = Field(alias="from")
    last: Text | None = Field(None, alias="to")
    """Left out: the last column of the table."""


class Role(Record):
    """Where one part of a statement comes from: exactly one of `column`, `across`, `constant`, `file_name`."""

    column: Text | None = None
    across: Literal["map"] | Across | None = None
    """Columns side by side: `{from: "1960", to: "2025"}`, or `map`: those that the map names."""
    header: Annotated[Integer, Field(ge=1)] | None = None
    """Of several header rows, the one (counted from 1) that names the columns across; left out, all together."""
    constant: Text | None = None
    file_name: Text | None = None
    """The part of the file's name where `{}` stands, as in `wave_{}.csv`."""
    map: dict[str, Text] = {}
    """What a text of the file stands for here; texts not named stay as they are."""
    missing: dict[str, Meaning] = {}
    """Marks by their meaning. A row with an absent entity, indicator or period is left out."""

    @model_validator(mode="after")
    def _one_origin(self):
        given = [name for name in ("column", "across", "constant", "file_name") if getattr(self, name) is not None]
        if len(given) > 1:
            raise refused(f"is beside {given[0]}", f"write one of the two, {given[0]} or {given[1]}", given[1])
        return self


class EntityRole(Role):
    """Whom the figures are about: ids, names in any spelling, or codes (ISO 3166, KATOTTG, KOATUU, NUTS)."""

    kind: Annotated[tuple[EntityKind, ...], Listed] = ()
    """Kinds that are looked among; left out, all."""
    cut: Texts = ()
    """Endings that are taken off before looking, such as ` чи область`."""
    of: EntityKind | None = None
    """The figure is about what the found one lies in: `region` makes a city stand for its region."""
    leave_out: Texts = ()
    """Names that are not ours. `other countries`: codes of countries the atlas does not have; `others`: any other name."""


class PeriodRole(Role):
    """When: ISO 8601 or SDMX (2024, 2024-12, 2024-Q1, 2024M12, 2024-12-31), or as `format` says."""

    format: Text | None = None
    """How a period is written, in the letters YYYY, MM, DD, Q and H: `DD.MM.YYYY`, `YYYYMM`, `Q/YYYY`."""
    precision: Literal["day", "month", "quarter", "half", "year"] | None = None
    """How much of a day is kept."""
    mixed: YesNo = False
    """Whether one file may hold years beside months or days; otherwise a day among years is a damaged cell."""
    between: tuple[Text, Text] | None = None
    """The earliest and the latest period that is plausible."""

    @model_validator(mode="after")
    def _two_ends(self):
        for end in self.between or ():
            found = parse.period(end)
            if not (found.start and found.end):
                raise refused(f"is {end}", "write two periods, such as [1990, 2030]", "between")
        return self


class ValueRole(Role):
    """The figure. Where another role stands across, the cells of its columns are the values, and no column is named."""

    numerals: Numerals = Numerals()
    words: YesNo = False
    """Whether persons wrote the figures, hedges and all: `26,500+`, `~60`, `816–832`, `понад 40`."""
    scale: Annotated[Number, Field(gt=0)] = 1.0
    """What one in the file stands for: 1000000 where it says millions."""


class StatusRole(Role):
    """The status of each figure (SDMX letters, or `planned`), by a column or by letters after the value."""

    after_value: dict[str, Status] = {}
    """Letters that may follow a value and their status: `{b: B, e: E, p: P}` for `12.3 b`."""


class BreakdownRole(Role):
    """One dimension of `data/codelists/dimensions.yaml`."""

    whole: Texts = ()
    """Codes of the file that stand for no breakdown, such as `Total`."""


class Measure(Record):
    """One figure made of records."""

    indicator: Id
    does: Literal["count", "median", "mean", "sum", "share"]
    """`share`: records of the group in all records of its period, in percent."""


class Aggregate(Record):
    """Records (answers of persons) to figures, by entity, period and breakdown; how many records is the sample size."""

    measures: tuple[Measure, ...] = Field(min_length=1)
    least: Annotated[Integer, Field(ge=1)] = 1
    """Groups of fewer records give no figure."""
    whole: Id | None = None
    """The entity that all records together are about."""


class Expected(Record):
    """What the file is known to hold; another number is refused."""

    rows: Integer | None = None
    statements: Integer | None = None


class Reading(Record):
    """What may differ between the files of one recipe."""

    file: Texts = ()
    """Names in the folder `files` of a data folder; `*` stands for any letters."""
    table: Layout = Layout()
    entity: EntityRole | None = None
    indicator: Role | None = None
    period: PeriodRole | None = None
    value: ValueRole | None = None
    unit: Role | None = None
    """Unit of the file; each must be that of the indicator, by its id or through `map`."""
    power_of_ten: Role | None = None
    """Where rows say for themselves what a one stands for: 6 for millions (SDMX UNIT_MULT)."""
    status: StatusRole | None = None
    sample_size: Role | None = None
    hedge: Role | None = None
    """The qualifier of each figure: exact, at_least, about, up_to, range; left out, that of the recipe."""
    value_high: Role | None = None
    """The upper end of a range, written as values are."""
    doubts: Role | None = None
    """Flags of each figure, with `;` between them."""
    breakdown: dict[str, BreakdownRole] = {}
    keep: dict[str, Texts] = {}
    """Rows that count, by column and texts. A column under both keep and drop holds nothing else."""
    drop: dict[str, Texts] = {}
    ignore: Texts = ()
    """Columns of SDMX-CSV and dimensions of JSON-stat that say nothing of ours, so that no figure of a part passes for the whole."""
    aggregate: Aggregate | None = None
    expected: Expected = Expected()


class Recipe(Reading):
    """How one foreign table, or many of one kind, becomes statements."""

    id: Id
    note: Text | None = None
    """For whoever reads the recipe."""
    source: Id | None = None
    """Id of the source that states the figures."""
    publication: Source | None = None
    """The record of the source, where it stands in no file of its own."""
    basis: Basis
    qualifier: Literal["exact", "about", "at_least", "up_to"] = "exact"
    edition: Id | None = None
    flags: Annotated[tuple[Flag, ...], BeforeValidator(parse.listed)] = ()
    said_by: Words | None = None
    locator: Words | None = None
    remark: Words | None = None
    """A note on every statement."""
    variants: tuple[Reading, ...] = ()
    """Files of another layout: what is written here replaces what is written above, and `table` key by key."""

    @model_validator(mode="after")
    def _one_source(self):
        if (self.source is None) == (self.publication is None):
            state = "missing" if self.source is None else "beside publication"
            raise refused(f"is {state}", "write the id of a source, or the record of one as publication", "source")
        return self

    @property
    def stated_by(self) -> str:
        """The id of the source."""
        return self.source or self.publication.id
