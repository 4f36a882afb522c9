"""The house as a picture: who may import whom, which library lives where, how large a part may be."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
WINGS = ("loaders", "metrics", "layouts", "publish")

PICTURE = {
    "loaders.*": ("loaders.*",),
    "metrics.*": ("metrics.*", "loaders.tables", "loaders.records", "loaders.parse"),
    "metrics.told": ("metrics.*", "loaders.tables", "loaders.batch"),
    "layouts.chart": (),
    "layouts.words": ("loaders.parse",),
    "layouts.visit": ("layouts.words", "metrics.query"),
    "layouts.labels": ("layouts.chart",),
    "layouts.theme": ("layouts.chart", "layouts.labels"),
    "layouts.figures.*": (
        "layouts.figures.*", "layouts.chart", "layouts.labels", "layouts.theme", "layouts.visit", "metrics.*", "loaders.parse",
        "loaders.records"),
    "layouts.marks": ("layouts.visit",),
    "layouts.parts": ("layouts.marks", "layouts.chart", "layouts.tray", "layouts.visit"),
    "layouts.profiles.*": ("layouts.profiles.*", "layouts.figures.*", "layouts.theme", "layouts.parts", "layouts.marks", "layouts.take",
                           "layouts.tray", "layouts.visit"),
    "layouts.cards.*": ("layouts.cards.*", "layouts.figures.*", "layouts.theme", "layouts.parts", "layouts.marks", "layouts.take",
                        "layouts.visit"),
    "layouts.take": ("layouts.tray", "layouts.visit"),
    "layouts.copying": ("layouts.visit",),
    "layouts.taking": ("layouts.copying", "layouts.take", "layouts.visit", "publish.*"),
    "layouts.notices": ("layouts.figures.*", "layouts.visit"),
    "layouts.importing.*": ("layouts.importing.*", "layouts.parts", "layouts.visit"),
    "layouts.pages.*": (
        "layouts.pages", "layouts.importing.*",
        "layouts.profiles.*", "layouts.cards.*", "layouts.take", "layouts.taking", "layouts.figures.*", "layouts.theme",
        "layouts.parts", "layouts.marks",
        "layouts.house_template", "layouts.tray", "layouts.visit", "metrics.query", "publish.*"),
    "layouts.visitor": ("layouts.pages", "layouts.visit", "layouts.words", "metrics.query"),
    "layouts.tray": ("layouts.visit",),
    "layouts.still": ("layouts.still_picture",),
    "layouts.still_picture": (),
    "layouts.plain": ("layouts.still",),
    "layouts.bundled": (),
    "layouts.lean": (),
    "layouts.html": (),
    "layouts.first": ("layouts.bundled", "layouts.plain", "layouts.shell", "layouts.still", "layouts.visit", "metrics.query"),
    "layouts.heads": ("layouts.cards.*", "layouts.figures.*", "layouts.pages", "layouts.visit", "publish.cite.*", "publish.heads.*"),
    "layouts.house_template": ("layouts.visit", "publish.slides.*"),
    "layouts.search": ("layouts.visit", "metrics.query", "loaders.parse"),
    "layouts.shell": ("layouts.pages", "layouts.tray", "layouts.visit"),
    "layouts.site": (
        "layouts.pages", "layouts.figures.*", "layouts.first", "layouts.lean", "layouts.plain", "layouts.heads",
        "layouts.notices", "layouts.search", "layouts.shell", "layouts.taking", "layouts.tray", "layouts.visit", "layouts.visitor",
        "metrics.query", "publish.*"),
    "publish.*": (
        "publish.*", "metrics.*", "layouts.figures.*", "layouts.chart", "layouts.labels", "layouts.theme", "layouts.words", "layouts.visit",
        "loaders.deck_records", "loaders.parse"),
    "publish.drawing.*": ("publish.drawing.*", "layouts.chart", "layouts.theme"),
    "publish.api.*": ("publish.*", "metrics.*", "layouts.figures.*", "layouts.words", "layouts.visit", "loaders.parse", "loaders.records"),
    "publish.standards.*": ("publish.*", "metrics.query", "layouts.words", "layouts.visit", "loaders.bundle_files", "loaders.parse"),
    "publish.standards.command": ("publish.standards.*", "layouts.visitor"),
    "publish.forms.*": ("publish.forms.*", "publish.caching", "publish.problems", "metrics.*", "layouts.visit", "layouts.visitor",
                        "layouts.words", "loaders.forms.*", "loaders.workbook", "loaders.gather",
                        "loaders.problem", "loaders.records", "loaders.parse"),
    "publish.assistant.*": ("publish.*", "layouts.words", "layouts.visit"),
    "publish.rooms": ("publish.*", "layouts.visitor"),
    "publish.slides.stock": ("publish.slides.*", "metrics.query", "layouts.visit", "loaders.decks", "loaders.deck_records"),
    "publish.slides.command": ("publish.slides.*", "publish.options", "metrics.query", "layouts.visit", "layouts.visitor", "loaders.decks",
                               "loaders.deck_records"),
    "publish.uploads.*": ("publish.*", "metrics.*", "layouts.visit", "loaders.*"),
    "app": ("*",),
}
"""Who (the longest name that fits) may import whom. The tables are the only seam between loading and the rest."""

HOMES = {
    "yaml": ("loaders.read",),
    "numpy": ("loaders.*", "metrics.*"),
    "psycopg": ("loaders.store", "loaders.bulk"),
    "sqlalchemy": (
        "loaders.tables", "loaders.databases", "loaders.store", "loaders.unchanged", "loaders.sync",
        "loaders.versions", "loaders.dimensions", "loaders.facts", "loaders.bulk",
        "loaders.brought", "loaders.standing", "loaders.newest", "loaders.indexes",
        "metrics.query", "metrics.asked", "metrics.told", "metrics.names",
        "metrics.releases", "metrics.states", "metrics.paging", "metrics.tallies"),
    "pydantic": ("loaders.*",),
    "pydantic_core": ("loaders.*",),
    "pandas": ("metrics.*", "layouts.figures.*", "publish.api.*"),
    "babel": ("layouts.words",),
    "dash": ("layouts.*",),
    "dash_mantine_components": ("layouts.*",),
    "dash_ag_grid": ("layouts.*",),
    "fastapi": ("publish.*", "layouts.site", "layouts.lean"),
    "starlette": ("publish.*",),
    "uvicorn": ("publish.serving",),
    "pptx": ("publish.slides.*",),
    "lxml": ("publish.slides.*",),
    "xlsxwriter": ("publish.slides.*", "publish.downloads.*", "publish.forms.*"),
    "openpyxl": ("publish.forms.*",),
    "brotli": ("publish.statics",),
    "fpdf": ("publish.slides.*",),
    "resvg_py": ("publish.pictures.png",),
    "plotly": (),
}
"""One library per layer: where each may be imported. Plain dicts are drawn; plotly checks them in tests only."""

ELEMENTS = "layouts.html"
"""In place of dash.html, wherever dash may be."""

LATER = {
    "app": ("*",),
    "publish.serving": ("uvicorn",),
    "publish.slides.routes": ("publish.slides.powerpoint", "publish.slides.pdf"),
    "publish.slides.command": ("publish.slides.powerpoint", "publish.slides.pdf"),
    "publish.slides.house": ("publish.slides.powerpoint_template",),
    "publish.forms.routes": ("publish.forms.sheets",),
    "publish.downloads.routes": ("publish.downloads.workbook",),
    "publish.uploads.desk": ("publish.uploads.understanding", "publish.uploads.asking"),
}
"""Who imports what only when it is first needed: see docs/decisions/0028. All else is imported at the head of a file."""

MOST_LINES_OF_A_FILE = 280
MOST_LINES_OF_A_FUNCTION = 40
USUAL_LINES_OF_A_FUNCTION = 12
DRAWERS = {"utils", "helpers", "common", "core", "manager", "managers", "base", "misc", "util", "helper"}


@cache
def modules() -> dict[str, Path]:
    """The modules of the program by their names."""
    paths = [PROJECT / "app.py", *(path for wing in WINGS for path in sorted((PROJECT / wing).rglob("*.py")))]
    return {".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(name: str) -> frozenset[str]:
    """Full names of what a module imports, wherever in it the import stands; modules of our own to the module."""
    return frozenset(other for node in ast.walk(tree(modules()[name])) for other in named(node, name))


def named(node: ast.AST, name: str) -> Iterator[str]:
    """The full names that one import of a module names; nothing for what is no import."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = name.split(".")[: -node.level] if node.level else []
        start = ".".join([*package, *filter(None, [node.module])])
        yield from (inner if (inner := f"{start}.{alias.name}") in modules() else start for alias in node.names)


@cache
def imported_later(name: str) -> frozenset[str]:
    """What a module imports within its functions."""
    inside = (node for found in ast.walk(tree(modules()[name])) if isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef))
              for node in ast.walk(found))
    return frozenset(other for node in inside for other in named(node, name))


def own(name: str) -> set[str]:
    """The modules of our own that a module imports, itself left out."""
    return {found for found in imported(name) if found.split(".")[0] in WINGS} - {name}


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name is one of the patterns; `a.*` holds `a` too."""
    return any(fnmatchcase(name, pattern) or name == pattern.removesuffix(".*") for pattern in patterns)


def rule(name: str) -> tuple[str, ...]:
    """What the picture lets a module import: the longest entry that fits it."""
    found = [entry for entry in PICTURE if fits(name, (entry,))]
    assert found, f"{name} is not in the picture; draw it in"
    return PICTURE[max(found, key=lambda entry: (len(entry), entry == name))]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Names and lengths of all functions of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.end_lineno - node.lineno + 1


def files() -> list[Path]:
    """Every Python file of the program and of its tests."""
    return [*modules().values(), *sorted((PROJECT / "tests").rglob("*.py"))]


@pytest.mark.parametrize("name", modules())
def test_a_module_imports_only_what_the_picture_lets_it(name):
    near = (ELEMENTS,) if fits(name, HOMES["dash"]) else ()
    assert {found for found in own(name) if not fits(found, (*rule(name), *near))} == set()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_where_it_lives(library):
    users = {name for name in modules() if library in {found.split(".")[0] for found in imported(name)}}
    assert {name for name in users if not fits(name, HOMES[library])} == set()


@pytest.mark.parametrize("name", modules())
def test_what_is_imported_late_is_what_only_some_requests_need(name):
    found, listed = imported_later(name), LATER.get(name, ())
    assert {other for other in found if not fits(other, listed)} == set()
    assert listed == ("*",) or set(listed) == found, "the list names what is imported late no more"


def test_elements_come_from_one_place():
    def taken(name: str) -> bool:
        return any(isinstance(node, ast.ImportFrom) and node.module == "dash" and "html" in {alias.name for alias in node.names}
                   for node in ast.walk(tree(modules()[name])))

    assert [name for name in modules() if taken(name)] == [ELEMENTS]


def test_every_library_has_a_home():
    known = {*sys.stdlib_module_names, *WINGS, "app", *HOMES}
    found = {(name, other) for name in modules() for other in imported(name)}
    assert {(name, other) for name, other in found if other.split(".")[0] not in known} == set()


def test_no_import_leads_back_to_where_it_started():
    ways = {name: own(name) for name in modules()}
    while leaves := {name for name, found in ways.items() if not found & ways.keys()}:
        ways = {name: found - leaves for name, found in ways.items() if name not in leaves}
    assert ways == {}


def test_drawing_a_page_reads_no_data_file():
    """What is imported by way of others counts too: the pages see the data through the tables only."""
    code = "import sys; import layouts.site; print({'yaml', 'loaders.read', 'loaders.run', 'loaders.store'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


def test_no_file_of_the_program_is_longer_than_can_be_overseen():
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    long = {name: count for name, count in lines.items() if count > MOST_LINES_OF_A_FILE}
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {(path.name, name): lines for path in files() for name, lines in functions(path) if lines > MOST_LINES_OF_A_FUNCTION}
    assert long == {}


def test_half_of_the_functions_are_short():
    lengths = sorted(lines for path in modules().values() for _, lines in functions(path))
    assert lengths[len(lengths) // 2] < USUAL_LINES_OF_A_FUNCTION


def test_no_module_is_a_drawer_for_anything():
    assert [path.name for path in files() if DRAWERS & {*path.relative_to(PROJECT).with_suffix("").parts}] == []


@pytest.mark.parametrize("name", modules())
def test_a_module_says_what_it_is_for(name):
    path = modules()[name]
    empty = path.name == "__init__.py" and not path.read_text(encoding="utf-8").strip()
    assert empty or ast.get_docstring(tree(path))


def test_no_frame_is_called_df():
    names = {(path.name, node.id) for path in modules().values() for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    found = {name for name in names if name[1] == "df"}
    assert found == set()
