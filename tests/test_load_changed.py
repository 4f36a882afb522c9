"""A file of which little has changed is read only where it has, and what comes of it is what reading the whole gives."""

from pathlib import Path

import pytest
from bench import seeded
from counted import counted
from foreign_folder import bring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from loaders import run, store, tables
from loaders.imports import again
from loaders.imports.foreign import Foreign

LONG = """\
id: yearly
basis: statistics
file: yearly.csv
source: news_page
entity: {column: who, leave_out: [Nobody]}
indicator: {column: what, map: {left: member_companies}}
period: {column: year, mixed: true}
value: {column: figure, missing: {empty: absent, "-": M}}
status: {column: status, map: {empty: A}}
drop: {what: unused}
ignore: [remark]
"""
WIDE = """\
id: yearly
basis: statistics
file: yearly.csv
source: news_page
entity: {column: who}
indicator: {constant: member_companies}
period: {across: {from: a, to: c}, map: {a: "2001", b: "2002", c: "2003"}}
value: {missing: {empty: absent}}
"""
HEADER, OTHER_HEADER = "who,what,year,figure,status,remark", "who,what,year,figure,remark,status"
ENTITIES = ("kharkiv-it-cluster", "lviv-it-cluster", "ukraine", "UA-63")


def line(number: int, figure: object = None, status: str = "") -> str:
    """One of the lines that all differ: a day of a year is the period."""
    day = f"{1900 + number // 336:04}-{number % 336 // 28 + 1:02}-{number % 28 + 1:02}"
    who, what = ENTITIES[number % 2], ("member_companies", "event_participants")[number // 2 % 2]
    return f"{who},{what},{day},{100 + number % 800 if figure is None else figure},{status},"


def usual(count: int) -> list[str]:
    """Lines as statistics have them: some without a figure, some left out."""
    odd = {5: ("", ""), 11: ("-", ""), 17: (3, "E")}
    lines = [line(number, *odd.get(number % 40, ())) for number in range(count)]
    lines[50] = lines[50].replace("member_companies", "unused").replace("event_participants", "unused")
    lines[90] = "Nobody" + lines[90][lines[90].index(","):]
    return lines


EDITS = {
    "other figure": lambda lines, at: [*lines[:at], line(at, 7), *lines[at + 1:]],
    "no figure": lambda lines, at: [*lines[:at], line(at, ""), *lines[at + 1:]],
    "said to be missing": lambda lines, at: [*lines[:at], line(at, "-"), *lines[at + 1:]],
    "estimated": lambda lines, at: [*lines[:at], line(at, None, "E"), *lines[at + 1:]],
    "new period": lambda lines, at: [*lines[:at], line(at + 40_000), *lines[at + 1:]],
    "left out": lambda lines, at: [*lines[:at], line(at).replace("kharkiv-it-cluster", "Nobody"), *lines[at + 1:]],
    "dropped": lambda lines, at: [*lines[:at], line(at).replace("member_companies", "unused"), *lines[at + 1:]],
    "blank": lambda lines, at: [*lines[:at], "", *lines[at + 1:]],
    "quoted": lambda lines, at: [*lines[:at], f'"{line(at).replace(",", chr(34) + "," + chr(34))}"', *lines[at + 1:]],
    "removed": lambda lines, at: [*lines[:at], *lines[at + 1:]],
    "inserted": lambda lines, at: [*lines[:at], line(at + 50_000), *lines[at:]],
    "appended": lambda lines, at: [*lines, line(at + 60_000)],
    "cut behind": lambda lines, at: lines[:max(at, len(lines) - 40)],
    "said twice": lambda lines, at: [*lines[:at], lines[(at + 250) % len(lines)], *lines[at + 1:]],
    "said otherwise": lambda lines, at: [*lines[:at], line((at + 250) % len(lines), 9), *lines[at + 1:]],
    "swapped with the last": lambda lines, at: [*lines[:at], lines[-1], *lines[at + 1:-1], lines[at]] if at < len(lines) - 1 else lines,
    "moved far": lambda lines, at: [*lines[:at], lines[at // 2], *lines[at + 1:]] if at % 2 else lines,
    "no number": lambda lines, at: [*lines[:at], line(at, "many"), *lines[at + 1:]],
    "too few fields": lambda lines, at: [*lines[:at], "kharkiv-it-cluster,member_companies", *lines[at + 1:]],
    "a quote astray": lambda lines, at: [*lines[:at], line(at)[:-1] + ',a"b', *lines[at + 1:]],
    "a quote that stays open": lambda lines, at: [*lines[:at], line(at)[:-1] + ',"b', *lines[at + 1:]],
    "a wrong letter": lambda lines, at: [*lines[:at], line(at) + "ÐÐ°Ñ€ÐºÑ–Ð²", *lines[at + 1:]],
    "the header": lambda lines, at: lines,
}
edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 10_000)), min_size=1, max_size=3)


def file(lines: list[str], *, newline: bool = True, header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n" * newline


def put(folder: Path, content: str, recipe: str = LONG) -> None:
    bring(folder, [], recipe)
    (folder / "files/yearly.csv").write_text(content, encoding="utf-8", newline="")


def told(outcome: run.Outcome) -> tuple:
    """All that a load tells."""
    return (outcome.new, outcome.release, outcome.hash, outcome.counts, outcome.problems, outcome.accounts, outcome.summary)


def stored(database: str) -> dict[str, list]:
    """All rows of all tables but the moment of a release; what keys of periods, breakdowns and attributes stand for in place of them."""
    engine, found = store.engine(database), {}
    with engine.connect() as connection:
        meant = {}
        for kind in ("period", "breakdown", "attributes"):
            meant[kind] = {row[0]: tuple(row[1:]) for row in connection.execute(select(tables.metadata.tables[kind]))}
            found[kind] = sorted(map(repr, meant[kind].values()))
        for table in tables.metadata.sorted_tables:
            if table.name not in meant:
                names = [column.name for column in table.c if column.name != "made"]
                rows = connection.execute(select(*(table.c[name] for name in names)))
                found[table.name] = sorted(
                    repr([meant[name][cell] if name in meant else cell for name, cell in zip(names, row, strict=True)]) for row in rows)
    engine.dispose()
    return found


class Ways:
    """One folder and two databases: one always reads the whole."""

    def __init__(self, folder: Path, one: str, other: str, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.databases, self.patch, self.partly = folder, (one, other), patch, []
        self._changed = Foreign.changed

    def load(self, content: str, recipe: str = LONG) -> bool:
        """Load both ways; whether the one read only what has changed."""
        put(self.folder, content, recipe)
        read: list[bool] = []

        def changed(foreign: Foreign, before):
            found = self._changed(foreign, before)
            read.append(found is not None)
            return found
        outcomes = []
        for database, way in zip(self.databases, (changed, lambda *_: None), strict=True):
            self.patch.setattr(Foreign, "changed", way)
            outcomes.append(told(run.load([self.folder], database)))
        self.patch.setattr(Foreign, "changed", self._changed)
        assert outcomes[0] == outcomes[1]
        assert stored(self.databases[0]) == stored(self.databases[1])
        return read == [True]


@pytest.fixture
def ways(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    return Ways(small_folder, f"sqlite:///{tmp_path}/one.sqlite", f"sqlite:///{tmp_path}/other.sqlite", monkeypatch)


@settings(max_examples=counted(20, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(edits, st.booleans()), min_size=1, max_size=3))
def test_any_edits_give_what_reading_the_whole_gives(small_folder, tmp_path_factory, steps):
    room = tmp_path_factory.mktemp("edits")
    with pytest.MonkeyPatch.context() as patch:
        both = Ways(small_folder, f"sqlite:///{room}/one.sqlite", f"sqlite:///{room}/other.sqlite", patch)
        lines = usual(600)
        both.load(file(lines))
        for several, newline in steps:
            header, edited = HEADER, lines
            for name, at in several:
                edited = EDITS[name](edited, at % len(edited))
                header = OTHER_HEADER if name == "the header" else header
            both.load(file(edited, newline=newline, header=header))
            lines = edited


@pytest.mark.parametrize("name", ["other figure", "no figure", "estimated", "new period", "left out", "dropped", "blank", "quoted",
                                  "appended", "cut behind", "swapped with the last"])
def test_what_changes_a_line_is_read_where_it_changes(ways, name):
    lines = usual(600)
    ways.load(file(lines))
    assert ways.load(file(EDITS[name](lines, 300)))
    assert ways.load(file(lines))


@pytest.mark.parametrize("name", ["said twice", "said otherwise"])
def test_what_another_block_says_already_is_refused_with_both_lines(ways, name):
    ways.load(file(usual(600)))
    ways.load(file(EDITS[name](usual(600), 300)))
    put(ways.folder, file(EDITS[name](usual(600), 300)))
    (problem,) = run.load([ways.folder], ways.databases[0]).problems
    assert problem.line == 552
    assert "as line 302 does" in str(problem)


def test_a_line_more_in_the_middle_has_the_whole_read(ways):
    ways.load(file(usual(600)))
    assert not ways.load(file(EDITS["inserted"](usual(600), 100)))


def test_columns_side_by_side_are_read_where_they_change(ways):
    content = "\n".join(["who,a,b,c", *[""] * 200, "kharkiv-it-cluster,1,,3", *[""] * 300, "lviv-it-cluster,1,,3", ""])
    ways.load(content, WIDE)
    assert ways.load(content.replace("kharkiv-it-cluster,1,,3", "kharkiv-it-cluster,,2,3"), WIDE)


@pytest.mark.parametrize(("recipe", "content"), [
    (LONG + "table: {line_breaks: true}\n", file(usual(600))),
    (LONG + "table: {ends: {before: End}}\n", file([*usual(600), "End,,,,,"])),
], ids=["rows over several lines", "a table with an end"])
def test_a_file_whose_lines_do_not_stand_by_themselves_is_read_whole(ways, recipe, content):
    ways.load(content, recipe)
    assert not ways.load(content.replace(",400,", ",401,"), recipe)


def test_with_another_header_every_line_may_say_something_else(ways):
    ways.load(file(usual(600)))
    assert not ways.load(file(usual(600), header=OTHER_HEADER))
    assert not ways.load(file(usual(600)))


def test_a_header_over_several_lines_has_the_whole_read(ways):
    header = HEADER.replace("remark", '"re\nmark"')
    recipe = LONG.replace("ignore: [remark]", "ignore: [re mark]")
    ways.load(file(usual(600), header=header), recipe)
    assert not ways.load(file(EDITS["other figure"](usual(600), 300), header=header), recipe)


def test_what_decides_beside_the_lines_has_the_whole_read(ways):
    ways.load(file(usual(600)))
    edited = file(EDITS["other figure"](usual(600), 300))
    assert not ways.load(edited, LONG.replace("basis: statistics", "basis: reported"))
    with (ways.folder / "entities/places.yaml").open("a", encoding="utf-8") as stream:
        stream.write("- {id: somewhere, kind: country, name: Somewhere}\n")
    assert not ways.load(file(usual(600)), LONG.replace("basis: statistics", "basis: reported"))


ONE_LENGTH = LONG.replace(", mixed: true", "")


@pytest.mark.parametrize(("recipe", "dropped", "before", "now"), [
    (ONE_LENGTH, [*range(40), *range(280, 300), *range(301, 330), *range(560, 600)], line(300), "ukraine,member_companies,2005,5,,"),
    (LONG.replace("mixed: true", 'map: {I: "2020", II: "2020-05"}'), [],
     "ukraine,member_companies,1999-01-01,5,,", "ukraine,member_companies,II,5,,"),
], ids=["that of a block far above", "that of words of the recipe"])
def test_periods_of_one_length_are_held_against_lines_that_have_not_changed(ways, recipe, dropped, before, now):
    lines = usual(600)
    lines[100] = "ukraine,member_companies,I,5,," if "map: {I:" in recipe else lines[100]
    for at in dropped:
        lines[at] = f"ukraine,unused,{at},,,"
    ways.load(file([*lines[:300], before, *lines[301:]]), recipe)
    ways.load(file([*lines[:300], now, *lines[301:]]), recipe)
    (problem,) = run.load([ways.folder], ways.databases[0]).problems
    assert "after another" in str(problem)


def test_periods_of_one_length_do_not_have_the_whole_read(ways):
    ways.load(file(usual(600)), ONE_LENGTH)
    assert ways.load(file(EDITS["other figure"](usual(600), 300)), ONE_LENGTH)


def test_numbers_that_a_recipe_expects_are_those_of_the_whole_file(ways):
    recipe = LONG + "expected: {rows: 600}\n"
    ways.load(file(usual(600)), recipe)
    assert ways.load(file(EDITS["other figure"](usual(600), 300)), recipe)
    put(ways.folder, file([*usual(600), line(70_000)]), recipe)
    (problem,) = run.load([ways.folder], ways.databases[0]).problems
    assert "rows is 600, but the files hold 601" in str(problem)


def test_blocks_that_are_as_before_are_not_parted(ways, monkeypatch):
    """Guards the point of it: of 2,000 lines with one change not even 200 are made rows of."""
    ways.load(file(usual(2_000)))
    put(ways.folder, file(EDITS["other figure"](usual(2_000), 1_000)))
    parted: list[int] = []
    through = again.Compared.through

    def counted(self, lines):
        for one in through(self, lines):
            parted.append(len(one.texts))
            yield one
    monkeypatch.setattr(again.Compared, "through", counted)
    outcome = run.load([ways.folder], ways.databases[0])
    assert (outcome.counts["added"], outcome.counts["ended"]) == (1, 1)
    assert sum(parted) < 200


def test_both_databases_mend_alike(small_folder, database):
    put(small_folder, file(usual(600)))
    run.load([small_folder], database)
    put(small_folder, file(EDITS["no figure"](EDITS["other figure"](usual(600), 300), 20)))
    mended = run.load([small_folder], database)
    assert not mended.problems
    assert mended.hash == run.check([small_folder]).hash
    put(small_folder, file(EDITS["said otherwise"](usual(600), 300)))
    (problem,) = run.load([small_folder], database).problems
    assert "as line" in str(problem)


def test_a_database_of_the_former_version_keeps_its_releases_and_is_brought_up(tmp_path, database):
    one, other = (seeded.folder(tmp_path / name, 400, changed=changed) for name, changed in (("one", 0), ("other", 5)))
    first = run.load([one], database)
    engine = store.engine(database, writing=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE recipe_blocks"))
        connection.execute(text("DROP TABLE loaded"))
        connection.execute(update(tables.release).values(schema_version=store.FORMER_VERSION))
    assert run.load([other], database).release == 2
    release = tables.release.c
    with engine.begin() as connection:
        held = connection.execute(select(release.number, release.hash, release.schema_version).order_by(release.number)).all()
        kept = connection.execute(select(tables.recipe_blocks.c.recipe)).all()
    engine.dispose()
    assert held[0] == (1, first.hash, tables.SCHEMA_VERSION), "the release before is as it was, and the program before refuses it"
    assert held[1].schema_version == tables.SCHEMA_VERSION
    assert kept
