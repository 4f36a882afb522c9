"""JSON-stat 2.0 (and a collection's first dataset of 1.x): a cube of values to the rows of a table."""

import json
from collections.abc import Iterator
from itertools import product
from math import prod

from loaders.imports import grid, sdmx
from loaders.imports.files import File
from loaders.imports.findings import Enough, Findings
from loaders.imports.plan import Complain
from loaders.imports.recipe import Numerals, Reading
from loaders.imports.registers import Registers

MOST_CELLS = 20_000_000
BESIDE = ("qualifier", "value_high", "flags")
"""What an extension may tell of cells by their number, as this program itself writes it."""


def table(reading: Reading, file: File, registers: Registers, findings: Findings,
          complain: Complain) -> tuple[grid.Table, Reading]:
    """One row per cell of the cube: the codes of its dimensions, value, status and what else is told of cells.

    Lines count the cells of the cube from 1.
    """
    cube = _cube(file, findings)
    beside = {name: said for name in BESIDE if isinstance(said := _extension(cube).get(name), dict)}
    header = (*map(str, cube["id"]), "value", "status", *beside)
    blocks = (grid.Block(chunk.lines, list(zip(*chunk.rows, strict=True))) for chunk in grid.in_chunks(_rows(cube, beside, findings)))
    made = sdmx.completed(reading.model_copy(update=_by_role(cube, reading)), header, registers, complain)
    if made.value is not None and "numerals" not in made.value.model_fields_set:
        made = made.model_copy(update={"value": made.value.model_copy(update={"numerals": Numerals(exponent=True)})})
    return grid.Table(header, (header,), blocks), made


def _extension(cube: dict) -> dict:
    return cube["extension"] if isinstance(cube.get("extension"), dict) else {}


def _cube(file: File, findings: Findings) -> dict:
    """The dataset of the file, looked at so far that its rows can be made."""
    try:
        found = json.loads(file.whole().decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        findings.add(getattr(error, "lineno", 1), getattr(error, "colno", 1), "the file is not JSON here; bring the whole file")
        raise Enough from None
    if isinstance(found, dict) and "value" not in found and isinstance(found.get("dataset"), dict):
        found = found["dataset"]
    problem = _wrong(found)
    if problem:
        findings.add(1, 1, f"{problem}; write JSON-stat 2.0 with id, size, dimension and value")
        raise Enough
    return found


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def _wrong(cube: object) -> str:
    """What keeps a JSON text from being a cube."""
    if not isinstance(cube, dict) or not {"id", "size", "dimension", "value"} <= cube.keys():
        return "the file is no JSON-stat dataset"
    ids, sizes = cube["id"], cube["size"]
    if not isinstance(ids, list) or not isinstance(sizes, list) or len(ids) != len(sizes):
        return "id and size do not go together"
    if not all(isinstance(size, str) and size.isdecimal() for size in sizes) or prod(map(int, sizes)) > MOST_CELLS:
        return "size is not whole numbers of a cube that can be read"
    if not isinstance(cube["value"], (list, dict)):
        return "value is no list and no mapping"
    if isinstance(cube["value"], list) and len(cube["value"]) != prod(map(int, sizes)):
        return f"value has {len(cube['value'])} cells, the sizes ask for {prod(map(int, sizes))}"
    for id_, size in zip(ids, sizes, strict=True):
        if len(_codes(cube, id_)) != int(size):
            return f"dimension {id_} has not the {size} codes that its size says"
    return ""


def _codes(cube: dict, id_: str) -> list[str]:
    """The codes of a dimension in their order."""
    dimension = cube["dimension"].get(id_) if isinstance(cube["dimension"], dict) else None
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        return []
    index = category.get("index", category.get("label"))
    if isinstance(index, list):
        return list(map(str, index))
    if not isinstance(index, dict):
        return []
    return sorted(index, key=lambda code: int(index[code])) if "index" in category else list(index)


def _rows(cube: dict, beside: dict[str, dict], findings: Findings) -> Iterator[grid.Row]:
    """Cells in the order of the cube; an empty cell of a sparse cube is no row."""
    values, statuses = cube["value"], cube.get("status")
    every = product(*(_codes(cube, id_) for id_ in cube["id"]))
    for number, codes in enumerate(every):
        value = values[number] if isinstance(values, list) else values.get(str(number))
        if not isinstance(value, (str, type(None))):
            findings.add(number + 1, "value", f"value is {value}; write a number or null")
            continue
        status = _status(statuses, number)
        if value is not None or status:
            yield number + 1, (*codes, value or "", status, *(_said(said.get(str(number))) for said in beside.values()))


def _said(given: object) -> str:
    """What is told of one cell beside its value."""
    return ";".join(map(str, given)) if isinstance(given, list) else str("" if given is None else given)


def _status(statuses: object, number: int) -> str:
    """The status of one cell: from a list, from a mapping by number, or one for all."""
    if isinstance(statuses, str):
        return statuses
    if isinstance(statuses, list):
        return str(statuses[number] or "") if number < len(statuses) else ""
    return str(statuses.get(str(number)) or "") if isinstance(statuses, dict) else ""


def _by_role(cube: dict, reading: Reading) -> dict:
    """Roles that the cube itself names (geo, time, metric), where the recipe has none of its own."""
    roles = cube.get("role") if isinstance(cube.get("role"), dict) else {}
    found = {}
    for name, key in (("geo", "entity"), ("time", "period"), ("metric", "indicator")):
        ids = roles.get(name)
        if isinstance(ids, list) and len(ids) == 1 and getattr(reading, key) is None and ids[0] in cube["id"]:
            found[key] = sdmx.of_column(key, ids[0])
    return found
